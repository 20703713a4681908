"""The citations of a document with what is known of the norms they name."""

from __future__ import annotations

from datetime import date

from guiju.engine.document.cited import Cited, Source
from guiju.engine.textcase.norms_asked import NormFound, Norms
from guiju.engine.textcase.ranks import inferred_rank
from guiju.engine.textcase.values import STATES, UNLISTED
from msgspec import Struct


class NormCited(Struct, frozen=True):
    """`rank` is that of the index, else `inferred` from title and number; `then` how the norm stood when the citing
    document was made, None if that day is not known."""

    title: str | None
    number: str | None
    rank: str
    inferred: bool
    state: str
    then: str | None
    ended: date | None
    successor: str | None
    verified: bool
    found: NormFound


class NormsCited:
    """Looks up each norm once. `on` is the day of looking, `made` that of the document."""

    def __init__(self, norms: Norms, on: date, made: date | None) -> None:
        self._norms = norms
        self._on = on
        self._made = made
        self._known: dict[tuple[str | None, str | None], NormCited] = {}

    def of(self, cited: Cited) -> NormCited | None:
        """None where the citation names no other document."""
        source = cited.source
        if not names_another(source):
            return None
        number = str(source.number) if source.number is not None else None
        key = source.title, number
        if key not in self._known:
            self._known[key] = self._look_up(source, number)
        return self._known[key]

    def _look_up(self, source: Source, number: str | None) -> NormCited:
        found = self._norms.find(source.title, number, self._on)
        then = self._norms.find(source.title, number, self._made) if self._made is not None else None
        norm = found.norm
        rank = norm.rank if norm is not None else None
        ended = found.since if found.state in ("lapsed", "replaced") else None
        return NormCited(
            source.title,
            number,
            rank or inferred_rank(source),
            rank is None,
            STATES.get(found.state, UNLISTED),
            STATES.get(then.state, UNLISTED) if then is not None else None,
            ended,
            found.successor.title if found.successor is not None else None,
            norm is not None and norm.verified,
            found,
        )


def names_another(source: Source) -> bool:
    """Whether a text outside the document is named."""
    return (
        source.part is None
        and (source.title is not None or source.number is not None)
        and (source.kind in ("title", "number", "named before"))
    )

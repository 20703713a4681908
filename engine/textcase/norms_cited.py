"""The citations of a document with what is known of the norms they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guiju.engine.document.cited import Cited, Location, Source
from guiju.engine.norms.lookup import KnownNorm, Norms
from guiju.engine.textcase.ranks import inferred_rank
from guiju.engine.textcase.values import RANKS, STATES, UNKNOWN_RANK
from msgspec import Struct


class NormCited(Struct, frozen=True):
    """`norm` is None where the index knows none so called. `rank` is its own, else `inferred` from title and number;
    `then` is how it stood when the citing document was made, `revised` whether it was changed since then; None if that
    day is not known."""

    title: str | None
    number: str | None
    norm: KnownNorm | None
    rank: str
    inferred: bool
    state: str
    then: str | None
    revised: bool | None
    ended: date | None
    successor: str | None


class NormsCited:
    """Looks up each norm once. `on` is the day of looking, `made` that of the document."""

    def __init__(self, norms: Norms, on: date, made: date | None) -> None:
        self._norms = norms
        self._on = on
        self._made = made
        self._known: dict[tuple[str | None, str | None, str | None], NormCited] = {}

    def of(self, cited: Cited) -> NormCited | None:
        """None where the citation names no other document."""
        source = cited.source
        if not _names_another(source):
            return None
        number = str(source.number) if source.number is not None else None
        key = source.title, number, source.edition
        if key not in self._known:
            self._known[key] = self._look_up(source, number)
        return self._known[key]

    def _look_up(self, source: Source, number: str | None) -> NormCited:
        title = f"{source.title}（{source.edition}）" if source.title and source.edition else source.title
        found = self._norms.find(title, number, self._on)
        then = self._norms.find(title, number, self._made) if self._made is not None else None
        norm = found.norm
        rank = norm.rank if norm is not None else None
        return NormCited(
            source.title,
            number,
            norm,
            inferred_rank(source) if rank is None else rank if rank in RANKS else UNKNOWN_RANK,
            rank is None,
            STATES[found.state],
            STATES[then.state] if then is not None else None,
            self._revised(then.norm, norm) if then is not None else None,
            found.since if found.state in ("lapsed", "replaced") else None,
            found.successor.title if found.successor is not None else None,
        )

    def _revised(self, then: KnownNorm | None, now: KnownNorm | None) -> bool:
        """Another version holds now, or the one that does began or was amended after the document was made: so it is also
        where nothing is known of the version of that time."""
        if now is None or self._made is None:
            return False
        other = then is not None and then.key != now.key
        return other or now.changed(self._made, self._on)


def has_places(norm: KnownNorm, locations: Sequence[Location]) -> bool | None:
    """Whether the norm has every provision named; None where that is not known of one, and no other is missing."""
    known = [
        norm.has_place(at.article.n, at.article.suffix, at.paragraph, at.item)
        for at in locations
        if at.article is not None
    ]
    if not all(each is not False for each in known):
        return False
    return True if known and all(known) else None


def _names_another(source: Source) -> bool:
    return (
        source.part is None
        and (source.title is not None or source.number is not None)
        and source.kind in ("title", "number", "named before")
    )

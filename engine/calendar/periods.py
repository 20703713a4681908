"""How periods are written and the ways in which they are counted, as data under `rules/calendar/periods.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from guiju.engine.calendar.count import Unit
from guiju.engine.calendar.data import shipped_data
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import numbered
from msgspec import Struct


class How(Struct, frozen=True):
    """A way to count: whether the day of the act counts as one of the period, whether the day asked for is the one after
    the last day (full days between), whether a last day that is not worked rolls on. Backwards the same, mirrored."""

    counts_first: bool = False
    full_days: bool = False
    roll: bool = False


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """A provision, for periods in these units only where any are named. `norm` is its key in the index of norms."""

    norm: str
    article: int
    paragraph: int | None = None
    units: tuple[Unit, ...] = ()


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """A named way to count periods in these units, forwards or `back`."""

    key: str
    name: Text
    gist: Text
    units: tuple[Unit, ...]
    basis: tuple[Basis, ...]
    default: bool = False
    back: bool = False
    counts_first: bool = False
    full_days: bool = False
    roll: bool = False

    @property
    def how(self) -> How:
        return How(self.counts_first, self.full_days, self.roll)

    def basis_for(self, unit: Unit) -> tuple[Basis, ...]:
        return tuple(b for b in self.basis if not b.units or unit in b.units)


class Remark(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be said with every answer, or only of a start before `until`."""

    zh: str
    en: str
    until: date | None = None

    def concerns(self, start: date) -> bool:
        return self.until is None or start < self.until


class Periods(Struct, frozen=True, forbid_unknown_fields=True):
    """Spellings of the units, titles of the norms cited, ways to count, remarks."""

    units: Mapping[Unit, tuple[str, ...]]
    norms: Mapping[str, Text]
    readings: tuple[Reading, ...]
    remarks: tuple[Remark, ...]

    def unit(self, spelling: str) -> Unit | None:
        """The unit written so; blanks, hyphens and capitals make no difference."""
        wanted = "".join(c for c in spelling.casefold() if not c.isspace() and c not in "-_")
        return next((unit for unit, spellings in self.units.items() if wanted in spellings), None)

    def cited(self, basis: tuple[Basis, ...]) -> Text:
        """The provisions as a lawyer cites them; the title stands once before neighbouring ones of a norm."""
        parts: list[Text] = []
        norm = ""
        for provision in basis:
            place = _place(provision)
            if provision.norm == norm:
                parts[-1] += Text(f"、{place.zh}", f", {place.en}")
            else:
                title = self.norms[provision.norm]
                parts.append(Text(f"《{title.zh}》{place.zh}", f"{title.en} {place.en}"))
            norm = provision.norm
        return join(parts, zh=";", en="; ")


@cache
def periods() -> Periods:
    """Raises `Refused` when the file is damaged."""
    return shipped_data("periods.yaml", Periods)


def _place(basis: Basis) -> Text:
    article = numbered("citation", "article", basis.article)
    if basis.paragraph is None:
        return article
    paragraph = numbered("citation", "paragraph", basis.paragraph)
    return Text(article.zh + paragraph.zh, f"{article.en} {paragraph.en}")

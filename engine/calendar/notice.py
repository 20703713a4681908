"""What a file of the calendar states: notices on the public holidays of a year, and local closures."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.text import Text
from msgspec import Struct


class Holiday(Struct, frozen=True):
    """One holiday of a notice: off from `first` to `last`, both included; `worked` are the weekend days
    worked in exchange (调休)."""

    name: Text
    first: date
    last: date
    worked: tuple[date, ...] = ()


class Notice(Struct, frozen=True, cache_hash=True):
    """A notice of the State Council's General Office on the holidays of `year`: its number (文号), what it does in our
    own words, its date, and `known_from`, the earliest day on which it was public."""

    year: int
    number: str
    title: Text
    dated: date
    known_from: date
    holidays: tuple[Holiday, ...]

    def names(self, first: date, last: date) -> bool:
        """Whether it says anything of a day from `first` to `last`."""
        return any(
            (h.first <= last and first <= h.last) or any(first <= d <= last for d in h.worked)
            for h in self.holidays
        )


class Closure(Struct, frozen=True, cache_hash=True):
    """Days from `first` to `last`, both included, on which the offices of a place stay shut though no State notice says
    so: why, by whose decision (`issuer`, `number`), and from which day that was public."""

    first: date
    last: date
    reason: Text
    issuer: str
    number: str
    known_from: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

"""The holidays that the statute gives to all citizens, as data under `rules/calendar/statutory.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache

from guiju.engine.calendar.data import shipped_data
from guiju.engine.diagnostics.text import Text
from msgspec import Struct, field


class StatutoryHoliday(Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday with its number of days; `called` are parts of the names it has in notices, `fixed` its days of the
    solar year (MM-DD), none for a holiday that moves."""

    zh: str
    en: str
    called: tuple[str, ...]
    days: int
    fixed: tuple[str, ...] = ()

    def named_in(self, name: str) -> bool:
        return any(part in name for part in self.called)

    def fixed_in(self, year: int) -> tuple[date, ...]:
        return tuple(date.fromisoformat(f"{year}-{day}") for day in self.fixed)


class Statute(Struct, frozen=True, forbid_unknown_fields=True):
    """One version, in force from `start` until the day before `until`; `norm` is its key in the index of norms."""

    norm: str
    title: Text
    article: int
    holidays: tuple[StatutoryHoliday, ...]
    start: date = field(name="from")
    until: date | None = None

    @property
    def days(self) -> int:
        return sum(holiday.days for holiday in self.holidays)


class _Statutes(Struct, frozen=True, forbid_unknown_fields=True):
    statutes: tuple[Statute, ...]


@cache
def statutes() -> tuple[Statute, ...]:
    """All versions at hand, earliest first. Raises `Refused` when the file is damaged."""
    return shipped_data("statutory.yaml", _Statutes).statutes


def statute_of(year: int) -> Statute | None:
    """The version by which the holidays of a year are given; None for years before the first at hand."""
    new_year = date(year, 1, 1)
    return next(
        (s for s in statutes() if s.start <= new_year and (s.until is None or new_year < s.until)), None
    )


@cache
def fixed_days_off(year: int) -> frozenset[date]:
    """The days that the statute itself gives off by their date, whatever a notice arranges around them; none for years
    before the first version at hand. Raises `Refused` when the file is damaged."""
    statute = statute_of(year)
    return frozenset(day for h in statute.holidays for day in h.fixed_in(year)) if statute else frozenset()

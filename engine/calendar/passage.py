"""The days that a count passes: how many, how many of them worked, and every stretch that a notice or closure names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from guiju.engine.calendar.count import Calendar
from guiju.engine.calendar.errors import MissingYear
from guiju.engine.calendar.notice import Closure, Holiday, Notice
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Kind = Literal["off", "worked", "closed"]
_Cause = tuple[Kind, Closure | tuple[Holiday, Notice]]


class Stretch(Struct, frozen=True):
    """Days in a row that are off by a notice, worked in exchange, or closed locally, and why."""

    kind: Kind
    first: date
    last: date
    why: Text

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Passage(Struct, frozen=True):
    """The days from `first` to `last`, both included. `worked` and `weekend` count those of known years; `unknown` are
    the years without a notice. `weekend` are days off that no notice names."""

    first: date
    last: date
    worked: int
    weekend: int
    stretches: tuple[Stretch, ...]
    unknown: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def off(self) -> int:
        """Days off of known years."""
        return self.weekend + sum(s.days for s in self.stretches if s.kind != "worked")


def passage(calendar: Calendar, first: date, last: date) -> Passage:
    """Raises `Refused` when a file of the calendar is damaged."""
    worked = weekend = 0
    unknown: dict[int, None] = {}
    causes: list[tuple[date, _Cause]] = []
    for day in _each(first, last):
        if day.year in unknown:
            continue
        try:
            cause = _cause(calendar, day)
            at_work = calendar.is_workday(day)
        except MissingYear:
            unknown[day.year] = None
            continue
        worked += at_work
        if cause is not None:
            causes.append((day, cause))
        elif not at_work:
            weekend += 1
    return Passage(first, last, worked, weekend, tuple(_stretches(calendar, causes)), tuple(unknown))


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def _cause(calendar: Calendar, day: date) -> _Cause | None:
    """What makes a day other than the week would have it, or names it. Raises `MissingYear`."""
    closure = calendar.closure(day)
    if closure is not None:
        return "closed", closure
    entry = calendar.listed(day)
    if entry is None:
        return None
    return "worked" if entry.worked else "off", (entry.holiday, entry.notice)


def _stretches(calendar: Calendar, causes: list[tuple[date, _Cause]]) -> Iterator[Stretch]:
    start = 0
    for i, (day, cause) in enumerate(causes):
        ends = i + 1 == len(causes) or causes[i + 1] != (day + timedelta(days=1), cause)
        if ends:
            yield Stretch(cause[0], causes[start][0], day, calendar.why(day))
            start = i + 1

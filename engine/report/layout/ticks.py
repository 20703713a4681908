"""Dates to positions on a line, and the dates worth a tick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

_ROOM = 78  # a tick label `2019-10-01` with air about it
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)


class Tick(Struct, frozen=True):
    x: float
    label: str


class Scale:
    """The days `first`..`last` spread evenly from `left` to `right`; a single day stands in the middle."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self._first, self._last = first, last
        self._left, self._right = left, right
        self._days = (last - first).days

    def x(self, day: date) -> float:
        if not self._days:
            return (self._left + self._right) / 2
        along = (day - self._first).days / self._days
        return round(self._left + along * (self._right - self._left), 1)

    def ticks(self) -> Iterator[Tick]:
        """The finest regular dates whose labels do not touch: days, weeks from Monday, months, years."""
        most = max(int((self._right - self._left) // _ROOM), 1)
        step = next((s for s in _DAY_STEPS if self._days <= s * most), None)
        days = self._by_day(step) if step else self._by_month(most)
        for day in days:
            yield Tick(self.x(day), day.isoformat())

    def _by_day(self, step: int) -> Iterator[date]:
        offset = -self._first.weekday() % 7 if step >= 7 else 0
        for n in range(offset, self._days + 1, step):
            yield self._first + timedelta(days=n)

    def _by_month(self, most: int) -> Iterator[date]:
        months = self._days / 30.4
        step = next((s for s in _MONTH_STEPS if months <= s * most), _MONTH_STEPS[-1])
        month = self._first.year * 12 + self._first.month - 1
        month += -month % step
        while month // 12 <= self._last.year:
            day = date(month // 12, month % 12 + 1, 1)
            if self._first <= day <= self._last:
                yield day
            month += step

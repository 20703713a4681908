"""How many days a length of time can be, by every calendar that is known: the shortest and the longest.

日 are days; 小时 lead from a moment of one day to a moment of another. For 月 and 年 every start of a four-year cycle is
tried. For 工作日 every start in the years that have a notice; a count longer than these years has no longest.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from guiju.engine.calendar import Calendar, MissingYear
from guiju.engine.calendar.count import Unit
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.limits import YEAR_FIRST, YEAR_LAST

Days = tuple[int, int | None]
"""The least and the greatest number of days; None: no greatest is known."""

_CYCLE = 1461
_FIRST_YEAR = 2001


class Lengths:
    """The lengths by one calendar. What was worked out is kept."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._found: dict[tuple[int, Unit], Days] = {}
        self._worked: list[int] | None = None

    def days(self, duration: Duration) -> Days:
        """The number of days from a day to the day that `add` or `back` gives for it."""
        if duration.of is not None:  # a case states it, and may state any
            return 0, None
        key = (duration.n, duration.unit)
        if key not in self._found:
            self._found[key] = self._days(duration.n, duration.unit)
        return self._found[key]

    def longest_rest(self) -> int:
        """The greatest number of days by which a last day moves on to the next working day."""
        worked = self._workdays()
        return max((b - a - 1 for a, b in pairwise(worked)), default=0)

    def _days(self, n: int, unit: Unit) -> Days:
        if unit == "day" or n == 0:
            return n, n
        if unit == "hour":  # from the first or from the last minute of a day
            return n // 24, -(-n // 24)
        if unit == "workday":
            return self._of_workdays(n)
        months = n * (12 if unit == "year" else 1)
        return _of_months(months % 48, months // 48)

    def _of_workdays(self, n: int) -> Days:
        worked = self._workdays()
        if len(worked) <= n:
            return n, None
        # the shortest count starts on the day before a working day, the longest on one
        shortest = min(b - a + 1 for a, b in zip(worked, worked[n - 1 :], strict=False))
        longest = max(b - a for a, b in zip(worked, worked[n:], strict=False))
        return shortest, longest

    def _workdays(self) -> list[int]:
        """The working days of the known years, in a row, as ordinals."""
        if self._worked is None:
            self._worked = []
            for year in range(YEAR_FIRST, YEAR_LAST + 1):
                self._worked += self._workdays_of(year)
        return self._worked

    def _workdays_of(self, year: int) -> list[int]:
        first, last = date(year, 1, 1), date(year, 12, 31)
        try:
            days = (first + timedelta(i) for i in range((last - first).days + 1))
            return [day.toordinal() for day in days if self._calendar.is_workday(day)]
        except MissingYear:
            return []


def _of_months(months: int, cycles: int) -> Days:
    """Forwards and backwards, from every month of a cycle and every day on which a month can be too short."""
    calendar = Calendar()
    if months == 0:
        return cycles * _CYCLE, cycles * _CYCLE
    spans: set[int] = set()
    for month in range(48):
        for number in (1, 28, 29, 30, 31):
            try:
                day = date(_FIRST_YEAR + 4 + month // 12, month % 12 + 1, number)
            except ValueError:
                continue
            spans.add((calendar.add(day, months, "month").result - day).days)
            spans.add((day - calendar.back(day, months, "month").result).days)
    return min(spans) + cycles * _CYCLE, max(spans) + cycles * _CYCLE

"""Adding days, working days (Monday to Friday, as no holiday is near; or as a notice has them), months and years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from guiju.engine.semantics.core import Duration

from .notices import works
from .world import FAR


def add(day: int, duration: Duration) -> int:
    """The day that is a duration after `day` (an ordinal); after a day that never comes there is none."""
    if day >= FAR:
        return day
    if duration.unit == "hour":
        return day + (60 * duration.n + 1439) // 1440  # the last day that it can lead to
    if duration.unit == "day":
        return day + duration.n
    if duration.unit == "workday":
        for _ in range(duration.n):
            day += 1
            while not _working(day):
                day += 1
        return day
    start = date.fromordinal(day)
    months = start.year * 12 + start.month - 1 + duration.n * (12 if duration.unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()


def rolled(day: int, roll: bool) -> int:
    while roll and day < FAR and not _working(day):
        day += 1
    return day


def back(day: int, duration: Duration) -> int:
    """The day that is a duration, in days or working days, before `day`."""
    n = duration.n
    while n:
        day -= 1
        n -= duration.unit == "day" or _working(day)
    return day


def within(first: int, last: int, lo: Duration | None, hi: Duration | None, full: bool, roll: bool) -> bool:
    """Is `last` at least `lo` and at most `hi` after `first`?"""
    if lo is not None and last < add(first, lo) + full:
        return False
    return hi is None or last <= rolled(add(first, hi), roll)


def _working(day: int) -> bool:
    return works(date.fromordinal(day))

"""Monotone functions from day to day: what a bound adds to a day. A later day never leads to an earlier result.

In: a day. Out: the day reached, and the year whose working days nobody has announced yet, where the count runs into
one; the day is then the earliest that it can be (every day left over may turn out to be worked, but for those that the
statute fixes).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from guiju.engine.calendar import Calendar, MissingYear, Sum
from guiju.engine.case.duration import Duration
from guiju.engine.evaluate.points import day_of_year
from guiju.engine.semantics.core import YearDayPoint
from msgspec import Struct
from msgspec.structs import replace

ONE = timedelta(days=1)
FURTHEST = 366 * 60
"""Days searched on either side: bounds are shorter."""


class Reached(Struct, frozen=True):
    """A day; `year` is the year without a calendar that makes it the earliest possible one only. `skipped` are
    the days passed over that did not count."""

    day: date
    year: int | None = None
    skipped: tuple[date, ...] = ()


class Plus(Struct, frozen=True):
    """So many days later (or earlier)."""

    days: int


class Counted(Struct, frozen=True):
    """A length of time counted from the day, with the options of a bound; `left_out` are stretches (both ends
    included) whose days do not count. Hours lead to the last day on which the moment can lie, with `least` to the
    first."""

    duration: Duration
    full_days: bool = False
    roll: bool = False
    back: bool = False
    left_out: tuple[tuple[date, date], ...] = ()
    least: bool = False

    @property
    def certain_days(self) -> int:
        """Days that it takes at the least."""
        return self.duration.n // 24 if self.duration.unit == "hour" else self.duration.n


class OfTheYear(Struct, frozen=True):
    """A month and day of the year of the day."""

    point: YearDayPoint


Part = Plus | Counted | OfTheYear
Shift = tuple[Part, ...]
"""Parts applied one after the other; none: the day itself."""

SAME: Shift = ()


def plus(days: int) -> Shift:
    return (Plus(days),) if days else SAME


def reach(calendar: Calendar, shift: Shift, day: date) -> Reached:
    """The day that a shift leads to."""
    year: int | None = None
    skipped: tuple[date, ...] = ()
    for part in shift:
        found = _reach(calendar, part, day)
        day, year = found.day, year or found.year
        skipped += found.skipped
    return Reached(day, year, skipped)


def least(calendar: Calendar, shift: Shift, wanted: date) -> Reached:
    """The first day from which the shift leads to `wanted` or later. Where that hangs on a year without a calendar the
    earliest possible day is given, with that year."""
    if not shift:
        return Reached(wanted)

    def there(day: date) -> bool:
        found = reach(calendar, shift, day)
        return found.year is not None or found.day >= wanted

    day = _first(there, wanted)
    found = reach(calendar, shift, day)
    return Reached(day, found.year if found.day < wanted else None)


def greatest(calendar: Calendar, shift: Shift, wanted: date) -> Reached:
    """The last day from which the shift leads to `wanted` or earlier for certain. The year is named where a day after
    it might still do so."""
    if not shift:
        return Reached(wanted)

    def beyond(day: date) -> bool:
        found = reach(calendar, shift, day)
        return found.year is not None or found.day > wanted

    after = _first(beyond, wanted)
    found = reach(calendar, shift, after)
    return Reached(after - ONE, found.year if found.day <= wanted else None)


def _first(holds: Callable[[date], bool], near: date) -> date:
    """The first day on which a condition holds that holds from some day on."""
    step = 1
    low = high = near
    while holds(low) and step < FURTHEST:
        high, low, step = low, low - step * ONE, step * 2
    step = 1
    while not holds(high) and step < FURTHEST:
        low, high, step = high, high + step * ONE, step * 2
    while high - low > ONE:
        middle = low + (high - low) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _reach(calendar: Calendar, part: Part, day: date) -> Reached:
    match part:
        case Plus(days):
            return Reached(day + days * ONE)
        case OfTheYear(point):
            return Reached(day_of_year(point, day))
        case Counted():
            return _counted(calendar, part, day)


def _counted(calendar: Calendar, part: Counted, day: date) -> Reached:
    n, unit = part.duration.n, part.duration.unit
    if unit == "hour":
        days = part.certain_days if part.least else -(-n // 24)
        return Reached(day - days * ONE if part.back else day + days * ONE)
    ranges = part.left_out if unit in ("day", "workday") else ()

    def left_out(on: date) -> bool:
        return any(first <= on <= last for first, last in ranges)

    found, year = _told(
        calendar, lambda c: (c.back if part.back else c.add)(day, n, unit, left_out if ranges else None)
    )
    reached = Reached(found.result, year, found.skipped)
    if part.full_days and n:
        reached = Reached(reached.day + ONE, year, reached.skipped)
    if not part.roll:
        return reached
    rolled, unknown = _told(calendar, lambda c: c.roll(reached.day))
    return Reached(rolled.result, year or unknown, reached.skipped + rolled.skipped)


def _told(calendar: Calendar, count: Callable[[Calendar], Sum]) -> tuple[Sum, int | None]:
    """What a count leads to; the earliest that it can in a year without a notice, with that year."""
    try:
        return count(calendar), None
    except MissingYear as missing:
        return count(replace(calendar, supposed="worked")), missing.year

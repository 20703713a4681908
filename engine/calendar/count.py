"""Counting forwards and backwards from a day. The day itself never counts (docs/semantics.md §3, units).

Sources: 民法典 arts. 200-204 for the day of start, months and the last day; the notices for the working days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from guiju.engine.calendar.errors import MissingYear, NotCountedInDays, OverflowLimit
from guiju.engine.calendar.notice import Closure, Notice
from guiju.engine.calendar.statute import fixed_days_off
from guiju.engine.calendar.years import Listed, Year, year_known_on
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Unit = Literal["hour", "day", "workday", "month", "year"]
Supposed = Literal["worked", "off"]
DayTest = Callable[[date], bool]

_WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)


def weekday(day: date) -> Text:
    return _WEEKDAYS[day.weekday()]


class Sum(Struct, frozen=True):
    """The day counted to, and the days passed over on the way that did not count, earliest first."""

    result: date
    skipped: tuple[date, ...] = ()


class Calendar(Struct, frozen=True):
    """The State calendar, as known on a day (`known_on`; None: all that is known): the notices that come with the
    program and the further `notices`, less the local `closures` (docs/calendar.md).

    Whatever needs to know whether a day is worked raises `MissingYear` for a day of a year without a notice, and
    `Refused` when a file of the calendar is damaged. A day on which a place stays shut is off in any year. With
    `supposed`, the days of a year without a notice are worked, all but those that the statute fixes, or all off: the
    two extremes between which every notice lies (docs/calendar.md, chapter 3).
    """

    known_on: date | None = None
    notices: tuple[Notice, ...] = ()
    closures: tuple[Closure, ...] = ()
    supposed: Supposed | None = None

    def is_workday(self, day: date) -> bool:
        if self.closure(day) is not None:
            return False
        if self.supposed is not None and self.lacks(day.year):
            return self.supposed == "worked" and day not in fixed_days_off(day.year)
        return self._year(day.year).is_workday(day)

    def lacks(self, year: int) -> bool:
        """Whether there is no notice on the holidays of the year."""
        return year_known_on(year, self.known_on, self.notices) is None

    def closure(self, day: date) -> Closure | None:
        """The local closure that covers the day, as far as it is known."""
        for closure in self.closures:
            if closure.covers(day) and (self.known_on is None or closure.known_from <= self.known_on):
                return closure
        return None

    def listed(self, day: date) -> Listed | None:
        """What a notice says of the day; None when it follows the week."""
        return self._year(day.year).listed.get(day)

    def why(self, day: date) -> Text:
        """Why the day is worked or off: the local closure, the holiday with its notice, else the day of the week."""
        closed = self.closure(day)
        if closed is not None:
            number = f"{closed.issuer},{closed.number}"
            return Text(
                f"当地不上班:{closed.reason.zh}({number})", f"closed locally: {closed.reason.en} ({number})"
            )
        entry = self.listed(day)
        if entry:
            name, number = entry.holiday.name, entry.notice.number
            if entry.worked:
                return Text(f"{name.zh}调休上班({number})", f"worked in exchange for {name.en} ({number})")
            return Text(f"{name.zh}放假({number})", f"off for {name.en} ({number})")
        if day.weekday() < 5:
            return weekday(day) + Text(",正常上班", ", an ordinary working day")
        return weekday(day) + Text(",周末", ", a weekend day")

    def notices_for(self, year: int) -> tuple[Notice, ...]:
        """All notices that decide a day of `year`, earliest known first: the yearly one, changes to it, and
        the one for the year after when it gives days to December."""
        return self._year(year).notices

    def add(self, day: date, n: int, unit: Unit, excluding: DayTest | None = None) -> Sum:
        """`n` units after `day`: the n-th day, the n-th working day, or the same day number n months or years
        on (else the last day of that month). `n = 0` gives `day` itself, worked or not. A day has no time, so hours
        lead to the last day on which the moment can lie, whatever the time on `day`.

        Days for which `excluding` holds are left out of a count of days or working days. Raises
        `MissingYear`, `OverflowLimit` (n or the result too large) or `NotCountedInDays` (`excluding` with
        hours, months or years); ValueError for a negative n.
        """
        return self._count(day, n, unit, excluding, 1)

    def back(self, day: date, n: int, unit: Unit, excluding: DayTest | None = None) -> Sum:
        """`n` units before `day`, counted as in `add`, with the same errors.

        Not its inverse: 31 March less a month is the last of February, and no count of working days ends on a
        day off, though one may start there.
        """
        return self._count(day, n, unit, excluding, -1)

    def roll(self, day: date) -> Sum:
        """`day` if it is a working day, else the next one; `skipped` are the days off from `day` on."""
        return Sum(day) if self.is_workday(day) else self._walk(_days_from(day, -1), 1, "workday", None, 1)

    def _count(self, day: date, n: int, unit: Unit, excluding: DayTest | None, step: Literal[1, -1]) -> Sum:
        if n < 0:
            raise ValueError(f"a period is not negative: {n}")
        if n > limits.DURATION_MAX:
            raise OverflowLimit.of_duration(n)
        if excluding is not None and unit in ("hour", "month", "year"):
            raise NotCountedInDays()
        if n == 0:
            return Sum(day)
        if unit == "hour":
            return Sum(_days_from(day, step * -(-n // 24)))
        if unit in ("month", "year"):
            return Sum(_months_from(day, step * n * (12 if unit == "year" else 1)))
        if unit == "day" and excluding is None:
            return Sum(_days_from(day, step * n))
        return self._walk(day, n, unit, excluding, step)

    def _walk(self, day: date, n: int, unit: Unit, excluding: DayTest | None, step: Literal[1, -1]) -> Sum:
        """Day by day: what is passed over must be named anyway, so there is no shorter way, but for a year that is
        supposed to be off as a whole; its days are not listed."""
        skipped: list[date] = []
        while n:
            day = _days_from(day, step)
            if self.supposed == "off" and unit == "workday" and self.lacks(day.year):
                day = date(day.year, 12, 31) if step > 0 else date(day.year, 1, 1)
                continue
            left_out = excluding is not None and excluding(day)
            if left_out or (unit == "workday" and not self.is_workday(day)):
                skipped.append(day)
            else:
                n -= 1
        return Sum(day, tuple(sorted(skipped)))

    def _year(self, number: int) -> Year:
        year = year_known_on(number, self.known_on, self.notices)
        if year is None:
            raise MissingYear(number, self.known_on)
        return year


def _days_from(day: date, n: int) -> date:
    try:
        return _within_limits(day + timedelta(n))
    except OverflowError:
        raise OverflowLimit.of_date() from None


def _months_from(day: date, n: int) -> date:
    # dateutil knows the one hard case, the month without such a day. Loaded here: it costs milliseconds that
    # a check without months need not spend.
    from dateutil.relativedelta import relativedelta

    try:
        return _within_limits(day + relativedelta(months=n))
    except (OverflowError, ValueError):
        raise OverflowLimit.of_date() from None


def _within_limits(day: date) -> date:
    if not limits.YEAR_FIRST <= day.year <= limits.YEAR_LAST:
        raise OverflowLimit.of_date()
    return day

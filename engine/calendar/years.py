"""The years of the calendar: which days the notices known on a day make off or worked.

A file is read once, and only when a year that it speaks of is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from guiju.engine.calendar.notice import Holiday, Notice
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import decode
from msgspec import Struct


class Listed(Struct, frozen=True):
    """What a notice says of one day."""

    worked: bool
    holiday: Holiday
    notice: Notice


class Year(Struct, frozen=True):
    """One calendar year. `listed` holds the days that a notice names; all others follow the week.

    `arrangement` is the yearly notice; `notices` are all that name a day of the year, earliest known first.
    """

    arrangement: Notice
    notices: tuple[Notice, ...]
    listed: Mapping[date, Listed]

    def is_workday(self, day: date) -> bool:
        entry = self.listed.get(day)
        return entry.worked if entry else day.weekday() < 5


@cache
def year_known_on(number: int, known_on: date | None) -> Year | None:
    """The year by the notices known on a day (None: by all there are); None when it had no arrangement yet.

    The file of the year after is read too, as its notice may give days to the last December. Raises `Refused`
    when a file is damaged.
    """
    own = _known(number, known_on)
    if not own:
        return None
    listed: dict[date, Listed] = {}
    used: list[Notice] = []
    # A later notice overrides an earlier one day by day, so the order of becoming known decides.
    for notice in sorted(own + _known(number + 1, known_on), key=lambda notice: notice.known_from):
        days = {day: entry for day, entry in _days(notice) if day.year == number}
        listed.update(days)
        if days:
            used.append(notice)
    return Year(own[0], tuple(used), listed)


def _known(number: int, known_on: date | None) -> tuple[Notice, ...]:
    return tuple(n for n in _notices(number) if known_on is None or n.known_from <= known_on)


def _days(notice: Notice) -> list[tuple[date, Listed]]:
    days: list[tuple[date, Listed]] = []
    for holiday in notice.holidays:
        length = (holiday.last - holiday.first).days + 1
        days += [(holiday.first + timedelta(i), Listed(False, holiday, notice)) for i in range(length)]
        days += [(day, Listed(True, holiday, notice)) for day in holiday.worked]
    return days


@cache
def _notices(number: int) -> tuple[Notice, ...]:
    """The notices in the file of a year, the yearly arrangement first; none when there is no file."""
    resource = RULES / "calendar" / f"{number}.yaml"
    if not resource.is_file():
        return ()
    # Here, since a check that counts no working days needs no YAML.
    from guiju.engine.calendar.read import read_notices

    return read_notices(decode(resource.read_bytes(), f"rules/calendar/{number}.yaml"), number)

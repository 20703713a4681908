"""The years of the calendar: which days the notices known on a day make off or worked.

A shipped file is read once, and only when a year that it speaks of is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from guiju.engine.calendar.notice import Holiday, Notice
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import decode
from msgspec import Struct

_YEARS_KEPT = 2_000


class Listed(Struct, frozen=True):
    """What a notice says of one day."""

    worked: bool
    holiday: Holiday
    notice: Notice


class Year(Struct, frozen=True):
    """One calendar year. `listed` holds the days that a notice names; all others follow the week.

    `notices` are all that name a day of the year, earliest known first.
    """

    notices: tuple[Notice, ...]
    listed: Mapping[date, Listed]

    def is_workday(self, day: date) -> bool:
        entry = self.listed.get(day)
        return entry.worked if entry else day.weekday() < 5


@lru_cache(_YEARS_KEPT)
def year_known_on(number: int, known_on: date | None, further: tuple[Notice, ...] = ()) -> Year | None:
    """The year by the notices known on a day (None: by all there are), those shipped and those `further` ones; None when
    it had no arrangement yet.

    The file of the year after is read too, as its notice may give days to the last December. Raises `Refused`
    when a file is damaged.
    """
    own = _known(number, known_on, further)
    if not own:
        return None
    # A later notice overrides an earlier one day by day, so the order of becoming known decides.
    in_order = sorted(own + _known(number + 1, known_on, further), key=lambda notice: notice.known_from)
    listed: dict[date, Listed] = {}
    used: list[Notice] = []
    for notice in in_order:
        days = {day: entry for day, entry in days_of(notice) if day.year == number}
        listed.update(days)
        if days:
            used.append(notice)
    return Year(tuple(used), listed)


def _known(number: int, known_on: date | None, further: Iterable[Notice]) -> tuple[Notice, ...]:
    given = tuple(notice for notice in further if notice.year == number)
    return tuple(n for n in shipped_notices(number) + given if known_on is None or n.known_from <= known_on)


def days_of(notice: Notice) -> Iterator[tuple[date, Listed]]:
    """Every day that a notice names."""
    for holiday in notice.holidays:
        for i in range((holiday.last - holiday.first).days + 1):
            yield holiday.first + timedelta(i), Listed(False, holiday, notice)
        for day in holiday.worked:
            yield day, Listed(True, holiday, notice)


@cache
def shipped_notices(number: int) -> tuple[Notice, ...]:
    """The notices in the shipped file of a year, the yearly arrangement first; none when there is no file."""
    resource = RULES / "calendar" / f"{number}.yaml"
    if not resource.is_file():
        return ()
    # Here, since a check that counts no working days needs no YAML.
    from guiju.engine.calendar.read import read_notices

    return read_notices(decode(resource.read_bytes(), f"rules/calendar/{number}.yaml"), number)

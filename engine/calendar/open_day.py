"""Where a day lies that hangs on the notice of a year that has none: between the two extremes of what it can arrange.

A notice may make any day of its year worked or off, but for the days that the statute itself fixes, which are off
(全国年节及纪念日放假办法, art. 2). The more days are worked, the sooner a count ends, forwards and backwards: no sooner
than with all other days worked, no later than with all of them off. How many days a notice gives off is bounded by no
law; in 2020 they were more than those of the statute. So a count that leads to no year with a notice has no last
possible end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from guiju.engine.calendar.count import Calendar, Supposed
from guiju.engine.calendar.errors import CalendarError
from guiju.engine.diagnostics.text import Text
from msgspec import Struct
from msgspec.structs import replace


class OpenDay(Struct, frozen=True):
    """The first and last that a day can be (None: no bound), and the year for want of whose notice it is open."""

    first: date | None
    last: date | None
    year: int

    @property
    def text(self) -> Text:
        """Where it lies, behind the name of the day and `is`: `不早于 2027-01-04(缺 2027 年放假安排)`."""
        if self.first is not None and self.last is not None:
            where = Text(f"在 {self.first} 至 {self.last} 之间", f"between {self.first} and {self.last}")
        elif self.first is not None:
            where = Text(f"不早于 {self.first}", f"not before {self.first}")
        elif self.last is not None:
            where = Text(f"不晚于 {self.last}", f"not after {self.last}")
        else:
            where = Text("算不出", "unknown")
        return where + Text(f"(缺 {self.year} 年放假安排)", f" (the holidays of {self.year} are not known)")


def open_day(
    calendar: Calendar, count: Callable[[Calendar], date], year: int, *, back: bool = False
) -> OpenDay:
    """Where the day lies that `count` makes of a calendar, which raised `MissingYear` of the year. `back`: it counts
    backwards. Raises `Refused` when a file of the calendar is damaged."""
    nearest, furthest = _under(calendar, count, "worked"), _under(calendar, count, "off")
    return OpenDay(furthest, nearest, year) if back else OpenDay(nearest, furthest, year)


def _under(calendar: Calendar, count: Callable[[Calendar], date], supposed: Supposed) -> date | None:
    try:
        return count(replace(calendar, supposed=supposed))
    except CalendarError:
        return None

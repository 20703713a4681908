"""Where time can be counted in hours: from a record to a record, whose times a case can state (docs/semantics.md §3).

A day has no time of day, and an option that acts on whole days has nothing to act on.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core

_EDGES = (None, core.EdgePoint("start"), core.EdgePoint("end"))
A_DAY = Text(
    "小时从一条记录的时刻数到另一条记录的时刻;这里有一头只是一天,没有时刻",
    "hours are counted from the time of one record to that of another; here one end is a mere day",
)
_WHOLE_DAYS = Text(
    "小时从时刻数到时刻,足日、顺延、倒计、不计入、同日亦可在这里不起作用",
    "hours run from time to time; full_days, rolling, counted_back, excluding and same_day_too have no effect on them",
)
_MIXED = Text(
    "一头按小时、一头不按小时的,分成两条写", "a bound in hours and one that is not: write two requirements"
)
_OUTRIGHT = Text(
    "不早于、不晚于限定的是日子,按小时计的期限另写一条",
    "'not_before' and 'not_after' bound days; write the bound in hours as a requirement of its own",
)
_TWO_SIDED = Text("按小时计的,要写明先于还是后于", "with hours, say whether it is before or after")


def in_hours(*lengths: Duration | None) -> bool:
    return any(length is not None and length.unit == "hour" for length in lengths)


def window_in_hours(window: core.Window) -> bool:
    return in_hours(window.lo, window.hi)


def wrong_in_window(window: core.Window, *, of_record: bool) -> Iterator[Text]:
    """Why the hours of its bounds cannot be counted; nothing where they can. `of_record`: it is about a record."""
    if not of_record or window.this_point not in _EDGES or window.that_point not in _EDGES:
        yield A_DAY
    if window.direction not in ("before", "after"):
        yield _TWO_SIDED
    if any(bound is not None and not bound.of and not in_hours(bound) for bound in (window.lo, window.hi)):
        yield _MIXED
    if window.full_days or window.roll or window.back or window.excluding or window.same_day:
        yield _WHOLE_DAYS
    if window.since is not None or window.by is not None:
        yield _OUTRIGHT


def wrong_in_length(asked: core.Lasts | core.Lasting, *, of_record: bool) -> Iterator[Text]:
    """The same for how long something lasts: it is that of a record, from its start to its end."""
    edges = ((asked.first, core.START), (asked.last, core.END))
    named = (isinstance(of, core.FieldRef) and of.name == name for of, name in edges if of is not None)
    if not of_record or not all(named):
        yield A_DAY
    if asked.full_days or asked.roll or asked.excluding:
        yield _WHOLE_DAYS

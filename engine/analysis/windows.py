"""Windows compared: whether every record in the one lies in the other as well."""

from __future__ import annotations

from typing import Literal

from guiju.engine.analysis.lengths import Lengths
from guiju.engine.case.duration import MONTHS, Duration
from guiju.engine.semantics.core import Direction, Edge, EdgePoint, FixedPoint, Point, Window
from msgspec.structs import replace

_THIS: dict[Direction, Edge] = {"before": "start", "after": "end", "covering": "start", "any": "end"}
_THAT: dict[Direction, Edge] = {"before": "end", "after": "start", "covering": "start", "any": "start"}


def this_point(window: Window) -> Point:
    return window.this_point or EdgePoint(_THIS[window.direction])


def that_point(window: Window) -> Point:
    return window.that_point or EdgePoint(_THAT[window.direction])


def inside(inner: Window, outer: Window, lengths: Lengths) -> bool:
    """Whether, seen from one record, everything in `inner` is in `outer`. When in doubt, no."""
    if inner == outer:
        return True
    if not _between_inside(inner, outer) or not _days_inside(inner, outer):
        return False
    bounded = outer.lo is not None or outer.hi is not None
    if outer.direction == "any" and not bounded:
        return True
    if inner.direction != outer.direction or inner.direction == "covering":
        return inner.direction == outer.direction and this_point(inner) == this_point(outer)
    if inner.same_day and not outer.same_day:
        return False
    if this_point(inner) != this_point(outer) or that_point(inner) != that_point(outer):
        return False
    if bounded and (inner.excluding != outer.excluding or inner.back != outer.back):
        return False
    return _bounds_inside(inner, outer, lengths)


def mirrored(window: Window) -> Window | None:
    """The same distance seen from the other record; None where the points have no such counterpart."""
    if window.direction not in ("before", "after"):
        return window if window == Window() else None
    here, there = this_point(window), that_point(window)
    if not isinstance(here, EdgePoint) or not isinstance(there, EdgePoint):
        return None
    if window.since is not None or window.by is not None:
        return None
    direction: Direction = "after" if window.direction == "before" else "before"
    return replace(window, direction=direction, this_point=there, that_point=here)


def _between_inside(inner: Window, outer: Window) -> bool:
    if outer.immediate and not inner.immediate:
        return False
    return inner.immediate or set(outer.none_between) <= set(inner.none_between)


def _days_inside(inner: Window, outer: Window) -> bool:
    """The days that bound a window outright."""
    return _bound_inside(inner.since, outer.since, later=True) and _bound_inside(
        inner.by, outer.by, later=False
    )


def _bound_inside(inner: Point | None, outer: Point | None, *, later: bool) -> bool:
    if outer is None or inner == outer:
        return True
    if not isinstance(inner, FixedPoint) or not isinstance(outer, FixedPoint):
        return False
    return inner.day >= outer.day if later else inner.day <= outer.day


def _bounds_inside(inner: Window, outer: Window, lengths: Lengths) -> bool:
    low = outer.lo is None or (
        inner.lo is not None
        and (inner.full_days or not outer.full_days)
        and at_least_as_long(inner.lo, outer.lo, lengths, bound="least")
    )
    high = outer.hi is None or (
        inner.hi is not None
        and (outer.roll or not inner.roll)
        and at_least_as_long(outer.hi, inner.hi, lengths, bound="most")
    )
    return low and high


def at_least_as_long(
    a: Duration, b: Duration, lengths: Lengths, *, bound: Literal["least", "most"] | None = None
) -> bool:
    """Whether `a` is never shorter than `b`: in one unit by number, else by every calendar. Hours against days need to
    know what both `bound`."""
    if a.of is not None or b.of is not None:
        return a.of == b.of or (b.of is None and b.n == 0)
    if a.unit == b.unit:
        return a.n >= b.n
    if "hour" in (a.unit, b.unit):
        return bound is not None and _longer_by_the_clock(a, b, lengths, bound)
    if a.unit in MONTHS and b.unit in MONTHS:
        return a.n * MONTHS[a.unit] >= b.n * MONTHS[b.unit]
    longest = lengths.days(b)[1]
    return longest is not None and lengths.days(a)[0] >= longest


def _longer_by_the_clock(a: Duration, b: Duration, lengths: Lengths, bound: Literal["least", "most"]) -> bool:
    """The same where one of both is in hours. Two moments whose days lie n apart are more than n - 1 and less than n + 1
    times 24 hours apart, so what is bounded must be so at either end."""
    if a.unit == "hour":
        longest = lengths.days(b)[1]
        return longest is not None and a.n >= 24 * (longest + (bound == "most"))
    shortest = lengths.days(a)[0]
    return 24 * (shortest - (bound == "least")) >= b.n

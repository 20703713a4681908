"""When a record keeps outside the window of another, or clear of what lies between two records, as links."""

from __future__ import annotations

from guiju.engine.plan.demands import Any, Apart, Demand, Links, Unplanned
from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import Link, Why
from guiju.engine.plan.placing import (
    Term,
    count_of,
    day_after,
    mine,
    next_in_order,
    not_later,
    point_terms,
    theirs,
)
from guiju.engine.plan.shifts import plus
from guiju.engine.semantics import core


def outside(ground: Ground, about: About, that: Entry, window: core.Window, why: Why) -> tuple[Demand, ...]:
    """The ways in which `that` lies outside the window of `about`; none where it cannot. A record between the two, where
    the window asks for none, is left to the caller."""
    ours, other = mine(ground, about, window, why, that), theirs(that, window)
    if ours is None or other is None:
        return (Unplanned(why),)
    theirs_, ways = other[0], []
    for kind, point in (("since", window.since), ("by", window.by)):
        for t in (point_terms(ground, about, point, why) or ()) if point is not None else ():
            ways.append(day_after(theirs_, t, why) if kind == "since" else day_after(t, theirs_, why))
    t = ours[0]
    match window.direction:
        case "before":
            ways.append(_behind(ground, t, theirs_, that, why))
            ways += _bounds_broken(ground, theirs_, t, window, why)
        case "after":
            ways.append(_behind(ground, theirs_, t, about.entry, why))
            ways += _bounds_broken(ground, t, theirs_, window, why)
        case "covering":
            ways += [day_after(Term(that.end), t, why), day_after(t, Term(that.start), why)]
        case "any":
            return (*(Links((way,)) for way in ways), *_apart(ground, about, that, t, theirs_, window, why))
    return tuple(Links((way,)) for way in ways)


def _behind(ground: Ground, earlier: Term, later: Term, then: Entry | None, why: Why) -> Link:
    if ground.clear_by_days:
        return day_after(earlier, later, why)
    return next_in_order(ground, earlier, later, then, why)


def _apart(
    ground: Ground, about: About, that: Entry, ours: Term, other: Term, window: core.Window, why: Why
) -> list[Links]:
    """On either side: too near or too far, the one or the other being first."""
    found = []
    for before in (True, False):
        if about.entry is not None and window.this_point is None and window.that_point is None:
            first, second = (that, about.entry) if before else (about.entry, that)
            order = not_later(Term(first.start), Term(second.start), why)
            earlier, later = Term(first.end), Term(second.start)
        else:
            earlier, later = (other, ours) if before else (ours, other)
            order = not_later(earlier, later, why)
        found += [Links((order, link)) for link in _bounds_broken(ground, earlier, later, window, why)]
    return found


def _bounds_broken(ground: Ground, earlier: Term, later: Term, window: core.Window, why: Why) -> list[Link]:
    found = []
    if window.lo is not None:
        count = count_of(ground, window, window.lo, low=True)
        if window.back:
            found.append(Link(later.var, earlier.var, why, (*later.shift, count, *plus(1)), earlier.shift))
        else:
            found.append(Link(later.var, earlier.var, why, later.shift, (*earlier.shift, count, *plus(-1))))
    if window.hi is not None:
        count = count_of(ground, window, window.hi, low=False)
        if window.back:
            found.append(Link(earlier.var, later.var, why, earlier.shift, (*later.shift, count, *plus(-1))))
        else:
            found.append(Link(earlier.var, later.var, why, (*earlier.shift, count, *plus(1)), later.shift))
    return found


def not_between(ground: Ground, x: Entry, apart: Apart) -> Demand:
    """`x` does not lie strictly between the two entries: it begins no later than the day before the first has ended,
    or ends later than the day on which the second begins."""
    before = next_in_order(ground, Term(x.start), Term(apart.earlier.end), apart.earlier, apart.why)
    behind = next_in_order(ground, Term(apart.later.start), Term(x.end), x, apart.why)
    return Any((Links((before,)), Links((behind,))), apart.why)


def between(ground: Ground, x: Entry, first: Term, second: Term, then: Entry, why: Why) -> Demand:
    """`x` lies strictly between two points, of which the second is one of `then`."""
    after = next_in_order(ground, first, Term(x.start), x, why)
    return Links((after, next_in_order(ground, Term(x.end), second, then, why)))

"""Where the record sought must lie: points, directions, bounds, and what may not lie between."""

from __future__ import annotations

from calendar import isleap
from datetime import date

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Window

from .hours import hourly, in_bounds, point
from .sums import add, back, within
from .values import Open, Scene, value_of
from .world import FAR, NEVER, Moment, Rec, Wild, World, later, running


def in_window(
    window: Window, this: Rec | None, that: Rec, records: list[Rec], world: World, breach: Moment | None
) -> bool:
    """`records` are those that count; `breach` is what the part after "or else" counts from."""
    assert that.end is not None
    own = _own_point(window, that, world)
    if isinstance(own, Wild):
        return own.answer
    if isinstance(own, Open):
        return _undated(window, own, this, that, records, world)
    if own == NEVER:
        return False  # an end to come is not found
    return _within_days(window, own, this, that, records, world) and _placed(
        window, own, this, that, records, world, breach
    )


def _undated(
    window: Window, own: Open, this: Rec | None, that: Rec, records: list[Rec], world: World
) -> bool:
    """Of a day that is not stated each comparison is a question; but nothing is after an end to come, and everything
    before it, though no time from there to the end has been kept yet."""
    backwards = window.direction == "before"
    assert this is not None
    bounds = [moment(p, this, records, world) for p in (window.since, window.by) if p]
    if window.since and bounds[0] == NEVER:
        return False
    if any(day != NEVER and not world.ask(("by that day", own, day)) for day in bounds):
        return False
    point = moment(window.this_point or core.EdgePoint("start" if backwards else "end"), this, records, world)
    earlier, later_one = (that, this) if backwards else (this, that)
    if not _clear(window, earlier, later_one, records):
        return False
    if point == NEVER and (not backwards or window.hi):
        return False
    if window.lo and not window.hi and backwards and point.rank is not None and later(point, world.now):
        passed = bool(
            world.ask(("so far", window, this.id, own))
        )  # what today keeps is kept by any end to come
        return passed or (world.over and (point == NEVER or bool(world.ask(("fits", window, this.id, own)))))
    return point == NEVER or bool(world.ask(("fits", window, this.id, own)))


def _within_days(
    window: Window, own: Moment | None, this: Rec | None, that: Rec, records: list[Rec], world: World
) -> bool:
    """`since` and `by`, both days included; an end to come lies after every day."""
    assert that.end is not None
    day = (own or (that.end if window.direction == "before" else that.start)).day
    since = moment(window.since, this, records, world) if window.since else None
    by = moment(window.by, this, records, world) if window.by else None
    return (not since or since.day <= day) and (not by or day <= by.day)


def _placed(
    window: Window,
    own: Moment | None,
    this: Rec | None,
    that: Rec,
    records: list[Rec],
    world: World,
    breach: Moment | None,
) -> bool:
    if breach:
        day = (own or that.start).day
        return later(that.start, breach) and _in_bounds(window, breach.day, day, this)
    point = None
    if window.this_point:  # a clock with an upper bound is looked at as of the record sought
        clock = window.direction == "after" and window.hi is not None
        as_of = (own or that.start).day - bool(window.lo and window.lo.n) if clock else FAR
        point = moment(window.this_point, this, records, world, window.hi, as_of)
    if this is None and point is None:
        begun = start_of_procedure(world)
        assert begun is not None, "a record is there, so there is a first day"
        point = Moment(begun, None)
    assert that.end is not None
    # b before a: from the end of b to the start of a; b after a: from the end of a to the start of b
    begin, end = (this.start, this.end) if this else (point, point)
    if window.direction == "covering":
        covered = point or begin
        assert covered is not None
        return that.start.day <= covered.day <= that.until
    if window.direction == "any" and window.lo is None and window.hi is None and not _minds_between(window):
        return True
    pairs = {"before": (own or that.end, point or begin), "after": (point or end, own or that.start)}
    touching = True
    for direction, (first, last) in pairs.items():
        assert first is not None and last is not None
        if later(last, first) or (window.same_day and first.day == last.day):
            touching = False
            if window.direction == direction and hourly(window.lo, window.hi):
                return _in_hours(window, this, that, world) and _clear(
                    window, *_sorted(direction, this, that), records
                )
            if window.direction in (direction, "any") and _in_bounds(window, first.day, last.day, this):
                return _clear(window, *_sorted(direction, this, that), records)
    # neither is earlier: they overlap, which is no distance at all
    return touching and window.direction == "any" and window.lo is None


def _sorted(direction: str, this: Rec | None, that: Rec) -> tuple[Rec | None, Rec | None]:
    return (that, this) if direction == "before" else (this, that)


def _in_hours(window: Window, this: Rec | None, that: Rec, world: World) -> bool:
    assert this is not None, "hours run from a record"
    own, theirs = (
        p.edge if isinstance(p, core.EdgePoint) else None for p in (window.this_point, window.that_point)
    )
    if window.direction == "before":
        earlier, later_one = point(that, theirs or "end", world), point(this, own or "start", world)
    else:
        earlier, later_one = point(this, own or "end", world), point(that, theirs or "start", world)
    return in_bounds(window, earlier, later_one, world)


def _minds_between(window: Window) -> bool:
    return bool(window.none_between or window.immediate)


def _own_point(window: Window, that: Rec, world: World) -> Moment | Open | Wild | None:
    match window.that_point:
        case None:
            return None
        case core.EdgePoint(edge):
            return that.start if edge == "start" else that.end
        case core.DatePoint(of):
            found: date | Open | Wild = value_of(of, Scene(world, None, that))
            return Moment(found.toordinal(), None) if isinstance(found, date) else found
    raise AssertionError(f"not a point: {window.that_point}")


def moment(
    point: core.Point,
    this: Rec | None,
    records: list[Rec],
    world: World,
    hi: core.Duration | None = None,
    as_of: int = FAR,
) -> Moment:
    """The moment a point names; `hi` is the upper bound that counts from it, `as_of` the day up to which a clock
    may have restarted."""
    match point:
        case core.EdgePoint(edge):
            assert this is not None and this.end is not None
            return this.start if edge == "start" else this.end
        case core.DatePoint(of):
            day = value_of(of, Scene(world, this, item=world.element))
            assert isinstance(day, date)
            return Moment(day.toordinal(), None)
        case core.FixedPoint(day):
            return Moment(day.toordinal(), None)
        case core.YearDayPoint(month, day, years):
            start = this.start.day if this else start_of_procedure(world)
            assert start is not None
            year = date.fromordinal(start).year + years
            last = 28 if (month, day) == (2, 29) and not isleap(year) else day
            return Moment(date(year, month, last).toordinal(), None)
        case core.LatestPoint(points, pick="earliest"):
            return Moment(min(moment(p, this, records, world).day for p in points), None)
        case core.LatestPoint(points, steps):
            moving = [r for r in records if r.step in steps and r.end and r.end.day <= min(as_of, FAR - 1)]
            return _latest([moment(p, this, records, world) for p in points], moving, hi)
    raise AssertionError(f"not a point: {point}")


def _latest(points: list[Moment], moving: list[Rec], hi: core.Duration | None) -> Moment:
    """The day on which the clock restarts: with an upper bound only what began before the time ran out does it."""
    clock = max(points)
    for record in sorted(moving, key=lambda r: r.start):
        assert record.end is not None
        if hi is None or clock == NEVER or record.start.day <= add(clock.day, hi):
            clock = max(clock, record.end)
    return clock if clock == NEVER else Moment(clock.day, None)


def start_of_procedure(world: World) -> int | None:
    """The fact that says so, else the first day recorded."""
    stated = world.facts.get("程序启动日")
    return stated.toordinal() if isinstance(stated, date) else world.begun


def _in_bounds(window: Window, first: int, last: int, this: Rec | None) -> bool:
    """Of an end of `this` that is to come it is known only that today is not beyond it."""
    if last == FAR and this and running(this):
        return window.hi is None and within(first, this.until, window.lo, None, window.full_days, False)
    if window.back and last < FAR:
        near = window.lo is None or first <= back(last, window.lo)
        return near and (window.hi is None or back(last, window.hi) <= first)
    return within(first, last, window.lo, window.hi, window.full_days, window.roll)


def _clear(window: Window, first: Rec | None, last: Rec | None, records: list[Rec]) -> bool:
    """No record of the steps named (of any step, when immediate) lies strictly between the two."""
    if first is None or last is None:
        return True
    assert first.end is not None
    return not any(
        later(record.start, first.end) and record.end is not None and later(last.start, record.end)
        for record in records
        if (window.immediate or record.step in window.none_between)
        and not same(record, first)
        and not same(record, last)
    )


def same(one: Rec, other: Rec | None) -> bool:
    return other is not None and (one.id, one.step, one.derived) == (other.id, other.step, other.derived)

"""When a record lies in the window of another, or outside it, as links between points in time.

Two records of one day are not taken to be in order: what follows a record comes on a later day, unless the window
itself allows the same day (docs/plan.md). Where a plan is pressed what is still to come is brought into order within a
day. A mere date lies on both sides of its day.
"""

from __future__ import annotations

from datetime import date

from guiju.engine.case.duration import Duration
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.kleene import Truth3
from guiju.engine.evaluate.periods import PERIOD_STEP
from guiju.engine.evaluate.points import reference
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.values import Scope, operand
from guiju.engine.plan.demands import NOTHING, All, Any, Apart, Demand, Links, Unplanned, never
from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import Link, Var, Why
from guiju.engine.plan.shifts import Counted, OfTheYear, Part, Plus, Shift, plus
from guiju.engine.semantics import core
from msgspec import Struct


class Term(Struct, frozen=True):
    """A point: a variable moved by a shift. A `mere` date belongs to no record."""

    var: Var
    shift: Shift = ()
    mere: bool = False


Terms = tuple[Term, ...] | None
"""The latest of several points; None where the file does not say, so that nothing can be asked."""


def constant(day: date) -> Var:
    """The point in time of a day of the calendar."""
    return Var(-day.toordinal())


def is_constant(var: Var) -> bool:
    return var.entry < 0


def day_of(var: Var) -> date:
    return date.fromordinal(-var.entry)


# --- points -----------------------------------------------------------------------------------------------


def mine(ground: Ground, about: About, window: core.Window, why: Why, that: Entry | None = None) -> Terms:
    """The point of the window on the side of what the rule is about, where `that` (None: what is
    still to come) is looked for."""
    point = window.this_point
    if point is None and about.subject is not None:
        return _edge(about, "end" if window.direction in ("after", "any") else "start")
    if isinstance(point, core.LatestPoint) and not about.new:
        return _as_judged(ground, about, window, why, that)
    if point is None:
        return _start_of_procedure(ground)
    return point_terms(ground, about, point, why)


def point_terms(ground: Ground, about: About, point: core.Point, why: Why) -> Terms:
    match point:
        case core.EdgePoint(edge):
            return _edge(about, edge) if about.subject is not None else _start_of_procedure(ground)
        case core.FixedPoint(day):
            return (Term(constant(day), (), True),)
        case core.YearDayPoint():
            start = _edge(about, "start") if about.subject is not None else _start_of_procedure(ground)
            return tuple(Term(t.var, (*t.shift, OfTheYear(point)), True) for t in start) if start else None
        case core.DatePoint(of):
            assert why.rule is not None
            value = operand(ground.env(why.rule), Scope(this=about.subject), of)
            return (Term(constant(value), (), True),) if isinstance(value, date) else None
        case core.LatestPoint(points, steps, pick):
            found: list[Term] = []
            for part in points:
                terms = point_terms(ground, about, part, why)
                if terms is None:
                    return None
                found += terms
            if pick == "earliest":
                days = [day_of(t.var) for t in found if is_constant(t.var) and not t.shift]
                return (Term(constant(min(days)), (), True),) if len(days) == len(found) else None
            env = ground.any_env
            for step in steps:
                ends = [c.record.end for c in candidates(env, step, broken) if c.counts.value is not False]
                found += [Term(constant(e), (), True) for e in ends if e is not None and e <= ground.today]
            return tuple(found)


def _as_judged(ground: Ground, about: About, window: core.Window, why: Why, that: Entry | None) -> Terms:
    """A clock that restarts, as the evaluator reads it on the day of looking, or as of a record that is there."""
    assert why.rule is not None
    as_of = that.record.start if that is not None and that.standing == "done" else None
    at = reference(ground.env(why.rule), about.subject, window, broken, as_of)
    if at is None or isinstance(at, Truth3) or at.day is None:
        return None
    return (Term(constant(at.day), (), at.record is None),)


def _edge(about: About, edge: core.Edge) -> Terms:
    if about.entry is not None:
        return (Term(about.entry.start if edge == "start" else about.entry.end),)
    record = about.record
    if record is None or record.step != PERIOD_STEP or (edge == "end" and record.end is None):
        return None
    day = record.start if edge == "start" else record.end
    assert day is not None
    return (Term(constant(day), (), True),)


def _start_of_procedure(ground: Ground) -> Terms:
    start = ground.any_env.start_of_procedure()
    return (Term(constant(start), (), True),) if start is not None else None


def theirs(that: Entry, window: core.Window) -> Terms:
    """The point of the window on the side of the record looked for."""
    point = window.that_point
    if isinstance(point, core.DatePoint):
        assert isinstance(point.of, core.FieldRef)
        value = that.record.fields.get(point.of.name)
        return (Term(constant(value), (), True),) if isinstance(value, date) else None
    if isinstance(point, core.EdgePoint):
        return (Term(that.start if point.edge == "start" else that.end),)
    return (Term(that.end if window.direction == "before" else that.start),)


# --- inside the window --------------------------------------------------------------------------------------


def inside(ground: Ground, about: About, that: Entry, window: core.Window, why: Why) -> Demand:
    """`that` lies in the window of `about`."""
    ours, other = mine(ground, about, window, why, that), theirs(that, window)
    if other is None:
        return Unplanned(why)  # a day that will be written down later
    parts: list[Demand] = [_outright(ground, about, other[0], window, why)]
    if ours is None and isinstance(window.this_point, core.DatePoint | core.LatestPoint):
        parts.append(Unplanned(why))
    if ours is not None and window.direction == "covering":
        parts += [
            Links((not_later(Term(that.start), t, why), not_later(t, Term(that.end), why))) for t in ours
        ]
    elif ours is not None and window.direction == "any":
        parts.append(_either(ground, about, that, ours, other[0], window, why))
    elif ours is not None:
        before = window.direction == "before"
        parts.append(_ordered(ground, about, that, ours, other[0], window, why, before=before))
    return All(tuple(parts))


def _ordered(
    ground: Ground, about: About, that: Entry, ours: tuple[Term, ...], other: Term, window: core.Window,
    why: Why, *, before: bool,
) -> Demand:  # fmt: skip
    """The record looked for lies before (or after) ours: in order, within the bounds, nothing forbidden between."""
    parts: list[Demand] = []
    if before:  # before the latest of several days is before one of them
        options = [
            Links(
                (
                    _in_order(ground, other, t, about, that, window, why),
                    *_bounds(ground, other, t, window, why),
                )
            )
            for t in ours
        ]
        parts.append(options[0] if len(options) == 1 else Any(tuple(options), why))
    else:
        lower = [
            link
            for t in ours
            for link in (
                _in_order(ground, t, other, about, that, window, why),
                *_lo(ground, t, other, window, why),
            )
        ]
        parts.append(Links(tuple(lower)))
        uppers = [Links(_hi(ground, t, other, window, why)) for t in ours]
        parts.append(uppers[0] if len(uppers) == 1 else Any(tuple(uppers), why))
    if about.entry is not None and (window.none_between or window.immediate):
        first, second = (that, about.entry) if before else (about.entry, that)
        parts.append(Apart(first, second, None if window.immediate else window.none_between, why))
    return All(tuple(parts))


def _either(
    ground: Ground,
    about: About,
    that: Entry,
    ours: tuple[Term, ...],
    other: Term,
    window: core.Window,
    why: Why,
) -> Demand:
    """Either side: the distance from the earlier end to the later start lies within the bounds."""
    bounded = window.lo is not None or window.hi is not None
    apart = about.entry is not None and (window.none_between or window.immediate)
    if not bounded and not apart:
        return NOTHING
    options: list[Demand] = []
    plain = about.entry is not None and window.this_point is None and window.that_point is None
    for before in (True, False):
        if plain and about.entry is not None:
            first, second = (that, about.entry) if before else (about.entry, that)
            links = [not_later(Term(first.start), Term(second.start), why)]
            links += _bounds(ground, Term(first.end), Term(second.start), window, why)
        else:
            earlier, later = (other, ours[0]) if before else (ours[0], other)
            links = [not_later(earlier, later, why), *_bounds(ground, earlier, later, window, why)]
        demand: Demand = Links(tuple(links))
        if apart and about.entry is not None:
            first, second = (that, about.entry) if before else (about.entry, that)
            steps = None if window.immediate else window.none_between
            demand = All((demand, Apart(first, second, steps, why)))
        options.append(demand)
    return Any(tuple(options), why)


def _outright(ground: Ground, about: About, other: Term, window: core.Window, why: Why) -> Demand:
    parts: list[Demand] = []
    if window.since is not None:
        terms = point_terms(ground, about, window.since, why)
        parts += [Links((not_later(t, other, why),)) for t in terms or ()]
    if window.by is not None:
        terms = point_terms(ground, about, window.by, why)
        if terms:
            options = tuple(Links((not_later(other, t, why),)) for t in terms)
            parts.append(options[0] if len(options) == 1 else Any(options, why))
    return All(tuple(parts))


# --- links ------------------------------------------------------------------------------------------------------


def _in_order(
    ground: Ground, earlier: Term, later: Term, about: About, that: Entry, window: core.Window, why: Why
) -> Link:
    same = about.entry is not None and about.entry.record.index == that.record.index
    if earlier.mere or later.mere or same or window.same_day:
        return not_later(earlier, later, why)
    return next_in_order(ground, earlier, later, about.entry if window.direction == "before" else that, why)


WITHIN_THE_DAY: Shift = (Plus(0),)
"""What the earlier of two records is moved by where the later one follows it on the same day."""


def next_in_order(ground: Ground, earlier: Term, later: Term, then: Entry | None, why: Why) -> Link:
    """The second point, one of `then`, comes after the first: on a later day, or where a plan is pressed on the same one.
    What has happened was there before anything still to come."""
    to_come = then is not None and then.standing != "done"
    gap = WITHIN_THE_DAY if to_come and ground.going in ("pressed", "anyhow") else plus(1)
    return Link(earlier.var, later.var, why, (*earlier.shift, *gap), later.shift)


def not_later(earlier: Term, later: Term, why: Why) -> Link:
    return Link(earlier.var, later.var, why, earlier.shift, later.shift)


def day_after(earlier: Term, later: Term, why: Why) -> Link:
    return Link(earlier.var, later.var, why, (*earlier.shift, *plus(1)), later.shift)


def _bounds(ground: Ground, earlier: Term, later: Term, window: core.Window, why: Why) -> tuple[Link, ...]:
    return (*_lo(ground, earlier, later, window, why), *_hi(ground, earlier, later, window, why))


def _lo(ground: Ground, earlier: Term, later: Term, window: core.Window, why: Why) -> tuple[Link, ...]:
    if window.lo is None:
        return ()
    count = count_of(ground, window, window.lo, low=True)
    if window.back:
        return (Link(earlier.var, later.var, why, earlier.shift, (*later.shift, count)),)
    return (Link(earlier.var, later.var, why, (*earlier.shift, count), later.shift),)


def _hi(ground: Ground, earlier: Term, later: Term, window: core.Window, why: Why) -> tuple[Link, ...]:
    if window.hi is None:
        return ()
    count = count_of(ground, window, window.hi, low=False)
    if window.back:
        return (Link(later.var, earlier.var, why, (*later.shift, count), earlier.shift),)
    return (Link(later.var, earlier.var, why, later.shift, (*earlier.shift, count)),)


def count_of(ground: Ground, window: core.Window, duration: Duration, *, low: bool) -> Part:
    return Counted(
        duration,
        low and window.full_days and not window.back,
        not low and window.roll and not window.back,
        window.back,
        left_out(ground, window.excluding),
        low,
    )


def left_out(ground: Ground, steps: tuple[str, ...]) -> tuple[tuple[date, date], ...]:
    """The days that a count leaves out: those on which the recorded runs of the steps lie."""
    found = []
    for step in steps:
        for candidate in candidates(ground.any_env, step, broken):
            if candidate.counts.value is not False:
                record = candidate.record
                found.append((record.start, record.end or ground.today))
    return tuple(found)


def lasting(ground: Ground, about: About, req: core.Lasts | core.Lasting, why: Why) -> Demand:
    """What the rule is about lasts at least, or at most, so long."""
    entry = about.entry
    if entry is None:
        return NOTHING
    if req.first is not None or req.last is not None:
        later = isinstance(req.first, core.FieldRef) or isinstance(req.last, core.FieldRef)
        return Unplanned(why) if about.new and later else NOTHING  # days that will be written down later
    if req.op == "<=":
        count = Counted(req.duration, False, req.roll, False, left_out(ground, req.excluding))
        return Links((Link(entry.end, entry.start, why, (), (count,)),))
    if not entry.interval and req.duration.n:
        return never(why)
    count = Counted(req.duration, req.full_days, req.roll, False, left_out(ground, req.excluding), least=True)
    return Links((Link(entry.start, entry.end, why, (count,)),))

"""The reference points of a window: of the activation, and of the record looked for."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    fallen_out,
    unknown,
)
from guiju.engine.evaluate.order import At, end_of, start_of
from guiju.engine.evaluate.periods import PERIOD_STEP
from guiju.engine.evaluate.sums import Limit, compare, forward
from guiju.engine.evaluate.values import Open, Scope, operand, record_field
from guiju.engine.semantics import core


def reference(
    env: Env, this: Record | None, window: core.Window, broken: Broken, as_of: date | None = None
) -> At | Truth3 | None:
    """The reference point of the activation: a point, unknown, or None (a case without any date). `as_of` is the day
    of the record looked for: a clock whose time runs out is looked at as of that day."""
    point = window.this_point
    if env.later_than is not None and point is None:
        return At(env.later_than.day)
    if point is None:
        if this is None:
            return _start_of_procedure(env)
        return _edge(env, this, "end" if window.direction in ("after", "any") else "start")
    if not runs_out(window):
        as_of = None
    elif as_of is not None and waits(window):
        as_of -= timedelta(days=1)
    return point_at(env, this, point, window.hi, broken, as_of)


def runs_out(window: core.Window) -> bool:
    """Whether it is a clock whose time runs out: what restarts it after the record looked for is too late to matter."""
    return restarting(window) is not None and window.direction == "after" and window.hi is not None


def waits(window: core.Window) -> bool:
    """Whether a record must keep a distance from the point: what restarts the clock on its own day is no reason why
    it came too early."""
    return window.lo is not None and window.lo.n > 0


def point_at(
    env: Env,
    this: Record | None,
    point: core.Point,
    hi: core.Duration | None,
    broken: Broken,
    as_of: date | None = None,
) -> At | Truth3 | None:
    """A point of the activation; `hi` is the time that runs from it, within which a clock may restart (`as_of`: only
    up to that day)."""
    if isinstance(point, core.LatestPoint):
        if point.pick == "earliest":
            return _earliest(env, this, point)
        return _latest(env, this, point, hi, broken, min(as_of or env.now, env.now))
    return _simple(env, this, point)


_Simple = core.EdgePoint | core.DatePoint | core.FixedPoint | core.YearDayPoint


def _simple(env: Env, this: Record | None, point: _Simple) -> At | Truth3 | None:
    match point:
        case core.EdgePoint(edge):
            if this is None:
                return _start_of_procedure(env)
            return _edge(env, this, edge)
        case core.FixedPoint(day):
            return At(day)
        case core.YearDayPoint():
            start = this.start if this is not None else env.start_of_procedure()
            return At(day_of_year(point, start)) if start else None
        case core.DatePoint(of):
            value = operand(env, Scope(this=this), of)
            if isinstance(value, Open):
                return unknown(value.atom)
            return At(value) if isinstance(value, date) else FALSE


def _edge(env: Env, this: Record, edge: core.Edge) -> At:
    """The start or end of what the requirement is about; a period is no record, its days are mere dates."""
    if this.step == PERIOD_STEP and this.end is not None:
        return At(this.start if edge == "start" else this.end)
    return start_of(this) if edge == "start" else end_of(env, this)


def day_of_year(point: core.YearDayPoint, start: date) -> date:
    """The month and day in the year of `start`, or so many years on; 29 February of a common year is the 28th."""
    year = start.year + point.years
    if (point.month, point.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, point.month, point.day)


def _start_of_procedure(env: Env) -> At | None:
    start = env.start_of_procedure()
    return At(start) if start else None


def restarting(window: core.Window) -> core.LatestPoint | None:
    """The clock of the window that a record to come may move on; the earliest of several days is none."""
    point = window.this_point
    return point if isinstance(point, core.LatestPoint) and point.pick == "latest" else None


def _latest(
    env: Env,
    this: Record | None,
    point: core.LatestPoint,
    hi: core.Duration | None,
    broken: Broken,
    as_of: date,
) -> At | Truth3 | None:
    """The clock that restarts: a record of `steps` moves it only if it came before the time ran out and had ended on
    the day `as_of`."""
    days: list[date] = []
    for part in point.points:
        at = _simple(env, this, part)
        if at is None or isinstance(at, Truth3):
            return at
        if at.day is None or at.to_come:
            return at
        days.append(at.day)
    latest = max(days)
    ends: list[tuple[date, date]] = []
    for step in point.steps:
        for candidate in candidates(env, step, broken):
            record, counts = candidate.record, fallen_out(candidate.counts, False)
            if record.end is not None and as_of < record.end <= env.now:
                continue
            if counts.value is None:
                return counts
            if counts.value and record.end is not None and record.end <= as_of:
                ends.append((record.start, record.end))
    for start, end in sorted(ends):
        in_time = compare(env, forward(env, latest, hi, "<="), start)[0] if hi else TRUE
        if in_time.value is None:
            return in_time
        if in_time.value:
            latest = max(latest, end)
    return At(latest)


def restart_to_come(env: Env, window: core.Window, last: Limit, broken: Broken) -> Truth3:
    """Whether a record that restarts the clock began by the last day and still runs: its end will move that day."""
    clock = restarting(window)
    steps = clock.steps if clock is not None else ()
    return disjunction(
        conjunction((fallen_out(c.counts, False), compare(env, last, c.record.start)[0]))
        for step in steps
        for c in candidates(env, step, broken)
        if env.running(c.record)
    )


def _earliest(env: Env, this: Record | None, point: core.LatestPoint) -> At | Truth3 | None:
    """The earliest of several days. An end to come or not stated is not before the day of looking, so that a day up
    to then is earlier whenever it is; else it may be the earliest."""
    found = [_simple(env, this, part) for part in point.points]
    for at in found:
        if at is None or isinstance(at, Truth3):
            return at
    ats = [at for at in found if isinstance(at, At)]
    days = [at.day for at in ats if at.day is not None and not at.to_come]
    first = min(days, default=None)
    waiting = next((at for at in ats if at.day is None or at.to_come), None)
    if waiting is not None and (first is None or first > env.now):
        return waiting
    return At(first)


def point_of(env: Env, that: Record, window: core.Window) -> At | Truth3:
    point = window.that_point
    if isinstance(point, core.DatePoint):
        assert isinstance(point.of, core.FieldRef)
        value = record_field(env, that, point.of.name)
        if isinstance(value, Open):
            return unknown(value.atom)
        return At(value) if isinstance(value, date) else FALSE
    if isinstance(point, core.EdgePoint):
        return start_of(that) if point.edge == "start" else end_of(env, that)
    return end_of(env, that) if window.direction == "before" else start_of(that)

"""The reference points of a window: of the activation, and of the record looked for."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import (
    FALSE,
    Truth3,
    fallen_out,
    unknown,
)
from guiju.engine.evaluate.order import At, end_of, start_of
from guiju.engine.evaluate.periods import PERIOD_STEP
from guiju.engine.evaluate.sums import forward
from guiju.engine.evaluate.values import Open, Scope, operand, record_field
from guiju.engine.semantics import core


def reference(env: Env, this: Record | None, window: core.Window, broken: Broken) -> At | Truth3 | None:
    """The reference point of the activation: a point, unknown, or None (a case without any date)."""
    point = window.this_point
    if env.later_than is not None and point is None:
        return At(env.later_than.day)
    if point is None:
        if this is None:
            return _start_of_procedure(env)
        return _edge(env, this, "end" if window.direction in ("after", "any") else "start")
    return point_at(env, this, point, window.hi, broken)


def point_at(
    env: Env, this: Record | None, point: core.Point, hi: core.Duration | None, broken: Broken
) -> At | Truth3 | None:
    """A point of the activation; `hi` is the time that runs from it, within which a clock may restart."""
    if isinstance(point, core.LatestPoint):
        if point.pick == "earliest":
            return _earliest(env, this, point)
        return _latest(env, this, point, hi, broken)
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
    env: Env, this: Record | None, point: core.LatestPoint, hi: core.Duration | None, broken: Broken
) -> At | Truth3 | None:
    """The clock that restarts: a record of `steps` moves it only if it came before the time ran out."""
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
            counts = fallen_out(candidate.counts, False)
            if counts.value is None:
                return counts
            record = candidate.record
            if counts.value and record.end is not None and record.end <= env.now:
                ends.append((record.start, record.end))
    for start, end in sorted(ends):
        last = forward(env, latest, hi, "<=").day if hi else None
        if last is None or start <= last:
            latest = max(latest, end)
    return At(latest)


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

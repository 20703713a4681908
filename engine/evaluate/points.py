"""The reference points of a window: of the activation, and of the record looked for."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import Broken, candidates
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import (
    FALSE,
    Truth3,
    unknown,
)
from guiju.engine.evaluate.order import At, end_of, start_of
from guiju.engine.evaluate.sums import forward
from guiju.engine.evaluate.values import Open, Scope, operand, record_field
from guiju.engine.semantics import core


def reference(env: Env, this: Record | None, window: core.Window, broken: Broken) -> At | Truth3 | None:
    """The reference point of the activation: a point, unknown, or None (a case without any date)."""
    point = window.this_point
    if env.later_than is not None and point is None:
        return At(env.later_than.day)
    if this is None and (point is None or isinstance(point, core.EdgePoint)):
        start = env.start_of_procedure()
        return At(start) if start else None
    if point is None:
        assert this is not None
        return end_of(env, this) if window.direction in ("after", "any") else start_of(this)
    if isinstance(point, core.LatestPoint):
        return _latest(env, this, point, window, broken)
    return _simple(env, this, point)


def _simple(env: Env, this: Record | None, point: core.EdgePoint | core.DatePoint) -> At | Truth3:
    if isinstance(point, core.EdgePoint):
        assert this is not None
        return start_of(this) if point.edge == "start" else end_of(env, this)
    value = operand(env, Scope(this=this), point.of)
    if isinstance(value, Open):
        return unknown(value.atom)
    return At(value) if isinstance(value, date) else FALSE


def _latest(
    env: Env, this: Record | None, point: core.LatestPoint, window: core.Window, broken: Broken
) -> At | Truth3 | None:
    """The clock that restarts: a record of `steps` moves it only if it came before the time ran out."""
    days: list[date] = []
    for part in point.points:
        at = _simple(env, this, part)
        if isinstance(at, Truth3):
            return at
        if at.day is None or at.to_come:
            return at
        days.append(at.day)
    latest = max(days)
    ends: list[tuple[date, date]] = []
    for step in point.steps:
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is None:
                return candidate.counts
            record = candidate.record
            if candidate.counts.value and record.end is not None and record.end <= env.now:
                ends.append((record.start, record.end))
    for start, end in sorted(ends):
        last = forward(env, latest, window.hi, "<=").day if window.hi else None
        if last is None or start <= last:
            latest = max(latest, end)
    return At(latest)


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

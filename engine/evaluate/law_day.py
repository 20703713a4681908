"""The day whose law applies to one activation of a rule (docs/semantics.md §3, versions)."""

from __future__ import annotations

from datetime import date

from guiju.engine.evaluate.activations import Activation
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import fallen_out
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.points import point_at
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Rule


def law_day(env: Env, rule: Rule, activation: Activation) -> date | None:
    """The day that the rule names, else the start of the record or the procedure.

    None where it is not known; a day that is still to come is looked at as of the day of looking.
    """
    match rule.reference:
        case core.ProcedureStart():
            return env.start_of_procedure()
        case core.StepStart() as nearest:
            return _nearest(env, activation, nearest)
        case None:
            return _at(env, activation, core.EdgePoint("start"))
        case point:
            return _at(env, activation, point)


def _at(env: Env, activation: Activation, point: core.Point) -> date | None:
    at = point_at(
        env, activation.asked_of if _asks_a_field(point) else activation.record, point, None, broken
    )
    if not isinstance(at, At):
        return None
    return at.day if at.day is not None or not at.to_come else env.now


def _asks_a_field(point: core.Point) -> bool:
    """Whether a point is a field of the record that the rule is about: of a stretch, the one it is counted from."""
    parts = point.points if isinstance(point, core.LatestPoint) else (point,)
    return any(isinstance(p, core.DatePoint) for p in parts)


def _nearest(env: Env, activation: Activation, point: core.StepStart) -> date | None:
    """The start of the nearest record of the step. Where there is none yet after this, it comes today at the earliest;
    where there is none before, the start of this is left."""
    own = _at(env, activation, core.EdgePoint("start"))
    if own is None:
        return None
    before = point.direction == "before"
    found = (c for c in candidates(env, point.step, broken) if not c.to_come)
    aside = [c for c in found if (c.record.start <= own if before else c.record.start >= own)]
    for candidate in sorted(aside, key=lambda c: c.record.start, reverse=before):
        counts = fallen_out(candidate.counts, False).value
        if counts is not False:
            return candidate.record.start if counts else None
    return own if before or env.closed else env.now

"""What may still move a window, so that nothing in it is final: a clock that restarts, a record deemed to be there."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.evaluate.between import watched_steps
from guiju.engine.evaluate.counted import arising
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.points import reference, restarting, runs_out
from guiju.engine.evaluate.sums import compare, forward
from guiju.engine.semantics import core

_NOT_FINAL = {Basic.SATISFIED: Basic.HOLDING, Basic.VIOLATED: Basic.PENDING}


def still_moving(
    state: Basic, found: Basic, env: Env, this: Record | None, window: core.Window, broken: Broken
) -> Basic:
    """The state, final only if nothing to come moves the window; `found` is that of what lies in it now."""
    if state not in _NOT_FINAL:
        return state
    if state is found and (
        _may_restart(env, this, window, broken) or arising(env, watched_steps(env, window), broken)
    ):
        return _NOT_FINAL[state]
    clock = restarting(window)
    counted = window.excluding + (clock.steps if clock is not None else ())
    return _NOT_FINAL[state] if arising(env, counted, broken) else state


def _may_restart(env: Env, this: Record | None, window: core.Window, broken: Broken) -> bool:
    """Can a record to come still move the clock, past what lies in the window now?"""
    if restarting(window) is None or (runs_out(window) and not isinstance(window.that_point, core.DatePoint)):
        return False
    clock = reference(env, this, window, broken)
    if not isinstance(clock, At) or clock.day is None or window.hi is None:
        return True
    return compare(env, forward(env, clock.day, window.hi, "<="), env.now)[0].value is not False

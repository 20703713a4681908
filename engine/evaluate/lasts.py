"""The state of a bound on how long something lasts."""

from __future__ import annotations

from datetime import timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.lengths import Length, measure
from guiju.engine.evaluate.moment_of_breach import after_open_day, own_breach
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core

_DECIDED = {
    True: frozenset({Basic.SATISFIED}),
    False: frozenset({Basic.VIOLATED}),
    None: frozenset({Basic.SATISFIED, Basic.VIOLATED}),
}


def lasts(env: Env, this: Record | None, req: core.Lasts) -> Outcome:
    """The bound against the last day. While that is an end to come, at least is pending until the bound is reached,
    and at most is holding until it has passed; between two days that are named, both are pending."""
    length = measure(env, Scope(this=this), this, req)
    questions = length.truth.atoms - {FREE}
    states = _DECIDED[length.truth.value]
    if FREE in length.truth.atoms:
        named = req.first is not None or req.last is not None
        waiting = Basic.PENDING if req.op == ">=" or named else Basic.HOLDING
        states = frozenset({waiting})
        if questions:
            states |= {Basic.SATISFIED if req.op == ">=" else Basic.VIOLATED}
    running = length.last is not None and length.last.to_come
    last_day = length.limit.day if running and length.limit is not None else None
    open_last_day = length.limit.between if running and length.limit is not None else None
    used = (this,) if this is not None else ()
    sums = (length.working,) if length.working is not None else ()
    return Outcome(
        states, req, questions, last_day, _breach(env, this, length), used, (), sums,
        open_last_day=open_last_day,
    )  # fmt: skip


def _breach(env: Env, this: Record | None, length: Length) -> Breach:
    """The end, or the day after the bound while that is to come or not stated."""
    last = length.last
    if last is not None and last.day is not None and not last.to_come:
        return Breach(last.day, last.record, last.edge)
    if length.limit is not None and length.limit.day is not None:
        whole_days = length.limit.working.moments is None
        return Breach(length.limit.day + timedelta(days=whole_days))
    passed = after_open_day(env, length.limit) if length.limit is not None else None
    return passed or own_breach(env, this)

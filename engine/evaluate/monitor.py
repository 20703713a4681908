"""The state of a *rule* on a case: over all its activations, those to come included (runtime verification).

PS is satisfied, TS holding, TV pending, PV violated in the four-valued semantics RV-LTL (Bauer, Leucker,
Schallhart 2010) that Declare monitoring uses.
"""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule

_TO_COME = 1_000_000_000
_SILENT = (State.NOT_APPLICABLE, State.EXEMPT)


def rule_state(rule: Rule, case: Case, on: date, program: Program) -> State:
    """The worst state of the activations there are; satisfied only if no activation to come can change it."""
    env = make_env(program, case, on)
    states = [f.state for f in judge_rule(rule, case, on, program, env) if f.state not in _SILENT]
    worst = min(states, key=lambda s: s.rank, default=State.SATISFIED)
    if worst is State.SATISFIED and not env.closed and not _safe_to_come(env, rule):
        return State.HOLDING
    return worst


def _safe_to_come(env: Env, rule: Rule) -> bool:
    """Whether every activation still to come is certain to be satisfied."""
    if rule.step is None and rule.period is None:
        return True
    if rule.period is not None:
        return False
    following = env.now + timedelta(days=1)
    record = Record(rule.step or "", following, following, _TO_COME)
    if holds(env, Scope(this=record), rule.when).value is False:
        return True
    readings = [r for version in rule.versions for r in version.readings if r.default]
    return all(_timeless(r.req) and judge(env, record, r.req).states == {Basic.SATISFIED} for r in readings)


def _timeless(req: core.Req) -> bool:
    """Whether what satisfies one activation to come satisfies any later one as well."""
    match req:
        case core.Exists() | core.Forbid():
            window = req.window
            return not (
                window.lo or window.hi or window.none_between or window.immediate or window.this_point
            )
        case core.AllOf() | core.AnyOf():
            return all(_timeless(p) for p in req.parts)
        case core.OrElse():
            return _timeless(req.then)
        case _:
            return True

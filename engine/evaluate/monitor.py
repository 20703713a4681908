"""The state of a *rule* on a case: over all its activations, those to come included (runtime verification).

PS is satisfied, TS holding, TV pending, PV violated in the four-valued semantics RV-LTL (Bauer, Leucker,
Schallhart 2010) that Declare monitoring uses.
"""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.activations import activations
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
    if rule.period is not None or rule.every is not None or rule.breaches is not None:
        return False
    reqs = [r.req for version in rule.versions for r in version.readings if r.default]
    changes = _changes(rule.when)
    if changes and not all(_settled(env, a.record, req) for a in activations(env, rule)[0] for req in reqs):
        return False
    if rule.step is None:
        return True
    following = env.now + timedelta(days=1)
    record = Record(rule.step, following, following, _TO_COME)
    if not changes and holds(env, Scope(this=record), rule.when).value is False:
        return True
    return all(_timeless(req) and _settled(env, record, req) for req in reqs)


def _settled(env: Env, this: Record | None, req: core.Req) -> bool:
    return judge(env, this, req).states == {Basic.SATISFIED}


def _timeless(req: core.Req) -> bool:
    """Whether what satisfies one activation to come satisfies any later one as well."""
    match req:
        case core.Exists() | core.Forbid():
            window = req.window
            bounded = window.lo or window.hi or window.since or window.by
            between = window.none_between or window.immediate
            return not (bounded or between or window.this_point or _changes(req.where))
        case core.Test(cond):
            return not _changes(cond)
        case core.Lasts():
            return False
        case core.AllOf() | core.AnyOf():
            return all(_timeless(p) for p in req.parts)
        case core.ForEach(_, part):
            return _timeless(part)
        case core.OrElse():
            return _timeless(req.then)


def _changes(cond: core.Cond) -> bool:
    """Whether the condition may turn out otherwise for a later or longer record: it asks how long or what happened."""
    match cond:
        case core.Lasting() | core.Occurs():
            return True
        case core.Not(of) | core.Quant(where=of):
            return _changes(of)
        case core.And(parts) | core.Or(parts):
            return any(_changes(p) for p in parts)
        case _:
            return False

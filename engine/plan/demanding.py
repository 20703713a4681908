"""From a rule and what it is about to what it asks of a timetable, in the worst reading of what is open."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.activations import version_for
from guiju.engine.evaluate.before_start import owed
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.exceptions import consider
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3
from guiju.engine.evaluate.moment_of_breach import not_earlier
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.plan.demands import NOTHING, All, Any, Asked, Demand, Forced, Wish
from guiju.engine.plan.entries import About
from guiju.engine.plan.ground import Ground, Told
from guiju.engine.plan.network import Why
from guiju.engine.plan.requirements import demand_of, stated_in
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Rule, Version
from msgspec.structs import replace


def asked(ground: Ground, rule: Rule, about: About, forced: Forced) -> Asked:
    """What the rule asks for one activation. An open fact is taken as makes the rule apply and no exception lift it."""
    entry = about.entry
    key = (rule.id, entry.record.index, entry.step) if entry is not None else (rule.id,)
    known = ground.told.setdefault(key, [])
    for told in known:
        if told.about == about and told.forced == forced:
            return told.asked
    found = _asked(ground.for_asking(), rule, about, forced)
    known.append(Told(rule, about, forced, found))
    return found


def asks_the_same(ground: Ground, other: Ground) -> bool:
    """Whether the rules ask the same on another ground for all that they were put to on this one."""
    every = [told for known in ground.told.values() for told in known]
    return all(asked(other, t.rule, t.about, t.forced).demand == t.asked.demand for t in every)


def _asked(ground: Ground, rule: Rule, about: About, forced: Forced) -> Asked:
    day = _law_day(ground, rule, about)
    version = version_for(rule, day)
    if version is None:
        return Asked(NOTHING)
    env, this = ground.env(rule), about.subject
    guard = holds(env, Scope(this=this), rule.when)
    must = (rule.id, about.entry.step if about.entry else None) in forced
    if guard.value is False and not must:
        return Asked(NOTHING)
    why = Why("rule", rule)
    effects = consider(env, rule, this, Describer(env.vocabulary, rule.step), day)
    kinds = {e.kind for e in effects.effects}
    open_ = _facts(guard, about) if guard.value is None else ()
    if kinds == {"exempt"}:
        return Asked(NOTHING)
    if len(kinds) > 1:
        open_ += _facts(Truth3(None, effects.atoms), about)
    reqs: list[core.Req] = []
    for effect in effects.effects:
        if effect.kind == "none" or (effect.kind == "conflict" and len(kinds) == 1):
            reqs += _readings(ground, version)
        elif effect.kind == "instead" and effect.req is not None and "none" not in kinds:
            reqs.append(effect.req)
    reqs = [owed(env, this, _owed_now(env, req, this), broken) for req in reqs]
    stated = [stated_in(env, req, this) for req in dict.fromkeys(reqs)]
    reqs = [req for req, _ in stated]
    open_ += _facts(Truth3(None, frozenset(a for _, atoms in stated for a in atoms)), about)
    demand: Demand = All(tuple(demand_of(ground, req, about, why) for req in reqs))
    if guard.value is None and about.new and about.entry is not None and _own(guard, about):
        demand = Any((Wish(about.entry, rule.when, False, "this", about, why, aside=True), demand), why)
    return Asked(demand, tuple(dict.fromkeys(open_)))


def _law_day(ground: Ground, rule: Rule, about: About) -> date | None:
    """The day whose law applies; for a step to come the law of today."""
    subject = about.subject
    if isinstance(rule.reference, core.FixedPoint):
        return rule.reference.day
    if subject is None or isinstance(rule.reference, core.ProcedureStart):
        return ground.any_env.start_of_procedure() or ground.today
    if about.entry is not None and about.entry.standing in ("new", "running"):
        return max(ground.today, subject.start) if about.entry.standing == "new" else subject.start
    return subject.start


def _readings(ground: Ground, version: Version) -> list[core.Req]:
    return [r.req for r in version.readings if r.default or ground.all_readings]


def _owed_now(env: Env, req: core.Req, this: Record | None) -> core.Req:
    """What is owed instead, from the breach on, where a requirement with an or-else is broken already."""
    if not isinstance(req, core.OrElse):
        return req
    outcome = judge(env, this, req.then)
    if outcome.states != {Basic.VIOLATED} or outcome.breach is None:
        return req.then
    return _counted_from(req.otherwise, not_earlier(env, outcome.breach, this).day)


def _counted_from(req: core.Req, day: date) -> core.Req:
    """The requirement with its windows counted from a day, where they name no point of their own."""
    match req:
        case core.Exists() | core.Forbid() if req.window.this_point is None:
            return replace(req, window=replace(req.window, this_point=core.FixedPoint(day)))
        case core.AllOf(parts) | core.AnyOf(parts):
            return replace(req, parts=tuple(_counted_from(p, day) for p in parts))
        case _:
            return req


def _own(truth: Truth3, about: About) -> bool:
    """Whether what is open hangs on a field of the record to come."""
    return any(_is_field(a, about) for a in truth.atoms)


def _facts(truth: Truth3, about: About) -> tuple[Atom, ...]:
    """The open questions that the case has to answer, in a fixed order."""
    found = [a for a in truth.atoms if a != FREE and not (about.new and _is_field(a, about))]
    return tuple(sorted(found, key=lambda a: str(a.key)))


def _is_field(atom: Atom, about: About) -> bool:
    index = about.subject.index if about.subject is not None else None
    return index is not None and any(key[:2] == ("field", index) for key in _keys(atom.key))


def _keys(key: Hashable) -> Iterator[tuple[Hashable, ...]]:
    if isinstance(key, tuple):
        yield key
        for part in key:
            yield from _keys(part)

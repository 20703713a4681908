"""From a rule and what it is about to what it asks of a timetable, in the worst reading of what is open."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from guiju.engine.evaluate.activations import version_for
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.exceptions import consider
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3
from guiju.engine.evaluate.values import Scope
from guiju.engine.plan.demands import NOTHING, All, Any, Bar, Demand, Seek, Wish, never
from guiju.engine.plan.entries import About
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import Why
from guiju.engine.plan.placing import lasting
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Rule, Version
from msgspec import Struct

Forced = frozenset[tuple[str, str | None]]
"""Rules, each with the step it is about, whose condition will hold once the records are written."""


class Asked(Struct, frozen=True):
    """What is asked, and the facts not stated on which it hangs whether it is asked at all."""

    demand: Demand
    open: tuple[Atom, ...] = ()


def asked(ground: Ground, rule: Rule, about: About, forced: Forced) -> Asked:
    """What the rule asks for one activation. An open fact is taken as makes the rule apply and no exception lift it."""
    version = version_for(rule, _law_day(ground, rule, about))
    if version is None:
        return Asked(NOTHING)
    env, this = ground.env(rule), about.subject
    guard = holds(env, Scope(this=this), rule.when)
    must = (rule.id, about.entry.step if about.entry else None) in forced
    if guard.value is False and not must:
        return Asked(NOTHING)
    why = Why("rule", rule)
    effects = consider(env, rule, this, Describer(env.vocabulary, rule.step))
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
    demand: Demand = All(tuple(_req(ground, req, about, why) for req in dict.fromkeys(reqs)))
    if guard.value is None and about.new and about.entry is not None and _own(guard, about):
        demand = Any((Wish(about.entry, rule.when, False, "this", about, why), demand), why)
    return Asked(demand, tuple(dict.fromkeys(open_)))


def _law_day(ground: Ground, rule: Rule, about: About) -> date | None:
    """The day whose law applies; for a step to come the law of today."""
    subject = about.subject
    if isinstance(rule.reference, core.FixedPoint):
        return rule.reference.day
    if subject is None:
        return ground.any_env.start_of_procedure() or ground.today
    if about.entry is not None and about.entry.standing in ("new", "running"):
        return max(ground.today, subject.start) if about.entry.standing == "new" else subject.start
    return subject.start


def _readings(ground: Ground, version: Version) -> list[core.Req]:
    return [r.req for r in version.readings if r.default or ground.all_readings]


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


def _req(ground: Ground, req: core.Req, about: About, why: Why) -> Demand:
    match req:
        case core.Exists():
            return Seek(about, req, why) if req.at_least > 0 else NOTHING
        case core.Forbid():
            return Bar(about, req, why)
        case core.Test(cond):
            return _test(ground, cond, about, why)
        case core.Lasts():
            return lasting(ground, about.entry, req, why) if about.entry is not None else NOTHING
        case core.AllOf(parts):
            return All(tuple(_req(ground, p, about, why) for p in parts))
        case core.AnyOf(parts):
            told = [p for p in parts if not (about.new and (_is_way_round(ground, p) or _claims(p)))]
            told = told or list(parts)
            return Any(tuple(_req(ground, p, about, why) for p in told), why, told=True)
        case core.ForEach():
            return NOTHING  # asked of elements that will be written down later
        case core.OrElse(then, _):
            return _req(ground, then, about, why)


def _test(ground: Ground, cond: core.Cond, about: About, why: Why) -> Demand:
    if about.new and about.entry is not None:
        return Wish(about.entry, cond, True, "this", about, why)
    assert why.rule is not None
    truth = holds(ground.env(why.rule), Scope(this=about.subject), cond)
    return never(why) if truth.value is False else NOTHING


def _is_way_round(ground: Ground, part: core.Req) -> bool:
    """Whether an option only says that a step was not recorded, which a plan takes for granted is taken."""
    parts = part.parts if isinstance(part, core.AllOf) else (part,)
    return all(
        isinstance(p, core.Forbid) and p.step in ground.presupposed and p.where == core.Const(True)
        for p in parts
    )


def _claims(part: core.Req | core.Cond) -> bool:
    """Whether an option rests on something being stated (载明): a plan claims nothing in the records to come."""
    match part:
        case core.AllOf(parts):
            return any(_claims(p) for p in parts)
        case core.Exists():
            return _claims(part.where)
        case core.Test(cond):
            return _claims(cond)
        case core.Stated(of):
            return isinstance(of, core.FieldRef)
        case core.And(parts):
            return any(_claims(p) for p in parts)
        case core.Or(parts):
            return all(_claims(p) for p in parts)
        case _:
            return False

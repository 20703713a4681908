"""From a requirement to a demand: its form, and the lengths that the case states for it."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.evaluate.known import Open
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.stated_bounds import with_length, with_window
from guiju.engine.evaluate.values import Scope
from guiju.engine.plan.demands import NOTHING, All, Any, Bar, Demand, Seek, Wish, never
from guiju.engine.plan.entries import About
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import Why
from guiju.engine.plan.placing import lasting
from guiju.engine.semantics import core
from msgspec.structs import replace


def demand_of(ground: Ground, req: core.Req, about: About, why: Why) -> Demand:
    """What a requirement asks of a timetable; its lengths are looked up already."""
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
            return All(tuple(demand_of(ground, p, about, why) for p in parts))
        case core.AnyOf(parts):
            told = [p for p in parts if not _left_out(ground, p, about, why)] or list(parts)
            return Any(tuple(demand_of(ground, p, about, why) for p in told), why, told=True)
        case core.ForEach():
            return NOTHING  # asked of elements that will be written down later
        case core.OrElse(then, _):
            return demand_of(ground, then, about, why)


def stated_in(env: Env, req: core.Req, this: Record | None) -> tuple[core.Req, frozenset[Atom]]:
    """The requirement with the lengths that the case states put in. A bound whose length is not stated is left out, and
    the question named."""
    scope = Scope(this=this)
    match req:
        case core.Exists() | core.Forbid():
            found = with_window(env, scope, req)
            if isinstance(found, Open):
                bare = replace(req.window, lo=None, hi=None, full_days=False, roll=False, back=False)
                return replace(req, window=bare), frozenset({found.atom})
            return found, frozenset()
        case core.Lasts():
            length = with_length(env, scope, req)
            if isinstance(length, Open):
                return core.AllOf(()), frozenset({length.atom})
            return length, frozenset()
        case core.AllOf(parts) | core.AnyOf(parts):
            every = [stated_in(env, p, this) for p in parts]
            atoms = frozenset(a for _, more in every for a in more)
            return replace(req, parts=tuple(p for p, _ in every)), atoms
        case _:
            return req, frozenset()


def _test(ground: Ground, cond: core.Cond, about: About, why: Why) -> Demand:
    if about.new and about.entry is not None:
        return Wish(about.entry, cond, True, "this", about, why)
    assert why.rule is not None
    truth = holds(ground.env(why.rule), Scope(this=about.subject), cond)
    return never(why) if truth.value is False else NOTHING


def _left_out(ground: Ground, part: core.Req, about: About, why: Why) -> bool:
    """Whether a plan does not take an option: of a step to come one that it does not go by, of what has happened one
    that is broken whatever still comes."""
    if about.new:
        return _is_way_round(ground, part) or _claims(part)
    assert why.rule is not None
    return judge(ground.env(why.rule), about.subject, part).states == {Basic.VIOLATED}


def _is_way_round(ground: Ground, part: core.Req) -> bool:
    """Whether an option only says that a step was not recorded where a plan takes for granted that it is."""
    parts = part.parts if isinstance(part, core.AllOf) else (part,)
    taken = ground.presupposed
    absent = [
        p for p in parts if isinstance(p, core.Forbid) and p.where == core.Const(True) and p.step in taken
    ]
    there = [p for p in absent if p.window.direction in {"any", *taken[p.step]}]
    return len(absent) == len(parts) and len(there) > 0


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

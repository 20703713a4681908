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
from guiju.engine.plan.claims import claims, is_claimed
from guiju.engine.plan.demands import NOTHING, All, Any, Bar, Demand, Seek, Unplanned, Wish, never
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
            return lasting(ground, about, req, why)
        case core.AllOf(parts):
            return All(tuple(demand_of(ground, p, about, why) for p in parts))
        case core.AnyOf(parts):
            return _any_of(ground, parts, about, why)
        case core.ForEach():
            return Unplanned(why) if about.new else NOTHING  # of elements that will be written down later
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


def _any_of(ground: Ground, parts: tuple[core.Req, ...], about: About, why: Why) -> Any:
    """The options that a plan takes: of a step to come those that it goes by, of what has happened those that are not
    broken whatever still comes. Where there are none all are left."""
    claimed: list[core.Req] = []
    if about.new:
        claimed = [p for p in parts if claims(p) and _is_claimed(ground, p, about)]
        reluctant = [p for p in parts if claims(p) or _is_way_round(ground, p)]
        open_ = [p for p in reluctant if _goes_by(ground, p)]
        kept = [p for p in parts if p not in reluctant]
    else:
        assert why.rule is not None
        env, reluctant, open_ = ground.env(why.rule), [], []
        kept = [p for p in parts if judge(env, about.subject, p).states != {Basic.VIOLATED}]
    if not kept and not open_ and not claimed:
        kept = list(parts)
    first = tuple(demand_of(ground, p, about, why) for p in kept)
    as_claimed = tuple(_on_file(demand_of(ground, p, about, why)) for p in claimed)
    last = tuple(demand_of(ground, p, about, why) for p in open_)
    return Any((*first, *as_claimed, *last), why, told=True, reluctant=last)


def _is_claimed(ground: Ground, part: core.Req, about: About) -> bool:
    own = about.subject if about.entry is not None and about.entry.standing == "scheduled" else None
    return is_claimed(part, own, ground.case.records)


def _on_file(demand: Demand) -> Demand:
    """The same with the records that are to state something looked for on file alone."""
    match demand:
        case All(parts):
            return All(tuple(_on_file(p) for p in parts))
        case Any(options):
            return replace(demand, options=tuple(_on_file(o) for o in options))
        case Seek() if claims(demand.req):
            return replace(demand, on_file=True)
        case _:
            return demand


def _goes_by(ground: Ground, part: core.Req) -> bool:
    """Whether a plan takes an option that it takes only where no other will do."""
    if _is_way_round(ground, part):
        return ground.going == "anyhow"
    return ground.going in ("claiming", "anyhow")


def _is_way_round(ground: Ground, part: core.Req) -> bool:
    """Whether an option only says that a step was not recorded where a plan takes for granted that it is."""
    parts = part.parts if isinstance(part, core.AllOf) else (part,)
    taken = ground.presupposed
    absent = [
        p for p in parts if isinstance(p, core.Forbid) and p.where == core.Const(True) and p.step in taken
    ]
    there = [p for p in absent if p.window.direction in {"any", *taken[p.step]}]
    return len(absent) == len(parts) and len(there) > 0

"""Whether the earliest days of a draft, as they stand, meet a demand already."""

from __future__ import annotations

from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.values import Future, Scope
from guiju.engine.plan.demands import All, Any, Apart, Bar, Clear, Demand, Links, Seek, Take, Wish
from guiju.engine.plan.draft import Choice, Draft
from guiju.engine.plan.network import Held, Link, Var, pushed
from guiju.engine.plan.options import apart_options, clear_options, seek_options
from guiju.engine.plan.placing import day_of, is_constant
from guiju.engine.plan.ways import Way, raw_ways
from guiju.engine.semantics import core


def resting_way(draft: Draft, choice: Choice) -> Way | None:
    """The first way of a choice that is met as things stand."""
    return next((way for way in raw_ways(draft, choice) if met(draft, way.demand)), None)


def met(draft: Draft, demand: Demand) -> bool:
    """Whether the draft meets a demand with its records, each on its earliest day."""
    match demand:
        case All(parts):
            return all(met(draft, p) for p in parts)
        case Any(options):
            return any(met(draft, o) for o in options)
        case Links(links):
            return all(_kept(draft, link) for link in links)
        case Wish():
            return _whatever_fields(draft, demand) is demand.want
        case Seek():
            there = seek_options(draft.ground, demand, list(draft.of_step(demand.req.step)))
            return any(met(draft, d) for _, d in there)
        case Bar():
            subject = demand.about.subject
            mine = (subject.index, subject.step) if subject is not None else None
            others = [e for e in draft.of_step(demand.req.step) if (e.record.index, e.step) != mine]
            return all(met(draft, Clear(demand, e)) for e in others)
        case Clear():
            ways = clear_options(draft.ground, demand, list(draft.entries.values()))
            return any(met(draft, w) for w in ways)
        case Apart():
            watched = [e for e in draft.entries.values() if demand.steps is None or e.step in demand.steps]
            apart = [apart_options(demand, e) for e in watched]
            return all(met(draft, a) for a in apart if a is not None)
        case Take():
            return False


def _whatever_fields(draft: Draft, wish: Wish) -> bool | None:
    """How a condition turns out whatever is still stated in the record to come."""
    record = draft.entries.get((wish.entry.record.index, wish.entry.step), wish.entry).record
    values = dict(record.fields)
    if record.actor is not None:
        values[core.ACTOR] = record.actor
    if record.evidence is not None:
        values[core.EVIDENCE] = record.evidence
    made = Future(values, not wish.entry.interval)
    scope = Scope(this=made) if wish.role == "this" else Scope(this=wish.about.subject, that=made)
    rule = wish.why.rule
    env = draft.ground.env(rule) if rule is not None else draft.ground.any_env
    return holds(env, scope, wish.cond).value


def _kept(draft: Draft, link: Link) -> bool:
    """Whether a link moves nothing."""
    later = _held(draft, link.later)
    found = pushed(draft.network.calendar, link, _held(draft, link.earlier))
    return found is not None and found.day <= later.day


def _held(draft: Draft, var: Var) -> Held:
    return Held(day_of(var), None) if is_constant(var) else draft.network.earliest[var]

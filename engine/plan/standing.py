"""Whether the earliest days of a draft, as they stand, meet a demand already."""

from __future__ import annotations

from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.values import Future, Scope
from guiju.engine.plan.demands import (
    All,
    Any,
    Apart,
    Bar,
    Clear,
    Demand,
    Links,
    Seek,
    Take,
    Unplanned,
    Way,
    Wish,
)
from guiju.engine.plan.draft import Draft, Pending
from guiju.engine.plan.look import Look, answered
from guiju.engine.plan.network import Link, pushed
from guiju.engine.plan.options import apart_options, clear_options, seek_options
from guiju.engine.plan.ways import known_ways
from guiju.engine.semantics import core


def resting_way(draft: Draft, pending: Pending) -> Way | None:
    """The first way of a choice that is met as things stand."""

    def first_met(look: Look) -> Way | None:
        ways = look.believe(known_ways(draft, pending))
        return next((way for way in ways if met(look, way.demand)), None)

    pending.resting = answered(draft, pending.resting, first_met)
    return pending.resting.value


def met(look: Look, demand: Demand) -> bool:
    """Whether the draft meets a demand with its records, each on its earliest day."""
    match demand:
        case All(parts):
            return all(met(look, p) for p in parts)
        case Any(options):
            return any(met(look, o) for o in options)
        case Links(links):
            return all(_kept(look, link) for link in links)
        case Wish():
            return _whatever_fields(look, demand) is demand.want
        case Seek():
            return any(met(look, d) for _, d in seek_options(look, demand))
        case Bar():
            subject = demand.about.subject
            mine = (subject.index, subject.step) if subject is not None else None
            others = [e for e in look.of_step(demand.req.step) if (e.record.index, e.step) != mine]
            return all(met(look, Clear(demand, e)) for e in others)
        case Clear():
            return any(met(look, way) for way in clear_options(look, demand))
        case Apart():
            apart = [apart_options(look.ground, demand, e) for e in look.of_steps(demand.steps)]
            return all(met(look, a) for a in apart if a is not None)
        case Take() | Unplanned():
            return False


def _whatever_fields(look: Look, wish: Wish) -> bool | None:
    """How a condition turns out whatever is still stated in the record to come."""
    record = look.now(wish.entry).record
    values = dict(record.fields)
    if record.actor is not None:
        values[core.ACTOR] = record.actor
    if record.evidence is not None:
        values[core.EVIDENCE] = record.evidence
    made = Future(values, not wish.entry.interval)
    scope = Scope(this=made) if wish.role == "this" else Scope(this=wish.about.subject, that=made)
    rule = wish.why.rule
    env = look.ground.env(rule) if rule is not None else look.ground.any_env
    return holds(env, scope, wish.cond).value


def _kept(look: Look, link: Link) -> bool:
    """Whether a link moves nothing."""
    found = pushed(look.calendar, link, look.held(link.earlier))
    return found is not None and found.day <= look.held(link.later).day

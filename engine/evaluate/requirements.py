"""The states of requirements (docs/semantics.md §3, §4), form by form."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.between import first_between
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import Broken
from guiju.engine.evaluate.each import for_each
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import FREE, Truth3, conjunction, disjunction, fallen_out, known
from guiju.engine.evaluate.lasts import lasts
from guiju.engine.evaluate.matches import Matches
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.outcome import Basic, Outcome, at_closing, combine, own_breach
from guiju.engine.evaluate.points import reference
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.evaluate.sums import forward
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core


def judge(env: Env, this: Record | None, req: core.Req) -> Outcome:
    """The possible states of a requirement for one activation (`this` None: the case), closing included.

    `OrElse` is judged by its caller (it stands outermost).
    """
    match req:
        case core.Exists():
            outcome = _exists(env, this, req)
        case core.Forbid():
            outcome = _forbid(env, this, req)
        case core.Test():
            outcome = _test(env, this, req)
        case core.Lasts():
            outcome = lasts(env, this, req)
        case core.AllOf():
            return combine((judge(env, this, p) for p in req.parts), req, best=False)
        case core.AnyOf():
            return combine((judge(env, this, p) for p in req.parts), req, best=True)
        case core.ForEach():
            return for_each(env, this, req, judge)
        case core.OrElse():
            return judge(env, this, req.then)
    return at_closing(outcome) if env.closed else outcome


def broken(env: Env, this: Record, req: core.Req) -> Truth3:
    """Whether a requirement of a record is violated for good."""
    outcome = judge(env, this, req)
    if Basic.VIOLATED not in outcome.states:
        return known(False)
    return known(True) if len(outcome.states) == 1 else Truth3(None, outcome.atoms)


_BROKEN: Broken = broken


def _more(
    env: Env, this: Record | None, req: core.Exists | core.Forbid, found: Matches, space: Room
) -> Truth3:
    """Whether there may be one more: a record to come, or one that matches once it has ended."""
    to_come = conjunction((space.truth, free_where(env, Scope(this=this), req.step, req.where)))
    return disjunction((fallen_out(to_come, True), found.growing))


def _exists(env: Env, this: Record | None, req: core.Exists) -> Outcome:
    found = Matches(env, this, req, _BROKEN)
    space = room(env, this, req.window, _BROKEN)
    more = _more(env, this, req, found, space)
    states = set()
    for n in range(len(found.certain), len(found.certain) + len(found.possible) + 1):
        for can_grow in (True, False) if more.value is None else (more.value,):
            states.add(_counted(n, req, bool(can_grow)))
    records = found.certain or found.possible
    sums = tuple(s for r in records for s in found.sums[id(r)].sums)
    if not sums:
        sums = tuple(
            s for n in found.not_used if id(n.record) in found.sums for s in found.sums[id(n.record)].sums
        )
    if _may_restart(env, this, req.window):
        states = {Basic.HOLDING if s is Basic.SATISFIED else s for s in states}
    return Outcome(
        frozenset(states),
        req,
        found.atoms | (more.atoms if more.value is None else frozenset()),
        space.last_day if found.growing.value is False else None,
        _exists_breach(env, this, req, found, space.last_day),
        tuple(found.certain),
        tuple(found.not_used),
        sums or (space.sums if len(found.certain) < req.at_least else ()),
    )


def _counted(n: int, req: core.Exists, can_grow: bool) -> Basic:
    if req.at_most is not None and n > req.at_most:
        return Basic.VIOLATED
    if n < req.at_least:
        return Basic.PENDING if can_grow else Basic.VIOLATED
    return Basic.HOLDING if can_grow and req.at_most is not None else Basic.SATISFIED


def _exists_breach(
    env: Env, this: Record | None, req: core.Exists, found: Matches, last_day: date | None
) -> Breach | None:
    if req.at_most is not None and len(found.certain) > req.at_most:
        ordered = sorted(found.certain, key=lambda r: (r.start, r.time or "", r.order or 0))
        culprit = ordered[req.at_most]
        return Breach(culprit.start, culprit)
    spoiler = first_between(env, this, req.window, _BROKEN) if this is not None else None
    if spoiler is not None and (last_day is None or spoiler.start <= last_day):
        return Breach(spoiler.start, spoiler)
    bounded = req.window.direction in ("after", "any") or req.window.by is not None
    if last_day is not None and last_day < env.now and bounded:
        return Breach(last_day + timedelta(days=1))
    return own_breach(env, this)


def _forbid(env: Env, this: Record | None, req: core.Forbid) -> Outcome:
    found = Matches(env, this, req, _BROKEN)
    space = room(env, this, req.window, _BROKEN)
    more = _more(env, this, req, found, space)
    states = set()
    atoms = found.atoms
    if found.certain:
        states.add(Basic.VIOLATED)
    else:
        if found.possible:
            states.add(Basic.VIOLATED)
        if more.value is not False:
            states.add(Basic.HOLDING)
        if more.value is not True:
            states.add(Basic.SATISFIED)
        if more.value is None:
            atoms |= more.atoms
    if _may_restart(env, this, req.window):
        states = {Basic.PENDING if s is Basic.VIOLATED else s for s in states}
    culprits = sorted(found.certain or found.possible, key=lambda r: r.start)
    breach = Breach(culprits[0].start, culprits[0]) if culprits else None
    sums = tuple(s for r in culprits for s in found.sums[id(r)].sums)
    return Outcome(
        frozenset(states), req, atoms, None, breach, tuple(found.certain), tuple(found.not_used), sums
    )


def _may_restart(env: Env, this: Record | None, window: core.Window) -> bool:
    """Can a record to come still move the clock, past what lies in the window now?"""
    if not isinstance(window.this_point, core.LatestPoint):
        return False
    clock = reference(env, this, window, _BROKEN)
    if not isinstance(clock, At) or clock.day is None or window.hi is None:
        return True
    last = forward(env, clock.day, window.hi, "<=").day
    return last is None or env.now <= last


def _test(env: Env, this: Record | None, req: core.Test) -> Outcome:
    truth = holds(env, Scope(this=this), req.cond)
    used = (this,) if this is not None else ()
    states = {True: {Basic.SATISFIED}, False: {Basic.VIOLATED}, None: {Basic.SATISFIED, Basic.VIOLATED}}
    found = states[truth.value]
    questions = truth.atoms - {FREE}
    if FREE in truth.atoms:
        found = {Basic.PENDING, *found} if questions else {Basic.PENDING}
    return Outcome(frozenset(found), req, questions, None, own_breach(env, this), used)

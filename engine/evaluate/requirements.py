"""The states of requirements (docs/semantics.md §3, §4), form by form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import inf

from guiju.engine.case.model import Record
from guiju.engine.evaluate.before_start import due_before_start
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.culprits import exists_breach, too_many
from guiju.engine.evaluate.deemed import Breaking, Broken, breaks_where_it_began
from guiju.engine.evaluate.each import for_each
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import FALSE, FREE, TRUE, Truth3, conjunction, disjunction, fallen_out
from guiju.engine.evaluate.lasts import lasts
from guiju.engine.evaluate.matches import Matches
from guiju.engine.evaluate.moment_of_breach import not_earlier, own_breach
from guiju.engine.evaluate.moving import still_moving
from guiju.engine.evaluate.outcome import Basic, Outcome, at_closing, combine, left_out
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.evaluate.stated_bounds import unless_stated, with_length, with_window
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core


def judge(env: Env, this: Record | None, req: core.Req, *, closes: bool = True) -> Outcome:
    """The possible states of a requirement for one activation (`this` None: the case), closing included unless it
    `closes` nothing.

    `OrElse` is judged by its caller (it stands outermost).
    """
    match req:
        case core.Exists() | core.Forbid() | core.Lasts():
            outcome = _bounded(env, this, req)
        case core.Test():
            outcome = _test(env, this, req)
        case core.AllOf():
            return combine(_parts(env, this, req, closes), req, best=False)
        case core.AnyOf():
            return combine(_parts(env, this, req, closes), req, best=True)
        case core.ForEach():
            return for_each(env, this, req, partial(judge, closes=closes))
        case core.OrElse():
            return judge(env, this, req.then, closes=closes)
    return at_closing(outcome) if env.closed and closes else outcome


def _parts(env: Env, this: Record | None, req: core.AllOf | core.AnyOf, closes: bool) -> Iterator[Outcome]:
    """The parts; one that was due before the procedure began makes nothing better or worse."""
    for part in req.parts:
        outcome = judge(env, this, part, closes=closes)
        early = due_before_start(env, this, part, _BROKEN)
        if early.value is not False:
            outcome = left_out(outcome, early, best=isinstance(req, core.AnyOf))
        yield outcome


def _bounded(env: Env, this: Record | None, req: core.Exists | core.Forbid | core.Lasts) -> Outcome:
    """A basic requirement with its bounds as the case states them; where it does not, the answer to just that."""
    about = Scope(this=this)
    measured = with_length(env, about, req) if isinstance(req, core.Lasts) else with_window(env, about, req)
    match measured:
        case core.Exists():
            return _exists(env, this, measured)
        case core.Forbid():
            return _forbid(env, this, measured)
        case core.Lasts():
            return lasts(env, this, measured)
    truth = unless_stated(env, this, req, measured)
    used = (this,) if this is not None else ()
    return Outcome(_BY_TRUTH[truth.value], req, truth.atoms, None, own_breach(env, this), used)


_BY_TRUTH = {
    True: frozenset({Basic.SATISFIED}),
    False: frozenset({Basic.VIOLATED}),
    None: frozenset({Basic.SATISFIED, Basic.VIOLATED}),
}


def broken(env: Env, this: Record, req: core.Req) -> Breaking:
    """Whether a requirement of a record is violated for good, and since which day."""
    outcome = judge(env, this, req)
    states = outcome.states
    atoms = outcome.atoms if len(states) > 1 and states & _SETTLED else frozenset()
    if states - _SETTLED:
        atoms |= {FREE}
    day = None
    if Basic.VIOLATED in states and outcome.breach is not None:
        day = not_earlier(env, outcome.breach, this).day
    elif states - _SETTLED and breaks_where_it_began(req):
        day = this.start
    if states <= {Basic.VIOLATED}:
        return Breaking(TRUE, day)
    return Breaking(FALSE if states == {Basic.SATISFIED} else Truth3(None, atoms), day)


_SETTLED = frozenset({Basic.VIOLATED, Basic.SATISFIED})


_BROKEN: Broken = broken


def _to_come(env: Env, this: Record | None, req: core.Exists | core.Forbid, space: Room) -> Truth3:
    """Whether a record may match that does not exist yet: then any number of them may."""
    to_come = space.truth
    if to_come.value is not False:  # what is asked of none that can come need not be looked up
        to_come = conjunction((to_come, free_where(env, Scope(this=this), req.step, req.where)))
    return fallen_out(to_come, True)


def _exists(env: Env, this: Record | None, req: core.Exists) -> Outcome:
    found = Matches(env, this, req, _BROKEN)
    space = room(env, this, req.window, _BROKEN)
    to_come = _to_come(env, this, req, space)
    more = disjunction((to_come, found.growing))
    sure = len(found.certain)
    states = {
        _counted(n, req, inf if unbounded else found.most if grows else n)
        for n in range(sure, sure + len(found.possible) + 1)
        for unbounded in _either(to_come)
        for grows in _either(found.growing)
    }
    records = found.certain or found.possible
    sums = tuple(s for r in records for s in found.sums[id(r)].sums)
    if not sums:
        sums = tuple(
            s for n in found.not_used if id(n.record) in found.sums for s in found.sums[id(n.record)].sums
        )
    states = {still_moving(s, Basic.SATISFIED, env, this, req.window, _BROKEN) for s in states}
    return Outcome(
        frozenset(states),
        req,
        found.atoms | (more.atoms if more.value is None else frozenset()),
        space.last_day if found.growing.value is False else None,
        exists_breach(env, this, req, found, space, _BROKEN),
        tuple(found.certain),
        tuple(found.not_used),
        sums or (space.sums if len(found.certain) < req.at_least else ()),
        open_last_day=space.open_last_day if found.growing.value is False else None,
    )


def _either(truth: Truth3) -> tuple[bool, ...]:
    return (True, False) if truth.value is None else (truth.value,)


def _counted(n: int, req: core.Exists, most: float) -> Basic:
    """`n` match by now, and up to `most` may in the end."""
    if req.at_most is not None and n > req.at_most:
        return Basic.VIOLATED
    if n < req.at_least:
        return Basic.PENDING if most >= req.at_least else Basic.VIOLATED
    return Basic.HOLDING if req.at_most is not None and most > req.at_most else Basic.SATISFIED


def _forbid(env: Env, this: Record | None, req: core.Forbid) -> Outcome:
    found = Matches(env, this, req, _BROKEN)
    space = room(env, this, req.window, _BROKEN)
    more = disjunction((_to_come(env, this, req, space), found.growing))
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
    states = {still_moving(s, Basic.VIOLATED, env, this, req.window, _BROKEN) for s in states}
    culprits = sorted(found.certain or found.possible, key=lambda r: r.start)
    breach = too_many(env, req, found, 1) if culprits else None
    sums = tuple(s for r in culprits for s in found.sums[id(r)].sums)
    return Outcome(
        frozenset(states), req, atoms, None, breach, tuple(found.certain), tuple(found.not_used), sums
    )


def _test(env: Env, this: Record | None, req: core.Test) -> Outcome:
    truth = holds(env, Scope(this=this), req.cond)
    used = (this,) if this is not None else ()
    found = _BY_TRUTH[truth.value]
    questions = truth.atoms - {FREE}
    if FREE in truth.atoms:
        found = frozenset({Basic.PENDING}) | (found if questions else frozenset())
    return Outcome(found, req, questions, None, own_breach(env, this), used)

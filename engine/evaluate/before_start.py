"""What was due before the procedure began: of the period in which it began, that is not owed (docs/semantics.md §3).

In: a requirement of a period or stretch of time. Out: whether it, or which of its parts, is owed at all.
"""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    fallen_out,
    known,
    negate,
)
from guiju.engine.evaluate.periods import is_period
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.evaluate.stated_bounds import with_window
from guiju.engine.evaluate.sums import compare
from guiju.engine.evaluate.values import Open, Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import PROCEDURE_START
from msgspec.structs import replace


def due_before_start(env: Env, this: Record | None, req: core.Req, broken: Broken) -> Truth3:
    """Whether the last day of all it asks for lies before the first day of the procedure. What was done late does not
    begin a procedure: where the first day recorded is that of a record looked for, it was owed."""
    begun = env.start_of_procedure()
    if this is None or not is_period(this) or begun is None or begun <= this.start:
        return FALSE
    match req:
        case core.Exists(at_least=least) if least > 0 and not of_an_element(req.window):
            bounded = with_window(env, Scope(this=this), req)
            if isinstance(bounded, Open):
                return FALSE
            space = room(env, this, bounded.window, broken)
            return conjunction(
                (_last_before(env, space, begun), _begun_by_another(env, begun, req.step, broken))
            )
        case core.AllOf(parts) | core.AnyOf(parts) if parts:
            return conjunction(due_before_start(env, this, part, broken) for part in parts)
        case core.ForEach():
            return due_before_start(env, this, req.req, broken)
        case core.OrElse():
            return due_before_start(env, this, req.then, broken)
        case _:
            return FALSE


def _last_before(env: Env, space: Room, begun: date) -> Truth3:
    """Whether the last day lies before the first one of the procedure."""
    if space.last_day is None and space.limit is not None:
        return negate(compare(env, space.limit, begun)[0])
    return known(space.last_day is not None and space.last_day < begun)


def _begun_by_another(env: Env, begun: date, step: str, broken: Broken) -> Truth3:
    """Whether the day is stated to be the first, or is that of records of other steps."""
    if isinstance(env.case.facts.get(PROCEDURE_START), date):
        return TRUE
    found = (c for c in candidates(env, step, broken) if c.record.start == begun and not c.to_come)
    return negate(disjunction(fallen_out(c.counts, False) for c in found))


def owed(env: Env, this: Record | None, req: core.Req, broken: Broken) -> core.Req:
    """The requirement without the parts that were due before the procedure began."""
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            kept = (p for p in parts if due_before_start(env, this, p, broken).value is not True)
            return replace(req, parts=tuple(owed(env, this, p, broken) for p in kept))
        case core.ForEach():
            return replace(req, req=owed(env, this, req.req, broken))
        case core.OrElse():
            return replace(req, then=owed(env, this, req.then, broken))
        case _:
            return req


def of_an_element(window: core.Window) -> bool:
    """Whether a point of the window is a day of the element of a list, of which there is none yet."""
    points = [window.this_point, window.since, window.by]
    points += [p for point in points if isinstance(point, core.LatestPoint) for p in point.points]
    days = [p.of for p in points if isinstance(p, core.DatePoint)]
    return any(isinstance(of, core.FieldRef) and of.who == "item" for of in days)

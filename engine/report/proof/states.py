"""The states of requirements as conditions, in the normal form of the proof file (docs/semantics.md §4).

For each requirement: when it is violated, pending, holding and satisfied. Exactly one of the four is true.
"""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.evaluate.before_start import of_an_element
from guiju.engine.report.proof.conditions import Lowering, at_least
from guiju.engine.report.proof.forms import (
    NEVER,
    Form,
    all_of,
    any_of,
    by_now,
    lasting,
    negated,
    operand,
    perhaps,
)
from guiju.engine.report.proof.future import of_that, to_come
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import PROCEDURE_START
from msgspec import Struct

CLOSED: Form = ["closed"]
_LAST: Form = ["if", ["known", ["end", "this"]], ["end", "this"]]
_OVER: Form = by_now(all_of([CLOSED, ["<=", _LAST, ["closing"]]]))
"""The case is closed and the stretch of time was over by then."""
_BEGUN: Form = ["start", "that"]  # no record is looked for here, so it is the start of the procedure


class States(Struct, frozen=True):
    """One condition for each state, worst first."""

    violated: Form
    pending: Form
    holding: Form
    satisfied: Form


def states(req: core.Req, lower: Lowering) -> States:
    """The states once closing is taken into account; of `or else` those of what is owed first."""
    match req:
        case core.AllOf(parts):
            return _worst(
                [_left_out(states(p, lower), due_before_start(p, lower), best=False) for p in parts]
            )
        case core.AnyOf(parts):
            return _best([_left_out(states(p, lower), due_before_start(p, lower), best=True) for p in parts])
        case core.ForEach(of, inner):
            return _each(of, states(inner, lower))
        case core.OrElse(then, _):
            return states(then, lower)
        case _:
            return basic(req, lower, _OVER if lower.stretch else CLOSED)


def due_before_start(req: core.Req, lower: Lowering) -> Form:
    """The last day of all that a stretch asks for lies before the procedure began."""
    if not lower.stretch:
        return NEVER
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            return all_of([due_before_start(p, lower) for p in parts]) if parts else NEVER
        case core.ForEach(_, inner):
            return due_before_start(inner, lower)
        case core.OrElse(then, _):
            return due_before_start(then, lower)
        case core.Exists(step, at_least=least, window=window) if least > 0 and not of_an_element(window):
            last_days = lower.place(window).last_days
            passed = any_of([["<", ["if", ["known", day], day], _BEGUN] for day in last_days])
            return (
                by_now(all_of([["<", ["start", "this"], _BEGUN], passed, _begun_by_another(step)]))
                if last_days
                else NEVER
            )
    return NEVER


def _begun_by_another(step: str) -> Form:
    """The first day is stated, or no record of the step is of that day."""
    first: Form = ["share", ["records", [step]], "mid", ["<=", ["start", "mid"], _BEGUN], 1, 1, 0]
    return any_of([["known", ["field", "case", PROCEDURE_START]], negated(first)])


def _left_out(part: States, due: Form, *, best: bool) -> States:
    """A part that was due before makes nothing better or worse."""
    if due == NEVER:
        return part
    owed = negated(due)
    violated, satisfied = (due, owed) if best else (owed, due)
    return States(
        any_of([part.violated, violated]) if best else all_of([part.violated, violated]),
        all_of([part.pending, owed]),
        all_of([part.holding, owed]),
        all_of([part.satisfied, satisfied]) if best else any_of([part.satisfied, satisfied]),
    )


def basic(req: core.Req, lower: Lowering, closed: Form = NEVER) -> States:
    """The states of a requirement that is not made of others. Where `closed` holds, what is pending is violated and what
    is holding satisfied. TypeError for one that is made of others."""
    match req:
        case core.Exists(step, where, window, least, most):
            return _sought(lower, step, where, window, least, most, closed)
        case core.Forbid(step, where, window):
            found = _sought(lower, step, where, window, 0, 0, closed)
            return _until_the_clock_stops(found, lower.place(window).restarts, closed)
        case core.Test(cond):
            return _kept(lower.condition(cond), closed, holding=False)
        case core.Lasts():
            named = req.first is not None or req.last is not None
            return _kept(lasting(req, "this")[0], closed, holding=req.op == "<=" and not named)
    raise TypeError(f"made of others: {req}")


def such(lower: Lowering, where: core.Cond, window: core.Window) -> Form:
    """What a record of `that` must be to serve."""
    fits, meets = lower.place(window).fits, lower.condition(where)
    if meets[0] == "const" or fits[0] == "const":
        return all_of([fits, meets])
    return ["then", fits, meets]  # what has no place is not looked at further


def _sought(
    lower: Lowering,
    step: str,
    where: core.Cond,
    window: core.Window,
    least: int,
    most: int | None,
    closed: Form,
) -> States:
    wanted, place = such(lower, where, window), lower.place(window)
    enough = by_now(at_least(least, step, wanted))
    too_many = NEVER if most is None else by_now(at_least(most + 1, step, wanted))
    against = [r.when for r in lower.counts if r.step == step and not r.counts]
    discounted = [negated(by_now(of_that(lower.condition(c)))) for c in against]
    one_more = to_come(
        all_of([*place.room, lower.condition(where), *discounted]), lower.words.steps.get(step)
    )
    more = any_of([perhaps(one_more), at_least(1, step, ["later", wanted])])
    restarts = NEVER if most == 0 else perhaps(place.restarts)
    unsettled = any_of([NEVER if most is None else more, restarts])
    still_open, kept = negated(closed), all_of([enough, negated(too_many)])
    return States(
        any_of([too_many, all_of([negated(enough), any_of([negated(more), closed])])]),
        all_of([negated(enough), more, still_open]),
        all_of([kept, unsettled, still_open]),
        all_of([kept, any_of([negated(unsettled), closed])]),
    )


def _until_the_clock_stops(found: States, restarts: Form, closed: Form) -> States:
    """While the clock may restart, what lies in the window now may still fall out of it."""
    may = perhaps(restarts)
    return States(
        all_of([found.violated, any_of([negated(may), closed])]),
        any_of([found.pending, all_of([found.violated, may, negated(closed)])]),
        found.holding,
        found.satisfied,
    )


def _kept(cond: Form, closed: Form, *, holding: bool) -> States:
    waits: Form = ["later", cond]
    waiting = all_of([waits, negated(closed)])
    return States(
        any_of([negated(perhaps(cond)), NEVER if holding else all_of([waits, closed])]),
        NEVER if holding else waiting,
        waiting if holding else NEVER,
        any_of([by_now(cond), all_of([waits, closed]) if holding else NEVER]),
    )


def _worst(parts: Iterable[States]) -> States:
    found = list(parts)
    violated = any_of(p.violated for p in found)
    pending = any_of(p.pending for p in found)
    holding = any_of(p.holding for p in found)
    return States(
        violated,
        all_of([negated(violated), pending]),
        all_of([negated(violated), negated(pending), holding]),
        all_of(p.satisfied for p in found),
    )


def _best(parts: Iterable[States]) -> States:
    found = list(parts)
    satisfied = any_of(p.satisfied for p in found)
    holding = any_of(p.holding for p in found)
    pending = any_of(p.pending for p in found)
    return States(
        all_of(p.violated for p in found),
        all_of([negated(satisfied), negated(holding), pending]),
        all_of([negated(satisfied), holding]),
        satisfied,
    )


def _each(of: core.FactRef | core.FieldRef, inner: States) -> States:
    """The worst over the elements. A list that is not stated is one question: violated or satisfied."""
    listed = operand(of)

    def some(cond: Form) -> Form:
        return NEVER if cond == NEVER else ["share", listed, "item", cond, 1, 1, 0]

    is_stated: Form = ["known", listed]
    violated = ["share", listed, "item", inner.violated, 1, 1, 0]
    pending = all_of([is_stated, some(inner.pending)])
    holding = all_of([is_stated, some(inner.holding)])
    return States(
        violated,
        all_of([negated(violated), pending]),
        all_of([negated(violated), negated(pending), holding]),
        all_of([negated(violated), negated(pending), negated(holding)]),
    )

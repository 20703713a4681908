"""Whether the procedure can still be brought to its end once a step is taken on a day, and what that costs: tried with
timetables of the whole procedure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.plan.chains import block_of
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.planner import Asked, solve
from guiju.engine.plan.preceding import preceding
from guiju.engine.plan.timetable import Block, Plan
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct

Again = Mapping[str, tuple[Rule, ...]]
"""Steps that have to be taken again, with the rules that ask for them."""


class Onward(Struct, frozen=True):
    """`again` are the step itself, where the procedure can only be brought to its end if it is taken again as often as if
    it were not taken on that day, so that it serves nothing yet, and others that have to be taken again because of it.
    `dead_end` is what is in the way where the procedure cannot be brought to its end any more once the step is taken, and
    could be without it."""

    again: Again
    dead_end: Block | None = None


def onward(
    program: Program, without: Case, having: Case, plan: Plan, step: str, on: date, calendar: Calendar
) -> Onward:
    """How the procedure can be brought to its end once the step is taken: with nothing before it on its very day that is
    not on record. The cases are the one without the step and the one with it as planned, `plan` is the timetable of the
    whole procedure without it."""
    best_of = partial(solve, program, calendar=calendar)
    on_that_day = best_of(without, on, Asked(by={step: on}, include=(step,))).found.best
    if _goes_on(on_that_day, plan, step, on, 1) or _goes_on(
        best_of(having, on, Asked()).found.best, plan, step, on, 0
    ):
        return Onward({})
    tomorrow = on + timedelta(1)
    solved = best_of(having, tomorrow, Asked())
    if solved.found.best is not None:
        return Onward(_anew(solved.found.best, plan, step, 0))
    lost = not solved.found.capped and best_of(without, tomorrow, Asked()).found.best is not None
    return Onward({}, block_of(solved.found.failed or solved.root, solved.found.failure) if lost else None)


def _goes_on(best: Draft | None, plan: Plan, step: str, on: date, counted: int) -> bool:
    return (
        best is not None and not _before_it_that_day(best, step, on) and not _anew(best, plan, step, counted)
    )


def _anew(best: Draft, plan: Plan, step: str, counted: int) -> Again:
    """What a timetable with the step takes again because of it: the step itself if it is taken as often as without it,
    others that are on record, or taken twice, if they are taken more often. `counted` is 1 where the step itself is among
    the steps to be taken."""
    planned = Counter(e.step for e in plan.entries if e.standing == "new")
    found: dict[str, tuple[Rule, ...]] = {}
    for name, times in Counter(e.step for e in best.new).items():
        each = [e.record.index for e in best.new if e.step == name]
        if name == step:
            again = times - counted >= max(1, planned[name])
        else:
            again = times > planned[name] and any(index in best.again for index in each)
        if again:
            rules = [w.rule for index in each for w in best.reasons.get(index, ()) if w.rule is not None]
            found[name] = tuple({rule.id: rule for rule in rules}.values())
    return found


def _before_it_that_day(best: Draft, step: str, on: date) -> bool:
    """Whether a timetable has to take something before the step on its very day."""
    held = best.network.earliest
    taken = [e for e in best.of_step(step) if e.standing == "new" or e.record.start == on]
    before = frozenset[int]().union(*(preceding(best, e.start) for e in taken))
    return any(e.record.index in before and held[e.start].day == on for e in best.new)

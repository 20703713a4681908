"""What would have to be done again if a step were taken on a day (then the day is too early for it), or in a hurry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.chains import block_of
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.planner import Asked, solve
from guiju.engine.plan.preceding import preceding
from guiju.engine.plan.slack import Outlook, Taken, outlook
from guiju.engine.plan.timetable import Block, Plan
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct

_OWED = (State.PENDING, State.AT_RISK)


class Ahead(Struct, frozen=True):
    """What lies ahead once a step is taken: the steps that have to be taken `again`, with the rules that ask for it; and
    those still to be taken that follow each other in time only if they do so within a day (`pressed`), where that is
    because of the day of the step."""

    again: Mapping[str, tuple[Rule, ...]]
    pressed: tuple[str, ...]


class Onward(Struct, frozen=True):
    """`again` is the step itself, with the rules that ask for it, where the procedure can only be brought to its end if
    it is taken again as often as if it were not taken on that day: then it serves nothing yet. `dead_end` is what is in
    the way where the procedure cannot be brought to its end any more once the step is taken, and could be without it."""

    again: Mapping[str, tuple[Rule, ...]]
    dead_end: Block | None = None


def ahead(before: Verdict, after: Verdict, having: Case, plan: Plan, step: str, calendar: Calendar) -> Ahead:
    """What lies ahead. The verdicts are those on the day of the step, `before` without it and `after` with it, `having`
    is the case with the step carried out as planned: a timetable for what is owed is made with and without it. `plan` is
    the one that leads to the step. What is not on record is taken again because of the day only if that plan takes it
    less often; where there is none, nobody knows."""
    seen = _outlook(after, having, calendar)
    pressed = _lost_tomorrow(before, after, having, seen, calendar)
    if not pressed and not seen.pressed and not any(t.again for t in seen.to_take):
        return Ahead({}, ())
    known = _outlook(before, before.case, calendar)
    pressed = pressed or (seen.pressed and not known.pressed)
    steps = tuple(dict.fromkeys(t.step for t in seen.to_take)) if pressed else ()
    return Ahead(_again(seen.to_take, known.to_take, plan, step), steps)


def onward(
    program: Program, without: Case, having: Case, plan: Plan, step: str, on: date, calendar: Calendar
) -> Onward:
    """How the procedure can be brought to its end once the step is taken: with nothing before it on its very day that is
    not on record. The cases are the one without the step and the one with it as planned, `plan` is the timetable of the
    whole procedure without it."""
    on_that_day = solve(program, without, on, Asked(by={step: on}, include=(step,)), calendar).found.best
    if on_that_day is not None and not _before_it_that_day(on_that_day, step, on):
        return Onward({})
    from_then = solve(program, having, on, Asked(), calendar).found.best
    if (
        from_then is not None
        and not _anew(from_then, plan, step)
        and not _before_it_that_day(from_then, step, on)
    ):
        return Onward({})
    solved = solve(program, having, on + timedelta(1), Asked(), calendar)
    best = solved.found.best
    if best is not None:
        anew = _anew(best, plan, step)
        rules = [w.rule for e in anew for w in best.reasons.get(e.record.index, ()) if w.rule is not None]
        return Onward({step: tuple({rule.id: rule for rule in rules}.values())} if anew else {})
    lost = (
        not solved.found.capped and solve(program, without, on + timedelta(1), Asked(), calendar).found.best
    )
    return Onward({}, block_of(solved.found.failed or solved.root, solved.found.failure) if lost else None)


def _anew(best: Draft, plan: Plan, step: str) -> list[Entry]:
    """The records of the step in a timetable, if there are as many as in that without the step."""
    anew = [e for e in best.new if e.step == step]
    return anew if len(anew) >= sum(e.step == step and e.standing == "new" for e in plan.entries) else []


def _before_it_that_day(best: Draft, step: str, on: date) -> bool:
    """Whether a timetable has to take something before the step on its very day."""
    held = best.network.earliest
    taken = [e for e in best.of_step(step) if e.standing == "new" or e.record.start == on]
    before = frozenset[int]().union(*(preceding(best, e.start) for e in taken))
    return any(e.record.index in before and held[e.start].day == on for e in best.new)


def _lost_tomorrow(before: Verdict, after: Verdict, having: Case, seen: Outlook, calendar: Calendar) -> bool:
    """Whether the step leaves time for something due later, without anything being done again for it, only if that is
    begun on the very day of the step."""
    due = {key_of(f) for f in after.findings if f.state in _OWED and f.last_day and f.last_day > after.on}
    due -= seen.doomed.keys()
    if not due:
        return False
    tomorrow = after.on + timedelta(1)
    there = outlook(after.program, having, tomorrow, calendar)
    lost, again = due & there.doomed.keys(), _times_again(there)
    if not lost and not there.pressed and again <= _times_again(seen):
        return False
    known = outlook(before.program, before.case, tomorrow, calendar)
    hurried = there.pressed and not known.pressed
    return bool(lost - known.doomed.keys()) or hurried or again > max(_times_again(seen), _times_again(known))


def _times_again(seen: Outlook) -> int:
    return sum(t.again for t in seen.to_take)


def _again(
    taken: tuple[Taken, ...], before: tuple[Taken, ...], plan: Plan, step: str
) -> Mapping[str, tuple[Rule, ...]]:
    known = _repeats(before, step)
    planned = Counter(e.step for e in plan.entries if e.standing == "new")
    found: dict[str, tuple[Rule, ...]] = {}
    for name in dict.fromkeys(t.step for t in taken):
        each = [t for t in taken if t.step == name]
        on_record, planned_less = each[0].again, bool(plan.entries) and len(each) > planned[name]
        if sum(t.again for t in each) > known[name] and (on_record or planned_less):
            found[name] = tuple({rule.id: rule for t in each for rule in t.rules}.values())
    return found


def _outlook(verdict: Verdict, case: Case, calendar: Calendar) -> Outlook:
    if any(f.state in _OWED for f in verdict.findings):
        return outlook(verdict.program, case, verdict.on, calendar)
    return Outlook({}, {})


def _repeats(taken: tuple[Taken, ...], step: str) -> Counter[str]:
    """How often each step is taken again; of `step` itself one time is the one that is asked about."""
    found = Counter(t.step for t in taken if t.again and t.step != step)
    found[step] = max(0, sum(t.step == step for t in taken) - 1)
    return found

"""What would have to be done again if a step were taken on a day (then the day is too early for it), or in a hurry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.slack import Outlook, Taken, outlook
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics.program import Rule
from msgspec import Struct

_OWED = (State.PENDING, State.AT_RISK)


class Ahead(Struct, frozen=True):
    """What lies ahead once a step is taken: the steps that have to be taken `again`, with the rules that ask for it; and
    those still to be taken that follow each other in time only if they do so within a day (`pressed`), where that is
    because of the day of the step."""

    again: Mapping[str, tuple[Rule, ...]]
    pressed: tuple[str, ...]


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

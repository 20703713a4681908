"""What would have to be done again if a step were taken on a day: then the day is too early for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.plan.slack import Taken, outlook
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics.program import Rule


def again(
    before: Verdict, after: Verdict, plan: Plan, step: str, calendar: Calendar
) -> Mapping[str, tuple[Rule, ...]]:
    """The steps that have to be taken again though `step` was taken, or because it was, with the rules that ask for it.

    The verdicts are those on the day of the step, `before` without it and `after` with it: a timetable for what is owed
    is made of each. `plan` is the one that leads to the step. What is not on record is taken again because of the day
    only if that plan takes it less often; where there is none, nobody knows.
    """
    taken = _to_take(after, calendar)
    if not any(t.again for t in taken):
        return {}
    known = _repeats(_to_take(before, calendar), step)
    planned = Counter(e.step for e in plan.entries if e.standing == "new")
    found: dict[str, tuple[Rule, ...]] = {}
    for name in dict.fromkeys(t.step for t in taken):
        each = [t for t in taken if t.step == name]
        on_record, planned_less = each[0].again, bool(plan.entries) and len(each) > planned[name]
        if sum(t.again for t in each) > known[name] and (on_record or planned_less):
            found[name] = tuple({rule.id: rule for t in each for rule in t.rules}.values())
    return found


def _to_take(verdict: Verdict, calendar: Calendar) -> tuple[Taken, ...]:
    """The steps of a timetable for what is owed."""
    if any(f.state in (State.PENDING, State.AT_RISK) for f in verdict.findings):
        return outlook(verdict.program, verdict.case, verdict.on, calendar).to_take
    return ()


def _repeats(taken: tuple[Taken, ...], step: str) -> Counter[str]:
    """How often each step is taken again; of `step` itself one time is the one that is asked about."""
    found = Counter(t.step for t in taken if t.again and t.step != step)
    found[step] = max(0, sum(t.step == step for t in taken) - 1)
    return found

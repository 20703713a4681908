"""May a step be taken on a day? By supposing that it is, and judging the case with and without it.

Only what has to be done before the step counts: what the step itself has to be like (its fields) is listed, and what
went wrong apart from it is told, but neither keeps it from being taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Literal

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.onward import Onward, onward
from guiju.engine.plan.papers import Papers, hands_over, papers_for
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.presupposed import measured_by, presupposed
from guiju.engine.plan.signed_for import Saved, signed_for, without_rules
from guiju.engine.plan.supposed import Supposed, as_planned, suppose
from guiju.engine.plan.timetable import Block, Plan, Planned
from guiju.engine.plan.too_early import ahead
from guiju.engine.plan.too_late import late
from guiju.engine.plan.weighing import Blocked, Depends, Weighed, weigh
from guiju.engine.semantics.in_force import is_in_force
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct
from msgspec.structs import replace

Answer = Literal["yes", "no", "depends"]
Judge = Callable[[Program, Case, date], Verdict]
"""The verdict on a case as of a day, looking ahead."""


class Gate(Struct, frozen=True):
    """The answer, with its reasons: what is in the way (`blocked`), what it depends on, what the step itself has to keep
    to and what else is broken (weighing.py); `overdue` is broken already since the step has not been taken. `again` are
    the steps that would have to be taken again, since on that day the step comes too early for the rules named with them.
    `unrecorded` are steps that are not on record, with the rules that make it matter whether there was one; `pressed`
    those of which time is left only if they follow each other within a day. `plan` leads to the earliest lawful day from
    `today` on; `first` is what would be in the way even then, the plan carried out: that has to be put right first, and
    no plan says how long it takes. `to_state` is what it would hang on even then. `dead_end` is why the procedure could
    not be brought to its end any more. `waived` would be in the way, had somebody not signed for it, and `saved` lost.
    `past_on` is the day on which it was asked, where `on` was past by then."""

    supposed: Supposed
    step: str
    on: date
    today: date
    verdict: Verdict
    blocked: tuple[Blocked, ...]
    again: Mapping[str, tuple[Rule, ...]]
    depends: tuple[Depends, ...]
    unrecorded: Mapping[str, tuple[Rule, ...]]
    at_the_step: tuple[Finding, ...]
    apart: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    papers: Papers | None
    plan: Plan
    first: tuple[Finding, ...] = ()
    to_state: tuple[Depends, ...] = ()
    pressed: tuple[str, ...] = ()
    overdue: tuple[Finding, ...] = ()
    dead_end: Block | None = None
    saved: tuple[Saved, ...] = ()
    past_on: date | None = None

    @property
    def answer(self) -> Answer:
        if self.blocked or self.again or self.dead_end is not None:
            return "no"
        hangs = self.depends or self.unrecorded or self.pressed or self.verdict.not_judged
        return "depends" if hangs else "yes"

    @property
    def exit_code(self) -> int:
        """0 it may be taken · 1 it may not · 3 that hangs on what is not stated."""
        return {"yes": 0, "no": 1, "depends": 3}[self.answer]

    @property
    def case(self) -> Case:
        return self.supposed.having

    @property
    def counted_on(self) -> tuple[Record, ...]:
        """The records of the file between today and the step, which are taken to be carried out."""
        return tuple(r for r in self.supposed.without.records if self.today < r.start <= self.on)

    @property
    def earliest(self) -> Planned | None:
        """The step in the earliest lawful timetable."""
        return _taken(self.plan, self.step)


def make_gate(
    program: Program, case: Case, step: str, on: date, today: date, calendar: Calendar, judge: Judge
) -> Gate:
    """Whether `step` may be taken on `on`; steps that are still missing could be taken from `today` on (not later than
    `on`)."""
    supposed = suppose(program, case, step, on, today)
    weighed = _weighed(program, supposed, judge, on)
    planned_so = without_rules(program, _signed_for_what_is_planned(weighed, supposed))
    plan = _earliest(planned_so, supposed.without, step, on, today, calendar)
    after = _waivers_used(weighed)
    let_go = signed_for(after, on)
    lateness = late(weighed.apart, step, judge(program, supposed.without, today))
    blocked = (*weighed.blocked, *(Blocked(f, "late") for f in lateness.today_in_time))
    taken = as_planned(supposed, plan)
    coming = ahead(_freely(weighed.before, let_go), _freely(after, let_go), taken, plan, step, calendar)
    way_on = Onward(coming.again)
    if not blocked and not coming.again:
        freely = without_rules(program, let_go)
        way_on = onward(freely, supposed.without, taken, plan, step, on, calendar)
    again = way_on.again
    then = _on_the_earliest_day(program, supposed, step, plan, judge)
    return Gate(
        supposed,
        step,
        on,
        today,
        after,
        blocked,
        again,
        tuple(weighed.depends),
        _unrecorded(weighed, supposed, step),
        tuple(weighed.at_the_step),
        lateness.others,
        tuple(weighed.waived),
        papers_for(after.program, supposed.having, step, on, calendar, _binding(after)),
        plan,
        tuple(b.finding for b in then.blocked) if then is not None else (),
        tuple(then.depends) if then is not None else (),
        coming.pressed if not blocked and not again else (),
        lateness.overdue,
        way_on.dead_end,
        weighed.saved,
    )


def _weighed(
    program: Program, supposed: Supposed, judge: Judge, day: date, planned: Collection[int] = ()
) -> Weighed:
    tomorrow = day + timedelta(1)
    return weigh(program, supposed, partial(_on, judge, day), partial(_on, judge, tomorrow), planned)


def _waivers_used(weighed: Weighed) -> Verdict:
    """The verdict with the step; a waiver of what only a stricter reading finds has something to waive, or would have."""
    told = [*weighed.waived, *(b.finding for b in weighed.blocked), *(d.finding for d in weighed.depends)]
    used = {f.rule.id for f in told if f.waiver is not None}.union(*(s.rules for s in weighed.saved))
    idle = tuple(w for w in weighed.after.idle_waivers if w.seen.waiver.rule not in used)
    return replace(weighed.after, idle_waivers=idle)


def _signed_for_what_is_planned(weighed: Weighed, supposed: Supposed) -> set[str]:
    """The rules that other records of the file break, and that are signed for: nothing has to be done for them before the
    step."""
    about = ((f.rule.id, f.activation) for f in weighed.waived)
    return {id_ for id_, record in about if record is not None and record.index != supposed.record.index}


def _freely(verdict: Verdict, let_go: frozenset[str]) -> Verdict:
    """The verdict under a program that asks nothing more for the rules signed for."""
    return replace(verdict, program=without_rules(verdict.program, let_go))


def _on(judge: Judge, day: date, program: Program, case: Case) -> Verdict:
    return judge(program, case, day)


def _taken(plan: Plan, step: str) -> Planned | None:
    steps = [e for e in plan.entries if e.step == step and e.standing != "done"]
    return min(steps, key=lambda e: e.start.day, default=None)


def _on_the_earliest_day(
    program: Program, supposed: Supposed, step: str, plan: Plan, judge: Judge
) -> Weighed | None:
    """The step weighed on the earliest day of the plan, with all the plan has before it carried out."""
    entry = _taken(plan, step)
    if entry is None:
        return None
    day, index = entry.start.day, supposed.record.index
    kept = {e.index: _carried_out(e) for e in plan.entries if e.start.day <= day and e is not entry}
    records = tuple(kept.pop(r.index, r) for r in supposed.without.records if r.start <= day)
    added = tuple(replace(r, index=index + 1 + i) for i, r in enumerate(kept.values()))
    without = replace(supposed.without, records=(*records, *added))
    length = supposed.record.end - supposed.record.start if supposed.record.end is not None else None
    record = replace(supposed.record, start=day, end=day + length if length is not None else None)
    then = Supposed(without, replace(without, records=(*without.records, record)), record, supposed.from_file)
    return _weighed(program, then, judge, day, [r.index for r in added])


def _carried_out(entry: Planned) -> Record:
    return replace(entry.record, start=entry.start.day, end=entry.end.day)


def _earliest(program: Program, case: Case, step: str, on: date, today: date, calendar: Calendar) -> Plan:
    """The plan of the whole procedure in which the step comes as early as it can; where there is none, the one that leads
    to the step alone. What the file plans for later than the step rests on it and is left out; where the rest of what it
    plans is in the way, that as well."""
    until = replace(case, records=tuple(r for r in case.records if r.start <= on))
    done = replace(case, records=tuple(r for r in case.records if r.start <= today))
    whole, alone = Asked(include=(step,), first=(step,)), Asked(include=(step,), goals=(step,))
    cases = (until, done) if len(done.records) < len(until.records) else (until,)
    plans = (make_plan(program, c, today, asked, calendar) for asked in (whole, alone) for c in cases)
    first = next(plans)
    return first if first.entries else next((p for p in plans if p.entries), first)


def _binding(verdict: Verdict) -> tuple[Rule, ...]:
    """The rules in force of the packs that bind the case."""
    packs = {pack.id for pack in verdict.packs}
    return tuple(r for r in verdict.program.rules if r.pack in packs and is_in_force(r, verdict.on))


def _unrecorded(weighed: Weighed, supposed: Supposed, step: str) -> Mapping[str, tuple[Rule, ...]]:
    """A plan takes such a step (presupposed.py), so that leaving it off the file is no way round; a gate asks for it. So
    it does for the one that hands over the papers."""
    after = weighed.after
    recorded = {r.step for r in supposed.having.records if r.start <= after.on}
    wanted = presupposed(_binding(after)).keys() - recorded
    found: dict[str, tuple[Rule, ...]] = {}
    happened = [r for r in supposed.without.records if r.start <= after.on]
    papers = hands_over(after.program, step, _binding(after), happened)
    if papers is not None and papers.step is not None and papers.step not in found:
        found[papers.step] = (papers,)
    for finding in after.findings:
        about = finding.activation
        if about is None or about.index != supposed.record.index or finding.state not in _KEPT:
            continue
        for other in sorted(measured_by(finding.rule) & wanted):
            found[other] = (*found.get(other, ()), finding.rule)
    return found


_KEPT = (State.SATISFIED, State.HOLDING)

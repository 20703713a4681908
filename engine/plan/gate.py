"""May a step be taken on a day? By supposing that it is, and judging the case with and without it.

Only what has to be done before the step counts: what the step itself has to be like (its fields) is listed, and what
went wrong apart from it is told, but neither keeps it from being taken.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Literal

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.cure import with_cure
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.papers import Papers, papers_for
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.presupposed import measured_by, presupposed
from guiju.engine.plan.supposed import Supposed, suppose
from guiju.engine.plan.timetable import Plan, Planned
from guiju.engine.plan.too_early import again
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct
from msgspec.structs import replace

Answer = Literal["yes", "no", "depends"]
Why = Literal["new", "standing", "reading"]
Judge = Callable[[Program, Case], Verdict]
"""The verdict on a case as of the day of the step, looking ahead."""


class Blocked(Struct, frozen=True):
    """A finding that keeps the step from being taken: broken or doomed by it (`new`); broken before, so that the step
    would have to be taken again once that is put right (`standing`); or broken by it under one reading (`reading`), to
    which a gate keeps."""

    finding: Finding
    why: Why


class Depends(Struct, frozen=True):
    """A finding on whose open questions it hangs whether the step may be taken."""

    finding: Finding
    questions: tuple[Text, ...]


class Gate(Struct, frozen=True):
    """The answer, with its reasons. `again` are the steps that would have to be taken again, since on that day the step
    comes too early for the rules named with them. `unrecorded` are steps that are not on record and need not be, but from
    which rules about the step measure the time where they are: whether there was one decides. `at_the_step` are rules
    that the step itself has to keep; `apart` is broken or lost, but neither by the step nor so that the step rests on it.
    `waived` would keep the step from being taken, had somebody not signed for it. `plan` leads to the earliest lawful day
    from `today` on."""

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

    @property
    def answer(self) -> Answer:
        if self.blocked or self.again:
            return "no"
        return "depends" if self.depends or self.unrecorded else "yes"

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
        steps = [e for e in self.plan.entries if e.step == self.step and e.standing != "done"]
        return min(steps, key=lambda e: e.start.day, default=None)


_LOST = (State.VIOLATED, State.DOOMED)


def make_gate(
    program: Program, case: Case, step: str, on: date, today: date, calendar: Calendar, judge: Judge
) -> Gate:
    """Whether `step` may be taken on `on`; steps that are still missing could be taken from `today` on (not later than
    `on`). `judge` gives the verdict as of `on`."""
    supposed = suppose(program, case, step, on, today)
    before, after = judge(program, supposed.without), judge(program, supposed.having)
    then = {key_of(f): f for f in before.findings}
    blocked: list[Blocked] = []
    depends: list[Depends] = []
    at_the_step: list[Finding] = []
    apart: list[Finding] = []
    waived: list[Finding] = []
    for finding in after.findings:
        known = then.get(key_of(finding))
        state, was = _worst(finding), _worst(known) if known is not None else None
        finding = _of_a_step_to_come(finding, supposed.record)
        if finding.waived:
            waived.append(finding)
        elif state in _LOST and was is not state:
            blocked.append(Blocked(finding, "new" if finding.state in _LOST else "reading"))
        elif state in _LOST:
            if _rests_on(finding, supposed.record, after):
                blocked.append(Blocked(finding, "standing" if finding.state in _LOST else "reading"))
            else:
                apart.append(finding)
        elif state is State.UNKNOWN:
            if was is State.UNKNOWN and not _rests_on(finding, supposed.record, after):
                continue
            questions = _questions(finding, supposed.record)
            if questions:
                depends.append(Depends(finding, questions))
            elif finding.unknown:
                at_the_step.append(finding)
    plan = _earliest(program, supposed.without, step, on, today, calendar)
    return Gate(
        supposed,
        step,
        on,
        today,
        after,
        tuple(blocked),
        again(before, after, plan, step, calendar),
        tuple(depends),
        _unrecorded(after, supposed),
        tuple(at_the_step),
        tuple(apart),
        tuple(waived),
        papers_for(after.program, supposed.having, step, on, calendar, _binding(after)),
        plan,
    )


def _earliest(program: Program, case: Case, step: str, on: date, today: date, calendar: Calendar) -> Plan:
    """The plan that leads to the step alone. What the file plans for later than the step rests on it and is left out;
    where the rest of what it plans is in the way, that as well."""
    asked = Asked(include=(step,), goals=(step,))
    until = replace(case, records=tuple(r for r in case.records if r.start <= on))
    plan = make_plan(program, until, today, asked, calendar)
    done = tuple(r for r in case.records if r.start <= today)
    if plan.entries or len(done) == len(until.records):
        return plan
    return make_plan(program, replace(case, records=done), today, asked, calendar)


def _binding(verdict: Verdict) -> tuple[Rule, ...]:
    """The rules of the packs that bind the case."""
    packs = {pack.id for pack in verdict.packs}
    return tuple(r for r in verdict.program.rules if r.pack in packs)


def _unrecorded(after: Verdict, supposed: Supposed) -> Mapping[str, tuple[Rule, ...]]:
    """A plan takes such a step (presupposed.py), so that leaving it off the file is no way round; a gate asks for it."""
    recorded = {r.step for r in supposed.having.records if r.start <= after.on}
    wanted = presupposed(_binding(after)).keys() - recorded
    found: dict[str, tuple[Rule, ...]] = {}
    for finding in after.findings:
        about = finding.activation
        if about is None or about.index != supposed.record.index or finding.state not in _KEPT:
            continue
        for step in sorted(measured_by(finding.rule) & wanted):
            found[step] = (*found.get(step, ()), finding.rule)
    return found


_KEPT = (State.SATISFIED, State.HOLDING)


def _worst(finding: Finding) -> State:
    """The state under the worst of the readings: the side a gate keeps to."""
    return min((finding.state, *(r.state for r in finding.proof.readings)), key=lambda s: s.rank)


def _rests_on(finding: Finding, record: Record, verdict: Verdict) -> bool:
    """Whether the step would have to be taken again once what is broken (or would be) is put right."""
    happened = [r for r in verdict.case.records if r.start <= verdict.on]
    cure = with_cure(finding.in_state(State.VIOLATED), happened, verdict.program).cure
    return cure is not None and any(r.index == record.index for r in cure.worthless)


def _of_a_step_to_come(finding: Finding, record: Record) -> Finding:
    """The finding without the step among what has to be done again: it has not been done."""
    cure = finding.cure
    if cure is None or not any(r.index == record.index for r in cure.worthless):
        return finding
    worthless = tuple(r for r in cure.worthless if r.index != record.index)
    return replace(finding, cure=replace(cure, worthless=worthless, redo=cure.redo if worthless else ()))


def _questions(finding: Finding, record: Record) -> tuple[Text, ...]:
    """The open questions that decide, whatever the step itself will be like: those left once its own fields are filled in
    as the rule wishes. Where a question decides nothing by itself it is left out."""
    of_the_step = {
        label.zh for label, key in zip(finding.unknown, finding.questions, strict=False) if _own(key, record)
    }
    others = tuple(label for label in finding.unknown if label.zh not in of_the_step)
    if not others or not finding.answers:
        return others
    best: dict[tuple[tuple[str, str], ...], State] = {}
    for answer in finding.answers:
        given = tuple((q.zh, a.zh) for q, a in answer.assignment if q.zh not in of_the_step)
        best[given] = max(best.get(given, answer.state), answer.state, key=lambda s: s.rank)
    return others if any(s in (State.VIOLATED, State.DOOMED) for s in best.values()) else ()


def _own(key: Hashable, record: Record) -> bool:
    """Whether a question is about a field of the step itself (and perhaps of others: it can be made to fit)."""
    if not isinstance(key, tuple):
        return False
    return key[:2] == ("field", record.index) or any(_own(part, record) for part in key)

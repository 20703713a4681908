"""What a step rests on: what has to be put right before it is lawful on any day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.cure import with_cure
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.stricter import by_stricter_readings
from guiju.engine.semantics.program import Program


def rests_on(finding: Finding, record: Record, done: Iterable[Record], program: Program) -> bool:
    """Whether a step would have to be taken again once what is broken (or would be) is put right; `record` is that of the
    step, one of those `done`."""
    cure = with_cure(finding.in_state(State.VIOLATED), tuple(done), program).cure
    return cure is not None and any(r.index == record.index for r in cure.worthless)


def put_right_first(
    program: Program, case: Case, verdict: Verdict, step: str, calendar: Calendar
) -> tuple[Finding, ...]:
    """Of what has been done, the findings that are broken, under the default reading or a stricter one, or of which that
    is not known, and on which a step to come rests. `verdict` is the one on the case."""

    def judge(program: Program, case: Case) -> Verdict:
        return judge_case(program, case, verdict.on, calendar)

    done = tuple(r for r in case.records if r.start <= verdict.on)
    coming = Record(step, date.max, date.max, max((r.index for r in case.records), default=-1) + 1)
    stricter = by_stricter_readings(program, case, verdict, judge)
    found: list[Finding] = []
    for finding in verdict.findings:
        strict = stricter.get(key_of(finding))
        told = finding if strict is None else strict.finding
        open_or_broken = told.state in (State.VIOLATED, State.UNKNOWN) and told.activation is not None
        if open_or_broken and rests_on(told, coming, (*done, coming), verdict.program):
            found.append(told)
    return tuple(found)

"""A timetable carried out to the letter: the case with its records written in, judged by the evaluator."""

from __future__ import annotations

from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.draft import Draft
from guiju.engine.semantics.program import Program
from msgspec.structs import replace


def written_in(case: Case, draft: Draft) -> Case:
    """The case with every record of the draft, each on its earliest days."""
    held = draft.network.earliest
    done: dict[int, Record] = {}
    for entry in draft.entries.values():
        if entry.derived or (entry.standing == "done"):
            continue
        start, end = held[entry.start].day, held[entry.end].day
        done[entry.record.index] = replace(entry.record, start=start, end=end)
    records = tuple(done.pop(r.index, r) for r in case.records)
    added = tuple(sorted(done.values(), key=lambda r: (r.start, r.index)))
    return replace(case, records=records + added)


def last_day(draft: Draft) -> date:
    """The last day of the timetable, or today."""
    return max((h.day for h in draft.network.earliest.values()), default=draft.ground.today)


def newly_wrong(program: Program, case: Case, draft: Draft, calendar: Calendar) -> list[Finding]:
    """The findings violated once the timetable is carried out that are not violated today."""
    today = max(draft.ground.today, last_day(draft))
    verdict = judge_case(program, written_in(case, draft), today, calendar)
    before = broken_in(draft.ground.verdict)
    return [f for f in verdict.findings if f.state is State.VIOLATED and key_of(f) not in before]


def broken_in(verdict: Verdict) -> set[tuple[str, int | None]]:
    return {key_of(f) for f in verdict.findings if f.state is State.VIOLATED}


def key_of(finding: Finding) -> tuple[str, int | None]:
    """What tells a finding from the others of its verdict: its rule, and the index of what it is about."""
    return finding.rule.id, finding.activation.index if finding.activation is not None else None

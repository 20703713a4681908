"""A step supposed to be taken on a day: the case with it, and the case without."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case, Record
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics.program import Program
from msgspec import Struct
from msgspec.structs import replace

_SOMEBODY = "……"
"""Takes the step supposed: nobody whom the file, or a plan, names."""


class Supposed(Struct, frozen=True):
    """`without` is the case before the step, `having` the same with `record` of it. `from_file` where the case itself
    has the record, on that day or on another to come (`moved_from`); else it says nothing but its day."""

    without: Case
    having: Case
    record: Record
    from_file: bool
    moved_from: date | None = None


def suppose(program: Program, case: Case, step: str, on: date, today: date) -> Supposed:
    """The step taken on `on`: the record of the file on that day, else the next one planned (later than `today`), else
    one that says nothing.

    Both cases are open, whatever the file says: the step is still to come. A step that lasts begins on `on`.
    """
    ahead = [r for r in case.records if r.step == step and (r.start == on or r.start > today)]
    kept = tuple(r for r in case.records if r not in ahead)
    without = replace(case, records=kept, closed=False)
    if ahead:
        stated = min(ahead, key=lambda r: (r.start != on, r.start, r.index))
        length = stated.end - stated.start if stated.end is not None else None
        record = replace(stated, start=on, end=on + length if length is not None else None)
        moved = stated.start if stated.start != on else None
        return Supposed(without, _with(without, record), record, True, moved)
    declared = program.vocabulary.steps.get(step)
    lasts = declared is not None and declared.interval
    index = max((r.index for r in case.records), default=-1) + 1
    record = Record(step, on, None if lasts else on, index)
    return Supposed(without, _with(without, record), record, False)


def as_planned(supposed: Supposed, plan: Plan) -> Case:
    """The case with the step carried out as the plan has it: where the file has no record of it, with what rules want its
    record to say; it is taken by nobody whom the file names."""
    record = supposed.record
    entry = next((e for e in plan.entries if e.step == record.step and e.standing == "new"), None)
    if supposed.from_file or entry is None:
        return supposed.having
    made = replace(entry.record, start=record.start, end=record.end, index=record.index)
    made = replace(made, actor=made.actor or _SOMEBODY)
    return _with(supposed.without, made)


def planned_day(case: Case, step: str, after: date) -> date | None:
    """The day for which the file has the step planned, later than `after`."""
    return min((r.start for r in case.records if r.step == step and r.start > after), default=None)


def _with(case: Case, record: Record) -> Case:
    return replace(case, records=(*case.records, record))

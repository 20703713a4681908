"""A case file to its plan. In: a path, the day of looking, what is asked; out: the plan, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.evaluate.counted_by import counted_by
from guiju.engine.evaluate.waived import marked
from guiju.engine.pipeline.case_at import refuse_document
from guiju.engine.plan.ground import ground_of
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.presupposed import main_step
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from msgspec import Struct
from msgspec.structs import replace


class CaseRead(Struct, frozen=True):
    """A case file that was read, or (`case` None) what is wrong with it; warnings come with a case as well."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...]


class NoStep(Struct, frozen=True):
    """A step of the question that cannot be answered for: nobody declares it, only procedures that are not those of the
    case do, or it has happened."""

    spelling: str
    why: Literal["undeclared", "elsewhere", "done"]


def step_asked(program: Program, case: Case, spelling: str) -> str | NoStep:
    """The canonical name of a step in the words of a person. It is one of the procedures of the case, or on its record:
    of any other no rule asks anything, and whatever was asked of it the answer would be yes."""
    step = program.vocabulary.step(spelling)
    if step is None:
        return NoStep(spelling, "undeclared")
    own = {s.name.zh for p in case.procedures if p in program.procedures for s in program.procedures[p].steps}
    own |= {record.step for record in case.records}
    return step.name.zh if step.name.zh in own else NoStep(spelling, "elsewhere")


def read_case(program: Program, path: Path) -> CaseRead:
    """The case in a file. Raises `Refused` where the file cannot be read at all."""
    refuse_document(path)
    case, diagnostics = load_case(path, program.vocabulary, program.procedures, rules=program.rules)
    if case is not None and case.text is not None:
        from guiju.engine.pipeline.texts import completed

        case = completed(program, case, date.today())
    return CaseRead(case, tuple(diagnostics))


def meeting_step(program: Program, case: Case, on: date) -> str | None:
    """The step at which the matter of a case is deliberated: the one before which its rules demand most others."""
    ground = ground_of(program, case, on)
    return main_step(ground.program, ground.rules, ground.case.procedures)


def steps_asked(
    program: Program, case: Case, on: date, by: Iterable[tuple[str, date]], include: tuple[str, ...]
) -> Asked | NoStep:
    """What is asked in the words of a person, with the steps by their canonical names. Of several last days of one step
    the earliest holds."""
    done = {r.step for r in case.records if r.start <= on and r.end is not None and r.end <= on}
    found: dict[str, date] = {}
    for spelling, day in by:
        step = step_asked(program, case, spelling)
        if isinstance(step, NoStep):
            return step
        if step in done:
            return NoStep(spelling, "done")
        found[step] = min(day, found.get(step, day))
    taken: list[str] = []
    for spelling in include:
        step = step_asked(program, case, spelling)
        if isinstance(step, NoStep):
            return step
        taken.append(step)
    return Asked(found, tuple(taken))


def plan_case(
    program: Program,
    case: Case,
    on: date,
    asked: Asked,
    calendar: Calendar | None = None,
    *,
    waivers: bool = True,
) -> Plan:
    """The plan of a case as seen at the end of `on`. A waiver moves no day and is only told, and so is the calendar: of
    what is broken as it stands on `on`, of what the first goal rests on as it will stand on the day of that goal. Without
    `waivers` they are left aside, and only counted."""
    plan = make_plan(program, case, on, asked, calendar)
    heeded = case.waivers if waivers else ()
    return replace(
        plan,
        broken=marked(plan.broken, heeded, on),
        first=marked(plan.first, heeded, plan.day or on),
        waivers_ignored=0 if waivers else len(case.waivers),
        counted_by=tuple(counted_by(calendar or Calendar())),
    )

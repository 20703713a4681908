"""May a step be taken? In: a case that was read, the step in the words of a person, the day; out: the gate's answer."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.pipeline.check import Looking, judged
from guiju.engine.pipeline.planning import NoStep, step_asked
from guiju.engine.plan.gate import Gate, make_gate
from guiju.engine.plan.supposed import planned_day
from guiju.engine.semantics.program import Program
from msgspec.structs import replace


def gate_case(
    program: Program, case: Case, spelling: str, today: date, on: date | None, looking: Looking
) -> Gate | NoStep:
    """The gate before a step on `on`; without a day, on the one that the file has planned, else on `today`. Missing steps
    could be taken from `today` on, or from `on` where that is earlier."""
    step = step_asked(program, case, spelling)
    if isinstance(step, NoStep):
        return step
    day = on or planned_day(case, step, today) or today

    def judge(program: Program, case: Case, on: date) -> Verdict:
        return judged(program, case, replace(looking, on=on))

    gate = make_gate(program, case, step, day, min(today, day), looking.calendar, judge)
    return replace(gate, past_on=today) if day < today else gate

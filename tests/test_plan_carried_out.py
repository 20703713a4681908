"""The timetable carried out to the letter: nothing is violated, and nothing on the critical path can come earlier."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan.carried_out import broken_in, key_of, last_day, written_in
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.network import path
from guiju.engine.plan.planner import Asked, make_plan, solve
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from .oracle.small import day
from .test_plan_brute_force import ON, planned, worlds

FOLDER = Path(__file__).parent.parent / "fixtures" / "decisions"
ONE = timedelta(days=1)
Key = tuple[str, int | None]


def unsettled(program: Program, looked_at: Case, on: date) -> set[Key]:
    """The findings that are violated, still owed, or hang on which of two records came first."""
    verdict = judge_case(program, looked_at, on)
    bad = (State.VIOLATED, State.UNKNOWN, State.PENDING)
    return {key_of(f) for f in verdict.findings if f.state in bad}


def moved(whole: Case, index: int, edge: str) -> Case:
    """The case with one record a day earlier: as a whole, or only its end."""
    records = []
    for record in whole.records:
        if record.index == index and record.end is not None:
            start = record.start - ONE if edge == "start" or record.start == record.end else record.start
            records.append(replace(record, start=start, end=record.end - ONE))
        else:
            records.append(record)
    return replace(whole, records=tuple(records))


def tight(best: Draft, goal: str) -> list[tuple[int, str]]:
    """The points on the path to the goal that a rule holds where they are."""
    entry = max(best.of_step(goal), key=lambda e: best.network.earliest[e.start].day)
    links, _ = path(best.network.earliest, entry.start)
    return [
        (link.later.entry, link.later.edge) for link in links if link.why.rule is not None and not link.after
    ]


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(worlds())
def test_carried_out_it_breaks_nothing_and_nothing_on_the_critical_path_can_be_earlier(
    world: tuple[Program, Case],
) -> None:
    made, looked_at = world
    goal = next((s for s in "ABC" if all(r.step != s for r in looked_at.records)), None)
    best = planned(made, looked_at, goal).found.best if goal is not None else None
    if best is None or goal is None:
        return
    before = broken_in(judge_case(made, looked_at, day(ON)))
    whole, over = written_in(looked_at, best), last_day(best) + 10 * ONE
    assert unsettled(made, whole, over) <= before
    for index, edge in tight(best, goal):
        assert unsettled(made, moved(whole, index, edge), over) - before, (index, edge)


# --- the shipped packs ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


def fixture(program: Program, name: str) -> Case:
    case, _ = load_case(next(FOLDER.glob(f"{name}_*.yaml")), program.vocabulary, program.procedures)
    assert case is not None
    return case


def cut(case: Case, records: int) -> tuple[Case, date]:
    """The case as it stood after so many records, and that day."""
    kept = sorted(case.records, key=lambda r: (r.start, r.index))[:records]
    on = max(r.end or r.start for r in kept)
    return replace(case, closed=False, records=tuple(r for r in case.records if r in kept)), on


UNFINISHED = (("01", 4), ("01", 9), ("02", 3), ("20", 5), ("34", 6), ("12", 4))


@pytest.mark.parametrize(("name", "records"), UNFINISHED)
def test_an_unfinished_decision_ends_lawfully_by_its_timetable(
    program: Program, name: str, records: int
) -> None:
    case, on = cut(fixture(program, name), records)
    plan = make_plan(program, case, on)
    assert plan.possible and not plan.unproven, [f.rule.id for f in plan.unproven]
    assert plan.left


@pytest.mark.parametrize(("name", "on"), (("03", date(2026, 11, 24)), ("04", date(2026, 11, 24))))
def test_nothing_on_the_critical_path_of_a_decision_can_come_earlier(
    program: Program, name: str, on: date
) -> None:
    case = fixture(program, name)
    solved = solve(program, case, on, Asked(), Calendar())
    best = solved.found.best
    assert best is not None
    whole, over = written_in(case, best), last_day(best)
    before = {
        key_of(f)
        for f in judge_case(program, whole, over).findings
        if f.state in (State.VIOLATED, State.UNKNOWN)
    }
    for index, edge in tight(best, solved.goals[0]):
        later = unsettled(program, moved(whole, index, edge), over)
        differing = _readings_broken(program, moved(whole, index, edge), over) - _readings_broken(
            program, whole, over
        )
        assert later - before or differing, (index, edge)


def _readings_broken(program: Program, looked_at: Case, on: date) -> set[tuple[Key, str]]:
    """Findings with the readings under which they are violated: a timetable keeps them all."""
    return {
        (key_of(f), r.name.zh)
        for f in judge_case(program, looked_at, on).findings
        for r in f.proof.readings
        if r.state is State.VIOLATED
    }

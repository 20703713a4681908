"""What is found out once and used again changes no plan: answers about a draft, and searches under other answers."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Case
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan import planner
from guiju.engine.plan.consulted import Consulted
from guiju.engine.plan.demands import Forced
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.look import Look, Seen, answered
from guiju.engine.plan.network import Link, Network, Var, Why, grown
from guiju.engine.plan.planner import Asked, Solved, make_plan
from guiju.engine.plan.shifts import plus
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.core import Exists, FactRef, Req
from guiju.engine.semantics.program import Program, Rule
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, day, program, rule
from .test_plan_brute_force import ON, STEPS, planned, worlds
from .test_plan_planner import FOLDER, before

MANY = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# --- what is seen of a draft ---------------------------------------------------------------------------------


def told(solved: Solved) -> object:
    """All that comes of a search."""
    best = solved.found.best
    if best is None:
        return solved.found.failure
    return best.entries, best.network.earliest, best.chosen, best.serves, solved.found.cost


@MANY
@given(worlds())
def test_a_search_that_asks_everything_anew_goes_the_same_way(
    monkeypatch: pytest.MonkeyPatch, world: tuple[Program, Case]
) -> None:
    kept = planned(*world, "A")
    with monkeypatch.context() as patch:
        patch.setattr(Seen, "stands", lambda seen, draft: False)
        anew = planned(*world, "A")
    assert told(kept) == told(anew)
    assert kept.found.looked_at == anew.found.looked_at


def test_an_answer_stands_until_something_changes_that_was_looked_at() -> None:
    draft = planned(program(rule(before("B"), "A")), case(), "A").root.copy()
    b, c = (draft.take(step, Why("asked")) for step in "BC")

    def of_b(view: Look) -> tuple[date, int]:
        return view.held(b.start).day, len(view.of_step("B"))

    answer = answered(draft, None, of_b)
    draft.network = later(draft.network, c.start)
    draft.take("C", Why("asked"))
    assert answered(draft, answer, of_b) is answer, "nothing of B has changed"
    further = draft.copy()
    further.take("B", Why("asked"))
    assert answered(further, answer, of_b).value == (day(ON), 2)
    draft.network = later(draft.network, b.start)
    assert answered(draft, answer, of_b).value == (day(ON + 1), 1)


def later(network: Network, var: Var) -> Network:
    """The network with a point that comes a day after the day of looking."""
    today = Var(-network.today.toordinal())
    first = replace(network.bounds[var], last=network.today)
    found = grown(network, {today: first}, (Link(today, var, Why("asked"), plus(1)),))
    assert isinstance(found, Network)
    return found


def test_an_answer_that_looked_at_all_entries_falls_with_any_new_one() -> None:
    draft = planned(program(rule(before("B"), "A")), case(), "A").root.copy()
    answer = answered(draft, None, lambda view: len(view.of_steps(None)))
    draft.take("C", Why("asked"))
    assert answered(draft, answer, lambda view: len(view.of_steps(None))).value == answer.value + 1


# --- searches under other answers ----------------------------------------------------------------------------


F = core.Truth(FactRef("F"))
GUARDS: tuple[core.Cond, ...] = (ALWAYS, F, core.Not(F))


@st.composite
def open_worlds(draw: st.DrawFn) -> tuple[Program, Case]:
    """Rules that hang on a fact not stated, some with a record that may only serve under one of its answers."""
    made, looked_at = draw(worlds())
    drawn = [guarded(r, draw(st.sampled_from(GUARDS)), draw(st.sampled_from(GUARDS))) for r in made.rules]
    return replace(made, rules=tuple(drawn)), looked_at


def guarded(of: Rule, when: core.Cond, where: core.Cond) -> Rule:
    (version,) = of.versions
    (reading,) = version.readings
    changed = replace(reading, req=serving(reading.req, where))
    return replace(of, when=when, versions=(replace(version, readings=(changed,)),))


def serving(req: Req, where: core.Cond) -> Req:
    return replace(req, where=where) if isinstance(req, Exists) else req


def searched_anew(
    monkeypatch: pytest.MonkeyPatch, made: Program, looked_at: Case, on: date, asked: Asked
) -> Plan:
    with monkeypatch.context() as patch:
        patch.setattr(planner, "asks_the_same", lambda ground, other: False)
        return make_plan(made, looked_at, on, asked)


@MANY
@given(open_worlds(), st.sampled_from(STEPS))
def test_an_answer_leads_to_what_a_search_under_it_finds(
    monkeypatch: pytest.MonkeyPatch, world: tuple[Program, Case], goal: str
) -> None:
    made, looked_at = world
    asked = Asked(goals=(goal,))
    anew = searched_anew(monkeypatch, made, looked_at, day(ON), asked)
    assert make_plan(made, looked_at, day(ON), asked).open == anew.open


def searches(monkeypatch: pytest.MonkeyPatch) -> list[Solved]:
    """The searches made from here on."""
    made: list[Solved] = []
    search = planner._searched

    def counted(ground: Ground, goals: tuple[str, ...], asked: Asked, forced: Forced) -> Solved:
        made.append(search(ground, goals, asked, forced))
        return made[-1]

    monkeypatch.setattr(planner, "_searched", counted)
    return made


def test_an_answer_that_changes_nothing_is_not_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = program(replace(rule(before("B"), "A"), when=F))
    counted = searches(monkeypatch)
    (fact,) = make_plan(made, case(), day(ON), Asked(goals=("A",))).open
    assert [(a.day, a.steps) for a in fact.answers] == [(day(ON + 1), ("A", "B")), (day(ON), ("A",))]
    assert len(counted) == 2, "the plan itself, and the one without the rule"


def test_an_answer_on_which_it_hangs_whether_a_record_serves_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = program(replace(rule(Exists("B", F, core.Window("before")), "A"), when=F))
    counted = searches(monkeypatch)
    (fact,) = make_plan(made, case(), day(ON), Asked(goals=("A",))).open
    assert len(counted) == 1 + len(fact.answers)


def test_answers_that_were_copied_may_all_have_mattered() -> None:
    answers = Consulted({"F": True})
    assert "G" not in answers and answers.get("H") is None and answers["F"] is True
    assert [answers.may_matter({key}) for key in "FGHI"] == [True, True, True, False]
    assert {**answers} == {"F": True}
    assert answers.may_matter({"I"})


def test_the_answers_of_a_real_case_are_those_of_searches_under_them(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = load_library()
    file = FOLDER / "29_facts_missing.yaml"
    whole, _ = load_case(file, library.vocabulary, library.procedures, rules=library.rules)
    assert whole is not None
    begun = replace(whole, records=whole.records[:9], closed=False)
    on = max(r.end or r.start for r in begun.records)
    anew = searched_anew(monkeypatch, library, begun, on, Asked())
    found = make_plan(library, begun, on)
    assert found.open == anew.open and any(fact.answers for fact in found.open)

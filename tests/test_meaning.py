"""The reference evaluator means what the page says: compared with brute force, and held to the laws of §6.

GUIJU_EXAMPLES=20000 tries that many random questions, different ones on each run; by default a few hundred,
always the same, are tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from guiju.engine.case.model import Case, Record, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, EVIDENCE, FieldRef, Req
from guiju.engine.semantics.program import Program, Rule
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle import strategies
from .oracle.reads import basics, conditions
from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule
from .oracle.states import close, oracle, requirement
from .oracle.strategies import Question, questions

States = dict[int | None, State]
Judge = Callable[[Rule, Case, date, Program], States]

ASKED = os.environ.get("GUIJU_EXAMPLES")
EXAMPLES = int(ASKED or 400)
FINAL = {State.SATISFIED, State.VIOLATED, State.CURED, State.EXEMPT}


def trying(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=ASKED is None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def reference(stated: Rule, looked_at: Case, on: date, made: Program) -> States:
    """The reference evaluator's states; the margin of a pending one (at risk, doomed) is no part of the meaning."""
    findings = judge_rule(stated, looked_at, on, made)
    states = {f.activation.index if f.activation else None: f.state for f in findings}
    assert len(states) == len(findings), "one finding for each activation"
    margin = {State.AT_RISK: State.PENDING, State.DOOMED: State.PENDING}
    return {index: margin.get(state, state) for index, state in states.items()}


JUDGES = pytest.mark.parametrize("judge", [reference, oracle])


@trying(EXAMPLES)
@given(questions())
def test_the_reference_evaluator_agrees_with_brute_force(question: Question) -> None:
    asked = (question.rule, question.case, question.on, question.program)
    assert reference(*asked) == oracle(*asked)


A = record("A", 0)
RUNNING_I = record("I", 0, RUNNING)
TO_ITS_END = core.Window("after", that_point=core.EdgePoint("end"), hi=days(3))
ENDS_LATE = core.Window("before", this_point=core.EdgePoint("end"), hi=days(2))
ALTERNATE = core.Exists("B", ALWAYS, core.Window("any", hi=days(2), none_between=("C",)))
ALTERNATE_IN_5 = core.Exists("B", ALWAYS, core.Window("after", hi=days(5), none_between=("C",)))
IMMEDIATE = core.Exists("B", ALWAYS, core.Window("after", immediate=True))
OTHER = core.Compare("!=", FieldRef("that", ACTOR), FieldRef("this", ACTOR))
FOUND: dict[str, tuple[Req, str, Case, int]] = {
    "forbidden end to come": (core.Forbid("I", ALWAYS, TO_ITS_END), "A", case(A, RUNNING_I), 1),
    "forbidden end past": (core.Forbid("I", ALWAYS, TO_ITS_END), "A", case(A, RUNNING_I), 4),
    "required end to come": (core.Exists("I", ALWAYS, TO_ITS_END), "A", case(A, RUNNING_I), 1),
    "required end past": (core.Exists("I", ALWAYS, TO_ITS_END), "A", case(A, RUNNING_I), 4),
    "own end to come": (core.Forbid("B", ALWAYS, ENDS_LATE), "I", case(RUNNING_I, record("B", 1)), 2),
    "own end not stated": (
        core.Forbid("B", ALWAYS, ENDS_LATE),
        "I",
        case(RUNNING_I, record("B", 1), closed=True),
        2,
    ),
    "covered until an end not stated": (
        core.Exists("I", ALWAYS, core.Window("covering")),
        "A",
        case(A, record("I", -1, RUNNING), closed=True),
        0,
    ),
    "order of the day on either side": (ALTERNATE, "A", case(A, record("C", 0)), 0),
    "barred on either side": (ALTERNATE, "A", case(A, record("C", 1)), 1),
    "nothing between while it runs": (IMMEDIATE, "A", case(A, record("I", 1, RUNNING)), 3),
    "broken before the last day": (
        core.OrElse(ALTERNATE_IN_5, core.Exists("B", ALWAYS, core.Window("after", hi=days(1)))),
        "A",
        case(A, record("C", 2), record("B", 3)),
        9,
    ),
    "whoever the actor is": (
        core.Exists("B", OTHER, core.Window("before")),
        "A",
        case(A, record("B", -1, actor="甲"), record("B", -2, actor="乙")),
        0,
    ),
    "planned end of a closed case": (
        core.Lasts(">=", days(3)),
        "I",
        case(record("I", 0, 2), closed=True),
        1,
    ),
    "covering still today": (core.Exists("I", ALWAYS, core.Window("covering")), "A", case(A), 0),
}
"""Questions on which the two once differed, as small as they get."""


@pytest.mark.parametrize("name", FOUND)
def test_questions_on_which_they_once_differed(name: str) -> None:
    req, step, looked_at, on = FOUND[name]
    stated = rule(req, step)
    asked = (stated, looked_at, day(on), program(stated))
    assert reference(*asked) == oracle(*asked)


# --- laws: each holds of the reference evaluator and of the oracle ---------------------------------------


@JUDGES
@trying(EXAMPLES // 4)
@given(questions())
def test_shifting_by_a_week_changes_nothing(judge: Judge, question: Question) -> None:
    week = timedelta(7)

    def shifted(r: Record) -> Record:
        return replace(r, start=r.start + week, end=r.end and r.end + week)

    moved = replace(question.case, records=tuple(map(shifted, question.case.records)))
    here = judge(question.rule, question.case, question.on, question.program)
    assert judge(question.rule, moved, question.on + week, question.program) == here


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_the_order_in_the_file_changes_nothing(judge: Judge, question: Question, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(range(len(question.case.records))))
    moved = case(
        *(question.case.records[i] for i in shuffled),
        closed=question.case.closed,
        facts=question.case.facts,
    )
    before = judge(question.rule, question.case, question.on, question.program)
    after = judge(question.rule, moved, question.on, question.program)
    back: dict[int | None, int | None] = {None: None, **dict(enumerate(shuffled))}
    assert {back[index]: state for index, state in after.items()} == before


def untimed(req: Req) -> Req:
    match req:
        case core.AllOf(parts):
            return core.AllOf(tuple(map(untimed, parts)))
        case core.AnyOf(parts):
            return core.AnyOf(tuple(map(untimed, parts)))
        case core.OrElse(then, otherwise):
            return core.OrElse(untimed(then), untimed(otherwise))
        case core.Exists() | core.Forbid():
            return replace(req, window=replace(req.window, lo=None, hi=None, full_days=False, roll=False))
    return req


@JUDGES
@trying(EXAMPLES // 4)
@given(questions())
def test_closed_is_open_for_ever_when_no_time_runs(judge: Judge, question: Question) -> None:
    assume(all(r.end is not None for r in question.case.records))
    whole = replace(
        question.case,
        facts={"F": False, **question.case.facts},
        records=tuple(
            replace(r, fields={"x": "1", **r.fields}, actor=r.actor or "丙", evidence=r.evidence or ())
            for r in question.case.records
        ),
    )
    stated = rule(untimed(requirement(question.rule)), question.rule.step, question.rule.when)
    made = program(stated, counts=question.program.counts)
    for_ever = day(30)
    opened = judge(stated, replace(whole, closed=False), for_ever, made)
    closed = judge(stated, replace(whole, closed=True), for_ever, made)
    for index, state in opened.items():
        if state is not State.UNKNOWN:  # what the order of a day leaves open may agree once closed
            assert closed[index] is close(state, True)


EVIDENCE_OF = {who: core.Contains(FieldRef(who, EVIDENCE), "e") for who in ("this", "that")}
BY_EVIDENCE: list[Req] = [
    core.Test(EVIDENCE_OF["this"]),
    core.Exists("B", EVIDENCE_OF["that"], core.Window("before")),
    core.Exists("B", EVIDENCE_OF["that"], core.Window("after", hi=core.Duration(2, "day")), at_least=2),
    core.Exists("C", EVIDENCE_OF["that"], core.Window("any")),
]


@JUDGES
@trying(EXAMPLES // 4)
@given(st.data())
def test_removing_evidence_improves_nothing(judge: Judge, data: st.DataObject) -> None:
    parts = st.sampled_from(BY_EVIDENCE)
    both = st.tuples(parts, parts)
    req = data.draw(st.one_of(parts, st.builds(core.AllOf, both), st.builds(core.AnyOf, both)))
    stated = rule(req)
    made = program(stated)
    looked_at = data.draw(strategies.cases(made))
    assume(looked_at.records)
    robbed = data.draw(st.sampled_from(looked_at.records))
    poorer = replace(
        looked_at, records=tuple(replace(r, evidence=()) if r == robbed else r for r in looked_at.records)
    )
    on = day(data.draw(st.integers(0, 9)))
    before, after = judge(stated, looked_at, on, made), judge(stated, poorer, on, made)
    assert set(before) == set(after)
    for index, state in before.items():
        if state is State.UNKNOWN:
            assert after[index] not in (State.SATISFIED, State.HOLDING)
        elif after[index] is State.UNKNOWN:
            assert state is not State.VIOLATED
        else:
            assert after[index].rank <= state.rank


def assert_final_states_stay(before: States, after: States) -> None:
    for index, state in before.items():
        if state is State.VIOLATED:
            assert after[index] in (State.VIOLATED, State.CURED)
        elif state in FINAL:
            assert after[index] is state


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_nothing_to_come_changes_a_final_state(judge: Judge, question: Question, data: st.DataObject) -> None:
    opened = replace(question.case, closed=False)
    later = data.draw(st.integers((question.on - day(0)).days + 1, strategies.LATEST_NOW + 4))
    step = data.draw(st.sampled_from(strategies.mentioned(question.program)))
    more = record(step, later, actor="甲", evidence=("e",), x=data.draw(st.sampled_from(["1", "2"])))
    happened = [
        r for r in opened.records if r.start <= question.on and (r.end is None or r.end <= question.on)
    ]
    known = case(*happened, facts=opened.facts)
    longer = case(*happened, more, facts=opened.facts)
    before = judge(question.rule, known, question.on, question.program)
    assert_final_states_stay(
        {index: state for index, state in before.items() if index is not None or question.rule.step is None},
        judge(question.rule, longer, day(later), question.program),
    )


def asks_whether_stated(question: Question) -> bool:
    conds = [question.rule.when, *(c.when for c in question.program.counts)]
    reqs = [requirement(question.rule)]
    for exception in question.program.exceptions:
        conds += [exception.when, *([exception.proof] if exception.proof else [])]
        reqs += [exception.instead] if exception.instead else []
    conds += [cond for req in reqs for part in basics(req) for cond in conditions(part)]
    return any("Stated(" in repr(cond) for cond in conds)


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_stating_an_unknown_changes_no_final_state(
    judge: Judge, question: Question, data: st.DataObject
) -> None:
    assume(not asks_whether_stated(question))
    facts: dict[str, Value] = {"F": data.draw(st.booleans()), **question.case.facts}

    def stated(r: Record) -> Record:
        filled: dict[str, Value] = {"x": data.draw(st.sampled_from(["1", "2"])), **r.fields}
        return replace(r, fields=filled, actor=r.actor or data.draw(st.sampled_from(["甲", "丙"])))

    told = replace(question.case, facts=facts, records=tuple(map(stated, question.case.records)))
    before = judge(question.rule, question.case, question.on, question.program)
    after = judge(question.rule, told, question.on, question.program)
    assert_final_states_stay({index: state for index, state in before.items() if index in after}, after)

"""The reference evaluator means what the page says: compared with brute force, and held to the laws of §6.

GUIJU_EXAMPLES=20000 tries that many random questions, different ones on each run; by default a few hundred,
always the same, are tried. `python -m tests.prove` compares the two on 200,000 and more.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, EVIDENCE, EdgePoint, FieldRef, FixedPoint, Lasts, OrElse, Req
from guiju.engine.semantics.program import Program, Rule
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle import reads, strategies
from .oracle.activations import Key
from .oracle.choose import Choose, Drawn
from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule, workdays
from .oracle.states import close, oracle, requirement
from .oracle.strategies import Question, questions, spans
from .oracle.wide import WORDS
from .oracle.world import TooMuch
from .prove import MOST, disagreement

States = dict[Key, State]
Judge = Callable[[Rule, Case, date, Program], States]

ASKED = os.environ.get("GUIJU_EXAMPLES")
EXAMPLES = int(ASKED or 400)
T = TypeVar("T")
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
    """The reference evaluator's states, by record; the margin of a pending one is no part of the meaning."""
    findings = judge_rule(stated, looked_at, on, made)
    states: States = {f.activation.index if f.activation else None: f.state for f in findings}
    assert len(states) == len(findings), "one finding for each activation"
    margin = {State.AT_RISK: State.PENDING, State.DOOMED: State.PENDING}
    return {index: margin.get(state, state) for index, state in states.items()}


def brute_force(stated: Rule, looked_at: Case, on: date, made: Program) -> States:
    try:
        return oracle(stated, looked_at, on, made, MOST)
    except TooMuch:
        assume(False)
        raise


JUDGES = pytest.mark.parametrize("judge", [reference, brute_force])


@trying(EXAMPLES)
@given(questions())
def test_the_reference_evaluator_agrees_with_brute_force(question: Question) -> None:
    try:
        assert disagreement(question) is None
    except TooMuch:
        assume(False)


A = record("A", 0)
RUNNING_I = record("I", 0, RUNNING)
TO_ITS_END = core.Window("after", that_point=core.EdgePoint("end"), hi=days(3))
ENDS_LATE = core.Window("before", this_point=core.EdgePoint("end"), hi=days(2))
ALTERNATE = core.Exists("B", ALWAYS, core.Window("any", hi=days(2), none_between=("C",)))
ALTERNATE_IN_5 = core.Exists("B", ALWAYS, core.Window("after", hi=days(5), none_between=("C",)))
RESTARTING = core.Window("after", core.LatestPoint((EdgePoint("end"),), ("C",)), hi=days(3))
REPAIR = core.Exists("C", ALWAYS, core.Window("after", hi=days(2)))
A_WORKDAY_ON = core.Window("after", lo=workdays(1))
BY_DAY_3 = core.Window("after", lo=days(5), by=FixedPoint(day(3)))
BEFORE_SATURDAY = core.Window("before", FixedPoint(day(5)), lo=workdays(1), full_days=True)
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
    "done before the clock may restart": (
        core.Exists("B", ALWAYS, RESTARTING),
        "A",
        case(A, record("B", 2)),
        3,
    ),
    "barred before the clock may restart": (
        core.Forbid("B", ALWAYS, RESTARTING),
        "A",
        case(A, record("B", 2)),
        3,
    ),
    "no day is left between two bounds": (core.Exists("B", ALWAYS, BY_DAY_3), "A", case(A), 0),
    "too late before a day off": (core.Exists("B", ALWAYS, BEFORE_SATURDAY), "A", case(A), 3),
    "broken no earlier than what it is about": (
        OrElse(core.Forbid("B", ALWAYS, core.Window("before")), REPAIR),
        "A",
        case(A, record("B", -3), record("C", 1)),
        1,
    ),
    "owed after a case is closed": (
        OrElse(
            core.Exists("B", ALWAYS, core.Window("after")),
            replace(REPAIR, window=core.Window("after", lo=workdays(1))),
        ),
        "A",
        case(A, closed=True),
        1,
    ),
    "broken on the day to which it is reckoned": (
        OrElse(Lasts(">=", days(3), first=FieldRef("this", core.START), last=FieldRef("this", "d")), REPAIR),
        "A",
        case(replace(A, fields={"d": day(2)}), record("C", 4)),
        4,
    ),
}
"""Questions on which the two once differed, as small as they get."""


@pytest.mark.parametrize("name", FOUND)
def test_questions_on_which_they_once_differed(name: str) -> None:
    req, step, looked_at, on = FOUND[name]
    stated = rule(req, step)
    asked = (stated, looked_at, day(on), program(stated, words=WORDS))
    assert reference(*asked) == oracle(*asked)


# --- laws: each holds of the reference evaluator and of the oracle ---------------------------------------


def forms(question: Question) -> list[object]:
    return list(reads.nodes((question.rule, question.program.exceptions, question.program.counts)))


def asks_of_the_calendar(question: Question) -> bool:
    """Days written out, and lengths that are not so and so many days."""
    return spans(question.rule) or any(
        isinstance(form, core.FixedPoint | core.YearDayPoint)
        or (isinstance(form, core.Lit) and isinstance(form.value, date))
        or (isinstance(form, core.Duration) and form.unit in ("month", "year"))
        for form in forms(question)
    )


def first(options: Sequence[T]) -> T:
    return options[0]


def told(question: Question, choose: Choose = first) -> Case:
    """The case with everything stated that the rule asks for and that is not known by default."""
    looked_at, parts = question.case, (question.rule, question.program.exceptions, question.program.counts)
    names = reads.fields([parts], "this") | reads.fields([parts], "that")
    facts: dict[str, Value] = {
        ref.name: choose([False, True]) if ref.name == "F" else strategies.values(choose, ref.name)
        for ref in reads.references(parts)
        if isinstance(ref, core.FactRef) and ref.name != "G" and not ref.name.startswith("机关")
    }

    def stated(r: Record) -> Record:
        known = {n: strategies.values(choose, n) for n in sorted(names - {ACTOR, EVIDENCE})} | dict(r.fields)
        actor, evidence = r.actor or choose(["丙", "甲"]), r.evidence or choose([(), ("e",)])
        return replace(r, fields=known, actor=actor, evidence=evidence if r.evidence is None else r.evidence)

    own = looked_at.authority
    organ = Authority(own.name or "桥头镇人民政府", own.level or "乡镇", own.region or "样例省")
    records = tuple(map(stated, looked_at.records))
    return replace(looked_at, facts=facts | dict(looked_at.facts), records=records, authority=organ)


@JUDGES
@trying(EXAMPLES // 4)
@given(questions())
def test_shifting_by_a_week_changes_nothing(judge: Judge, question: Question) -> None:
    assume(not asks_of_the_calendar(question))
    week = timedelta(7)

    def moved(values: Mapping[str, Value]) -> dict[str, Value]:
        return {name: value + week if isinstance(value, date) else value for name, value in values.items()}

    def shifted(r: Record) -> Record:
        return replace(r, start=r.start + week, end=r.end and r.end + week, fields=moved(r.fields))

    records = tuple(map(shifted, question.case.records))
    later = replace(question.case, records=records, facts=moved(question.case.facts))
    here = judge(question.rule, question.case, question.on, question.program)
    assert judge(question.rule, later, question.on + week, question.program) == here


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_the_order_in_the_file_changes_nothing(judge: Judge, question: Question, data: st.DataObject) -> None:
    assume(not spans(question.rule))
    shuffled = data.draw(st.permutations(range(len(question.case.records))))
    moved = replace(question.case, records=case(*(question.case.records[i] for i in shuffled)).records)
    before = judge(question.rule, question.case, question.on, question.program)
    after = judge(question.rule, moved, question.on, question.program)
    back: dict[Key, Key] = {None: None, **dict(enumerate(shuffled))}
    assert {back[index]: state for index, state in after.items()} == before


def untimed(req: Req) -> Req:
    match req:
        case core.AllOf(parts):
            return core.AllOf(tuple(map(untimed, parts)))
        case core.AnyOf(parts):
            return core.AnyOf(tuple(map(untimed, parts)))
        case core.OrElse(then, otherwise):
            return core.OrElse(untimed(then), untimed(otherwise))
        case core.ForEach(of, inner):
            return core.ForEach(of, untimed(inner))
        case core.Exists() | core.Forbid():
            was = req.window
            kept = core.Window(was.direction, none_between=was.none_between, immediate=was.immediate)
            return replace(req, window=kept)
    return req


@JUDGES
@trying(EXAMPLES // 4)
@given(questions())
def test_closed_is_open_for_ever_when_no_time_runs(judge: Judge, question: Question) -> None:
    assume(all(r.end is not None for r in question.case.records) and not spans(question.rule))
    lengths = (
        n.value for n in forms(question) if isinstance(n, core.Lit) and isinstance(n.value, core.Duration)
    )
    assume(not any(lengths))  # two lengths may be of units that do not compare
    assume(
        question.case.records or question.rule.step
    )  # about a case nothing is final before a procedure has started
    stated = rule(untimed(requirement(question.rule)), question.rule.step, question.rule.when)
    made = program(stated, counts=question.program.counts, words=WORDS)
    whole = told(Question(stated, made, question.case, question.on))
    people = [{"k": True, "v": Decimal(2)}]
    whole = replace(
        whole,
        facts={n: tuple(people) if n == "P" else value for n, value in whole.facts.items()},
        records=tuple(replace(r, fields={**r.fields, "p": tuple(people)}) for r in whole.records),
    )
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
    looked_at = strategies.cases(Drawn(data.draw), made)
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


def asks_what_happened(question: Question) -> bool:
    """In a condition: what happened, or in that of an exception how long a record lasted."""
    lengths = [n for n in reads.nodes(question.program.exceptions) if isinstance(n, core.Lasting)]
    return bool(lengths) or any(isinstance(form, core.Occurs) for form in forms(question))


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_nothing_to_come_changes_a_final_state(judge: Judge, question: Question, data: st.DataObject) -> None:
    assume(not spans(question.rule) and not asks_what_happened(question))
    opened = replace(question.case, closed=False)
    later = data.draw(st.integers((question.on - day(0)).days + 1, strategies.LATEST_NOW + 4))
    step = data.draw(st.sampled_from(strategies.mentioned(question.program)))
    more = record(step, later, actor="甲", evidence=("e",), x=data.draw(st.sampled_from(["1", "2"])))
    more = replace(more, fields={**more.fields, "d": day(data.draw(st.integers(0, later)))})
    happened = [
        r for r in opened.records if r.start <= question.on and (r.end is None or r.end <= question.on)
    ]
    known = replace(opened, records=case(*happened).records)
    longer = replace(opened, records=case(*happened, more).records)
    before = judge(question.rule, known, question.on, question.program)
    assert_final_states_stay(
        {index: state for index, state in before.items() if index is not None or question.rule.step is None},
        judge(question.rule, longer, day(later), question.program),
    )


@JUDGES
@trying(EXAMPLES // 4)
@given(questions(), st.data())
def test_stating_an_unknown_changes_no_final_state(
    judge: Judge, question: Question, data: st.DataObject
) -> None:
    assume(not spans(question.rule) and not any(isinstance(form, core.Stated) for form in forms(question)))
    before = judge(question.rule, question.case, question.on, question.program)
    after = judge(question.rule, told(question, Drawn(data.draw)), question.on, question.program)
    assert_final_states_stay({index: state for index, state in before.items() if index in after}, after)

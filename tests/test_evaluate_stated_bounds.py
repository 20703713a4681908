"""Bounds whose length the case states: looked up before they are used, else the question."""

from __future__ import annotations

from typing import Literal

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Exists, Forbid, Lasting, Lasts, OrElse, Window
from guiju.engine.semantics.vocabulary import FactDecl, Name, Type
from msgspec.structs import replace

from .evaluating import WORDS, env_of, having, judged, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule, workdays

SAT, VIO, PEN, HOL, UNK = (
    State.SATISFIED,
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.UNKNOWN,
)
FACT = Duration(0, "day", of=("fact", "时限"))
FIELD = Duration(0, "day", of=("this", "期"))
SOON = Exists("B", ALWAYS, Window("after", hi=FACT))


def by_fact(req: core.Req, *records: Record, on: int, limit: Duration | None, step: str = "A") -> State:
    facts: dict[str, Value] = {} if limit is None else {"时限": limit}
    return state(req, case(*records, facts=facts), on, step=step)


def test_a_bound_is_the_length_that_is_stated() -> None:
    a, b = record("A", 0), record("B", 4)
    assert [by_fact(SOON, a, b, on=9, limit=days(n)) for n in (4, 3)] == [SAT, VIO]
    assert by_fact(SOON, a, b, on=9, limit=workdays(4)) is SAT
    assert [by_fact(SOON, a, on=n, limit=days(3)) for n in (3, 4)] == [PEN, VIO]
    barred = Forbid("B", ALWAYS, Window("after", lo=FACT))
    assert [by_fact(barred, a, b, on=9, limit=days(n)) for n in (4, 5)] == [VIO, HOL]


def test_a_field_of_the_activating_record_states_it() -> None:
    req = Exists("B", ALWAYS, Window("after", hi=FIELD))
    looked_at = case(having(record("A", 0), 期=days(2)), record("B", 3))
    found = judged(req, looked_at, 9)
    assert (found.state, found.last_day, found.days_late) == (VIO, day(2), 7)
    assert found.why.zh.startswith("2021-03-08 的A之后 2日之内,没有B")
    assert [(f.label.zh, f.value) for f in found.proof.facts] == [("A.期", days(2))]
    (total,) = found.proof.arithmetic
    assert (total.duration, total.result, total.holds) == (days(2), day(2), False)


def test_without_it_whether_the_requirement_is_met_is_the_question() -> None:
    found = judged(SOON, case(record("A", 0), record("B", 1)), 9)
    assert found.state is UNK
    assert [u.zh for u in found.unknown] == ["时限"]
    assert {(a.assignment[0][1].zh, a.state) for a in found.answers} == {
        ("按其期限算得符合", SAT),
        ("按其期限算得不符合", VIO),
    }
    assert [(f.label.zh, f.value) for f in found.proof.facts] == [("时限", None)]


def test_one_question_has_one_answer_in_every_part() -> None:
    """Met and not met at once is no state of any answer."""
    both = core.AllOf((SOON, core.AnyOf((SOON, Exists("C", ALWAYS, Window())))))
    found = judged(both, case(record("A", 0)), 9)
    assert {a.state for a in found.answers} == {SAT, VIO}
    assert len(found.unknown) == 1


@pytest.mark.parametrize(
    ("op", "end", "expected"), [(">=", 3, SAT), (">=", 2, VIO), ("<=", 4, VIO), ("<=", 3, SAT)]
)
def test_how_long_something_lasts(op: Literal[">=", "<="], end: int, expected: State) -> None:
    asked, i = Lasts(op, FACT), record("I", 0, end)
    assert by_fact(asked, i, on=9, limit=days(3), step="I") is expected
    assert by_fact(core.Test(Lasting(op, FACT)), i, on=9, limit=days(3), step="I") is expected
    assert by_fact(asked, i, on=9, limit=None, step="I") is UNK
    found = judged(asked, case(i, facts={"时限": days(3)}), 9, step="I")
    assert "3日" in found.why.zh and "时限" not in found.why.zh


def test_a_condition_on_a_length_not_stated_is_one_question_for_each_record() -> None:
    env = env_of(record("I", 0, 3), record("I", 5, 6), on=9)
    first, second = env.happened
    (one,) = holds(env, Scope(this=first), Lasting(">=", FACT)).atoms
    (other,) = holds(env, Scope(this=second), Lasting(">=", FACT)).atoms
    assert one.key != other.key
    for answer in (True, False):
        view = env.assuming({one.key: answer})
        assert holds(view, Scope(this=first), Lasting(">=", FACT)).value is answer
        assert holds(view, Scope(this=second), Lasting(">=", FACT)).value is None


def test_what_happened_within_it() -> None:
    happened = core.Occurs(SOON)
    env = env_of(record("A", 0), record("B", 2), on=9, facts={"时限": days(2)})
    this = Scope(this=env.happened[0])
    assert holds(env, this, happened).value is True
    assert holds(replace(env, case=replace(env.case, facts={"时限": days(1)})), this, happened).value is False
    bare = replace(env, case=replace(env.case, facts={}))
    (atom,) = holds(bare, this, happened).atoms
    assert atom.label.zh == "时限"
    assert holds(bare.assuming({atom.key: False}), this, happened).value is False


def test_what_is_owed_instead_may_be_bounded_so_too() -> None:
    req = OrElse(
        Exists("B", ALWAYS, Window("after", hi=days(1))), Exists("C", ALWAYS, Window("after", hi=FACT))
    )
    looked_at = case(record("A", 0), record("C", 4), facts={"时限": days(2)})
    assert judged(req, looked_at, 9).state is State.CURED
    assert judged(req, replace(looked_at, facts={"时限": days(1)}), 9).state is VIO
    assert judged(req, replace(looked_at, facts={}), 9).state is State.VIOLATED, "cured or not: violated"


def test_a_default_states_it_and_is_an_assumption() -> None:
    limit = FactDecl(Name("时限", "limit"), Type("duration"), default=days(2))
    words = replace(WORDS, facts={**WORDS.facts, "时限": limit})
    stated = rule(SOON)
    (found,) = judge_rule(stated, case(record("A", 0), record("B", 3)), day(9), program(stated, words=words))
    assert found.state is VIO
    assert [f.by_default for f in found.proof.facts] == [True]


def test_in_words_it_goes_by_the_name_of_what_states_it() -> None:
    words = Describer(WORDS, "A")
    assert words.window(SOON.window, record("A", 0)).zh == "2021-03-08 的A之后 时限之内"
    assert words.condition(Lasting(">=", FACT), None).zh == "持续不少于 时限"
    assert words.condition(core.Occurs(SOON), None).en == "there is step b after step a within 时限"


def test_a_record_that_runs_is_held_against_what_is_stated() -> None:
    long = Lasts(">=", FACT)
    assert [by_fact(long, record("I", 0, RUNNING), on=n, limit=days(3), step="I") for n in (2, 3)] == [
        PEN,
        SAT,
    ]

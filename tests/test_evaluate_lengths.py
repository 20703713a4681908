"""How long something lasts: as a condition of a record, and between two days that are named."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.lasts import lasts
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    END,
    And,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lasting,
    Lasts,
    Not,
    OrElse,
    Truth,
    Window,
)
from msgspec.structs import replace

from .evaluating import WORDS, env_of, having, judged, state
from .oracle.small import ALWAYS, RUNNING, case, counts_as, day, days, exception, record, workdays

SAT, VIO, PEN, HOL = State.SATISFIED, State.VIOLATED, State.PENDING, State.HOLDING
UNK, NA = State.UNKNOWN, State.NOT_APPLICABLE
Bound = Literal[">=", "<="]
LONG = Lasting(">=", days(10))
SHORT = Lasting("<=", days(3))
F = Truth(FactRef("F"))


@pytest.mark.parametrize(
    ("cond", "end", "on", "expected"),
    [
        (LONG, 10, 20, True),
        (LONG, 9, 20, False),
        (LONG, RUNNING, 10, True),
        (LONG, RUNNING, 9, None),
        (LONG, 30, 9, None),
        (LONG, 30, 10, True),
        (SHORT, 3, 20, True),
        (SHORT, 4, 20, False),
        (SHORT, RUNNING, 3, None),
        (SHORT, RUNNING, 4, False),
        (replace(LONG, full_days=True), 10, 20, False),
        (replace(LONG, full_days=True), 11, 20, True),
        (replace(SHORT, full_days=True), 4, 20, False),
        (replace(SHORT, duration=days(5), roll=True), 7, 20, True),
        (replace(SHORT, duration=days(5), roll=True), 8, 20, False),
        (replace(LONG, excluding=("J",)), 10, 20, False),
        (replace(LONG, excluding=("J",)), 11, 20, True),
    ],
)
def test_a_running_record_lasts_at_least_what_has_passed(
    cond: Lasting, end: int, on: int, expected: bool | None
) -> None:
    env = env_of(record("I", 0, end), record("J", 5, 5), on=on)
    found = holds(env, Scope(this=env.happened[0]), cond)
    assert found.value is expected
    assert found.atoms == (frozenset({FREE}) if expected is None else frozenset())


def test_an_end_that_a_closed_case_does_not_state_is_asked() -> None:
    env = env_of(record("I", 0, RUNNING), on=9, closed=True)
    (this,) = env.happened
    (atom,) = holds(env, Scope(this=this), LONG).atoms
    assert atom.label.zh == "I的结束日期"
    for answer in (True, False):
        assert holds(env.assuming({atom.key: answer}), Scope(this=this), LONG).value is answer
    assert holds(env, Scope(this=this), Lasting(">=", days(9))).value is True
    assert holds(env, Scope(this=this), Lasting("<=", days(8))).value is False


OF_B = replace(LONG, who="that")


def found_i(end: int, on: int, *, closed: bool = False, window: Window | None = None) -> State:
    req = Exists("I", OF_B, window or Window())
    return state(req, case(record("A", 0), record("I", 1, end), closed=closed), on)


def test_exists_finds_the_record_once_it_has_lasted_long_enough() -> None:
    assert found_i(20, 30) is SAT
    assert found_i(RUNNING, 5) is PEN
    assert found_i(RUNNING, 11) is SAT, "it has lasted ten days already, whenever it ends"
    assert found_i(RUNNING, 11, closed=True) is SAT
    assert found_i(RUNNING, 5, closed=True) is UNK
    assert found_i(5, 30) is PEN
    assert found_i(5, 30, closed=True) is VIO


def test_a_running_record_in_time_keeps_the_requirement_pending_past_the_last_day() -> None:
    within3 = Window("after", hi=days(3))
    assert found_i(RUNNING, 8, window=within3) is PEN
    assert found_i(RUNNING, 11, window=within3) is SAT
    assert found_i(5, 8, window=within3) is VIO
    late = judged(Exists("I", OF_B, within3), case(record("A", 0), record("I", 1, RUNNING)), 8)
    assert (late.state, late.last_day) == (PEN, None)
    (unused,) = late.proof.not_used
    assert unused.reason.en == "has not ended yet"


def test_forbid_does_not_mind_a_record_that_has_not_lasted_long_enough_yet() -> None:
    def forbid(end: int, on: int) -> State:
        window = Window("after", hi=days(3))
        return state(Forbid("I", OF_B, window), case(record("A", 0), record("I", 1, end)), on)

    assert forbid(RUNNING, 8) is HOL
    assert forbid(RUNNING, 11) is VIO
    assert forbid(5, 8) is SAT
    assert forbid(RUNNING, 3) is HOL


def test_too_many_once_they_have_lasted_long_enough() -> None:
    one = Exists("I", OF_B, Window("after", hi=days(3)), 1, 1)
    both = case(record("A", 0), record("I", 1, 12), record("I", 2, RUNNING))
    assert [state(one, both, on) for on in (10, 11, 12)] == [PEN, HOL, VIO]


def test_a_rule_does_not_apply_yet_to_a_record_that_has_not_lasted_long_enough() -> None:
    def guarded(end: int, on: int, cond: Lasting | Not = LONG) -> State:
        return state(core.Test(F), case(record("I", 0, end), facts={"F": False}), on, step="I", when=cond)

    assert guarded(RUNNING, 9) is NA
    assert guarded(RUNNING, 10) is VIO
    assert guarded(RUNNING, 9, Not(LONG)) is NA
    assert guarded(5, 9, Not(LONG)) is VIO


def test_a_test_waits_for_the_end() -> None:
    def tested(end: int, on: int, closed: bool = False) -> State:
        return state(core.Test(LONG), case(record("I", 0, end), closed=closed), on, step="I")

    assert [tested(RUNNING, 9), tested(RUNNING, 10), tested(9, 10), tested(10, 10)] == [PEN, SAT, VIO, SAT]
    assert tested(RUNNING, 9, closed=True) is UNK
    waiting = judged(core.Test(LONG), case(record("I", 0, RUNNING)), 9, step="I")
    assert waiting.why.zh == "2021-03-08 起的I是否符合,要等结束才知道:持续不少于 10日"
    assert waiting.why.en.endswith("is known once it has ended: it lasts at least 10 days")


def test_what_waits_and_what_is_not_stated_are_told_apart() -> None:
    both = core.Test(And((F, LONG)))
    found = judged(both, case(record("I", 0, RUNNING)), 9, step="I")
    assert found.state is UNK
    assert {(a.assignment[0][1].zh, a.state) for a in found.answers} == {("是", PEN), ("否", VIO)}
    assert [u.zh for u in found.unknown] == ["F"]
    where = Exists("I", And((F, OF_B)), Window("after", hi=days(3)))
    sought = judged(where, case(record("A", 0), record("I", 1, RUNNING)), 8)
    assert {(a.assignment[0][1].zh, a.state) for a in sought.answers} == {("是", PEN), ("否", VIO)}


def test_an_exception_on_a_length_is_not_live_yet() -> None:
    looked_at = case(record("I", 0, RUNNING), facts={"F": False})
    found = [
        judged(core.Test(F), looked_at, on, step="I", exceptions=(exception(LONG),)).state for on in (9, 10)
    ]
    assert found == [VIO, State.EXEMPT]


def test_a_counts_as_rule_on_a_length_waits_too() -> None:
    brief = counts_as("I", Lasting("<=", days(3)), counts=False)
    req = Exists("I", ALWAYS, Window("after", hi=days(2)))
    for end, on, expected in ((9, 20, SAT), (3, 20, VIO), (RUNNING, 4, PEN), (RUNNING, 5, SAT)):
        found = judged(req, case(record("A", 0), record("I", 1, end)), on, counts=(brief,))
        assert found.state is expected, (end, on)


def test_a_counts_as_rule_may_leave_out_the_days_of_its_own_step() -> None:
    brief = counts_as("I", Lasting("<=", days(3), excluding=("I",)), counts=False)
    req = Exists("I", ALWAYS, Window("after"))
    found = judged(req, case(record("A", 0), record("I", 1, 9)), 20, counts=(brief,))
    assert found.state is PEN, "no day of it is left to count"


def test_a_record_to_come_may_last_as_long_as_its_step_allows() -> None:
    env = env_of(record("A", 0))
    this = Scope(this=env.happened[0])
    assert free_where(env, this, "I", OF_B).value is True
    assert free_where(env, this, "B", OF_B).value is False, "B is done on one day"
    assert free_where(env, this, "B", replace(OF_B, op="<=")).value is True
    running = env_of(record("I", 0, RUNNING))
    assert free_where(running, Scope(this=running.happened[0]), "B", LONG).value is True


# --- between two days that are named -----------------------------------------------------------------------------

DUE = FieldRef("this", "期日")
SET = FactRef("定日")
BETWEEN = Lasting(">=", days(5), first=DUE, last=SET)


def holding(cond: Lasting, due: int | None, to: int | None, on: int = 20) -> bool | None:
    fields: dict[str, Value] = {} if due is None else {"期日": day(due)}
    facts: dict[str, Value] = {} if to is None else {"定日": day(to)}
    env = env_of(having(record("A", 0), **fields), on=on, facts=facts)
    return holds(env, Scope(this=env.happened[0]), cond).value


def test_two_days_that_are_named() -> None:
    assert holding(BETWEEN, 1, 6) is True
    assert holding(BETWEEN, 1, 5) is False
    assert holding(replace(BETWEEN, op="<="), 9, 1) is True, (
        "the later day before the earlier is within any bound"
    )
    assert holding(BETWEEN, 9, 1) is False
    assert holding(replace(BETWEEN, last=None), -5, None) is True
    assert holding(replace(BETWEEN, first=None), None, 5) is True
    assert holding(replace(BETWEEN, first=SET, last=SET, who=None), None, 5) is False


def test_a_day_not_stated_makes_the_length_the_question() -> None:
    env = env_of(record("A", 0), facts={"定日": day(6)})
    scope = Scope(this=env.happened[0])
    found = holds(env, scope, BETWEEN)
    (atom,) = found.atoms
    assert (atom.label.zh, atom.label.en) == ("A.期日(期限 ≥ 5日)", "step a.due day (length ≥ 5 days)")
    for answer in (True, False):
        assert holds(env.assuming({atom.key: answer}), scope, BETWEEN).value is answer
    assert holding(BETWEEN, None, None) is None


def test_an_end_to_come_between_two_days() -> None:
    to_end = Lasting(">=", days(5), first=SET, last=FieldRef("this", END))
    env = env_of(record("I", 0, RUNNING), on=7, facts={"定日": day(2)})
    scope = Scope(this=env.happened[0])
    assert holds(env, scope, to_end).value is True
    later = holds(env, scope, replace(to_end, duration=days(6)))
    assert later == (None, frozenset({FREE}))
    from_end = replace(to_end, first=FieldRef("this", END), last=SET)
    assert holds(env, scope, from_end) == (None, frozenset({FREE}))
    unstated = env_of(record("I", 0, RUNNING), on=7)
    asked = holds(unstated, Scope(this=unstated.happened[0]), to_end)
    (question,) = asked.atoms
    answered = unstated.assuming({question.key: False})
    assert holds(answered, Scope(this=unstated.happened[0]), to_end) == (None, frozenset({FREE}))


def req_between(op: Bound = ">=", n: int = 5) -> Lasts:
    return Lasts(op, days(n), first=DUE, last=SET)


def between_days(req: Lasts, due: int | None, to: int | None, closed: bool = False) -> State:
    fields: dict[str, Value] = {} if due is None else {"期日": day(due)}
    facts: dict[str, Value] = {} if to is None else {"定日": day(to)}
    return state(req, case(having(record("A", 0), **fields), facts=facts, closed=closed), 3)


def test_a_requirement_between_two_days_does_not_wait() -> None:
    assert [between_days(req_between(), 1, n) for n in (6, 5)] == [SAT, VIO]
    assert [between_days(req_between("<="), 1, n) for n in (6, 7)] == [SAT, VIO]
    assert between_days(req_between(), None, 6) is UNK
    assert between_days(req_between(), None, 6, closed=True) is UNK


def test_a_requirement_of_the_case_between_two_facts() -> None:
    req = Lasts(">=", days(5), first=SET, last=FactRef("依据"))
    facts: dict[str, Value] = {"定日": day(1), "依据": day(4)}
    found = judged(req, case(record("A", 0), facts=facts), 3, step=None)
    assert found.state is VIO
    assert found.why.zh == "从定日到依据不足 5日"
    assert found.why.en == "the time from set day to the basis lasts less than 5 days"
    assert [s.start for s in found.proof.arithmetic] == [day(1)]


def test_an_end_to_come_leaves_a_requirement_between_two_days_pending() -> None:
    def running(op: Bound, n: int) -> State:
        req = Lasts(op, days(n), first=SET, last=FieldRef("this", END))
        return state(req, case(record("I", 0, RUNNING), facts={"定日": day(2)}), 7, step="I")

    assert [running(">=", 5), running(">=", 6), running("<=", 5), running("<=", 4)] == [SAT, PEN, PEN, VIO]
    req = Lasts("<=", days(9), first=SET, last=FieldRef("this", END))
    found = judged(req, case(record("I", 0, RUNNING), facts={"定日": day(2)}), 7, step="I")
    assert found.why.zh == "从定日到止最长 9日,现在还没有结束"


def test_the_breach_is_the_later_day() -> None:
    env = env_of(having(record("A", 0), 期日=day(1)), on=20, facts={"定日": day(4)})
    outcome = lasts(env, env.happened[0], req_between())
    assert (outcome.states, outcome.breach) == (frozenset({Basic.VIOLATED}), Breach(day(4)))
    made_good = OrElse(req_between(), Exists("B", ALWAYS, Window()))
    for b, expected in ((3, PEN), (4, State.CURED)):
        looked_at = case(having(record("A", 0), 期日=day(1)), record("B", b), facts={"定日": day(4)})
        assert state(made_good, looked_at, 20) is expected


def test_a_year_without_a_notice_is_asked_and_then_waits() -> None:
    far = date(2031, 3, 3)
    this = Record("I", far, None, 0)
    env = replace(env_of(), case=case(this), now=date(2031, 3, 20), happened=(this,))
    ten = Lasting(">=", workdays(10))
    found = holds(env, Scope(this=this), ten)
    (question,) = found.atoms - {FREE}
    assert FREE in found.atoms
    assert holds(env.assuming({question.key: True}), Scope(this=this), ten).value is True
    assert holds(env.assuming({question.key: False}), Scope(this=this), ten).atoms == {FREE}
    assert judge(env, this, Lasts(">=", workdays(10))).states == {Basic.PENDING, Basic.SATISFIED}


def test_the_proof_has_the_sum_of_a_condition() -> None:
    found = judged(core.Test(LONG), case(record("I", 0, 9)), 20, step="I")
    (total,) = found.proof.arithmetic
    assert (total.start, total.result, total.actual, total.holds) == (day(0), day(10), day(9), False)


@pytest.mark.parametrize(
    ("cond", "step", "zh", "en"),
    [
        (LONG, None, "持续不少于 10日", "it lasts at least 10 days"),
        (SHORT, "B", "I持续不超过 3日", "the step i lasts at most 3 days"),
        (OF_B, "B", "持续不少于 10日", "it lasts at least 10 days"),
        (
            replace(LONG, excluding=("J",)),
            None,
            "持续不少于 10日(不计J期间)",
            "it lasts at least 10 days (not counting the days of step j)",
        ),
        (
            BETWEEN,
            None,
            "从期日到定日不少于 5日",
            "the time from due day to set day lasts at least 5 days",
        ),
        (
            replace(BETWEEN, first=None),
            None,
            "从开始到定日不少于 5日",
            "the time from the start to set day lasts at least 5 days",
        ),
    ],
)
def test_lengths_in_words(cond: Lasting, step: str | None, zh: str, en: str) -> None:
    text = Describer(WORDS, "I").condition(cond, step)
    assert (text.zh, text.en) == (zh, en)

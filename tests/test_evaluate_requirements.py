"""The states of counts, bars, tests and durations, open and closed, with the records and sums behind them."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.requirements import judge
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit, Window
from msgspec.structs import replace

from .evaluating import env_of, judged, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, record, workdays

VIO, PEN, HOL, SAT, UNK, CUR = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
    State.CURED,
)
AFTER3 = Window("after", hi=days(3))
F = core.Truth(FactRef("F"))
X1 = Compare("=", FieldRef("that", "x"), Lit("1"))
A = record("A", 0)


def b(n: int, **more: str) -> Record:
    return record("B", n, x=more.get("x"), time=more.get("time"))


def exists(
    at_least: int = 1, at_most: int | None = None, window: Window = AFTER3, where: core.Cond = ALWAYS
) -> core.Exists:
    return core.Exists("B", where, window, at_least, at_most)


def forbid(window: Window = AFTER3, where: core.Cond = ALWAYS) -> core.Forbid:
    return core.Forbid("B", where, window)


COUNTS: dict[str, tuple[core.Req, tuple[int, ...], int, State, State]] = {
    "two, none yet": (exists(2), (), 2, PEN, VIO),
    "two, one yet": (exists(2), (1,), 3, PEN, VIO),
    "two, one in time": (exists(2), (1,), 4, VIO, VIO),
    "two": (exists(2), (1, 2), 2, SAT, SAT),
    "three of two": (exists(2), (1, 2, 3), 3, SAT, SAT),
    "at most one, none": (exists(0, 1), (), 3, HOL, SAT),
    "at most one, one": (exists(0, 1), (1,), 3, HOL, SAT),
    "at most one, two": (exists(0, 1), (1, 2), 3, VIO, VIO),
    "at most one, past": (exists(0, 1), (1,), 4, SAT, SAT),
    "one to two, none": (exists(1, 2), (), 3, PEN, VIO),
    "one to two, one": (exists(1, 2), (1,), 3, HOL, SAT),
    "one to two, three": (exists(1, 2), (1, 2, 3), 3, VIO, VIO),
    "none at all, past": (exists(0, 0), (), 4, SAT, SAT),
    "forbidden, none": (forbid(), (), 3, HOL, SAT),
    "forbidden, past": (forbid(), (), 4, SAT, SAT),
    "forbidden, late": (forbid(), (4,), 4, SAT, SAT),
    "forbidden, there": (forbid(), (1,), 3, VIO, VIO),
    "for ever": (exists(window=Window("after")), (), 9, PEN, VIO),
    "never": (forbid(Window("after")), (), 9, HOL, SAT),
    "never what cannot be": (forbid(Window("after"), core.Const(False)), (), 9, SAT, SAT),
    "what cannot be": (exists(where=core.Const(False)), (1,), 2, VIO, VIO),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts_and_bars_while_open_and_once_closed(name: str) -> None:
    req, found, on, opened, closed = COUNTS[name]
    records = (A, *(b(n) for n in found))
    assert state(req, case(*records), on) is opened
    assert state(req, case(*records, closed=True), on) is closed


def test_a_planned_record_has_not_happened_and_keeps_a_closed_case_open() -> None:
    looked_at = case(A, b(2), closed=True)
    assert state(exists(), looked_at, 1) is PEN
    assert state(exists(), looked_at, 2) is SAT
    running = case(A, record("I", 0, 3), closed=True)
    assert state(exists(), running, 2) is PEN
    assert state(exists(), running, 3) is VIO


def test_possible_records_are_counted_both_ways() -> None:
    assert state(exists(where=X1), case(A, b(1)), 4) is UNK
    assert state(exists(where=X1), case(A, b(1), b(2, x="1")), 4) is SAT
    assert state(exists(2, where=X1), case(A, b(1), b(2, x="1")), 4) is UNK
    assert state(exists(2, where=X1), case(A, b(1), b(2, x="2")), 4) is VIO
    assert state(exists(0, 0, where=X1), case(A, b(1)), 4) is UNK
    assert state(exists(0, 1, where=X1), case(A, b(1)), 4) is SAT
    assert state(exists(where=X1), case(A, b(1)), 2) is UNK
    assert state(forbid(where=X1), case(A, b(1)), 4) is UNK
    assert state(forbid(where=X1), case(A, b(1), b(1, x="1")), 4) is VIO
    assert state(forbid(where=X1), case(A, b(1, x="2")), 4) is SAT
    outcome = judge(env_of(A, b(1), on=4), env_of(A, b(1), on=4).happened[0], forbid(where=X1))
    assert outcome.states == {Basic.VIOLATED, Basic.SATISFIED}
    assert {a.label.en for a in outcome.atoms} == {"step b.x"}


def test_whether_a_record_to_come_could_serve_may_be_open() -> None:
    where = core.And((F, X1))
    env = env_of(A, on=1)
    pending = judge(env, env.happened[0], exists(where=where))
    assert pending.states == {Basic.PENDING, Basic.VIOLATED}
    barred = judge(env, env.happened[0], forbid(where=where))
    assert barred.states == {Basic.HOLDING, Basic.SATISFIED}
    for outcome in (pending, barred):
        assert {a.label.en for a in outcome.atoms} == {"the f"}
    assert judged(forbid(where=where), case(A), 1).state is HOL
    found = judged(exists(where=where), case(A), 1)
    assert {a.assignment[0][1].en: a.state for a in found.answers} == {"yes": PEN, "no": VIO}
    past = env_of(A, on=5)
    assert judge(past, past.happened[0], exists(where=where)).states == {Basic.VIOLATED}


def test_the_records_that_serve_and_those_that_do_not_are_shown() -> None:
    found = judged(exists(where=X1), case(A, b(1, x="1"), b(2, x="2"), b(4, x="1")), 5)
    assert [r.index for r in found.proof.used] == [1]
    assert [(n.record.index, n.reason.en, n.rule) for n in found.proof.not_used] == [
        (2, "does not meet the condition", None),
        (3, "is beyond the time allowed", None),
    ]
    assert found.proof.sought is None
    assert [(s.actual, s.holds) for s in found.proof.arithmetic] == [(day(1), True)]
    missing = judged(exists(where=X1), case(A, b(2, x="2"), b(4, x="1")), 5)
    assert missing.proof.sought == Text(
        "2021-03-08 的A之后 3日之内", "after the step a of 2021-03-08 within 3 days"
    )
    assert [(s.actual, s.holds) for s in missing.proof.arithmetic] == [(day(2), True), (day(4), False)]
    assert missing.last_day == day(3) and missing.days_late == 2
    assert [n.reason.zh for n in missing.proof.not_used] == ["不符合条件", "超过了期限"]


def test_sums_of_a_deadline_are_shown_while_records_are_still_missing() -> None:
    waiting = judged(exists(), case(A), 1)
    assert [(s.result, s.actual) for s in waiting.proof.arithmetic] == [(day(3), None)]
    assert waiting.last_day == day(3) and waiting.days_late is None
    enough = judged(exists(0, 1), case(A), 1)
    assert enough.proof.arithmetic == () and enough.last_day is None
    on_the_day = judged(exists(2), case(A, b(1)), 3)
    assert on_the_day.last_day == day(3)
    barred = judged(forbid(), case(A, b(2), b(1)), 3)
    assert [s.actual for s in barred.proof.arithmetic] == [day(1), day(2)]


def test_a_closed_case_is_late_only_once_the_last_day_has_passed() -> None:
    for on, late in ((2, None), (3, None), (4, 1), (9, 6)):
        found = judged(exists(), case(A, closed=True), on)
        assert (found.state, found.last_day, found.days_late) == (VIO, day(3), late)


def test_a_test_of_the_activating_record_and_of_the_case() -> None:
    test = core.Test(Compare("=", FieldRef("this", "x"), Lit("1")))
    assert state(test, case(record("A", 0, x="1"))) is SAT
    assert state(test, case(record("A", 0, x="2"))) is VIO
    assert state(test, case(A)) is UNK
    found = judged(test, case(record("A", 0, x="2")))
    assert [r.step for r in found.proof.used] == ["A"]
    whole = judged(core.Test(F), case(A, facts={"F": False}), step=None)
    assert (whole.state, whole.proof.used, whole.activation) == (VIO, (), None)


LASTS: dict[str, tuple[core.Lasts, int, int, State]] = {
    # requirement, end of an interval from day 0, day of looking -> state
    "long enough": (core.Lasts(">=", days(3)), 3, 9, SAT),
    "too short": (core.Lasts(">=", days(3)), 2, 9, VIO),
    "short enough": (core.Lasts("<=", days(3)), 3, 9, SAT),
    "too long": (core.Lasts("<=", days(3)), 4, 9, VIO),
    "full days, short of one": (core.Lasts(">=", days(3), full_days=True), 3, 9, VIO),
    "full days": (core.Lasts(">=", days(3), full_days=True), 4, 9, SAT),
    "rolled over the weekend": (core.Lasts("<=", days(5), roll=True), 7, 9, SAT),
    "rolled no further": (core.Lasts("<=", days(5), roll=True), 8, 9, VIO),
    "working days": (core.Lasts(">=", workdays(5)), 6, 9, VIO),
    "running, not yet": (core.Lasts(">=", days(3)), RUNNING, 2, PEN),
    "running, reached": (core.Lasts(">=", days(3)), RUNNING, 3, SAT),
    "running, on the last day": (core.Lasts("<=", days(3)), RUNNING, 3, HOL),
    "running, past it": (core.Lasts("<=", days(3)), RUNNING, 4, VIO),
    "a planned end is none": (core.Lasts(">=", days(3)), 9, 2, PEN),
    "days left out": (core.Lasts(">=", days(3), excluding=("J",)), 3, 9, VIO),
    "days left out, long enough": (core.Lasts(">=", days(3), excluding=("J",)), 4, 9, SAT),
}


@pytest.mark.parametrize("name", LASTS)
def test_durations(name: str) -> None:
    req, end, on, expected = LASTS[name]
    assert state(req, case(record("I", 0, end), record("J", 2)), on, step="I") is expected


def test_the_end_of_a_closed_case_that_is_not_stated_is_asked_unless_the_bound_has_passed() -> None:
    unstated = case(record("I", 0, RUNNING), closed=True)
    rows = [(">=", 2, UNK), (">=", 3, SAT), ("<=", 3, UNK), ("<=", 4, VIO)]
    for op, on, expected in rows:
        req = core.Lasts(">=" if op == ">=" else "<=", days(3))
        found = judged(req, unstated, on, step="I")
        assert found.state is expected
        if expected is UNK:
            assert found.unknown == (Text("I的结束日期", "the end of step i"),)
            assert {a.assignment[0][1].en: a.state for a in found.answers} == {"yes": SAT, "no": VIO}


def test_a_running_duration_shows_its_last_day_and_sum() -> None:
    waiting = judged(core.Lasts(">=", days(3)), case(record("I", 0, RUNNING)), 2, step="I")
    assert (waiting.last_day, waiting.days_late) == (day(3), None)
    assert waiting.why == Text(
        "2021-03-08 起的I还须满 3日(到 2021-03-11 为止)",
        "the step i of 2021-03-08 onwards must go on for 3 days (until 2021-03-11)",
    )
    late = judged(core.Lasts("<=", days(3)), case(record("I", 0, RUNNING)), 6, step="I")
    assert (late.last_day, late.days_late) == (day(3), 3)
    ended = judged(core.Lasts("<=", days(3)), case(record("I", 0, 4)), 9, step="I")
    assert (ended.last_day, ended.days_late) == (None, None)
    assert [(s.actual, s.holds) for s in ended.proof.arithmetic] == [(day(4), False)]


def outcome(*states: Basic, deciding: core.Req | None = None, **more: object) -> Outcome:
    made = Outcome(frozenset(states), deciding or core.Test(ALWAYS))
    return replace(made, **more)

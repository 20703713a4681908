"""Days left out of a count, and records that must not lie between two others."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import spoilers
from guiju.engine.evaluate.bounds import excluded_days
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.windows import fit
from guiju.engine.semantics import core
from guiju.engine.semantics.core import FactRef, Window
from msgspec.structs import replace

from .evaluating import WORDS, env_of, placed
from .oracle.small import ALWAYS, RUNNING, case, counts_as, day, days, program, record, rule

LATER, CLOSE, SOON = "is later", "is too close", "is beyond the time allowed"


def test_days_on_which_a_step_runs_are_left_out_of_the_count() -> None:
    window = Window("after", hi=days(2), excluding=("I",))
    assert placed(window, record("A", 0), record("B", 4), record("I", 1, 2)).truth.value is True
    assert placed(window, record("A", 0), record("B", 5), record("I", 1, 2)).truth.value is False
    assert placed(window, record("A", 0), record("B", 8), record("I", 1, RUNNING), on=8).truth.value is True
    lower = Window("after", lo=days(2), excluding=("I",))
    assert placed(window, record("A", 0), record("B", 11), record("I", 1, RUNNING), on=12).truth.value is True
    assert placed(window, record("A", 0), record("B", 11), record("I", 1, 8), on=12).truth.value is False
    assert placed(lower, record("A", 0), record("B", 3), record("I", 1, 2)).truth.value is False
    assert placed(lower, record("A", 0), record("B", 4), record("I", 1, 2)).truth.value is True
    back = Window("before", lo=days(2), back=True, excluding=("I",))
    assert placed(back, record("A", 4), record("B", 1), record("I", 2, 3)).truth.value is False
    assert placed(back, record("A", 4), record("B", 0), record("I", 2, 3)).truth.value is True


def test_a_step_that_still_runs_is_left_out_up_to_the_day_of_looking() -> None:
    env = env_of(record("I", 1, RUNNING), record("J", 8, 8), on=5)
    left_out = excluded_days(env, ("I", "J"), broken)
    assert left_out is not None
    assert [left_out(day(n)) for n in (0, 1, 5, 6, 8)] == [False, True, True, False, False]
    assert excluded_days(env, (), broken) is None
    discount = counts_as("I", ALWAYS, counts=False)
    lame = excluded_days(env_of(record("I", 1, 3), on=5, counts=(discount,)), ("I",), broken)
    assert lame is not None and not lame(day(2))
    stated = excluded_days(env_of(record("I", 1, 3), on=5), ("I",), broken)
    assert stated is not None and [stated(day(n)) for n in (3, 4)] == [True, False]


BARRED = Window("after", none_between=("C",))
NEXT = Window("after", immediate=True)


@pytest.mark.parametrize(
    ("window", "this", "that", "expected"),
    [
        (BARRED, 0, 4, False),
        (BARRED, 0, 1, True),
        (BARRED, 3, 4, True),
        (replace(BARRED, none_between=("D",)), 0, 4, True),
        (NEXT, 0, 4, False),
        (NEXT, 3, 4, True),
        (replace(BARRED, direction="before"), 4, 0, False),
        (replace(BARRED, direction="before"), 4, 3, True),
        (replace(BARRED, direction="any"), 4, 0, False),
        (replace(BARRED, direction="any"), 0, 4, False),
        (replace(BARRED, direction="any"), 4, 3, True),
        (Window("after"), 0, 4, True),
    ],
)
def test_nothing_may_lie_between(window: Window, this: int, that: int, expected: bool) -> None:
    found = placed(window, record("A", this), record("B", that), record("C", 2))
    assert found.truth.value is expected
    assert found.miss == (
        None
        if not (window.none_between or window.immediate)
        else Text("其间另有步骤", "another step lies between")
    )


def test_a_bound_that_is_missed_is_said_before_what_lies_between() -> None:
    window = replace(BARRED, hi=days(1))
    found = placed(window, record("A", 0), record("B", 4), record("C", 2))
    assert found.miss is not None and found.miss.en == SOON


def test_what_lies_between_must_count_and_may_be_open() -> None:
    def barred(*more: Record, counts: bool | None = None) -> bool | None:
        when = ALWAYS if counts is False else core.Truth(FactRef("F"))
        rules = () if counts is True else (counts_as("C", when, counts=False),)
        env = env_of(record("A", 0), record("B", 4), *more, on=9, counts=rules)
        return fit(env, env.happened[0], env.happened[1], BARRED, broken).truth.value

    assert barred(record("C", 2), counts=True) is False
    assert barred(record("C", 2), counts=False) is True
    assert barred(record("C", 2)) is None
    assert barred(record("C", 0), counts=True) is None
    assert barred(record("C", 4), counts=True) is None
    assert barred(record("C", 5), counts=True) is True
    assert barred(record("C", 0), record("C", 2), counts=True) is False


def test_what_is_owed_after_a_breach_does_not_change_what_lies_between_for_another_record() -> None:
    late = replace(BARRED, hi=days(1))
    stated = rule(core.OrElse(core.Exists("B", ALWAYS, late), core.Exists("B", ALWAYS, BARRED)))
    looked_at = case(record("A", 4), record("A", 1), record("C", 2), record("B", 3))
    found = judge_rule(stated, looked_at, day(9), program(stated, words=WORDS))
    alone = [
        judge_rule(
            stated,
            replace(looked_at, records=tuple(r for r in looked_at.records if r is not other)),
            day(9),
            program(stated, words=WORDS),
        )
        for other in (looked_at.records[1], looked_at.records[0])
    ]
    assert [f.state for f in found] == [f.state for (f,) in alone]


def test_nothing_lies_between_an_end_to_come_and_what_is_later() -> None:
    env = env_of(record("I", 0, RUNNING), record("B", 4), record("C", 2), on=9)
    window = Window(none_between=("C",))
    assert fit(env, env.happened[0], env.happened[1], window, broken).truth.value is True
    unstated = env_of(record("I", 0, RUNNING), record("B", 4), record("C", 2), on=9, closed=True)
    assert fit(unstated, unstated.happened[0], unstated.happened[1], window, broken).truth.value is True
    together = placed(window, record("I", 0, 5), record("B", 0), record("C", 0))
    assert together.truth.value is None, "the C may have come after the B and before the start of the I"
    case_wide = env_of(record("B", 4), record("C", 2), on=9)
    assert fit(case_wide, None, case_wide.happened[0], window, broken).truth.value is True


def test_on_either_side_what_lies_between_is_asked_of_the_side_it_was() -> None:
    window = Window(none_between=("C",))
    ten = record("A", 0, time="10:00")
    for b_at, c_at, clear in (("08:00", "09:00", False), ("12:00", "11:00", False), ("08:00", "11:00", True)):
        found = placed(window, ten, record("B", 0, time=b_at), record("C", 0, time=c_at))
        assert found.truth.value is clear, (b_at, c_at)
    open_ = placed(window, ten, record("B", 0), record("C", 0, time="09:00"))
    assert open_.truth.value is None, "the B may have come before the C"
    assert placed(window, ten, record("B", 0), record("C", 1)).truth.value is True


def test_the_records_that_bar_whatever_comes_later() -> None:
    env = env_of(
        record("A", 0),
        record("C", 3),
        record("C", 2),
        record("B", 1),
        record("C", 0),
        record("I", 4, 6),
        on=9,
    )
    this = env.happened[0]

    def barring(window: Window, of: Record = this) -> tuple[list[int], list[int]]:
        certain, possible = spoilers(env, of, window, broken)
        return [r.index for r in certain], [r.index for r, _ in possible]

    assert barring(BARRED) == ([2, 1], [4])
    assert barring(NEXT) == ([3, 2, 1, 5], [4])
    assert barring(replace(BARRED, direction="any")) == ([2, 1], [4])
    assert barring(replace(BARRED, direction="before")) == barring(Window("after")) == ([], [])
    assert barring(BARRED, env.happened[1]) == ([], [])
    (_, ((_, hangs),)) = spoilers(env, this, BARRED, broken)
    assert {a.key for a in hangs} == {("order", 0, 4)}

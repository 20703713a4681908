"""The same day allowed whatever the order in it, and the earliest of several days."""

from __future__ import annotations

import pytest
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE, unknown
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.points import reference
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics.core import (
    DatePoint,
    EdgePoint,
    Exists,
    FactRef,
    FixedPoint,
    Forbid,
    LatestPoint,
    Window,
)
from msgspec.structs import replace

from .evaluating import WORDS, env_of, labels, placed, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, record

SAT, VIO, PEN, HOL, UNK = (
    State.SATISFIED,
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.UNKNOWN,
)
BEFORE = Window("before", same_day=True)
AFTER = Window("after", same_day=True)


@pytest.mark.parametrize("window", [BEFORE, AFTER])
def test_the_order_within_the_day_is_not_asked(window: Window) -> None:
    a, b = record("A", 3), record("B", 3)
    assert placed(replace(window, same_day=False), a, b).truth.value is None
    assert placed(window, a, b).truth.value is True
    wrong = ("09:00", "10:00") if window is BEFORE else ("10:00", "09:00")
    a, b = (replace(r, time=t) for r, t in zip((a, b), wrong, strict=True))
    assert placed(replace(window, same_day=False), a, b).truth.value is False
    assert placed(window, a, b).truth.value is True


def test_other_days_are_as_before() -> None:
    assert [placed(BEFORE, record("A", 3), record("B", n)).truth.value for n in (2, 4)] == [True, False]
    assert [placed(AFTER, record("A", 3), record("B", n)).truth.value for n in (2, 4)] == [False, True]
    bounded = replace(AFTER, hi=days(1))
    assert [placed(bounded, record("A", 3), record("B", n)).truth.value for n in (3, 4, 5)] == [
        True,
        True,
        False,
    ]
    apart = replace(BEFORE, lo=days(1))
    assert [placed(apart, record("A", 3), record("B", n)).truth.value for n in (2, 3)] == [True, False]


def test_until_the_day_is_over_a_record_may_still_come_on_it() -> None:
    req = Exists("B", ALWAYS, BEFORE)
    assert [state(req, case(record("A", 3)), n) for n in (3, 4)] == [PEN, VIO]
    assert state(Exists("B", ALWAYS, Window("before")), case(record("A", 3)), 3) is VIO
    barred = Forbid("B", ALWAYS, BEFORE)
    assert [state(barred, case(record("A", 3)), n) for n in (3, 4)] == [HOL, SAT]
    early = Exists("B", ALWAYS, replace(BEFORE, lo=days(1)))
    assert state(early, case(record("A", 3)), 3) is VIO


def test_an_end_to_come_is_not_there_yet() -> None:
    ended = replace(BEFORE, that_point=EdgePoint("end"))
    assert placed(ended, record("A", 3), record("I", 1, RUNNING), on=3).truth == unknown(FREE)
    assert placed(ended, record("A", 2), record("I", 1, RUNNING), on=3).truth.value is False
    assert placed(AFTER, record("I", 1, RUNNING), record("B", 3), on=3).truth.value is False
    closed = placed(AFTER, record("I", 1, RUNNING), record("B", 5), on=5, closed=True)
    assert labels(closed.truth) == {("I的结束日期", "the end of step i")}


def test_the_same_day_in_words() -> None:
    words = Describer(WORDS, "A").window(BEFORE, record("A", 0))
    assert words.zh == "2021-03-08 的A之前(同日亦可)"
    assert words.en == "before the step a of 2021-03-08 (or on the same day)"


# --- the earliest of several days ---------------------------------------------------------------------------

SET = DatePoint(FactRef("定日"))
EARLIEST = LatestPoint((EdgePoint("end"), SET), (), "earliest")
UNTIL = Window("before", this_point=EARLIEST)


def earliest(end: int, stated: int | None, on: int, closed: bool = False) -> object:
    facts = {} if stated is None else {"定日": day(stated)}
    env = env_of(record("I", 0, end), on=on, closed=closed, facts=facts)
    return reference(env, env.happened[0], UNTIL, broken)


def test_the_earliest_of_known_days() -> None:
    assert earliest(5, 3, 9) == At(day(3))
    assert earliest(5, 7, 9) == At(day(5))


def test_a_day_gone_by_is_earlier_than_an_end_to_come() -> None:
    assert earliest(RUNNING, 3, 9) == At(day(3))
    assert earliest(RUNNING, 9, 9) == At(day(9))
    waiting = earliest(RUNNING, 10, 9)
    assert isinstance(waiting, At) and waiting.to_come
    unstated = earliest(RUNNING, 10, 9, closed=True)
    assert isinstance(unstated, At) and unstated.unstated


def test_a_day_not_stated_is_the_question_even_beside_one_gone_by() -> None:
    env = env_of(record("I", 0, 5), on=9)
    found = reference(env, env.happened[0], UNTIL, broken)
    assert found is not None and not isinstance(found, At) and found.value is None


def test_no_record_to_come_moves_it() -> None:
    """Unlike a clock that restarts, so that what lies in the window is final."""
    req = Exists(
        "B",
        ALWAYS,
        replace(UNTIL, this_point=LatestPoint((EdgePoint("end"), FixedPoint(day(5))), (), "earliest")),
    )
    assert state(req, case(record("A", 3), record("B", 2)), 4) is SAT
    latest = replace(req, window=replace(req.window, this_point=LatestPoint((EdgePoint("end"),), ("C",))))
    assert state(latest, case(record("A", 3), record("B", 2)), 4) is HOL
    assert [state(req, case(record("A", 3)), n) for n in (3, 4)] == [PEN, VIO]


def test_the_earliest_in_words() -> None:
    words = Describer(WORDS, "A").window(UNTIL, record("A", 0))
    assert words.zh == "2021-03-08 的A的最后一天、定日中最早的一日之前"
    assert words.en == "before the earliest of the last day of the step a of 2021-03-08, set day"

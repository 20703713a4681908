"""Days written out, days of the year, and the days that bound a window outright (不早于, 不晚于)."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE, unknown
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.points import day_of_year, reference
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.semantics.core import (
    DatePoint,
    EdgePoint,
    Exists,
    FactRef,
    FieldRef,
    FixedPoint,
    Forbid,
    LatestPoint,
    OrElse,
    Point,
    Window,
    YearDayPoint,
)
from guiju.engine.semantics.program import Reading, Version
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

from .evaluating import WORDS, env_of, having, judged, placed, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule

SAT, VIO, PEN, HOL = State.SATISFIED, State.VIOLATED, State.PENDING, State.HOLDING
UNK = State.UNKNOWN
MARCH_31, NEXT_JANUARY = YearDayPoint(3, 31), YearDayPoint(1, 31, 1)
START, END = EdgePoint("start"), EdgePoint("end")


def fixed(n: int) -> FixedPoint:
    return FixedPoint(day(n))


@pytest.mark.parametrize(
    ("point", "start", "expected"),
    [
        (MARCH_31, date(2021, 12, 31), date(2021, 3, 31)),
        (NEXT_JANUARY, date(2021, 1, 1), date(2022, 1, 31)),
        (YearDayPoint(2, 29), date(2024, 5, 1), date(2024, 2, 29)),
        (YearDayPoint(2, 29), date(2023, 5, 1), date(2023, 2, 28)),
        (YearDayPoint(2, 29, 1), date(2023, 5, 1), date(2024, 2, 29)),
        (YearDayPoint(2, 29), date(2100, 5, 1), date(2100, 2, 28)),
    ],
)
def test_a_day_of_the_year(point: YearDayPoint, start: date, expected: date) -> None:
    assert day_of_year(point, start) == expected


def pointed(point: Point, this: Record | None, *records: Record) -> object:
    env = env_of(*records, on=9)
    return reference(env, this, Window("after", this_point=point), broken)


def test_points_that_no_record_gives() -> None:
    a = record("A", 3)
    assert pointed(fixed(5), a, a) == At(day(5))
    assert pointed(MARCH_31, a, a) == At(date(2021, 3, 31))
    assert pointed(MARCH_31, None, a) == At(date(2021, 3, 31)), "of the start of the procedure"
    assert pointed(MARCH_31, None) is None
    assert pointed(fixed(5), None) == At(day(5))
    latest = LatestPoint((START, fixed(5), MARCH_31), ())
    assert pointed(latest, a, a) == At(date(2021, 3, 31))
    assert pointed(LatestPoint((START, fixed(5)), ("B",)), a, a, record("B", 7)) == At(day(7))
    assert pointed(LatestPoint((START, fixed(5)), ()), None, a) == At(day(5))
    assert pointed(LatestPoint((START,), ()), None) is None


def test_bounds_count_from_a_fixed_day() -> None:
    window = Window("after", this_point=fixed(5), hi=days(3))
    assert placed(window, record("A", 0), record("B", 8)).truth.value is True
    assert placed(window, record("A", 0), record("B", 9)).truth.value is False
    assert placed(window, record("A", 0), record("B", 5)).truth.value is True, (
        "a date lies on both sides of its day"
    )
    req = Exists("B", ALWAYS, window)
    assert [state(req, case(record("A", 0)), on) for on in (8, 9)] == [PEN, VIO]


BETWEEN = Window(since=fixed(2), by=fixed(6))


@pytest.mark.parametrize(("on", "expected"), [(1, False), (2, True), (6, True), (7, False)])
def test_both_days_are_included(on: int, expected: bool) -> None:
    found = placed(BETWEEN, record("A", 0), record("B", on))
    assert found.truth.value is expected
    if on == 1:
        assert found.miss is not None and (found.miss.zh, found.miss.en) == (
            "早于 2021-03-10",
            "is before 2021-03-10",
        )
    if on == 7:
        assert found.miss is not None and (found.miss.zh, found.miss.en) == (
            "晚于 2021-03-14",
            "is after 2021-03-14",
        )


def test_the_point_of_the_record_is_bounded() -> None:
    i = record("I", 1, 4)
    assert placed(replace(BETWEEN, that_point=END), record("A", 0), i).truth.value is True
    assert placed(BETWEEN, record("A", 0), i).truth.value is False, "its start is the point"
    before = Window("before", since=fixed(2))
    assert placed(before, record("A", 5), i).truth.value is True, "before, its end is"
    running = record("I", 3, RUNNING)
    to_end = Window("after", that_point=END, by=fixed(6))
    found = placed(to_end, record("A", 0), running, on=4)
    assert (found.truth, found.miss and found.miss.en) == (unknown(FREE), "has not ended yet")
    too_late = placed(replace(to_end, by=fixed(3)), record("A", 0), running, on=4)
    assert too_late.truth.value is False


def test_an_end_to_come_lies_after_every_day() -> None:
    by_end, since_end = (
        Window("after", this_point=START, by=END),
        Window("after", this_point=START, since=END),
    )
    running = record("I", 0, RUNNING)
    assert placed(by_end, running, record("B", 3)).truth.value is True
    assert placed(since_end, running, record("B", 3)).truth.value is False
    assert placed(by_end, running, record("B", 3), closed=True).truth.value is True
    assert placed(since_end, running, record("B", 3), closed=True).truth.value is False
    assert placed(since_end, running, record("B", 9), closed=True).truth.value is None
    ended = record("I", 0, 4)
    assert placed(by_end, ended, record("B", 4)).truth.value is True
    assert placed(by_end, ended, record("B", 5)).truth.value is False
    by_fixed = Window("after", that_point=END, by=fixed(20))
    assert placed(by_fixed, record("A", 0), running, closed=True).truth.value is None
    for since, expected in ((9, True), (10, None)):
        window = Window("after", that_point=END, since=fixed(since))
        assert placed(window, record("A", 0), running, closed=True).truth.value is expected


def test_a_bound_that_is_not_stated_is_asked() -> None:
    by_set = Window("after", by=DatePoint(FactRef("定日")))
    found = judged(Exists("B", ALWAYS, by_set), case(record("A", 0), record("B", 3)), 9)
    assert found.state is UNK and [u.zh for u in found.unknown] == ["定日"]
    assert state(Exists("B", ALWAYS, by_set), case(record("A", 0)), 9) is UNK, (
        "whether there is time is open too"
    )
    too_early = replace(by_set, since=fixed(5))
    assert placed(too_early, record("A", 0), record("B", 3)).truth.value is False
    own = Window("after", by=DatePoint(FieldRef("this", "期日")))
    assert placed(own, having(record("A", 0), 期日=day(3)), record("B", 3)).truth.value is True


def room_of(window: Window, on: int, this: Record | None = None, **facts: Value) -> Room:
    a = this or record("A", 0)
    env = env_of(a, on=on, facts=facts)
    return room(env, env.happened[0], window, broken)


def test_the_last_day_is_the_earlier_of_the_two() -> None:
    both = Window("after", hi=days(10), by=fixed(6))
    assert [room_of(both, on).truth.value for on in (6, 7)] == [True, False]
    assert room_of(both, 7).last_day == day(6)
    assert room_of(replace(both, by=fixed(20)), 3).last_day == day(10)
    by_6 = room_of(Window(by=fixed(6)), 3)
    assert (by_6.truth.value, by_6.last_day) == (True, day(6))
    assert room_of(Window(since=fixed(30)), 3).truth.value is True
    assert room_of(Window("after", hi=days(10), since=fixed(11)), 3).truth.value is False
    assert room_of(Window("after", hi=days(10), since=fixed(10)), 3).truth.value is True
    assert room_of(Window("after", lo=days(8), hi=days(10), by=fixed(7)), 3).truth.value is False
    assert room_of(Window(since=fixed(9), by=fixed(8)), 3).truth.value is False
    assert room_of(Window("before", by=fixed(6)), 3).truth.value is False, (
        "nothing comes before a record any more"
    )
    assert room_of(Window("after", lo=days(8), by=fixed(7)), 3).truth.value is False
    assert room_of(Window("after", lo=days(7), by=fixed(7)), 3).truth.value is True
    assert room_of(Window(lo=days(8), by=fixed(7)), 3).truth.value is False
    close = Window("before", this_point=fixed(8), hi=days(1), by=fixed(6))
    assert [room_of(w, 3).truth.value for w in (close, replace(close, by=fixed(7)))] == [False, True]
    to_date = Window("before", this_point=fixed(8), by=fixed(6))
    assert [room_of(to_date, on).truth.value for on in (6, 7)] == [True, False]


def test_room_for_days_written_down_later() -> None:
    due = Window(that_point=DatePoint(FieldRef("that", "期日")), by=fixed(3))
    assert room_of(due, 9).truth.value is True
    assert room_of(replace(due, since=fixed(4)), 9).truth.value is False


def test_room_up_to_an_end_to_come() -> None:
    running = record("I", 0, RUNNING)
    after_end = Window("after", lo=days(3), by=fixed(11))
    assert [room_of(after_end, on, running).truth.value for on in (8, 9)] == [True, False]
    assert room_of(Window("after", this_point=START, by=END), 9, running).truth.value is True
    assert room_of(Window("after", this_point=START, since=END), 9, running).truth.value is True
    assert room_of(Window("after", this_point=START, by=END), 9, record("I", 0, 4)).truth.value is False


def test_a_passed_day_violates_and_says_how_late() -> None:
    req = Exists("B", ALWAYS, Window(by=MARCH_31))
    looked_at = case(record("A", 0))
    due = judged(req, looked_at, date(2021, 3, 31))
    assert (due.state, due.last_day) == (PEN, date(2021, 3, 31))
    assert due.why.zh == "还须有B(不晚于当年3月31日),最后一天是 2021-03-31"
    late = judged(req, looked_at, date(2021, 4, 3))
    assert (late.state, late.last_day, late.days_late) == (VIO, date(2021, 3, 31), 3)
    assert state(req, case(record("A", 0), record("B", 23)), date(2021, 4, 3)) is SAT
    assert state(req, case(record("A", 0), record("B", 24)), date(2021, 4, 3)) is VIO


def test_the_next_year_is_that_after_the_start_of_the_activation() -> None:
    req = Exists("B", ALWAYS, Window("after", by=NEXT_JANUARY))
    assert judged(req, case(record("A", 0)), 5).last_day == date(2022, 1, 31)
    whole = judged(req, case(record("A", 400), record("C", 0)), 401, step=None)
    assert whole.last_day == date(2022, 1, 31), "for the case: of the start of the procedure"


def test_forbid_between_days() -> None:
    req = Forbid("B", ALWAYS, Window(since=fixed(2), by=fixed(6)))
    assert [state(req, case(record("A", 0)), on) for on in (1, 6, 7)] == [HOL, HOL, SAT]
    assert state(req, case(record("A", 0), record("B", 2)), 3) is VIO
    assert state(req, case(record("A", 0), record("B", 1)), 3) is HOL


def test_the_breach_is_the_day_after_the_earlier_last_day() -> None:
    for window, breach in (
        (Window("after", hi=days(10), by=fixed(6)), day(7)),
        (Window("after", hi=days(4), by=fixed(6)), day(5)),
        (Window(by=fixed(6)), day(7)),
        (Window("before", by=fixed(6)), day(7)),
    ):
        env = env_of(record("A", 0), on=12)
        outcome = judge(env, env.happened[0], Exists("B", ALWAYS, window))
        assert (outcome.states, outcome.breach) == (frozenset({Basic.VIOLATED}), Breach(breach))
    otherwise = OrElse(
        Exists("B", ALWAYS, Window(by=fixed(6))), Exists("B", ALWAYS, Window("after", hi=days(3)))
    )
    for b, expected in ((7, State.CURED), (10, State.CURED), (11, VIO)):
        assert state(otherwise, case(record("A", 0), record("B", b)), 12) is expected


def test_a_version_may_be_chosen_by_a_fixed_day() -> None:
    def version(start: date | None, until: date | None, req: Exists) -> Version:
        return Version(start, until, (Reading(Name("", ""), req),))

    old, new = Exists("B", ALWAYS, Window()), Exists("C", ALWAYS, Window())
    cut = date(2021, 6, 1)
    stated = replace(rule(old), versions=(version(None, cut, old), version(cut, None, new)))
    for point, step in (
        (None, "B"),
        (FixedPoint(cut), "C"),
        (YearDayPoint(5, 31), "B"),
        (YearDayPoint(1, 1, 1), "C"),
    ):
        made = replace(stated, reference=point)
        (found,) = judge_rule(made, case(record("A", 0)), day(5), program(made, words=WORDS))
        assert isinstance(found.deciding, Exists) and found.deciding.step == step


@pytest.mark.parametrize(
    ("window", "zh", "en"),
    [
        (Window("after", this_point=fixed(0)), "2021-03-08之后", "after 2021-03-08"),
        (Window("after", this_point=MARCH_31), "当年3月31日之后", "after 31 March of that year"),
        (Window("before", this_point=NEXT_JANUARY), "次年1月31日之前", "before 31 January of the year after"),
        (
            Window("after", since=fixed(1), by=fixed(2)),
            "2021-03-08 的A之后(不早于2021-03-09)(不晚于2021-03-10)",
            "after the step a of 2021-03-08 (not before 2021-03-09) (not after 2021-03-10)",
        ),
        (
            Window(since=START, by=END),
            "不早于2021-03-08 的A的第一天、不晚于2021-03-08 的A的最后一天",
            "(not before the first day of the step a of 2021-03-08,"
            " not after the last day of the step a of 2021-03-08)",
        ),
        (
            Window(by=DatePoint(FactRef("定日"))),
            "不晚于定日",
            "(not after set day)",
        ),
    ],
)
def test_days_in_words(window: Window, zh: str, en: str) -> None:
    text = Describer(WORDS, "A").window(window, record("A", 0))
    assert (text.zh, text.en) == (zh, en)

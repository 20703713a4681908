"""Points of windows: ends not known, the start of the procedure, and the clock that restarts."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.points import reference
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.evaluate.windows import Fit, fit
from guiju.engine.semantics import core
from guiju.engine.semantics.core import DatePoint, EdgePoint, FactRef, FieldRef, LatestPoint, Window
from msgspec.structs import replace

from .evaluating import env_of, having, labels, placed, state
from .oracle.small import ALWAYS, RUNNING, case, counts_as, day, days, record

START, END = EdgePoint("start"), EdgePoint("end")
TO_END = Window("before", this_point=END)


LATE_END: dict[str, tuple[Window, bool | None, bool | None]] = {
    # a record of day 1 before the end of an interval of day 0, looked at on day 5: running, not stated
    "no bounds": (TO_END, True, True),
    "lower bound reached": (replace(TO_END, lo=days(4)), True, True),
    "lower bound not reached": (replace(TO_END, lo=days(5)), None, None),
    "upper bound past": (replace(TO_END, hi=days(3)), False, False),
    "upper bound today": (replace(TO_END, hi=days(4)), None, None),
    "upper bound to come": (replace(TO_END, hi=days(9)), None, None),
    "both, lower reached": (replace(TO_END, lo=days(1), hi=days(9)), None, None),
    "full days": (replace(TO_END, lo=days(4), full_days=True), None, None),
    "rolled over the weekend": (replace(TO_END, hi=days(4), roll=True), None, None),
    "days left out": (replace(TO_END, hi=days(3), excluding=("J",)), None, None),
}


@pytest.mark.parametrize("name", LATE_END)
def test_bounds_up_to_an_end_that_is_not_known(name: str) -> None:
    window, running, unstated = LATE_END[name]
    records = (record("I", 0, RUNNING), record("B", 1), record("J", 3))
    opened = placed(window, *records, on=5)
    assert opened.truth.value is running
    if running is None:
        assert opened.truth.atoms == {FREE}, "it is still to come"
        assert opened.miss is not None and opened.miss.en == "hangs on an end still to come"
    closed = placed(window, *records, on=5, closed=True)
    assert closed.truth.value is unstated
    if unstated is None:
        assert labels(closed.truth) == {("I的结束日期", "the end of step i")}


def test_an_answer_about_an_end_not_stated_settles_the_bound() -> None:
    env = env_of(record("I", 0, RUNNING), record("B", 1), on=5, closed=True)
    window = replace(TO_END, hi=days(9))
    this, that = env.happened
    (atom,) = fit(env, this, that, window, broken).truth.atoms
    for answer in (True, False):
        view = env.assuming({atom.key: answer})
        assert fit(view, this, that, window, broken).truth.value is answer


def test_a_bound_between_two_ends_that_the_file_does_not_state_is_open() -> None:
    window = Window("before", this_point=END, hi=days(2))
    found = placed(window, record("I", 0, RUNNING), record("J", 1, RUNNING), on=5, closed=True)
    assert {en for _, en in labels(found.truth)} == {"the end of step i", "the end of step j"}
    assert (
        placed(
            Window("covering", this_point=END), record("I", 0, RUNNING), record("J", 1, 3), on=5, closed=True
        ).truth.value
        is False
    )
    today = placed(
        Window("covering", this_point=END), record("I", 0, RUNNING), record("J", 1, 5), on=5, closed=True
    )
    assert today.truth.value is None
    assert (
        placed(Window(hi=days(1)), record("I", 0, RUNNING), record("B", 1), on=5, closed=True).truth.value
        is True
    )
    assert (
        placed(Window(lo=days(1)), record("I", 0, RUNNING), record("B", 1), on=5, closed=True).truth.value
        is False
    )


def test_a_running_interval_covers_until_the_day_of_looking_and_a_closed_one_until_its_end() -> None:
    dated = Window("covering", this_point=DatePoint(FieldRef("this", "期日")))

    def covered(until: int, closed: bool) -> bool | None:
        a = having(record("A", 0), 期日=day(until))
        return placed(dated, a, record("I", 0, RUNNING), on=5, closed=closed).truth.value

    assert [covered(n, False) for n in (4, 5, 6)] == [True, True, None]
    assert [covered(n, True) for n in (4, 5, 6)] == [True, True, None]
    for until in (5, 6, 7):  # an end that lies ahead is still to come
        known = placed(dated, having(record("A", 0), 期日=day(until)), record("I", 0, 6), on=5)
        assert known.truth.value is (True if until == 5 else None)
        assert known.truth.atoms == (frozenset() if until == 5 else {FREE})


def test_what_runs_may_still_cover_an_end_to_come_and_what_ended_today_too() -> None:
    to_end = Window("covering", this_point=END)
    for end, expected in ((RUNNING, None), (5, None), (4, False)):
        found = placed(to_end, record("I", 1, RUNNING), record("J", 0, end), on=5)
        assert found.truth.value is expected, end
    running = case(record("I", 1, RUNNING), record("J", 0, RUNNING))
    covered = core.Exists("J", ALWAYS, to_end)
    assert state(covered, running, 5, step="I") is State.PENDING
    assert state(core.Forbid("J", ALWAYS, to_end), running, 5, step="I") is State.HOLDING
    assert state(covered, case(record("I", 1, 5), record("J", 0, RUNNING)), 5, step="I") is State.SATISFIED


def test_the_point_of_a_case_is_the_start_of_the_procedure() -> None:
    env = env_of(record("B", 2), record("C", 1), on=5)
    for point in (None, START, END):
        assert reference(env, None, Window("after", this_point=point), broken) == At(day(1))
    stated = env_of(record("B", 2), on=5, facts={"程序启动日": day(-3)})
    assert reference(stated, None, Window("after"), broken) == At(day(-3))
    not_a_date = env_of(record("B", 2), on=5, facts={"程序启动日": "昨天"})
    assert reference(not_a_date, None, Window("after"), broken) == At(day(2))
    dated = env_of(record("B", 2), on=5, facts={"定日": day(4)})
    assert reference(dated, None, Window("after", this_point=DatePoint(FactRef("定日"))), broken) == At(
        day(4)
    )
    assert reference(env_of(), None, Window("after"), broken) is None


def test_a_case_without_any_date_finds_records_only_anywhere() -> None:
    env = env_of()
    assert fit(env, None, record("B", 0), Window(), broken).truth.value is True
    for window in (Window("after"), Window("before"), Window("covering")):
        assert fit(env, None, record("B", 0), window, broken).truth.value is False
    assert room(env, None, Window("after"), broken).truth.value is True
    assert room(env, None, Window(hi=days(1)), broken) == Room(room(env, None, Window(), broken).truth)
    assert room(env, None, Window("before"), broken).truth.value is False
    assert room(env, None, Window("covering"), broken).truth.value is False


def test_what_is_owed_instead_counts_from_the_day_of_the_breach() -> None:
    env = env_of(record("A", 0), record("B", 4), on=9)
    after = env.after(Breach(day(3)))
    assert reference(after, env.happened[0], Window("after"), broken) == At(day(3))
    assert reference(after, env.happened[0], Window("after", this_point=START), broken) == At(
        day(0), env.happened[0], "start"
    )


LATEST = LatestPoint((EdgePoint("end"),), ("C",))


@pytest.mark.parametrize(
    ("supplements", "hi", "expected"),
    [
        ([], 3, 0),
        ([(2, 2)], 3, 2),
        ([(3, 3)], 3, 3),
        ([(4, 4)], 3, 0),
        ([(2, 2), (5, 5)], 3, 5),
        ([(5, 5), (2, 2)], 3, 5),
        ([(2, 6)], 3, 6),
        ([(1, 5), (2, 3)], 3, 5),
        ([(2, RUNNING)], 3, 0),
        ([(2, 30)], 3, 0),
        ([(2, 9)], 3, 9),
        ([(8, 8)], None, 8),
    ],
)
def test_the_clock_restarts_at_a_supplement_made_in_time(
    supplements: list[tuple[int, int]], hi: int | None, expected: int
) -> None:
    env = env_of(record("A", 0), *(record("C", s, e) for s, e in supplements), on=9)
    window = Window("after", this_point=LATEST, hi=days(hi) if hi is not None else None)
    assert reference(env, env.happened[0], window, broken) == At(day(expected))


def test_the_clock_takes_the_latest_of_its_points_and_stops_at_one_not_known() -> None:
    points = (START, DatePoint(FieldRef("this", "期日")))
    window = Window("after", this_point=LatestPoint(points, ("C", "D")))

    def clock(env: Env) -> object:
        return reference(env, env.happened[0], window, broken)

    assert clock(env_of(having(record("A", 0), 期日=day(2)), record("C", 1), on=9)) == At(day(2))
    assert clock(env_of(having(record("A", 0), 期日=day(-2)), record("D", 1), on=9)) == At(day(1))
    open_ = env_of(record("A", 0), on=9)
    assert isinstance(fit(open_, open_.happened[0], record("B", 3), window, broken), Fit)
    assert fit(open_, open_.happened[0], record("B", 3), window, broken).truth.value is None
    discount = counts_as("C", ALWAYS, counts=False)
    lame = env_of(having(record("A", 0), 期日=day(-2)), record("C", 1), on=9, counts=(discount,))
    assert clock(lame) == At(day(0))
    asked = counts_as("C", core.Truth(FactRef("F")), counts=False)
    unclear = env_of(having(record("A", 0), 期日=day(-2)), record("C", 1), on=9, counts=(asked,))
    assert fit(unclear, unclear.happened[0], record("B", 3), window, broken).truth.value is None
    assert room(unclear, unclear.happened[0], window, broken).truth.value is None
    running = env_of(record("I", 0, RUNNING), record("C", 1), on=9)
    end = Window("after", this_point=LatestPoint((END,), ("C",)))
    found = reference(running, running.happened[0], end, broken)
    assert isinstance(found, At) and found.to_come
    unstated = env_of(record("I", 0, RUNNING), record("C", 1), on=9, closed=True)
    found = reference(unstated, unstated.happened[0], end, broken)
    assert isinstance(found, At) and found.unstated and found.day is None


def test_the_clock_is_looked_at_as_of_the_record_looked_for() -> None:
    window = Window("after", this_point=LATEST, hi=days(3))
    at_once = (record("B", 2), record("C", 3))

    def fits(*records: Record, within: Window = window) -> bool | None:
        env = env_of(record("A", 0), *records, on=9)
        that = next(r for r in env.happened if r.step == "B")
        return fit(env, env.happened[0], that, within, broken).truth.value

    assert fits(*at_once) is True
    assert fits(record("C", 3), record("B", 5)) is True
    assert fits(record("B", 5), record("C", 6)) is False
    assert fits(record("C", 2), record("B", 2)) is True, "on the same day whatever the order in it"
    assert fits(*at_once, within=Window("after", this_point=LATEST)) is False, (
        "no time runs: after the last one"
    )
    unclear = counts_as("C", core.Truth(FactRef("F")), counts=False)
    env = env_of(record("A", 0), *at_once, on=9, counts=(unclear,))
    assert fit(env, env.happened[0], env.happened[1], window, broken).truth.value is True


@pytest.mark.parametrize(("began", "open_"), [(3, True), (4, False)])
def test_a_supplement_that_began_in_time_and_still_runs_will_move_the_clock(began: int, open_: bool) -> None:
    env = env_of(record("A", 0), record("I", began, RUNNING), on=9)
    window = Window("after", this_point=LatestPoint((EdgePoint("end"),), ("I",)), hi=days(3))
    found = room(env, env.happened[0], window, broken)
    assert found.truth.value is open_ and found.last_day == (None if open_ else day(3))

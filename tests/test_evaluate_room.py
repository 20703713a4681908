"""Room: whether a record to come could still lie in a window, and until when."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.bounds import bounds
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.rooms import Room, room
from guiju.engine.semantics import core
from guiju.engine.semantics.core import DatePoint, EdgePoint, FieldRef, Window
from msgspec.structs import replace

from .evaluating import env_of, having, judged
from .oracle.small import ALWAYS, RUNNING, case, day, days, record, workdays

START, END = EdgePoint("start"), EdgePoint("end")
LATER, CLOSE, SOON = "is later", "is too close", "is beyond the time allowed"
BARRED = Window("after", none_between=("C",))
NEXT = Window("after", immediate=True)


ROOM: dict[str, tuple[Window, Record, int, bool | None, int | None]] = {
    "after": (Window("after"), record("A", 0), 5, True, None),
    "after, in time": (Window("after", hi=days(5)), record("A", 0), 4, True, 5),
    "after, on the last day": (Window("after", hi=days(5)), record("A", 0), 5, True, 5),
    "after, past it": (Window("after", hi=days(5)), record("A", 0), 6, False, 5),
    "after, rolled": (Window("after", hi=days(5), roll=True), record("A", 0), 7, True, 7),
    "after, too short": (Window("after", lo=days(6), hi=days(5)), record("A", 0), 1, False, 5),
    "after, just long enough": (Window("after", lo=days(5), hi=days(5)), record("A", 0), 1, True, 5),
    "after, full days": (Window("after", lo=days(5), hi=days(5), full_days=True), record("A", 0), 1, False, 5),
    "after, lower bound passed": (Window("after", lo=days(1), hi=days(5)), record("A", 0), 6, False, 5),
    "after, while it runs": (Window("after", hi=days(5)), record("I", 0, RUNNING), 9, True, None),
    "after a date to come": (
        Window("after", this_point=DatePoint(FieldRef("this", "期日")), hi=days(5)),
        having(record("A", 0), 期日=day(8)), 1, True, 13,
    ),
    "any": (Window(), record("A", 0), 9, True, None),
    "any, in time": (Window(hi=days(5)), record("A", 0), 5, True, 5),
    "any, past it": (Window(hi=days(5)), record("A", 0), 6, False, 5),
    "any, apart": (Window(lo=days(5)), record("A", 0), 6, True, None),
    "before": (Window("before"), record("A", 0), 0, False, None),
    "before an end to come": (Window("before", this_point=END), record("I", 0, RUNNING), 3, True, None),
    "before an end past": (Window("before", this_point=END), record("I", 0, 2), 3, False, None),
    "before a date": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))),
        having(record("A", 0), 期日=day(6)), 6, True, 6,
    ),
    "before a date past": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))),
        having(record("A", 0), 期日=day(6)), 7, False, 6,
    ),
    "long before a date": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日")), lo=days(2)),
        having(record("A", 0), 期日=day(6)), 4, True, 4,
    ),
    "too close before a date": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日")), lo=days(2)),
        having(record("A", 0), 期日=day(6)), 5, False, 4,
    ),
    "covering today": (Window("covering"), record("A", 3), 3, True, None),
    "covering a past day": (Window("covering"), record("A", 3), 4, False, None),
    "covering a day to come": (
        Window("covering", this_point=DatePoint(FieldRef("this", "期日"))),
        having(record("A", 0), 期日=day(6)), 3, True, None,
    ),
    "its own date may be any": (
        Window("after", that_point=DatePoint(FieldRef("that", "期日")), hi=days(1)), record("A", 0), 9, True, None,
    ),
    "an unknown date": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))), record("A", 0), 3, None, None,
    ),
    "no date": (
        Window("before", this_point=DatePoint(FieldRef("this", "x"))), record("A", 0, x="1"), 3, False, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROOM)
def test_whether_a_record_to_come_still_fits_and_until_when(name: str) -> None:
    window, this, now, expected, last = ROOM[name]
    env = env_of(this, on=now)
    found = room(env, env.happened[0], window, broken)
    assert found.truth.value is expected
    assert found.last_day == (day(last) if last is not None else None)
    closed = env_of(this, closed=True, on=now)
    if not this.end or this.end > day(now):
        return
    assert room(closed, closed.happened[0], window, broken) == found


DAY_D = DatePoint(FieldRef("this", "期日"))


def months(n: int) -> core.Duration:
    return core.Duration(n, "month")


# the bounds before a date, the date, the first and the last day that keep them (day 0 is Monday 8 March)
BEFORE_A_DATE: dict[str, tuple[Window, int, tuple[int, int] | None]] = {
    "no working days end on a Saturday": (Window(lo=workdays(2), hi=workdays(2)), 5, None),
    "they end on the Friday before": (Window(lo=workdays(2), hi=workdays(2)), 4, (2, 2)),
    "from the weekend as from the Friday": (Window(lo=workdays(1), hi=workdays(2)), 7, (3, 6)),
    "rolled over the weekend": (Window(hi=days(2), roll=True), 7, (3, 7)),
    "rolled, and just so long": (Window(lo=days(2), hi=days(2), roll=True), 7, (3, 5)),
    "the day number counts": (Window(hi=months(1)), 54, (24, 54)),  # 1 May: from 1 April on
    "the last two of March lead to 30 April": (Window(lo=months(1), hi=months(1)), 53, (22, 23)),
    "31 March": (
        Window(hi=months(1)),
        23,
        (-7, 23),
    ),  # from 1 March on: the last of February leads to 28 March
    "counted back": (Window(hi=workdays(2), back=True), 5, (3, 5)),
}


@pytest.mark.parametrize("name", BEFORE_A_DATE)
def test_the_days_from_which_the_bounds_before_a_date_are_kept(name: str) -> None:
    bounds_, at, kept = BEFORE_A_DATE[name]
    window = replace(bounds_, direction="before", this_point=DAY_D)

    def still(on: int) -> Room:
        env = env_of(having(record("A", -8), 期日=day(at)), on=on)
        return room(env, env.happened[0], window, broken)

    if kept is None:
        assert not any(still(on).truth.value for on in range(-8, at + 2))
        return
    first, last = kept
    assert (still(first - 1).first_day, still(first).last_day) == (day(first), day(last))
    for on in (-8, first, last, last + 1):
        assert still(on).truth.value is (on <= last)
    found = judged(core.Exists("B", ALWAYS, window), case(having(record("A", -8), 期日=day(at))), -8)
    assert found.state is State.PENDING and found.last_day == day(last)


def test_days_left_out_before_a_date_are_left_out_of_both_bounds() -> None:
    window = Window("before", this_point=DAY_D, lo=days(1), hi=days(2), excluding=("J",))
    env = env_of(having(record("A", 0), 期日=day(9)), record("J", 3, 8), on=3)
    found = room(env, env.happened[0], window, broken)
    assert (found.truth.value, found.first_day, found.last_day) == (True, day(1), day(8))


def test_room_hangs_on_a_year_whose_days_off_are_not_known() -> None:
    far = (date(2090, 3, 1) - day(0)).days
    env = env_of(record("A", far), on=far + 9)
    found = room(env, env.happened[0], Window("after", hi=workdays(3)), broken)
    assert found.truth.value is None and found.last_day is None
    assert found.sums[0].result is None
    certain = env_of(record("A", far), on=far + 1)
    assert room(certain, certain.happened[0], Window("after", hi=workdays(3)), broken).truth.value is True


def test_there_is_no_room_once_something_lies_between() -> None:
    for window in (replace(BARRED, hi=days(9)), BARRED, replace(BARRED, direction="any"), NEXT):
        spoiled = env_of(record("A", 0), record("C", 1), on=2)
        assert room(spoiled, spoiled.happened[0], window, broken).truth.value is False
        fine = env_of(record("C", 0), record("A", 1), on=2)
        assert room(fine, fine.happened[1], window, broken).truth.value is True
        assert room(fine, None, window, broken).truth.value is True
    bounded = env_of(record("A", 0), record("C", 1), on=2)
    found = room(bounded, bounded.happened[0], replace(BARRED, direction="any", hi=days(9)), broken)
    assert (found.truth.value, found.last_day) == (False, day(9))


def test_bounds_need_not_both_be_given() -> None:
    env = env_of()
    assert bounds(env, day(0), day(9), Window("after"), broken)[0].value is True
    truth, sums = bounds(env, day(0), day(2), Window("after", lo=days(3), hi=days(4)), broken)
    assert truth.value is False and [s.holds for s in sums] == [False, True]


def test_a_record_of_another_step_that_came_first_or_too_soon_is_shown_with_its_reason() -> None:
    found = judged(
        core.Exists("B", ALWAYS, Window("before", lo=days(3))), case(record("B", 0), record("A", 2)), 5
    )
    assert found.state is State.VIOLATED
    assert [(n.record.step, n.reason) for n in found.proof.not_used] == [("B", Text("间隔不够", CLOSE))]
    assert found.why == Text(
        "2021-03-10 的A之前至少 3日,没有B(2021-03-08 的B间隔不够)",
        "no step b before the step a of 2021-03-10 by at least 3 days (the step b of 2021-03-08 is too close)",
    )


@pytest.mark.parametrize(("end", "told"), [(RUNNING, True), (3, False)])
def test_while_a_step_left_out_of_the_count_runs_the_last_day_is_at_least_that(end: int, told: bool) -> None:
    window = Window("after", hi=days(5), excluding=("J",))
    env = env_of(record("A", 0), record("J", 2, end), on=4)
    (sum_,) = room(env, env.happened[0], window, broken).sums
    assert sum_.left_out == tuple(day(n) for n in ((2, 3, 4) if told else (2, 3)))
    assert any("还没有结束" in note.zh and "still runs" in note.en for note in sum_.notes) is told

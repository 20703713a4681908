"""Windows: which records lie in them, and why others do not."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import DatePoint, EdgePoint, FieldRef, Window

from .evaluating import having, placed
from .oracle.small import RUNNING, day, days, record, workdays

START, END = EdgePoint("start"), EdgePoint("end")
LATER, CLOSE, SOON = "is later", "is too close", "is beyond the time allowed"
EARLIER, TO_COME = "is earlier", "has not ended yet"
Asked = tuple[Window, Record, Record, bool | None, str | None]


FIT: dict[str, Asked] = {
    "before": (Window("before"), record("A", 3), record("B", 2), True, None),
    "not before": (Window("before"), record("A", 3), record("B", 4), False, LATER),
    "before, by the end": (Window("before"), record("A", 3), record("I", 1, 4), False, LATER),
    "before, by the start": (Window("before", that_point=START), record("A", 3), record("I", 1, 4), True, None),
    "before the end of this": (Window("before", this_point=END), record("I", 1, 4), record("B", 3), True, None),
    "before the start of this": (Window("before"), record("I", 1, 4), record("B", 3), False, LATER),
    "at least so long before": (Window("before", lo=days(2)), record("A", 3), record("B", 1), True, None),
    "too close before": (Window("before", lo=days(2)), record("A", 3), record("B", 2), False, CLOSE),
    "at most so long before": (Window("before", hi=days(2)), record("A", 3), record("B", 1), True, None),
    "too long before": (Window("before", hi=days(2)), record("A", 3), record("B", 0), False, SOON),
    "within both": (Window("before", lo=days(1), hi=days(3)), record("A", 4), record("B", 1), True, None),
    "both, too close": (Window("before", lo=days(2), hi=days(3)), record("A", 4), record("B", 3), False, CLOSE),
    "both, too long": (Window("before", lo=days(1), hi=days(2)), record("A", 4), record("B", 1), False, SOON),
    "full days": (Window("before", lo=days(2), full_days=True), record("A", 3), record("B", 1), False, CLOSE),
    "enough full days": (Window("before", lo=days(2), full_days=True), record("A", 3), record("B", 0), True, None),
    "after": (Window("after"), record("A", 1), record("B", 2), True, None),
    "not after": (Window("after"), record("A", 1), record("B", 0), False, EARLIER),
    "after the end": (Window("after"), record("I", 0, 3), record("B", 2), False, EARLIER),
    "after the start": (Window("after", this_point=START), record("I", 0, 3), record("B", 2), True, None),
    "in time": (Window("after", hi=days(2)), record("A", 0), record("B", 2), True, None),
    "late": (Window("after", hi=days(2)), record("A", 0), record("B", 3), False, SOON),
    "the end in time": (Window("after", that_point=END, hi=days(2)), record("A", 0), record("I", 1, 2), True, None),
    "the end late": (Window("after", that_point=END, hi=days(2)), record("A", 0), record("I", 1, 3), False, SOON),
    "the end to come": (Window("after", that_point=END), record("A", 0), record("I", 1, RUNNING), None, TO_COME),
    "too early": (Window("after", lo=days(2)), record("A", 0), record("B", 1), False, CLOSE),
    "rolled": (Window("after", hi=days(5), roll=True), record("A", 0), record("B", 7), True, None),
    "not rolled": (Window("after", hi=days(5)), record("A", 0), record("B", 7), False, SOON),
    "roll leaves the lower bound": (
        Window("after", lo=days(5), roll=True), record("A", 0), record("B", 5), True, None,
    ),
    "full days leave the upper bound": (
        Window("after", hi=days(2), full_days=True), record("A", 0), record("B", 3), False, SOON,
    ),
    "after itself to come": (Window("after"), record("I", 0, RUNNING), record("B", 1), False, EARLIER),
    "on the same day": (Window("after"), record("A", 0), record("B", 0), None, None),
    "on the same day, late whatever the order": (
        Window("after", lo=days(1)), record("A", 0), record("B", 0), False, CLOSE,
    ),
    "working days back": (Window("before", lo=workdays(1), back=True), record("A", 7), record("B", 4), True, None),
    "working days back, too close": (
        Window("before", lo=workdays(1), back=True), record("A", 7), record("B", 5), False, CLOSE,
    ),
    "forward the weekend is close enough": (
        Window("before", lo=workdays(1)), record("A", 7), record("B", 6), True, None,
    ),
    "back at most": (Window("before", hi=workdays(1), back=True), record("A", 7), record("B", 4), True, None),
    "back too long": (Window("before", hi=workdays(1), back=True), record("A", 7), record("B", 3), False, SOON),
    "anywhere": (Window(), record("A", 3), record("B", 0), True, None),
    "anywhere while it runs": (Window(), record("I", 3, RUNNING), record("B", 0), True, None),
    "within the distance before": (Window(hi=days(2)), record("A", 3), record("B", 1), True, None),
    "beyond the distance before": (Window(hi=days(2)), record("A", 3), record("B", 0), False, SOON),
    "within the distance after": (Window(hi=days(2)), record("A", 3), record("B", 5), True, None),
    "beyond the distance after": (Window(hi=days(2)), record("A", 3), record("B", 6), False, SOON),
    "the distance is from the end": (Window(hi=days(2)), record("I", 0, 3), record("B", 5), True, None),
    "the distance is to the start": (Window(hi=days(2)), record("A", 3), record("I", 0, 1), True, None),
    "overlapping has no distance": (Window(hi=days(0)), record("I", 0, 5), record("B", 3), True, None),
    "apart enough": (Window(lo=days(2)), record("A", 3), record("B", 1), True, None),
    "not apart enough": (Window(lo=days(2)), record("A", 3), record("B", 2), False, CLOSE),
    "distance from one to come": (Window(hi=days(1)), record("I", 0, RUNNING), record("B", 5), True, None),
    "not apart from one to come": (Window(lo=days(1)), record("I", 0, RUNNING), record("B", 5), False, None),
    "apart by nothing": (Window(lo=days(0)), record("I", 0, RUNNING), record("B", 5), True, None),
    "distance between points": (
        Window(this_point=START, that_point=END, hi=days(2)), record("A", 3), record("I", 0, 1), True, None,
    ),
    "distance between points, that earlier": (
        Window(this_point=START, hi=days(2)), record("A", 5), record("B", 0), False, SOON,
    ),
    "distance between points, too far": (
        Window(this_point=START, hi=days(2)), record("I", 0, 3), record("B", 3), False, SOON,
    ),
    "distance to a point": (Window(that_point=END, hi=days(2)), record("A", 3), record("I", 2, 6), False, SOON),
    "covering": (Window("covering"), record("A", 3), record("I", 2, 4), True, None),
    "covering on its first day": (Window("covering"), record("A", 2), record("I", 2, 4), True, None),
    "covering on its last day": (Window("covering"), record("A", 4), record("I", 2, 4), True, None),
    "covering begun later": (Window("covering"), record("A", 1), record("I", 2, 4), False, "had not begun on the day"),
    "covering ended": (Window("covering"), record("A", 5), record("I", 2, 4), False, "had ended by the day"),
    "covering while it runs": (Window("covering"), record("A", 5), record("I", 2, RUNNING), True, None),
    "covering the start": (Window("covering"), record("I", 3, 9), record("J", 2, 4), True, None),
    "covering the end": (Window("covering", this_point=END), record("I", 3, 9), record("J", 2, 9), True, None),
    "covering an end beyond": (
        Window("covering", this_point=END), record("I", 3, 6), record("J", 2, 5), False, "had ended by the day",
    ),
    "covering an end to come": (
        Window("covering", this_point=END), record("I", 3, RUNNING), record("J", 2, RUNNING), None, TO_COME,
    ),
    "a date field of that": (
        Window("after", that_point=DatePoint(FieldRef("that", "期日")), hi=days(2)),
        record("A", 3), having(record("B", 0), 期日=day(5)), True, None,
    ),
    "a date field of that, late": (
        Window("after", that_point=DatePoint(FieldRef("that", "期日")), hi=days(2)),
        record("A", 3), having(record("B", 0), 期日=day(6)), False, SOON,
    ),
    "a date field on the same day": (
        Window("after", that_point=DatePoint(FieldRef("that", "期日"))),
        record("A", 3), having(record("B", 0), 期日=day(3)), True, None,
    ),
    "a date field that is not a date": (
        Window("after", that_point=DatePoint(FieldRef("that", "x"))), record("A", 3), record("B", 0, x="1"),
        False, None,
    ),
    "a date field not stated": (
        Window("after", that_point=DatePoint(FieldRef("that", "期日"))), record("A", 3), record("B", 0), None, None,
    ),
    "a date field of this": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))),
        having(record("A", 3), 期日=day(6)), record("B", 5), True, None,
    ),
    "a date field of this, missed": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))),
        having(record("A", 3), 期日=day(4)), record("B", 5), False, LATER,
    ),
    "this has no such date": (
        Window("before", this_point=DatePoint(FieldRef("this", "期日"))), record("A", 3), record("B", 5), None, None,
    ),
    "this field is no date": (
        Window("before", this_point=DatePoint(FieldRef("this", "x"))), record("A", 3, x="1"), record("B", 5),
        False, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIT)
def test_which_records_lie_in_a_window_and_why_others_do_not(name: str) -> None:
    window, this, that, expected, miss = FIT[name]
    found = placed(window, this, that)
    assert found.truth.value is expected
    assert (found.miss.en if found.miss else None) == miss


@pytest.mark.parametrize("name", [n for n, asked in FIT.items() if asked[1].end and asked[2].end])
def test_closing_changes_nothing_about_records_that_have_ended(name: str) -> None:
    window, this, that, _, _ = FIT[name]
    opened, closed = placed(window, this, that), placed(window, this, that, closed=True)
    assert (closed.truth, closed.miss) == (opened.truth, opened.miss)


def test_each_reason_is_said_in_chinese_as_well() -> None:
    said = {found.miss for found in (placed(*asked[:3]) for asked in FIT.values()) if found.miss}
    assert said == {
        Text("在其之后", LATER),
        Text("在其之前", EARLIER),
        Text("间隔不够", CLOSE),
        Text("超过了期限", SOON),
        Text("还没有结束", TO_COME),
        Text("那一天还没有开始", "had not begun on the day"),
        Text("那一天已经结束", "had ended by the day"),
    }


def test_the_sums_of_a_window_are_shown_lower_bound_first() -> None:
    found = placed(Window("before", lo=days(2), hi=days(3)), record("A", 4), record("B", 3))
    assert [(s.start, s.duration.n, s.result, s.relation, s.actual, s.holds) for s in found.sums] == [
        (day(3), 2, day(5), ">=", day(4), False),
        (day(3), 3, day(6), "<=", day(4), True),
    ]
    back = placed(Window("before", lo=workdays(1), hi=workdays(2), back=True), record("A", 7), record("B", 4))
    assert [(s.start, s.result, s.relation, s.actual, s.back) for s in back.sums] == [
        (day(7), day(4), "<=", day(4), True),
        (day(7), day(3), ">=", day(4), True),
    ]


def test_of_two_that_start_on_one_day_the_other_comes_first() -> None:
    window = Window(hi=days(1))
    assert [s.start for s in placed(window, record("I", 0, RUNNING), record("B", 0)).sums] == [day(0)]
    assert placed(window, record("B", 0), record("I", 0, RUNNING)).sums == ()


def test_a_bound_on_an_unknown_year_is_no_bound_missed() -> None:
    far = (date(2090, 3, 1) - day(0)).days
    found = placed(Window("after", lo=workdays(3)), record("A", far), record("B", far + 9), on=far + 20)
    assert found.truth.value is None and found.miss is None
    assert found.sums[0].holds is None
    both = Window("after", lo=workdays(3), hi=days(5))
    late = placed(both, record("A", far), record("B", far + 9), on=far + 20)
    assert late.miss is not None and late.miss.en == SOON

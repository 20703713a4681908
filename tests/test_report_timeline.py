"""The drawing of a case: nothing overlaps, and everything stands where its date says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.report.layout.ticks import Scale
from guiju.engine.report.verdict.timeline import (
    MARGIN,
    RECORDS_DRAWN,
    WIDTH,
    Mark,
    Timeline,
    text_width,
    timeline,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.test_report_sample_law import COMMENT, MEETING
from tests.test_report_samples import EARLY, FULL, skipped_review

STEPS = ["公开征求意见", "合法性审查", "集体讨论", "一个程序里没有声明过的名称特别特别长的步骤名称"]
DATES = st.dates(date(1950, 1, 1), date(2150, 1, 1))


def drawing(verdict: Verdict) -> Timeline:
    drawn = timeline(verdict, "zh")
    assert drawn is not None
    return drawn


def with_records(records: list[Record]) -> Verdict:
    return replace(
        FULL, findings=(), planned=(), discounted=(), case=replace(FULL.case, records=tuple(records))
    )


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    base = draw(DATES)
    drawn = []
    for index in range(draw(st.integers(1, 12))):
        start = base + timedelta(days=draw(st.integers(0, 4000)))
        end = draw(st.sampled_from([start, None, start + timedelta(days=30)]))
        drawn.append(Record(draw(st.sampled_from(STEPS)), start, end, index))
    return drawn


@given(records())
def test_no_label_or_mark_touches_another_and_all_stay_inside(cases: list[Record]) -> None:
    drawn = drawing(with_records(cases))
    boxes: dict[float, list[tuple[float, float]]] = {}
    for mark in (m for lane in drawn.lanes for m in lane.marks):
        left = min(mark.label_x, mark.x)
        right = max(mark.label_x + text_width(mark.label), mark.x + mark.width)
        assert drawn.left <= left and right <= WIDTH
        boxes.setdefault(mark.y, []).append((left, right))
    for row in boxes.values():
        row.sort()
        assert all(a[1] < b[0] for a, b in pairwise(row))
    for above, below in pairwise(drawn.lanes):
        assert above.y + above.height == below.y
        assert all(above.y <= m.y < below.y for m in above.marks)
    assert drawn.height > drawn.bottom == drawn.lanes[-1].y + drawn.lanes[-1].height


@given(DATES, st.integers(0, 70_000))
def test_ticks_lie_in_the_range_and_do_not_touch(first: date, length: int) -> None:
    scale = Scale(first, first + timedelta(days=length), 150, 740)
    ticks = list(scale.ticks())
    assert all(150 <= t.x <= 740 for t in ticks)
    gaps = [b.x - a.x for a, b in pairwise(ticks)]
    assert all(gap >= text_width("2019-10-01") for gap in gaps)


def marks(verdict: Verdict, step: str) -> list[Mark]:
    return [m for lane in drawing(verdict).lanes if lane.title == step for m in lane.marks]


def test_a_skipped_step_stands_just_before_the_record_that_needed_it() -> None:
    missing = [m for m in marks(FULL, "合法性审查") if m.kind == "missing"]
    meeting = marks(FULL, "集体讨论")
    assert len(missing) == 1  # two meetings lacked it
    assert 0 < min(m.x for m in meeting) - missing[0].x < 15


def test_the_line_of_a_closed_case_ends_with_its_last_record() -> None:
    closed = replace(FULL, planned=(), case=replace(FULL.case, records=(COMMENT, MEETING), closed=True))
    long_after = replace(closed, on=date(2026, 1, 1))
    drawn = drawing(long_after)
    assert drawn.on is None and drawn == drawing(closed)
    assert max(m.x for lane in drawn.lanes for m in lane.marks) == WIDTH - MARGIN
    still_open = drawing(replace(long_after, case=replace(closed.case, closed=False)))
    assert still_open.on is not None and still_open.on.x == WIDTH - MARGIN
    assert drawing(replace(long_after, planned=(MEETING,))).on is not None


def test_a_skipped_step_with_a_last_day_stands_on_it() -> None:
    late = replace(skipped_review(MEETING), last_day=date(2019, 10, 1))
    drawn = replace(FULL, findings=(late,))
    (missing,) = [m for m in marks(drawn, "合法性审查") if m.kind == "missing"]
    assert missing.label == "缺,最迟 2019-10-01"
    comment = marks(drawn, "公开征求意见")[0]
    assert missing.x == comment.x + comment.width  # that record ends on the same day


def test_kinds_of_marks() -> None:
    kinds = {lane.title: [m.kind for m in lane.marks] for lane in drawing(FULL).lanes}
    assert kinds["公开征求意见"] == ["violated"]
    assert kinds["集体讨论"] == ["violated", "violated"]
    assert kinds["作出决定"] == ["worthless"]
    assert "discounted" in kinds["合法性审查"]
    assert kinds["公布"] == ["planned"]
    assert marks(FULL, "专家论证")[0].running


def test_lanes_follow_the_procedure() -> None:
    titles = [lane.title for lane in drawing(FULL).lanes]
    assert titles == ["公开征求意见", "专家论证", "合法性审查", "集体讨论", "作出决定", "公布"]


def test_an_empty_case_has_no_drawing() -> None:
    assert timeline(replace(EARLY, case=replace(EARLY.case, records=())), "zh") is None


def test_too_many_records_are_left_out_aloud_and_never_those_that_matter() -> None:
    plain = [
        Record("公布", date(2019, 1, 1) + timedelta(days=i), None, i + 50) for i in range(RECORDS_DRAWN + 5)
    ]
    verdict = replace(with_records([*plain, MEETING]), findings=(skipped_review(MEETING),))
    assert drawing(verdict).left_out == "另有 6 条记录未画出"
    assert "violated" in [m.kind for m in marks(verdict, "集体讨论")]

"""Plans that reach into a year whose holidays are not announced: no slack below nothing, and what hangs on it is said."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from guiju.engine.case.model import Record
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Plan, Planned
from guiju.engine.report.plan.ics import plan_ics
from guiju.engine.report.plan.json import plan_data
from guiju.engine.report.plan.svg import plan_svg
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics.core import Exists, Lasts, Req, Window
from guiju.engine.semantics.program import Program
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .command_line import FIXTURES, run
from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule, workdays

ON = date(2026, 12, 21)
"""A Monday; the last notice there is is that of 2026."""


def made(*rules: tuple[str | None, Req]) -> Program:
    return program(*(replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(rules)))


def on(step: str, start: int, end: int | None = None) -> Record:
    """A record so many days after the day of looking."""
    moved = (ON - day(0)).days
    if end is None:
        return record(step, moved + start)
    return record(step, moved + start, RUNNING if end == RUNNING else moved + end)


def entry(found: Plan, name: str) -> Planned:
    (one,) = [e for e in found.left if e.step == name]
    return one


LASTING = made(("I", Lasts(">=", workdays(7))))


def test_whether_a_record_set_in_the_file_lasts_long_enough_hangs_on_the_year() -> None:
    # From Monday 28 December: the 29th, 30th and 31st are worked, four days are left: worked but for the statutory 1
    # January they are over on the 5th of January, the earliest that the seventh can be.
    found = make_plan(LASTING, case(on("I", 7, 16)), ON)
    assert (found.possible, found.exit_code) == (None, 3)
    held = entry(found, "I")
    assert held.slack is None and held.open_year == 2027
    for lang, told in (("zh", "要看 2027 年放假安排"), ("en", "hangs on the holidays of 2027")):
        assert told in plan_text(found, "zh" if lang == "zh" else "en")
    assert "或更晚" not in plan_text(found, "zh").split("怎样算的")[0]
    (step,) = plan_data(found)["steps"]
    assert (step["slack"], step["undecided_because_of_year"]) == (None, 2027)
    assert b"latest" not in plan_ics(found) and "最晚" not in plan_svg(found, "zh").split("可以拖到")[0]


def test_what_is_too_short_whatever_the_notice_says_is_not_possible() -> None:
    assert make_plan(LASTING, case(on("I", 7, 13)), ON).possible is False
    assert make_plan(LASTING, case(on("I", 1, 10)), ON).possible is True


def test_a_step_that_may_come_too_late_hangs_on_the_year() -> None:
    # Of the ten working days after Sunday the 20th the last is the 2nd of January at the earliest, the first day in 2027
    # that the statute does not fix; B can follow on the 4th.
    using = made(
        ("A", Exists("B", ALWAYS, Window("after", hi=workdays(10)))),
        ("B", Exists("C", ALWAYS, Window("before", lo=days(14)))),
    )
    found = make_plan(using, case(on("A", -1)), ON)
    assert found.possible is None and entry(found, "B").slack is None and entry(found, "B").open_year == 2027
    in_time = make_plan(using, case(on("A", -1), on("C", -8)), ON)
    assert in_time.possible is True and (entry(in_time, "B").slack or 0) >= 0


WITH_DAYS = st.one_of(st.integers(0, 20).map(days), st.integers(1, 12).map(workdays))
REQS = st.one_of(
    st.tuples(
        st.sampled_from("ABC"),
        st.builds(lambda s, n: Exists(s, ALWAYS, Window("before", lo=n)), st.sampled_from("ABC"), WITH_DAYS),
    ),
    st.tuples(
        st.sampled_from("ABC"),
        st.builds(lambda s, n: Exists(s, ALWAYS, Window("after", hi=n)), st.sampled_from("ABC"), WITH_DAYS),
    ),
    st.tuples(st.just("I"), st.builds(Lasts, st.sampled_from((">=", "<=")), WITH_DAYS)),
    st.tuples(st.sampled_from("BC"), st.just(Exists("I", ALWAYS, Window("before")))),
)
RECORDS = st.lists(
    st.one_of(
        st.builds(on, st.sampled_from("AB"), st.integers(-10, 25)),
        st.builds(lambda start, n: on("I", start, start + n), st.integers(-10, 20), st.integers(0, 20)),
    ),
    max_size=3,
    unique_by=lambda r: r.step,
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(REQS, min_size=1, max_size=4),
    RECORDS,
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(5, 40)),
)
def test_no_plan_that_is_possible_has_less_than_no_time_left(
    rules: list[tuple[str, Req]], records: list[Record], later: int, by: int | None
) -> None:
    asked = Asked({"B": ON + timedelta(by)} if by is not None else {}, include=("B",))
    found = make_plan(made(*rules), case(*records), ON + timedelta(later), asked)
    for one in found.left:
        assert one.slack is None or one.slack >= 0, (one.step, found.possible)
        if one.in_doubt is not None:
            assert found.possible is None and one.slack is None
    if found.possible and not found.unproven:
        assert all(e.in_doubt is None for e in found.entries)


def test_the_consultation_of_luhu_county_put_over_the_turn_of_the_year(tmp_path: Path) -> None:
    written = (FIXTURES / "03_comment_running.yaml").read_text("utf-8")
    moved = written.replace("起: 2026-11-02, 止: 2026-12-07", "起: 2026-12-10, 止: 2027-01-12")
    assert moved != written
    (tmp_path / "a.yaml").write_text(moved, "utf-8")
    ended = run("plan", tmp_path / "a.yaml", "--on", "2026-11-22")
    assert ended.code == 3 and ended.out.startswith("取决于尚未公布的放假安排")
    row = next(line for line in ended.out.splitlines() if line.startswith("公开征求意见"))
    assert "要看 2027 年放假安排" in row and "未定" in row and "-9" not in row
    assert ended.says("2026-12-01 必定来得及:公开征求意见起 2026-12-01 → 2027-01-12 公开征求意见止(+30日")
    assert run("plan", tmp_path / "a.yaml", "--on", "2026-11-22", lang="en").says(
        "2026-12-01 will do for certain"
    )

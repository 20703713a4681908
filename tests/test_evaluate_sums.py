"""Date sums of windows and durations: the day, the working shown for it, and years whose days off are not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from guiju.engine.calendar import Calendar, OpenDay
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Answer, Arithmetic, State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.sums import Limit, backward, compare, forward
from guiju.engine.report.verdict.proof_parts import answer_line
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration
from msgspec.structs import replace

from .evaluating import env_of, judged, labels
from .oracle.small import ALWAYS, RUNNING, case, day, days, record, rule, workdays

FAR = date(2090, 3, 1)
"""In a year whose days off are not known."""
TO_2026 = Calendar(date(2026, 6, 1))
"""With the notice of 2026 and none on later years."""


def total(start: int, n: Duration, *, full: bool = False, roll: bool = False) -> Limit:
    return forward(env_of(), day(start), n, "<=", full=full, roll=roll)


def test_days_working_days_months_and_years_forward() -> None:
    assert total(0, days(5)).day == day(5)
    assert total(0, workdays(5)).day == day(7)
    assert total(0, workdays(5)).working.skipped == (day(5), day(6))
    assert forward(env_of(), date(2021, 1, 31), Duration(1, "month"), "<=").day == date(2021, 2, 28)
    assert forward(env_of(), date(2020, 2, 29), Duration(1, "year"), "<=").day == date(2021, 2, 28)
    assert total(0, days(0)).day == day(0)


def test_full_days_move_the_day_by_one_but_not_a_distance_of_zero() -> None:
    assert total(0, days(5), full=True).day == day(6)
    assert total(0, days(0), full=True).day == day(0)
    assert total(0, days(1), full=True).working.options == ("full_days",)


def test_roll_moves_a_day_off_to_the_next_working_day_and_lists_what_it_passed_over() -> None:
    rolled = total(0, days(5), roll=True)
    assert rolled.day == day(7)
    assert rolled.working == Arithmetic(
        day(0), days(5), day(7), "<=", skipped=(day(5), day(6)), options=("roll",)
    )
    assert total(0, days(4), roll=True).day == day(4)
    assert total(0, days(4), roll=True).working.skipped == ()
    both = total(0, days(4), full=True, roll=True)
    assert (both.day, both.working.options) == (day(7), ("full_days", "roll"))


def test_counting_back_is_not_the_inverse_and_says_so() -> None:
    limit = backward(env_of(), day(7), workdays(1), ">=")
    assert limit.day == day(4)
    assert limit.working == Arithmetic(
        day(7), workdays(1), day(4), ">=", skipped=(day(5), day(6)), options=("back",), back=True
    )
    assert backward(env_of(), date(2021, 3, 31), Duration(1, "month"), "<=").day == date(2021, 2, 28)


def test_days_left_out_of_the_count() -> None:
    limit = forward(env_of(), day(0), days(2), "<=", excluding=lambda d: d in (day(1), day(3)))
    assert (limit.day, limit.working.skipped) == (day(4), (day(1), day(3)))
    back = backward(env_of(), day(4), days(2), "<=", lambda d: d == day(3))
    assert (back.day, back.working.skipped) == (day(1), (day(3),))


@pytest.mark.parametrize(("relation", "expected"), [("<=", "yyn"), (">=", "nyy")])
def test_the_actual_day_is_held_against_the_limit(relation: str, expected: str) -> None:
    limit = forward(env_of(), day(0), days(3), relation)
    for actual, letter in zip((2, 3, 4), expected, strict=True):
        truth, working = compare(env_of(), limit, day(actual))
        assert truth.value is (letter == "y")
        assert (working.holds, working.actual) == (letter == "y", day(actual))


def test_a_year_whose_days_off_are_not_known_is_named_and_asked_for() -> None:
    env = env_of()
    limit = forward(env, FAR, workdays(3), "<=", roll=True)
    assert limit.day is None and limit.missing is not None
    first = OpenDay(FAR + timedelta(days=3), None, 2090)
    assert limit.working == Arithmetic(FAR, workdays(3), None, "<=", options=("roll",), between=first)
    truth, working = compare(env, limit, FAR + timedelta(days=9))
    assert labels(truth) == {
        (
            "2090 年的放假安排(2090-03-01 起 3个工作日)",
            "the public holidays of 2090 (3 working days from 2090-03-01)",
        )
    }
    assert working.holds is None and working.actual == FAR + timedelta(days=9)
    (atom,) = truth.atoms
    assert [(t.zh, t.en) for _, t in atom.choices] == [
        ("查明后算得符合", "turn out so that it is kept"),
        ("查明后算得不符合", "turn out so that it is not kept"),
    ]
    for answer in (True, False):
        assert compare(env.assuming({atom.key: answer}), limit, FAR + timedelta(days=9))[0].value is answer
    other, _ = compare(env.assuming({atom.key: True}), limit, FAR + timedelta(days=8))
    assert other.value is None


def test_the_question_for_a_year_reads_as_a_sentence() -> None:
    then = Calendar(date(2020, 1, 20))
    for calendar, zh, en in (
        (Calendar(), "2090 年的放假安排(", "the public holidays of 2090 ("),
        (
            then,
            "2090 年的放假安排(2020-01-20 时没有公布;",
            "the public holidays of 2090 (not public on 2020-01-20; ",
        ),
    ):
        limit = forward(replace(env_of(), calendar=calendar), FAR, workdays(3), "<=")
        assert limit.missing is not None
        answer = Answer(((limit.missing.label, limit.missing.choices[0][1]),), State.SATISFIED)
        line = answer_line(answer, rule(WITHIN))
        assert line.zh == f"{zh}2090-03-01 起 3个工作日)查明后算得符合的:已满足"
        assert line.en == f"if {en}3 working days from 2090-03-01) turn out so that it is kept: satisfied"


def test_a_sum_beyond_all_years_is_named_with_its_reason() -> None:
    limit = forward(env_of(), FAR, Duration(300, "year"), "<=")
    assert limit.missing is not None
    assert limit.missing.label.zh == "2090-03-01 起 300年(算出的日期不在 1900 年至 2200 年之间)"
    assert limit.missing.label.en.startswith("300 years from 2090-03-01 (the date counted to lies outside")


def test_working_days_take_at_least_as_many_days_whatever_the_calendar() -> None:
    env = env_of()
    most, least = forward(env, FAR, workdays(3), "<="), forward(env, FAR, workdays(3), ">=")
    found = [
        [compare(env, limit, FAR + timedelta(days=n))[0].value for n in (2, 3, 4)] for limit in (most, least)
    ]
    assert found == [[True, True, None], [False, None, None]]
    assert compare(env, most, FAR + timedelta(days=2))[1].holds is True
    assert compare(env, least, FAR + timedelta(days=2))[1].holds is False


def test_what_holds_whatever_the_notice_is_told_from_the_first_and_the_last_day_that_it_can_be() -> None:
    env = env_of()
    rolled = forward(env, FAR, days(3), "<=", roll=True)
    assert rolled.between == OpenDay(FAR + timedelta(days=3), None, 2090)
    assert [compare(env, rolled, FAR + timedelta(days=n))[0].value for n in (3, 4)] == [True, None]
    for relation, at_the_last in (("<=", [None, False]), (">=", [None, True])):
        back = backward(replace(env, calendar=TO_2026), FAR, workdays(3), relation)
        assert back.missing is not None and back.working.options == ("back",) and back.working.back
        assert back.between == OpenDay(date(2026, 12, 29), FAR - timedelta(days=3), 2090)
        found = [compare(env, back, FAR - timedelta(days=n))[0].value for n in (4, 2)]
        assert found == at_the_last


def over(start: date, n: int, *, roll: bool = False, full: bool = False) -> OpenDay | None:
    env = replace(env_of(), calendar=TO_2026)
    return forward(env, start, workdays(n), ">=", roll=roll, full=full).between


def test_days_that_the_statute_fixes_are_off_whatever_the_notice() -> None:
    # Of the five working days from 2026-12-24 on the last is 31 December; 1 January is off, the 2nd may be worked.
    assert over(date(2026, 12, 24), 5) is None
    assert over(date(2026, 12, 24), 6) == OpenDay(date(2027, 1, 2), None, 2027)
    assert over(date(2026, 12, 24), 7, full=True) == OpenDay(date(2027, 1, 4), None, 2027)
    assert over(date(2027, 4, 30), 1) == OpenDay(date(2027, 5, 3), None, 2027)
    assert over(date(2027, 9, 30), 2) == OpenDay(date(2027, 10, 5), None, 2027)


def test_a_count_that_leads_through_the_year_to_a_known_one_has_a_last_day_too() -> None:
    # 2017 has no notice here, 2018 has one: its first working day is the 2nd.
    assert over(date(2017, 12, 28), 2) == OpenDay(date(2017, 12, 30), date(2018, 1, 3), 2017)
    env = env_of()
    limit = forward(env, date(2017, 12, 28), workdays(2), ">=")
    assert [compare(env, limit, date(2018, 1, n))[0].value for n in (2, 3)] == [None, True]
    back = backward(replace(env, calendar=TO_2026), date(2027, 1, 5), workdays(2), "<=")
    assert back.between == OpenDay(date(2026, 12, 30), date(2027, 1, 3), 2027)


def test_a_count_that_ends_on_the_last_day_of_a_known_year_with_a_full_day_more() -> None:
    limit = forward(
        replace(env_of(), calendar=Calendar(date(2026, 6, 1))),
        date(2026, 12, 24),
        workdays(5),
        ">=",
        full=True,
    )
    assert limit.day == date(2027, 1, 1)


WITHIN = core.Exists("B", ALWAYS, core.Window("after", hi=workdays(3)))
AT_LEAST = core.Lasts(">=", workdays(3))
AT_MOST = core.Lasts("<=", workdays(3))


def test_a_finding_that_hangs_on_an_unknown_year_is_unknown_and_names_it() -> None:
    start = (FAR - day(0)).days
    late = case(record("A", start), record("B", start + 9))
    found = judged(WITHIN, late, FAR + timedelta(days=9))
    assert found.state is State.UNKNOWN
    assert "2090" in found.unknown[0].zh and "2090" in found.unknown[0].en
    assert [a.state for a in found.answers] == [State.SATISFIED, State.VIOLATED]
    assert judged(
        WITHIN, case(record("A", start), record("B", start + 3)), FAR + timedelta(days=9)
    ).state is (State.SATISFIED)


def test_a_duration_over_an_unknown_year() -> None:
    start = (FAR - day(0)).days
    ended = case(record("I", start, start + 9))
    on = FAR + timedelta(days=9)
    assert judged(AT_LEAST, ended, on, step="I").state is State.UNKNOWN
    assert judged(AT_LEAST, case(record("I", start, start + 2)), on, step="I").state is State.VIOLATED
    assert judged(AT_MOST, case(record("I", start, start + 2)), on, step="I").state is State.SATISFIED
    running = record("I", start, RUNNING)
    possible = {
        AT_LEAST: {Basic.PENDING, Basic.SATISFIED},
        AT_MOST: {Basic.HOLDING, Basic.VIOLATED},
    }
    for req, states in possible.items():
        env = env_of(running, on=start + 9)
        assert judge(env, env.happened[0], req).states == states
        found = judged(req, case(running), on, step="I")
        assert found.state is State.UNKNOWN
        assert "2090" in found.unknown[0].en


def test_the_working_of_a_finding_shows_the_days_passed_over() -> None:
    found = judged(core.Exists("B", ALWAYS, core.Window("after", hi=workdays(5))), case(record("A", 0)), 1)
    assert found.proof.arithmetic == (
        Arithmetic(day(0), workdays(5), day(7), "<=", skipped=(day(5), day(6))),
    )
    assert found.why == Text(
        "还须有B(2021-03-08 的A之后 5个工作日之内),最后一天是 2021-03-15",
        "step b is still due after the step a of 2021-03-08 within 5 working days, 2021-03-15 at the latest",
    )

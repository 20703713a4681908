"""Time in hours, with the last and the first moment worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration, EdgePoint, Window
from msgspec.structs import replace

from .oracle.small import ALWAYS, RUNNING, case, day, days, exception, program, record, rule
from .proving import faults, proof_of

S = State


def hours(n: int) -> Duration:
    return Duration(n, "hour")


def within(n: int, point: EdgePoint | None = None) -> core.Exists:
    return core.Exists("B", ALWAYS, Window("after", point, hi=hours(n)))


def before(n: int) -> core.Exists:
    return core.Exists("B", ALWAYS, Window("before", lo=hours(n)))


def lasts(op: str, n: int) -> core.Lasts:
    return core.Lasts(">=" if op == ">=" else "<=", hours(n))


def judged(req: core.Req, looked_at: Case, on: int, step: str = "A") -> Finding:
    """The first finding, whose proof the other program accepts."""
    made = program(rule(req, step))
    assert faults(proof_of(judge_case(made, looked_at, day(on)))) == []
    return judge_rule(made.rules[0], looked_at, day(on), made)[0]


def state(req: core.Req, *records: Record, on: int = 30, step: str = "A", closed: bool = False) -> State:
    return judged(req, case(*records, closed=closed), on, step).state


def at(step: str, n: int, time: str | None = None, order: int | None = None) -> Record:
    return record(step, n, time=time, order=order)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (("B", 1, "08:00"), S.SATISFIED),  # the very minute
        (("B", 1, "08:01"), S.VIOLATED),
        (("B", 0, "23:59"), S.SATISFIED),
        (("B", 1, "00:00"), S.SATISFIED),
        (("B", 0, "07:59"), S.VIOLATED),  # it came before
    ],
)
def test_twenty_four_hours_from_eight_o_clock(done: tuple[str, int, str], expected: State) -> None:
    assert state(within(24), at("A", 0, "08:00"), at(*done)) is expected


def test_the_same_minute_leaves_only_the_order_open() -> None:
    records = at("A", 0, "08:00"), at("B", 0, "08:00")
    finding = judged(within(2), case(*records), 0)
    assert finding.state is S.UNKNOWN
    assert [key[0] for key in finding.questions if isinstance(key, tuple)] == ["order"]
    assert state(within(2), at("A", 0, "08:00", 1), at("B", 0, "08:00", 2)) is S.SATISFIED


def test_across_the_end_of_a_month_and_of_a_leap_day() -> None:
    # day 0 is Monday 2021-03-08; 2024-02-28 is day 1087
    assert day(1087) == date(2024, 2, 28)
    assert state(within(24), at("A", 1087, "23:59"), at("B", 1088, "23:59"), on=1100) is S.SATISFIED
    assert state(within(24), at("A", 1088, "23:59"), at("B", 1090, "00:00"), on=1100) is S.VIOLATED


@pytest.mark.parametrize(
    ("first", "second", "n", "expected"),
    [
        (("A", 0), ("B", 1), 24, S.UNKNOWN),
        (("A", 0), ("B", 2), 24, S.VIOLATED),  # from 23:59 to 00:00 two days on: 24 hours and a minute
        (("A", 0), ("B", 2), 25, S.UNKNOWN),
        (("A", 0), ("B", 1), 48, S.SATISFIED),  # from 00:00 to 23:59 on the day after: a minute less
        (("A", 0), ("B", 1), 47, S.UNKNOWN),
        (("A", 0, "08:00"), ("B", 0, None, None), 24, S.UNKNOWN),  # the order alone
        (("A", 0, "08:00"), ("B", 1), 40, S.SATISFIED),  # until 24:00 on the day after
        (("A", 0, "08:00"), ("B", 1), 39, S.UNKNOWN),
        (("A", 0), ("B", 1, "00:00"), 24, S.SATISFIED),
        (("A", 0), ("B", 1, "00:01"), 24, S.UNKNOWN),
    ],
)
def test_a_time_that_is_not_stated_lies_anywhere_in_its_day(
    first: tuple[str, int], second: tuple[str, int], n: int, expected: State
) -> None:
    assert state(within(n), at(*first), at(*second)) is expected


def test_the_question_names_the_time_and_what_it_must_be() -> None:
    looked_at = case(at("A", 0, "08:00"), at("B", 1))
    (question,) = judged(within(24), looked_at, 3).questions
    assert question == ("hours", "<=", 24, "2021-03-08T08:00:00", ("field", 1, "时间"))
    finding = judged(within(24), looked_at, 3)
    assert [label.zh for label in finding.unknown] == ["B.时间"]
    words = {choice.zh: a.state for a in finding.answers for _, choice in a.assignment}
    assert words == {"≤ 2021-03-09 08:00": S.SATISFIED, "> 2021-03-09 08:00": S.VIOLATED}
    answered = replace(looked_at.records[1], time="08:00")
    assert state(within(24), looked_at.records[0], answered) is S.SATISFIED


def test_the_place_within_the_day_narrows_the_time() -> None:
    noon = at("C", 1, "12:00", 1)
    assert state(within(24), at("A", 0, "08:00"), noon, at("B", 1, None, 2)) is S.VIOLATED
    assert state(within(29), at("A", 0, "08:00"), noon, at("B", 1, None, 2)) is S.UNKNOWN
    assert state(within(28), at("A", 0, "08:00"), noon, at("B", 1, None, 2)) is S.UNKNOWN  # 12:00 itself
    late = at("C", 1, "07:00", 2)
    assert state(within(24), at("A", 0, "08:00"), late, at("B", 1, None, 1)) is S.SATISFIED


def test_at_least_so_many_hours_before() -> None:
    assert state(before(24), at("B", 0, "08:00"), at("A", 1, "08:00")) is S.SATISFIED
    assert state(before(24), at("B", 0, "08:01"), at("A", 1, "08:00")) is S.VIOLATED
    assert state(before(24), at("B", 0), at("A", 2)) is S.SATISFIED
    assert state(before(24), at("B", 0), at("A", 1)) is S.UNKNOWN
    assert state(before(25), at("B", 0, "23:00"), at("A", 1)) is S.VIOLATED
    assert state(before(0), at("B", 0), at("A", 1)) is S.SATISFIED


@pytest.mark.parametrize(
    ("on", "open_", "closed"),
    [(0, S.PENDING, S.VIOLATED), (1, S.VIOLATED, S.VIOLATED), (2, S.VIOLATED, S.VIOLATED)],
)
def test_the_last_moment_passes_with_the_day_on_which_it_lies(on: int, open_: State, closed: State) -> None:
    assert state(within(24), at("A", 0, "08:00"), on=on) is open_
    assert state(within(24), at("A", 0, "08:00"), on=on, closed=True) is closed
    assert state(within(24), at("A", 0), on=on) is open_  # whenever it was, the last moment lies on day 1


def test_a_last_moment_on_one_of_two_days() -> None:
    """Two hours from a time that is not stated end on that day or on the next one."""
    assert state(within(2), at("A", 0), on=0) is S.UNKNOWN
    assert state(within(2), at("A", 0), on=1) is S.VIOLATED
    assert state(within(2), at("A", 0, "21:59"), on=0) is S.VIOLATED
    assert state(within(2), at("A", 0, "22:00"), on=0) is S.PENDING  # until 00:00


def test_the_last_day_and_the_sum() -> None:
    finding = judged(within(24), case(at("A", 0, "08:00"), at("B", 1, "09:30")), 5)
    assert (finding.last_day, finding.days_late) == (day(1), 4)
    (sum_,) = finding.proof.arithmetic
    line = sum_line(sum_)
    assert line.zh == "2021-03-08 08:00 +24小时 = 2021-03-09 08:00;实际 2021-03-09 09:30,迟 1小时30分钟"
    assert line.en == (
        "2021-03-08 08:00 + 24 hours = 2021-03-09 08:00; actual 2021-03-09 09:30, 1 hour 30 minutes late"
    )
    (sum_,) = judged(within(24), case(at("A", 0, "08:00"), at("B", 1)), 5).proof.arithmetic
    assert sum_line(sum_).en.endswith("between 2021-03-09 00:00 and 23:59, cannot be told without the times")
    (sum_,) = judged(within(24), case(at("A", 0), at("B", 3)), 5).proof.arithmetic
    assert sum_line(sum_).zh.endswith(",至少迟 24小时1分钟")


@pytest.mark.parametrize(
    ("op", "n", "end", "on", "expected"),
    [
        ("<=", 24, 0, 9, S.SATISFIED),
        ("<=", 24, 1, 9, S.UNKNOWN),  # the end has no time
        ("<=", 40, 1, 9, S.SATISFIED),
        ("<=", 24, 2, 9, S.VIOLATED),
        (">=", 24, 2, 9, S.SATISFIED),
        (">=", 24, 1, 9, S.UNKNOWN),
        (">=", 24, 0, 9, S.VIOLATED),
        ("<=", 24, RUNNING, 0, S.HOLDING),
        ("<=", 24, RUNNING, 1, S.VIOLATED),  # the end comes after every time of that day
        (">=", 24, RUNNING, 0, S.PENDING),
        (">=", 24, RUNNING, 1, S.SATISFIED),
    ],
)
def test_how_long_a_record_lasts(op: str, n: int, end: int, on: int, expected: State) -> None:
    assert state(lasts(op, n), record("I", 0, end, time="08:00"), on=on, step="I") is expected


def test_what_takes_time_and_ends_on_its_day_ends_later_than_it_starts() -> None:
    requirement = within(2)
    assert state(requirement, record("I", 0, 0, time="08:00"), at("B", 0, "12:00"), step="I") is S.UNKNOWN
    assert state(requirement, record("I", 0, 0, time="21:59"), at("B", 1, "02:00"), step="I") is S.VIOLATED
    from_start = within(2, EdgePoint("start"))
    assert state(from_start, record("I", 0, 0, time="08:00"), at("B", 0, "12:00"), step="I") is S.VIOLATED


def test_an_end_that_a_closed_case_does_not_state() -> None:
    running = record("I", 0, RUNNING, time="08:00")
    assert state(lasts(">=", 24), running, on=2, step="I", closed=True) is S.SATISFIED
    assert state(lasts(">=", 24), running, on=1, step="I", closed=True) is S.UNKNOWN
    assert state(lasts("<=", 24), running, on=2, step="I", closed=True) is S.VIOLATED


def test_what_is_owed_instead_is_owed_from_the_day_of_the_last_moment_on() -> None:
    either = core.OrElse(within(24), core.Exists("B", ALWAYS, Window("after", hi=days(2))))
    assert state(either, at("A", 0, "08:00"), at("B", 1, "20:00")) is S.CURED
    assert state(either, at("A", 0, "08:00"), at("B", 3)) is S.CURED
    assert state(either, at("A", 0, "08:00"), at("B", 4)) is S.VIOLATED


def test_hours_and_days_are_compared_by_no_one() -> None:
    same = core.Compare("=", core.Lit(hours(24)), core.Lit(days(1)))
    assert state(core.Test(same), at("A", 0)) is S.UNKNOWN
    longer = core.Compare(">", core.Lit(hours(24)), core.Lit(hours(23)))
    assert state(core.Test(longer), at("A", 0)) is S.SATISFIED


def test_a_proof_that_says_otherwise_is_not_accepted() -> None:
    made = program(rule(within(24)))
    text = proof_of(judge_case(made, case(at("A", 0, "08:00"), at("B", 1, "08:01")), day(5)))
    assert faults(text) == []
    assert faults(text.replace('"violated"', '"satisfied"')) != []
    assert faults(text.replace('"time":"08:01"', '"time":"08:00"')) != []
    assert faults(text.replace('["minute",0,["end","this"],24]', '["minute",0,["end","this"],25]')) != []


def test_an_exception_that_no_answer_makes_live_yet() -> None:
    """Twenty hours have passed already, or may still pass: not to last so long is settled in neither case."""
    short = core.Not(core.Lasting(">=", hours(20)))
    made = program(rule(core.Exists("B", ALWAYS, Window("after")), "I"), exceptions=(exception(short),))
    verdict = judge_case(made, case(record("I", 0, RUNNING)), day(0))
    assert [(e.live, f.state) for f in verdict.findings for e in f.proof.exceptions] == [(False, S.PENDING)]
    assert faults(proof_of(verdict)) == []

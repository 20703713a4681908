"""A year without a notice: what is certain is what is the same under every notice that there can be (docs/semantics.md,
chapter 3, units). The evaluator tells it from bounds; here it is held against all notices, one by one.
"""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.calendar import Calendar, OpenDay
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, FixedPoint, Forbid, Lasts, OrElse, Req, Window
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, days, program, rule, workdays
from .oracle.states import without_notice
from .test_meaning import EXAMPLES, trying

BEFORE_2027 = Calendar(date(2026, 6, 1))
FIRST = date(2026, 12, 30)
"""A Wednesday. The next day is worked too, 1 January is off, and of every day from 2 January on nobody knows."""
OPEN = [date(2027, 1, n) for n in range(1, 6)]


def on(n: int) -> date:
    return FIRST + timedelta(days=n)


def at(step: str, first: int, last: int | None = None) -> Record:
    return Record(step, on(first), on(first if last is None else last), 0)


def running(first: int) -> Record:
    return Record("I", on(first), None, 0)


def judged(req: Req, looked_at: Case, day: int) -> Finding:
    stated = rule(req, looked_at.records[0].step)
    made = program(stated)
    env = make_env(made, looked_at, on(day), BEFORE_2027)
    return judge_rule(stated, looked_at, on(day), made, env)[0]


def by_every_notice(req: Req, looked_at: Case, day: int) -> State:
    stated = rule(req, looked_at.records[0].step)
    return without_notice(stated, looked_at, on(day), program(stated), OPEN)[0]


lengths = st.integers(1, 4).map(workdays) | st.integers(1, 4).map(days)
flags = st.booleans()


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """With one bound, or with two of which the upper one is a day longer."""
    same_day = draw(flags)
    if draw(flags):
        return Window(
            "before", draw(st.none() | st.integers(0, 5).map(lambda n: FixedPoint(on(n)))),
            lo=draw(lengths), full_days=draw(flags), same_day=same_day, back=draw(flags),
        )  # fmt: skip
    lo = draw(st.none() | lengths)
    hi = draw(lengths) if lo is None else draw(st.none() | st.just(replace(lo, n=lo.n + 1)))
    return Window("after", lo=lo, hi=hi, full_days=draw(flags), roll=draw(flags), same_day=same_day)


basics = st.one_of(
    st.builds(Exists, st.just("B"), st.just(ALWAYS), windows()),
    st.builds(Forbid, st.just("B"), st.just(ALWAYS), windows()),
)
lasting = st.one_of(
    st.builds(Lasts, st.just(">="), lengths, full_days=flags),
    st.builds(Lasts, st.just("<="), lengths, roll=flags),
)


@st.composite
def cases(draw: st.DrawFn, activating: Record) -> Case:
    drawn = draw(st.lists(st.integers(0, 5), max_size=2))
    return case(activating, *(at("B", n) for n in drawn), closed=draw(flags))


def agree(req: Req, looked_at: Case, day: int) -> None:
    found = judged(req, looked_at, day).judged
    assert found is by_every_notice(req, looked_at, day), (req, looked_at.records, looked_at.closed, day)


@trying(EXAMPLES // 4)
@given(basics, st.integers(0, 3).flatmap(lambda n: cases(at("A", n))), st.integers(3, 5))
def test_a_bound_is_certain_where_every_notice_agrees(req: Req, looked_at: Case, day: int) -> None:
    agree(req, looked_at, day)


@trying(EXAMPLES // 8)
@given(lasting, st.integers(0, 3), st.none() | st.integers(0, 3), flags, st.integers(3, 5))
def test_a_length_is_certain_where_every_notice_agrees(
    req: Req, first: int, more: int | None, closed: bool, day: int
) -> None:
    record = running(first) if more is None else at("I", first, min(first + more, 6))
    agree(req, case(record, closed=closed and more is not None), day)


in_time = st.builds(Window, st.just("after"), hi=lengths, roll=flags)
due = st.builds(Exists, st.just("B"), st.just(ALWAYS), in_time)
joined = st.one_of(
    st.builds(lambda *parts: AllOf(parts), basics, basics),
    st.builds(lambda *parts: AnyOf(parts), basics, basics),
    st.builds(OrElse, due, st.builds(Exists, st.just("B"), st.just(ALWAYS), in_time)),
)


@trying(EXAMPLES // 6)
@given(joined, st.integers(0, 3).flatmap(lambda n: cases(at("A", n))), st.integers(3, 5))
def test_nothing_is_called_certain_that_a_notice_can_upset(req: Req, looked_at: Case, day: int) -> None:
    found = judged(req, looked_at, day).judged
    assert found in (State.UNKNOWN, by_every_notice(req, looked_at, day)), (req, looked_at.records, day)


IN_FIVE = Exists("B", ALWAYS, Window("after", hi=workdays(5), same_day=True))
FIVE_BEFORE = Exists("B", ALWAYS, Window("before", lo=workdays(5), full_days=True))


def test_what_is_due_is_pending_while_the_first_possible_last_day_has_not_passed() -> None:
    # Signed on Wednesday: the 31st is the first, 2 January the second working day at the soonest, so the 5th the fifth.
    signed = case(at("A", 0))
    found = judged(IN_FIVE, signed, 6)
    assert found.state is State.PENDING and found.last_day is None
    assert found.open_last_day == OpenDay(on(6), None, 2027)
    assert found.why == Text(
        "还须有B(2026-12-30 的A之后 5个工作日之内(同日亦可)),最后一天不早于 2027-01-05(缺 2027 年放假安排)",
        "b is still due after the a of 2026-12-30 within 5 working days (or on the same day); the last day is not "
        "before 2027-01-05 (the holidays of 2027 are not known)",
    )
    later = judged(IN_FIVE, signed, 7)
    assert later.state is State.UNKNOWN and [u.zh[:6] for u in later.unknown] == ["2027 年"]


def test_what_came_before_the_first_possible_day_is_too_early_whatever_the_notice() -> None:
    # Full working days after the 30th: 31, 2, 3, 4 and 5 January at the soonest; the 6th is the first day.
    states = [judged(FIVE_BEFORE, case(at("A", n), at("B", 0)), 9).state for n in (6, 7, 9)]
    assert states == [State.VIOLATED, State.UNKNOWN, State.UNKNOWN]
    (sum_,) = judged(FIVE_BEFORE, case(at("A", 6), at("B", 0)), 9).proof.arithmetic
    assert (sum_.between, sum_.holds) == (OpenDay(on(7), None, 2027), False)


def test_once_the_last_possible_day_has_passed_it_is_late_whatever_the_notice() -> None:
    # 2017 has no notice: its 30th and 31st may be worked, so that the 4th is the fifth day, or off, and it is the 8th.
    signed = case(Record("A", date(2017, 12, 29), date(2017, 12, 29), 0))
    days_ = [date(2018, 1, n) for n in (4, 5, 8, 9)]
    found = [judged(IN_FIVE, signed, (day - FIRST).days).state for day in days_]
    assert found == [State.PENDING, State.UNKNOWN, State.UNKNOWN, State.VIOLATED]
    missed = OrElse(IN_FIVE, Exists("C", ALWAYS, Window("after", hi=days(3))))
    unknown = judged(missed, signed, (date(2018, 1, 9) - FIRST).days)
    assert unknown.state is State.UNKNOWN, "on which day it was broken hangs on the notice"

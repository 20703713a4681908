"""A year without a notice: what is certain is what is the same under every notice that there can be (docs/semantics.md,
chapter 3, units). The evaluator tells it from bounds; here it is held against all notices, one by one.
"""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
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

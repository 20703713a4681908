"""Monotone counting, its inverses, and the network of points and links."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from guiju.engine.calendar import Calendar, Unit
from guiju.engine.case.duration import Duration
from guiju.engine.plan.network import LAST, Bounds, Conflict, Link, Network, Var, Why, grown, latest
from guiju.engine.plan.shifts import Counted, OfTheYear, Plus, Reached, Shift, greatest, least, plus, reach
from guiju.engine.semantics.core import YearDayPoint
from hypothesis import given, settings
from hypothesis import strategies as st

CALENDAR = Calendar()
ONE = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 1))


def counted(
    n: int, unit: Unit = "workday", full_days: bool = False, roll: bool = False, back: bool = False
) -> Shift:
    return (Counted(Duration(n, unit), full_days, roll, back),)


SHIFTS = st.one_of(
    st.integers(-3, 5).map(plus),
    st.builds(counted, st.integers(0, 12), st.sampled_from(("day", "workday"))),
    st.builds(
        lambda n, full, roll: counted(n, full_days=full, roll=roll),
        st.integers(0, 12),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(lambda n: counted(n, "month"), st.integers(0, 3)),
    st.builds(lambda n: counted(n, "workday", back=True), st.integers(0, 9)),
    st.just((OfTheYear(YearDayPoint(3, 31, 1)),)),
)


@settings(max_examples=150, deadline=None)
@given(SHIFTS, DAYS)
def test_a_later_day_never_leads_to_an_earlier_one(shift: Shift, day: date) -> None:
    assert reach(CALENDAR, shift, day).day <= reach(CALENDAR, shift, day + ONE).day


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.integers(0, 5).map(plus),
        st.builds(counted, st.integers(0, 12), st.sampled_from(("day", "workday"))),
    ),
    DAYS,
)
def test_the_inverses_are_the_first_and_the_last_day_that_will_do(shift: Shift, day: date) -> None:
    first, last = least(CALENDAR, shift, day).day, greatest(CALENDAR, shift, day).day
    assert reach(CALENDAR, shift, first).day >= day > reach(CALENDAR, shift, first - ONE).day
    assert reach(CALENDAR, shift, last).day <= day < reach(CALENDAR, shift, last + ONE).day


def test_seven_working_days_over_the_national_day_pass_over_the_holiday() -> None:
    # 2026-09-24 is a Thursday; the 25th to 27th and 10-01 to 10-07 are off, 10-10 is worked (notice of 2025).
    # Working days after the 24th: 28, 29, 30 September, 8, 9, 10, 12 October: the seventh is the 12th.
    found = reach(CALENDAR, counted(7), date(2026, 9, 24))
    assert found.day == date(2026, 10, 12)
    assert date(2026, 10, 1) in found.skipped and date(2026, 10, 10) not in found.skipped
    assert reach(CALENDAR, counted(7, full_days=True), date(2026, 9, 24)).day == date(2026, 10, 13)


def test_a_year_without_a_notice_is_counted_as_far_as_it_is_known() -> None:
    # From Tuesday 2026-12-29: the 30th and 31st are worked; 5 of 7 days are left, and each after 1 January may be worked.
    found = reach(CALENDAR, counted(7), date(2026, 12, 29))
    assert found.day == date(2027, 1, 6) and found.year == 2027
    # so that no day in 2027 is known to be late enough, and the last certain one lies in 2026
    assert greatest(CALENDAR, counted(7), date(2027, 1, 15)) == Reached(date(2026, 12, 22), 2027)


A, B, C = Var(1), Var(2), Var(3)
TODAY = date(2026, 11, 24)
OPEN = Bounds(TODAY, None)


def net(*links: Link, **last: date) -> Network | Conflict:
    bounds = dict.fromkeys((A, B, C), OPEN)
    for name, day in last.items():
        var = {"a": A, "b": B, "c": C}[name]
        bounds[var] = Bounds(TODAY, day, Why("asked"))
    return grown(Network(CALENDAR, TODAY, {}), bounds, links)


def link(earlier: Var, later: Var, before: Shift = (), after: Shift = ()) -> Link:
    return Link(earlier, later, Why("order"), before, after)


def test_earliest_days_are_carried_forward_and_last_days_backward() -> None:
    found = net(link(A, B, plus(3)), link(B, C, counted(7)), c=date(2026, 12, 14))
    assert isinstance(found, Network)
    # A on the 24th, B on Friday the 27th, C on the seventh working day after: 30, 1, 2, 3, 4, 7, 8 December
    assert [found.earliest[v].day for v in (A, B, C)] == [TODAY, date(2026, 11, 27), date(2026, 12, 8)]
    last = latest(found)
    # Back from Monday the 14th, the last day with its seventh working day on the 14th is Thursday the 3rd
    assert [last[v].day for v in (A, B, C)] == [date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 14)]


def test_an_upper_bound_draws_the_earlier_point_near() -> None:
    found = net(link(A, C, plus(10)), link(C, B, (), (Counted(Duration(2, "day")),)))
    assert isinstance(found, Network)
    assert found.earliest[B].day == TODAY + timedelta(days=8), "C is within two days of B"


def test_a_passed_last_day_names_the_links_that_lead_past_it() -> None:
    found = net(link(A, B, plus(3)), link(B, C, plus(3)), c=date(2026, 11, 29))
    assert isinstance(found, Conflict)
    assert found.var == C and found.needed == date(2026, 11, 30) and found.allowed == date(2026, 11, 29)
    assert [(k.earlier, k.later) for k in found.links] == [(A, B), (B, C)]


@pytest.mark.parametrize("far", [plus(64_000), counted(2_100, "month"), counted(36_500) + counted(36_500)])
def test_a_point_behind_all_years_is_no_day_past_another(far: Shift) -> None:
    found = net(link(A, B, plus(3)), link(B, C, far), c=date(2026, 11, 29))
    assert isinstance(found, Conflict) and found.beyond
    assert (found.var, found.needed, found.allowed, found.because) == (C, LAST, None, None)
    starting = grown(Network(CALENDAR, LAST, {}), {A: Bounds(LAST + ONE, None)}, ())
    assert isinstance(starting, Conflict) and starting.beyond


def test_points_that_drive_each_other_round_are_a_circle() -> None:
    found = net(link(A, B, plus(1)), link(B, A, plus(1)))
    assert isinstance(found, Conflict) and found.circle
    assert {k.earlier for k in found.links} == {A, B}


def test_a_circle_over_a_weekend_comes_to_rest() -> None:
    # B on the next working day from A on, A no earlier than B: from Saturday the 28th both rest on Monday the 30th.
    saturday = date(2026, 11, 28)
    bounds = {A: Bounds(saturday, None), B: Bounds(saturday, None)}
    roll = (Counted(Duration(0, "day"), roll=True),)
    found = grown(Network(CALENDAR, saturday, {}), bounds, [link(A, B, roll), link(B, A)])
    assert isinstance(found, Network)
    assert found.earliest[A].day == found.earliest[B].day == date(2026, 11, 30)


@pytest.mark.parametrize("n", [0, 1])
def test_no_shift_and_no_days_are_the_same(n: int) -> None:
    assert plus(0) == () and plus(n) == ((Plus(n),) if n else ())

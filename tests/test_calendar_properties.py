"""What holds of every count, whatever the day."""

from __future__ import annotations

import calendar as stdlib_calendar
from datetime import date, timedelta

from guiju.engine.calendar import Calendar, Unit
from hypothesis import given
from hypothesis import strategies as st

CALENDAR = Calendar()
DAYS = st.dates(date(2018, 2, 1), date(2024, 12, 31))
COUNTS = st.integers(0, 200)  # 400 working days after the last of DAYS is still in 2026
UNITS: st.SearchStrategy[Unit] = st.sampled_from(("day", "workday", "month", "year"))
IN_DAYS: st.SearchStrategy[Unit] = st.sampled_from(("day", "workday"))


@given(DAYS, DAYS, COUNTS, IN_DAYS)
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int, unit: Unit) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.add(early, n, unit).result <= CALENDAR.add(late, n, unit).result


@given(DAYS, DAYS, st.integers(0, 30), UNITS)
def test_months_and_years_are_monotone_too(one: date, other: date, n: int, unit: Unit) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.add(early, n, unit).result <= CALENDAR.add(late, n, unit).result
    assert CALENDAR.roll(early).result <= CALENDAR.roll(late).result


@given(DAYS, st.integers(0, 150), UNITS)
def test_one_more_is_later(day: date, n: int, unit: Unit) -> None:
    assert CALENDAR.add(day, n, unit).result < CALENDAR.add(day, n + 1, unit).result


@given(DAYS, COUNTS.filter(bool))
def test_working_days_end_on_one_and_count_exactly_n(day: date, n: int) -> None:
    found = CALENDAR.add(day, n, "workday")
    between = [day + timedelta(i) for i in range(1, (found.result - day).days + 1)]
    assert CALENDAR.is_workday(found.result)
    assert sum(map(CALENDAR.is_workday, between)) == n
    assert found.skipped == tuple(d for d in between if not CALENDAR.is_workday(d))


@given(DAYS, COUNTS, COUNTS, IN_DAYS)
def test_two_counts_are_one(day: date, a: int, b: int, unit: Unit) -> None:
    halfway = CALENDAR.add(day, a, unit)
    rest = CALENDAR.add(halfway.result, b, unit)
    whole = CALENDAR.add(day, a + b, unit)
    assert rest.result == whole.result
    assert halfway.skipped + rest.skipped == whole.skipped


@given(DAYS, st.integers(0, 60), UNITS)
def test_months_keep_the_day_or_end_the_month(day: date, n: int, unit: Unit) -> None:
    months = 12 * n if unit == "year" else n
    found = CALENDAR.add(day, n, "year" if unit == "year" else "month").result
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = stdlib_calendar.monthrange(year, month + 1)[1]
    assert found == date(year, month + 1, min(day.day, last))


@given(DAYS, COUNTS, IN_DAYS)
def test_back_undoes_add_from_a_working_day(day: date, n: int, unit: Unit) -> None:
    start = CALENDAR.roll(day).result
    there = CALENDAR.add(start, n, unit)
    back = CALENDAR.back(there.result, n, unit)
    assert back.result == start
    assert back.skipped == there.skipped


@given(DAYS)
def test_roll_stays_on_a_working_day(day: date) -> None:
    found = CALENDAR.roll(day)
    assert CALENDAR.is_workday(found.result)
    assert CALENDAR.roll(found.result).skipped == ()
    assert found.skipped == tuple(day + timedelta(i) for i in range((found.result - day).days))


@given(DAYS, st.integers(1, 60), IN_DAYS, st.sets(st.integers(1, 40)))
def test_leaving_days_out_never_ends_earlier(day: date, n: int, unit: Unit, offsets: set[int]) -> None:
    left_out = {day + timedelta(i) for i in offsets}
    found = CALENDAR.add(day, n, unit, left_out.__contains__)
    assert found.result >= CALENDAR.add(day, n, unit).result
    assert found.result not in left_out
    assert {d for d in left_out if d < found.result} <= set(found.skipped)


@given(DAYS, COUNTS, IN_DAYS)
def test_leaving_nothing_out_changes_nothing(day: date, n: int, unit: Unit) -> None:
    assert CALENDAR.add(day, n, unit, lambda _: False) == CALENDAR.add(day, n, unit)


@given(DAYS)
def test_every_day_has_its_reason(day: date) -> None:
    why = CALENDAR.why(day)
    assert ("上班" in why.zh) == CALENDAR.is_workday(day)
    assert why.en

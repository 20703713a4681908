"""12 months are a year: the same day, the same value, and one question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.known import key_of
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf, Compare, FieldRef, Lit
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .evaluating import having
from .oracle.small import case, day, program, record, rule
from .oracle.wide import WORDS as WIDE

YEAR, MONTHS = Duration(1, "year"), Duration(12, "month")
VIO, SAT, UNK = State.VIOLATED, State.SATISFIED, State.UNKNOWN


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 30))
def test_so_many_years_lead_to_the_day_to_which_twelve_times_the_months_do(start: date, n: int) -> None:
    calendar = Calendar()
    assert calendar.add(start, n, "year") == calendar.add(start, 12 * n, "month")
    assert calendar.back(start, n, "year") == calendar.back(start, 12 * n, "month")


def test_they_are_one_value() -> None:
    assert YEAR == MONTHS and hash(YEAR) == hash(MONTHS) and key_of(YEAR) == key_of(MONTHS)
    assert {YEAR, MONTHS} == {Duration(12, "month")}
    for other in (Duration(1, "month"), Duration(365, "day"), Duration(12, "day"), replace(YEAR, param="p")):
        assert other != YEAR and key_of(Duration(1, "day")) != key_of(YEAR)
    assert Decimal(1) != YEAR
    assert (str(YEAR.n), YEAR.unit) == ("1", "year"), "it is shown as it was written"


def found(req: core.Req, looked_at: Record, on: int = 900) -> tuple[State, int]:
    stated = rule(req)
    (finding,) = judge_rule(stated, case(looked_at, closed=True), day(on), program(stated, words=WIDE))
    return finding.state, len(finding.questions)


PAIRS = [(YEAR, MONTHS), (MONTHS, YEAR), (YEAR, YEAR)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_asked_of_the_one_is_asked_of_the_other(one: Duration, other: Duration) -> None:
    length = FieldRef("this", "t")
    shorter, not_shorter = Compare("<", length, Lit(one)), core.Not(Compare("<", length, Lit(other)))
    for looked_at in (record("A", 0), having(record("A", 0), t=Duration(300, "day"))):
        assert found(core.Test(core.And((shorter, not_shorter))), looked_at) == (VIO, 0)
        assert found(core.Test(core.Or((shorter, not_shorter))), looked_at) == (SAT, 0)
        assert found(core.Test(shorter), looked_at) == (UNK, 1)
    same = Compare("=", length, Lit(one)), Compare("=", length, Lit(other))
    assert found(core.Test(core.And(same)), record("A", 0)) == (UNK, 1)
    assert found(core.Test(core.Or((same[0], core.Not(same[1])))), record("A", 0)) == (SAT, 0)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_so_is_how_long_something_lasts_between_days_not_stated(one: Duration, other: Duration) -> None:
    last = FieldRef("this", "d")
    first = FieldRef("this", core.START)
    long_, not_long = (
        core.Lasting(">=", one, first=first, last=last),
        core.Not(core.Lasting(">=", other, first=first, last=last)),
    )
    assert found(core.Test(core.And((long_, not_long))), record("A", 0)) == (VIO, 0)
    both = AllOf(
        (core.Lasts(">=", one, first=first, last=last), core.Lasts(">=", other, first=first, last=last))
    )
    assert found(both, record("A", 0)) == (UNK, 1)
    either = AnyOf((core.Test(long_), core.Test(not_long)))
    assert found(either, record("A", 0)) == (SAT, 0)

"""Rules about periods of the calendar and about stretches of one length that follow a record (每隔)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.model import Span
from guiju.engine.evaluate.activations import activations
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.monitor import rule_state
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    Compare,
    Cond,
    Duration,
    EdgePoint,
    Exists,
    FieldRef,
    Forbid,
    Lit,
    Occurs,
    Req,
    Truth,
    Window,
)
from guiju.engine.semantics.program import CountsRule, Period, Rule
from msgspec.structs import replace

from .evaluating import WORDS, F
from .oracle.small import (
    ALWAYS,
    RUNNING,
    case,
    counts_as,
    day,
    days,
    exception,
    program,
    record,
    rule,
    workdays,
)

SAT, VIO, PEN, HOL = State.SATISFIED, State.VIOLATED, State.PENDING, State.HOLDING
UNK, NA = State.UNKNOWN, State.NOT_APPLICABLE
WITHIN = Window(since=EdgePoint("start"), by=EdgePoint("end"))
B_WITHIN = Exists("B", ALWAYS, WITHIN)


def period(kind: Period, req: Req = B_WITHIN) -> Rule:
    return replace(rule(req, None), period=kind)


def every(length: Duration, req: Req = B_WITHIN, step: str | None = "A", when: Cond = ALWAYS) -> Rule:
    return replace(rule(req, step, when), every=length)


def begun(
    stated: Rule, looked_at: Case, on: int | date, *counts: CountsRule
) -> list[tuple[date, date | None]]:
    env = make_env(
        program(stated, counts=counts, words=WORDS), looked_at, day(on) if isinstance(on, int) else on
    )
    found, _ = activations(env, stated)
    return [(a.record.start, a.record.end) for a in found if a.record is not None]


def findings(stated: Rule, looked_at: Case, on: int | date, **more: object) -> tuple[Finding, ...]:
    made = replace(program(stated, words=WORDS), **more)
    return judge_rule(stated, looked_at, day(on) if isinstance(on, int) else on, made)


def states(stated: Rule, looked_at: Case, on: int | date, **more: object) -> list[State]:
    return [f.state for f in findings(stated, looked_at, on, **more)]


@pytest.mark.parametrize(
    ("kind", "first", "last_of_first", "number"),
    [
        ("year", (1, 1), (12, 31), 2),
        ("half_year", (1, 1), (6, 30), 3),
        ("quarter", (1, 1), (3, 31), 5),
        ("month", (3, 1), (3, 31), 12),
    ],
)
def test_periods_of_the_calendar(
    kind: Period, first: tuple[int, int], last_of_first: tuple[int, int], number: int
) -> None:
    found = begun(period(kind), case(record("A", 0)), date(2022, 2, 10))
    assert found[0] == (date(2021, *first), date(2021, *last_of_first))
    assert len(found) == number
    for (_, end), (start, _) in pairwise(found):
        assert end is not None and (start - end).days == 1
    assert found[-1][0] <= date(2022, 2, 10)


def test_a_period_begins_on_its_first_day() -> None:
    quarter = period("quarter")
    assert len(begun(quarter, case(record("A", 0)), date(2021, 3, 31))) == 1
    assert begun(quarter, case(record("A", 0)), date(2021, 4, 1))[1] == (date(2021, 4, 1), date(2021, 6, 30))
    (version,) = quarter.versions
    since_may = replace(quarter, versions=(replace(version, start=date(2021, 5, 10)),))
    assert begun(since_may, case(record("A", 0)), date(2021, 8, 1))[0] == (
        date(2021, 4, 1),
        date(2021, 6, 30),
    )


def test_what_a_period_asks_for_lies_between_its_days() -> None:
    looked_at = case(record("A", 0), record("B", 10), record("B", 120))
    found = findings(period("quarter"), looked_at, date(2021, 7, 20))
    assert [f.state for f in found] == [SAT, VIO, SAT]
    due = findings(period("quarter"), case(record("A", 0)), date(2021, 5, 1))[1]
    assert (due.state, due.last_day) == (PEN, date(2021, 6, 30))
    late = findings(period("quarter"), case(record("A", 0)), date(2021, 7, 2))[1]
    assert (late.state, late.days_late) == (VIO, 2)


def test_stretches_follow_the_end_of_a_record() -> None:
    looked_at = case(record("A", 0))
    assert begun(every(days(10)), looked_at, 0) == []
    assert begun(every(days(10)), looked_at, 1) == [(day(1), day(10))]
    assert begun(every(days(10)), looked_at, 10) == [(day(1), day(10))]
    assert begun(every(days(10)), looked_at, 21) == [
        (day(1), day(10)),
        (day(11), day(20)),
        (day(21), day(30)),
    ]
    interval = case(record("I", 0, 5))
    assert begun(every(days(10), step="I"), interval, 6) == [(day(6), day(15))]


def test_stretches_of_months_do_not_drift() -> None:
    looked_at = case(Record("A", date(2021, 1, 31), date(2021, 1, 31), 0))
    found = begun(every(Duration(1, "month")), looked_at, date(2021, 4, 1))
    assert found == [
        (date(2021, 2, 1), date(2021, 2, 28)),
        (date(2021, 3, 1), date(2021, 3, 31)),
        (date(2021, 4, 1), date(2021, 4, 30)),
    ]


def test_a_record_that_has_not_ended_has_no_stretch_yet() -> None:
    stated = every(days(10), step="I")
    for looked_at in (
        case(record("I", 0, RUNNING)),
        case(record("I", 0, 40)),
        case(record("I", 0, RUNNING), closed=True),
    ):
        assert begun(stated, looked_at, 20) == []
    (found,) = findings(stated, case(record("I", 0, RUNNING)), 20)
    assert (found.state, found.activation) == (NA, None)
    assert (found.why.zh, found.why.en) == ("还没有一段有关期间开始", "no such period has begun yet")


def test_without_a_step_stretches_follow_the_start_of_the_procedure() -> None:
    stated = every(days(10), step=None)
    assert begun(stated, case(record("B", 3)), 14) == [(day(4), day(13)), (day(14), day(23))]
    assert begun(stated, case(), 14) == []
    assert states(stated, case(record("B", 3), record("B", 5)), 20) == [SAT, PEN]


def test_each_stretch_gives_a_finding() -> None:
    looked_at = case(record("A", 0), record("B", 10), record("B", 11))
    assert states(every(days(10)), looked_at, 25) == [SAT, SAT, PEN]
    assert states(every(days(10)), looked_at, 31) == [SAT, SAT, VIO, PEN]
    closed = case(record("A", 0), record("B", 10), closed=True)
    assert states(every(days(10)), closed, 15) == [SAT]
    two = findings(every(days(10)), case(record("A", 0), record("A", 3)), 5)
    assert [(f.activation.start, f.activation.index) for f in two if f.activation] == [
        (day(1), -1),
        (day(4), -2),
    ]


def test_the_stretch_has_the_place_of_the_record_it_follows() -> None:
    a = replace(case(record("A", 0)).records[0], span=Span("f", 7, 1, 7, 9))
    (found,) = findings(every(days(10)), replace(case(), records=(a,)), 5)
    assert found.activation is not None and found.activation.span == a.span
    assert found.source == a
    assert found.why.zh == (
        "还须有B(不早于2021-03-09 至 2021-03-18 的期间的第一天、"
        "不晚于2021-03-09 至 2021-03-18 的期间的最后一天),最后一天是 2021-03-18"
    )


X1 = Compare("=", FieldRef("this", "x"), Lit("1"))


def test_conditions_are_asked_of_the_record_and_the_requirement_of_the_stretch() -> None:
    one, other = record("A", 0, x="1"), record("A", 0, x="2")
    stated = every(days(10), when=X1)
    assert states(stated, case(one), 5) == [PEN]
    assert states(stated, case(other), 5) == [NA]
    assert states(stated, case(record("A", 0)), 15) == [UNK, UNK]
    asked = findings(stated, case(record("A", 0)), 15)
    assert asked[0].unknown == asked[1].unknown, "one record, one question"
    lifted = (exception(X1),)
    assert states(every(days(10)), case(one), 5, exceptions=lifted) == [State.EXEMPT]
    assert states(every(days(10)), case(other), 5, exceptions=lifted) == [PEN]
    before = Occurs(Exists("C", ALWAYS, Window("before")))
    looked_at = case(record("C", 2), record("A", 3), record("A", 1))
    assert states(every(days(10), when=before), looked_at, 5) == [PEN, NA]


def test_a_record_that_may_not_count() -> None:
    not_one = counts_as("A", X1, counts=False)
    stated = every(days(10))
    assert begun(stated, case(record("A", 0, x="1")), 5, not_one) == []
    assert states(stated, case(record("A", 0)), 5, counts=(not_one,)) == [UNK]
    (found,) = findings(stated, case(record("A", 0, x="1")), 5, counts=(not_one,))
    assert [n.record.step for n in found.proof.not_used] == ["A"]


def test_the_law_of_a_stretch_is_that_of_its_first_day() -> None:
    stated = every(days(10))
    (version,) = stated.versions
    until = replace(version, until=day(11))
    made = replace(stated, versions=(until,))
    assert [f.outside for f in findings(made, case(record("A", 0)), 15)] == [False, True]


def test_a_year_without_a_notice_leaves_a_stretch_open() -> None:
    looked_at = case(Record("A", date(2031, 3, 3), date(2031, 3, 3), 0))
    for req in (B_WITHIN, Forbid("B", ALWAYS, WITHIN), core.Test(Truth(FieldRef("this", "x")))):
        (found,) = findings(every(workdays(10), req), looked_at, date(2031, 6, 1))
        assert found.state is UNK
        assert any("2031" in u.en for u in found.unknown)


def test_an_empty_stretch_is_none() -> None:
    assert begun(every(days(0)), case(record("A", 0)), 5) == []


def test_a_rule_that_recurs_is_never_settled_before_the_case_is_closed() -> None:
    def of(stated: Rule, looked_at: Case) -> State:
        return rule_state(stated, looked_at, day(9), program(stated, words=WORDS))

    always = core.Test(ALWAYS)
    for stated in (every(days(5), always), every(days(5), always, None), period("quarter", always)):
        assert of(stated, case(record("A", 0))) is HOL
        assert of(stated, case(record("A", 0), closed=True)) is SAT


def test_what_recurs_after_a_step_is_not_owed_before_it() -> None:
    before = Exists("B", ALWAYS, Window("before"))
    wants_c = rule(Exists("C", ALWAYS, Window()), None, name="W")
    for stated, need in ((rule(before, "C"), "B"), (every(days(5), before, "C"), None)):
        made = program(stated, wants_c, words=WORDS)
        found = judge_case(made, case(record("A", 0)), day(3))
        assert [f.need for f in found.findings if f.rule.id == "R"] == [need]


def test_findings_of_stretches_come_in_the_order_of_time() -> None:
    found = judge_case(program(every(days(5)), words=WORDS), case(record("A", 0)), day(12)).findings
    assert [(f.state, f.activation.start) for f in found if f.activation] == [
        (VIO, day(1)),
        (VIO, day(6)),
        (PEN, day(11)),
    ]


def test_facts_are_asked_of_every_stretch() -> None:
    assert states(every(days(10), when=F), case(record("A", 0), facts={"F": False}), 15) == [NA, NA]


def test_the_first_and_last_day_of_a_period_are_mere_dates() -> None:
    """They lie on both sides of their day: what is done on it is in the period, whatever the hour."""
    from_start = Exists("B", ALWAYS, Window("after", this_point=EdgePoint("start"), by=EdgePoint("end")))
    for b in (1, 10):
        assert states(every(days(10), from_start), case(record("A", 0), record("B", b)), 10) == [SAT]
    up_to = Exists("B", ALWAYS, Window("before", this_point=EdgePoint("end")))
    assert states(every(days(10), up_to), case(record("A", 0), record("B", 10)), 10) == [SAT]
    assert states(every(days(10), up_to), case(record("A", 0)), 10) == [PEN]
    after = Forbid("B", ALWAYS, Window("after"))
    assert states(every(days(10), after), case(record("A", 0), record("B", 5)), 8) == [HOL]


def test_the_last_day_of_a_period_is_known_while_it_runs() -> None:
    late = core.Test(Compare("<", FieldRef("this", core.END), Lit(day(11))))
    assert states(every(days(10), late), case(record("A", 0)), 5) == [SAT]


def test_a_closed_case_has_no_further_period_and_owes_only_what_was_due_by_then() -> None:
    yearly = period("year")
    visited = case(record("A", 0), record("B", 40), closed=True)
    assert states(yearly, visited, date(2025, 6, 1)) == [SAT]
    assert states(yearly, replace(visited, closed=False), date(2023, 6, 1)) == [SAT, VIO, PEN]
    (found,) = findings(yearly, case(record("A", 0), record("C", 40), closed=True), date(2025, 6, 1))
    assert found.state is NA and found.last_day is None
    assert str(day(40)) in found.why.zh and str(day(40)) in found.why.en
    by_march = period("year", Exists("B", ALWAYS, Window(by=core.YearDayPoint(3, 31))))
    (late,) = findings(by_march, case(record("A", 0), record("C", 40), closed=True), day(60))
    assert late.state is VIO and late.days_late == (day(60) - date(2021, 3, 31)).days
    over = case(record("A", 0), record("C", 400), closed=True)
    assert states(yearly, over, date(2025, 6, 1)) == [VIO, NA]
    after_half = Exists("B", ALWAYS, Window("after", this_point=EdgePoint("end"), hi=days(10)))
    told = case(record("A", 0), record("B", (date(2021, 7, 5) - day(0)).days), closed=True)
    assert states(period("half_year", after_half), told, date(2021, 7, 6)) == [SAT, NA]
    assert states(every(days(30)), case(record("A", 0), record("B", 3), closed=True), 200) == [SAT]
    barred = period("year", Forbid("C", ALWAYS, WITHIN))
    assert states(barred, visited, 50) == [SAT]
    assert states(barred, case(record("A", 0), record("C", 2), closed=True), 50) == [VIO]
    running = case(record("A", 0), record("I", 2, RUNNING), closed=True)
    assert states(yearly, running, date(2022, 6, 1)) == [VIO, NA], "it may have run until today"


def test_a_period_does_not_ask_for_what_was_due_before_the_procedure_began() -> None:
    begun_in_may = case(record("A", (date(2021, 5, 1) - day(0)).days))
    by_march = Exists("B", ALWAYS, Window(by=core.YearDayPoint(3, 31)))
    in_time = Exists("B", ALWAYS, WITHIN)

    def asked(req: Req, on: date, looked_at: Case = begun_in_may) -> list[State]:
        return states(period("year", req), looked_at, on)

    assert asked(by_march, date(2022, 2, 1)) == [NA, PEN]
    assert asked(by_march, date(2022, 4, 1)) == [NA, VIO]
    (found, _) = findings(period("year", by_march), begun_in_may, date(2022, 2, 1))
    assert "2021-05-01" in found.why.zh and "2021-05-01" in found.why.en
    assert asked(in_time, date(2021, 6, 1)) == [PEN]
    assert asked(core.AllOf((by_march, in_time)), date(2021, 6, 1)) == [PEN]
    assert asked(core.AnyOf((by_march, in_time)), date(2022, 1, 1))[0] is VIO
    assert asked(core.AllOf((by_march, by_march)), date(2021, 6, 1)) == [NA]
    assert asked(core.OrElse(by_march, in_time), date(2021, 6, 1)) == [NA]
    planned = Exists("B", ALWAYS, Window("before", this_point=EdgePoint("start")))
    assert asked(planned, date(2022, 2, 1)) == [NA, VIO]
    tenth = Exists("B", ALWAYS, Window("after", this_point=EdgePoint("start"), hi=days(9)))
    assert states(period("month", tenth), begun_in_may, date(2021, 6, 2)) == [VIO, PEN]
    mid_may = case(record("A", (date(2021, 5, 15) - day(0)).days))
    assert states(period("month", tenth), mid_may, date(2021, 6, 2)) == [NA, PEN]
    late = case(record("B", (date(2021, 5, 4) - day(0)).days))
    assert asked(by_march, date(2021, 12, 1), late) == [VIO], "what was done late does not begin a procedure"
    stated = replace(late, facts={"程序启动日": date(2021, 5, 1)})
    assert asked(by_march, date(2021, 12, 1), stated) == [NA]
    unclear = counts_as("B", Truth(core.FactRef("F")), counts=False)
    assert states(period("year", by_march), late, date(2021, 12, 1), counts=(unclear,)) == [UNK]
    always = core.Test(Truth(core.FactRef("G")))
    assert asked(always, date(2021, 6, 1)) == [VIO], "a condition has no last day"

"""Slack of what is pending, and what no timetable can keep any more."""

from __future__ import annotations

import pytest
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.prospects import LITTLE, with_prospects
from guiju.engine.plan.slack import doomed, slacks
from guiju.engine.semantics.core import (
    AllOf,
    And,
    AnyOf,
    Compare,
    Duration,
    EdgePoint,
    Exists,
    FieldRef,
    FixedPoint,
    Forbid,
    Lasts,
    Lit,
    OrElse,
    Req,
    Stated,
    Window,
)
from guiju.engine.semantics.core import Test as Asks
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .oracle.small import ALWAYS, RUNNING, case, day, days, program, record, rule, workdays


def after(step: str, hi: Duration | None = None) -> Exists:
    return Exists(step, ALWAYS, Window("after", hi=hi))


def named(*reqs: tuple[str | None, Req]) -> Program:
    return program(*(replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(reqs)))


B_WITHIN_5 = ("A", after("B", hi=days(5)))
B_NEEDS_C_3_BEFORE = ("B", Exists("C", ALWAYS, Window("before", lo=days(3))))


def test_slack_is_the_last_day_less_the_earliest_feasible_one() -> None:
    made, looked_at = named(B_WITHIN_5), case(record("A", 0))
    # The last day is day 5. Seen on day 2 it can be done that very day.
    assert slacks(made, looked_at, day(2)) == {("R0", 0): 3}
    assert slacks(made, looked_at, day(5)) == {("R0", 0): 0}


def test_what_must_come_before_eats_up_the_slack() -> None:
    made, looked_at = named(B_WITHIN_5, B_NEEDS_C_3_BEFORE), case(record("A", 0))
    assert slacks(made, looked_at, day(1)) == {("R0", 0): 1}, "C on day 1, B on day 4"
    assert slacks(made, looked_at, day(2)) == {("R0", 0): 0}


def test_working_days_eat_up_more() -> None:
    # Day 0 is a Monday. C on Wednesday (day 2), 3 working days: Thursday, Friday, Monday (day 7).
    made = named(("A", after("B", hi=days(9))), ("B", Exists("C", ALWAYS, Window("before", lo=workdays(3)))))
    assert slacks(made, case(record("A", 0)), day(2)) == {("R0", 0): 2}


def test_a_duty_without_a_last_day_has_no_slack() -> None:
    assert slacks(named(("A", after("B"))), case(record("A", 0)), day(2)) == {("R0", 0): None}


def test_once_the_way_is_longer_than_the_time_left_it_is_doomed_though_not_violated() -> None:
    made, looked_at = named(B_WITHIN_5, B_NEEDS_C_3_BEFORE), case(record("A", 0))
    verdict = judge_case(made, looked_at, day(3))
    assert [f.state for f in verdict.findings if f.rule.id == "R0"] == [State.PENDING]
    assert doomed(made, looked_at, day(3)) == {("R0", 0)}
    assert not doomed(made, looked_at, day(2))


def test_two_duties_that_cannot_both_be_kept_doom_each_other() -> None:
    # B is owed by day 4, and no earlier than day 8: neither rule is broken yet, and both never will be kept.
    made = named(
        ("A", after("B", hi=days(4))), ("B", Exists("C", ALWAYS, Window("before", since=FixedPoint(day(8)))))
    )
    assert doomed(made, case(record("A", 0)), day(1)) == {("R0", 0)}


def test_a_record_of_the_file_that_is_yet_to_come_dooms_nothing() -> None:
    made = named(B_WITHIN_5)
    assert not doomed(made, case(record("A", 0), record("B", 9)), day(1)), (
        "the plan of the file can be changed"
    )


def test_pending_turns_into_at_risk_below_the_threshold() -> None:
    made, looked_at = named(("A", after("B", hi=days(20)))), case(record("A", 0))

    def state(on: int, threshold: int = LITTLE) -> State:
        verdict = with_prospects(judge_case(made, looked_at, day(on)), threshold=threshold)
        return verdict.findings[0].state

    assert state(13) is State.PENDING, "7 days left: a week"
    assert state(14) is State.AT_RISK
    assert state(14, threshold=3) is State.PENDING
    assert state(20) is State.AT_RISK
    assert state(21) is State.VIOLATED


def test_doomed_findings_come_first_and_end_in_exit_code_1() -> None:
    made, looked_at = named(("A", after("C")), B_WITHIN_5, B_NEEDS_C_3_BEFORE), case(record("A", 0))
    verdict = with_prospects(judge_case(made, looked_at, day(3)))
    assert [f.state for f in verdict.findings][:2] == [State.DOOMED, State.PENDING]
    assert verdict.exit_code == 1
    assert judge_case(made, looked_at, day(3)).exit_code == 0


def test_a_running_record_that_must_last_is_not_at_risk() -> None:
    made = named(("I", Lasts(">=", days(9))), ("A", after("B", hi=days(20))))
    looked_at = case(record("I", 0, RUNNING), record("A", 0))
    assert slacks(made, looked_at, day(2))[("R0", 0)] is None


@pytest.mark.parametrize("closed", [False, True])
def test_nothing_pending_asks_for_no_search(closed: bool) -> None:
    made = named(("A", AllOf((after("B", hi=days(3)),))))
    looked_at = case(record("A", 0), record("B", 1), closed=closed)
    assert slacks(made, looked_at, day(5)) == {} and doomed(made, looked_at, day(5)) == frozenset()


def test_a_step_owed_that_is_barred_for_ever_is_doomed_though_its_bar_names_another_rule() -> None:
    # A owes C, whenever; C may not come after an A.
    made = named(("A", Exists("C", ALWAYS, Window())), ("C", Forbid("A", ALWAYS, Window("before"))))
    assert doomed(made, case(record("A", 2)), day(2)) == {("R0", 0)}


def test_of_several_duties_only_those_that_bar_each_other_are_doomed() -> None:
    made = named(
        ("A", after("B")), ("A", after("C")), ("I", after("A")), ("C", Forbid("A", ALWAYS, Window("before")))
    )
    assert doomed(made, case(record("A", 2), record("I", 2, 2)), day(2)) == {("R1", 0)}


def test_each_of_several_duties_of_one_rule_has_its_own_last_day() -> None:
    # B by day 3; C by no day, and no earlier than day 9.
    parts = (Exists("C", ALWAYS, Window("after", lo=days(9))), after("B", hi=days(3)))
    for both in (AllOf(parts), AllOf(parts[::-1])):
        assert slacks(named(("A", both)), case(record("A", 0)), day(1)) == {("R0", 0): 2}
    tight = AllOf((after("B", hi=days(4)), after("C", hi=days(9))))
    c_takes_8_days = ("C", Exists("A", ALWAYS, Window("before", lo=days(8))))
    assert slacks(named(("A", tight), c_takes_8_days), case(record("A", 0)), day(1)) == {("R0", 0): 1}


def test_where_one_way_has_no_last_day_there_is_none() -> None:
    # C is owed by day 3 or, whenever that is, B, which is none before day 8: it cannot be too late for B.
    either = ("A", AnyOf((after("B"), after("C", hi=days(3)))))
    b_is_late = ("B", Exists("I", ALWAYS, Window("before", since=FixedPoint(day(8)))))
    assert slacks(named(either, b_is_late), case(record("A", 0)), day(1)) == {("R0", 0): None}
    c_needs_b = ("C", Exists("B", ALWAYS, Window("before")))
    assert slacks(named(either, b_is_late, c_needs_b), case(record("A", 0)), day(1)) == {("R0", 0): None}


def test_of_several_ways_the_one_with_most_time_says_how_much_there_is() -> None:
    made = named(("A", AnyOf((after("B", hi=days(3)), after("C", hi=days(9))))))
    assert slacks(made, case(record("A", 0)), day(1)) == {("R0", 0): 8}


def test_what_is_owed_instead_has_its_own_last_day() -> None:
    # B was due on day 3; C is owed within 9 days from day 4 on.
    made = named(("A", OrElse(after("B", hi=days(3)), after("C", hi=days(9)))))
    assert slacks(made, case(record("A", 0)), day(5)) == {("R0", 0): 8}


def test_an_option_that_is_broken_already_is_no_way() -> None:
    # B came after A, so that only C by day 5 is left, which is none before day 8.
    made = named(
        ("A", AnyOf((Forbid("B", ALWAYS, Window("after")), after("C", hi=days(5))))),
        ("C", Exists("I", ALWAYS, Window("before", since=FixedPoint(day(8))))),
    )
    assert doomed(made, case(record("A", 0), record("B", 1)), day(2)) == {("R0", 0)}
    assert not doomed(made, case(record("A", 0)), day(2))


def test_a_duty_that_only_shares_a_step_with_a_lost_one_is_not_lost() -> None:
    # I is due on day 3 and needs B 9 days before. B is owed to A as well, whenever that is.
    made = named(
        ("A", after("B")),
        ("C", after("I", hi=days(3))),
        ("I", Exists("B", ALWAYS, Window("before", lo=days(9)))),
    )
    assert doomed(made, case(record("A", 1), record("C", 0)), day(1)) == {("R1", 1)}


def test_what_can_still_be_done_within_a_day_is_not_lost() -> None:
    # B is due on day 5 and comes after C: on that day both can still be done, one after the other.
    made, looked_at = named(B_WITHIN_5, ("B", Exists("C", ALWAYS, Window("before")))), case(record("A", 0))
    assert slacks(made, looked_at, day(4)) == {("R0", 0): 0} == slacks(made, looked_at, day(5))
    round_and_round = named(
        B_WITHIN_5,
        ("B", Exists("C", ALWAYS, Window("before"))),
        ("C", Exists("B", ALWAYS, Window("before"))),
    )
    assert doomed(round_and_round, looked_at, day(4)) == {("R0", 0)}


def test_what_was_done_today_was_done_before_what_is_still_to_come() -> None:
    # C was done today, and no B comes after a C; B is owed by day 5.
    made = named(B_WITHIN_5, ("C", Forbid("B", ALWAYS, Window("after"))))
    assert doomed(made, case(record("A", 0), record("C", 3)), day(3))
    assert not doomed(made, case(record("A", 0)), day(5))


def test_what_only_a_claim_can_keep_is_not_lost() -> None:
    # I lasts nine days or says why not; it is over five days after A at the latest.
    x = FieldRef("this", "x")
    claim = Asks(And((Stated(x), Compare("=", x, Lit("1")))))
    ended = Exists("I", ALWAYS, Window("after", that_point=EdgePoint("end"), hi=days(5)))
    made = named(("A", ended), ("I", AnyOf((Lasts(">=", days(9)), claim))))
    assert slacks(made, case(record("A", 0)), day(5)) == {("R0", 0): 0}

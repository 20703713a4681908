"""The oracle itself, on cases worked out by hand: the table of basic forms, then one test per rule of §4."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics.core import (
    ACTOR,
    AllOf,
    AnyOf,
    Compare,
    Cond,
    EdgePoint,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lasts,
    Lit,
    Not,
    Or,
    OrElse,
    Req,
    Truth,
    Window,
)
from guiju.engine.semantics.core import Test as Holds
from guiju.engine.semantics.program import CountsRule, ExceptionRule

from .oracle.activations import Key
from .oracle.small import (
    ALWAYS,
    ANYTIME,
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
from .oracle.states import oracle

VIOLATED, PENDING, HOLDING, SATISFIED = State.VIOLATED, State.PENDING, State.HOLDING, State.SATISFIED
UNKNOWN, CURED, EXEMPT, NOT_APPLICABLE = State.UNKNOWN, State.CURED, State.EXEMPT, State.NOT_APPLICABLE
F = Truth(FactRef("F"))
X_IS_1 = Compare("=", FieldRef("that", "x"), Lit("1"))
OWN_X_IS_1 = Compare("=", FieldRef("this", "x"), Lit("1"))
AFTER, BEFORE = Window("after"), Window("before")
IN_3 = Window("after", hi=days(3))
FROM_3 = Window("after", lo=days(3))
A = record("A", 0)


def states(
    req: Req, looked_at: Case, on: int, step: str | None = "A", when: Cond = ALWAYS
) -> dict[Key, State]:
    stated = rule(req, step, when)
    return oracle(stated, looked_at, day(on), program(stated))


def state(req: Req, *records: Record, on: int, closed: bool = False) -> State:
    """The state on the first record, which is the activating one."""
    found = states(req, case(*records, closed=closed), on, records[0].step)[0]
    assert isinstance(found, State)
    return found


AFTER_HI = Exists("B", X_IS_1, IN_3)
AFTER_LO = Exists("B", X_IS_1, FROM_3)
PRECEDENCE = Exists("B", X_IS_1, BEFORE)
ONE_IN_3 = Exists("B", X_IS_1, IN_3, 1, 1)
NONE_IN_3 = Forbid("B", X_IS_1, IN_3)
REMEDY = OrElse(AFTER_HI, Exists("B", X_IS_1, Window("after", hi=days(2))))
"""Due by day 3; if it is not done by then, still due within two days of day 4."""


def b(n: int, x: str | None = "1") -> Record:
    return record("B", n, x=x)


@pytest.mark.parametrize(
    ("req", "others", "on", "opened", "closed"),
    [
        (AFTER_HI, [], 3, PENDING, VIOLATED),
        (AFTER_HI, [], 4, VIOLATED, VIOLATED),
        (AFTER_HI, [b(3)], 3, SATISFIED, SATISFIED),
        (AFTER_HI, [b(2, None)], 3, UNKNOWN, UNKNOWN),
        (AFTER_HI, [b(4)], 4, VIOLATED, VIOLATED),
        (AFTER_LO, [], 2, PENDING, VIOLATED),
        (AFTER_LO, [b(2)], 2, PENDING, VIOLATED),
        (AFTER_LO, [b(2)], 9, PENDING, VIOLATED),
        (AFTER_LO, [b(2, None)], 9, PENDING, VIOLATED),
        (AFTER_LO, [b(3)], 3, SATISFIED, SATISFIED),
        (PRECEDENCE, [], 0, VIOLATED, VIOLATED),
        (PRECEDENCE, [b(-1)], 0, SATISFIED, SATISFIED),
        (PRECEDENCE, [b(-1, None)], 0, UNKNOWN, UNKNOWN),
        (PRECEDENCE, [b(1)], 1, VIOLATED, VIOLATED),
        (ONE_IN_3, [], 3, PENDING, VIOLATED),
        (ONE_IN_3, [], 4, VIOLATED, VIOLATED),
        (ONE_IN_3, [b(2)], 3, HOLDING, SATISFIED),
        (ONE_IN_3, [b(2)], 4, SATISFIED, SATISFIED),
        (ONE_IN_3, [b(1), b(2)], 3, VIOLATED, VIOLATED),
        (ONE_IN_3, [b(4)], 4, VIOLATED, VIOLATED),
        (NONE_IN_3, [], 3, HOLDING, SATISFIED),
        (NONE_IN_3, [], 4, SATISFIED, SATISFIED),
        (NONE_IN_3, [b(2)], 3, VIOLATED, VIOLATED),
        (NONE_IN_3, [b(2, None)], 4, UNKNOWN, UNKNOWN),
        (NONE_IN_3, [b(4)], 4, SATISFIED, SATISFIED),
        (REMEDY, [], 3, PENDING, VIOLATED),
        (REMEDY, [], 6, PENDING, VIOLATED),
        (REMEDY, [], 7, VIOLATED, VIOLATED),
        (REMEDY, [b(2)], 3, SATISFIED, SATISFIED),
        (REMEDY, [b(2, None)], 3, UNKNOWN, UNKNOWN),
        (REMEDY, [b(4)], 4, CURED, CURED),
        (REMEDY, [b(6)], 7, CURED, CURED),
        (REMEDY, [b(7)], 7, VIOLATED, VIOLATED),
    ],
)
def test_table_of_basic_forms(req: Req, others: list[Record], on: int, opened: State, closed: State) -> None:
    assert state(req, A, *others, on=on) is opened
    if all(r.start <= day(on) for r in others):
        assert state(req, A, *others, on=on, closed=True) is closed


def test_a_record_not_yet_there_on_the_day_of_looking_is_only_planned() -> None:
    assert state(AFTER_HI, A, b(2), on=1) is PENDING
    assert state(AFTER_HI, A, b(2), on=1, closed=True) is PENDING  # not yet closed on that day


def test_same_day_without_time_is_unknown_and_with_time_is_not() -> None:
    assert state(PRECEDENCE, A, b(0), on=0) is UNKNOWN
    morning, noon = record("A", 0, time="08:00"), record("A", 0, time="12:00")
    review = record("B", 0, x="1", time="09:30")
    assert state(PRECEDENCE, noon, review, on=0) is SATISFIED
    assert state(PRECEDENCE, morning, review, on=0) is VIOLATED
    assert state(PRECEDENCE, record("A", 0, order=2), record("B", 0, x="1", order=1), on=0) is SATISFIED
    assert state(PRECEDENCE, record("A", 0, order=2), review, on=0) is UNKNOWN


def test_a_bound_of_at_least_a_day_makes_the_order_of_the_day_moot() -> None:
    assert state(Forbid("B", ALWAYS, Window("after", lo=days(1), hi=days(2))), A, b(0), on=3) is SATISFIED
    assert state(Exists("B", ALWAYS, Window("any", hi=days(0))), A, b(0), on=3) is SATISFIED


def test_bounds_before_count_forward_from_the_earlier_day() -> None:
    two_or_three_before = Exists("B", ALWAYS, Window("before", lo=days(2), hi=days(3)))
    found = [state(two_or_three_before, A, b(-n), on=0) for n in (1, 2, 3, 4)]
    assert found == [VIOLATED, SATISFIED, SATISFIED, VIOLATED]


def test_working_days_skip_the_weekend_and_a_last_day_rolls_on() -> None:
    friday = record("A", 4)
    in_two = Exists("B", ALWAYS, Window("after", hi=workdays(2)))
    assert state(in_two, friday, b(8), on=8) is SATISFIED
    assert state(in_two, friday, b(9), on=9) is VIOLATED
    rolls = Exists("B", ALWAYS, Window("after", hi=days(1), roll=True))
    assert [state(rolls, friday, on=n) for n in (7, 8)] == [PENDING, VIOLATED]
    full = Exists("B", ALWAYS, Window("after", lo=days(2), full_days=True))
    assert [state(full, A, b(n), on=9) for n in (2, 3)] == [PENDING, SATISFIED]


def test_any_is_a_distance_either_way() -> None:
    near = Exists("B", ALWAYS, Window("any", lo=days(1), hi=days(2)))
    assert [state(near, A, b(n), on=9) for n in (-3, -2, -1, 0, 1, 2, 3)] == [
        *(VIOLATED, SATISFIED, SATISFIED),
        VIOLATED,
        *(SATISFIED, SATISFIED, VIOLATED),
    ]
    assert [state(near, A, on=n) for n in (2, 3)] == [PENDING, VIOLATED]


def test_covering_includes_both_ends_and_a_running_record() -> None:
    covered = Exists("I", ALWAYS, Window("covering"))
    for start, end, expected in ((-2, 0, SATISFIED), (0, 2, SATISFIED), (-2, -1, VIOLATED), (1, 2, VIOLATED)):
        assert state(covered, A, record("I", start, end), on=3) is expected
    assert state(covered, A, record("I", -2, RUNNING), on=0) is SATISFIED


def test_points_other_than_the_default() -> None:
    long = record("I", -2, 1)
    assert state(Exists("I", ALWAYS, BEFORE), A, long, on=3) is VIOLATED
    begun = Exists("I", ALWAYS, Window("before", that_point=EdgePoint("start")))
    assert state(begun, A, long, on=3) is SATISFIED


def test_nothing_between() -> None:
    alternate = Exists("B", ALWAYS, Window("before", none_between=("C",)))
    assert state(alternate, A, b(-3), record("C", -2), on=0) is VIOLATED
    assert state(alternate, A, b(-3), record("C", -4), on=0) is SATISFIED
    assert state(alternate, A, b(-3), record("C", -3), on=0) is UNKNOWN
    assert state(alternate, A, b(-3), record("I", -2, RUNNING), on=0) is SATISFIED
    following = Exists("B", ALWAYS, Window("after", immediate=True))
    assert state(following, A, on=5) is PENDING
    assert state(following, A, record("C", 2), on=5) is VIOLATED
    assert state(following, A, b(1), record("C", 2), on=5) is SATISFIED
    assert state(following, A, record("I", 1, RUNNING), on=5) is PENDING  # B may come before I ends
    either = Exists("B", ALWAYS, Window("any", none_between=("C",)))
    assert state(either, A, record("C", 1), on=1) is VIOLATED
    assert state(either, A, record("C", 0), on=1) is UNKNOWN


def test_running_records() -> None:
    running = record("I", 0, RUNNING)
    at_least, at_most = Lasts(">=", days(3)), Lasts("<=", days(3))
    assert [state(at_least, running, on=n) for n in (2, 3)] == [PENDING, SATISFIED]
    assert [state(at_most, running, on=n) for n in (3, 4)] == [HOLDING, VIOLATED]
    assert state(at_least, running, on=2, closed=True) is UNKNOWN
    assert state(at_least, record("I", 0, 2), on=2) is VIOLATED
    assert state(at_least, record("I", 0, 9), on=2, closed=True) is PENDING  # the end is a plan
    assert state(Exists("B", ALWAYS, AFTER), running, b(2), on=2) is PENDING
    assert state(Forbid("B", ALWAYS, AFTER), running, b(2), on=2) is HOLDING
    assert state(Forbid("I", ALWAYS, BEFORE), A, record("I", -2, RUNNING), on=2) is SATISFIED
    ends_in_3 = Window("after", that_point=EdgePoint("end"), hi=days(3))
    begun = record("I", 1, RUNNING)
    assert [state(Exists("I", ALWAYS, ends_in_3), A, begun, on=n) for n in (1, 4)] == [PENDING, VIOLATED]
    assert [state(Forbid("I", ALWAYS, ends_in_3), A, begun, on=n) for n in (1, 4)] == [HOLDING, SATISFIED]


def test_an_end_to_come_may_be_before_or_after_what_else_comes_that_day() -> None:
    before_the_end = Window("before", this_point=EdgePoint("end"), hi=days(0))
    assert state(Exists("B", ALWAYS, before_the_end, 2, 2), record("I", 0, RUNNING), on=0) is PENDING


def test_best_and_worst_of_the_parts() -> None:
    parts = (AFTER_HI, Forbid("C", ALWAYS, AFTER))
    assert state(AllOf(parts), A, on=2) is PENDING
    assert state(AllOf(parts), A, on=5) is VIOLATED
    assert state(AnyOf(parts), A, on=5) is HOLDING
    assert state(AnyOf(parts), A, on=5, closed=True) is SATISFIED


def test_condition_false_true_and_unknown() -> None:
    for facts, expected in (({"F": False}, NOT_APPLICABLE), ({"F": True}, VIOLATED), ({}, UNKNOWN)):
        assert states(PRECEDENCE, case(A, facts=facts), 0, when=F) == {0: expected}
    assert states(PRECEDENCE, case(b(0)), 0) == {None: NOT_APPLICABLE}


def test_nothing_wrong_under_any_answer_is_holding() -> None:
    assert states(PRECEDENCE, case(A, b(-1)), 0, when=F) == {0: HOLDING}
    assert states(AFTER_HI, case(A, b(1)), 1, when=F) == {0: HOLDING}
    assert states(AFTER_HI, case(A), 1, when=F) == {0: UNKNOWN}


def test_all_values_of_a_field_are_answers() -> None:
    either = Or((OWN_X_IS_1, Compare("=", FieldRef("this", "x"), Lit("2"))))
    assert state(Holds(either), A, on=0) is SATISFIED
    assert state(Holds(Or((F, Not(F)))), A, on=0) is SATISFIED
    assert state(Holds(Truth(FactRef("G"))), A, on=0) is VIOLATED  # by default


def test_an_actor_not_stated_may_be_someone_else() -> None:
    other = Compare("!=", FieldRef("that", ACTOR), FieldRef("this", ACTOR))
    req = Exists("B", other, BEFORE)
    assert state(req, record("A", 0, actor="甲"), record("B", -1), on=0) is UNKNOWN
    two = (record("B", -1, actor="甲"), record("B", -2, actor="乙"))
    assert state(req, A, *two, on=0) is SATISFIED
    assert state(Exists("B", Not(other), BEFORE), A, *two, on=0) is UNKNOWN


def test_exceptions() -> None:
    stated = rule(PRECEDENCE)
    late = exception(F, instead=Exists("B", ALWAYS, AFTER))
    lifted = exception(F)
    back = exception(Truth(FactRef("G")), target="E", name="E2")

    def seen(*exceptions: ExceptionRule, **facts: bool) -> State:
        made = program(stated, exceptions=exceptions)
        return oracle(stated, case(A, facts=facts), day(0), made)[0]

    assert seen(lifted, F=True) is EXEMPT
    assert seen(lifted, F=False) is VIOLATED
    assert seen(lifted) is UNKNOWN
    assert seen(late, F=True) is PENDING
    assert seen(lifted, back, F=True, G=True) is VIOLATED
    assert seen(exception(F, proof=Truth(FactRef("G"))), F=True) is VIOLATED
    assert seen(lifted, exception(F, instead=AFTER_HI, name="E2"), F=True) is UNKNOWN
    assert seen(lifted, exception(F, instead=AFTER_HI, name="E2", priority=1), F=True) is PENDING
    assert seen(lifted, exception(F, name="E2"), F=True) is EXEMPT


def test_counts_as() -> None:
    stated = rule(PRECEDENCE)
    against = counts_as("B", OWN_X_IS_1, counts=False)
    instead = counts_as("C", OWN_X_IS_1, counts=True, as_step="B")

    def seen(counts: tuple[CountsRule, ...], *records: Record) -> dict[Key, State]:
        made = program(stated, counts=counts)
        return oracle(stated, case(*records), day(0), made)

    assert seen((against,), A, b(-1, "1")) == {0: VIOLATED}
    assert seen((instead,), A, record("C", -1, x="1")) == {0: SATISFIED}
    assert seen((instead,), A, record("C", -1)) == {0: UNKNOWN}
    assert seen((instead, against), A, record("C", -1, x="1")) == {0: VIOLATED}  # 不视为 beats 视为
    assert seen((instead, counts_as("B", F, counts=False)), A, record("C", -1, x="1")) == {0: UNKNOWN}
    own = counts_as("A", OWN_X_IS_1, counts=False)
    assert seen((own,), record("A", 0, x="1")) == {None: NOT_APPLICABLE}
    assert seen((own,), A, b(-1)) == {0: HOLDING}
    assert seen((own,), A) == {0: UNKNOWN}


def test_the_else_part_counts_from_the_breach() -> None:
    def remedied(req: Req, *records: Record, on: int, closed: bool = False) -> State:
        repair = Exists("C", ALWAYS, Window("after", hi=days(2)))
        return state(OrElse(req, repair), *records, on=on, closed=closed)

    def c(n: int) -> Record:
        return record("C", n)

    # the deadline is day 3: late on day 4, repair due by day 6
    assert [remedied(AFTER_HI, A, on=n) for n in (3, 4, 6, 7)] == [PENDING, PENDING, PENDING, VIOLATED]
    assert remedied(AFTER_HI, A, c(4), on=4) is CURED
    assert remedied(AFTER_HI, A, c(3), on=4) is PENDING
    assert remedied(AFTER_HI, A, c(7), on=7) is VIOLATED
    # precedence is broken on the day of A; what else was done that day may have come before
    assert remedied(PRECEDENCE, A, c(2), on=2) is CURED
    assert remedied(PRECEDENCE, A, c(-1), on=0) is PENDING
    assert remedied(PRECEDENCE, A, c(0), on=1) is UNKNOWN
    # forbidden records break it on their own day
    assert remedied(NONE_IN_3, A, b(2), c(1), on=5) is VIOLATED
    assert remedied(NONE_IN_3, A, b(2), c(4), on=5) is CURED
    # the earliest breach of all-of, the latest of any-of
    both = (PRECEDENCE, AFTER_HI)
    assert remedied(AllOf(both), A, c(2), on=7) is CURED
    assert remedied(AnyOf(both), A, c(2), on=7) is VIOLATED
    assert remedied(AnyOf(both), A, c(6), on=7) is CURED
    # a case closed while R is pending is broken by its closing, and nothing comes after that
    assert remedied(Exists("B", ALWAYS, AFTER), A, c(2), on=2, closed=True) is VIOLATED


def test_a_cured_answer_beside_a_violated_one_is_violated() -> None:
    repair = OrElse(PRECEDENCE, Exists("C", Compare("=", FieldRef("that", "x"), Lit("1")), IN_3))
    assert state(repair, A, record("C", 2), on=5) is VIOLATED


def test_a_case_rule_has_one_finding() -> None:
    assert states(Exists("B", ALWAYS, ANYTIME, 2), case(A, b(1)), 1, step=None) == {None: PENDING}
    assert states(Forbid("B", ALWAYS, ANYTIME), case(A, closed=True), 1, step=None) == {None: SATISFIED}


def test_nothing_about_a_case_without_a_start_is_final() -> None:
    assert states(Holds(Truth(FactRef("G"))), case(), 0, step=None) == {None: PENDING}
    assert states(Forbid("B", ALWAYS, ANYTIME), case(closed=True), 0, step=None) == {None: HOLDING}


def test_an_activating_record_that_may_not_count() -> None:
    stated = rule(Holds(F))
    made = program(stated, counts=(counts_as("A", Not(F), counts=False),))
    assert oracle(stated, case(A), day(0), made) == {0: HOLDING}  # where F is false, A does not count either

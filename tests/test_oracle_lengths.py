"""The evaluator against the oracle: lengths, days, lists and stretches."""

from __future__ import annotations

from decimal import Decimal

import pytest
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    Compare,
    Cond,
    Duration,
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
    Truth,
    Window,
)
from guiju.engine.semantics.core import Test as Holds
from guiju.engine.semantics.program import Rule
from msgspec.structs import replace

from .oracle.draw_conditions import Kind
from .oracle.small import (
    ALWAYS,
    ANYTIME,
    RUNNING,
    case,
    day,
    days,
    exception,
    program,
    record,
    rule,
    workdays,
)
from .oracle.states import oracle
from .oracle.wide import WORDS
from .test_oracle import (
    AFTER,
    BEFORE,
    CURED,
    EXEMPT,
    HOLDING,
    NOT_APPLICABLE,
    PENDING,
    PRECEDENCE,
    SATISFIED,
    UNKNOWN,
    VIOLATED,
    A,
    F,
    b,
    state,
    states,
)


def held(cond: Cond, looked_at: Case, on: int = 0, step: str | None = "A") -> State:
    """The state of a rule that asks for the condition."""
    stated = rule(Holds(cond), step)
    (found,) = oracle(stated, looked_at, day(on), program(stated, words=WORDS)).values()
    return found


def with_fields(one: Record, **fields: Value) -> Record:
    return replace(one, fields={**one.fields, **fields})


N, D, D2 = FactRef("N"), FactRef("D"), FactRef("D2")
TWO = Lit(Decimal(2))


def test_arithmetic_is_exact_and_an_unknown_in_it_is_a_question() -> None:
    third = core.Calc("*", core.Calc("/", N, Lit(Decimal(3))), Lit(Decimal(3)))
    assert held(Compare("=", third, N), case(A, facts={"N": Decimal(1)})) is SATISFIED
    more = Compare(">", core.Calc("+", N, Lit(Decimal(1))), TWO)
    assert [held(more, case(A, facts={"N": Decimal(n)})) for n in (1, 2)] == [VIOLATED, SATISFIED]
    assert held(more, case(A)) is UNKNOWN
    assert held(Or((more, Not(more))), case(A)) is SATISFIED
    assert [held(core.Odd(N), case(A, facts={"N": Decimal(n)})) for n in ("3", "2", "2.5")] == [
        *(SATISFIED, VIOLATED, VIOLATED)
    ]


def test_an_unknown_equals_no_two_values() -> None:
    two_or_three = Or((Compare("=", N, TWO), Compare("=", N, Lit(Decimal(3)))))
    both = core.And((Compare("=", N, TWO), Compare("=", N, Lit(Decimal(3)))))
    assert held(two_or_three, case(A)) is UNKNOWN
    assert held(both, case(A)) is VIOLATED


@pytest.mark.parametrize(
    ("kind", "n", "d", "expected"),
    [
        ("every", 1, 1, [SATISFIED, VIOLATED, VIOLATED]),
        ("at_least", 2, 1, [VIOLATED, SATISFIED, UNKNOWN]),
        ("at_most", 1, 1, [SATISFIED, VIOLATED, UNKNOWN]),
        ("exactly", 2, 1, [VIOLATED, SATISFIED, UNKNOWN]),
        ("most", 1, 1, [VIOLATED, SATISFIED, UNKNOWN]),
        ("share", 2, 3, [SATISFIED, SATISFIED, UNKNOWN]),
        ("share", 1, 3, [SATISFIED, SATISFIED, SATISFIED]),
    ],
)
def test_quantities_of_a_list(kind: Kind, n: int, d: int, expected: list[State]) -> None:
    yes, no = {"k": True}, {"k": False}
    cond = core.Quant(kind, n, FactRef("P"), Truth(FieldRef("item", "k")), d)
    lists: list[Value] = [(), (yes, yes, no), (yes, no, {})]
    assert [held(cond, case(A, facts={"P": people})) for people in lists] == expected


def test_texts_contain_and_durations_compare_where_their_units_agree() -> None:
    assert held(core.Contains(FactRef("W"), "乙"), case(A, facts={"W": "甲乙"})) is SATISFIED
    assert held(core.Contains(FactRef("L"), "乙"), case(A, facts={"L": ("甲乙",)})) is VIOLATED
    year = Compare("=", FactRef("T"), Lit(Duration(12, "month")))
    assert held(year, case(A, facts={"T": Duration(1, "year")})) is SATISFIED
    assert held(year, case(A, facts={"T": days(365)})) is UNKNOWN


def test_the_organ_gives_facts() -> None:
    town = Compare("=", FactRef("机关层级"), Lit("乡镇"))
    assert held(town, case(A)) is UNKNOWN
    for level, expected in (("乡镇", SATISFIED), ("县", VIOLATED)):
        assert held(town, replace(case(A), authority=Authority(level=level))) is expected


def test_a_length_in_a_condition_may_hang_on_an_end_to_come() -> None:
    long = core.Lasting(">=", days(3), "that")
    running = record("I", 0, RUNNING)
    found, barred = Exists("I", long, ANYTIME), Forbid("I", long, ANYTIME)
    assert [states(found, case(running), n, None)[None] for n in (2, 3)] == [PENDING, SATISFIED]
    assert [states(barred, case(running), n, None)[None] for n in (2, 3)] == [HOLDING, VIOLATED]
    own = core.Lasting(">=", days(3))
    assert [states(Holds(F), case(running, facts={"F": False}), n, "I", own)[0] for n in (2, 3)] == [
        *(NOT_APPLICABLE, VIOLATED)
    ]
    assert [state(Holds(Not(own)), running, on=n) for n in (2, 3)] == [PENDING, VIOLATED]


def test_from_one_day_to_another() -> None:
    reply = Lasts(">=", days(7), first=FieldRef("this", core.START), last=FieldRef("this", "d"))
    assert state(reply, with_fields(A, d=day(7)), on=0) is SATISFIED
    assert state(reply, with_fields(A, d=day(6)), on=0) is VIOLATED
    assert state(reply, A, on=0) is UNKNOWN
    facts = core.Lasting("<=", workdays(2), None, first=D, last=D2)
    for last, expected in ((8, SATISFIED), (9, VIOLATED)):
        assert held(facts, case(A, facts={"D": day(4), "D2": day(last)})) is expected


def test_what_happened_by_the_day_of_looking() -> None:
    done = core.Occurs(Exists("B", ALWAYS, AFTER))
    assert states(PRECEDENCE, case(A), 3, when=done) == {0: NOT_APPLICABLE}
    assert states(PRECEDENCE, case(A, b(2)), 3, when=done) == {0: VIOLATED}
    assert states(PRECEDENCE, case(A, b(2)), 1, when=done) == {0: NOT_APPLICABLE}  # only planned
    stated = rule(PRECEDENCE)
    made = program(stated, exceptions=(exception(F, proof=done),))
    assert oracle(stated, case(A, b(2), facts={"F": True}), day(3), made) == {0: EXEMPT}


def test_days_that_bound_outright() -> None:
    by = Exists("B", ALWAYS, Window("after", by=core.FixedPoint(day(3))))
    assert [state(by, A, on=n) for n in (3, 4)] == [PENDING, VIOLATED]
    assert [state(by, A, b(n), on=9) for n in (3, 4)] == [SATISFIED, VIOLATED]
    since = Exists("B", ALWAYS, Window("after", since=core.YearDayPoint(3, 11)))
    assert [state(since, A, b(n), on=9) for n in (2, 3)] == [PENDING, SATISFIED]
    leap = Exists("B", ALWAYS, Window(since=core.YearDayPoint(2, 29), by=core.YearDayPoint(2, 29)))
    assert [state(leap, A, b(n), on=0) for n in (-8, -7)] == [SATISFIED, VIOLATED]
    too_far = Exists("B", ALWAYS, Window("after", lo=days(5), by=core.FixedPoint(day(3))))
    assert state(too_far, A, on=0) is VIOLATED


def test_the_clock_that_restarts() -> None:
    latest = core.LatestPoint((EdgePoint("end"),), ("C",))
    in_three = Exists("B", ALWAYS, Window("after", latest, hi=days(3)))
    assert [state(in_three, A, record("C", 2), on=n) for n in (5, 6)] == [PENDING, VIOLATED]
    assert state(in_three, A, record("C", 4), on=4) is VIOLATED  # it came when the time had run out
    # what comes later moves the clock for what is still owed, and not for what was done in time
    assert [state(in_three, A, b(2), on=n) for n in (3, 4)] == [SATISFIED, SATISFIED]
    assert state(in_three, A, b(2), record("C", 3), on=9) is SATISFIED
    assert state(in_three, A, b(5), record("C", 3), record("C", 6), on=9) is SATISFIED
    assert state(in_three, A, b(5), record("C", 6), on=9) is VIOLATED
    assert state(in_three, A, record("C", 1), b(5), record("C", 4), on=9) is SATISFIED
    assert state(in_three, A, record("I", 2, RUNNING), on=9) is VIOLATED
    runs_on = replace(in_three, window=Window("after", replace(latest, steps=("I",)), hi=days(3)))
    assert state(runs_on, A, record("I", 2, RUNNING), on=9) is PENDING
    assert state(runs_on, A, record("I", 4, RUNNING), on=9) is VIOLATED
    assert state(runs_on, A, record("I", 2, RUNNING), b(3), on=9) is SATISFIED
    after_all = replace(in_three, window=Window("after", latest))
    assert state(after_all, A, b(2), record("C", 3), on=9) is PENDING  # without a time, after the last one


def test_periods_and_stretches() -> None:
    inside = Exists("B", ALWAYS, Window(since=EdgePoint("start"), by=EdgePoint("end")))

    def seen(stated: Rule, *records: Record, on: int) -> list[State]:
        found = oracle(stated, case(*records), day(on), program(stated))
        return [found[key] for key in sorted(found, key=lambda key: key if isinstance(key, tuple) else ())]

    every_3 = replace(rule(inside), every=days(3))
    assert seen(every_3, A, on=0) == [NOT_APPLICABLE]
    assert seen(every_3, A, on=3) == [PENDING]
    assert seen(every_3, A, b(2), on=4) == [SATISFIED, PENDING]
    assert seen(every_3, A, b(4), on=7) == [VIOLATED, SATISFIED, PENDING]
    assert seen(replace(rule(inside, "I"), every=days(3)), record("I", 0, RUNNING), on=9) == [NOT_APPLICABLE]
    assert seen(replace(rule(inside, None), every=days(3)), record("C", 1), on=2) == [PENDING]
    monthly = replace(rule(inside, None), period="month")
    assert seen(monthly, record("C", 1), on=24) == [VIOLATED, PENDING]
    quarters = replace(rule(inside, None), period="quarter")
    assert seen(quarters, record("C", 1), b(3), on=24) == [SATISFIED, PENDING]
    assert seen(replace(quarters, period="half_year"), record("C", 1), on=24) == [PENDING]


def test_a_requirement_for_each_element() -> None:
    named = Exists("B", Compare("=", FieldRef("that", "w"), FieldRef("item", core.ELEMENT)), AFTER)
    each = core.ForEach(FactRef("L"), named)
    told = with_fields(record("B", 1), w="甲")

    def seen(*names: str) -> State:
        return states(each, case(A, told, facts={"L": names}), 2)[0]

    assert [seen(), seen("甲"), seen("甲", "乙")] == [SATISFIED, SATISFIED, PENDING]
    assert states(each, case(A, told), 2) == {0: UNKNOWN}


def test_a_breach_is_not_before_what_it_is_about() -> None:
    repair = Exists("C", ALWAYS, Window("after", hi=days(2)))
    barred = OrElse(Forbid("B", ALWAYS, BEFORE), repair)
    assert states(barred, case(A, b(-3), record("C", 1)), 1) == {0: CURED}
    assert states(barred, case(A, b(-3), record("C", -2)), 1) == {0: PENDING}
    reply = Lasts(">=", days(3), first=FieldRef("this", core.START), last=FieldRef("this", "d"))
    for n, expected in ((4, CURED), (5, VIOLATED)):
        assert states(OrElse(reply, repair), case(with_fields(A, d=day(2)), record("C", n)), 5) == {
            0: expected
        }

"""When a requirement was broken, and what is later: the earliest in time, whichever of several of a day came first."""

from __future__ import annotations

from itertools import permutations

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.kleene import yes_no
from guiju.engine.evaluate.moment_of_breach import is_later, not_earlier, nth_of, perhaps_earlier
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf, Duration, FactRef, OrElse, Window
from msgspec.structs import replace

from .evaluating import WORDS, A, b, env_of, exists, forbid, having, judged, state
from .oracle.small import ALWAYS, RUNNING, case, counts_as, day, days, program, record, rule
from .oracle.wide import WORDS as WIDE

VIO, PEN, HOL, SAT, UNK, CUR = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
    State.CURED,
)
C_AFTER = core.Exists("C", ALWAYS, Window("after"))
SAME_DAY = Window("after", hi=days(0))
OPEN = yes_no("open", Text("?", "?"))


def c(n: int, time: str | None = None) -> Record:
    return record("C", n, time=time)


# --- of several the earliest in time ------------------------------------------------------------------------

SEVERAL: dict[str, tuple[core.Req, tuple[Record, ...], State]] = {
    "the earlier hour was the breach": (
        OrElse(forbid(), C_AFTER), (A, b(1, time="11:00"), b(1, time="09:00"), c(1, "10:00")), CUR,
    ),
    "before both": (OrElse(forbid(), C_AFTER), (A, b(1, time="11:00"), b(1, time="09:00"), c(1, "08:00")), PEN),
    "the one of which no hour is known may have come first": (
        OrElse(forbid(), C_AFTER), (A, b(1, time="11:00"), b(1), c(1, "10:00")), UNK,
    ),
    "after both, whichever came first": (OrElse(forbid(), C_AFTER), (A, b(1), b(1), c(2)), CUR),
    "the second is one too many": (
        OrElse(exists(0, 1), C_AFTER), (A, b(1, time="11:00"), b(1, time="09:00"), c(1, "10:00")), PEN,
    ),
    "after the second": (
        OrElse(exists(0, 1), C_AFTER), (A, b(1, time="11:00"), b(1, time="09:00"), c(1, "12:00")), CUR,
    ),
    "whichever came first, the other serves": (
        OrElse(exists(window=Window("after", none_between=("D",))), core.Exists("D", ALWAYS, SAME_DAY)),
        (A, record("D", 1), record("D", 1)), CUR,
    ),
    "all of two of one day": (
        OrElse(AllOf((forbid(), core.Forbid("D", ALWAYS, Window("after")))), C_AFTER),
        (A, b(1, time="11:00"), record("D", 1, time="09:00"), c(1, "10:00")), CUR,
    ),
    "any of two of one day": (
        OrElse(AnyOf((forbid(), core.Forbid("D", ALWAYS, Window("after")))), C_AFTER),
        (A, b(1, time="11:00"), record("D", 1, time="09:00"), c(1, "10:00")), PEN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
def test_the_order_of_the_records_in_the_file_changes_nothing(name: str) -> None:
    req, records, expected = SEVERAL[name]
    for order in permutations(records):
        assert state(req, case(*order), 9) is expected, [r.step for r in order]


def test_the_breach_that_comes_as_the_nth() -> None:
    env = env_of(
        record("B", 1, time="09:00"), record("B", 1, time="11:00"), record("C", 1, time="10:00"), on=9
    )
    first, second, between = env.happened
    both = [Breach(day(1), second), Breach(day(1), first)]
    assert [is_later(env, nth_of(both, n), between).value for n in (1, 2)] == [True, False]
    late = Breach(day(3))
    assert nth_of([late, *both], 3) == late and nth_of([late, *both], 1).day == day(1)
    assert is_later(env, nth_of([late, *both], 2), between).value is False
    assert nth_of([late], 1) == late


def test_what_may_be_earlier_leaves_a_breach_open_and_what_is_earlier_anyway_does_not() -> None:
    atoms = frozenset({OPEN})
    breach = Breach(day(3))
    assert perhaps_earlier(breach, [(day(3), atoms)]).open == atoms
    assert perhaps_earlier(breach, [(day(4), atoms)]).open == frozenset()
    early, late = Breach(day(1), open=atoms), Breach(day(5), open=atoms)
    assert nth_of([early, breach], 2).open == frozenset()
    assert nth_of([late, breach], 1).open == nth_of([late, breach], 2).open == atoms


def test_a_breach_is_not_before_what_the_rule_is_about() -> None:
    env = env_of(
        record("A", 2, time="10:00"), record("C", 2, time="09:00"), record("C", 2, time="11:00"), on=9
    )
    this, early, late = env.happened
    assert not_earlier(env, Breach(day(1)), this) == Breach(day(2), this)
    assert not_earlier(env, Breach(day(3)), this) == Breach(day(3))
    from_the_day_on = not_earlier(env, Breach(day(2)), this)
    assert [is_later(env, from_the_day_on, r).value for r in (early, late)] == [False, True]


# --- the point that counts ----------------------------------------------------------------------------------


def test_a_forbidden_interval_breaks_the_rule_when_it_starts() -> None:
    barred = OrElse(core.Forbid("I", ALWAYS, Window("after")), C_AFTER)
    assert state(barred, case(A, record("I", 1, 5), c(2)), 9) is CUR
    assert state(barred, case(A, record("I", 1, RUNNING), c(2)), 9) is CUR, "while it still runs"
    assert state(barred, case(A, record("I", 2, 5), c(1)), 9) is PEN
    ended = OrElse(core.Forbid("I", ALWAYS, Window("after", that_point=core.EdgePoint("end"))), C_AFTER)
    assert state(ended, case(A, record("I", 1, 5), c(2)), 9) is PEN, (
        "where the window asks for its end, by its end"
    )
    assert state(ended, case(A, record("I", 1, 5), c(6)), 9) is CUR


def test_what_must_not_lie_between_breaks_the_rule_once_it_has_ended() -> None:
    next_b = OrElse(exists(window=Window("after", none_between=("I",))), C_AFTER)
    assert state(next_b, case(A, record("I", 1, 4), c(2)), 9) is PEN
    assert state(next_b, case(A, record("I", 1, 4), c(5)), 9) is CUR
    assert state(next_b, case(A, record("I", 1, 4), c(5)), 3) is PEN, "a B may come before it ends"


def test_an_interval_that_broke_a_rule_by_being_there_may_be_made_good_while_it_runs() -> None:
    before = OrElse(exists(window=Window("before")), C_AFTER)
    for end in (5, RUNNING):
        assert state(before, case(record("I", 0, end), c(2)), 9, step="I") is CUR


# --- a moment that hangs on an answer -----------------------------------------------------------------------


def test_what_is_owed_hangs_on_whether_something_came_between_on_the_day_itself() -> None:
    """C after A on day 4: nothing fits any more, and B was due on day 6. C before A: broken on day 8, B due on day 10."""
    three_days_apart = core.Exists("C", ALWAYS, Window(lo=days(3), hi=days(3), none_between=("C",)))
    req = OrElse(three_days_apart, core.Exists("B", ALWAYS, Window("after", lo=days(2), hi=days(2))))
    found = judged(req, case(record("A", 4), record("C", 4)), 8)
    assert found.state is UNK
    assert found.questions == (("order", 0, 1),)
    assert {answer.state for answer in found.answers} == {VIO, PEN}
    assert state(req, case(record("A", 4, time="08:00"), record("C", 4, time="09:00")), 8) is VIO
    assert state(req, case(record("A", 4, time="09:00"), record("C", 4, time="08:00")), 8) is PEN


def test_what_comes_after_the_breach_anyway_leaves_nothing_open() -> None:
    """Of the third A it is not said which day it bears, so that it may be barred; but another was before, and the breach
    is not before the second A, which the finding is about."""
    dated = core.DatePoint(core.FieldRef("that", "期日"))
    barred = core.Forbid("A", ALWAYS, Window("before", this_point=core.EdgePoint("start"), that_point=dated))
    stated = rule(OrElse(barred, core.Exists("C", ALWAYS, Window("after", lo=days(3)))))
    records = (
        having(record("A", 1), 期日=day(3)),
        having(record("A", 5, order=1), 期日=day(9)),
        record("A", 6),
    )
    found = judge_rule(stated, case(*records), day(7), program(stated, words=WORDS))[1]
    assert found.activation is not None and found.activation.start == day(5)
    assert (found.state, found.questions) == (PEN, ())


def test_only_what_may_come_before_the_breach_leaves_its_day_open() -> None:
    """C counts as a B after a time that the case does not state, and nobody can be asked for that day."""
    after_a_time = replace(
        counts_as("C", ALWAYS, counts=True, as_step="B"), after=Duration(0, "day", of=("fact", "T"))
    )
    owed = core.Exists("A", ALWAYS, Window("after", lo=days(3)))
    stated = rule(OrElse(forbid(Window("after")), owed))
    made = program(stated, counts=(after_a_time,), words=WIDE)

    def found(n: int) -> Finding:
        return judge_rule(stated, case(A, record("B", 2), record("C", n)), day(9), made)[0]

    assert (found(3).state, found(3).questions) == (PEN, ()), "it comes after the B that broke the rule"
    assert found(1).state is UNK and found(1).questions == (("fact", "T"),)


def test_what_was_broken_or_is_only_broken_by_the_closing_leaves_open_what_is_owed() -> None:
    """A part of *any of* that may be broken already, or only by the closing, in a case that is closed."""
    owed = core.Exists("C", ALWAYS, Window("after", hi=days(1)))
    such = exists(window=Window("after"), where=core.Truth(FactRef("F")))
    later = core.Exists("D", ALWAYS, Window("after", hi=days(2)))
    req = OrElse(AnyOf((such, later)), owed)
    looked_at = case(A, c(3), closed=True)
    assert state(req, looked_at, 9) is VIO
    broken = case(A, c(3), closed=True, facts={"F": False})
    assert state(req, broken, 9) is CUR, "no B can come, and D was due on day 2"
    assert state(req, case(A, c(3), closed=True, facts={"F": True}), 9) is VIO, (
        "B could come up to the closing"
    )

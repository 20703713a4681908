"""All of and any of: the state of the whole, and which part gives the days, records and sums."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import NotUsed, State
from guiju.engine.evaluate.kleene import FREE, yes_no
from guiju.engine.evaluate.outcome import Basic, Outcome, at_closing, combine
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf
from msgspec.structs import replace

from .evaluating import AFTER3, A, F, b, env_of, exists, forbid, labels, state
from .oracle.small import ALWAYS, case, counts_as, day, days, record

VIO, PEN, HOL, SAT, UNK, CUR = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
    State.CURED,
)


def c(n: int, **more: str) -> Record:
    return record("C", n, time=more.get("time"))


PARTS: dict[str, tuple[core.Req, Case]] = {
    "violated": (core.Test(core.Const(False)), case(A)),
    "pending": (core.Exists("D", ALWAYS, AFTER3), case(A)),
    "holding": (forbid(), case(A)),
    "satisfied": (core.Test(core.Const(True)), case(A)),
}


def test_all_of_is_the_worst_and_any_of_the_best() -> None:
    order = list(PARTS)
    for i, one in enumerate(order):
        for j, other in enumerate(order):
            parts = (PARTS[one][0], PARTS[other][0])
            assert state(AllOf(parts), case(A), 1).value == order[min(i, j)]
            assert state(AnyOf(parts), case(A), 1).value == order[max(i, j)]


def outcome(*states: Basic, deciding: core.Req | None = None, **more: object) -> Outcome:
    made = Outcome(frozenset(states), deciding or core.Test(ALWAYS))
    return replace(made, **more)


WHOLE = AllOf(())


def test_the_days_and_breaches_of_the_parts_are_joined_by_kind() -> None:
    early = outcome(Basic.PENDING, last_day=day(1))
    late = outcome(Basic.PENDING, last_day=day(5))
    over = outcome(Basic.VIOLATED, last_day=day(9))
    assert combine([early, late], WHOLE, best=False).last_day == day(1)
    assert combine([early, late], WHOLE, best=True).last_day == day(5)
    assert combine([late, over], WHOLE, best=False).last_day == day(9), "that of what is broken"
    assert combine([over, over], WHOLE, best=False).last_day == day(9)
    first = outcome(Basic.VIOLATED, breach=Breach(day(1)))
    second = outcome(Basic.VIOLATED, breach=Breach(day(4)))
    fine = outcome(Basic.SATISFIED, breach=Breach(day(0)))
    assert combine([second, first, fine], WHOLE, best=False).breach == Breach(day(1))
    assert combine([first, second], WHOLE, best=True).breach == Breach(day(4))
    assert combine([fine], WHOLE, best=False).breach is None


def test_of_parts_that_are_pending_the_last_day_and_what_is_due_belong_together() -> None:
    soon = outcome(Basic.PENDING, last_day=day(1), deciding=exists())
    late = outcome(Basic.PENDING, last_day=day(5), deciding=forbid())
    whenever = outcome(Basic.PENDING, deciding=core.Test(F))

    def joined(*parts: Outcome, best: bool) -> tuple[date | None, core.Req]:
        found = combine(parts, WHOLE, best=best)
        return found.last_day, found.deciding

    assert joined(late, whenever, soon, best=False) == (day(1), exists())
    assert joined(soon, late, best=True) == (day(5), forbid())
    assert joined(soon, whenever, late, best=True) == (None, core.Test(F)), "one way has no last day"


def test_only_open_parts_give_their_questions() -> None:
    f, g = yes_no("f", Text("一", "f")), yes_no("g", Text("二", "g"))
    settled = outcome(Basic.SATISFIED, atoms=frozenset({f}))
    open_ = outcome(Basic.SATISFIED, Basic.VIOLATED, atoms=frozenset({g}))
    joined = combine([settled, open_], WHOLE, best=False)
    assert joined.atoms == {g}
    assert joined.states == {Basic.SATISFIED, Basic.VIOLATED}
    assert joined.parts == (settled, open_)
    assert combine([open_, open_], WHOLE, best=True).states == {Basic.SATISFIED, Basic.VIOLATED}


def test_the_part_that_decides_gives_the_sums_and_the_records() -> None:
    good = outcome(Basic.SATISFIED, used=(b(1),), deciding=exists())
    bad = outcome(
        Basic.VIOLATED, used=(c(1),), deciding=forbid(), not_used=(NotUsed(b(2), Text("一", "why")),)
    )
    both = combine([good, bad], WHOLE, best=False)
    assert (both.deciding, both.used, len(both.not_used)) == (forbid(), (c(1),), 1)
    either = combine([good, bad], WHOLE, best=True)
    assert (either.deciding, either.used, either.not_used) == (exists(), (b(1),), ())
    waiting = combine([outcome(Basic.PENDING, used=(b(1),)), bad], WHOLE, best=True)
    assert [r.step for r in waiting.used] == ["B", "C"]


@pytest.mark.parametrize("best", [True, False])
def test_of_an_any_of_that_failed_the_part_decides_that_says_what_to_do(best: bool) -> None:
    lasting = outcome(Basic.VIOLATED, deciding=core.Lasts(">=", days(1)))
    missing = outcome(Basic.VIOLATED, deciding=exists())
    tested = outcome(Basic.VIOLATED, deciding=core.Test(F))
    barred = outcome(Basic.VIOLATED, deciding=forbid())
    found = [
        combine(parts, WHOLE, best=best).deciding
        for parts in ([barred, tested], [barred, tested, missing], [barred, missing, lasting])
    ]
    if best:
        assert found == [core.Test(F), exists(), core.Lasts(">=", days(1))]
    else:
        assert found == [forbid(), forbid(), forbid()]


def test_each_record_is_shown_once_with_the_rule_that_discounts_it() -> None:
    discount = counts_as("B", ALWAYS, counts=False)
    plain, why = NotUsed(b(1), Text("一", "plain")), NotUsed(b(1), Text("二", "ruled"), discount)
    other = NotUsed(replace(b(1), index=7), Text("三", "other"))
    bad = outcome(Basic.VIOLATED, not_used=(plain, why, plain, other), used=(b(1), b(1)))
    joined = combine([bad, bad], WHOLE, best=True)
    assert joined.not_used == (why, other)
    assert joined.used == (b(1),)
    twice = (plain, NotUsed(b(1), Text("四", "again")))
    assert combine([outcome(Basic.VIOLATED, not_used=twice)], WHOLE, best=False).not_used == twice[:1]
    ruled = (why, NotUsed(b(1), Text("五", "ruled again"), discount))
    assert combine([outcome(Basic.VIOLATED, not_used=ruled)], WHOLE, best=False).not_used == ruled[:1]
    first = outcome(Basic.VIOLATED, not_used=(why, plain))
    assert combine([first], WHOLE, best=False).not_used == (why,)


def test_closing_turns_what_is_open_and_breaks_it_for_good() -> None:
    open_ = outcome(Basic.PENDING, Basic.HOLDING, breach=Breach(day(1)))
    closed = at_closing(open_)
    assert closed.states == {Basic.VIOLATED, Basic.SATISFIED}
    assert closed.breach is not None and closed.breach.day.year == 9999
    final = outcome(Basic.VIOLATED, breach=Breach(day(1)))
    assert at_closing(final) == final
    assert open_.worst is Basic.PENDING


def test_a_requirement_is_broken_only_if_violated_whatever_the_answers() -> None:
    env = env_of(A, on=1)
    this = env.happened[0]
    assert broken(env, this, core.Test(core.Const(False))).truth.value is True
    assert broken(env, this, exists()).truth == (None, frozenset({FREE})), "not decided yet"
    assert broken(env, this, forbid(core.Window("before"))).truth.value is False
    assert labels(broken(env, this, core.Test(F)).truth) == {("F", "the f")}


def test_closing_comes_before_the_parts_are_joined() -> None:
    either = AnyOf((exists(), forbid()))
    assert state(either, case(A, closed=True), 1) is SAT
    both = AllOf((exists(), forbid()))
    assert state(both, case(A, closed=True), 1) is VIO

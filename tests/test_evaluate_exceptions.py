"""Exceptions: which one applies, what takes it away, what must be shown for it, and two that cannot both hold."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.exceptions import Considered, Effect, consider
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, Const, FactRef, FieldRef, Window
from guiju.engine.semantics.program import ExceptionRule
from msgspec.structs import replace

from .evaluating import WORDS, env_of, judged
from .oracle.small import ALWAYS, case, exception, record, rule
from .steps import steps

NEVER = Const(False)
F, H = core.Truth(FactRef("F")), core.Compare("=", FactRef("H"), core.Lit("1"))
NEEDS_B = core.Exists("B", ALWAYS, Window("before"))
NEEDS_C = core.Exists("C", ALWAYS, Window("before"))
NEEDS_D = core.Exists("D", ALWAYS, Window("before"))
PASSED = core.Truth(FieldRef("this", "通过"))


def under(*exceptions: ExceptionRule) -> Finding:
    """On A without anything before it, but C: NEEDS_B is violated, NEEDS_C satisfied."""
    return judged(NEEDS_B, case(record("C", 0), record("A", 1)), 2, exceptions=exceptions)


def considered(*exceptions: ExceptionRule) -> Considered:
    env = replace(env_of(record("A", 1), on=2), exceptions=exceptions)
    return consider(env, rule(NEEDS_B), env.happened[0], Describer(WORDS, "A"))


def test_an_exception_lifts_the_rule_or_puts_another_requirement_in_its_place() -> None:
    assert under().state is State.VIOLATED
    lifted = under(exception(ALWAYS))
    assert lifted.state is State.EXEMPT
    assert lifted.why == Text("适用例外:要旨", "an exception applies: gist")
    (shown,) = lifted.proof.exceptions
    assert (shown.live, shown.applied, shown.claimed) == (True, True, False)
    assert shown.reason == Text("成立:是", "holds: yes")
    assert under(exception(ALWAYS, instead=NEEDS_C)).state is State.SATISFIED
    assert under(exception(ALWAYS, instead=NEEDS_D)).state is State.VIOLATED
    assert under(exception(ALWAYS, target="R2")).state is State.VIOLATED
    assert under(exception(ALWAYS, target="R2")).proof.exceptions == ()


def test_an_exception_whose_condition_fails_changes_nothing_and_says_why() -> None:
    found = under(exception(NEVER))
    assert found.state is State.VIOLATED
    (shown,) = found.proof.exceptions
    assert (shown.live, shown.applied, shown.claimed) == (False, False, False)
    assert shown.reason == Text("不成立:否", "does not hold: no")


def test_an_exception_claimed_and_not_shown_does_not_apply() -> None:
    found = under(exception(ALWAYS, proof=NEVER))
    assert found.state is State.VIOLATED
    (shown,) = found.proof.exceptions
    assert (shown.live, shown.claimed, shown.applied) == (False, True, False)
    assert shown.reason == Text("主张了例外,但未证明:否", "claimed, not shown: no")
    assert under(exception(ALWAYS, proof=ALWAYS)).state is State.EXEMPT
    assert under(exception(ALWAYS, proof=ALWAYS)).proof.exceptions[0].reason.en == "holds: yes"
    (unclaimed,) = under(exception(NEVER, proof=ALWAYS)).proof.exceptions
    assert (unclaimed.claimed, unclaimed.reason.en) == (False, "does not hold: no")
    (unproven,) = under(exception(ALWAYS, proof=F)).proof.exceptions
    assert (unproven.live, unproven.claimed, unproven.reason.en) == (None, True, "claimed, not shown: the f")


def test_an_open_exception_makes_the_finding_hang_on_it() -> None:
    found = under(exception(core.And((F, H))))
    assert found.state is State.UNKNOWN
    (shown,) = found.proof.exceptions
    assert (shown.live, shown.applied) == (None, False)
    assert shown.reason == Text("要看:F、H", "hangs on: the f, the h")
    assert [t.en for t in found.unknown] == ["the f", "the h"]
    assert [(tuple(w.en for _, w in a.assignment), a.state) for a in found.answers] == [
        (("yes", "one"), State.EXEMPT),
        (("yes", "two"), State.VIOLATED),
        (("no",), State.VIOLATED),
    ]


def test_an_open_exception_that_changes_nothing_leaves_the_state() -> None:
    fine = judged(NEEDS_C, case(record("C", 0), record("A", 1)), 2, exceptions=(exception(F),))
    assert fine.state is State.HOLDING
    assert fine.why == Text("已有 2021-03-08 的C", "done: the step c of 2021-03-08")
    same = under(exception(F, instead=NEEDS_D))
    assert same.state is State.VIOLATED and same.unknown == ()
    assert same.why.en == "no step b before the step a of 2021-03-09"


def test_an_exception_to_the_exception_takes_it_away() -> None:
    inner = exception(ALWAYS, target="E", name="E2")
    found = under(exception(ALWAYS), inner)
    assert found.state is State.VIOLATED
    assert [(r.exception.id, r.live, r.applied) for r in found.proof.exceptions] == [
        ("E", True, False),
        ("E2", True, False),
    ]
    assert under(exception(ALWAYS), replace(inner, when=NEVER)).state is State.EXEMPT
    third = exception(ALWAYS, target="E2", name="E3")
    assert under(exception(ALWAYS), inner, third).state is State.EXEMPT
    assert under(third, inner, exception(ALWAYS)).state is State.EXEMPT
    assert under(exception(NEVER), inner).state is State.VIOLATED


def test_an_exception_to_an_exception_may_put_its_own_requirement_in_place() -> None:
    found = under(exception(ALWAYS), exception(ALWAYS, instead=NEEDS_C, target="E", name="E2"))
    assert found.state is State.SATISFIED
    assert [r.exception.id for r in found.proof.exceptions if r.applied] == ["E2"]


def test_the_deeper_effect_wins_over_the_higher_priority_and_then_the_higher_priority() -> None:
    deep = (exception(ALWAYS, name="E1"), exception(ALWAYS, instead=NEEDS_C, target="E1", name="E2"))
    flat = exception(ALWAYS, priority=9, name="E3")
    assert under(*deep, flat).state is State.SATISFIED
    low, high = exception(ALWAYS, name="E1"), exception(ALWAYS, instead=NEEDS_C, priority=1, name="E2")
    assert under(low, high).state is State.SATISFIED
    assert under(high, low).state is State.SATISFIED
    assert under(low, replace(high, when=NEVER)).state is State.EXEMPT
    assert under(low, replace(high, when=F)).state is State.HOLDING


def test_two_exceptions_of_one_rank_with_different_effects_are_a_conflict_and_both_are_named() -> None:
    one, two = exception(ALWAYS, name="E1"), exception(ALWAYS, instead=NEEDS_C, name="E2")
    found = under(one, two)
    assert found.state is State.UNKNOWN
    assert found.why == Text(
        "两个例外都成立而效果不同:E1、E2", "two exceptions hold with different effects: E1, E2"
    )
    assert under(exception(ALWAYS, instead=NEEDS_D, name="E1"), two).state is State.UNKNOWN
    alike = under(one, exception(ALWAYS, name="E2"))
    assert alike.state is State.EXEMPT
    assert under(replace(two, id="E1"), two).state is State.SATISFIED


def test_a_possible_conflict_is_unknown_and_the_sentence_names_the_two() -> None:
    found = under(exception(ALWAYS, name="E1"), exception(F, instead=NEEDS_D, name="E2"))
    assert found.state is State.UNKNOWN
    assert {a.assignment[0][1].en: a.state for a in found.answers} == {
        "yes": State.UNKNOWN,
        "no": State.EXEMPT,
    }
    assert "E1、E2" in found.why.zh


def test_every_combination_of_open_exceptions_is_considered() -> None:
    both = considered(exception(F, name="E1"), exception(H, instead=NEEDS_C, priority=1, name="E2"))
    assert {e.kind for e in both.effects} == {"exempt", "instead", "none"}
    assert {a.label.en for a in both.atoms} == {"the f", "the h"}
    assert [r.applied for r in both.results] == [False, False]
    settled = considered(exception(ALWAYS, name="E1"), exception(F, name="E2", priority=-1))
    assert [e.kind for e in settled.effects] == ["exempt"]
    assert [r.applied for r in settled.results] == [True, False]
    assert considered() == Considered((Effect("none"),), frozenset(), ())


def test_an_exception_can_ask_for_a_field_of_the_activating_record() -> None:
    def with_field(when: Cond) -> State:
        a = replace(record("A", 1), fields={"通过": True})
        return judged(NEEDS_B, case(a), 2, exceptions=(exception(when),)).state

    assert with_field(PASSED) is State.EXEMPT
    assert with_field(core.Not(PASSED)) is State.VIOLATED


def test_a_finding_that_hangs_on_conditions_alone_says_so() -> None:
    found = judged(NEEDS_B, case(record("A", 1)), 2, when=H, exceptions=(exception(ALWAYS),))
    assert found.state is State.HOLDING
    assert found.why == Text("取决于尚未说明的事项", "hangs on what the case does not state")


@pytest.mark.parametrize("chain", [False, True])
def test_many_exceptions_cost_in_proportion(chain: bool) -> None:
    def many(number: int) -> int:
        targets = [f"E{n}" if chain and n else "R" for n in range(number)]
        made = [exception(ALWAYS, name=f"E{n + 1}", target=target) for n, target in enumerate(targets)]
        return steps(lambda: considered(*made))

    many(1)
    assert many(100) < 5 * many(25)

"""Needs: the step ahead that most rules guard, and what it lacks."""

from __future__ import annotations

from guiju.engine.case.model import Case, Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import FactRef, Window
from guiju.engine.semantics.program import Modality, Reading, Rule, ScopeRule, Version
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

from .evaluating import WORDS, having, verdict
from .oracle.small import (
    ALWAYS,
    BASIS,
    GIST,
    case,
    counts_as,
    day,
    days,
    record,
    rule,
)

YES, NO = core.Test(core.Const(True)), core.Test(core.Const(False))
F = core.Truth(FactRef("F"))
A = record("A", 0)
NOTHING = case()
ORDER = tuple(WORDS.steps)


def before(step: str) -> core.Exists:
    return core.Exists(step, ALWAYS, Window("before"))


OWING = tuple(rule(core.Exists(s, ALWAYS, Window()), None, name=f"Z{s}") for s in "BCD")
"""Every step but A must come at some time, so that it is ahead."""


def needs(
    *rules: Rule,
    looked_at: Case = NOTHING,
    on: int = 5,
    order: tuple[str, ...] = ORDER,
    scopes: tuple[ScopeRule, ...] = (),
) -> dict[str, str | None]:
    found = verdict(*rules, *OWING, looked_at=looked_at, on=on, order=order, scopes=scopes)
    return {f.rule.id: f.need for f in found.findings if f.need is not None}


def test_the_step_ahead_that_most_rules_guard_names_what_must_come_first() -> None:
    guards = (
        rule(before("A"), "D", name="R1"),
        rule(before("B"), "D", name="R2"),
        rule(before("A"), "C", name="R3"),
    )
    assert needs(*guards) == {"R1": "A", "R2": "B"}
    assert needs(*guards, looked_at=case(record("A", 0))) == {"R2": "B"}
    assert needs(rule(before("A"), "D", name="R1"), rule(before("A"), "C", name="R2")) == {"R2": "A"}
    assert needs(*guards, looked_at=case(closed=True)) == {}


def test_a_step_that_was_passed_or_done_needs_nothing_more() -> None:
    guard = rule(before("A"), "B")
    assert needs(guard) == {"R": "A"}
    assert needs(guard, looked_at=case(record("C", 0))) == {}
    assert needs(guard, looked_at=case(record("B", 0))) == {}
    assert needs(guard, looked_at=case(record("A", 0))) == {}
    assert needs(rule(before("A"), "D"), looked_at=case(record("C", 0))) == {"R": "A"}
    assert needs(rule(before("A"), "B"), looked_at=case(record("B", 9))) == {"R": "A"}
    lame = verdict(guard, looked_at=case(record("B", 0)), counts=(counts_as("B", ALWAYS, counts=False),))
    assert [f.need for f in lame.findings] == [None]


def test_only_what_must_come_before_and_is_missing_for_certain_is_a_need() -> None:
    assert needs(rule(core.Exists("A", ALWAYS, Window("after")), "B")) == {}
    assert needs(rule(core.Exists("A", ALWAYS, Window()), "B")) == {}
    assert needs(rule(NO, "B")) == {}
    assert needs(rule(core.Forbid("A", ALWAYS, Window("before")), "B")) == {}
    assert needs(rule(before("A"), "B", when=F)) == {}
    assert needs(rule(before("A"), "B", when=F), looked_at=case(facts={"F": True})) == {"R": "A"}
    assert needs(replace(rule(before("A"), "B"), versions=())) == {}
    far = rule(core.Exists("A", ALWAYS, Window("before", lo=days(9))), "B")
    assert needs(far) == {"R": "A"}
    assert needs(far, looked_at=case(record("A", 0))) == {}, "only time is wanting"
    on_fact = core.Exists("A", F, Window("before"))
    assert needs(rule(on_fact, "B"), looked_at=case(record("A", 0))) == {}


def test_the_last_version_and_the_default_reading_say_what_is_needed() -> None:
    def read(req: core.Req, default: bool) -> Reading:
        return Reading(Name("", ""), req, default)

    versions = (
        Version(None, day(0), (read(before("C"), True),)),
        Version(day(0), None, (read(before("D"), False), read(before("A"), True))),
    )
    assert needs(replace(rule(YES, "B"), versions=versions)) == {"R": "A"}


def test_a_step_owed_only_on_conditions_that_do_not_hold_is_not_ahead() -> None:
    guard = rule(before("A"), "B", name="G")
    some_b = core.Exists("B", ALWAYS, Window())
    owing = rule(some_b, None, when=F, name="O")
    one_way = rule(core.AnyOf((NO, some_b)), None, name="W")

    def ahead(*rules: Rule, facts: dict[str, Value] | None = None) -> dict[str, str | None]:
        found = verdict(guard, *rules, looked_at=case(record("I", 0), facts=facts), order=("I", *"ABCD"))
        return {f.rule.id: f.need for f in found.findings if f.need is not None}

    needed: dict[str, str | None] = {"G": "A"}
    assert ahead(one_way) == needed
    assert ahead(owing) == {}
    assert ahead(owing, facts={"F": False}) == {}
    assert ahead(owing, facts={"F": True}) == needed
    assert ahead(owing, one_way) == {}
    assert ahead(one_way, replace(owing, modality="may")) == needed
    assert ahead(owing, replace(owing, id="P", when=ALWAYS)) == needed
    assert ahead(one_way, rule(core.Exists("B", ALWAYS, Window(), 0, 1), None, when=F, name="Z")) == needed
    assert ahead(one_way, rule(core.Forbid("B", ALWAYS, Window()), None, when=F, name="Z")) == needed
    aside = Reading(Name("", ""), some_b, False)
    hidden = replace(owing, versions=(Version(None, None, (aside, Reading(Name("", ""), YES))),))
    assert ahead(one_way, hidden) == needed


def test_a_step_that_no_rule_asks_for_is_not_ahead() -> None:
    guard = rule(before("A"), "B", name="G")
    some_b = core.Exists("B", ALWAYS, Window())

    def asking(req: core.Req, modality: Modality = "must") -> bool:
        found = verdict(guard, replace(rule(req, None, name="W"), modality=modality), looked_at=NOTHING)
        return any(f.need == "A" for f in found.findings)

    assert not asking(YES)
    assert not asking(core.Exists("B", ALWAYS, Window(), 0, 1))
    assert not asking(core.Forbid("B", ALWAYS, Window()))
    assert not asking(core.OrElse(YES, some_b))
    assert not asking(some_b, "may")
    assert asking(core.OrElse(some_b, NO))
    assert asking(core.AllOf((YES, core.AnyOf((NO, some_b)))))
    assert asking(some_b)


def test_a_rule_about_what_a_later_step_left_out_asks_for_nothing_ahead() -> None:
    either = core.AnyOf((before("A"), before("C")))
    assert needs(rule(either, "D")) == {"R": "A"}
    assert needs(replace(rule(either, "D"), redo="D")) == {}
    assert needs(replace(rule(before("A"), "D"), redo="D")) == {"R": "A"}


def test_the_step_that_lacks_most_comes_first_however_many_rules_say_so() -> None:
    twice = (rule(before("A"), "D", name="R1"), rule(before("A"), "D", name="R2"))
    assert needs(*twice) == {"R1": "A", "R2": "A"}
    assert needs(*twice, rule(before("A"), "C", name="R3")) == {"R3": "A"}


def test_what_lies_outside_the_scope_of_a_pack_needs_nothing() -> None:
    guard = rule(before("A"), "B")
    outside = ScopeRule("S", Name("S", "S"), "pack", ALWAYS, BASIS, GIST)
    assert needs(guard, scopes=(outside,)) == {}
    assert needs(guard, scopes=(replace(outside, when=core.Const(False)),)) == {"R": "A"}


def test_a_step_that_the_procedure_does_not_order_comes_last() -> None:
    rules = (rule(before("A"), "D", name="R1"), rule(before("A"), "C", name="R2"))
    assert needs(*rules, order=("A", "C")) == {"R2": "A"}
    assert needs(rules[0], order=("A",)) == {"R1": "A"}
    assert needs(rule(before("B"), "D"), looked_at=case(record("A", 0)), order=("A", "C")) == {}


def test_a_step_that_came_out_wrong_is_needed_again_where_the_rule_has_it_redone() -> None:
    passed = core.Exists("A", core.Truth(core.FieldRef("that", "通过")), Window("before"))
    guard = rule(passed, "B", name="G")
    failed = case(having(record("A", 0), 通过=False))
    assert needs(guard, looked_at=failed) == {}
    assert needs(replace(guard, redo="A"), looked_at=failed) == {"G": "A"}
    assert needs(replace(guard, redo="A"), looked_at=case(having(record("A", 0), 通过=True))) == {}
    assert needs(replace(guard, redo="A"), looked_at=NOTHING) == {"G": "A"}
    assert needs(replace(guard, redo="B"), looked_at=failed) == {}
    unfit = core.Forbid("A", core.Not(passed.where), Window("before"))
    assert needs(replace(rule(unfit, "B", name="G"), redo="A"), looked_at=failed) == {"G": "A"}

"""Quantities of lists, values of fields and facts, and what was read for the proof."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from guiju.engine.case.model import Value
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.values import Open, Scope, field_label, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, END, EVIDENCE, START, TIME, Compare, FactRef, FieldRef, Lit
from msgspec.structs import replace

from .evaluating import env_of, having, labels
from .oracle.small import day, record

THIS_X, THAT_X = FieldRef("this", "x"), FieldRef("that", "x")
NAMES = FieldRef("this", "名单")
EXPERTS = FieldRef("this", "专家")
CLEAR = core.Not(core.Truth(FieldRef("item", "相关")))


PEOPLE: tuple[tuple[object, ...], ...] = (
    # stated answers (None: not stated), every, at least 2, most
    ((), True, False, False),
    ((False, False), True, True, True),
    ((False, True), False, False, False),
    ((False, False, True), False, True, True),
    ((False, True, True), False, False, False),
    ((False, None), None, None, None),
    ((False, False, None), None, True, True),
    ((True, None, None), False, None, None),
    ((True, True, None), False, False, False),
    ((True, True, None, None), False, None, False),
    ((False, False, True, True), False, True, False),
)


@pytest.mark.parametrize(("people", "every", "two", "most"), PEOPLE)
def test_quantities_count_unknown_entries_both_ways(
    people: tuple[bool | None, ...], every: bool | None, two: bool | None, most: bool | None
) -> None:
    experts: list[Mapping[str, Value]] = [
        {"姓名": "某"} if p is None else {"姓名": "某", "相关": p} for p in people
    ]
    env = env_of(having(record("A", 0), 专家=tuple(experts)))
    scope = Scope(this=env.happened[0])
    quantities = [
        core.Quant("every", 0, EXPERTS, CLEAR),
        core.Quant("at_least", 2, EXPERTS, CLEAR),
        core.Quant("most", 0, EXPERTS, CLEAR),
    ]
    found = [holds(env, scope, quantity).value for quantity in quantities]
    assert found == [every, two, most]


def test_an_open_entry_is_named_by_its_place_in_the_list() -> None:
    where = Span("案.yaml", 7, 1, 7, 2)
    a = replace(having(record("A", 0), 专家=({"相关": False}, {"姓名": "乙"})), span=where)
    env = env_of()
    truth = holds(env, Scope(this=a), core.Quant("at_least", 2, EXPERTS, CLEAR))
    assert labels(truth) == {("A.专家(第 7 行) 第 2 项的相关", "step a.experts (line 7) entry 2: conflict")}
    key = next(iter(truth.atoms)).key
    cond = core.Quant("at_least", 2, EXPERTS, CLEAR)
    assert holds(env.assuming({key: False}), Scope(this=a), cond).value is True
    undeclared = core.Quant("every", 0, EXPERTS, core.Truth(FieldRef("item", "别的")))
    assert labels(holds(env, Scope(this=a), undeclared)) == {
        ("A.专家(第 7 行) 第 1 项的别的", "step a.experts (line 7) entry 1: 别的"),
        ("A.专家(第 7 行) 第 2 项的别的", "step a.experts (line 7) entry 2: 别的"),
    }


def test_quantities_of_facts_single_values_and_unknown_lists() -> None:
    env = env_of(facts={"名册": ("甲", "乙"), "专家组": ({"姓名": "甲"},), "独": "甲"})
    is_a = Compare("=", FieldRef("item", ""), Lit("甲"))
    assert holds(env, Scope(), core.Quant("at_least", 1, FactRef("名册"), is_a)).value is True
    assert holds(env, Scope(), core.Quant("every", 0, FactRef("名册"), is_a)).value is False
    assert holds(env, Scope(), core.Quant("every", 0, FactRef("独"), is_a)).value is True
    open_ = holds(env, Scope(), core.Quant("every", 0, FactRef("专家组"), CLEAR))
    assert {zh for zh, _ in labels(open_)} == {"专家组 第 1 项的相关"}
    unsaid = holds(env_of(), Scope(), core.Quant("every", 0, FactRef("名册"), is_a))
    assert labels(unsaid) == {("名册", "roll")}
    (atom,) = unsaid.atoms
    assert [t.en for _, t in atom.choices] == ["yes", "no"]


def test_quantities_of_the_list_of_either_record() -> None:
    env = env_of(
        having(record("A", 0), 专家=({"相关": True},)), having(record("B", 0), 专家=({"姓名": "乙"},))
    )
    a, b = env.happened
    scope = Scope(this=a, that=b)
    of_that = core.Quant("every", 0, FieldRef("that", "专家"), CLEAR)
    assert holds(env, scope, core.Quant("every", 0, EXPERTS, CLEAR)).value is False
    assert labels(holds(env, scope, of_that)) == {
        ("B.专家 第 1 项的相关", "step b.experts entry 1: conflict")
    }


def test_count_first_and_last_of_a_list() -> None:
    listed = env_of(having(record("A", 0, x="2"), 名单=("甲", "乙")))
    scope = Scope(this=listed.happened[0])
    expected: dict[core.Operand, Value] = {
        core.Count(NAMES): Decimal(2),
        core.Count(THIS_X): Decimal(1),
        core.Pick("first", NAMES): "甲",
        core.Pick("last", NAMES): "乙",
        core.Pick("last", THIS_X): "2",
    }
    assert {of: operand(listed, scope, of) for of in expected} == expected
    empty = Scope(this=having(record("A", 0), 名单=()))
    assert operand(listed, empty, core.Pick("first", NAMES)) == ""
    assert operand(listed, empty, core.Count(NAMES)) == Decimal(0)
    for of in (core.Count(NAMES), core.Pick("last", NAMES)):
        value = operand(listed, Scope(this=record("A", 0)), of)
        assert isinstance(value, Open) and not value.enumerable
    for of in (core.Count(THIS_X), core.Pick("last", THIS_X)):
        value = operand(listed, Scope(this=record("A", 0)), of)
        assert isinstance(value, Open) and not value.enumerable


def test_built_in_fields_of_records_and_an_end_to_come() -> None:
    env = env_of(record("I", 0, 1, actor="甲", evidence=("e",), time="09:00"), record("I", 0, 3), on=2)
    ended, running = env.happened
    expected = {ACTOR: "甲", EVIDENCE: ("e",), START: day(0), END: day(1), TIME: "09:00"}
    assert {n: operand(env, Scope(this=ended), FieldRef("this", n)) for n in expected} == expected
    still = operand(env, Scope(that=running), FieldRef("that", END))
    assert isinstance(still, Open)
    assert still.atom.label == Text("I.止", "step i.end")


def test_labels_name_the_step_the_field_and_the_line() -> None:
    env = env_of()
    a = replace(record("A", 0), span=Span("案.yaml", 12, 1, 12, 9))
    assert field_label(env, a, "文号") == Text("A.文号(第 12 行)", "step a.doc number (line 12)")
    assert field_label(env, record("Z", 0), "x") == Text("Z.x", "Z.x")
    assert field_label(env, record("A", 0), ACTOR) == Text("A.主体", "step a.actor")
    unknown_fact = operand(env, Scope(), FactRef("没有的"))
    assert isinstance(unknown_fact, Open)
    assert unknown_fact.atom.label == Text("没有的", "没有的") and not unknown_fact.enumerable


def test_what_was_read_is_noted_with_its_place_and_whether_by_default() -> None:
    env = env_of(facts={"F": True})
    spans = {"F": Span("案.yaml", 3, 1, 3, 2)}
    env = replace(env, case=replace(env.case, fact_spans=spans))
    for name in ("F", "G", "H"):
        operand(env, Scope(), FactRef(name))
    read = [(u.label.en, u.value, u.by_default, u.span) for u in env.facts_read.values()]
    assert read == [
        ("the f", True, False, spans["F"]),
        ("the g", False, True, None),
        ("the h", None, False, None),
    ]
    a = replace(
        record("A", 0, x="1"), span=Span("案.yaml", 5, 1, 5, 2), spans={"x": Span("案.yaml", 6, 1, 6, 2)}
    )
    operand(env, Scope(this=a), THIS_X)
    operand(env, Scope(this=a), FieldRef("this", "y"))
    lines = [u.span.line if u.span else None for u in list(env.facts_read.values())[3:]]
    assert lines == [6, 5]


def test_a_fact_without_default_and_a_stated_one_do_not_take_the_default() -> None:
    assert operand(env_of(facts={"G": True}), Scope(), FactRef("G")) is True
    assert operand(env_of(), Scope(), FactRef("G")) is False
    assert isinstance(operand(env_of(), Scope(), FactRef("金额")), Open)


def test_a_condition_about_a_record_that_is_not_there_is_an_error() -> None:
    for ref in (THIS_X, THAT_X, FieldRef("item", "x")):
        with pytest.raises(LookupError):
            holds(env_of(), Scope(), core.Truth(ref))

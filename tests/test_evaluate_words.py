"""Conditions, windows, steps and records in words, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    ACTOR,
    And,
    Compare,
    Contains,
    Count,
    DatePoint,
    EdgePoint,
    FactRef,
    FieldRef,
    LatestPoint,
    Lit,
    Member,
    Not,
    Or,
    Pick,
    Quant,
    Stated,
    Truth,
    Window,
)

from .evaluating import WORDS
from .oracle.small import ALWAYS, RUNNING, day, days, record, workdays

X, OF_A = FieldRef("that", "x"), FieldRef("this", "x")
PASSED = FieldRef("that", "通过")
F, H = FactRef("F"), FactRef("H")


CONDITIONS: list[tuple[core.Cond, str, str]] = [
    (core.Const(True), "是", "yes"),
    (core.Const(False), "否", "no"),
    (Truth(F), "F", "the f"),
    (Truth(PASSED), "通过", "passed"),
    (Compare("=", X, Lit("1")), "x = 1", "x = one"),
    (Compare("!=", X, Lit("9")), "x ≠ 9", "x ≠ 9"),
    (Compare("=", PASSED, Lit(True)), "通过 = 是", "passed = yes"),
    (Compare("=", PASSED, Lit(False)), "通过 = 否", "passed = no"),
    (Compare("<=", H, Lit("2")), "H ≤ 2", "the h ≤ two"),
    (Compare(">=", FactRef("金额"), Lit(Decimal(5))), "金额 ≥ 5", "amount ≥ 5"),
    (Compare("<", FactRef("定日"), Lit(day(0))), "定日早于 2021-03-08", "set day is before 2021-03-08"),
    (Compare(">", FactRef("没有"), Lit("1")), "没有 > 1", "没有 > 1"),
    (Compare("=", FactRef("依据"), Lit("无")), "依据 = 无", "the basis = none"),
    (Compare("=", OF_A, X), "A的x = x", "the x of the step a = x"),
    (
        Compare("=", FieldRef("that", ACTOR), FieldRef("this", ACTOR)),
        "主体 = A的主体",
        "actor = the actor of the step a",
    ),
    (Member(X, ("1", "2")), "x为1或2", "x is one or two"),
    (Contains(FieldRef("that", "名单"), "甲"), "名单含甲", "name list contains first man"),
    (Stated(FieldRef("that", "文号")), "载明文号", "doc number is stated"),
    (Stated(FieldRef("that", "没有")), "载明没有", "没有 is stated"),
    (Not(Truth(F)), "非(F)", "not (the f)"),
    (And((Truth(F), Or((Truth(F), Truth(H))))), "F 且 (F 或 H)", "the f and (the f or the h)"),
    (Or((Truth(F), And((Truth(F), Truth(H))))), "F 或 (F 且 H)", "the f or (the f and the h)"),
    (And((Truth(F), Not(Truth(H)))), "F 且 非(H)", "the f and not (the h)"),
    (
        Compare("=", Count(FieldRef("that", "名单")), Lit(Decimal(2))),
        "名单的个数 = 2",
        "the number of name list = 2",
    ),
    (Compare("=", Pick("last", FactRef("名册")), Lit("甲")), "名册的最后一个 = 甲", "the last of roll = 甲"),
    (Compare("=", Pick("first", FactRef("名册")), Lit("甲")), "名册的第一个 = 甲", "the first of roll = 甲"),
    (
        Quant("every", 0, FieldRef("that", "专家"), Truth(FieldRef("item", "相关"))),
        "每个专家满足(相关)",
        "every entry of experts has (conflict)",
    ),
    (
        Quant("at_least", 3, FieldRef("that", "专家"), Not(Truth(FieldRef("item", "没有")))),
        "至少 3 个专家满足(非(没有))",
        "at least 3 of experts has (not (没有))",
    ),
    (
        Quant("most", 0, FieldRef("that", "专家"), Stated(FieldRef("item", "姓名"))),
        "过半专家满足(载明姓名)",
        "more than half of experts has (full name is stated)",
    ),
]


@pytest.mark.parametrize(("cond", "zh", "en"), CONDITIONS)
def test_conditions_in_both_languages(cond: core.Cond, zh: str, en: str) -> None:
    assert Describer(WORDS, "A").condition(cond, "B") == Text(zh, en)


def test_a_field_of_the_activating_record_is_told_apart_only_beside_another_record() -> None:
    cond = Compare("=", OF_A, Lit("1"))
    assert Describer(WORDS, "A").condition(cond, None) == Text("x = 1", "x = one")
    assert Describer(WORDS, "A").condition(cond, "B") == Text("A的x = 1", "the x of the step a = one")
    assert Describer(WORDS).condition(cond, "B") == Text("x = 1", "x = 1")
    assert Describer(WORDS, "没有").condition(cond, None) == Text("x = 1", "x = 1")
    experts = Quant("every", 0, FieldRef("this", "专家"), Truth(FieldRef("item", "相关")))
    assert Describer(WORDS, "A").condition(experts, None).en == "every entry of experts has (conflict)"


def test_a_pattern_is_a_step_with_its_condition() -> None:
    words = Describer(WORDS, "A")
    assert words.pattern("B", ALWAYS) == Text("B", "step b")
    assert words.pattern("B", Compare("=", X, Lit("1"))) == Text("B(x = 1)", "step b (x = one)")
    assert words.step("没有") == Text("没有", "没有")


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (record("A", 0), "2021-03-08 的A", "the step a of 2021-03-08"),
        (record("A", 0, time="09:00"), "2021-03-08 09:00 的A", "the step a of 2021-03-08 09:00"),
        (record("I", 0, 2), "2021-03-08 至 2021-03-10 的I", "the step i of 2021-03-08 to 2021-03-10"),
        (record("I", 0, RUNNING), "2021-03-08 起的I", "the step i of 2021-03-08 onwards"),
    ],
)
def test_records_in_both_languages(made: Record, zh: str, en: str) -> None:
    assert Describer(WORDS).record(made) == Text(zh, en)


A = record("A", 0)
DATED = DatePoint(FieldRef("this", "期日"))


WINDOWS: list[tuple[Window, Record | None, str, str]] = [
    (Window("before"), A, "2021-03-08 的A之前", "before the step a of 2021-03-08"),
    (Window("after"), A, "2021-03-08 的A之后", "after the step a of 2021-03-08"),
    (Window("covering"), A, "在2021-03-08 的A当时", "at the time of the step a of 2021-03-08"),
    (Window(), A, "全案之中", "anywhere in the case"),
    (Window("after"), None, "程序开始之后", "after the start of the procedure"),
    (
        Window("after"),
        record("", 0, 6),
        "2021-03-08 至 2021-03-14 的期间之后",
        "after the period from 2021-03-08 to 2021-03-14",
    ),
    (Window("any", hi=days(0)), A, "与2021-03-08 的A同一天", "on the same day as the step a of 2021-03-08"),
    (
        Window("any", hi=workdays(0)),
        A,
        "与2021-03-08 的A相距 0个工作日之内",
        "within 0 working days of the step a of 2021-03-08",
    ),
    (
        Window("after", hi=days(0)),
        A,
        "2021-03-08 的A之后 0日之内",
        "after the step a of 2021-03-08 within 0 days",
    ),
    (
        Window("before", lo=days(7)),
        A,
        "2021-03-08 的A之前至少 7日",
        "before the step a of 2021-03-08 by at least 7 days",
    ),
    (
        Window("after", lo=days(1), hi=workdays(5)),
        A,
        "2021-03-08 的A之后至少 1日 5个工作日之内",
        "after the step a of 2021-03-08 by at least 1 day within 5 working days",
    ),
    (
        Window("before", none_between=("C", "D")),
        A,
        "2021-03-08 的A之前(其间没有C、D)",
        "before the step a of 2021-03-08 (with no step c, step d between)",
    ),
    (
        Window("before", immediate=True),
        A,
        "2021-03-08 的A之前(紧接着)",
        "before the step a of 2021-03-08 (with nothing between)",
    ),
    (
        Window("before", this_point=EdgePoint("end")),
        A,
        "2021-03-08 的A之前",
        "before the step a of 2021-03-08",
    ),
    (Window("before", this_point=DATED), A, "期日之前", "before due day"),
    (Window("after", this_point=DatePoint(FactRef("定日"))), None, "定日之后", "after set day"),
    (
        Window("after", this_point=LatestPoint((DATED,), ("C",))),
        A,
        "最后一次相关日期之后",
        "after the latest of the dates concerned",
    ),
]


@pytest.mark.parametrize(("window", "this", "zh", "en"), WINDOWS)
def test_windows_in_both_languages(window: Window, this: Record | None, zh: str, en: str) -> None:
    assert Describer(WORDS, "A").window(window, this) == Text(zh, en)

"""Arithmetic, oddness, shares, durations as values, parts of texts, and what the head of a file says of the organ."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from guiju.engine.case.model import Authority, Value
from guiju.engine.diagnostics.model import Span
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.values import Future, Open, Scope, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    Calc,
    Compare,
    Cond,
    Contains,
    Count,
    Duration,
    FactRef,
    FieldRef,
    Lit,
    Not,
    Odd,
    Operand,
    Or,
    Quant,
    Stated,
    Truth,
)
from msgspec.structs import replace

from .evaluating import WORDS, env_of, judged, labels, state
from .oracle.small import case, record

AMOUNT = FactRef("金额")
ONE, TWO, THREE = (Lit(Decimal(n)) for n in (1, 2, 3))
THIRD = Calc("/", ONE, THREE)


def truth(cond: Cond, **facts: Value) -> bool | None:
    return holds(env_of(facts=facts), Scope(), cond).value


def test_arithmetic_is_exact() -> None:
    env = env_of(facts={"金额": Decimal("0.1")})
    for of, result in (
        (Calc("+", AMOUNT, Lit(Decimal("0.2"))), Fraction(3, 10)),
        (Calc("-", ONE, TWO), Decimal(-1)),
        (Calc("*", AMOUNT, Lit(Decimal(10))), Decimal(1)),
        (THIRD, Fraction(1, 3)),
        (Calc("*", THREE, THIRD), Decimal(1)),
    ):
        assert operand(env, Scope(), of) == result
    assert truth(Compare("=", Calc("*", THREE, THIRD), ONE)) is True
    assert truth(Compare("=", Calc("/", ONE, TWO), Lit(Decimal("0.5")))) is True
    assert truth(Compare(">", THIRD, Lit(Decimal("0.333333333333333333")))) is True
    assert truth(Compare("<=", Count(FactRef("名册")), Calc("*", TWO, THREE)), 名册=("甲",) * 7) is False


def test_an_open_sum_is_a_question_of_its_own() -> None:
    env = env_of()
    more = Calc("+", AMOUNT, ONE)
    (first,) = holds(env, Scope(), Compare(">", more, THREE)).atoms
    (again,) = holds(env, Scope(), Compare(">", Calc("+", AMOUNT, ONE), THREE)).atoms
    (other,) = holds(env, Scope(), Compare(">", AMOUNT, THREE)).atoms
    assert first == again and first != other
    assert truth(Compare("=", more, more)) is True, "the same unknown equals itself"
    assert truth(Compare("=", more, AMOUNT)) is None
    for answer in (True, False):
        view = env.assuming({first.key: answer})
        assert holds(view, Scope(), Compare(">", more, THREE)).value is answer
    (atom,) = holds(env, Scope(), Compare("=", more, THREE)).atoms
    assert atom.settles is not None
    settled = env.assuming({atom.key: True, atom.settles[0]: atom.settles[1]})
    assert holds(settled, Scope(), Compare("<", more, TWO)).value is False


def test_what_a_record_to_come_holds_is_free_in_a_sum_too() -> None:
    value = operand(env_of(), Scope(that=Future({})), Calc("+", FieldRef("that", "份数"), ONE))
    assert isinstance(value, Open) and value.atom.label.en == "a record to come"


def test_the_number_of_a_list_that_is_not_stated_is_not_the_list() -> None:
    three = core.Test(Compare("=", Count(FactRef("名册")), THREE))
    found = judged(three, case(record("A", 0)), step=None)
    assert found.state is State.UNKNOWN
    assert [(a.assignment[0][1].zh, a.state) for a in found.answers] == [
        ("3", State.SATISFIED),
        ("≠ 3", State.VIOLATED),
    ]


@pytest.mark.parametrize(
    ("value", "odd"), [("3", True), ("2", False), ("2.5", False), ("-1", True), ("0", False), ("3.0", True)]
)
def test_odd_is_true_of_odd_whole_numbers_only(value: str, odd: bool) -> None:
    assert truth(Odd(AMOUNT), 金额=Decimal(value)) is odd


def test_odd_of_what_is_not_stated_is_the_question() -> None:
    env = env_of()
    found = holds(env, Scope(), Odd(AMOUNT))
    assert labels(found) == {("金额", "amount")}
    (atom,) = found.atoms
    assert [(v, w.zh, w.en) for v, w in atom.choices] == [
        (True, "是单数", "odd"),
        (False, "不是单数", "not odd"),
    ]
    assert holds(env.assuming({atom.key: False}), Scope(), Odd(AMOUNT)).value is False
    both = holds(env, Scope(), Or((Odd(AMOUNT), Not(Odd(AMOUNT)))))
    assert both.atoms == {atom}


Kind = Literal["every", "at_least", "at_most", "exactly", "most", "share"]
CONFLICT = Truth(FieldRef("item", "相关"))


def panel(*conflicts: bool | None) -> tuple[dict[str, Value], ...]:
    return tuple({} if c is None else {"相关": c} for c in conflicts)


@pytest.mark.parametrize(
    ("kind", "n", "d", "conflicts", "expected"),
    [
        ("at_most", 1, 1, (True, False), True),
        ("at_most", 1, 1, (True, True), False),
        ("at_most", 1, 1, (True, None), None),
        ("at_most", 2, 1, (True, None), True),
        ("at_most", 0, 1, (), True),
        ("exactly", 1, 1, (True, False), True),
        ("exactly", 1, 1, (True, True, None), False),
        ("exactly", 2, 1, (False, None), False),
        ("exactly", 1, 1, (True, None), None),
        ("share", 2, 3, (True, True, False), True),
        ("share", 2, 3, (True, False, False), False),
        ("share", 2, 3, (True, True, True, False, False), False),
        ("share", 2, 3, (True, None, False), None),
        ("share", 1, 3, (True, None, False), True),
        ("share", 2, 3, (), True),
        ("share", 1, 1, (True, True), True),
        ("share", 1, 1, (True, False), False),
        ("every", 0, 1, (), True),
        ("every", 0, 1, (True, None), None),
        ("most", 0, 1, (True, False), False),
        ("most", 0, 1, (True, True, None), True),
    ],
)
def test_quantities_count_the_open_both_ways(
    kind: Kind, n: int, d: int, conflicts: tuple[bool | None, ...], expected: bool | None
) -> None:
    cond = Quant(kind, n, FactRef("专家组"), CONFLICT, d)
    assert truth(cond, 专家组=panel(*conflicts)) is expected


DAYS15, MONTHS12, YEAR = Duration(15, "day"), Duration(12, "month"), Duration(1, "year")
TERM = FactRef("依据")


@pytest.mark.parametrize(
    ("left", "op", "right", "expected"),
    [
        (DAYS15, "<", Duration(16, "day"), True),
        (DAYS15, "=", Duration(15, "day", "某参数"), True),
        (DAYS15, "!=", Duration(15, "day"), False),
        (MONTHS12, "=", YEAR, True),
        (Duration(13, "month"), ">", YEAR, True),
        (Duration(2, "year"), "<=", Duration(23, "month"), False),
        (DAYS15, "<=", Duration(10, "workday"), None),
        (DAYS15, "=", Duration(15, "workday"), None),
        (Duration(30, "day"), "=", Duration(1, "month"), None),
    ],
)
def test_durations_are_compared_where_their_units_agree(
    left: Duration, op: core.Op, right: Duration, expected: bool | None
) -> None:
    cond = Compare(op, TERM, Lit(right))
    assert truth(cond, 依据=left) is expected


def test_a_comparison_of_two_units_is_the_question() -> None:
    found = judged(
        core.Test(Compare("<=", TERM, Lit(Duration(10, "workday")))),
        case(record("A", 0), facts={"依据": DAYS15}),
        step=None,
    )
    assert found.state is State.UNKNOWN
    assert [(u.zh, u.en) for u in found.unknown] == [
        ("15日 ≤ 10个工作日", "15 days ≤ 10 working days"),
    ]
    turned = Or(
        (Compare("=", TERM, Lit(Duration(10, "workday"))), Compare("=", Lit(Duration(10, "workday")), TERM))
    )
    assert len(holds(env_of(facts={"依据": DAYS15}), Scope(), turned).atoms) == 1


def test_a_duration_not_stated_is_settled_by_its_equation() -> None:
    cond = Compare("=", TERM, Lit(DAYS15))
    found = holds(env_of(), Scope(), cond)
    (atom,) = found.atoms
    assert [w.zh for _, w in atom.choices] == ["15日", "≠ 15日"]
    assert atom.settles == (("fact", "依据"), DAYS15)
    view = env_of().assuming({atom.settles[0]: DAYS15})
    assert holds(view, Scope(), Compare("<", TERM, Lit(Duration(20, "day")))).value is True


def test_a_text_contains_its_parts_and_a_list_its_elements() -> None:
    assert truth(Contains(FactRef("依据"), "常务"), 依据="第3次常务会议") is True
    assert truth(Contains(FactRef("依据"), "党组"), 依据="第3次常务会议") is False
    assert truth(Contains(FactRef("名册"), "甲"), 名册=("甲乙", "丙")) is False
    assert truth(Contains(FactRef("名册"), "甲乙"), 名册=("甲乙", "丙")) is True


IN_LINE_3, IN_LINE_4 = Span("f", 3, 5, 3, 6), Span("f", 4, 5, 4, 6)


def at(authority: Authority) -> Env:
    env = env_of()
    spans = {"机关": IN_LINE_3, "层级": IN_LINE_4}
    return replace(env, case=replace(env.case, authority=authority, spans=spans))


def test_the_head_of_the_file_states_facts_of_the_organ() -> None:
    env = at(Authority("某县人民政府", "县", None))
    is_county = Compare("=", FactRef("机关层级"), Lit("县"))
    assert holds(env, Scope(), is_county).value is True
    assert holds(env, Scope(), Contains(FactRef("机关名称"), "人民政府")).value is True
    assert holds(env, Scope(), Contains(FactRef("机关地区"), "甲省")).value is None
    assert holds(env, Scope(), Stated(FactRef("机关层级"))).value is True
    assert holds(env, Scope(), Stated(FactRef("机关地区"))).value is False
    used = {u.label.zh: u for u in env.facts_read.values()}
    assert (used["机关层级"].value, used["机关层级"].span) == ("县", IN_LINE_4)
    assert used["机关名称"].span == IN_LINE_3
    assert (used["机关地区"].value, used["机关地区"].span) == (None, None)


def test_a_level_that_is_not_stated_is_tried_out() -> None:
    env = at(Authority())
    value = operand(env, Scope(), FactRef("机关层级"))
    assert isinstance(value, Open) and value.enumerable and len(value.atom.choices) == 6
    assert value.atom.label.en == "authority level"
    seen = env.assuming({value.atom.key: "市"})
    assert holds(seen, Scope(), Compare("=", FactRef("机关层级"), Lit("县"))).value is False
    assert state(core.Test(Stated(FactRef("机关层级"))), case(record("A", 0)), step=None) is State.VIOLATED


@pytest.mark.parametrize(
    ("cond", "zh", "en"),
    [
        (Odd(AMOUNT), "金额是单数", "amount is odd"),
        (
            Compare(">=", Calc("*", Calc("+", AMOUNT, ONE), TWO), THREE),
            "(金额 + 1) × 2 ≥ 3",
            "(amount + 1) × 2 ≥ 3",
        ),
        (Compare("<=", TERM, Lit(DAYS15)), "依据 ≤ 15日", "the basis ≤ 15 days"),
        (
            Quant("share", 2, FactRef("专家组"), CONFLICT, 3),
            "至少 2/3 的专家组满足(相关)",
            "at least 2/3 of panel has (相关)",
        ),
        (
            Quant("at_most", 1, FactRef("名册"), CONFLICT),
            "至多 1 个名册满足(相关)",
            "at most 1 of roll has (相关)",
        ),
        (
            Quant("exactly", 1, FactRef("名册"), CONFLICT),
            "恰好 1 个名册满足(相关)",
            "exactly 1 of roll has (相关)",
        ),
        (
            Compare("=", FactRef("机关层级"), Lit("县")),
            "机关层级 = 县",
            "authority level = county",
        ),
    ],
)
def test_the_new_values_in_words(cond: Cond, zh: str, en: str) -> None:
    text = Describer(WORDS).condition(cond, None)
    assert (text.zh, text.en) == (zh, en)


def test_every_operand_has_words() -> None:
    of: Operand = Calc("/", AMOUNT, Lit(Decimal(4)))
    assert Describer(WORDS).condition(Compare("<", of, ONE), None).zh == "金额 ÷ 4 < 1"

"""Whether conditions can hold, always hold or follow, compared with the evaluator on every complete case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from guiju.engine.analysis.asked import Place, Role
from guiju.engine.analysis.domains import TooMany
from guiju.engine.analysis.props import Asks, Prop, leaves
from guiju.engine.analysis.witness import in_words
from guiju.engine.analysis.worlds import Worlds
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.core import And, Compare, Const, FactRef, FieldRef, Lit, Not, Or, Stated, Truth
from hypothesis import given, settings
from hypothesis import strategies as st

from .evaluating import WORDS, env_of, having
from .oracle.small import day, record

F, G, H, SUM, DAY, ROLL = (FactRef(n) for n in ("F", "G", "H", "金额", "定日", "名册"))
X, COPIES = FieldRef("this", "x"), FieldRef("this", "份数")
THIS = Place(Role("a", "A"))
NUMBERS = (2, 3)


def number(n: int) -> Lit:
    return Lit(Decimal(n))


ATOMS: list[core.Cond] = [
    Truth(F),
    Truth(G),
    Stated(F),
    Stated(G),
    Stated(H),
    Stated(X),
    Stated(SUM),
    Compare("=", H, Lit("1")),
    Compare("!=", H, Lit("2")),
    core.Member(H, ("1", "2")),
    Compare("=", X, Lit("2")),
    *(Compare(op, SUM, number(n)) for op in ("<", "<=", "=", ">", ">=") for n in NUMBERS),
    *(Compare(op, number(2), COPIES) for op in ("<", "!=", ">=")),
    Compare("<", SUM, COPIES),
    Compare(">=", COPIES, SUM),
    Compare("<=", DAY, Lit(day(3))),
    Compare("!=", DAY, Lit(day(4))),
    core.Contains(ROLL, "甲"),
    core.Contains(ROLL, "乙"),
    *(Compare(op, core.Count(ROLL), number(n)) for op in ("=", ">=") for n in (0, 1, 2)),
    Const(True),
    Const(False),
]


def conditions() -> st.SearchStrategy[core.Cond]:
    def more(inner: st.SearchStrategy[core.Cond]) -> st.SearchStrategy[core.Cond]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(inner.map(Not), several.map(And), several.map(Or))

    return st.recursive(st.sampled_from(ATOMS), more, max_leaves=6)


def mentions(cond: core.Cond) -> set[object]:
    """The facts and fields a condition speaks of; `("stated", x)` where it asks whether x is stated."""
    match cond:
        case Stated(of):
            return {("stated", of), of}
        case Truth(of) | core.Contains(of):
            return {of}
        case Compare(_, left, right):
            return {o.of if isinstance(o, core.Count) else o for o in (left, right) if not isinstance(o, Lit)}
        case core.Member(left):
            return {left}
        case Not(of):
            return mentions(of)
        case And(parts) | Or(parts):
            return {m for p in parts for m in mentions(p)}
    return set()


NUMERIC = [Decimal(n) / 2 for n in range(2, 9)]
VALUES: dict[Any, list[Any]] = {
    F: [True, False],
    G: [True, False],
    H: ["1", "2"],
    X: ["1", "2"],
    SUM: NUMERIC,
    COPIES: NUMERIC,
    DAY: [day(n) for n in range(1, 7)],
    ROLL: [tuple("".join(names)) for n in range(4) for names in combinations_with_replacement("甲乙丙", n)],
}


def complete_cases(*conds: core.Cond) -> Iterator[tuple[Env, Scope]]:
    """Every case that states what the conditions speak of; silent ones where they ask for silence."""
    named = {m for c in conds for m in mentions(c)}
    asked = [x for x in VALUES if x in named]
    choices = [VALUES[x] + ([None] if ("stated", x) in named else []) for x in asked]
    for values in product(*choices):
        stated = {x: v for x, v in zip(asked, values, strict=True) if v is not None}
        facts = {x.name: v for x, v in stated.items() if isinstance(x, FactRef)}
        fields = {x.name: v for x, v in stated.items() if isinstance(x, FieldRef)}
        env = env_of(having(record("A", 0), **fields), on=9, facts=facts)
        yield env, Scope(this=env.happened[0])


@settings(max_examples=120, deadline=None)
@given(conditions(), conditions())
def test_worlds_agree_with_the_evaluator_on_complete_cases(a: core.Cond, b: core.Cond) -> None:
    if len({m for c in (a, b) for m in mentions(c)}) > 5:
        return
    worlds = Worlds(WORDS)
    p, q = worlds.prop(a, THIS), worlds.prop(b, THIS)
    seen = {(holds(env, scope, a).value, holds(env, scope, b).value) for env, scope in complete_cases(a, b)}
    both, follows = (True, True) in seen, all(y is True for x, y in seen if x is True)
    alone = all(holds(env, scope, a).value is True for env, scope in complete_cases(a))
    assert worlds.together(p, q) is not None or not both
    assert follows or not worlds.always(q, [p])
    assert alone or not worlds.always(p)
    if linked(p, q):
        return  # what is claimed is true, but not all that is true is claimed
    assert (worlds.together(p, q) is not None) is both
    assert worlds.always(q, [p]) is follows
    assert worlds.always(p) is alone


def linked(*props: Prop) -> bool:
    """Whether two values are compared with each other and with constants: this is looked at as two questions."""
    variables = [leaf.var for p in props for leaf in leaves(p) if isinstance(leaf, Asks)]
    together = {base for var in variables if len(var.bases) > 1 for base in var.bases}
    return any(len(var.bases) == 1 and set(var.bases) <= together for var in variables)


def always(cond: core.Cond) -> bool:
    worlds = Worlds(WORDS)
    return worlds.always(worlds.prop(cond, THIS))


def possible(*conds: core.Cond) -> bool:
    worlds = Worlds(WORDS)
    return worlds.together(*(worlds.prop(c, THIS) for c in conds)) is not None


def test_numbers_are_cut_at_the_constants() -> None:
    above, below = Compare(">", SUM, number(5)), Compare("<", SUM, number(3))
    assert not possible(above, below)
    assert possible(Compare(">", SUM, number(3)), Compare("<", SUM, number(4)))
    assert always(Or((Compare(">", SUM, number(3)), Compare("<=", SUM, number(3)))))


def test_two_values_compare_in_one_way() -> None:
    less, more = Compare("<", SUM, COPIES), Compare("<", COPIES, SUM)
    assert not possible(less, more)
    assert not possible(less, Compare("=", COPIES, SUM))
    assert always(Compare("<=", SUM, SUM))
    assert possible(less, Compare("!=", COPIES, SUM))


def test_what_is_not_stated_is_unknown_unless_it_has_a_default() -> None:
    assert not possible(Not(Stated(F)), Truth(F))
    assert not possible(Not(Stated(F)), Not(Truth(F)))
    assert not possible(Not(Stated(G)), Truth(G))
    assert possible(Not(Stated(G)), Not(Truth(G)))


def test_quantities_of_one_list_are_consistent() -> None:
    experts = FieldRef("this", "专家")
    such = Truth(FieldRef("item", "相关"))
    two = core.Quant("at_least", 2, experts, such)
    assert not possible(two, core.Quant("at_most", 1, experts, such))
    assert not possible(two, core.Quant("every", 0, experts, Not(such)))
    assert not possible(two, Compare("<=", core.Count(experts), number(1)))
    assert possible(two, core.Quant("at_most", 2, experts, such))


def test_lengths_in_one_unit_are_consistent() -> None:
    def lasting(op: Any, n: int, unit: Any = "day") -> core.Lasting:
        return core.Lasting(op, core.Duration(n, unit))

    assert not possible(lasting(">=", 30), lasting("<=", 20))
    assert possible(lasting(">=", 20), lasting("<=", 30))
    assert possible(lasting(">=", 30), lasting("<=", 20, "workday"))  # units are never converted
    assert not possible(lasting(">=", 1, "year"), lasting("<=", 11, "month"))


def test_occurrence_is_one_question_whichever_way_it_is_asked() -> None:
    there = core.Occurs(core.Exists("B", Const(True), core.Window("before")))
    not_there = core.Occurs(core.Forbid("B", Const(True), core.Window("before")))
    assert not possible(there, not_there)
    assert always(Or((there, not_there)))


def test_fields_of_different_records_are_different() -> None:
    worlds = Worlds(WORDS)
    one = worlds.prop(Compare("=", X, Lit("1")), Place(Role("a", "A")))
    other = worlds.prop(Compare("=", X, Lit("2")), Place(Role("b", "B")))
    same = worlds.prop(Compare("=", X, Lit("2")), Place(Role("a", "A")))
    assert worlds.together(one, other) is not None
    assert worlds.together(one, same) is None


def test_too_many_answers_are_not_decided() -> None:
    def in_hole(pigeon: int, hole: int) -> core.Cond:
        return Compare("<", core.Calc("+", SUM, number(pigeon + 1)), core.Calc("*", COPIES, number(hole + 2)))

    housed = [Or(tuple(in_hole(p, h) for h in range(7))) for p in range(8)]
    alone = [
        Or((Not(in_hole(p, h)), Not(in_hole(q, h)))) for h in range(7) for p in range(8) for q in range(p)
    ]
    with pytest.raises(TooMany):
        possible(*housed, *alone)


def test_a_world_in_words() -> None:
    worlds = Worlds(WORDS)
    props = [
        worlds.prop(c, THIS)
        for c in (
            Not(Truth(F)),
            Compare(">", SUM, number(3)),
            Compare("<", SUM, number(4)),
            Compare("=", X, Lit("2")),
            Not(Stated(H)),
        )
    ]
    world = worlds.together(*props)
    assert world is not None
    text = in_words(world, props)
    assert text.zh == "没有载明H、F = 否、金额 > 3, < 4、A的x = 2"
    assert text.en == "the h is not stated, the f = no, amount > 3, < 4, x of the step a = two"


def test_days_are_cut_at_the_day() -> None:
    early, late = Compare("<", DAY, Lit(day(1))), Compare(">", DAY, Lit(day(0)))
    assert not possible(early, late)
    assert possible(Compare("<", DAY, Lit(day(2))), late)
    assert day(1) - day(0) == timedelta(1) and isinstance(day(0), date)


def test_two_values_that_have_no_difference_are_the_same_or_not() -> None:
    worlds = Worlds(WORDS)
    first, second = FieldRef("this", "x"), FieldRef("that", "x")
    here = Place(Role("A", "A"), Role("B", "B"))
    same = worlds.prop(Compare("=", first, second), here)
    assert isinstance(same, Asks) and same.var.kind == "free"
    assert same.var.label.zh.endswith("相同") and "is the same as" in same.var.label.en
    world = worlds.together(same)
    assert world is not None and "相同”:是" in in_words(world, [same]).zh
    assert worlds.together(same, worlds.prop(Compare("!=", first, second), here)) is None
    numbers = worlds.prop(Compare("=", SUM, COPIES), here)
    assert isinstance(numbers, Asks) and "less" in numbers.var.label.en

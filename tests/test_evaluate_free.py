"""Records to come: whether one could count and meet a condition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit
from guiju.engine.semantics.program import Norm
from guiju.engine.semantics.vocabulary import FieldDecl, Name, StepDecl, Type
from msgspec.structs import replace

from .evaluating import MORE, WORDS, env_of, labels
from .oracle.small import ALWAYS, FIELDS, counts_as, day, record

THIS_X, THAT_X = FieldRef("this", "x"), FieldRef("that", "x")


FREE_CASES: dict[str, tuple[core.Cond, bool | None]] = {
    "any": (ALWAYS, True),
    "never": (core.Const(False), False),
    "a value it can have": (Compare("=", THAT_X, Lit("1")), True),
    "a value it cannot have": (Compare("=", THAT_X, Lit("3")), False),
    "one value at a time": (
        core.And((Compare("=", THAT_X, Lit("1")), Compare("=", Lit("2"), THAT_X))),
        False,
    ),
    "one of two": (core.Or((Compare("=", THAT_X, Lit("3")), core.Member(THAT_X, ("2",)))), True),
    "yes and no": (
        core.And((core.Truth(FieldRef("that", "通过")), core.Not(core.Truth(FieldRef("that", "通过"))))),
        False,
    ),
    "negated": (core.Not(core.Member(THAT_X, ("1", "2"))), False),
    "stated": (core.Not(core.Stated(THAT_X)), False),
    "contained": (core.And((core.Contains(THAT_X, "1"), core.Contains(THAT_X, "2"))), False),
    "quantified": (
        core.And(
            (
                core.Quant("every", 0, THAT_X, Compare("=", FieldRef("item", ""), Lit("1"))),
                Compare("=", THAT_X, Lit("2")),
            )
        ),
        False,
    ),
    "inside a quantity": (
        core.Quant(
            "every",
            0,
            FactRef("名册"),
            core.And((Compare("=", THAT_X, Lit("1")), Compare("=", THAT_X, Lit("2")))),
        ),
        False,
    ),
    "the value of another list": (
        core.And((core.Contains(FactRef("名册"), THAT_X), Compare("=", FactRef("名册"), FactRef("名册")))),
        False,
    ),
    "counted": (Compare("=", core.Count(THAT_X), Lit(Decimal(2))), False),
    "picked": (Compare("=", core.Pick("first", THAT_X), Lit("3")), False),
    "in a sum": (
        Compare("=", core.Calc("+", core.Count(THAT_X), Lit(Decimal(1))), Lit(Decimal(1))),
        False,
    ),
    "odd": (core.Not(core.Odd(core.Count(THAT_X))), False),
    "a free text": (Compare("=", FieldRef("that", "文号"), Lit("甲")), True),
    "an open fact": (core.And((Compare("=", THAT_X, Lit("1")), core.Truth(FactRef("F")))), None),
    "of this": (Compare("=", THIS_X, Lit("1")), False),
}


@pytest.mark.parametrize("name", FREE_CASES)
def test_a_record_to_come_chooses_its_fields_together(name: str) -> None:
    where, expected = FREE_CASES[name]
    env = env_of(record("A", 0, x="2"), facts={"名册": ("甲",)})
    truth = free_where(env, Scope(this=env.happened[0]), "B", where)
    assert truth.value is expected
    assert FREE not in truth.atoms


def test_a_record_to_come_must_also_count() -> None:
    only_one = counts_as("B", Compare("=", THIS_X, Lit("2")), counts=False)
    env = env_of(record("A", 0), counts=(only_one,))
    scope = Scope(this=env.happened[0])
    assert free_where(env, scope, "B", Compare("=", THAT_X, Lit("2"))).value is False
    assert free_where(env, scope, "B", Compare("=", THAT_X, Lit("1"))).value is True
    assert free_where(env, scope, "C", Compare("=", THAT_X, Lit("2"))).value is True
    never = env_of(record("A", 0), counts=(counts_as("B", ALWAYS, counts=False),))
    assert free_where(never, scope, "B", ALWAYS).value is False
    asks = env_of(record("A", 0), counts=(counts_as("B", core.Truth(FactRef("F")), counts=False),))
    assert labels(free_where(asks, scope, "B", ALWAYS)) == {("F", "the f")}
    free = env_of(counts=(counts_as("B", Compare("=", FieldRef("this", "文号"), Lit("甲")), counts=False),))
    assert free_where(free, Scope(), "B", ALWAYS).value is True
    positive = counts_as("B", ALWAYS, counts=True, as_step="C")
    assert free_where(env_of(counts=(positive,)), Scope(), "B", core.Const(False)).value is False


@pytest.mark.parametrize(
    ("start", "until", "counts"),
    [(None, None, False), (day(1), None, True), (None, day(0), True), (day(0), day(9), False)],
)
def test_what_bars_it_must_be_in_force_today(start: date | None, until: date | None, counts: bool) -> None:
    never = counts_as("B", ALWAYS, counts=False)
    norm = Norm("norm", "规范", None, None, start, until)
    env = replace(env_of(record("A", 0), counts=(never,)), norms={"norm": norm})
    assert free_where(env, Scope(), "B", ALWAYS).value is counts


def test_fields_with_too_many_values_to_try_are_taken_as_possible() -> None:
    def could_be_none_of(*sizes: int) -> bool | None:
        fields = tuple(
            FieldDecl(Name(f"f{i}", f"f{i}"), Type("enum", tuple(Name(str(v), str(v)) for v in range(size))))
            for i, size in enumerate(sizes)
        )
        words = replace(WORDS, steps={"B": StepDecl(Name("B", "b"), False, fields)})
        last = FieldRef("that", f"f{len(sizes) - 1}")
        where = core.And(
            (core.Not(core.Stated(last)), *(core.Stated(FieldRef("that", f"f{i}")) for i in range(2)))
        )
        return free_where(replace(env_of(), vocabulary=words), Scope(), "B", where).value

    assert [could_be_none_of(n) for n in (255, 256, 257)] == [False, False, True]
    assert [could_be_none_of(16, n) for n in (16, 17)] == [False, True]


def test_the_vocabulary_of_these_tests_has_every_type() -> None:
    kinds = {f.type.kind for f in FIELDS + MORE} | {f.type.kind for f in WORDS.facts.values()}
    assert kinds == {"yesno", "number", "text", "list", "date", "cite", "enum"}

"""Conditions over facts and fields: their truth, and the questions an unknown hangs on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.kleene import FREE, TRUE, Truth3, conjunction, disjunction, negate, unknown, yes_no
from guiju.engine.evaluate.values import Future, Open, Scope, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, END, EVIDENCE, START, Compare, FactRef, FieldRef, Lit
from msgspec.structs import replace

from .evaluating import env_of, having, labels
from .oracle.small import RUNNING, day, record

OPS: tuple[core.Op, ...] = get_args(core.Op)
RESULTS = {"=": "ntn", "!=": "tnt", "<": "tnn", "<=": "ttn", ">": "nnt", ">=": "ntt"}
THIS_X, THAT_X = FieldRef("this", "x"), FieldRef("that", "x")
NAMES = FieldRef("this", "名单")
EXPERTS = FieldRef("this", "专家")


def test_kleene_folds_and_keeps_only_what_is_open() -> None:
    one, two = yes_no("1", Text("一", "one")), yes_no("2", Text("二", "two"))
    both = conjunction([TRUE, unknown(one), unknown(two)])
    assert both == Truth3(None, frozenset({one, two}))
    assert conjunction([unknown(one), Truth3(False)]).value is False
    assert disjunction([unknown(one), TRUE]) == TRUE
    assert disjunction([Truth3(False), unknown(two)]) == unknown(two)
    assert conjunction([]).value is True and disjunction([]).value is False
    assert negate(unknown(one)) == unknown(one)
    assert (negate(TRUE).value, negate(Truth3(False)).value) == (False, True)
    assert one != two and one != "1" and one == yes_no("1", Text("别", "other"))


@pytest.mark.parametrize("op", OPS)
def test_numbers_dates_and_texts_compare_by_their_own_order(op: core.Op) -> None:
    triples: list[tuple[bool | Decimal | str | date, ...]] = [
        (Decimal(5), Decimal(10), Decimal(20)),
        (date(2021, 3, 9), date(2021, 3, 10), date(2021, 11, 1)),
        ("a", "b", "c"),
        ("2021-03-07", day(0), "2021-03-09"),
        (Decimal(1), "2", Decimal(3)),
    ]
    for low, middle, high in triples:
        for value, expected in zip((low, middle, high), RESULTS[op], strict=True):
            truth = holds(env_of(), Scope(), Compare(op, Lit(value), Lit(middle)))
            if type(value) is not type(middle) and op in ("=", "!="):
                assert truth.value is (op == "!=")
            else:
                assert truth.value is (expected == "t"), (value, op, middle)


def test_yes_is_not_the_number_one() -> None:
    assert holds(env_of(), Scope(), Compare("=", Lit(True), Lit(Decimal(1)))).value is False
    assert holds(env_of(), Scope(), core.Member(Lit(Decimal(0)), (False, Decimal(2)))).value is False
    assert holds(env_of(), Scope(), core.Member(Lit("a"), ("b", "a"))).value is True


def test_an_organs_own_word_reads_as_the_word_of_the_rule_and_not_the_other_way_round() -> None:
    env = replace(env_of(facts={"文": "镇长办公会"}), read_as={"镇长办公会": frozenset({"常务会议"})})
    fact = FactRef("文")
    assert holds(env, Scope(), Compare("=", fact, Lit("常务会议"))).value is True
    assert holds(env, Scope(), Compare("=", fact, Lit("镇长办公会"))).value is True
    assert holds(env, Scope(), Compare("=", fact, Lit("别的"))).value is False
    assert holds(env, Scope(), Compare("=", Lit("常务会议"), Lit("镇长办公会"))).value is False
    assert holds(env, Scope(), Compare("=", fact, Lit(True))).value is False


def test_an_open_yes_no_hangs_on_its_fact_and_an_answer_settles_it() -> None:
    env = env_of()
    truth = holds(env, Scope(), core.Truth(FactRef("F")))
    assert labels(truth) == {("F", "the f")}
    (atom,) = truth.atoms
    assert [value for value, _ in atom.choices] == [True, False]
    assert [(name.zh, name.en) for _, name in atom.choices] == [("是", "yes"), ("否", "no")]
    for answer in (True, False):
        assert holds(env.assuming({atom.key: answer}), Scope(), core.Truth(FactRef("F"))).value is answer


def test_an_open_enum_has_its_values_as_answers() -> None:
    env = env_of()
    truth = holds(env, Scope(), Compare("=", FactRef("H"), Lit("1")))
    (atom,) = truth.atoms
    assert [(value, name.en) for value, name in atom.choices] == [("1", "one"), ("2", "two")]
    assert holds(env.assuming({atom.key: "1"}), Scope(), Compare("=", FactRef("H"), Lit("1"))).value is True
    assert holds(env.assuming({atom.key: "2"}), Scope(), Compare("=", FactRef("H"), Lit("1"))).value is False
    assert isinstance(operand(env.assuming({atom.key: 3}), Scope(), FactRef("H")), Open)


def test_two_open_enums_hang_on_both_and_the_same_unknown_equals_itself() -> None:
    env = env_of(record("A", 0), record("B", 0))
    a, b = env.happened
    scope = Scope(this=a, that=b)
    apart = holds(env, scope, Compare("=", THIS_X, THAT_X))
    assert labels(apart) == {("A.x", "step a.x"), ("B.x", "step b.x")}
    assert holds(env, scope, Compare("=", THIS_X, THIS_X)).value is True
    assert holds(env, scope, Compare("!=", THIS_X, THIS_X)).value is False
    number = FieldRef("this", "文号")
    assert holds(env, scope, Compare("=", number, number)).value is True


@pytest.mark.parametrize(
    ("op", "answers"),
    [
        ("=", ("甲", "≠ 甲", "甲", "≠ 甲")),
        ("<", ("< 甲", "≥ 甲", "< 甲", "≥ 甲")),
        ("<=", ("≤ 甲", "> 甲", "≤ 甲", "> 甲")),
        (">", ("> 甲", "≤ 甲", "> 甲", "≤ 甲")),
        (">=", ("≥ 甲", "< 甲", "≥ 甲", "< 甲")),
    ],
)
def test_an_open_text_is_asked_for_by_the_comparison(op: core.Op, answers: tuple[str, ...]) -> None:
    env = env_of(record("A", 0))
    cond = Compare(op, FieldRef("this", "文号"), Lit("甲"))
    scope = Scope(this=env.happened[0])
    truth = holds(env, scope, cond)
    assert labels(truth) == {("A.文号", "step a.doc number")}
    (atom,) = truth.atoms
    (yes, yes_text), (no, no_text) = atom.choices
    assert (yes, no) == (True, False)
    assert (yes_text.zh, no_text.zh, yes_text.en, no_text.en) == answers
    assert (atom.settles is not None) == (op == "=")
    assert holds(env.assuming({atom.key: True}), scope, cond).value is True
    assert holds(env.assuming({atom.key: False}), scope, cond).value is False


def test_equality_is_the_same_question_from_either_side_but_less_than_is_not() -> None:
    env = env_of(facts={})
    cite, one = FactRef("依据"), Lit("甲")
    assert (
        holds(env, Scope(), Compare("=", cite, one)).atoms
        == holds(env, Scope(), Compare("=", one, cite)).atoms
    )
    less = holds(env, Scope(), Compare("<", cite, one)).atoms
    assert less != holds(env, Scope(), Compare("<", one, cite)).atoms
    (settling,) = holds(env, Scope(), Compare("=", one, cite)).atoms
    assert settling.settles == (("fact", "依据"), "甲")
    known = env.assuming({("fact", "依据"): "甲"})
    assert operand(known, Scope(), cite) == "甲"
    assert isinstance(operand(env.assuming({("fact", "依据"): True}), Scope(), cite), Open)


def test_none_is_said_in_words_and_two_open_values_agree_or_not() -> None:
    env = env_of(record("A", 0), record("B", 0))
    (atom,) = holds(env, Scope(), Compare("=", FactRef("依据"), Lit("无"))).atoms
    assert [(t.zh, t.en) for _, t in atom.choices] == [("无", "none"), ("≠ 无", "≠ none")]
    a, b = env.happened
    both = holds(env, Scope(a, b), Compare("=", FieldRef("this", "文号"), FieldRef("that", "文号")))
    assert labels(both) == {("A.文号与B.文号相同", "step a.doc number and step b.doc number agree")}
    (atom,) = both.atoms
    assert [t.en for _, t in atom.choices] == ["yes", "no"]
    assert holds(env, Scope(a, b), Compare("=", THIS_X, FieldRef("that", "文号"))).value is None


def test_an_open_text_among_several_is_one_question_led_by_the_first() -> None:
    env = env_of()
    cond = core.Member(FactRef("依据"), ("无", "甲"))
    (atom,) = holds(env, Scope(), cond).atoms
    assert atom.label == Text("依据", "the basis")
    assert [(v, t.zh, t.en) for v, t in atom.choices] == [(True, "无", "none"), (False, "≠ 无", "≠ none")]
    for answer in (True, False):
        assert holds(env.assuming({atom.key: answer}), Scope(), cond).value is answer
    (other,) = holds(env, Scope(), core.Member(FactRef("依据"), ("甲", "无"))).atoms
    assert [t.en for _, t in other.choices] == ["甲", "≠ 甲"]
    listed = holds(env, Scope(), core.Member(FactRef("H"), ("1",)))
    assert [v for v, _ in next(iter(listed.atoms)).choices] == ["1", "2"]
    to_come = holds(env, Scope(this=Future({})), core.Member(FieldRef("this", "文号"), ("甲",)))
    assert to_come == unknown(FREE)


def test_open_lists_are_asked_whether_they_contain_the_value() -> None:
    env = env_of(record("A", 0))
    scope = Scope(this=env.happened[0])
    cond = core.Contains(NAMES, "甲")
    (atom,) = holds(env, scope, cond).atoms
    assert [(t.zh, t.en) for _, t in atom.choices] == [
        ("含“甲”", "contains '甲'"),
        ("不含“甲”", "does not contain '甲'"),
    ]
    assert atom.settles is None
    assert holds(env.assuming({atom.key: True}), scope, cond).value is True
    enum = core.Contains(THIS_X, "1")
    assert [t.en for _, t in next(iter(holds(env, scope, enum).atoms)).choices] == [
        "contains '1'",
        "does not contain '1'",
    ]


def test_lists_contain_whole_values_and_evidence_contains_text() -> None:
    a = having(record("A", 0, evidence=("第3次会议纪要",), x="1"), 名单=("甲方", "乙"))
    env = replace(env_of(a), read_as={"乙": frozenset({"丙"})})
    scope = Scope(this=env.happened[0])
    expected = {
        core.Contains(NAMES, "甲"): False,
        core.Contains(NAMES, "甲方"): True,
        core.Contains(NAMES, "丙"): True,
        core.Contains(FieldRef("this", EVIDENCE), "会议纪要"): True,
        core.Contains(FieldRef("this", EVIDENCE), "批文"): False,
        core.Contains(THIS_X, "1"): True,
        core.Contains(THIS_X, "2"): False,
    }
    assert {cond: holds(env, scope, cond).value for cond in expected} == expected
    people = Scope(this=having(record("A", 0), 专家=({"姓名": "甲"},)))
    assert holds(env, people, core.Contains(FieldRef("this", "专家"), "甲")).value is False
    unsaid = env_of(record("A", 0))
    assert (
        holds(unsaid, Scope(this=unsaid.happened[0]), core.Contains(FieldRef("this", EVIDENCE), "e")).value
        is None
    )


def test_stated_asks_the_file_and_not_the_default() -> None:
    a = having(record("A", 0, actor="甲"), 专家=({"姓名": "丁"},))
    env = env_of(a, record("I", 0, RUNNING), record("I", -1, 2), facts={"F": False})
    this, running, ending = env.happened
    scope = Scope(this=this, that=running)
    expected: dict[FactRef | FieldRef, bool] = {
        FactRef("F"): True,
        FactRef("G"): False,
        FieldRef("this", ACTOR): True,
        FieldRef("this", EVIDENCE): False,
        FieldRef("this", START): True,
        FieldRef("this", END): True,
        FieldRef("this", "专家"): True,
        FieldRef("this", "x"): False,
        FieldRef("that", END): False,
        FieldRef("that", START): True,
        FieldRef("that", ACTOR): False,
    }
    assert {of: holds(env, scope, core.Stated(of)).value for of in expected} == expected
    assert holds(env, Scope(that=ending), core.Stated(FieldRef("that", END))).value is False
    assert holds(env, Scope(), core.Stated(THIS_X)).value is False
    every = core.Quant("every", 0, EXPERTS, core.Stated(FieldRef("item", "姓名")))
    assert holds(env, scope, every).value is True
    assert holds(env, scope, replace(every, where=core.Stated(FieldRef("item", "相关")))).value is False
    assert holds(env, Scope(), core.Stated(FieldRef("item", "姓名"))).value is False
    plain = having(record("A", 0), 专家=("丁",))
    assert holds(env, Scope(this=plain), every).value is False


def test_a_record_to_come_has_stated_what_was_chosen_for_it() -> None:
    scope = Scope(this=Future({"x": "1"}))
    assert holds(env_of(), scope, core.Stated(THIS_X)).value is True
    assert holds(env_of(), scope, core.Stated(FieldRef("this", "y"))) == unknown(FREE)
    assert holds(env_of(), scope, Compare("=", THIS_X, Lit("1"))).value is True
    free = Compare("=", FieldRef("this", "y"), FieldRef("this", "y"))
    assert holds(env_of(), scope, free) == unknown(FREE)
    mixed = holds(env_of(record("A", 0)), scope, Compare("=", FieldRef("this", "y"), FactRef("H")))
    assert {a.label.en for a in mixed.atoms} == {"a record to come", "the h"}
    bare = holds(env_of(), scope, Compare("=", FieldRef("this", "y"), FactRef("依据")))
    assert bare == unknown(FREE)

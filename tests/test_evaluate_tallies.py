"""What is reckoned over a list: different values, the most frequent one, the sum."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from guiju.engine.case.model import Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.known import Open
from guiju.engine.evaluate.values import Scope, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit, Tally

from .evaluating import WORDS, env_of, having, judged, labels
from .oracle.small import case, record

ROLL, EXPERTS = FactRef("名册"), FieldRef("this", "专家")
Person = Mapping[str, Value]


def reckoned(tally: Tally, **facts: Value | tuple[Person, ...]) -> object:
    return operand(env_of(record("A", 0), facts=facts), Scope(), tally)


@pytest.mark.parametrize(
    ("listed", "distinct", "frequent"),
    [((), 0, 0), (("甲",), 1, 1), (("甲", "乙", "甲"), 2, 2), (("甲", "乙", "丙"), 3, 1)],
)
def test_elements_are_told_apart_by_their_value(
    listed: tuple[str, ...], distinct: int, frequent: int
) -> None:
    assert reckoned(Tally("distinct", ROLL), 名册=listed) == Decimal(distinct)
    assert reckoned(Tally("most_frequent", ROLL), 名册=listed) == Decimal(frequent)


def test_a_text_alone_is_a_list_of_one() -> None:
    assert reckoned(Tally("distinct", ROLL), 名册="甲") == 1


def people(*ages: object) -> tuple[Person, ...]:
    return tuple({"龄": Decimal(str(a))} if a is not None else {} for a in ages)


def test_a_field_of_the_elements_is_added_exactly() -> None:
    total = Tally("sum", ROLL, "龄")
    assert reckoned(total, 名册=people("0.1", "0.2", "0.7")) == 1
    assert reckoned(total, 名册=()) == 0
    half = operand(env_of(facts={"名册": people("0.5", "1")}), Scope(), total)
    assert half == Decimal(3) / 2
    assert reckoned(Tally("distinct", ROLL, "龄"), 名册=people("1", "1.0", "2")) == 2, "1.0 is 1"


def test_an_element_without_the_value_leaves_it_open() -> None:
    total = Tally("sum", ROLL, "龄")
    for tally in (total, Tally("distinct", ROLL, "龄"), Tally("most_frequent", ROLL, "龄")):
        assert isinstance(reckoned(tally, 名册=people("1", None)), Open)
    env = env_of(facts={"名册": people("1", None)})
    three = Compare(">=", total, Lit(Decimal(3)))
    truth = holds(env, Scope(), three)
    (atom,) = truth.atoms
    assert labels(truth) == {("名册的龄", "roll: 龄")}
    for answer in (True, False):
        assert holds(env.assuming({atom.key: answer}), Scope(), three).value is answer


def test_the_same_open_tally_is_one_question() -> None:
    total = Tally("sum", ROLL, "龄")
    env = env_of(facts={"名册": people("1", None)})
    assert holds(env, Scope(), Compare("=", total, total)).value is True
    assert holds(env_of(), Scope(), Compare("=", total, total)).value is True
    assert holds(env_of(), Scope(), Compare("=", total, Tally("sum", ROLL, "酬"))).value is None


def test_a_list_not_stated_is_the_question() -> None:
    all_different = Compare("=", Tally("distinct", ROLL), core.Count(ROLL))
    found = judged(core.Test(all_different), case(record("A", 0)), 1)
    assert found.state is State.UNKNOWN
    assert [u.zh for u in found.unknown] == ["名册与名册相同"]


def test_a_value_that_is_no_number_leaves_a_sum_open() -> None:
    assert isinstance(reckoned(Tally("sum", ROLL, "龄"), 名册=({"龄": "无"},)), Open)


def test_fields_of_the_record_and_their_words() -> None:
    unit = Tally("most_frequent", EXPERTS, "姓名")
    this = having(record("A", 0), 专家=({"姓名": "甲"}, {"姓名": "甲"}, {"姓名": "乙"}))
    req = core.Test(Compare("<=", unit, Lit(Decimal(1))))
    found = judged(req, case(this), 1)
    assert found.state is State.VIOLATED
    assert found.why.zh == "2021-03-08 的A不符合:专家中姓名最多见的值出现的次数 ≤ 1"
    assert found.why.en.endswith(": how often the most frequent value occurs among full name in experts ≤ 1")
    words = Describer(WORDS, "A")
    assert words.operand(Tally("distinct", ROLL)).zh == "名册不同值的个数"
    assert words.operand(Tally("sum", EXPERTS, "姓名")).en == "the sum of full name in experts"


def test_the_list_of_a_record_to_come_is_free() -> None:
    env = env_of(record("A", 0))
    such = Compare(">=", Tally("distinct", FieldRef("that", "专家"), "姓名"), Lit(Decimal(2)))
    assert free_where(env, Scope(this=env.happened[0]), "B", such).value is not False

"""Amounts are shown as amounts, numbers as numbers; JSON keeps the number."""

from __future__ import annotations

import json
from decimal import Decimal

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.explain.edits import SetFact
from guiju.engine.report.explain.change import ChangeWords
from guiju.engine.report.verdict.json import render_json
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.verdict.text import render_text
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, StepDecl, Type
from msgspec.structs import replace

from .evaluating import WORDS, having, verdict
from .oracle.small import case, day, program, record, rule

MILLIONS = Decimal(50_000_000)
COST = FieldDecl(Name("费用", "cost"), Type("amount"))
BILLS = FieldDecl(Name("账单", "bills"), Type("list", item=(FieldDecl(Name("数额", "sum"), Type("amount")),)))
MONEY = replace(
    WORDS,
    steps={**WORDS.steps, "A": StepDecl(Name("A", "step_a"), False, (COST, BILLS))},
    facts={
        **WORDS.facts,
        "投资": FactDecl(Name("投资", "investment"), Type("amount")),
        "定额": FactDecl(Name("定额", "limit"), Type("amount"), default=MILLIONS),
        "人数": FactDecl(Name("人数", "people"), Type("number")),
    },
)
WITHIN = core.And(
    (
        Compare("<=", FactRef("投资"), FactRef("定额")),
        Compare("<=", FieldRef("this", "费用"), Lit(MILLIONS)),
        Compare(">=", FactRef("人数"), Lit(Decimal(3))),
    )
)
FACTS = {"投资": Decimal(125_000_000), "人数": Decimal(50_000_000)}
LOOKED_AT = case(having(record("A", 0), 费用=MILLIONS), facts=FACTS)


def test_facts_and_fields_in_a_report() -> None:
    found = verdict(rule(core.Test(WITHIN)), looked_at=LOOKED_AT, vocabulary=MONEY)
    text = render_text(found, "zh")
    assert "投资:1.25亿元" in text and "人数:50000000" not in text, "decided by the first part"
    assert "定额:5000万元" in text and "按默认值“5000万元”处理" in text
    english = render_text(found, "en")
    assert "investment: 125,000,000 yuan" in english and "taken as “50,000,000 yuan” by default" in english


def test_a_number_is_no_amount() -> None:
    plenty = core.Test(
        core.And(
            (Compare(">=", FactRef("人数"), Lit(Decimal(3))), Compare("<", FactRef("投资"), FactRef("定额")))
        )
    )
    text = render_text(verdict(rule(plenty), looked_at=LOOKED_AT, vocabulary=MONEY), "zh")
    assert "人数:50000000;" in text and "投资:1.25亿元" in text


def test_json_keeps_the_number() -> None:
    found = verdict(rule(core.Test(WITHIN)), looked_at=LOOKED_AT, vocabulary=MONEY)
    data = json.loads(render_json([FileResult("x.yaml", found)]))
    facts = data["cases"][0]["verdict"]["findings"][0]["facts"]
    assert [str(f["value"]).removesuffix(".0") for f in facts[:2]] == ["125000000", "50000000"]


def test_amounts_in_the_entries_of_a_list() -> None:
    names = Names(program(words=MONEY))
    assert names.value(({"数额": MILLIONS},)).zh == "(数额 5000万元)"
    assert names.value(MILLIONS) == Text("50000000", "50000000")
    assert names.value(MILLIONS, "number") == Text("50000000", "50000000")
    assert names.value(MILLIONS, "amount") == Text("5000万元", "50,000,000 yuan")


def test_an_open_comparison_is_asked_with_the_amount() -> None:
    asked = rule(core.Test(Compare(">=", FactRef("投资"), Lit(MILLIONS))))
    (found,) = verdict(asked, looked_at=case(record("A", 0)), vocabulary=MONEY).findings
    assert found.state is State.UNKNOWN
    assert {a.assignment[0][1].zh for a in found.answers} == {"≥ 5000万元", "< 5000万元"}


def test_a_change_of_an_amount() -> None:
    made = program(words=MONEY)
    words = ChangeWords(made, Names(made), day(0))
    less = words.edit(SetFact("投资", MILLIONS, Decimal(125_000_000)), None, False)
    assert (less.zh, less.en) == (
        "投资为“5000万元”,而不是“1.25亿元”",
        "investment '50,000,000 yuan' instead of '125,000,000 yuan'",
    )

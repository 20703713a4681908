"""Amounts and lengths of time in case files: always with their unit, in either language."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Value
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, plain
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.pipeline.schema import schema_text
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.bind_measures import amount_units, length_units
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.skeleton import skeleton
from guiju.engine.semantics.usual import Asked

PACK = Source(
    "a.rule",
    '规则包 样 "样" / "Sample" { 层级 国家  约束 县 }\n'
    "程序 样程序 (sample) { 步骤 会议 (meeting) { 字段 预算 (budget): 金额 } }\n"
    "事实 投资 (investment): 金额\n事实 公示期 (display): 时长 默认 30日\n",
)


@pytest.fixture(scope="module")
def program() -> Program:
    made, found = compile_sources([PACK])
    assert found == []
    return made


def facts(program: Program, line: str) -> tuple[dict[str, Value], list[tuple[str, int, str]]]:
    source = Source("case.yaml", f"案卷: 甲\n程序: 样程序\n事实: {{{line}}}\n步骤: []\n")
    case, found = bind_source(source, program.vocabulary, program.procedures)
    told = [(d.code, d.span.line if d.span else 0, d.hint.zh if d.hint else "") for d in found]
    return (dict(case.facts) if case else {}), told


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("投资: 5000万元", Decimal(50_000_000)),
        ("投资: 1.25 亿元", Decimal(125_000_000)),
        ("investment: 300 yuan", Decimal(300)),
        ("investment: 12.5 ten_thousand_yuan", Decimal(125_000)),
        ("公示期: 30日", Duration(30, "day")),
        ("公示期: 20个工作日", Duration(20, "workday")),
        ("公示期: 24小时", Duration(24, "hour")),
        ("公示期: 1 hour", Duration(1, "hour")),
        ("display: 3 months", Duration(3, "month")),
        ("公示期: 1 年", Duration(1, "year")),
    ],
)
def test_what_is_read(program: Program, line: str, value: Value) -> None:
    assert facts(program, line) == (
        {("投资" if "公" not in line and "dis" not in line else "公示期"): value},
        [],
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("投资: 5000", "C042"),
        ("投资: 5000万", "C042"),
        ("投资: -5元", "C042"),
        ("投资: 5 元钱", "C042"),
        ("投资: 很多", "C042"),
        ("投资: ５０元", "C042"),
        (f"投资: {'9' * 40}元", "C042"),
        ("公示期: 30", "C048"),
        ("公示期: 1.5年", "C048"),
        ("公示期: 半年", "C048"),
        ("公示期: 40000日", "C048"),
        ("公示期: 30万元", "C048"),
    ],
)
def test_what_is_refused(program: Program, line: str, code: str) -> None:
    _, found = facts(program, line)
    assert [(c, at) for c, at, _ in found] == [(code, 3)]
    assert "连单位" in found[0][2]


def test_every_unit_of_the_language_has_a_meaning() -> None:
    assert set(amount_units().values()) == {Decimal(1), Decimal(10**4), Decimal(10**8)}
    assert set(length_units().values()) == {"hour", "day", "workday", "month", "year"}


def test_the_schema_takes_what_is_read_and_nothing_without_a_unit(program: Program) -> None:
    schema: dict[str, Any] = json.loads(schema_text(program))
    validator = jsonschema.Draft202012Validator(schema)

    def valid(key: str, value: object) -> bool:
        case = {"案卷": "甲", "程序": "样程序", "事实": {key: value}, "步骤": []}
        return validator.is_valid(case)

    assert valid("投资", "5000万元") and valid("投资", "1.5 亿元") and valid("公示期", "20个工作日")
    assert not valid("投资", 5000) and not valid("投资", "5000") and not valid("公示期", "1.5年左右")


@pytest.mark.parametrize(("lang", "amount"), [("zh", "5000万元"), ("en", "100 yuan")])
def test_the_skeleton_shows_the_unit_and_the_default(program: Program, lang: Lang, amount: str) -> None:
    text = skeleton(Asked(program, "样程序"), lang, lambda c: plain(c.norm), "x.json")
    assert amount in text and ("30日" if lang == "zh" else "30 days") in text

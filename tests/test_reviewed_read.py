"""Reviewed passages in a case file: what is read, in either language, and every fault at its place."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.codes import CODES
from guiju.engine.case.model import Case
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.case_schema import case_schema
from jsonschema import Draft202012Validator

from .suspecting import SUSPECTS, WORDING, program_of

FIRM = """\
应当 看过 (looked_at) { 依据 文法 第二条  要旨 "看" / "look"  每一 段  有 看 后于 本
合例 { 段 2024-01-01 看 2024-01-02 } 违例 { 段 2024-01-01 结案 } }
"""
PROGRAM = program_of(WORDING, SUSPECTS, SUSPECTS.replace("不罚 (no_fines)", "又不罚 (no_fines_again)"), FIRM)
HEAD = "案卷: 甲\n程序: 文程序\n核对:\n"
GOOD = "{规则: 不罚, 原文: 处罚款, 属实: 是, 核对人: 张三, 日期: 2024-02-01, 理由: 上位法没有}"


def read(text: str) -> tuple[Case | None, list[Diagnostic]]:
    return bind_source(Source("case.yaml", text), PROGRAM.vocabulary, PROGRAM.procedures, PROGRAM.rules)


def faults(*entries: str) -> list[tuple[str, int, int]]:
    """Code, line and column of everything wrong; the first entry stands on line 4."""
    case, found = read(HEAD + "".join(f"  - {entry}\n" for entry in entries))
    assert case is None
    return [(d.code, d.span.line, d.span.column) for d in found if d.span]


def test_an_entry_is_read_in_either_language() -> None:
    english = (
        "case: A\nprocedure: text_work\nreviewed:\n"
        "  - {rule: no fines, quote: 处罚款, confirmed: yes, by: 张三, date: 2024-02-01, reason: 上位法没有}\n"
    )
    for text, name in ((HEAD + f"  - {GOOD}\n", "不罚"), (english, "no fines")):
        case, found = read(text)
        assert case is not None and not found, found
        (entry,) = case.reviewed
        column = text.splitlines()[3].index(name) + 1
        span = Span("case.yaml", 4, column, 4, column + len(name))
        names = Text("不罚", "no fines")
        assert entry == ReviewedPassage(
            "不罚", names, "处罚款", True, "张三", date(2024, 2, 1), "上位法没有", span
        )


def test_none_is_none() -> None:
    for text in (HEAD, HEAD.replace("核对:\n", ""), HEAD.replace("核对:", "核对: []")):
        case, found = read(text)
        assert case is not None and case.reviewed == () and not found


LONG = "长" * (limits.REVIEWED_CHARS + 1)


@pytest.mark.parametrize(
    ("was", "written", "code", "piece"),
    [
        ("规则: 不罚", "规则: 不伐", "C070", "不伐"),
        ("规则: 不罚", "规则: 看过", "C080", "看过"),
        ("属实: 是", "属实: 也许", "C040", "也许"),
        ("属实: 是", "属实: 未知", "C083", "未知"),
        ("日期: 2024-02-01", "日期: 2024-02-30", "C044", "2024-02-30"),
        ("理由: 上位法没有", "理由: 无", "C083", "无}"),
        ("核对人: 张三", "核对人: 未知", "C083", "未知"),
        ("理由: 上位法没有", f"理由: {LONG}", "C009", LONG),
        ("核对人: 张三", "核队人: 张三", "C020", "核队人"),
        ("规则: 不罚, ", "", "C023", "{"),
        ("原文: 处罚款, ", "", "C023", "{"),
        ("属实: 是, ", "", "C023", "{"),
        (", 理由: 上位法没有", "", "C023", "{"),
    ],
)
def test_every_fault_at_its_place(was: str, written: str, code: str, piece: str) -> None:
    entry = GOOD.replace(was, written)
    found = faults(entry)
    assert code in CODES and [at for at in found if at[0] == code] == [(code, 4, 5 + entry.index(piece))]


def test_all_faults_at_once() -> None:
    bad = "{规则: 不伐, 属实: 也许, 核对人: 未知, 日期: 2024-13-01, 理由: 好}"
    assert [c for c, *_ in faults(bad, GOOD.replace("不罚", "看过"), "一句话")] == [
        "C023", "C070", "C040", "C083", "C044", "C080", "C021",
    ]  # fmt: skip


def test_the_nearest_names_are_offered() -> None:
    _, found = read(HEAD + f"  - {GOOD.replace('不罚', '不罚款').replace('核对人', '核队人')}\n")
    hints = {d.code: d.hint.zh for d in found if d.hint}
    assert "不罚" in hints["C070"] and "核对人" in hints["C020"]


def test_a_passage_is_reviewed_once_for_each_rule() -> None:
    assert faults(GOOD, GOOD.replace("处罚款", "处 罚款"))[0][0] == "C081"
    case, found = read(HEAD + f"  - {GOOD}\n  - {GOOD.replace('不罚', '又不罚')}\n")
    assert case is not None and not found and len(case.reviewed) == 2


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REVIEWED_PER_CASE", 1)
    assert faults(GOOD, GOOD.replace("处罚款", "罚"))[-1] == ("C082", 5, 5)


def test_a_caller_that_knows_no_rules_refuses_it() -> None:
    case, found = bind_source(
        Source("case.yaml", HEAD + f"  - {GOOD}\n"), PROGRAM.vocabulary, PROGRAM.procedures
    )
    assert case is None and [d.code for d in found] == ["C070"]


def test_the_schema_knows_the_heuristics() -> None:
    check = Draft202012Validator(case_schema(PROGRAM))
    entry = {"规则": "不罚", "原文": "甲", "属实": "是", "核对人": "乙", "日期": "2024-02-01", "理由": "丙"}
    good = {"案卷": "甲", "程序": "文程序", "核对": [entry]}
    assert check.is_valid(good)
    for wrong in ({"规则": "看过"}, {"属实": "也许"}, {"日期": "昨天"}, {"备注": "x"}):
        assert not check.is_valid({**good, "核对": [entry | wrong]}), wrong
    assert not check.is_valid({**good, "核对": [{k: v for k, v in entry.items() if k != "原文"}]})

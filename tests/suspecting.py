"""A small world of texts for the tests of wordings and suspicions: one step with a text, and rules about it."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case, Record
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import plain
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import Program

WORLD = """\
规则包 文包 "文" / "Words" { 层级 县  约束 县  适用程序 文程序 }
规范 文法 《文法》 { 施行 2020-01-01  英文 "Text Law" }
程序 文程序 (text_work) {
  步骤 段 (passage) { 字段 文 (text): 文本, 位置 (where): 文本, 词 (terms): 列表, 数 (number): 数 }
  步骤 看 (look)
}
事实 题 (title): 文本
"""
WORDING = '用语 罚 (fines) = "罚款", "没收.{0,4}所得"\n'
SUSPECTS = """\
应当 不罚 (no_fines) {
  依据 文法 第一条  要旨 "不设罚款" / "No fines"
  每一 段
  要求 非 文 匹配 罚
  疑似 高 "是不是设定了处罚?" / "Does this set a penalty?"
  归类 越权设定
  合例 { 段(文 = "应当改正") 2024-01-01 }
  违例 { 段(文 = "处 500 元罚款") 2024-01-01 }
}
"""
ON = date(2024, 3, 1)


def compiled(*parts: str) -> tuple[Program, list[Diagnostic]]:
    """The program of the world with these declarations, and everything wrong with them; the first of them stands on
    line 8."""
    return compile_sources([Source("文.rule", WORLD + "".join(parts))])


def program_of(*parts: str) -> Program:
    program, found = compiled(*parts)
    assert not found, [(d.code, d.message.zh, d.span) for d in found]
    return program


def passage(text: str | None, index: int = 0, where: str | None = None, on: date = ON) -> Record:
    fields = {name: value for name, value in (("文", text), ("位置", where)) if value is not None}
    return Record("段", on, on, index, fields=fields, span=Span("case.yaml", index + 1, 5, index + 1, 9))


def case_of(*records: Record, reviewed: tuple[ReviewedPassage, ...] = ()) -> Case:
    return Case("文案", ("文程序",), records=records, file="case.yaml", reviewed=reviewed)


def verdict(
    program: Program, *records: Record, reviewed: tuple[ReviewedPassage, ...] = (), on: date = ON
) -> Verdict:
    return judge_case(program, case_of(*records, reviewed=reviewed), on)


def review(
    quote: str, *, confirmed: bool, rule: str = "不罚", on: date = ON, by: str = "张三", reason: str = "看过"
) -> ReviewedPassage:
    return ReviewedPassage(rule, plain(rule), quote, confirmed, by, on, reason)

"""A paper and a workbook with everything in them that there is, and texts that mean harm."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.office.book import Book, Field, Sheet
from guiju.engine.report.office.paper import (
    Annex,
    Attached,
    Block,
    Column,
    Heading,
    Line,
    Paper,
    Para,
    Signature,
    Table,
)

DAY = date(2025, 11, 3)
HARMFUL = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://例.invalid","点我")',
    "http://例.invalid/a",
    "\t=1+1",
    "\r=1+1",
    "{=1}",
    "_x0041_",
    "</w:t><w:p/>&amp;<!-- ",
    "零\x00一\x0b二\x1f三\x7f",
    "左\u202e右\u2066中",
    "半\ud800个",
    "尾\uffff",
)


def paper(lang: Lang = "zh") -> Paper:
    columns = (Column("序号", 1, "center"), Column("文件名称", 4), Column("理由", 6))
    rows = tuple((str(at), text, text * 3) for at, text in enumerate(HARMFUL, 1))
    table = Table(columns, rows)
    blocks: tuple[Block, ...] = (
        Line("【　　】市司法局:"),
        Para("现报告如下。"),
        Heading(1, "一、清理范围"),
        Heading(2, "(一)修改"),
        Heading(3, "1. 《集市管理办法》"),
        Para("第八条\n第九条", label="依据:"),
        *(Para(text) for text in HARMFUL),
        table,
        Attached("附件：", ("1. 目录", "2. 清理意见表")),
        Signature(("【　　】镇人民政府", "【　　】年【　】月【　】日")),
    )
    annexes = (
        Annex("附件1", "目录", (table,)),
        Annex("附件2", "清理意见表", (table,), wide=True),
    )
    return Paper("关于行政规范性文件\n清理情况的报告", lang, DAY, blocks, annexes)


def book(lang: Lang = "zh") -> Book:
    fields = (
        Field("序号"),
        Field("文件名称", 24),
        Field("清理意见", choices=("继续有效", "修改"), shades={"修改": "light"}, note="=1+1"),
        Field("公布日期"),
        Field("备注", to_fill=True),
    )
    rows = tuple(
        (at, text, text, date(2024, 2, 29) if at % 2 else date(1899, 1, 1), None)
        for at, text in enumerate(HARMFUL, 1)
    )
    return Book("=1+1", lang, DAY, (Sheet("清理意见表", fields, rows), Sheet("空表", fields, ())))

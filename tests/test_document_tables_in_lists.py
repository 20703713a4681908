"""A list of items goes on behind a table: no row of lines is too odd to be taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.document.model import Cell, Paragraph, RawDocument
from guiju.engine.document.structure import structure
from guiju.engine.document.tree import Document
from hypothesis import given, settings
from hypothesis import strategies as st

TABLE = "表"
LINES = (
    "第一条 总则。",
    "第二条 下列情形：",
    "（一）甲；",
    "（二）乙。",
    "1.丙；",
    "（1）丁；",
    "①戊",
    "另起一段。",
    "第一章 甲",
    TABLE,
)


def read(lines: Sequence[str]) -> Document:
    paragraphs = [
        Paragraph(line, n, cell=Cell(1, n, 1) if line == TABLE else None) for n, line in enumerate(lines, 1)
    ]
    return structure(RawDocument("办法.docx", "docx", tuple(paragraphs)))


def test_items_behind_a_table_are_items_still() -> None:
    document = read(
        ("甲镇集市管理办法", "第一条 下列情形：", "（一）甲；", TABLE, "（二）乙。", "第二条 丙。")
    )
    levels = [node.level for node in document.core.walk()]
    assert levels.count("item") == 2 and levels.count("table") == 1 and levels.count("article") == 2


def test_points_behind_a_paragraph_between_two_items_are_taken_apart() -> None:
    lines = ("甲镇集市管理办法", "第一条 下列情形：", "（一）甲；", "另起一段。", "（1）丁；", "（二）乙。")
    levels = [node.level for node in read(lines).core.walk()]
    assert levels.count("item") == 2 and "continuation" in levels


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_row_of_lines_is_a_text(lines: list[str]) -> None:
    document = read(("甲镇集市管理办法", "第一条 为了甲，制定本办法。", *lines))
    assert document.core.nodes

"""Typefaces and sizes: in Chinese those of GB/T 9704-2012, with what stands in for them; in English plain ones.

Sizes and leading are in points: 2号 is 22, 3号 16, 4号 14, 五号 10.5, 小五 9. A standard page has 22 lines of 28
characters, which comes to a leading of 28 points or so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from guiju.engine.diagnostics.text import Lang
from msgspec import Struct

_LATIN = "Times New Roman"

STANDS_IN: Mapping[str, str] = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,小标宋,华文中宋,宋体",
    "仿宋": "FangSong,仿宋_GB2312,华文仿宋",
    "楷体": "KaiTi,楷体_GB2312,华文楷体",
    "黑体": "SimHei,华文细黑",
}
"""What an office program takes where a typeface is not installed, the first that is."""


class Face(Struct, frozen=True):
    """`east` for Chinese characters, `latin` for all others."""

    east: str
    latin: str = _LATIN
    bold: bool = False


class Look(Struct, frozen=True):
    """How the papers of one language look. `indent` is that of a first line, in hundredths of a character. `align`: lines
    of characters are drawn out to both sides; words of letters would stand far apart."""

    title: Face
    body: Face
    headings: tuple[Face, Face, Face]
    table_head: Face
    title_size: float
    size: float
    leading: float
    title_leading: float
    indent: int
    align: Literal["both", "left"]


PAGE_NUMBER_SIZE = 14.0
TABLE_SIZE = 10.5
WIDE_TABLE_SIZE = 9.0

LOOKS: Mapping[Lang, Look] = {
    "zh": Look(
        title=Face("方正小标宋简体"),
        body=Face("仿宋"),
        headings=(Face("黑体"), Face("楷体"), Face("仿宋", bold=True)),
        table_head=Face("黑体"),
        title_size=22,
        size=16,
        leading=28,
        title_leading=34,
        indent=200,
        align="both",
    ),
    "en": Look(
        title=Face("黑体", bold=True),
        body=Face("宋体"),
        headings=(Face("黑体", bold=True), Face("宋体", bold=True), Face("宋体", bold=True)),
        table_head=Face("黑体", bold=True),
        title_size=18,
        size=12,
        leading=19,
        title_leading=26,
        indent=0,
        align="left",
    ),
}

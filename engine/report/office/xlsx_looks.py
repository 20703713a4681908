"""How cells of a workbook look: typefaces by language, the width of a column, values that stand out.

What stands out in colour does so without it too: by bold, italic, a line below or a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any

from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.office.book import Cell, Field, Shade
from guiju.engine.report.office.clean import clean
from xlsxwriter import Workbook
from xlsxwriter.format import Format

_TYPEFACE: Mapping[Lang, str] = {"zh": "宋体", "en": "Calibri"}
_SIZE = 10.5
_NARROWEST, _BESIDE = 6, 2
_FILTER_BUTTON = 3
_LINE, _AROUND, _HIGHEST = 15.75, 3.0, 409.0
"""In points; a line as high as the typeface needs that stands in where 宋体 is not installed."""

_SHADES: Mapping[Shade, Mapping[str, Any]] = {
    "plain": {},
    "light": {"bg_color": "#FFF2CC", "italic": True},
    "medium": {"bg_color": "#D9D9D9", "underline": 1},
    "strong": {"bg_color": "#F8CBAD", "bold": True},
    "dotted": {"pattern": 17, "fg_color": "#A6A6A6", "bg_color": "#FFFFFF", "bold": True},
}


class Looks:
    """The formats of one workbook; `add_to` makes them."""

    head: Format
    head_to_fill: Format
    text: Format
    to_fill: Format
    day: Format
    number: Format

    def __init__(self, lang: Lang) -> None:
        self.base: dict[str, Any] = {"font_name": _TYPEFACE[lang], "font_size": _SIZE, "valign": "top"}
        self._shades: dict[Shade, Format] = {}

    def add_to(self, file: Workbook) -> None:
        def made(**properties: Any) -> Format:
            added: Format = file.add_format({"text_wrap": True, "border": 1, **properties})
            return added

        self.head = made(bold=True, align="center", bg_color="#DDEBF7", border=1, bottom=2)
        self.head_to_fill = made(bold=True, italic=True, align="center", bg_color="#E2EFDA", bottom=2)
        self.text = made(num_format="@")
        self.to_fill = made(num_format="@", bg_color="#F7FBF4")
        self.day = made(num_format="yyyy-mm-dd", align="center")
        self.number = made(num_format="0", align="center")
        self._shades = {shade: file.add_format(dict(look)) for shade, look in _SHADES.items()}

    def shade(self, shade: Shade) -> Format:
        return self._shades[shade]


def column_width(field: Field, cells: Iterable[Cell]) -> float:
    """Wide enough for its longest line, but not wider than the field allows; longer lines are broken."""
    lines = [line for cell in cells for line in _lines(cell)]
    longest = max((columns(line) for line in lines), default=0)
    head = min(columns(field.title) + _FILTER_BUTTON, 16)
    return max(min(longest, field.widest) + _BESIDE, head, _NARROWEST)


def row_height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """High enough for the cell with the most lines, in points. It is written down, since not every program works it out
    when it opens a file."""
    most = max(_lines_in(cell, width) for cell, width in zip(cells, widths, strict=True))
    return min(most * _LINE + _AROUND, _HIGHEST)


def fits(cell: Cell, widest: float) -> bool:
    """Whether a cell of a column so wide can be read as a whole: no row is higher than Excel has them."""
    return _lines_in(cell, widest + _BESIDE) * _LINE + _AROUND <= _HIGHEST


def _lines_in(cell: Cell, width: float) -> int:
    """Into how many lines a cell is broken; a Chinese character may leave half of one unused at each."""
    room = max(int(width) - 2, 1)
    return sum(max(ceil(columns(line) / room), 1) for line in _lines(cell)) or 1


def _lines(cell: Cell) -> list[str]:
    if isinstance(cell, date):
        return ["0000-00-00"]
    return clean(str(cell)).split("\n") if cell is not None else []

"""Tables in Word: the width of the type area, the head again on every page; no row torn apart but one that is high."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Length
from docx.table import _Row
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.office.clean import clean
from guiju.engine.report.office.docx_styles import CELL, HEAD_CELL, WIDE_CELL, WIDE_HEAD
from guiju.engine.report.office.docx_xml import element
from guiju.engine.report.office.faces import TABLE_SIZE, WIDE_TABLE_SIZE
from guiju.engine.report.office.paper import Align, Column, Table

_PADDING = (("top", "30"), ("left", "60"), ("bottom", "30"), ("right", "60"))
"""In twentieths of a point."""
_BESIDE = 6.0
"""What the padding takes of a cell's width, in points."""
_WHOLE_LINES = 12
"""A row of more lines may go on on the next page: one that is kept whole leaves the rest of a page empty, and one that is
higher than a page is cut."""
ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(document: Document, table: Table, width: Length, *, wide: bool) -> None:
    made = document.add_table(0, len(table.columns), "Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = _widths(table.columns, width)
    for column, share in zip(made.columns, widths, strict=True):
        column.width = share
    sides = (element(side, w=width, type="dxa") for side, width in _PADDING)
    made._tblPr.find(qn("w:tblLook")).addprevious(element("tblCellMar", *sides))
    head, cell = (WIDE_HEAD, WIDE_CELL) if wide else (HEAD_CELL, CELL)
    size = WIDE_TABLE_SIZE if wide else TABLE_SIZE
    titles = [column.title for column in table.columns]
    _add_row(made.add_row(), titles, widths, head, ["center"] * len(titles), repeated=True)
    aligned = [column.align for column in table.columns]
    for row in table.rows:
        high = _lines(row, widths, size) > _WHOLE_LINES
        _add_row(made.add_row(), row, widths, cell, aligned, torn=high)
    if table.together:
        for upper in made.rows[:-1]:
            upper.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _widths(columns: Sequence[Column], width: Length) -> list[Length]:
    """The shares of the width; the last column gets what rounding leaves."""
    total = sum(column.share for column in columns)
    widths = [Length(int(width * column.share / total)) for column in columns]
    widths[-1] = Length(widths[-1] + width - sum(widths))
    return widths


def _lines(row: Sequence[str], widths: Sequence[Length], size: float) -> int:
    """How many lines the longest cell takes, about."""
    return max(_lines_in(text, width, size) for text, width in zip(row, widths, strict=True))


def _lines_in(text: str, width: Length, size: float) -> int:
    room = max(int((width.pt - _BESIDE) / size * 2), 2)
    return sum(-(-max(columns(line), 1) // room) for line in clean(text).split("\n"))


def _add_row(
    row: _Row,
    texts: Sequence[str],
    widths: Sequence[Length],
    style: str,
    aligned: Sequence[Align],
    *,
    repeated: bool = False,
    torn: bool = False,
) -> None:
    """`torn`: it may go on on the next page, and is then read from its top."""
    properties = row._tr.get_or_add_trPr()
    if not torn:
        properties.append(element("cantSplit"))
    if repeated:
        properties.append(element("tblHeader"))
    for cell, text, width, align in zip(row.cells, texts, widths, aligned, strict=True):
        cell.width = Emu(width)
        cell.vertical_alignment = (
            WD_CELL_VERTICAL_ALIGNMENT.TOP if torn else WD_CELL_VERTICAL_ALIGNMENT.CENTER
        )
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        if align != "left":
            paragraph.alignment = ALIGNED[align]
        if text:
            paragraph.add_run(clean(text))

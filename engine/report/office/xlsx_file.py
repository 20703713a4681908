"""A workbook as an Excel file (.xlsx).

In: a `Book`. Out: the bytes of the file, the same for the same book wherever it is written. No formula is ever written:
texts go in as texts, whatever they begin with, without control characters.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from math import ceil

import xlsxwriter
from guiju.engine.report.office.archive import fixed_archive
from guiju.engine.report.office.book import Book, Cell, Field, Sheet
from guiju.engine.report.office.clean import clean
from guiju.engine.report.office.xlsx_looks import Looks, column_width, row_height
from xlsxwriter.worksheet import Worksheet

_MOST_CHARS = 32_767
_A4, _A3 = 9, 8
_READABLE = {_A4: 190.0, _A3: 300.0}
"""So many characters side by side can still be read on the paper."""

_FROZEN = 2
"""The number and the name of a row stay in sight."""

_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts days otherwise than the calendar."""


def xlsx_bytes(book: Book) -> bytes:
    out = BytesIO()
    looks = Looks(book.lang)
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": looks.base}) as file:
        file.set_properties(
            {"title": clean(book.title), "author": "guiju", "created": datetime.combine(book.on, time())}
        )
        looks.add_to(file)
        for sheet in book.sheets:
            _write(file.add_worksheet(sheet.name), sheet, looks)
    return fixed_archive(out.getvalue())


def _write(out: Worksheet, sheet: Sheet, looks: Looks) -> None:
    last_row, last_column = len(sheet.rows), len(sheet.fields) - 1
    widths = [column_width(field, [row[at] for row in sheet.rows]) for at, field in enumerate(sheet.fields)]
    out.set_row(0, row_height([field.title for field in sheet.fields], widths))
    for at, field in enumerate(sheet.fields):
        out.write_string(0, at, field.title, looks.head_to_fill if _filled_in(field) else looks.head)
        out.set_column(at, at, widths[at])
        if field.note:
            out.write_comment(0, at, clean(field.note), {"author": "", "x_scale": 2})
    for number, row in enumerate(sheet.rows, 1):
        out.set_row(number, row_height(row, widths))
        for at, (field, cell) in enumerate(zip(sheet.fields, row, strict=True)):
            _write_cell(out, number, at, cell, looks, to_fill=_filled_in(field))
    out.freeze_panes(1, _FROZEN if last_column > 4 else 0)
    out.autofilter(0, 0, last_row, last_column)
    _to_fill(out, sheet, looks)
    _for_paper(out, sum(widths))


def _filled_in(field: Field) -> bool:
    return field.to_fill or bool(field.choices)


def _write_cell(out: Worksheet, row: int, at: int, cell: Cell, looks: Looks, *, to_fill: bool) -> None:
    if cell is None or cell == "":
        out.write_blank(row, at, None, looks.to_fill if to_fill else looks.text)
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        out.write_datetime(row, at, datetime.combine(cell, time()), looks.day)
    elif isinstance(cell, int):
        out.write_number(row, at, cell, looks.number)
    else:
        out.write_string(row, at, _fitting(clean(str(cell))), looks.to_fill if to_fill else looks.text)


def _fitting(text: str) -> str:
    return text if len(text) <= _MOST_CHARS else f"{text[: _MOST_CHARS - 1]}…"


def _to_fill(out: Worksheet, sheet: Sheet, looks: Looks) -> None:
    """Lists to choose from, and how values stand out."""
    rows = len(sheet.rows)
    for at, field in enumerate(sheet.fields):
        if not rows:
            continue
        if field.choices:
            out.data_validation(
                1, at, rows, at, {"validate": "list", "source": list(field.choices), "error_type": "warning"}
            )
        for value, shade in field.shades.items():
            look = {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": looks.shade(shade)}
            out.conditional_format(1, at, rows, at, look)


def _for_paper(out: Worksheet, width: float) -> None:
    """Across on A4 if it can be read then, else on A3; on as many sheets side by side as are needed, with the head and
    the first columns on each. Pages are numbered."""
    large = width > _READABLE[_A4]
    paper = _A3 if large else _A4
    out.set_paper(paper)
    out.set_landscape()
    out.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    out.fit_to_pages(ceil(width / _READABLE[paper]), 0)
    out.repeat_rows(0)
    if large:
        out.repeat_columns(0, _FROZEN - 1)
    out.set_header("&C&A")
    out.set_footer("&C— &P —")

"""Workbooks for tests, made as bytes: with XlsxWriter, or out of pieces of their XML."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_workbook import USUAL
from guiju.engine.ledger.model import Ledger
from guiju.engine.ledger.read_ledger import read_ledger
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .making_documents import archive, relations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

Value = str | int | float | date | None
More = Callable[[Workbook, Worksheet], object]


def workbook(
    *rows: Sequence[Value], more: More | None = None, name: str = "台账", since_1904: bool = False
) -> bytes:
    """One sheet with these rows; `more` adds to it. Days are written as Excel's, in the Chinese form."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": since_1904}
    with xlsxwriter.Workbook(stream, options) as book:
        day = book.add_format({"num_format": 31})
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for number, value in enumerate(row):
                match value:
                    case date():
                        sheet.write_datetime(line, number, datetime(value.year, value.month, value.day), day)
                    case str():
                        sheet.write_string(line, number, value)
                    case int() | float():
                        sheet.write_number(line, number, value)
        if more is not None:
            more(book, sheet)
    return stream.getvalue()


def xml_workbook(
    sheet: str,
    *,
    before: str = "",
    settings: str = "",
    strings: str | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """One sheet with this XML inside `worksheet`; `before` stands in front of it (a DTD, say)."""
    related = [("worksheet", "worksheets/sheet1.xml", "")]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml", "")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_LINKS}">{settings}<sheets>'
        '<sheet name="台账" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    if strings is not None:
        related.append(("sharedStrings", "sharedStrings.xml", ""))
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    files["xl/_rels/workbook.xml.rels"] = relations(related)
    return archive({**files, **(parts or {})}.items())


def inline(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def read(data: bytes, folder: Path, name: str = "台账.xlsx", limits: Limits = USUAL) -> Ledger:
    """The ledger in these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_ledger(path, limits)


def codes(ledger: Ledger) -> list[str]:
    return [d.code for d in ledger.diagnostics]


def said(ledger: Ledger, code: str) -> list[str]:
    """What is said with a code, in Chinese."""
    return [d.message.zh for d in ledger.diagnostics if d.code == code]

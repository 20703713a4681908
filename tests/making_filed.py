"""The files of `fixtures/filed` that no editor of texts writes: Word, PDF, the ledger.

    python -m tests.making_filed

In: `tests/filed/<name>.txt` and `ledger.yaml`. Out: the same contents at each run. The first character of a line, with a
blank behind it, says what it is: `!` a title in the middle, `>` to the right, `#` and `*` a chapter and an article that
Word numbers itself, `|` a row of a table, `---` a new page; any other line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from guiju.engine.report.office.archive import fixed_archive
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .making_documents import numbered_objects, stream
from .making_workbooks import Value, workbook

TEXTS = Path(__file__).parent / "filed"
FILED = Path(__file__).parent.parent / "fixtures" / "filed"
AS_PDF = ("02_金荷奖奖励办法",)
DAMAGED = "11_公共停车泊位管理办法"
LEDGER = "台账.xlsx"

_SIZE, _LINE, _LEFT, _TOP = 16, 28, 74, 750  # points
_ACROSS, _DOWN = 28, 24  # characters in a line, lines on a page
_NOT_FIRST = "，。；：、）》”！？"
_UNITS = {"#": "章", "*": "条"}


def files() -> Iterator[tuple[str, bytes]]:
    """Each file of the folder that is made here: its name, its bytes."""
    for source in sorted(TEXTS.glob("*.txt")):
        lines = source.read_text("utf-8").splitlines()
        if source.stem in AS_PDF:
            yield f"{source.stem}.pdf", pdf_of(lines)
        else:
            data = docx_of(lines)
            yield f"{source.stem}.docx", data[: len(data) * 3 // 5] if source.stem == DAMAGED else data
    yield LEDGER, ledger_of(yaml.safe_load((TEXTS / "ledger.yaml").read_text("utf-8")))


def docx_of(lines: list[str]) -> bytes:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    lists = {kind: _list(document, unit) for kind, unit in _UNITS.items()}
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.split("|")[1:-1]])
            continue
        _add_table(document, rows)
        rows = []
        if line:
            _add_line(document, line, lists)
    document.core_properties.author = ""
    out = BytesIO()
    document.save(out)
    return fixed_archive(out.getvalue())


def _list(document: Document, unit: str) -> int:
    """A list that goes on through the whole document (第一条, 第二条); the number that paragraphs call it by."""
    numbering = document.part.numbering_part.element
    number = 90 + len(numbering)
    abstract = (
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{number}'><w:multiLevelType w:val='singleLevel'/>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:suff w:val='space'/>"
        f"<w:lvlText w:val='第%1{unit}'/></w:lvl></w:abstractNum>"
    )
    numbering.insert(0, parse_xml(abstract))
    item = f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='{number}'/></w:num>"
    numbering.append(parse_xml(item))
    return number


def _add_line(document: Document, line: str, lists: Mapping[str, int]) -> None:
    if line == "---":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    kind, text = (line[0], line[2:]) if line[1:2] == " " and line[0] in "!>#*" else ("", line)
    paragraph = document.add_paragraph(text)
    match kind:
        case "!":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case ">":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case "#" | "*":
            _number(paragraph, lists[kind])
            if kind == "#":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
        case _:
            paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)


def _number(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _add_table(document: Document, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = document.add_table(len(rows), max(map(len, rows)), "Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


def pdf_of(lines: list[str]) -> bytes:
    """Set in lines of equal length, paragraphs indented by two characters, the number of the page at the foot. The font
    is one that every reader of PDF has for Chinese (ISO 32000-1, 9.7.5.2)."""
    pages: list[list[str]] = [[]]
    row = 0
    for line in lines:
        for indent, text in [(0.0, "")] if line == "---" else _set(line):
            if row >= _DOWN or line == "---":
                pages.append([])
                row = 0
            if text:
                pages[-1].append(_drawn(_LEFT + indent * _SIZE, _TOP - row * _LINE, text))
                row += 1
    for number, page in enumerate(pages, 1):
        page.append(_drawn(264, 50, f"— {number} —"))
    first = 6
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{first + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /Ascent 880 "
        "/Descent -120 /CapHeight 880 /StemV 93 /ItalicAngle 0 >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {first + 2 * number + 1} 0 R >>"
        )
        objects.append(stream("\n".join(page)))
    return numbered_objects(objects)


def _drawn(x: float, y: float, text: str) -> str:
    return f"BT /F {_SIZE} Tf {x:g} {y:g} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _set(line: str) -> Iterator[tuple[float, str]]:
    """The printed lines of a paragraph, each with its indent in characters."""
    kind, text = (line[0], line[2:]) if line[:2] in ("! ", "> ") else ("", line)
    indent = 2.0 if not kind else 0.0
    while text:
        length = next((n for n in range(len(text), 1, -1) if indent + _width(text[:n]) <= _ACROSS), 1)
        while length < len(text) and text[length] in _NOT_FIRST:
            length -= 1
        piece, text = text[:length], text[length:]
        spare = _ACROSS - _width(piece)
        yield {"!": spare / 2, ">": spare - 2}.get(kind, indent), piece
        indent = 0.0


def _width(text: str) -> float:
    """In characters; those of ASCII are half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def ledger_of(data: Mapping[str, Any]) -> bytes:
    """`columns`, and `rows` with a value for each; days as Excel's where YAML has a day."""
    rows: list[list[Value]] = [[data["heading"]], list(data["columns"])]
    for row in data["rows"]:
        rows.append([row.get(column) for column in data["columns"]])
    assert all(isinstance(cell, str | int | float | date | None) for row in rows for cell in row)
    return workbook(*rows, more=_dressed)


def _dressed(book: Workbook, sheet: Worksheet) -> None:
    book.set_properties({"created": datetime(2024, 10, 15)})  # two runs give the same bytes
    sheet.freeze_panes(2, 2)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 19, 16)


if __name__ == "__main__":
    for name, content in files():
        (FILED / name).write_bytes(content)

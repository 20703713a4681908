"""The files of `fixtures/filed` that no editor of texts writes: Word, PDF, the ledger.

    python -m tests.making_filed

In: `tests/filed/<name>.txt` and `ledger.yaml`. Out: the same contents at each run. The first character of a line, with a
blank behind it, says what it is: `!` a title in the middle, `>` to the right, `#` and `*` a chapter and an article that
Word numbers itself, `|` a row of a table, `---` a new page; any other line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
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

from .making_documents import At, pdf
from .making_workbooks import Value, workbook

TEXTS = Path(__file__).parent / "filed"
FILED = Path(__file__).parent.parent / "fixtures" / "filed"
AS_PDF = ("02_金荷奖奖励办法",)
DAMAGED = "11_公共停车泊位管理办法"
LEDGER = "台账.xlsx"

_SIZE, _LINE, _LEFT, _TOP = 16, 28, 74, 750  # points
_ACROSS, _DOWN = 28, 24  # characters in a line, lines on a page
_NOT_FIRST = "，。；：、）》”！？"
_LISTS = (
    f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'><w:multiLevelType w:val='multilevel'/>"
    + "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
        f"<w:lvlRestart w:val='0'/><w:suff w:val='space'/><w:lvlText w:val='第%{level + 1}{unit}'/></w:lvl>"
        for level, unit in enumerate("章条")
    )
    + "</w:abstractNum>",
    f"<w:num {nsdecls('w')} w:numId='90'><w:abstractNumId w:val='90'/></w:num>",
)


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
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LISTS[0]))
    numbering.append(parse_xml(_LISTS[1]))
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        _add_table(document, rows)
        rows = []
        if line:
            _add_line(document, line)
    document.core_properties.author = ""
    out = BytesIO()
    document.save(out)
    return fixed_archive(out.getvalue())


def _add_line(document: Document, line: str) -> None:
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
            _number(paragraph, "#*".index(kind))
        case _:
            paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)


def _number(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 90
    properties.get_or_add_ilvl().val = level


def _add_table(document: Document, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = document.add_table(len(rows), max(map(len, rows)), "Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


def pdf_of(lines: list[str]) -> bytes:
    """Set in lines of equal length, paragraphs indented by two characters, the number of the page at the foot."""
    pages: list[list[At]] = [[]]
    row = 0
    for line in lines:
        if line == "---" or row >= _DOWN:
            pages.append([])
            row = 0
        if line == "---":
            continue
        for indent, text in _set(line):
            if row >= _DOWN:
                pages.append([])
                row = 0
            pages[-1].append(At(_LEFT + indent * _SIZE, _TOP - row * _LINE, text, _SIZE))
            row += 1
    for number, page in enumerate(pages, 1):
        page.append(At(270, 50, f"— {number} —", 12))
    return pdf(*pages)


def _set(line: str) -> Iterator[tuple[float, str]]:
    """The printed lines of a paragraph, each with its indent in characters."""
    kind, text = (line[0], line[2:]) if line[:2] in ("! ", "> ") else ("", line)
    indent = 2.0 if not kind else 0.0
    while text:
        length = int(_ACROSS - indent)
        while length < len(text) and text[length] in _NOT_FIRST:
            length -= 1
        piece, text = text[:length], text[length:]
        spare = _ACROSS - len(piece)
        yield {"!": spare / 2, ">": spare - 2}.get(kind, indent), piece
        indent = 0.0


def ledger_of(data: Mapping[str, Any]) -> bytes:
    """`columns`, and `rows` with a value for each; days as Excel's where YAML has a day."""
    rows: list[list[Value]] = [[data["heading"]], list(data["columns"])]
    for row in data["rows"]:
        rows.append([row.get(column) for column in data["columns"]])
    assert all(isinstance(cell, str | int | float | date | None) for row in rows for cell in row)
    return workbook(*rows)


if __name__ == "__main__":
    for name, content in files():
        (FILED / name).write_bytes(content)

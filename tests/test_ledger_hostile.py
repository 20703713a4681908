"""Workbooks made to mislead or to break readers: texts stay texts, nothing is expanded, run, fetched or calculated."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_xlsx import read_xlsx
from guiju.engine.document.workbook import Workbook
from guiju.engine.ledger.model import Ledger
from guiju.engine.ledger.read_ledger import ledger_of, read_ledger
from guiju.engine.ledger.template import template

from .making_documents import docx, p
from .making_workbooks import codes, inline, read, row, said, workbook, xml_workbook
from .steps import steps

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEADING = row(1, inline("A1", "文件名称"), inline("B1", "备注"))


def sheet(*rows: str, before: str = "", after: str = "") -> bytes:
    return xml_workbook(f"<sheetData>{HEADING}{''.join(rows)}</sheetData>{after}", before=before)


def with_parts(*names: str) -> bytes:
    return xml_workbook(
        f"<sheetData>{HEADING}{row(2, inline('A2', '甲'))}</sheetData>", parts=dict.fromkeys(names, "x")
    )


def many_strings() -> bytes:
    """One text, to which many cells refer."""
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(2, 5_000))
    return xml_workbook(f"<sheetData>{cells}</sheetData>", strings=f"<si><t>{'甲' * 40_000}</t></si>")


def lying_directory() -> bytes:
    data = bytearray(xml_workbook("<sheetData/>", strings=f"<si><t>{'甲' * 100}{' ' * (40 << 20)}</t></si>"))
    at = data.index(b"PK\x01\x02", data.rindex(b"xl/sharedStrings.xml") - 60)
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(data)


def twice() -> bytes:
    stream = io.BytesIO(workbook(("文件名称",), ("甲",)))
    with zipfile.ZipFile(stream, "a") as made, pytest.warns(UserWarning):
        made.writestr("xl/worksheets/sheet1.xml", "<a/>")
    return stream.getvalue()


def entities() -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE d [<!ENTITY e0 "甲">{levels}]>'


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: sheet(after=" " * (48 << 20)), "W004"),
    "bomb of strings": (many_strings, "W004"),
    "lying directory": (lying_directory, "W003"),
    "part twice": (twice, "W009"),
    "entities": (lambda: sheet(row(2, inline("A2", "&e8;")), before=entities()), "W008"),
    "entity of a file": (
        lambda: sheet(
            row(2, inline("A2", "&x;")), before='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "W008",
    ),
    "two cells far apart": (lambda: sheet(row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')), "W012"),
    "many cells": (
        lambda: sheet(
            *(row(n, f'<c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c>') for n in range(2, 100_010))
        ),
        "W004",
    ),
    "rows out of order": (lambda: sheet(row(5, inline("A5", "甲")), row(4, inline("A4", "乙"))), "W003"),
    "a cell twice": (lambda: sheet(row(2, inline("A2", "甲"), inline("A2", "乙"))), "W003"),
    "a cell in another row": (lambda: sheet(row(2, inline("A3", "甲"))), "W003"),
    "a cell outside": (lambda: sheet(row(2, inline("XFE2", "甲"))), "W003"),
    "no cell": (lambda: sheet(row(2, inline("甲", "甲"))), "W003"),
    "deep": (lambda: sheet("<x>" * 400 + "</x>" * 400), "W004"),
    "cut off": (lambda: workbook(("文件名称",), ("甲",))[:-300], "W003"),
    "no sheet": (lambda: with_parts("xl/workbook.bin"), "W001"),
    "Word": (lambda: docx(p("甲")), "W001"),
    "ods": (lambda: with_parts_of_ods(), "W001"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "W001"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "W002"),
    "csv": (lambda: "文件名称,文号\n甲,1".encode(), "W001"),
    "html named xls": (lambda: b"<html><table><tr><td>1</table></html>", "W001"),
    "empty archive": (lambda: b"PK\x05\x06" + bytes(18), "W001"),
}


def with_parts_of_ods() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_for_what_it_is(tmp_path: Path, name: str) -> None:
    """Not because time or memory ran out, which has codes of its own."""
    ledger = read(HOSTILE[name][0](), tmp_path, limits=Limits(wall=120))
    assert codes(ledger) == [HOSTILE[name][1]] and ledger.rows == ()
    (problem,) = ledger.diagnostics
    assert problem.span is not None and problem.span.file == ledger.name
    assert "Word" not in problem.message.zh or name == "Word"
    assert problem.hint is None or ".docx" not in problem.hint.zh


def test_the_far_cell_is_named(tmp_path: Path) -> None:
    ledger = read(HOSTILE["two cells far apart"][0](), tmp_path)
    assert "XFD1048576" in said(ledger, "W012")[0] and "「台账」" in said(ledger, "W012")[0]


def test_a_text_counts_in_each_cell_that_refers_to_it(tmp_path: Path) -> None:
    assert "2,000,000 字" in said(read(many_strings(), tmp_path), "W004")[0]


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账.xlsx"])
def test_old_workbooks_are_told_what_to_save_as(tmp_path: Path, name: str) -> None:
    ledger = read(HOSTILE["xls"][0](), tmp_path, name)
    (problem,) = ledger.diagnostics
    assert "不读" in problem.message.zh and problem.hint is not None and ".xlsx" in problem.hint.zh


def test_what_only_claims_to_be_large_is_read(tmp_path: Path) -> None:
    """The size that a sheet states for itself, cells that have a format only, columns formatted to the last one."""
    rows = row(2, inline("A2", "甲")), row(1_048_576, '<c r="XFD1048576" s="0"/>')
    data = xml_workbook(
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols>'
        f"<sheetData>{HEADING}{''.join(rows)}</sheetData>"
    )
    ledger = read(data, tmp_path)
    assert len(ledger.rows) == 1 and codes(ledger) == ["X022"]


def merged(last: int) -> bytes:
    """In each row up to the last a cell that is merged with all below it and to the right."""
    areas = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(2, last + 1))
    rows = (row(n, inline(f"A{n}", f"办法{n}")) for n in range(2, last + 1))
    return sheet(*rows, after=f"<mergeCells>{areas}</mergeCells>")


def test_merged_areas_of_any_size_are_read(tmp_path: Path) -> None:
    assert len(read(merged(2_000), tmp_path).rows) == 1_999


def test_merged_areas_over_each_other_are_not_gone_through_for_each_row() -> None:
    def counted(last: int) -> int:
        book = read_xlsx(merged(last), Limits()).book
        return steps(lambda: ledger_of(Workbook("台账.xlsx", book)))

    counted(100)
    assert counted(800) < 4.2 * counted(200)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "W030"),
        ("xl/externalLinks/externalLink1.xml", "W036"),
        ("xl/connections.xml", "W036"),
        ("xl/media/image1.png", "W025"),
        ("xl/embeddings/oleObject1.bin", "W025"),
    ],
)
def test_macros_links_and_pictures_are_left_out_and_told(tmp_path: Path, part: str, code: str) -> None:
    ledger = read(with_parts(part), tmp_path, "台账.xlsm")
    assert codes(ledger) == [code] and ledger.diagnostics[0].severity == "warning"
    assert len(ledger.rows) == 1


INJECTED = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("http://a")',
    "\t=1",
    "=1+1",
    "http://a.b/c",
)


@pytest.mark.parametrize("text", INJECTED)
def test_what_looks_like_a_formula_is_a_text_in_and_out(tmp_path: Path, text: str) -> None:
    ledger = read(workbook(("文件名称", "备注"), (text, text)), tmp_path)
    (found,) = ledger.rows
    assert found.title is not None and found.title.value == text.strip() and not found.title.formula
    written = template("zh", [{"title": found.title.value, "remarks": text}])
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert not [name for name in parts.namelist() if "externalLink" in name]
        assert b"TargetMode" not in b"".join(parts.read(n) for n in parts.namelist() if n.endswith(".rels"))
    assert [r.title.value for r in read(written, tmp_path).rows if r.title] == [text.strip()]


def test_a_dde_formula_is_its_saved_value(tmp_path: Path) -> None:
    cells = row(2, '<c r="A2" t="str"><f>cmd|\'/C calc\'!A0</f><v>甲办法</v></c>', inline("B2", "x"))
    ledger = read(sheet(cells), tmp_path)
    (found,) = ledger.rows
    assert found.title is not None and found.title.value == "甲办法" and found.title.formula
    assert codes(ledger) == ["X020"]


def test_signs_that_mislead_do_not_reach_the_screen(tmp_path: Path) -> None:
    ledger = read(workbook(("文件名称", "施行日期"), ("甲\u202e法\u200b办", "\x1b[31m\u202e2019")), tmp_path)
    (found,) = ledger.rows
    assert found.title is not None and found.title.value == "甲法办"
    assert "W031" in codes(ledger)
    assert not {"\x1b", "\u202e"} & set("".join(d.message.zh + d.message.en for d in ledger.diagnostics))


def test_a_reader_without_memory_answers(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(("文件名称",), ("甲",)))
    assert codes(read_ledger(path, Limits(wall=0.01))) == ["W005"]


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    found: list[Ledger] = [read_ledger(tmp_path / name) for name in ("没有.xlsx", "空.xlsx", "")]
    assert [codes(ledger) for ledger in found] == [["G001"], ["G002"], ["G001"]]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.xlsx")
        assert codes(read_ledger(tmp_path / "管道.xlsx")) == ["G001"]


def test_the_name_may_be_another_one(tmp_path: Path) -> None:
    ledger = read(workbook(("文件名称",), ("甲",)), tmp_path, "台账.xls")
    assert codes(ledger) == ["W020"] and len(ledger.rows) == 1

"""Excel files: texts are texts, days are days, widths fit Chinese, the same bytes each time."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from guiju.engine.report.office.book import Field
from guiju.engine.report.office.clean import clean
from guiju.engine.report.office.xlsx_file import xlsx_bytes
from guiju.engine.report.office.xlsx_looks import column_width, row_height
from python_calamine import CalamineWorkbook

from .office_files import digest, elsewhere, members, parts
from .office_samples import HARMFUL, book

WRITE = (
    "import sys; from tests.office_samples import book; "
    "from guiju.engine.report.office.xlsx_file import xlsx_bytes; sys.stdout.buffer.write(xlsx_bytes(book()))"
)


@pytest.fixture(scope="module")
def written() -> bytes:
    return xlsx_bytes(book())


def test_two_runs_give_the_same_bytes_also_elsewhere(written: bytes) -> None:
    assert xlsx_bytes(book()) == written
    assert elsewhere(WRITE) == digest(written)


def test_the_archive_holds_no_time(written: bytes) -> None:
    assert {m.date_time for m in members(written)} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(written)["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2025-11-03T00:00:00Z"}


def test_what_looks_like_a_formula_is_a_text(written: bytes) -> None:
    sheets = [xml for name, xml in parts(written).items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    for xml in sheets:
        assert "<f>" not in xml and "<f " not in xml and "hyperlink" not in xml.lower()
    rows = CalamineWorkbook.from_filelike(BytesIO(written)).get_sheet_by_name("清理意见表").to_python()
    assert [row[1] for row in rows[1:]] == [clean(text) for text in HARMFUL]


def test_days_are_days_and_those_before_excel_texts(written: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(written)).get_sheet_by_name("清理意见表").to_python()
    assert {row[3] for row in rows[1:]} == {date(2024, 2, 29), "1899-01-01"}


def test_the_head_is_frozen_filtered_and_printed_on_each_page(written: bytes) -> None:
    found = parts(written)
    sheet = found["xl/worksheets/sheet1.xml"]
    assert 'ySplit="1"' in sheet and 'state="frozen"' in sheet
    assert f'<autoFilter ref="A1:E{len(HARMFUL) + 1}"/>' in sheet
    assert 'orientation="landscape"' in sheet and 'paperSize="9"' in sheet and 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in found["xl/workbook.xml"]


def test_where_somebody_chooses_there_is_a_list(written: bytes) -> None:
    sheet = parts(written)["xl/worksheets/sheet1.xml"]
    assert '<formula1>"继续有效,修改"</formula1>' in sheet
    assert f'sqref="C2:C{len(HARMFUL) + 1}"' in sheet
    assert "dataValidation" not in parts(written)["xl/worksheets/sheet2.xml"]


def test_what_stands_out_does_so_without_colour(written: bytes) -> None:
    formats = re.search("<dxfs.*?</dxfs>", parts(written)["xl/styles.xml"], re.DOTALL)
    assert formats is not None and "<i/>" in formats[0]


def test_a_chinese_character_is_two_wide() -> None:
    field = Field("名", widest=40)
    assert column_width(field, ["一二三四五六七八"]) == column_width(field, ["abcdefghijklmnop"]) == 18
    assert column_width(field, ["长" * 100]) == 42
    assert column_width(field, [date(2024, 1, 1)]) == 12


def test_a_row_is_as_high_as_its_lines() -> None:
    assert row_height(["一", None], [10, 10]) == row_height(["a"], [10])
    three = row_height(["一二三四五六七八九十" * 2 + "\n再"], [22.0])
    assert three == pytest.approx(row_height(["a"], [10]) + 2 * 15.75)
    assert row_height(["行\n" * 500], [10]) == 409

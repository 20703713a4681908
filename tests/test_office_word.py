"""Word files: the page of official papers, the same bytes each time, texts as texts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.office.clean import clean
from guiju.engine.report.office.docx_file import docx_bytes
from guiju.engine.report.office.paper import Attached, Column, Paper, Para, Signature, Table

from .office_files import digest, elsewhere, members, opened, parts, words_of
from .office_samples import HARMFUL, paper

WRITE = (
    "import sys; from tests.office_samples import paper; "
    "from guiju.engine.report.office.docx_file import docx_bytes; sys.stdout.buffer.write(docx_bytes(paper()))"
)


@pytest.fixture(scope="module")
def written() -> bytes:
    return docx_bytes(paper())


def test_two_runs_give_the_same_bytes_also_elsewhere(written: bytes) -> None:
    assert docx_bytes(paper()) == written
    assert elsewhere(WRITE) == digest(written)


def test_the_archive_holds_no_time_and_no_owner(written: bytes) -> None:
    assert {m.date_time for m in members(written)} == {(1980, 1, 1, 0, 0, 0)}
    assert {(m.create_system, m.external_attr) for m in members(written)} == {(3, 0o600 << 16)}
    properties = opened(written).core_properties
    assert str(properties.created) == str(properties.modified) == "2025-11-03 00:00:00+00:00"
    assert (properties.author, properties.revision) == ("guiju", 1)


def test_nothing_tells_of_sessions_or_of_the_template(written: bytes) -> None:
    found = parts(written)
    assert not any("rsid" in xml.lower() for xml in found.values())
    assert not any(name.endswith((".jpeg", "stylesWithEffects.xml")) for name in found)
    assert "Macintosh" not in found["docProps/app.xml"] and "ja-JP" not in "".join(found.values())


def test_the_page_is_that_of_official_papers(written: bytes) -> None:
    upright, also_upright, across = opened(written).sections
    for section in (upright, also_upright):
        assert _near(section.page_width, Mm(210)) and _near(section.page_height, Mm(297))
        assert _near(section.top_margin, Mm(37)) and _near(section.left_margin, Mm(28))
        assert _near(section.right_margin, Mm(26)) and _near(section.bottom_margin, Mm(35))
    assert across.orientation is WD_ORIENT.LANDSCAPE
    assert _near(across.page_width, Mm(297)) and _near(across.page_height, Mm(210))


def _near(found: int | None, wanted: int) -> bool:
    return found is not None and abs(found - wanted) < Mm(0.1)


def test_pages_are_numbered_at_the_outer_side(written: bytes) -> None:
    found = parts(written)
    footers = [found[name] for name in sorted(found) if "footer" in name]
    assert len(footers) == 2 and all(' PAGE "' in xml for xml in footers)
    assert all(re.sub("<[^>]*>", "", xml).strip().endswith("— 1 —") for xml in footers)
    assert [re.findall('w:jc w:val="(.*?)"', xml) for xml in footers] == [["right"], ["left"]]
    assert "evenAndOddHeaders" in found["word/settings.xml"]


@pytest.mark.parametrize(
    ("style", "east", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16),
        ("Heading 3", "仿宋", 16),
        ("Head Cell", "黑体", 10.5),
    ],
)
def test_the_typefaces_of_chinese_are_set(written: bytes, style: str, east: str, size: float) -> None:
    found = opened(written).styles[style]
    fonts = found.element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == east
    assert not any("Theme" in name for name in fonts.attrib)
    assert found.element.find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")) == str(round(size * 2))


def test_lines_are_28_points_apart(written: bytes) -> None:
    style = opened(written).styles["Normal"]
    spacing = style.element.find(qn("w:pPr")).find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")


def test_each_typeface_that_may_be_missing_has_one_that_stands_in(written: bytes) -> None:
    found = parts(written)
    for name in ("方正小标宋简体", "仿宋", "楷体", "黑体"):
        assert re.search(f'<w:font w:name="{name}"><w:altName w:val="[^"]+"/>', found["word/fontTable.xml"])
    east = re.findall('<a:ea typeface="([^"]*)"', found["word/theme/theme1.xml"])
    assert east == ["方正小标宋简体", "仿宋"]


def test_the_head_of_a_table_is_repeated_and_no_row_torn(written: bytes) -> None:
    tables = opened(written).tables
    assert len(tables) == 3
    for table in tables:
        rows = [row._tr for row in table.rows]
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
        repeated = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows]
        assert repeated == [True] + [False] * len(HARMFUL)


def test_elements_stand_in_the_order_that_word_asks_for(written: bytes) -> None:
    for table in opened(written).tables:
        found = [child.tag.rpartition("}")[2] for child in table._tbl.tblPr]
        order = ("tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook")
        assert found == [tag for tag in order if tag in found] and "tblCellMar" in found
    for style in opened(written).styles:
        found = [child.tag.rpartition("}")[2] for child in style.element]
        assert "link" not in found  # what it led to was left out
    for name in ("Normal", "Heading 1", "Title"):
        properties = opened(written).styles[name].element.find(qn("w:pPr"))
        found = [child.tag.rpartition("}")[2] for child in properties]
        order = ("keepNext", "widowControl", "spacing", "ind", "jc", "outlineLvl")
        assert found == [tag for tag in order if tag in found]


def test_a_table_is_as_wide_as_the_text(written: bytes) -> None:
    first, *_, across = opened(written).tables
    for table, width in ((first, Mm(156)), (across, Mm(257))):
        total = sum(cell.width or 0 for cell in table.rows[0].cells)
        assert abs(total - width) < Mm(0.2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_stay_texts(lang: Lang) -> None:
    data = docx_bytes(paper(lang))
    words = words_of(data)
    for text in HARMFUL:
        assert f" | {clean(text).replace(chr(10), '/')} | " in words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u2066\ud800\uffff]", words)
    assert "hyperlink" not in parts(data)["word/document.xml"].lower().replace("=hyperlink", "")


def test_a_line_end_in_a_paragraph_begins_another(written: bytes) -> None:
    assert "依据:第八条\n第九条\n" in words_of(written)


def test_who_signs_stands_together(written: bytes) -> None:
    lines = [
        p for p in opened(written).paragraphs if "【　　】" in p.text and p.paragraph_format.right_indent
    ]
    assert [p.paragraph_format.keep_with_next for p in lines] == [True, False]


def test_what_stands_before_the_signature_stays_with_it() -> None:
    blocks = (Para("正文。"), Attached("附件：", ("甲",)), Signature(("审核人：", "日期")))
    *kept, last = opened(docx_bytes(Paper("题", "zh", date(2025, 11, 3), blocks))).paragraphs[1:]
    assert all(p.paragraph_format.keep_with_next for p in kept) and not last.paragraph_format.keep_with_next


def test_the_heading_of_an_annex_stays_with_its_table(written: bytes) -> None:
    marks = [p for p in opened(written).paragraphs if p.style is not None and p.style.name == "Annex"]
    assert marks and all(p.paragraph_format.keep_with_next for p in marks)


def test_a_high_row_may_go_on_on_the_next_page_and_is_read_from_its_top() -> None:
    table = Table((Column("甲", 1),), (("短",), ("长\n" * 40,)))
    _, short, high = opened(docx_bytes(Paper("题", "zh", date(2025, 11, 3), (table,)))).tables[0].rows
    torn = [row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is None for row in (short, high)]
    assert torn == [False, True]
    top, middle = WD_CELL_VERTICAL_ALIGNMENT.TOP, WD_CELL_VERTICAL_ALIGNMENT.CENTER
    assert [row.cells[0].vertical_alignment for row in (short, high)] == [middle, top]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_digits_are_not_called_chinese(lang: Lang) -> None:
    """Else some programs break a number at the end of a line."""
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>' in parts(docx_bytes(paper(lang)))["word/styles.xml"]

"""The template of a ledger: what is written is read back, the same bytes each time, as offices want it laid out."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Lang
from guiju.engine.document.read_workbook import read_workbook
from guiju.engine.document.workbook import SheetCell
from guiju.engine.ledger.columns import Result, columns, results, says_nothing, stands_below
from guiju.engine.ledger.columns import column_of as known_column
from guiju.engine.ledger.model import Row
from guiju.engine.ledger.template import Filled, Value, example, template
from hypothesis import given, settings
from hypothesis import strategies as st

from .making_workbooks import codes, read

LANGS: tuple[Lang, ...] = ("zh", "en")
SHEET = "xl/worksheets/sheet1.xml"


def xml(data: bytes, part: str = SHEET) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(part).decode("utf-8")


def values(row: Row) -> dict[str, Value]:
    """What a row says, by the keys of the columns."""
    given = {column.key: getattr(row, column.key) for column in columns()}
    return {key: found.value for key, found in given.items() if found is not None}


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_template_lacks_documents_only(tmp_path: Path, lang: Lang) -> None:
    ledger = read(template(lang), tmp_path)
    assert codes(ledger) == ["X005"] and ledger.header == 1
    assert [key for key, _ in ledger.columns] == [column.key for column in columns()]


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_is_read_without_a_problem(tmp_path: Path, lang: Lang) -> None:
    row = example(lang)
    ledger = read(template(lang, [row]), tmp_path)
    assert codes(ledger) == [] and values(ledger.rows[0]) == row
    assert ledger.rows[0].last_day is not None and ledger.rows[0].last_day.cell == "K2"


@pytest.mark.parametrize("lang", LANGS)
def test_two_runs_give_the_same_bytes(lang: Lang) -> None:
    assert template(lang, [example(lang)]) == template(lang, [example(lang)])
    assert template("zh") != template("en")
    assert xml(template(lang), "docProps/core.xml").count("2020-01-01T00:00:00Z") == 2
    with zipfile.ZipFile(io.BytesIO(template(lang))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("lang", LANGS)
def test_the_layout(tmp_path: Path, lang: Lang) -> None:
    data = template(lang, [example(lang)])
    sheet = xml(data)
    assert '<pane xSplit="2" ySplit="1"' in sheet and '<autoFilter ref="A1:V2"/>' in sheet
    assert "<f>" not in sheet and 'orientation="landscape"' in sheet
    widths = [float(w) for w in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', sheet)]
    assert len(widths) >= 15 and max(widths) > 35
    lists = re.findall(r"<dataValidation type=\"list\".*?</dataValidation>", sheet, re.S)
    assert any(
        f'<formula1>"{",".join(w.text.in_lang(lang) for w in results().values())}"' in x for x in lists
    )
    dates = re.findall(r'<dataValidation type="date" errorStyle="warning"[^>]*sqref="([A-Z]+)2:', sheet)
    assert dates == ["H", "I", "J", "M"]
    comments = xml(data, "xl/comments1.xml")
    assert comments.count("<comment ") == len(columns())
    assert all(column.say.in_lang(lang).split("“")[0] in comments for column in columns())
    names = [c.text for c in read_book(data, tmp_path) if c.row == 1]
    assert names == [column.name.in_lang(lang) for column in columns()]


def read_book(data: bytes, folder: Path) -> list[SheetCell]:
    path = folder / "t.xlsx"
    path.write_bytes(data)
    return list(read_workbook(path).book.sheets[0].cells)


def test_lists_fit_into_what_excel_allows() -> None:
    for lang in LANGS:
        assert len(",".join(word.text.in_lang(lang) for word in results().values())) <= 255
    assert all(len(column.say.zh) < 250 and column.width >= 6 for column in columns())


def _holds(text: str) -> bool:
    """Whether a cell with this text is one that holds something of its own."""
    return not says_nothing(text) and not stands_below(text) and known_column(text) is None


SIGNS = st.characters(exclude_categories=("C", "Z"), exclude_characters="\\", max_codepoint=0x9FFF)
WORDS = st.text(SIGNS, min_size=1, max_size=30).filter(_holds)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join).filter(_holds)
DAYS = st.dates(date(1950, 1, 1), date(2199, 12, 31))
TERMS = st.builds(Duration, st.integers(1, 99), st.just("year")) | st.builds(
    Duration, st.integers(1, 1_000), st.just("month")
)
NORMS = st.lists(
    st.text("法条例办规定甲乙第三条", min_size=1).map("《{}》".format), min_size=1, max_size=4
).map(tuple)
RESULTS: st.SearchStrategy[Result] = st.sampled_from(sorted(results()))
BY_KIND: dict[str, st.SearchStrategy[Value]] = {
    "text": WORDS,
    "lines": LINES,
    "day": DAYS,
    "deadline": DAYS,
    "norms": NORMS,
    "path": st.text("文本甲a1./", min_size=1).filter(lambda t: t[0] != "/" and ".." not in t and _holds(t)),
    "result": RESULTS,
}
NEEDED = {"title": WORDS}
OTHERS = {
    column.key: BY_KIND.get(column.holds, DAYS if column.key == "valid_until" else TERMS)
    for column in columns()
    if not column.needed
}
DOCUMENTS = st.lists(st.fixed_dictionaries(NEEDED, optional=OTHERS), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.sampled_from(LANGS))
def test_what_is_written_is_read(rows: list[Filled], lang: Lang) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = read(template(lang, rows), Path(folder))
    assert [d.code for d in ledger.diagnostics if d.severity == "error"] == []
    assert [values(row) for row in ledger.rows] == rows

"""The outputs of the sample review, held in files (GUIJU_UPDATE_GOLDEN=1 writes them anew), and what each must be."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import jsonschema
import pytest
from guiju.engine.diagnostics.text import Lang, plain
from guiju.engine.portfolio.model import Entry, Reason, Review, Reviewed
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.layout.csv_table import MARK
from guiju.engine.report.review.csv import render_review_csv
from guiju.engine.report.review.html import render_review_html
from guiju.engine.report.review.json import render_review_json, review_schema
from guiju.engine.report.review.sheet import COLUMNS, sheet_rows
from guiju.engine.report.review.text import render_review
from msgspec.structs import replace

from .reviewing import TESTS, sample

GOLDEN = TESTS / "golden" / "review"
SCHEMA = TESTS.parent / "docs" / "review-schema.json"
LANGS: tuple[Lang, Lang] = ("zh", "en")


def hold(path: Path, text: str) -> None:
    if os.environ.get("GUIJU_UPDATE_GOLDEN") == "1":
        path.write_text(text, "utf-8", newline="\n")
    assert path.read_bytes().decode("utf-8") == text


@pytest.mark.parametrize("lang", LANGS)
def test_text(lang: Lang) -> None:
    hold(GOLDEN / f"review.{lang}.txt", render_review(sample(), lang))


@pytest.mark.parametrize("lang", LANGS)
def test_html(lang: Lang) -> None:
    hold(GOLDEN / f"review.{lang}.html", render_review_html(sample(), lang))


@pytest.mark.parametrize("lang", LANGS)
def test_csv(lang: Lang) -> None:
    hold(GOLDEN / f"review.{lang}.csv", render_review_csv(sample(), lang))


def test_json() -> None:
    hold(GOLDEN / "review.json", render_review_json(sample()))


def test_the_published_schema_is_that_of_the_model_and_fits_the_report() -> None:
    hold(SCHEMA, json.dumps(review_schema(), ensure_ascii=False, indent=2) + "\n")
    jsonschema.validate(json.loads(render_review_json(sample())), review_schema())


def test_the_counts_add_up() -> None:
    report = json.loads(render_review_json(sample()))
    assert sum(report["counts"].values()) == len(report["documents"]) == 9


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 100])
def test_no_line_of_the_text_is_longer_than_the_terminal(lang: Lang, width: int) -> None:
    lines = render_review(sample(), lang, width=width).splitlines()
    assert max(columns(line) for line in lines) <= max(width, 92)


def test_nothing_heuristic_is_called_unlawful() -> None:
    for text in (render_review(sample(), "zh"), render_review_html(sample(), "zh")):
        assert "违法" not in text and "无效" not in text


def test_the_page_escapes_what_documents_hold() -> None:
    page = render_review_html(_with(Entry(1, "<script>alert(1)</script>")), "zh")
    assert "<script>" not in page and "&lt;script&gt;" in page


# --- CSV ------------------------------------------------------------------------------------------------------


def test_csv_is_read_back_with_a_row_for_each_document() -> None:
    text = render_review_csv(sample(), "zh")
    assert text.startswith(MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(MARK))))
    assert [row["清理意见"] for row in rows][:3] == ["继续有效", "宣布失效", "废止"]
    assert rows[0]["施行日期"] == "2023-04-01" and len(rows[0]) == len(COLUMNS)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_csv_runs_nothing(text: str) -> None:
    table = csv.reader(io.StringIO(render_review_csv(_with(Entry(1, text, note=text)), "zh")[1:]))
    for cell in list(table)[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_the_sheet_has_dates_as_dates() -> None:
    (first, *_) = sheet_rows(sample(), "zh")
    value = dict(zip((c.key for c in COLUMNS), first, strict=True))["effective"]
    assert value is not None and not isinstance(value, str | int)


def _with(entry: Entry) -> Review:
    """The sample with one document, which has one reason."""
    reason = Reason("期满", plain(entry.title))
    return replace(sample(), reviewed=(Reviewed(entry, "lapse", reasons=(reason,)),))

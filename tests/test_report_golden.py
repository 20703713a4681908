"""The whole output for the sample verdicts, held in files; GUIJU_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.verdict.html import render_html
from guiju.engine.report.verdict.json import render_json, report_schema
from guiju.engine.report.verdict.text import render_diagnostics, render_summary, render_text

from tests.test_report_samples import EARLY, FULL, PROBLEM, RESULTS, WARNING

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "report"
SCHEMA = ROOT / "docs" / "report-schema.json"
SOURCES = {"bad.yaml": Source("bad.yaml", "程序: 决策\n  - {步骤: 合法性申查, 日期: 2019-10-10}\n")}
LANGS: tuple[Lang, Lang] = ("zh", "en")


def hold(path: Path, text: str) -> None:
    if os.environ.get("GUIJU_UPDATE_GOLDEN") == "1":
        path.write_text(text, "utf-8", newline="\n")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("lang", LANGS)
def test_text(lang: Lang) -> None:
    hold(GOLDEN / f"full.{lang}.txt", render_text(FULL, lang))
    hold(GOLDEN / f"full-all.{lang}.txt", render_text(FULL, lang, show_all=True, width=72))
    hold(GOLDEN / f"early.{lang}.txt", render_text(EARLY, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_diagnostics_and_summary(lang: Lang) -> None:
    hold(GOLDEN / f"diagnostics.{lang}.txt", render_diagnostics([WARNING, PROBLEM], SOURCES, lang))
    hold(GOLDEN / f"summary.{lang}.txt", render_summary(RESULTS, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_html(lang: Lang) -> None:
    hold(GOLDEN / f"report.{lang}.html", render_html(RESULTS, lang, sources=SOURCES))


def test_json() -> None:
    hold(GOLDEN / "report.json", render_json(RESULTS))


def test_the_published_schema_is_that_of_the_model() -> None:
    hold(SCHEMA, json.dumps(report_schema(), ensure_ascii=False, indent=2) + "\n")

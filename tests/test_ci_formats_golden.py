"""The whole output of every format, held in files; GUIJU_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.github import ci_github
from guiju.engine.report.ci.gitlab import ci_gitlab
from guiju.engine.report.ci.junit import ci_junit
from guiju.engine.report.ci.markdown import check_markdown
from guiju.engine.report.ci.model import CiRun
from guiju.engine.report.ci.sarif import ci_sarif
from guiju.engine.report.gate.html import gate_html
from guiju.engine.report.gate.markdown import gate_markdown

from .ci_samples import FOLDER, gates, runs
from .test_report_golden import SOURCES, hold
from .test_report_samples import RESULTS

GOLDEN = Path(__file__).parent / "golden" / "ci"
LANGS: tuple[Lang, Lang] = ("zh", "en")
GATES = ("no", "yes", "depends")


def outputs(run: CiRun, lang: Lang) -> Iterator[tuple[str, str]]:
    yield "sarif", ci_sarif(run, lang, "0.0.0")
    yield "junit.xml", ci_junit(run, lang)
    yield "github.txt", ci_github(run, lang)
    yield "gitlab.json", ci_gitlab(run, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["check", "gate-no", "gate-depends"])
def test_formats_for_machines(name: str, lang: Lang) -> None:
    for form, text in outputs(runs()[name], lang):
        hold(GOLDEN / f"{name}.{lang}.{form}", text)


@pytest.mark.parametrize("lang", LANGS)
def test_markdown(lang: Lang) -> None:
    hold(GOLDEN / f"check.{lang}.md", check_markdown(RESULTS, lang, FOLDER, sources=SOURCES))
    for answer in GATES:
        hold(GOLDEN / f"gate-{answer}.{lang}.md", gate_markdown(gates()[answer], lang, FOLDER))


@pytest.mark.parametrize("lang", LANGS)
def test_pages(lang: Lang) -> None:
    hold(GOLDEN / f"gate-no.{lang}.html", gate_html(gates()["no"], lang))

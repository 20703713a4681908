"""The two front pages say the same thing, and what they show is what the program prints."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from guiju.cli.main import _COMMANDS
from guiju.engine.diagnostics.text import Lang
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.drawing import draw_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.verdict.text import render_text

ROOT = Path(__file__).parent.parent
PAGES: dict[Lang, Path] = {"zh": ROOT / "README.zh.md", "en": ROOT / "README.md"}
CASE = Path("fixtures/decisions/05_review_skipped.yaml")
ON = date(2026, 11, 26)
LANGS: tuple[Lang, ...] = ("zh", "en")


def _page(lang: Lang) -> str:
    return PAGES[lang].read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_session_shown_is_what_check_prints(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"```console\n\$ check [^\n]+\n(.*?)```", _page(lang), re.S)
    assert shown is not None
    verdict = check_file(load_library()[0], CASE, Looking(ON)).verdict
    assert verdict is not None
    assert shown.group(1).rstrip("\n") == render_text(verdict, lang).rstrip("\n")


@pytest.mark.parametrize("lang", LANGS)
def test_the_picture_shown_is_what_graph_draws(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    verdict = check_file(load_library()[0], CASE, Looking(ON)).verdict
    assert verdict is not None
    picture = ROOT / "docs" / "images" / f"review_skipped.{lang}.svg"
    assert picture.read_text("utf-8").rstrip("\n") == draw_case(verdict, "svg", lang).rstrip("\n")


def test_both_pages_have_the_same_shape() -> None:
    def shape(page: str) -> list[str]:
        kinds = re.findall(r"^(#+) |^(```\w+)|^\|( )", page, re.M)
        return ["".join(k) for k in kinds]

    assert shape(_page("zh")) == shape(_page("en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_is_listed(lang: Lang) -> None:
    for name in _COMMANDS:
        assert f"guiju {name}" in _page(lang), name


@pytest.mark.parametrize("lang", LANGS)
def test_links_lead_somewhere(lang: Lang) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", _page(lang)):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    from guiju.cli.main import _guiju

    result = CliRunner().invoke(_guiju, [name, "--help"])
    assert result.exit_code == 0 and "--lang" in result.output

"""What docs/citations.md says is what the program does. GUIJU_UPDATE_GOLDEN=1 draws the pictures of the page anew."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from guiju.engine.diagnostics.text import Lang
from guiju.engine.norms.lookup import State, shipped_norms
from guiju.engine.norms.norm_files import further_files
from guiju.engine.portfolio.impact import Way
from guiju.engine.textcase.values import STATES

from .command_line import ROOT, run
from .pages import blocks, show, table

DOCS = ROOT / "docs"
PAGES: dict[Path, Lang] = {DOCS / "citations.md": "en", DOCS / "citations.zh.md": "zh"}


@pytest.fixture(params=PAGES, ids=show)
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page, in a folder that holds its documents."""
    found: Path = request.param
    for block in blocks(found):
        if name := re.fullmatch(r"text file=(\S+)", block.info):
            (tmp_path / name[1]).write_text(block.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return found


def test_the_run_that_it_shows(page: Path) -> None:
    (shown,) = [block for block in blocks(page) if block.info == "console"]
    command, _, out = shown.text.partition("\n")
    arguments = command.removeprefix("$ guiju ").split()
    arguments = arguments[: arguments.index("--lang")] if "--lang" in arguments else arguments
    ended = run(*arguments, lang=PAGES[page])
    assert ended.code == 0 and ended.out == out


def test_the_picture_that_it_shows(page: Path) -> None:
    lang = PAGES[page]
    kept = DOCS / "images" / f"citations.{lang}.svg"
    drawn = run("graph", ".", "--on", "2025-06-01", lang=lang).out
    if os.environ.get("GUIJU_UPDATE_GOLDEN"):
        kept.write_text(drawn, encoding="utf-8", newline="\n")
    assert kept.name in page.read_text("utf-8")
    assert kept.read_text("utf-8").rstrip("\n") == drawn.rstrip("\n")


def test_the_keys_of_the_json_are_the_ones_listed(page: Path) -> None:
    data = json.loads(run("impact", "合同法", ".", "--format", "json").out)
    listed = [key.strip(" `") for row in table(page, "impact json") for key in row[0].split(",")]
    assert listed == list(data)


def test_the_ways_and_the_states_are_all_there(page: Path) -> None:
    assert [row[0].strip("`") for row in table(page, "ways")] == list(get_args(Way))
    states = {row[0].strip("`"): row[1] for row in table(page, "states")}
    assert states == {state: STATES[state] for state in get_args(State)}


def test_the_entry_that_it_shows_is_in_the_catalogue(page: Path) -> None:
    (shown,) = [yaml.safe_load(block.text) for block in blocks(page) if block.info == "yaml"]
    shipped = [yaml.safe_load(p.read_text("utf-8"))["norms"] for p in further_files(ROOT / "rules" / "norms")]
    for key, entry in shown.items():
        assert entry in [norms.get(key) for norms in shipped]
    assert len(shipped_norms().by_key) > 300

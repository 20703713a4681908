"""docs/waivers.md shows what the program does, in both languages, and lists the rules that cannot be waived."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from guiju.engine.case.form import WAIVER
from guiju.engine.pipeline.library import load_library

from .command_line import run
from .pages import blocks, headings

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "waivers.md", DOCS / "waivers.zh.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_commands_print_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks(page):
        if "file=" in block.info:
            (tmp_path / block.info.split("file=")[1]).write_text(block.text, "utf-8")
        elif block.info.startswith("sh run"):
            (line,) = block.lines()
            said = run(*shlex.split(line)[1:], lang=None)
            assert f"exit={said.code}" in block.info, said.said
            ran += 1
        elif block.info == "text output":
            assert all(said.says(line) for line in block.lines()), said.said
    assert ran == 3


def test_both_languages_have_the_same_shape() -> None:
    shapes = [
        (
            [(depth, text[:2]) for depth, text in headings(page)][1:],
            [block.info for block in blocks(page)],
            len(re.findall(r"^\|", page.read_text("utf-8"), re.M)),
        )
        for page in PAGES
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_key_is_documented(page: Path) -> None:
    text = page.read_text("utf-8")
    for key in WAIVER.values():
        zh, en = key.spellings
        assert f"`{en}`" in text and re.search(rf"[| 、]{zh}[ 、,|]", text), key


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_rules_that_cannot_be_waived_are_listed(page: Path) -> None:
    listed = page.read_text("utf-8").rpartition("\n## 5.")[2]
    rows = [line.split("|")[1] for line in listed.splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.split(r"[、,]\s*", row.strip())}
    marked = {r.id for r in load_library()[0].rules if r.not_waivable is not None}
    assert marked and marked <= named and len(named) == len(marked) + 1  # the head of the table

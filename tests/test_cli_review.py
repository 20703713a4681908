"""`guiju review` on the command line, with the rules that are shipped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.portfolio.codes import CODES

from .command_line import ROOT, process, run
from .pages import table
from .reviewing import FOLDER

ON = ("--on", "2026-11-24")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "文件").mkdir()
    return tmp_path / "文件"


def put(folder: Path, *names: str) -> Path:
    for name in names:
        shutil.copy(FOLDER / name, folder)
    return folder


def test_something_has_lapsed(folder: Path) -> None:
    ended = run("review", put(folder, "02_夜间集市管理办法.txt"), *ON)
    assert ended.code == 1 and ended.says("1 件", "宣布失效 1", "有效期至 2021-04-30 届满")


def test_something_cannot_be_read(folder: Path) -> None:
    ended = run("review", put(folder, "02_夜间集市管理办法.txt", "06_坏文件.docx"), *ON)
    assert ended.code == 2 and ended.says("宣布失效 1 · 待核 1", "Word 文件已损坏")


def test_only_questions(folder: Path) -> None:
    (folder / "甲.yaml").write_text(
        "案卷: 甲办法\n程序: 规范性文件\n机关: {名称: 甲镇, 层级: 乡镇}\n步骤: []\n", "utf-8"
    )
    ended = run("review", folder, *ON)
    assert ended.code == 3 and ended.says("待核 1", "没有文本")


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_two_runs_give_the_same_bytes(form: str, folder: Path, tmp_path: Path) -> None:
    put(folder, "02_夜间集市管理办法.txt", "04_摊点管理办法.md", "04_摊点管理办法.yaml", "06_坏文件.docx")
    for n in (1, 2):
        assert run("review", folder, *ON, "--format", form, "-o", tmp_path / f"{n}.out").code == 2
    assert (tmp_path / "1.out").read_bytes() == (tmp_path / "2.out").read_bytes()


def test_json_names_the_exit_code(folder: Path) -> None:
    ended = run("review", put(folder, "02_夜间集市管理办法.txt"), *ON, "--format", "json")
    report = json.loads(ended.out)
    assert report["schema"] == "guiju.review/1" and report["exit_code"] == ended.code == 1


def test_nothing_to_review(folder: Path) -> None:
    ended = run("review", folder, *ON)
    assert ended.code == 2 and "V002" in ended.err and not ended.out


def test_neither_a_folder_nor_a_ledger(folder: Path) -> None:
    put(folder, "02_夜间集市管理办法.txt")
    ended = run("review", folder / "02_夜间集市管理办法.txt", *ON, lang="en")
    assert ended.code == 2 and ended.says("neither a folder nor a ledger", "guiju check")
    assert run("review", folder / "没有", *ON).code == 2


def test_no_input_is_written_over(folder: Path) -> None:
    put(folder, "02_夜间集市管理办法.txt")
    before = (folder / "02_夜间集市管理办法.txt").read_bytes()
    assert run("review", folder, *ON, "-o", folder / "02_夜间集市管理办法.txt").code == 2
    assert (folder / "02_夜间集市管理办法.txt").read_bytes() == before


def test_no_bar_where_nobody_looks(folder: Path) -> None:
    for n in range(12):
        shutil.copy(FOLDER / "02_夜间集市管理办法.txt", folder / f"{n}.txt")
    ended = process("review", folder, *ON, "--lang", "zh")
    assert ended.err == "" and "12 件" in ended.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_code_is_on_its_page(lang: Lang) -> None:
    page = ROOT / "docs" / ("diagnostics.md" if lang == "en" else "diagnostics.zh.md")
    found = [row[:2] for row in table(page, "review codes")]
    assert found == [[code, name.in_lang(lang)] for code, name in CODES.items()]

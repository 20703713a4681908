"""A fault of the program in one file of many is told as a problem of that file: the others are judged, and the exit code
is 2."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.model import RawDocument
from guiju.engine.document.structure import structure
from guiju.engine.document.tree import Document
from guiju.engine.pipeline.check import Looking, check_paths
from guiju.engine.pipeline.documents import look_at_documents
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.reviewing import listing, looked_at

from .command_line import FIXTURES, Ended, run

ON = ("--on", "2026-11-24")
TEXT = "{}镇集市管理办法\n第一条 为了管理集市,制定本办法。\n第二条 本办法自2020年1月1日起施行。\n"
CASE = "案卷: 丁\n程序: 规范性文件\n机关: {名称: 丁镇, 层级: 乡镇}\n步骤: []\n"


@pytest.fixture(autouse=True)
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of which the program makes nothing: those called 乙."""

    def breaks(raw: RawDocument) -> Document:
        if "乙" in Path(raw.name).name:
            raise LookupError("在很深\n的地方")
        return structure(raw)

    monkeypatch.setattr("guiju.engine.pipeline.texts.structure", breaks)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    for name in "甲乙丙":
        (folder / f"{name}.txt").write_text(TEXT.format(name), "utf-8")
    return folder


def told_of_one(ended: Ended) -> None:
    assert ended.code == 2 and "Traceback" not in ended.said
    assert ended.says("G010", "LookupError", "GUIJU_DEBUG") and ended.out.count("错误 G010") == 1
    assert ended.says("甲镇集市管理办法", "丙镇集市管理办法")


def test_texts_that_are_checked(folder: Path) -> None:
    ended = run("check", folder, *ON)
    told_of_one(ended)
    assert run("check", folder, *ON, lang="en").says("internal error", "LookupError")


def test_documents_that_are_listed(folder: Path) -> None:
    ended = run("document", folder, *ON)
    told_of_one(ended)


def test_cases_with_their_texts(folder: Path) -> None:
    for name in "甲乙":
        (folder / f"{name}.yaml").write_text(CASE.replace("丁", name) + f"文本: {name}.txt\n", "utf-8")
    ended = run("check", folder, *ON)
    assert ended.code == 2 and ended.says("甲镇集市管理办法") and ended.out.count("错误 G010") == 1
    assert ended.says("乙.txt 错误 G010", "—— 乙(2026-11-24 所见)")


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "json", "html", "txt"])
def test_a_review_is_written(form: str, folder: Path, tmp_path: Path) -> None:
    written = tmp_path / f"清理.{form}"
    ended = run("review", folder, *ON, "-o", written)
    assert ended.code == 2 and "Traceback" not in ended.said and written.stat().st_size > 0
    if form in ("csv", "json", "html", "txt"):
        text = written.read_text("utf-8")
        assert "LookupError" in text and "甲镇集市管理办法" in text and "丙镇集市管理办法" in text


def test_a_review_on_the_screen(folder: Path) -> None:
    (folder / "乙.yaml").write_text(CASE, "utf-8")
    ended = run("review", folder, *ON)
    assert ended.code == 2 and ended.says("3 件", "LookupError", "乙.txt")


def test_a_case_of_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RecursionError("too deep")

    (folder / "己.yaml").write_text(CASE, "utf-8")
    monkeypatch.setattr("guiju.engine.pipeline.check.text_beside", breaks)
    ended = run("check", FIXTURES / "05_review_skipped.yaml", folder / "己.yaml", folder / "甲.txt", *ON)
    assert ended.code == 2 and ended.says("G010", "RecursionError", "甲镇集市管理办法")


def test_an_opinion_says_it(folder: Path) -> None:
    ended = run("opinion", folder / "乙.txt", *ON)
    assert ended.code == 2 and ended.says("G010", "LookupError")


def test_the_details_come_on_request(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIJU_DEBUG", "1")
    program, looking = load_library()[0], Looking(date(2026, 11, 24))
    (folder / "乙.yaml").write_text(CASE, "utf-8")
    _, filed = listing(program, folder)
    for run_of_all in (
        check_paths(program, [folder / "甲.txt", folder / "乙.txt"], looking),
        look_at_documents([folder], looking.on),
        looked_at(program, filed, looking),
    ):
        with pytest.raises(LookupError, match="在很深"):
            list(run_of_all)


def test_a_refusal_is_no_fault() -> None:
    refusal = Diagnostic("C001", Text("甲", "a"))
    assert problems_of(Refused([refusal]), "甲.txt") == (refusal,)

"""`guiju opinion`: from a case, a document or both; forms, places, mistakes, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command_line import FIXTURES, ROOT, run
from .office_files import words_of
from .text_documents import MEASURES

LATE = ROOT / "fixtures" / "documents" / "06_published_late.yaml"
ON = ("--on", "2025-02-01")


@pytest.fixture
def measures(tmp_path: Path) -> Path:
    path = tmp_path / "集市办法.txt"
    path.write_text("\n".join(MEASURES), "utf-8")
    return path


def test_a_case_becomes_a_word_file(tmp_path: Path) -> None:
    to = tmp_path / "意见书.docx"
    ended = run("opinion", LATE, *ON, "-o", to)
    assert (ended.code, ended.said) == (0, "")
    words = words_of(to.read_bytes())
    assert words.startswith("合法性审核意见书\n") and "送审单位：县商务局\n" in words
    assert "实际2025年1月3日，迟4日" in words and "☑程序应予补正" in words
    run("opinion", LATE, *ON, "-o", tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == to.read_bytes()


def test_a_decision_is_reviewed_and_a_document_examined(tmp_path: Path) -> None:
    ended = run("opinion", FIXTURES / "05_review_skipped.yaml", "--on", "2026-11-24")
    assert ended.code == 0 and ended.out.startswith("合法性审查意见书\n")


def test_on_the_screen_it_is_text_and_by_its_suffix_markdown(tmp_path: Path) -> None:
    assert run("opinion", LATE, *ON).out.startswith("合法性审核意见书\n")
    to = tmp_path / "opinion.md"
    assert run("opinion", LATE, *ON, "-o", to, lang="en").code == 0
    assert to.read_text("utf-8").startswith("# Legality Examination Opinion\n")
    assert run("opinion", LATE, *ON, "--format", "markdown", lang="en").out == to.read_text("utf-8")


def test_a_document_alone_is_read_and_its_content_looked_at(measures: Path, tmp_path: Path) -> None:
    ended = run("opinion", measures, "--on", "2022-01-01")
    assert ended.code == 0 and ended.says("文号：云府规〔2021〕8号", "没有案卷，本次没有看办理过程")


def test_a_case_with_its_text_has_both(measures: Path, tmp_path: Path) -> None:
    case = tmp_path / "案卷.yaml"
    case.write_text(f"文本: {measures.name}\n" + LATE.read_text("utf-8"), "utf-8")
    ended = run("opinion", case, *ON)
    assert ended.code == 0
    assert ended.says("送审单位：县商务局", "文号：云府规〔2021〕8号", measures.name)
    assert not ended.says("没有文件文本") and not ended.says("没有案卷，")


def test_a_text_that_cannot_be_read_is_said_and_is_exit_code_2(tmp_path: Path) -> None:
    case = tmp_path / "案卷.yaml"
    case.write_text("文本: 没有.docx\n" + LATE.read_text("utf-8"), "utf-8")
    to = tmp_path / "opinion.docx"
    ended = run("opinion", case, *ON, "-o", to)
    assert ended.code == 2 and ended.says("没有.docx")
    assert "文件文本读不了" in words_of(to.read_bytes())


def test_what_cannot_be_read_leaves_no_file(tmp_path: Path) -> None:
    broken, to = tmp_path / "broken.docx", tmp_path / "opinion.docx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    ended = run("opinion", broken, *ON, "-o", to)
    assert ended.code == 2 and ended.err and not to.exists()


def test_a_word_file_needs_a_place_and_never_replaces_an_input(measures: Path) -> None:
    ended = run("opinion", LATE, *ON, "--format", "docx")
    assert ended.code == 2 and ended.says("请加 -o 文件.docx")
    before = measures.read_bytes()
    ended = run("opinion", measures, *ON, "-o", measures)
    assert ended.code == 2 and measures.read_bytes() == before


def test_a_name_of_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    for name, more in (("x.pdf", ()), ("x.docx", ("--format", "markdown"))):
        ended = run("opinion", LATE, *ON, *more, "-o", tmp_path / name)
        assert ended.code == 2 and ended.says(".txt .md .docx") and not list(tmp_path.iterdir())

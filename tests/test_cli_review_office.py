"""`guiju review` into files of an office program."""

from __future__ import annotations

from pathlib import Path

from .command_line import run
from .office_files import parts, words_of
from .reviewing import FOLDER

ON = ("--on", "2026-11-24")


def test_the_report_and_the_workbook_by_their_suffixes(tmp_path: Path) -> None:
    report, workbook = tmp_path / "清理报告.docx", tmp_path / "清理.xlsx"
    assert run("review", FOLDER, *ON, "-o", report).code == 2
    assert run("review", FOLDER, *ON, "--format", "xlsx", "-o", workbook).code == 2
    assert "行政规范性文件清理情况的报告" in words_of(report.read_bytes())
    assert "清理意见表" in parts(workbook.read_bytes())["xl/workbook.xml"]


def test_they_need_a_place() -> None:
    for form in ("docx", "xlsx"):
        ended = run("review", FOLDER, *ON, "--format", form)
        assert ended.code == 2 and ended.says(f"请加 -o 文件.{form}") and not ended.out

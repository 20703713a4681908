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


def test_a_name_of_another_kind_of_file_is_refused_and_the_formats_are_named(tmp_path: Path) -> None:
    for name, more in (("x.pdf", ()), ("x.doc", ()), ("x.docx", ("--format", "json"))):
        ended = run("review", FOLDER, *ON, *more, "-o", tmp_path / name)
        assert ended.code == 2 and ended.says(".txt .json .csv .html .docx .xlsx") and not ended.out
    assert not list(tmp_path.iterdir())


def test_other_forms_too_are_chosen_by_the_suffix(tmp_path: Path) -> None:
    for name, start in (("x.csv", "\ufeff"), ("x.json", "{"), ("x.html", "<!doctype")):
        assert run("review", FOLDER, *ON, "-o", tmp_path / name).code == 2
        assert (tmp_path / name).read_bytes().decode("utf-8").startswith(start)

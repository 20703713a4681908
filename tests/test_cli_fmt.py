"""`guiju fmt`: which files are written, what is said, and how the run ends."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path
from unittest import mock

import pytest

from .command_line import Ended, process, run

CANONICAL = """规则包 样例 {
  版次 "1"
}

规范 样例办法 { 英文 "Sample measures" }
"""
UNTIDY = '规则包 样例｛版次 “1”｝ 规范 样例办法 { 英文 "Sample measures" }'
ENGLISH = 'pack 样例 {\n  edition "1"\n}\n\nnorm 样例办法 { in_english "Sample measures" }\n'
BROKEN = "规则包 样例 {\n  版次\n}\n"


def fmt(*arguments: str | Path, lang: str | None = None) -> Ended:
    return run("fmt", *arguments, lang=lang)


def write(path: Path, text: str = UNTIDY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_written_anew_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.rule")
    ended = fmt(path)
    assert (ended.code, ended.out) == (0, f"已整理 {path}\n")
    assert path.read_text("utf-8") == CANONICAL
    again = fmt(path)
    assert (again.code, again.said) == (0, "")


def test_translating(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.rule", CANONICAL)
    ended = fmt(path, lang="en")
    assert (ended.code, ended.out) == (0, f"formatted {path}\n")
    assert path.read_text("utf-8") == ENGLISH
    assert fmt(path).said == "" and path.read_text("utf-8") == ENGLISH
    assert fmt(path, lang="zh").code == 0
    assert path.read_text("utf-8") == CANONICAL


def test_check_writes_nothing_and_fails(tmp_path: Path) -> None:
    untidy, tidy = write(tmp_path / "甲.rule"), write(tmp_path / "乙.rule", CANONICAL)
    ended = fmt("--check", untidy, tidy)
    assert (ended.code, ended.out) == (1, f"需要整理 {untidy}\n")
    assert untidy.read_text("utf-8") == UNTIDY
    assert fmt("--check", tidy).code == 0


def test_diff_shows_lines_and_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.rule")
    ended = fmt("--diff", path)
    assert ended.code == 0
    assert ended.out.startswith(f"--- {path}\n+++ {path}\n@@ ")
    assert f"-{UNTIDY}\n" in ended.out and '+  版次 "1"\n' in ended.out
    assert path.read_text("utf-8") == UNTIDY
    assert fmt("--diff", "--check", path).code == 1


def test_a_folder_stands_for_the_packs_in_it(tmp_path: Path) -> None:
    inside, deeper = write(tmp_path / "甲.rule"), write(tmp_path / "下级" / "乙.rule")
    other = write(tmp_path / "说明.txt")
    ended = fmt(tmp_path, inside)
    assert ended.code == 0 and ended.out.count("已整理") == 2
    assert deeper.read_text("utf-8") == CANONICAL and other.read_text("utf-8") == UNTIDY
    assert fmt(write(tmp_path / "空" / "x.txt").parent).code == 2


def test_a_file_with_errors_is_left_alone_and_the_others_are_written(tmp_path: Path) -> None:
    broken, untidy = write(tmp_path / "坏.rule", BROKEN), write(tmp_path / "好.rule")
    ended = fmt(broken, untidy, tmp_path / "没有.rule")
    assert ended.code == 2
    assert ended.says(f"{broken}:3:1", "P001", "找不到文件")
    assert broken.read_text("utf-8") == BROKEN and untidy.read_text("utf-8") == CANONICAL


def test_names_nobody_declared_do_not_stop_it(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.rule", "规则包 样例 { }\n应当 甲 { 每一 谁也没有声明的步骤 }")
    assert fmt(path).code == 0
    assert "  每一 谁也没有声明的步骤\n" in path.read_text("utf-8")


def test_names_of_the_library_are_translated(tmp_path: Path) -> None:
    path = write(
        tmp_path / "甲.rule", "规则包 样例 { }\n应当 甲 { 每一 集体讨论 有 合法性审查(结论 = 合法) 先于 本 }"
    )
    assert fmt(path, lang="en").code == 0
    assert (
        "  each collective_discussion\n  has legality_review(conclusion = lawful) before this\n"
        in path.read_text("utf-8")
    )


def test_line_ends_and_byte_order_mark_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "甲.rule"
    path.write_bytes(b"\xef\xbb\xbf" + CANONICAL.replace("\n", "\r\n").encode())
    assert fmt("--check", path).code == 1
    assert fmt(path).code == 0
    assert path.read_bytes() == CANONICAL.encode()


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_the_mode_of_the_file_and_a_link_to_it_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.rule")
    path.chmod(0o640)
    link = tmp_path / "乙.rule"
    link.symlink_to(path)
    assert fmt(link).code == 0
    assert link.is_symlink() and path.read_text("utf-8") == CANONICAL
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {p.name for p in tmp_path.iterdir()} == {"甲.rule", "乙.rule"}


def from_stdin(text: str, *arguments: str) -> Ended:
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8")):
        return fmt("-", *arguments)


def test_standard_input_goes_to_standard_output() -> None:
    assert from_stdin(UNTIDY).out == CANONICAL
    assert from_stdin(CANONICAL, "--lang", "en").out == ENGLISH
    assert (from_stdin(UNTIDY, "--check").code, from_stdin(CANONICAL, "--check").code) == (1, 0)
    broken = from_stdin(BROKEN)
    assert (broken.code, broken.out) == (2, "") and "P001" in broken.err
    assert fmt("-", "x.rule").code == 2


def test_a_case_file_is_not_taken_for_a_pack(tmp_path: Path) -> None:
    path = write(tmp_path / "案卷.yaml", "case: x\n")
    ended = fmt(path)
    assert ended.code == 2 and ended.says("这像案卷文件")
    assert path.read_text("utf-8") == "case: x\n"


def test_help_speaks_both_languages_and_the_command_is_listed() -> None:
    assert "--check" in process("fmt", "--help", "--lang", "en").out
    assert run("fmt", "--help").says("把规则包整理成统一的格式")
    assert "fmt" in run("--help", lang=None).out


def test_the_shipped_packs_are_in_their_canonical_form() -> None:
    ended = run("fmt", "--check", Path(__file__).parents[1] / "rules" / "decision")
    assert ended.code == 0, ended.out

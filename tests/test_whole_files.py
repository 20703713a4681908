"""Problems of a file as a whole: no line or column, the nearest file name, and the system's reasons in both languages."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from guiju.engine.diagnostics.os_errors import os_reason

from .command_line import run


def test_a_missing_file_is_shown_by_name_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "案卷一.yaml").write_text("案卷: 甲\n", encoding="utf-8")
    ended = run("check", tmp_path / "案卷.yaml")
    assert ended.code == 2 and "案卷.yaml:1:1" not in ended.said
    assert ended.says("案卷.yaml 错误 G001 找不到文件", "是不是 案卷一.yaml?")
    assert "did you mean 案卷一.yaml?" in run("check", tmp_path / "案卷.yaml", lang="en").said
    assert "→" not in run("check", tmp_path / "xyz.yaml").said
    assert "目录不存在" in run("check", tmp_path / "没有" / "案卷.yaml").said


def test_an_empty_case_file_tells_how_to_begin(tmp_path: Path) -> None:
    empty = tmp_path / "a.yaml"
    empty.write_bytes(b"")
    ended = run("check", empty)
    assert ended.code == 2 and ":1:1" not in ended.said
    assert ended.says("用 guiju new 重大行政决策 -o 文件 生成样表")
    assert run("check", empty, lang="en").says("guiju new major_decision -o FILE")
    other = tmp_path / "a.rule"
    other.write_bytes(b"")
    assert "guiju new" not in run("lint", other).said


def test_problems_of_files_end_without_a_blank_line(tmp_path: Path) -> None:
    bad = tmp_path / "a.rule"
    bad.write_text("应当\n", encoding="utf-8")
    for ended in (run("lint", bad), run("graph", tmp_path / "a.yaml"), run("schema", "--pack", bad)):
        assert ended.code == 2 and ended.said.endswith("\n") and not ended.said.endswith("\n\n")


@pytest.mark.parametrize(
    "command", [("schema",), ("new", "重大行政决策"), ("graph", "重大行政决策"), ("norms", "list")]
)
def test_reasons_for_not_writing_are_in_the_language_of_the_run(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target, zh, en in (
        (tmp_path / "no" / "x.svg", "目录不存在", "there is no such folder"),
        (tmp_path / "file" / "x.svg", "路径中有一段不是目录", "a part of the path is no folder"),
    ):
        ended = run(*command, "-o", target)
        assert ended.code == 2 and ended.err.startswith("写不了") and zh in ended.err
        assert en in run(*command, "-o", target, lang="en").err
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("target", ["/", "."])
def test_a_folder_is_no_output_file(target: str) -> None:
    ended = run("schema", "-o", target)
    assert ended.code == 2 and "这是目录,请写文件名" in ended.err


def test_reasons_of_the_system() -> None:
    assert os_reason(OSError(errno.ENOSPC, "No space left on device")).zh == "磁盘已满"
    assert os_reason(OSError(errno.EACCES, "x")).en == "no permission"
    assert os_reason(OSError(errno.EXDEV, "odd")).zh == "odd"
    assert os_reason(OSError("odd")).zh == "OSError"


def test_a_folder_without_texts_makes_no_index(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    ended = run("norms", "index", tmp_path, "--out", tmp_path / "out")
    assert ended.code == 2 and ended.said.count("\n") == 1 and "里没有规范文本(.md)" in ended.err
    assert (
        "holds no text of a norm" in run("norms", "index", tmp_path, "--out", tmp_path / "out", lang="en").err
    )
    assert not (tmp_path / "out").exists()

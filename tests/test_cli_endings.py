"""`-o FILE` without `--format`: the form goes by the ending of the name, in every command alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command_line import FIXTURES, run

READY = FIXTURES / "04_before_the_meeting.yaml"
GATE = ("gate", READY, "--before", "集体讨论", "--today", "2026-11-24")
CHECK = ("check", READY, "--on", "2026-11-24")
PLAN = ("plan", READY, "--on", "2026-11-24")


@pytest.mark.parametrize("command", [GATE, CHECK])
@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.json", "{"),
        ("a.html", "<!doctype html"),
        ("A.HTM", "<!doctype html"),
        ("a.sarif", '{\n  "$schema"'),
        ("a.xml", "<?xml"),
        ("a.md", "## "),
    ],
)
def test_the_ending_says_the_form(
    command: tuple[str | Path, ...], name: str, start: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    run(*command, "-o", file)
    assert file.read_text("utf-8").lower().startswith(start.lower())


@pytest.mark.parametrize("command", [GATE, CHECK, PLAN])
@pytest.mark.parametrize("name", ["a.txt", "a", ".hidden"])
def test_no_ending_or_txt_is_text(command: tuple[str | Path, ...], name: str, tmp_path: Path) -> None:
    run(*command, "-o", tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").rstrip("\n") == run(*command).out.rstrip("\n")


@pytest.mark.parametrize(
    "command",
    [
        GATE,
        CHECK,
        PLAN,
        ("coverage",),
        ("explain", "上会前审查"),
        ("opinion", READY),
        ("lint", READY),
        ("verify", READY.parent),
        ("impact", "x.rule", READY),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.yaml"])
def test_an_ending_that_is_none_of_the_forms_is_refused_with_those_that_are(
    command: tuple[str | Path, ...], name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    for lang, words in (("zh", ("写不出", "按文件名能写的有")), ("en", ("cannot write", "by the file name"))):
        ended = run(*command, "-o", file, lang=lang)
        assert ended.code == 2 and ended.says(*words, ".txt"), ended.said
        assert ended.says("--format") is (name == "a.yaml")
        assert not file.exists()


def test_a_form_that_was_asked_for_goes_before_the_name(tmp_path: Path) -> None:
    file = tmp_path / "code-quality.json"
    run(*CHECK, "--format", "gitlab", "-o", file)
    assert file.read_text("utf-8").startswith("[")
    run(*CHECK, "--format", "text", "-o", tmp_path / "a.log")
    assert (tmp_path / "a.log").exists()
    assert run(*CHECK, "--format", "json", "-o", tmp_path / "a.docx").code == 2
    assert run(*CHECK, "-o", tmp_path / "a.log", "--format", "text").code == 0

"""`guiju check` and `guiju gate` with `--format`: exit codes as ever, one file or several, unreadable ones among them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .command_line import FIXTURES, process, run
from .github_runner import parsed

ON = ("--on", "2026-11-24")
BEFORE = ("--before", "集体讨论", "--today", "2026-11-24")
FORMATS = ("sarif", "junit", "github", "gitlab", "markdown")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files below a folder with a blank and Chinese signs in its name: broken, clear, and not to be read."""
    made = tmp_path_factory.mktemp("run") / "案 卷"
    made.mkdir()
    shutil.copy(FIXTURES / "05_review_skipped.yaml", made / "甲.yaml")
    shutil.copy(FIXTURES / "01_county_lawful.yaml", made / "乙.yaml")
    (made / "坏.yaml").write_bytes("案卷: 坏\n".encode("gbk"))
    return made


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_does_not_change_the_exit_code(form: str, folder: Path) -> None:
    for paths, code in (([folder], 2), ([folder / "甲.yaml"], 1), ([folder / "乙.yaml"], 0)):
        plain = run("check", *paths, *ON)
        ended = run("check", *paths, *ON, "--format", form)
        assert plain.code == ended.code == code and ended.out.endswith("\n") and not ended.err


@pytest.mark.parametrize("form", (*FORMATS, "html"))
@pytest.mark.parametrize(("name", "code"), [("03_comment_running", 1), ("04_before_the_meeting", 0)])
def test_neither_for_a_gate(form: str, name: str, code: int) -> None:
    ended = run("gate", FIXTURES / f"{name}.yaml", *BEFORE, "--format", form)
    assert ended.code == code and ended.out and not ended.err


def test_paths_are_relative_to_the_folder_of_the_run(folder: Path) -> None:
    words = ("check", "案 卷", *ON, "--lang", "zh", "--format")
    root = folder.parent
    sarif = json.loads(process(*words, "sarif", folder=root).out)
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["runs"][0]["results"]
    }
    assert uris == {"%E6%A1%88%20%E5%8D%B7/%E7%94%B2.yaml", "%E6%A1%88%20%E5%8D%B7/%E5%9D%8F.yaml"}
    gitlab = json.loads(process(*words, "gitlab", folder=root).out)
    assert {i["location"]["path"] for i in gitlab} == {"案 卷/甲.yaml", "案 卷/坏.yaml"}
    junit = ElementTree.fromstring(process(*words, "junit", folder=root).out)
    assert [s.get("name") for s in junit] == ["案 卷/乙.yaml", "案 卷/坏.yaml", "案 卷/甲.yaml"]
    github = [parsed(line) for line in process(*words, "github", folder=root).out.splitlines()]
    files = {a.properties["file"] for a in github if a is not None and "file" in a.properties}
    assert files == {"案 卷/甲.yaml", "案 卷/坏.yaml"}


def test_an_absolute_path_below_the_folder_of_the_run_is_made_relative(folder: Path) -> None:
    ended = process("check", folder / "甲.yaml", *ON, "--format", "gitlab", folder=folder)
    assert {i["location"]["path"] for i in json.loads(ended.out)} == {"甲.yaml"}


def test_the_strength_asked_for_holds_in_every_format(folder: Path) -> None:
    case = FIXTURES / "05_review_skipped.yaml"
    full, firm = (
        json.loads(run("check", case, *ON, *more, "--format", "sarif").out)["runs"][0]
        for more in ((), ("--strength", "explicit"))
    )
    assert len(firm["tool"]["driver"]["rules"]) < len(full["tool"]["driver"]["rules"])


def test_a_record_is_told_in_every_format(tmp_path: Path, folder: Path) -> None:
    words = ("check", folder / "甲.yaml", *ON, "--record")
    sarif = json.loads(run(*words, tmp_path / "a", "--format", "sarif").out)["runs"][0]
    (note,) = sarif["properties"]["cases"][0]["notes"]
    root = note["en"].rpartition(" ")[2]
    assert len(root) == 64
    for form in ("junit", "github", "gitlab", "markdown"):
        text = run(*words, tmp_path / form, "--format", form).out
        assert "记录 1 · 根 " in text


def test_the_output_goes_into_a_file(tmp_path: Path, folder: Path) -> None:
    written = tmp_path / "report.sarif"
    ended = run("check", folder, *ON, "--format", "sarif", "-o", written)
    assert ended.code == 2 and ended.out == ""
    assert json.loads(written.read_text("utf-8"))["version"] == "2.1.0"

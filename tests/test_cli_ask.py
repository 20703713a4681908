"""`guiju ask` as a user meets it: questions on the screen, answers in the file, nothing else in it changed."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path
from unittest import mock

import pytest

from .command_line import FIXTURES, Ended, run

ON = ("--on", "2026-11-24")
MISSING = FIXTURES / "29_facts_missing.yaml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copy(MISSING, tmp_path / "case.yaml"))


def typed(case: Path, *lines: str, lang: str = "zh") -> Ended:
    with mock.patch.object(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines))):
        return run("ask", case, *ON, lang=lang)


def added(case: Path) -> list[str]:
    """The lines that the file did not have."""
    old = MISSING.read_text("utf-8").splitlines()
    return [line for line in case.read_text("utf-8").splitlines() if line not in old]


def test_the_list_changes_nothing(case: Path) -> None:
    ended = run("ask", case, *ON, "--list")
    assert ended.code == 3
    assert ended.says(
        "还缺 4 项",
        "1 专业性技术性较强",
        "可以答:是 / 否",
        "关系到 1 项判断:专家论证在讨论前",
        "第十九条第一款",
    )
    assert case.read_bytes() == MISSING.read_bytes()


def test_the_list_as_json(case: Path) -> None:
    found = json.loads(run("ask", case, *ON, "--list", "--format", "json").out)
    assert found["open"] == 4
    first = found["questions"][0]
    assert (
        first["about"] == {"fact": "专业性技术性较强"} and first["type"] == "yesno" and first["decides"] == 1
    )
    assert [a["en"] for a in first["answers"]] == ["yes", "no"]
    assert case.read_bytes() == MISSING.read_bytes()


def test_answers_are_written_one_by_one(case: Path) -> None:
    ended = typed(case, "否", "否", "否")
    assert ended.code == 0 and ended.says("问完了")
    assert added(case) == ["  专业性技术性较强: 否", "  须向党委请示报告: 否", "  可能造成不利影响: 否"]


def test_after_an_answer_what_no_longer_matters_is_not_asked(case: Path) -> None:
    ended = typed(case, "", "", "否")
    assert "已作同类评估" not in ended.out.split("可能造成不利影响")[1].split("> 否")[1]


def test_more_is_told_on_request_and_an_answer_may_be_skipped(case: Path) -> None:
    ended = typed(case, "?", "", "unknown", lang="en")
    assert ended.code == 3
    assert ended.says("if highly technical is yes: violated", "if highly technical is no: not applicable")
    assert ended.says("4 still open") and case.read_bytes() == MISSING.read_bytes()


def test_a_wrong_answer_is_asked_again(case: Path) -> None:
    ended = typed(case, "也许", "是")
    assert ended.says("这里要填是或否") and ended.out.count("(还有 4 项)专业性技术性较强") == 2
    assert added(case) == ["  专业性技术性较强: 是"]


def test_answers_given_outright(case: Path) -> None:
    ended = run("ask", case, *ON, "--answer", "highly_technical=no", "--answer", "集体讨论.次序=1", lang="en")
    assert ended.code == 2 and case.read_bytes() == MISSING.read_bytes(), (
        "no name is unknown, or nothing is written"
    )
    ended = run("ask", case, *ON, "--answer", "highly_technical=no", "--answer", "公布.时间=09:30", lang="en")
    assert ended.code == 3 and ended.says("written: highly_technical = no")
    assert added(case)[0] == "  专业性技术性较强: 否"
    assert '时间: "09:30"}' in case.read_text("utf-8")


@pytest.mark.parametrize("given", ["x", "列入目录=否", "专业性技术性较强=大概", "专家论证.通过=是"])
def test_an_answer_that_cannot_be_written(case: Path, given: str) -> None:
    ended = run("ask", case, *ON, "--answer", given)
    assert ended.code == 2 and ended.err and case.read_bytes() == MISSING.read_bytes()


def test_nothing_to_ask(tmp_path: Path) -> None:
    lawful = FIXTURES / "01_county_lawful.yaml"
    ended = run("ask", lawful, *ON, "--list")
    assert ended.code == 0 and ended.says("没有要问的")


def test_a_link_is_followed(case: Path) -> None:
    link = case.with_name("link.yaml")
    link.symlink_to(case)
    assert run("ask", link, *ON, "--answer", "专业性技术性较强=否").code == 3
    assert link.is_symlink() and added(case) == ["  专业性技术性较强: 否"]


def test_line_ends_and_mark_are_kept(case: Path) -> None:
    case.write_bytes(b"\xef\xbb\xbf" + MISSING.read_bytes().replace(b"\n", b"\r\n"))
    assert run("ask", case, *ON, "--answer", "专业性技术性较强=否").code == 3
    data = case.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\n" not in data.replace(b"\r\n", b"")
    assert "专业性技术性较强: 否\r\n".encode() in data


def test_the_skeleton_is_filled_in(tmp_path: Path) -> None:
    case = tmp_path / "new.yaml"
    assert run("new", "major_decision", "-o", case, lang="en").code == 0
    run("ask", case, *ON, "--answer", "highly_technical=yes", lang="en")
    assert "\n  highly_technical: yes  ## yes, no\n" in case.read_text("utf-8")


def test_a_file_that_cannot_be_written_is_said(case: Path) -> None:
    with mock.patch("guiju.cli.ask.write_whole", side_effect=PermissionError(13, "Permission denied")):
        ended = run("ask", case, *ON, "--answer", "专业性技术性较强=否")
    assert ended.code == 2 and ended.says("写不了") and case.read_bytes() == MISSING.read_bytes()


def test_a_case_that_cannot_be_read(tmp_path: Path) -> None:
    assert run("ask", tmp_path / "no.yaml").code == 2
    (tmp_path / "bad.yaml").write_text("程序: 没有\n", encoding="utf-8")
    assert run("ask", tmp_path / "bad.yaml").says("C030")

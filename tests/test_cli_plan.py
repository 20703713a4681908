"""`guiju plan`: answers, formats, exit codes, mistakes."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from .command_line import FIXTURES, run

icalendar: Any = importlib.import_module("icalendar")
RUNNING = FIXTURES / "03_comment_running.yaml"
NEARLY = FIXTURES / "04_before_the_meeting.yaml"
ON = ("--on", "2026-11-24")


def test_the_earliest_day_of_the_meeting_and_the_path_to_it() -> None:
    ended = run("plan", RUNNING, *ON)
    assert ended.code == 0 and ended.out.startswith("集体讨论最早 2026-12-19\n")
    assert ended.says("公开征求意见止 2026-12-07 → 2026-12-08 意见研究采纳(条例第十八条)")
    english = run("plan", RUNNING, *ON, lang="en")
    assert english.says("collective discussion: 2026-12-19 at the earliest", "art. 26 para. 2")


def test_a_meeting_that_leaves_time_gives_the_last_days() -> None:
    ended = run("plan", RUNNING, *ON, "--meeting", "2026-12-31")
    assert ended.code == 0 and ended.says("来得及:集体讨论不晚于 2026-12-31")
    row = next(line for line in ended.out.splitlines() if line.startswith("送审"))
    assert row.split()[:4] == ["送审", "2026-12-09(周三)", "2026-12-21(周一)", "12"]


def test_a_meeting_that_is_too_early_is_exit_code_1_and_says_why() -> None:
    ended = run("plan", RUNNING, *ON, "--meeting", "2026-12-18")
    assert ended.code == 1
    assert ended.says(
        "办不到", "集体讨论最早 2026-12-19,过了最后一天 2026-12-18(所问的日期)", "条例第二十六条第二款"
    )


def test_the_day_after_is_the_first_that_can_be_kept() -> None:
    assert run("plan", RUNNING, *ON, "--meeting", "2026-12-19").code == 0


@pytest.mark.parametrize("asked", ["合法性审查=2026-12-10", "legality_review=2026-12-10"])
def test_any_step_can_be_asked_for_in_either_language(asked: str) -> None:
    assert run("plan", RUNNING, *ON, "--by", asked).says("合法性审查不晚于 2026-12-10")


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "集体讨论=2026-12-18", "--by", "集体讨论=2027-12-31"),
        ("--by", "集体讨论=2026-12-18", "--by", "collective_discussion=2027-12-31"),
        ("--by", "集体讨论=2026-12-18", "--meeting", "2027-12-31"),
        ("--meeting", "2026-12-18", "--by", "集体讨论=2027-12-31"),
    ],
)
def test_of_several_last_days_of_one_step_the_earliest_holds(options: tuple[str, ...]) -> None:
    ended = run("plan", RUNNING, *ON, *options)
    assert ended.code == 1 and ended.says("办不到:集体讨论不晚于 2026-12-18")


def test_all_last_days_asked_for_are_in_the_answer() -> None:
    ended = run("plan", RUNNING, *ON, "--by", "合法性审查=2027-06-01", "--meeting", "2026-12-18")
    assert ended.code == 1
    assert ended.says(
        "办不到:合法性审查不晚于 2027-06-01、集体讨论不晚于 2026-12-18", "集体讨论最早 2026-12-19"
    )


def test_a_step_that_no_rule_asks_for_is_planned_when_asked() -> None:
    assert run("plan", RUNNING, *ON, "--with", "专家论证").says("专家论证:最早 2026-11-24")


def test_each_format_goes_to_the_file_its_name_says(tmp_path: Path) -> None:
    for name in ("p.svg", "p.ics", "p.json", "p.md", "p.txt"):
        assert run("plan", NEARLY, *ON, "--output", tmp_path / name).code == 0
    assert ElementTree.parse(tmp_path / "p.svg").getroot().tag.endswith("svg")
    assert icalendar.Calendar.from_ical((tmp_path / "p.ics").read_bytes()).walk("VEVENT")
    assert json.loads((tmp_path / "p.json").read_text("utf-8"))["exit"] == 0
    assert (tmp_path / "p.md").read_text("utf-8").startswith("# ")
    assert (tmp_path / "p.txt").read_text("utf-8").startswith("集体讨论最早")


def test_the_format_asked_for_goes_before_that_of_the_name() -> None:
    assert json.loads(run("plan", NEARLY, *ON, "--format", "json").out)["on"] == "2026-11-24"


def test_facts_not_stated_are_taken_at_their_worst_and_told(tmp_path: Path) -> None:
    text = RUNNING.read_text("utf-8").replace("  可能造成不利影响: 否\n", "")
    case = tmp_path / "case.yaml"
    case.write_text(text, "utf-8")
    ended = run("plan", case, *ON)
    assert ended.code == 0 and ended.says("取决于案卷没有说明的", "可能造成不利影响", "差别在风险评估")


def test_what_is_broken_and_waived_says_who_signed() -> None:
    for form in ("text", "markdown", "json"):
        ended = run("plan", FIXTURES / "41_waived.yaml", *ON, "--format", form)
        assert ended.says("已放行", "柏洲县县长"), form
    assert run("plan", RUNNING, *ON).out.count("放行") == 0


def test_the_calendar_is_told_where_it_is_not_that_of_today() -> None:
    ended = run("plan", RUNNING, *ON, "--known-on", "2026-11-01")
    assert ended.says("按 2026-11-01 当天已公布的放假通知")
    assert "已公布" not in run("plan", RUNNING, *ON).out


def test_a_file_of_another_kind_is_refused_unless_the_format_is_said(tmp_path: Path) -> None:
    refused = run("plan", RUNNING, *ON, "-o", tmp_path / "plan.pdf")
    assert refused.code == 2 and refused.says("写不出", "plan.pdf", ".ics")
    assert not (tmp_path / "plan.pdf").exists()
    assert run("plan", RUNNING, *ON, "-o", tmp_path / "plan.out", "--format", "svg").code == 0
    assert run("plan", RUNNING, *ON, "-o", tmp_path / "计划").code == 0


def test_a_case_with_nothing_left_says_so() -> None:
    ended = run("plan", FIXTURES / "01_county_lawful.yaml", "--on", "2026-11-24")
    assert ended.code == 0 and ended.out.startswith("没有还要办的步骤\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "合法性审察=2026-12-20"), "没有步骤“合法性审察”,是不是“合法性审查”?"),
        (("--by", "启动决定=2026-12-20"), "“启动决定”已经办过了"),
        (("--by", "合法性审查"), "请写成 步骤=2026-12-20"),
        (("--by", "合法性审查=12月20日"), "不是日期"),
        (("--meeting", "2026-02-30"), "没有 2026-02-30 这一天"),
        (("--with", "不存在的步骤"), "没有步骤“不存在的步骤”"),
    ],
)
def test_mistakes_are_told_plainly(options: tuple[str, ...], said: str) -> None:
    ended = run("plan", RUNNING, *ON, *options)
    assert ended.code == 2 and ended.says(said), ended.said


def test_a_file_that_cannot_be_read_is_exit_code_2(tmp_path: Path) -> None:
    assert run("plan", tmp_path / "none.yaml").code == 2
    broken = tmp_path / "broken.yaml"
    broken.write_text("案卷: [", "utf-8")
    assert run("plan", broken).code == 2


def test_the_case_file_is_never_written_over(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_bytes(RUNNING.read_bytes())
    assert run("plan", case, *ON, "--output", case).code == 2
    assert case.read_bytes() == RUNNING.read_bytes()

"""A case of a year in which no norm of the packs was in force: nothing is asked of it, in a check, a gate or a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import FIXTURES, run

STEPS = """步骤:
  - {步骤: 启动决定, 日期: 2018-03-20, 主体: 沙罗县人民政府}
  - {步骤: 送审, 日期: 2018-06-15, 主体: 县规划局, 草案: 是, 依据: 是, 程序说明: 是}
"""
ON = ("--on", "2018-06-19")
NOT_YET = "2018-06-15 时《重大行政决策程序暂行条例》还没有施行(2019-09-01 起)"


@pytest.fixture
def early(tmp_path: Path) -> Path:
    """The facts of a case of 2026, with steps of 2018."""
    facts, _, _ = (FIXTURES / "04_before_the_meeting.yaml").read_text("utf-8").partition("步骤:\n")
    file = tmp_path / "early.yaml"
    file.write_text(facts + STEPS, "utf-8")
    return file


def test_a_check_does_not_say_that_anything_has_to_come_first(early: Path) -> None:
    ended = run("check", early, *ON)
    assert ended.code == 0 and ended.says("没有一条规则适用", NOT_YET)
    assert "须先做" not in ended.out
    later = run("check", early, "--on", "2019-09-02")
    assert later.says("下一步之前须先做", "合法性审查(第二十五条第一款第一句")


def test_a_plan_says_so_and_plans_nothing(early: Path) -> None:
    ended = run("plan", early, *ON)
    assert ended.code == 0 and ended.says("没有一条规则适用", NOT_YET)
    assert "条例第" not in ended.out and "提交讨论" not in ended.out and "尽早办" not in ended.out
    english = run("plan", early, *ON, lang="en")
    assert english.says("no rule applies", "was not in force on 2018-06-15") and "art. 29" not in english.out
    data = json.loads(run("plan", early, *ON, "--format", "json").out)
    assert data["no_rule_applies"] is True and data["steps"] == []


@pytest.mark.parametrize("form", ["markdown", "svg", "ics"])
def test_every_form_of_a_plan_says_so(early: Path, form: str) -> None:
    assert "没有一条规则适用" in run("plan", early, *ON, "--format", form).out.replace("\r\n ", "")


def test_a_day_asked_for_is_kept_to_and_still_no_rule_applies(early: Path) -> None:
    ended = run("plan", early, *ON, "--meeting", "2018-07-01")
    assert ended.code == 0 and ended.says("没有一条规则适用", "集体讨论")


def test_a_plan_of_a_day_on_which_the_rules_are_in_force_is_as_ever(early: Path) -> None:
    ended = run("plan", early, "--on", "2019-09-02")
    assert ended.says("提交讨论", "条例第二十六条第二款") and "没有一条规则适用" not in ended.out
    data = json.loads(
        run("plan", FIXTURES / "03_comment_running.yaml", "--on", "2026-11-24", "--format", "json").out
    )
    assert data["no_rule_applies"] is False


def test_a_gate_asks_for_no_papers_and_no_step_that_hands_them_over(early: Path) -> None:
    ended = run("gate", early, "--before", "集体讨论", *ON)
    assert ended.code == 0 and ended.says("可以", "没有一条规则适用")
    assert "条例第二十九条" not in ended.out and "提交讨论" not in ended.out

"""Small print of a gate and of a plan: a day that is past, a plan of the file that is moved up, steps told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import FIXTURES, Ended, run

READY = FIXTURES / "04_before_the_meeting.yaml"
RUNNING = FIXTURES / "03_comment_running.yaml"


def gate(file: Path, step: str, on: str, today: str, *more: str, lang: str = "zh") -> Ended:
    return run("gate", file, "--before", step, "--on", on, "--today", today, *more, lang=lang)


@pytest.mark.parametrize("form", ["text", "html", "markdown", "github", "gitlab", "sarif", "junit"])
def test_a_day_that_is_past_is_said_to_be(form: str) -> None:
    ended = gate(READY, "集体讨论", "2026-11-20", "2026-11-24", "--format", form)
    assert "2026-11-20已经过去(今天2026-11-24)" in "".join(ended.out.split())
    assert "已经过去" not in gate(READY, "集体讨论", "2026-11-24", "2026-11-24", "--format", form).out


def test_the_same_in_english_and_for_programs() -> None:
    ended = gate(READY, "集体讨论", "2026-11-20", "2026-11-24", lang="en")
    assert ended.says("2026-11-20 is past (today is 2026-11-24)")
    data = json.loads(gate(READY, "集体讨论", "2026-11-20", "2026-11-24", "--format", "json").out)
    assert (data["day_is_past"], data["asked_on"]) == (True, "2026-11-24")


def test_a_step_is_not_among_those_that_come_before_it() -> None:
    ended = gate(RUNNING, "合法性审查", "2026-12-20", "2026-11-24")
    _, _, before = ended.out.partition("在它之前还要办:")
    assert "合法性审查" not in before.splitlines()[0]


def test_what_the_file_has_later_than_the_day_is_said_to_be_moved_up(tmp_path: Path) -> None:
    text = READY.read_text("utf-8").replace("合法性审查, 日期: 2026-11-06", "合法性审查, 日期: 2026-12-01")
    file = tmp_path / "later.yaml"
    file.write_text(text, "utf-8")
    ended = gate(file, "集体讨论", "2026-11-27", "2026-11-24")
    assert ended.code == 1
    assert ended.says("案卷定在这一天以后的合法性审查 2026-12-01", "这里当作可以提前办")
    assert "当作可以提前办" not in gate(READY, "集体讨论", "2026-11-27", "2026-11-24").out


def test_an_expired_waiver_of_what_a_stricter_reading_breaks_is_not_said_to_have_nothing_to_waive(
    tmp_path: Path,
) -> None:
    text = READY.read_text("utf-8").replace("渠道: [政府网站, 公告栏]", "渠道: [公告栏]")
    file = tmp_path / "board.yaml"
    waiver = "放行:\n  - {规则: 征求意见途径, 批准: 县长, 理由: 防汛, 依据: 第五条, 至: 2026-11-20}\n"
    file.write_text(text + waiver, "utf-8")
    ended = gate(file, "集体讨论", "2026-11-27", "2026-11-24")
    assert ended.code == 1 and ended.says("征求意见途径", "放行已于 2026-11-20 到期,照常计入")
    assert "没有可放行的" not in ended.out


def test_a_step_of_another_procedure_is_told_with_that_procedure() -> None:
    ended = run("plan", READY, "--on", "2026-11-24", "--by", "signing=2026-12-30", lang="en")
    assert ended.code == 2 and ended.says("the procedure of this case has no step 'signing'")
    assert ended.says("it belongs to") and "did you mean" not in ended.err
    chinese = run("plan", READY, "--on", "2026-11-24", "--by", "签发=2026-12-30")
    assert chinese.says("本案的程序没有步骤“签发”", "那是“规范性文件”的步骤")


def test_what_a_step_still_to_come_will_have_to_say_is_not_what_the_file_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "experts.yaml"
    text = READY.read_text("utf-8").replace("专业性技术性较强: 否", "专业性技术性较强: 是")
    file.write_text(text, "utf-8")
    ended = gate(file, "集体讨论", "2026-11-27", "2026-11-24")
    assert ended.code == 1 and ended.says("在它之前还要办:专家论证(最早 2026-11-24)")
    assert "写明之后才能定" not in ended.out

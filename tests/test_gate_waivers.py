"""A gate and what somebody has signed for: how long that holds, and what comes later because of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import FIXTURES, Ended, run

READY = FIXTURES / "04_before_the_meeting.yaml"
# Sent on Friday 2026-11-20: 7 working days are over on Tuesday 12-01, in full on the day after.
SENT = "  - {步骤: 送审, 日期: 2026-11-20, 主体: 县教育局, 草案: 是, 依据: 是, 程序说明: 是, 草案版本: 2}"
WAIVER = """放行:
  - {规则: 审查时间至提交, 批准: 县长, 批准日期: 2026-11-20, 理由: 防汛, 依据: 第二十六条, 至: 2026-11-26}
"""
SUBMITTED = (
    "  - {步骤: 提交讨论, 日期: 2026-11-26, 主体: 县教育局, 附件: [决策草案, 意见研究采纳情况, 风险评估报告,"
    " 合法性审查意见]}\n"
)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Sent for review four days before, reviewed, and not submitted; somebody has signed for less time."""
    lines = READY.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "步骤: 送审" in line)
    end = next(i for i, line in enumerate(lines) if "步骤: 提交讨论" in line)
    kept = "\n".join([*lines[:at], SENT, *lines[at + 2 : end]])
    kept = kept.replace("日期: 2026-11-02", "日期: 2026-11-22").replace(
        "日期: 2026-11-06", "日期: 2026-11-23"
    )
    file = tmp_path / "sent.yaml"
    file.write_text(f"{kept}\n{WAIVER}", "utf-8")
    return file


def gate(file: Path, step: str, on: str, *more: str, lang: str = "zh") -> Ended:
    return run("gate", file, "--before", step, "--on", on, "--today", "2026-11-24", *more, lang=lang)


FORMATS = ("text", "json", "html", "sarif", "junit", "github", "gitlab", "markdown")


@pytest.mark.parametrize("form", FORMATS)
def test_a_yes_by_a_waiver_says_from_when_on_the_breach_counts_again(sent: Path, form: str) -> None:
    ended = gate(sent, "提交讨论", "2026-11-26", "--format", form)
    assert ended.code == 0
    assert "过了2026-11-26,“审查时间至提交”的放行到期,又照常计入" in "".join(ended.out.split())


def test_the_same_in_english_and_for_programs(sent: Path) -> None:
    ended = gate(sent, "提交讨论", "2026-11-26", lang="en")
    assert ended.code == 0 and ended.says(
        "after 2026-11-26 the waiver of 'review time to submission' is over"
    )
    assert ended.says("earliest 2026-12-02", "without the waiver")
    data = json.loads(gate(sent, "提交讨论", "2026-11-26", "--format", "json").out)
    (again,) = data["counts_again"]
    assert (again["rule"], again["after"]) == ("审查时间至提交", "2026-11-26")


def test_what_no_waiver_is_needed_for_says_nothing_of_it(sent: Path) -> None:
    ended = gate(sent, "提交讨论", "2026-12-02")
    assert ended.code == 0 and "又照常计入" not in ended.out and "不靠放行" not in ended.out


def test_what_only_the_waived_rule_leaves_no_time_for_is_not_lost(sent: Path) -> None:
    # The meeting waits for a submission, which by the waived rule could not come before 12-02: it is not on record, but
    # not too late for it either.
    ended = gate(sent, "集体讨论", "2026-11-26")
    assert ended.code == 1 and ended.says("审查时间至讨论 [D26-2]", "提交讨论:办过的,把日期写进案卷")
    assert "已无法避免" not in ended.out and not ended.says("不算“审查时间至提交”的放行")
    strict = gate(sent, "集体讨论", "2026-11-26", "--no-waivers")
    assert strict.code == 1 and strict.says("已无法避免", "审查时间至讨论 [D26-2]")


PACK = """规则包 工程 "工程" / "Works" { 层级 国家  约束 县  适用程序 工程  版次 "1" }
规范 办法 《工程办法》 { 位阶 行政法规  施行 2000-01-01 }
程序 工程 (works) {
  步骤 交图 (drawings_handed_in)
  步骤 开工 (works_begun)
  步骤 复核 (second_look)
}
应当 开工后复核 (looked_at_again) {
  依据 办法 第一条
  要旨 "开工后5日内复核" / "A second look within 5 days of the beginning"
  每一 开工
  有 复核 后于 本 至多5日
  合例 { 开工 2024-04-01  复核 2024-04-03 }
  违例 { 开工 2024-04-01  复核 2024-04-09 }
}
应当 先交图 (drawings_first) {
  依据 办法 第二条
  要旨 "交图满20日再复核" / "The second look comes 20 days after the drawings"
  每一 复核
  有 交图 先于 本 至少20日
  合例 { 交图 2024-03-01  复核 2024-04-01 }
  违例 { 复核 2024-04-01 }
}
"""
CASE = """案卷: 街心公园
程序: 工程
机关: {名称: 沙罗县人民政府, 层级: 县}
步骤:
  - {步骤: 交图, 日期: 2026-11-23}
放行:
  - {规则: 先交图, 批准: 陈副县长, 理由: 雨季将至, 依据: 县府规则第五条, 至: 2026-12-31}
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_in_time_only_by_a_waiver_says_so(tmp_path: Path, lang: str) -> None:
    pack, case = tmp_path / "works.rule", tmp_path / "case.yaml"
    pack.write_text(PACK, "utf-8")
    case.write_text(CASE, "utf-8")
    ended = gate(case, "开工", "2026-11-26", "--pack", str(pack), lang=lang)
    assert ended.code == 0
    if lang == "zh":
        assert ended.says("开工后复核:不算“先交图”的放行,已排不出合法的时间", "过了 2026-12-31")
    else:
        assert ended.says(
            "looked at again: no lawful timetable is left without the waiver of 'drawings first'"
        )
    strict = gate(case, "开工", "2026-11-26", "--pack", str(pack), "--no-waivers")
    assert strict.code == 1 and strict.says("开工后复核")


def test_what_the_file_plans_under_a_waiver_leaves_nothing_else_to_be_done(sent: Path) -> None:
    text = sent.read_text("utf-8").replace(WAIVER, SUBMITTED + WAIVER)
    sent.write_text(text, "utf-8")
    ended = gate(sent, "集体讨论", "2026-11-26")
    assert ended.code == 0 and ended.says("在它之前还要办:提交讨论(最早 2026-11-26)")

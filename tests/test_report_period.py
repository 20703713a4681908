"""A finding about a period of the calendar names its days, and no record."""

from __future__ import annotations

from pathlib import Path

from .command_line import run

PACK = """\
规则包 探 "探" / "p" { 层级 省  约束 县  适用程序 年报程序 }
规范 探法 《探法》 { 施行 2020-01-01 }
程序 年报程序 (reports) { 步骤 年报 (report) }
应当 每年年报 { 依据 探法 第一条  要旨 "一季度年报" / "a report in spring"  每年
  有 年报 后于 本.起 不晚于 当年 3月31日
  合例 { 年报 2024-02-01  截至 2024-12-31 }
  违例 { 年报 2023-02-01  截至 2024-12-31 } }
"""
CASE = "案卷: 甲\n程序: 年报程序\n机关: {层级: 县}\n步骤:\n  - {步骤: 年报, 日期: 2023-02-01}\n"


def said(folder: Path, lang: str, *words: str) -> list[str]:
    (folder / "a.rule").write_text(PACK, encoding="utf-8")
    (folder / "a.yaml").write_text(CASE, encoding="utf-8")
    pack = ("--pack", folder / "a.rule", "--on", "2024-12-31")
    return run(*words, folder / "a.yaml", *pack, lang=lang).out.splitlines()


def test_the_days_of_a_period_stand_under_its_own_label(tmp_path: Path) -> None:
    lines = said(tmp_path, "zh", "check")
    assert "  期间      2024-01-01 至 2024-12-31" in lines
    assert not [line for line in lines if line.lstrip().startswith("记录")]
    english = said(tmp_path, "en", "check")
    assert [line.split(maxsplit=1) for line in english if "Period" in line] == [
        ["Period", "2024-01-01 to 2024-12-31"]
    ]


def test_what_an_explanation_is_about_is_called_a_period(tmp_path: Path) -> None:
    assert "  × 违反 ─ 期间 2024-01-01 至 2024-12-31" in said(tmp_path, "zh", "explain", "每年年报")
    assert any("─ period 2024-01-01 to" in line for line in said(tmp_path, "en", "explain", "每年年报"))

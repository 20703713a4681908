"""`guiju plan` and what somebody has signed for: as it stands on the day planned, and left aside with --no-waivers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import run

PACK = """规则包 工程 "工程" / "Works" { 层级 国家  约束 县  适用程序 工程  版次 "1" }
规范 办法 《工程办法》 { 位阶 行政法规  施行 2000-01-01 }
程序 工程 (works) {
  步骤 公示 (display) 时段
  步骤 交图 (drawings_handed_in)
  步骤 开工 (works_begun)
}
应当 公示够长 (long_enough) {
  依据 办法 第一条
  要旨 "公示至少10日" / "The plan is displayed for 10 days at least"
  每一 公示
  期限 不少于10日
  补正 "重新公示" / "Display it anew"
  合例 { 公示 2024-03-01 至 2024-03-20 }
  违例 { 公示 2024-03-01 至 2024-03-05 }
}
应当 先公示 (displayed_first) {
  依据 办法 第二条
  要旨 "先公示,后开工" / "Display first, then begin"
  每一 开工
  有 公示 先于 本
  合例 { 公示 2024-03-01 至 2024-03-20  开工 2024-04-01 }
  违例 { 开工 2024-04-01 }
}
应当 先交图 (drawings_first) {
  依据 办法 第三条
  要旨 "交图满7日再开工" / "Works begin 7 days after the drawings"
  每一 开工
  有 交图 先于 本 至少7日
  合例 { 交图 2024-03-01  开工 2024-04-01 }
  违例 { 开工 2024-04-01 }
}
"""
CASE = """案卷: 街心公园
程序: 工程
机关: {名称: 沙罗县人民政府, 层级: 县}
步骤:
  - {步骤: 公示, 起: 2026-11-02, 止: 2026-11-06}
放行:
  - {规则: 公示够长, 批准: 陈副县长, 批准日期: 2026-11-20, 理由: 雨季将至, 依据: 县府规则第五条, 至: %s}
"""
ON = ("--on", "2026-11-26")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "works.rule"
    path.write_text(PACK, "utf-8")
    return path


def written(tmp_path: Path, until: str) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE % until, "utf-8")
    return path


def test_a_waiver_that_reaches_to_the_day_planned_lets_it_stand(tmp_path: Path, pack: Path) -> None:
    ended = run("plan", written(tmp_path, "2026-12-03"), *ON, "--pack", pack)
    assert ended.code == 0 and ended.says("开工最早 2026-12-03", "已放行")


def test_one_that_ends_before_the_day_planned_has_to_be_made_good_first(tmp_path: Path, pack: Path) -> None:
    case = written(tmp_path, "2026-12-02")
    ended = run("plan", case, *ON, "--pack", pack)
    assert ended.code == 3 and ended.says("要先补正公示够长;开工不早于 2026-12-03")
    assert ended.says("放行到 2026-12-02 为止,2026-12-03 时已经过期")
    assert run("plan", case, *ON, "--pack", pack, lang="en").says("ends on 2026-12-02, before 2026-12-03")
    data = json.loads(run("plan", case, *ON, "--pack", pack, "--format", "json").out)
    assert [f["rule"]["id"] for f in data["put_right_first"]] == ["公示够长"]


@pytest.mark.parametrize("form", ["text", "markdown", "json", "svg", "ics"])
def test_waivers_left_aside_are_told_in_every_form(tmp_path: Path, pack: Path, form: str) -> None:
    case = written(tmp_path, "2027-12-31")
    told = '"waivers_ignored": 1' if form == "json" else "案卷里有 1 项放行,本次不理会"
    ended = run("plan", case, *ON, "--pack", pack, "--no-waivers", "--format", form)
    out = ended.out.replace("\r\n ", "")
    assert ended.code == 3 and told in out.replace("\\,", ",")
    kept = run("plan", case, *ON, "--pack", pack, "--format", form)
    assert kept.code == 0 and "不理会" not in kept.out


@pytest.mark.parametrize("form", ["text", "markdown", "json", "svg", "ics"])
def test_the_day_as_of_which_notices_are_known_is_told_in_every_form(
    tmp_path: Path, pack: Path, form: str
) -> None:
    case = written(tmp_path, "2027-12-31")
    ended = run("plan", case, *ON, "--pack", pack, "--known-on", "2026-11-01", "--format", form)
    assert "按 2026-11-01 当天已公布的放假通知" in ended.out.replace("\r\n ", "").replace("\\,", ",")

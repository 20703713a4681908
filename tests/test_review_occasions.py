"""What a review makes of documents that were made for one occasion, that are no normative documents, or that nobody
signed, with the rules that are shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .command_line import run

ON = ("--on", "2026-11-24")
ORGAN, DAY = "云岭县人民政府", "2019年5月20日"
LAW = "根据《中华人民共和国水法》，现就有关事项通告如下："


def reviewed(folder: Path, *lines: str) -> dict[str, Any]:
    (folder / "甲.txt").write_text("\n".join(lines), "utf-8")
    report = json.loads(run("review", folder, *ON, "--format", "json").out)
    (document,) = report["documents"]
    assert isinstance(document, dict)
    return document


def result(folder: Path, *lines: str) -> tuple[str, bool]:
    document = reviewed(folder, *lines)
    return document["proposal"], document["to_verify"]


@pytest.mark.parametrize(
    ("title", "points"),
    [
        ("关于禁放烟花的通告", ("一、禁放时间：2019年6月6日起至2019年9月30日止。", "二、举报电话110。")),
        ("关于禁放烟花的通告", ("一、禁放时间", "2019年6月6日起至2019年9月30日止。", "二、举报电话110。")),
        ("关于禁火的通告", ("（一）禁火期：自本通告发布之日起至2020年4月30日。", "（二）举报电话110。")),
        ("关于禁火的通告", ("一、禁火期", "自2019年9月21日起至2020年4月30日止。", "二、举报电话110。")),
        ("关于禁火的通告", ("自2019年6月18日至2020年4月30日期间，禁止野外用火。", "举报电话110。")),
        ("关于限行的通告", ("一、限行时间", "决定于2019年7月29日至31日每天8时至18时。", "二、举报电话110。")),
        ("关于限行的通告", ("一、限行时间：2019年7月29日0时起至12月31日。", "二、举报电话110。")),
        ("关于河道清淤的通告", ("一、自2019年6月1日起至2019年10月15日，砂场停止作业。", "二、举报电话110。")),
        ("关于2019年春节期间禁放烟花的通告", ("一、全县禁放烟花。", "二、举报电话110。")),
        ("关于2019年禁渔期的通告", ("一、全县水域禁渔。", "二、举报电话110。")),
        ("关于本年度禁渔的通告", ("一、全县水域禁渔。", "二、举报电话110。")),
    ],
)
def test_a_time_that_is_over_is_asked_about(title: str, points: tuple[str, ...], tmp_path: Path) -> None:
    document = reviewed(tmp_path, f"{ORGAN}{title}", LAW, *points, ORGAN, DAY)
    assert (document["proposal"], document["to_verify"]) == ("lapse", True)
    assert document["reasons"][0]["cause"]["zh"] == "任务完成"


@pytest.mark.parametrize(
    ("title", "points"),
    [
        ("关于2027年禁渔期的通告", ("一、全县水域禁渔。", "二、举报电话110。")),
        ("关于禁渔的通告", ("一、禁渔时间：2019年6月6日起至2029年9月30日止。", "二、举报电话110。")),
        ("关于禁渔的通告", ("一、禁渔时间：2026年11月6日至12月30日。", "二、举报电话110。")),
        ("关于禁渔的通告", ("一、禁渔时间：自2019年7月31日起每天8时至18时。", "二、举报电话110。")),
        ("关于禁渔的通告（2019年修订）", ("一、全县水域禁渔。", "二、举报电话110。")),
        ("关于自2019年起禁渔的通告", ("一、全县水域禁渔。", "二、举报电话110。")),
        (
            "关于2019年禁渔期的通告",
            ("一、全县水域禁渔。", "二、本通告自2019年6月1日起施行，有效期至2028年1月1日。"),
        ),
    ],
)
def test_a_time_that_goes_on_is_not(title: str, points: tuple[str, ...], tmp_path: Path) -> None:
    document = reviewed(tmp_path, f"{ORGAN}{title}", LAW, *points, ORGAN, DAY)
    causes = [r["cause"]["zh"] for key in ("reasons", "questions") for r in document[key]]
    assert document["proposal"] != "lapse" and "任务完成" not in causes


def test_this_year_without_a_day_is_asked_about(tmp_path: Path) -> None:
    lines = (
        f"{ORGAN}关于捕捞的通告",
        "为做好今年捕捞工作，现将有关事项通告如下：",
        "一、全县开捕。",
        "二、电话110。",
    )
    assert result(tmp_path, *lines) == ("lapse", True)


def test_rules_issued_by_order_are_left_out(tmp_path: Path) -> None:
    lines = (
        "云岭市人民政府令",
        "（第21号）",
        "《云岭市停车办法》已经市政府常务会议通过，现予公布，自2019年7月1日起施行。",
        "市长 某某",
        DAY,
        "云岭市停车办法",
        "第一条 为了规范停车，制定本办法。",
        "第二条 未经批准不得停车。",
    )
    document = reviewed(tmp_path, *lines)
    assert document["proposal"] == "outside" and document["entry"]["number"] == "云岭市人民政府令第21号"
    ended = run("review", tmp_path, *ON)
    assert ended.code in (0, 3) and ended.says("不列入清理 1", "是规章,不是规范性文件")


@pytest.mark.parametrize(
    "lines",
    [
        (f"{ORGAN}关于公布规范性文件清理结果的通知", "根据《某省文件办法》，现将清理结果公布如下："),
        (f"{ORGAN}公告", "按照《某省文件办法》的要求进行了清理，现将清理结果公布如下："),
        (f"{ORGAN}关于废止部分规范性文件的决定", "县人民政府决定："),
    ],
)
def test_what_only_ends_other_documents_is_left_out(lines: tuple[str, ...], tmp_path: Path) -> None:
    found = result(tmp_path, *lines, "一、7件文件继续有效。", "二、5件文件废止。", ORGAN, DAY)
    assert found == ("outside", True)


def test_a_copy_without_a_signature_is_to_be_looked_at(tmp_path: Path) -> None:
    lines = (
        "云岭县养犬管理办法",
        "第一条 根据《中华人民共和国动物防疫法》，制定本办法。",
        "第二条 县农业农村局负责养犬管理。",
    )
    document = reviewed(tmp_path, *lines, "第三条 本办法自2019年7月1日起施行。")
    assert document["proposal"] == "ask" and not document["reasons"]
    assert any("署名" in str(q["question"]) for q in document["questions"])

"""`guiju check` looks ahead: at risk while little time is left, doomed once there is none, before anything is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

import pytest

from .command_line import Ended, run


class Look(Protocol):
    """`guiju check` on a day."""

    def __call__(self, on: str, *more: str, lang: str = "zh") -> Ended: ...


PACK = """规则包 甲 "甲" / "Pack A" { 层级 国家  约束 县  适用程序 办事 }
规范 办法 《办事办法》 { 文号 "试1号" 位阶 部门规章 施行 2019-01-01 }
程序 办事 (work) { 步骤 受理 (received) { } 步骤 审核 (checked) { } 步骤 答复 (answered) { } }
应当 按期答复 (answer_in_time) {
  要旨 "受理后二十日内答复" / "An answer within twenty days of receipt"
  依据 办法 第一条
  每一 受理  有 答复 后于 本 至多 20日
  合例 { 受理 2026-03-02  答复 2026-03-10 }
  违例 { 受理 2026-03-02  答复 2026-03-30 }
}
应当 审核在先 (checked_first) {
  要旨 "审核满五日才能答复" / "The answer comes five days after the check, no earlier"
  依据 办法 第二条
  每一 答复  有 审核 先于 本 至少 5日
  合例 { 审核 2026-03-02  答复 2026-03-10 }
  违例 { 答复 2026-03-10 }
}
"""
CASE = """案卷: 试
程序: 办事
机关: {名称: 海桐县人民政府, 层级: 县}
步骤:
  - {步骤: 受理, 日期: 2026-03-02}
"""


@pytest.fixture
def look(tmp_path: Path) -> Look:
    (tmp_path / "甲.rule").write_text(PACK, encoding="utf-8")
    (tmp_path / "案.yaml").write_text(CASE, encoding="utf-8")

    def looked(on: str, *more: str, lang: str = "zh") -> Ended:
        return run(
            "check", tmp_path / "案.yaml", "--pack", tmp_path / "甲.rule", "--on", on, *more, lang=lang
        )

    return looked


# Received on 2 March: the last day is the 22nd. Checked today, the answer may go out five days from today.
@pytest.mark.parametrize(
    ("on", "code", "state", "slack"),
    [
        ("2026-03-10", 0, "pending", None),  # 15th, 7 days left
        ("2026-03-11", 0, "at_risk", 6),
        ("2026-03-17", 0, "at_risk", 0),
        ("2026-03-18", 1, "doomed", None),  # 23rd
        ("2026-03-22", 1, "doomed", None),
        ("2026-03-23", 1, "violated", None),
    ],
)
def test_from_pending_to_violated(look: Look, on: str, code: int, state: str, slack: int | None) -> None:
    ended = look(on, "--format", "json")
    [finding] = [
        f
        for f in json.loads(ended.out)["cases"][0]["verdict"]["findings"]
        if f["rule"]["name"]["zh"] == "按期答复"
    ]
    assert (ended.code, finding["state"], finding["slack"]) == (code, state, slack)


def test_it_says_how_much_time_is_left_or_what_is_in_the_way(look: Look) -> None:
    assert look("2026-03-11").says("临期", "最早 2026-03-16 可以办到,离最后一天 2026-03-22 只剩6日余地")
    assert look("2026-03-17").says("最早 2026-03-22 可以办到,正是最后一天")
    doomed = look("2026-03-18")
    assert doomed.says("已无法避免", "答复最早要到 2026-03-23,过了最后一天 2026-03-22", "审核在先")
    english = look("2026-03-18", lang="en")
    assert english.says("doomed", "answered on 2026-03-23 at the earliest, past the last day, 2026-03-22")


def test_the_proof_is_of_what_the_records_show(look: Look, tmp_path: Path) -> None:
    look("2026-03-18", "--proof", str(tmp_path / "p.json"))
    states = {f["state"] for f in json.loads((tmp_path / "p.json").read_text("utf-8"))["findings"]}
    assert "pending" in states and "doomed" not in states

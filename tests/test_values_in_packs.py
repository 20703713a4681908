"""Values in packs that do not exist or do not fit: each is an error at its own place, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_pack_mistakes import START, lint, places

WORKS = """程序 车程序 {
  步骤 开工 { 字段 份数: 数, 造价: 金额, 限期: 时长, 日子: 日期, 说明: 文本, 延长: 是否 }  步骤 报告  步骤 测量 时段
}
"""


@pytest.mark.parametrize("length", ["24小时", "3日"])
@pytest.mark.parametrize(
    ("time", "hint"),
    [("25:70", ""), ("24:00", "写次日的 00:00"), ("23:60", "")],
    ids=["25:70", "24:00", "23:60"],
)
def test_a_time_of_an_example_that_does_not_exist(tmp_path: Path, length: str, time: str, hint: str) -> None:
    rule = f"应当 甲 {{ {START}每一 开工  有 报告 后于 本 {length}内\n"
    examples = (
        f"  合例 {{ 开工 2024-03-01 {time}  报告 2024-03-02 09:00 }}\n  违例 {{ 开工 2024-03-01 }} }}\n"
    )
    ended = lint(tmp_path, WORKS + rule + examples)
    assert places(ended) == [("6", "P004")] and "a.rule:6:22 " in ended.out
    assert ended.says(f"没有 {time} 这一时刻", hint)
    assert lint(tmp_path, WORKS + rule + examples, lang="en").says(f"there is no time {time}")

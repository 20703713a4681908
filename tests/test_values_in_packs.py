"""Values in packs that do not exist or do not fit: each is an error at its own place, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from .command_line import Ended, run
from .test_pack_mistakes import HEAD, START, lint, places

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


def asking(tmp_path: Path, conditions: Sequence[str], lang: str = "zh") -> Ended:
    """Rules with these conditions, the first on line 5 of the pack."""
    examples = "合例 { 开工 2024-03-01 }  违例 { 开工 2024-03-01 } }\n"
    rules = [f"应当 甲{n} {{ {START}每一 开工 要求 {asked} {examples}" for n, asked in enumerate(conditions)]
    return lint(tmp_path, WORKS + "".join(rules), lang)


def all_do_not_fit(ended: Ended, conditions: Sequence[str]) -> bool:
    return places(ended) == [(str(5 + n), "P011") for n in range(len(conditions))]


def test_a_value_that_does_not_fit_is_told_in_words(tmp_path: Path) -> None:
    told = {
        "造价 ≥ 10日": ("10日", "10 days"),
        "说明 = 1日": ("1日", "1 day"),
        "份数 < 5个工作日": ("5个工作日", "5 working days"),
        "日子 < 24小时": ("24小时", "24 hours"),
        "延长 = 2个月": ("2个月", "2 months"),
        "限期 ≥ 10万元": ("10万元", "100,000 yuan"),
        "份数 < 2024-03-01": ("2024-03-01", "2024-03-01"),
        "造价 ≥ 2.50": ("2.5", "2.5"),
        "造价 属于 [10万元, 3日]": ("3日", "3 days"),
    }
    chinese, english = asking(tmp_path, [*told]), asking(tmp_path, [*told], "en")
    assert all_do_not_fit(chinese, [*told])
    for zh, en in told.values():
        assert chinese.says(f"这里不能是“{zh}”,") and english.says(f"'{en}' does not fit here")


def test_a_number_is_not_compared_with_an_amount(tmp_path: Path) -> None:
    asked = ["份数 < 10万元", "10万元 > 份数", "份数 属于 [1, 1元]", "份数 * 2 < 1元"]
    assert all_do_not_fit(asking(tmp_path, asked), asked)


def test_a_field_that_is_a_number_takes_no_amount(tmp_path: Path) -> None:
    rule = f"应当 甲 {{ {START}每一 开工 要求 份数 < 3\n"
    examples = "  合例 { 开工(份数 = 1元) 2024-03-01 }\n  违例 { 开工(份数 = 3) 2024-03-01 } }\n"
    assert places(lint(tmp_path, WORKS + rule + examples)) == [("6", "P011")]


def test_a_time_is_compared_with_a_time_as_it_is_written(tmp_path: Path) -> None:
    told = {
        '时间 < "6:00"': ("请写成 06:00", "write 06:00"),
        '"6:15" ≤ 时间': ("请写成 06:15", "write 06:15"),
        '本.时间 < "25:70"': ("写成 09:30 这样的 24 小时制", "write it like 09:30"),
        '时间 属于 ["06:00", "7:30"]': ("请写成 07:30", "write 07:30"),
    }
    chinese, english = asking(tmp_path, [*told]), asking(tmp_path, [*told], "en")
    assert all_do_not_fit(chinese, [*told]) and chinese.says("时间「6:00」写法不对")
    for zh, en in told.values():
        assert chinese.says(zh) and english.says(en)


def test_times_of_day_may_be_compared(tmp_path: Path) -> None:
    rule = f'应当 甲 {{ {START}每一 开工 要求 时间 ≥ "06:00" 且 时间 < "22:00"\n  补正 "补" / "mend"\n'
    examples = "  合例 { 开工 2024-03-01 07:00 }\n  违例 { 开工 2024-03-01 23:00 } }\n"
    (tmp_path / "a.rule").write_text(HEAD + WORKS + rule + examples, encoding="utf-8")
    assert run("lint", tmp_path / "a.rule").code == 0


@pytest.mark.parametrize("until", ["2023-01-01", "2024-03-01"], ids=["before", "same"])
def test_a_version_that_ends_before_it_begins(tmp_path: Path, until: str) -> None:
    rule = f"应当 甲 {{ {START}每一 开工\n  版本 2024-03-01 至 {until} {{ 有 报告 后于 本 }}\n"
    examples = "  合例 { 开工 2024-03-01  报告 2024-03-02 }  违例 { 开工 2024-03-01  结案 } }\n"
    ended = lint(tmp_path, WORKS + rule + examples)
    assert (
        places(ended) == [("6", "P011")] and "a.rule:6:19 " in ended.out and ended.says("早于或者就是施行日")
    )
    english = lint(tmp_path, WORKS + rule + examples, lang="en")
    assert english.says("it ends before it begins, or on that day")


@pytest.mark.parametrize("until", ["2002-01-01", "2010-01-01"], ids=["before", "same"])
def test_a_norm_that_ends_before_it_begins(tmp_path: Path, until: str) -> None:
    norm = f"规范 车位办法 《车位办法》 {{\n  施行 2010-01-01\n  废止 {until}\n}}\n"
    ended = lint(tmp_path, WORKS + norm)
    assert places(ended) == [("7", "P011")] and ended.says("早于或者就是施行日")


def test_two_sides_of_different_types_are_both_named(tmp_path: Path) -> None:
    assert asking(tmp_path, ["造价 = 限期"]).says("一边是金额,一边是时长")
    assert asking(tmp_path, ["份数 = 造价"], "en").says("of different types: num and amount")

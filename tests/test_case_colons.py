"""Colons and commas as an input method writes them: named for what they are, and how to write the line."""

from __future__ import annotations

import pytest
from guiju.engine.case.colons import glued

from .test_case_vocabulary import fact, faults, only, record

HEAD = "程序: 重大行政决策\n"

UNSPACED = [
    (fact("不上会议:是"), ("C021", 3, 3), "不上会议: 是"),
    (fact("不上会议：是"), ("C021", 3, 3), "不上会议: 是"),
    (fact("不上会议:是\n  探索性改革: 是"), ("C001", 3, 3), "不上会议: 是"),
    (fact("探索性改革: 是\n  不上会议：是"), ("C001", 4, 3), "不上会议: 是"),
    ("案卷: 甲\n程序:重大行政决策\n结案: 否\n", ("C001", 2, 1), "程序: 重大行政决策"),
    ("案卷: 甲\n程序:重大行政决策\n", ("C001", 2, 1), "程序: 重大行政决策"),
    ("程序:重大行政决策\n", ("C021", 1, 1), "程序: 重大行政决策"),
    (HEAD + "步骤:\n  - 步骤:集体讨论\n", ("C021", 3, 5), "步骤: 集体讨论"),
    (record("集体讨论", "日期:2020-01-02", "主体: 甲"), ("C001", 4, 5), "日期: 2020-01-02"),
]


@pytest.mark.parametrize(("text", "place", "written"), UNSPACED)
def test_a_colon_without_a_blank_is_called_that(text: str, place: tuple[str, int, int], written: str) -> None:
    assert faults(text) == [place]
    found = only(text)
    assert "冒号后要空一格" in found.message.zh and "put a blank after the colon" in found.message.en
    assert ("全角冒号" in found.message.zh) == ("：" in text)
    assert (
        found.hint is not None and found.hint.zh == f"写成「{written}」" and f"“{written}”" in found.hint.en
    )


@pytest.mark.parametrize(
    "text", ["", "是", "09:30", "http://a.b", "甲: 乙", "甲:", "# 甲:乙", '"甲:乙"', "a, b:c"]
)
def test_other_texts_have_no_such_colon(text: str) -> None:
    assert glued(text) is None


def test_a_line_without_any_colon_is_still_called_that() -> None:
    assert only("案卷: 甲\n程序重大行政决策\n结案: 否\n").message.zh == "这一行没有冒号"


def test_a_full_width_comma_in_a_list_is_named() -> None:
    found = only(record("公开征求意见", "起: 2020-01-01", "止: 2020-02-05", "渠道: [政府网站， 报纸]"))
    assert found.code == "C035" and "全角逗号" in found.message.zh and "full-width comma" in found.message.en
    assert found.hint is not None and found.hint.zh == "把「，」改为半角逗号「,」"


def test_a_full_width_comma_between_names_in_a_brace_is_named() -> None:
    found = only(HEAD + "步骤:\n  - {步骤: 集体讨论， 日期: 2020-01-01}\n")
    assert found.span is not None and (found.span.line, found.span.column) == (3, 14)
    assert "全角逗号" in found.message.zh
    unclosed = only(HEAD + "步骤:\n  - {步骤: 集体讨论, 说明: 先问，后答\n")
    assert "没有关上" in unclosed.message.zh


def test_hints_have_no_doubled_marks() -> None:
    found = only(record("合法性审查", "日期: 2020-01-01", "结论: 不合发"))
    assert found.hint is not None and "「不合法」" in found.hint.zh and "可填:" in found.hint.zh
    assert "?;" not in found.hint.zh and "?;" not in found.hint.en


def test_a_misnamed_required_line_is_one_error() -> None:
    for key in ("流程", "程式", "proceedure"):
        assert faults(f"{key}: 重大行政决策\n步骤: []\n") == [("C020", 1, 1)]
    assert faults("天气: 晴\n") == [("C023", 1, 1), ("C020", 1, 1)] or faults("天气: 晴\n") == [
        ("C020", 1, 1),
        ("C023", 1, 1),
    ]

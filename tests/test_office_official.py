"""Chinese as official papers write it, and what it leaves alone."""

from __future__ import annotations

import pytest
from guiju.engine.report.office.official import official, phrased, sentence
from hypothesis import given
from hypothesis import strategies as st

WRITTEN = [
    ("没有公布(2025-01-03 的公布超过了期限),应予改正", "没有公布（2025年1月3日的公布超过了期限），应予改正"),
    ("2024-12-02 起算,+20个工作日 = 2024-12-30", "2024年12月2日起算，+20个工作日 = 2024年12月30日"),
    ("第 49 行;迟 4 日", "第49行；迟4日"),
    ("若 甲 = 是", "若 甲 = 是"),
    ("对不对?", "对不对？"),
    ("文号 [ND-342], a, b", "文号 [ND-342], a, b"),
    ("甲(乙(丙))(d)", "甲（乙（丙））(d)"),
    ("(a) b(c)", "(a) b(c)"),
    ("编号 12-2024-01-02-3", "编号12-2024-01-02-3"),
    ("开(一半", "开(一半"),
    ("一半)开", "一半)开"),
]


@pytest.mark.parametrize(("plain", "written"), WRITTEN)
def test_marks_days_and_blanks(plain: str, written: str) -> None:
    assert official(plain) == written


@pytest.mark.parametrize(
    "quoted", ["“甲,乙(丙) 2024-01-02 止”", "《办法(试行),2024-01-02》", "“《甲(乙)》,丙”"]
)
def test_what_is_quoted_stays_as_it_is(quoted: str) -> None:
    assert official(f"写明{quoted},如此") == f"写明{quoted}，如此"


@given(st.text("甲乙,;:()“”《》 0-12-3"))
def test_no_character_and_no_mark_is_lost(text: str) -> None:
    kept = [c for c in text if c in "甲乙“”《》"]
    assert [c for c in official(text) if c in "甲乙“”《》"] == kept
    assert sum(c in ",;:，；：" for c in official(text)) == sum(c in ",;:" for c in text)


def test_a_sentence_has_one_stop() -> None:
    assert sentence("应予改正", "zh") == "应予改正。"
    assert sentence("应予改正。", "zh") == "应予改正。"
    assert sentence("原文“改正。”", "zh") == "原文“改正。”"
    assert sentence("put it right", "en") == "put it right."
    assert sentence("", "zh") == ""


def test_english_stays_as_it_is() -> None:
    assert phrased("on 2024-01-02 (第 3 行)", "en") == "on 2024-01-02 (第 3 行)"

"""`guiju ask` on suspected passages: is it so, who says so and why; written under 核对, and read back by all commands."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from unittest import mock

import pytest
from guiju.engine.case.compose import compose
from guiju.engine.case.edit import spliced
from guiju.engine.case.edit_reviewed import into_reviewed
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.source import decode
from guiju.engine.diagnostics.text import Text, plain
from hypothesis import given
from hypothesis import strategies as st

from .command_line import Ended, run
from .suspecting import SUSPECTS, WORDING, WORLD

ON = "2024-06-01"
CASE = """# 一份案卷
案卷: 试
程序: 文程序
机关: {名称: 样例县人民政府, 层级: 县, 地区: 样例省样例县}
步骤:
  - {步骤: 段, 日期: 2024-03-01, 文: 处500元罚款。}  # 第一段
  - {步骤: 段, 日期: 2024-03-01, 文: 没收违法所得。}
"""
ENGLISH = """case: try
procedure: text_work
authority: {name: Sample County, level: county, region: Sample}
steps:
  - {step: passage, date: 2024-03-01, text: 处500元罚款。}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "w.rule"
    path.write_text(WORLD + WORDING + SUSPECTS, "utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, "utf-8")
    return path


def asked(case: Path, pack: Path, *arguments: str, typed: str = "", lang: str = "zh") -> Ended:
    with mock.patch.object(sys, "stdin", io.StringIO(typed)):
        return run("ask", case, "--pack", pack, "--on", ON, *arguments, lang=lang)


def test_the_passages_are_listed_with_their_question(case: Path, pack: Path) -> None:
    ended = asked(case, pack, "--list")
    assert ended.code == 3
    assert ended.says(
        "还缺 2 项", "不罚:“处500元罚款。”", "是不是设定了处罚?", "可以答:是 / 否", "不罚:“没收违法所得。”"
    )
    found = json.loads(asked(case, pack, "--list", "--format", "json").out)["questions"]
    assert (
        found[0]["about"] == {"passage_of": "不罚", "quote": "处500元罚款。"} and found[0]["type"] == "yesno"
    )
    assert case.read_text("utf-8") == CASE


def test_answers_are_written_with_who_when_and_why(case: Path, pack: Path) -> None:
    ended = asked(case, pack, typed="否\n张三\n引用上位法\n是\n没有上位法依据\n")
    assert ended.code == 0 and ended.says("谁核对的?", "为什么这样认定?", "问完了"), ended.said
    assert case.read_text("utf-8") == CASE + (
        "核对:\n"
        "  - 规则: 不罚\n    原文: 处500元罚款。\n    属实: 否\n    核对人: 张三\n    日期: 2024-06-01\n"
        "    理由: 引用上位法\n"
        "  - 规则: 不罚\n    原文: 没收违法所得。\n    属实: 是\n    核对人: 张三\n    日期: 2024-06-01\n"
        "    理由: 没有上位法依据\n"
    )
    judged = run("check", case, "--pack", pack, "--on", ON)
    assert judged.code == 1 and judged.says("违反 1 项", "张三核对属实:没有上位法依据")


def test_in_an_english_file_the_entry_is_english(pack: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(ENGLISH, "utf-8")
    ended = asked(
        case, pack, "--answer", "no_fines=no", "--by", "Li", "--reason", "cites the statute", lang="en"
    )
    assert ended.code == 0, ended.said
    assert case.read_text("utf-8") == ENGLISH + (
        "reviewed:\n  - rule: no_fines\n    quote: 处500元罚款。\n    confirmed: no\n    by: Li\n    date: 2024-06-01\n"
        "    reason: cites the statute\n"
    )


def test_an_answer_without_name_or_reason_is_not_written(case: Path, pack: Path) -> None:
    for arguments in (("--by", "张三"), ("--reason", "理由"), ()):
        ended = asked(case, pack, "--answer", "不罚@1=是", *arguments)
        assert ended.code == 2 and ended.says("核对要写明谁看的、为什么这样认定", "--by 姓名 --reason 理由")
    assert asked(case, pack, typed="是\n\n\n").code == 3
    assert case.read_text("utf-8") == CASE


def test_of_several_passages_the_number_tells_which(case: Path, pack: Path) -> None:
    signed = ("--by", "张三", "--reason", "理由")
    assert asked(case, pack, "--answer", "不罚=是", *signed).says(
        "“不罚”有 2 处待核对", "写成 不罚@序号,序号从 1 到 2"
    )
    assert case.read_text("utf-8") == CASE
    assert asked(case, pack, "--answer", "不罚@2=否", *signed).code == 3
    assert "原文: 没收违法所得。" in case.read_text("utf-8")


def test_the_passages_of_the_text_of_a_case_are_asked_too(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    text = CASE.replace("文程序", "规范性文件").split("步骤:")[0] + "文本: a.txt\n"
    case.write_text(text, "utf-8")
    body = "某县办法\n第一条 乱停车的,处500元罚款。\n第二条 本办法自2024年1月1日起施行。\n某县人民政府\n2023年12月1日\n"
    (tmp_path / "a.txt").write_text(body, "utf-8")
    listed = run("ask", case, "--on", ON, "--list")
    assert listed.says("乱停车的"), listed.said
    number = json.loads(run("ask", case, "--on", ON, "--list", "--format", "json").out)["questions"]
    name = next(q["about"]["passage_of"] for q in number if "passage_of" in q["about"])
    before = sum("passage_of" in q["about"] for q in number)
    run("ask", case, "--on", ON, "--answer", f"{name}@1=否", "--by", "张三", "--reason", "理由")
    after = json.loads(run("ask", case, "--on", ON, "--list", "--format", "json").out)["questions"]
    assert sum("passage_of" in q["about"] for q in after) == before - 1


LINES = (("rule", plain("不罚")), ("quote", plain("原文")), ("confirmed", Text("是", "yes")))


@given(
    st.sampled_from(
        (
            "",
            "核对:\n",
            "核对: []\n",
            "核对:\n- {规则: 甲, 原文: 乙}\n",
            "核对:\n    - 规则: 甲\n      原文: 乙  # 丙\n备注: 丁\n",
        )
    ),
    st.booleans(),
    st.sampled_from(("\n", "\r\n")),
)
def test_nothing_else_of_the_file_is_touched(block: str, first: bool, end: str) -> None:
    text = (block + CASE if first and block.startswith("核对") else CASE + block).replace("\n", end)
    source = decode(text.encode(), "case.yaml")
    root = compose(source, Problems())
    assert root is not None
    splice = next(iter(into_reviewed(source, root, LINES)))
    data = spliced(text.encode(), splice).decode()
    read = compose(decode(data.encode(), "case.yaml"), Problems())
    assert read is not None
    kept = [line for line in data.split(end) if line.strip() and line not in ("核对: ",)]
    for line in text.split(end):
        assert not line.strip() or line in kept or line == "核对: []"
    assert data.count("规则: 不罚") == 1

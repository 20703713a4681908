"""Answers into files: what is written, and what is refused because it would not read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guiju.engine.explain.answering import Refusal
from guiju.engine.explain.open_atoms import About, AboutFact, AboutField, AboutItem, AboutOrder
from guiju.engine.pipeline.ask import Opened, open_case, with_answer
from guiju.engine.pipeline.check import Looking

from .evaluating import WORDS
from .oracle.small import program

ON = date(2024, 6, 1)
PROGRAM = program(words=WORDS)
HEAD = "案卷: 试\n程序: 程序\n"


def opened(path: Path, text: str) -> Opened:
    path.write_bytes(text.encode())
    found, problems = open_case(PROGRAM, path, Looking(ON))
    assert found is not None, problems
    return found


def answer(path: Path, text: str, topic: About, value: str) -> str | Refusal:
    data = with_answer(PROGRAM, opened(path, text), topic, value)
    return data if isinstance(data, Refusal) else data.decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.yaml"


def test_facts_of_every_kind(path: Path) -> None:
    for name, value, line in (
        ("F", "是", "F: 是"),
        ("H", "one", "H: 1"),
        ("金额", "3.5", "金额: 3.5"),
        ("定日", "2024-05-06", "定日: 2024-05-06"),
        ("依据", "某法: 第三条", '依据: "某法: 第三条"'),
        ("名册", "甲、乙", "名册: [甲, 乙]"),
    ):
        assert answer(path, HEAD + "事实: # 注\n", AboutFact(name), value) == HEAD + f"事实: # 注\n  {line}\n"


def test_lines_of_a_record(path: Path) -> None:
    text = HEAD + "步骤:\n  - {步骤: A, 日期: 2024-01-01}\n"
    for name, value, line in (
        ("主体", "甲局", "主体: 甲局"),
        ("凭证", "会议纪要、签到表", "凭证: [会议纪要, 签到表]"),
        ("时间", "09:30", '时间: "09:30"'),
        ("通过", "yes", "通过: 是"),
    ):
        assert answer(path, text, AboutField(0, name), value) == text.replace("}", f", {line}}}")


def test_an_end_of_a_record(path: Path) -> None:
    text = HEAD + "结案: 是\n步骤:\n  - 步骤: I\n    起: 2024-01-01\n"
    assert answer(path, text, AboutField(0, "止"), "2024-01-31") == text + "    止: 2024-01-31\n"
    assert isinstance(answer(path, text, AboutField(0, "止"), "2023-01-31"), Refusal), "before the start"


def test_the_organ_of_the_head(path: Path) -> None:
    text = HEAD + "机关: {名称: 甲县人民政府}\n步骤: []\n"
    told = answer(path, text, AboutFact("机关地区"), "某省")
    assert told == text.replace("政府}", "政府, 地区: 某省}")
    assert answer(path, HEAD + "步骤: []\n", AboutFact("机关名称"), "甲县人民政府") == (
        HEAD + "机关:\n  名称: 甲县人民政府\n步骤: []\n"
    )


def test_a_part_of_an_element(path: Path) -> None:
    text = HEAD + "步骤:\n  - {步骤: A, 日期: 2024-01-01, 专家: [{姓名: 甲}, {姓名: 乙}]}\n"
    told = answer(path, text, AboutField(0, "专家", 1, "相关"), "否")
    assert told == text.replace("{姓名: 乙}", "{姓名: 乙, 相关: 否}")
    facts = HEAD + "事实:\n  专家组:\n    - 姓名: 甲\n步骤: []\n"
    assert answer(path, facts, AboutItem("专家组", 0, "相关"), "是") == facts.replace(
        "甲\n", "甲\n      相关: 是\n"
    )


def test_the_order_of_two_records(path: Path) -> None:
    text = HEAD + "步骤:\n  - 步骤: A # 一\n    日期: 2024-01-01\n  - {步骤: B, 日期: 2024-01-01}\n"
    told = answer(path, text, AboutOrder(0, 1), "B")
    assert told == text.replace("01\n  -", "01\n    次序: 2\n  -").replace("01}", "01, 次序: 1}")
    assert answer(path, text, AboutOrder(0, 1), "1") != told
    assert isinstance(answer(path, text, AboutOrder(0, 1), "C"), Refusal)


def test_what_is_stated_stays(path: Path) -> None:
    text = HEAD + "事实: {F: 否}\n步骤:\n  - {步骤: A, 日期: 2024-01-01, 主体: 甲}\n"
    for topic in (AboutFact("F"), AboutField(0, "主体")):
        refused = answer(path, text, topic, "是")
        assert isinstance(refused, Refusal) and "already" in refused.message.en


def test_an_answer_that_is_none_is_not_written(path: Path) -> None:
    for topic, value in ((AboutFact("F"), "也许"), (AboutFact("定日"), "明天"), (AboutFact("没有"), "是")):
        assert isinstance(answer(path, HEAD, topic, value), Refusal)


def test_a_record_that_stands_for_two_is_left_alone(path: Path) -> None:
    text = HEAD + "步骤:\n  - &r {步骤: A, 日期: 2024-01-01}\n  - *r\n"
    refused = answer(path, text, AboutField(0, "x"), "1")
    assert isinstance(refused, Refusal) and "unusual" in refused.message.en


def test_a_value_that_is_referred_to_is_no_hindrance(path: Path) -> None:
    text = HEAD + "原案: &a 某案\n事实:\n  依据: *a\n  # 尾注\n步骤: []\n"
    assert answer(path, text, AboutFact("F"), "是") == text.replace("*a\n", "*a\n  F: 是\n")


def test_a_file_that_cannot_be_read_says_why(path: Path) -> None:
    path.write_text("程序: 没有这样的程序\n", encoding="utf-8")
    found, problems = open_case(PROGRAM, path, Looking(ON))
    assert found is None and problems

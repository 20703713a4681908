"""Keys and names of a case file: both languages, aliases, and what is said to a name that is none."""

from __future__ import annotations

import pytest
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics import limits

from .test_case_vocabulary import bind, fact, faults, good, only, record


def said(text: str) -> tuple[str, str]:
    diagnostic = only(text)
    hint = diagnostic.hint
    return (diagnostic.message + hint if hint else diagnostic.message).zh, (hint.en if hint else "")


def test_keys_of_the_case() -> None:
    case = good(
        "案卷: 甲\n程序: [重大行政决策, normative_document, major_decision]\n"
        "机关: {名称: 桥头镇人民政府, level: town, 地区: 广东省东莞市}\n结案: 是\n原案: 上一案\n备注: x\n事实:\n步骤:\n"
    )
    assert case.name == "甲" and case.procedures == ("重大行政决策", "规范性文件") and case.closed
    authority = case.authority
    assert (authority.name, authority.level, authority.region) == ("桥头镇人民政府", "乡镇", "广东省东莞市")
    assert case.prior_case == "上一案"
    places = {name: (span.line, span.column) for name, span in case.spans.items()}
    assert places == {
        "案卷": (1, 5),
        "程序": (2, 6),
        "机关": (3, 10),
        "层级": (3, 26),
        "地区": (3, 36),
        "结案": (4, 5),
        "原案": (5, 5),
    }


@pytest.mark.parametrize("line", ["", "案卷: ''\n"])
def test_a_case_without_a_name_is_called_by_its_file(line: str) -> None:
    case, _ = bind(line + "程序: 重大行政决策\n", "目录/加装电梯.yaml")
    assert case is not None and case.name == "加装电梯" and case.file == "目录/加装电梯.yaml"


def test_what_is_not_stated() -> None:
    case = good("程序: 重大行政决策\n机关: {名称: 未知, 层级: 未知}\n")
    assert case.authority.name is None and case.authority.level is None
    assert not case.closed and case.facts == {} and case.records == () and case.prior_case is None


CASES = [
    ("程序: 重大行政决策\n错键: 1\n", [("C020", 2, 1)]),
    ("程序: 重大行政决策\n错键:\n", [("C020", 2, 1)]),
    ("程序: 重大行政决策\n错键: !x 1\n", [("C020", 2, 1), ("C003", 2, 5)]),
    ("程序: 重大行政决策\n机关: {层次: 省}\n", [("C020", 2, 6)]),
    ("程序: 重大行政决策\n机关: 省政府\n", [("C021", 2, 5)]),
    ("程序: 重大行政决策\n机关: {层级: 国}\n", [("C035", 2, 10)]),
    ("程序: 重大行政决策\n结案: 完\n", [("C040", 2, 5)]),
    ("程序: 重大行政决策\n结案: 未知\n", [("C040", 2, 5)]),
    ("程序: 重大行政决策\n事实: 无\n", [("C021", 2, 5)]),
    ("程序: 重大行政决策\n事实: ~\n步骤: ~\n", [("C022", 2, 1), ("C022", 3, 1)]),
    ("程序: 重大行政决策\n步骤: {集体讨论: 1}\n", [("C021", 2, 5)]),
    ("程序: 重大行政决策\n步骤: [~, 1]\n", [("C022", 2, 6), ("C021", 2, 9)]),
    ("程序: 重大行政决策\n原案: ../x.yaml\n", [("C049", 2, 5)]),
    ("案卷: 甲\n名称: 乙\n程序: 重大行政决策\n", [("C007", 2, 1)]),
    ("程序: 重大行政决策\nprocedure: 重大行政决策\n", [("C007", 2, 1)]),
    ("案卷: 甲\n", [("C023", 1, 1)]),
    ("案卷: 甲\n程序:\n", [("C023", 2, 1)]),
    ("程序: 重大决策\n", [("C030", 1, 5)]),
    ("程序: [重大行政决策, 重大决策, {a: b}]\n", [("C030", 1, 14), ("C021", 1, 20)]),
    ("程序: {a: b}\n事实: {无此事实: 是}\n", [("C021", 1, 5), ("C034", 2, 6)]),
    ("- 程序: 重大行政决策\n", [("C021", 1, 1)]),
    ("合法\n", [("C021", 1, 1)]),
    ("~\n", [("C010", 1, 1)]),
    ("程序: ~\n名称:\n事实: ~\n步骤: ~\n", [("C023", 1, 1), ("C022", 2, 1), ("C022", 3, 1), ("C022", 4, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_keys_and_shapes_refused(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


def test_a_missing_procedure_lists_the_procedures() -> None:
    zh, en = said("案卷: 甲\n")
    assert "重大行政决策" in zh and "规范性文件" in zh
    assert "major_decision" in en and "normative_document" in en and "重大行政决策" not in en


def test_nearest_names() -> None:
    assert "「重大行政决策」" in said("程序: 重大行政决测\n")[0]
    assert "「合法性审查」" in said(record("合法审查", "日期: 2019-10-20"))[0]
    assert "“legality_review”" in said(record("legality_revew", "日期: 2019-10-20"))[1]
    assert "「结论」" in said(record("合法性审查", "日期: 2019-10-20", "结沦: 合法"))[0]
    assert "「探索性改革」" in said(fact("探索性改隔: 是"))[0]
    assert "「步骤」" in said("程序: 重大行政决策\n步聚: []\n")[0]


def test_names_that_resemble_nothing_list_the_valid_ones() -> None:
    assert "集体讨论" in said(record("吃饭", "日期: 2019-10-20"))[0]
    assert "collective_discussion" in said(record("吃饭", "日期: 2019-10-20"))[1]
    assert "事项类别" in said(fact("天气: 晴"))[0]
    assert "草案版本" in said(record("合法性审查", "日期: 2019-10-20", "天气: 晴"))[0]
    assert "actor" in said(record("集体讨论", "日期: 2019-10-20", "天气: 晴"))[1]


HIDDEN = [
    (record("合法\u200b性审查", "日期: 2019-10-20"), ("C031", 3, 9), "U+200B ZERO WIDTH SPACE", "合法性审查"),
    (fact("⾜上会议: 是"), ("C034", 3, 3), "U+2F9C", "不上会议"),
    (fact("'探索性改革 ': 是"), ("C034", 3, 3), "U+0020 SPACE", "探索性改革"),
    (fact("探索性　改革: 是"), ("C034", 3, 3), "U+3000", "探索性改革"),
    (record("集体讨论", "日期: 2019-10-20", "еvidence: x"), ("C032", 5, 5), "U+0435", "evidence"),
]


@pytest.mark.parametrize(("text", "where", "character", "meant"), HIDDEN)
def test_characters_that_mislead(text: str, where: tuple[str, int, int], character: str, meant: str) -> None:
    assert faults(text) == [where]
    zh, en = said(text)
    assert character in zh and character in en and meant in zh
    assert "\u200b" not in zh


def test_what_belongs_elsewhere() -> None:
    zh, en = said(record("集体讨论", "日期: 2019-10-20", "结论: 合法"))
    assert "它属于步骤 合法性审查" in zh and "legality_review" in en
    assert only(record("集体讨论", "日期: 2019-10-20", "结论: 合法")).code == "C033"
    assert "事实" in said(record("集体讨论", "日期: 2019-10-20", "投资额: 1"))[0]
    assert "合法性审查" in said(fact("结论: 合法"))[0]


def test_the_same_fact_or_field_in_two_languages() -> None:
    assert faults(fact("探索性改革: 是\n  exploratory_reform: 是")) == [("C007", 4, 3)]
    assert faults(record("合法性审查", "日期: 2019-10-20", "结论: 合法", "conclusion: lawful")) == [
        ("C007", 6, 5)
    ]


def test_comparing_names_ends_long_after_any_reader() -> None:
    problems = Problems()
    enough = 4 * limits.ERRORS_SHOWN
    hints = [problems.hint(f"探索性改革{n}", ["探索性改革"]) for n in range(enough + 1)]
    assert all(hints[:enough]) and hints[enough] is None
    assert problems.hint("探索性改革0", ["探索性改革"]) == hints[0]


def test_many_wrong_names_stay_fast_and_each_is_told() -> None:
    lines = "\n  ".join(f"事{n}: 是" for n in range(4_000))
    assert len(faults(fact(lines))) == 4_000

"""Completion in packs: the keywords the grammar allows and the names that make sense at the place."""

from __future__ import annotations

import pytest
from guiju.engine.syntax.keywords import keyword_table

from .editing import PACK, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all: what is offered does not hang on what was asked before."""
    return Desk(tmp_path_factory.mktemp("desk"))


def offered(desk: Desk, text: str, *kinds: str) -> list[str]:
    """What is offered in a second file of the folder."""
    return desk.labels("more.rule", f"规则包 更多 {{ }}\n{text}", *kinds)


@pytest.mark.parametrize("clause", ["每一 ", "有 ", "没有 ", "重做 ", "方案公示 先于 ", "方案公示 之后 "])
def test_steps_where_a_step_may_stand(desk: Desk, clause: str) -> None:
    assert {"方案公示", "安全评估", "开工"} <= set(offered(desk, f"应当 甲 {{ {clause}‸", "step"))


def test_only_names_where_only_a_name_may_stand(desk: Desk) -> None:
    assert offered(desk, "应当 甲 { 每一 ‸", "keyword") == []


def test_fields_of_the_step_come_first_in_its_brackets(desk: Desk) -> None:
    labels = offered(desk, "应当 甲 { 每一 开工 有 安全评估(‸")
    assert labels[:4] == ["结论", "自评", "人员", "收到日期"]
    assert {"抢险", "急事", "公示期", "非", "载明"} <= set(labels)
    assert labels.index("抢险") < labels.index("急事")


def test_this_means_the_step_the_rule_is_about(desk: Desk) -> None:
    labels = offered(desk, "应当 甲 { 每一 安全评估 有 开工(本.‸")
    assert labels[:4] == ["结论", "自评", "人员", "收到日期"]
    assert "抢险" not in labels


@pytest.mark.parametrize(
    "text",
    [
        "应当 甲 { 开工 先于 安全评估(本.‸",
        "应当 甲 { 开工(抢险) 先于 安全评估(本.‸",
        "应当 甲 { 安全评估 之后 开工(本.‸",
        "应当 甲 { 安全评估(自评) 之后 开工(本.‸",
    ],
)
def test_a_short_form_says_what_the_rule_is_about(desk: Desk, text: str) -> None:
    assert offered(desk, text)[:4] == ["结论", "自评", "人员", "收到日期"]


def test_this_in_an_exception_is_that_of_its_rule(desk: Desk) -> None:
    rule = '规则包 另 { }\n应当 乙 { 依据 民法典 要旨 "x" 每一 安全评估 要求 自评 合例 { } 违例 { } }'
    desk.session.workspace.library(desk.put("other.rule", rule))
    assert offered(desk, "例外 丙 针对 乙 { 当 ‸ }")[:2] == ["结论", "自评"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("应当 甲 { 每一 安全评估(结论 = ‸", ["通过", "不通过"]),
        ("应当 甲 { 每一 安全评估(结论 属于 [‸", ["通过", "不通过"]),
        ("应当 甲 { 每一 安全评估(结论 属于 [通过, ‸", ["通过", "不通过"]),
        ("应当 甲 { 每一 开工 当 类型 ≠ ‸", ["新建", "改建"]),
        ("应当 甲 { 每一 开工 当 事实.类型 = ‸", ["新建", "改建"]),
        ("应当 甲 { 每一 安全评估 有 开工(本.结论 = ‸", ["通过", "不通过"]),
        ("案例 甲 { 安全评估(结论 = ‸", ["通过", "不通过"]),
        ("案例 甲 { 事实 类型 = ‸", ["新建", "改建"]),
        ("事实 色 (colour): 红 (red) | 绿 (green) 默认 ‸", ["红", "绿"]),
    ],
)
def test_values_of_what_is_compared(desk: Desk, text: str, values: list[str]) -> None:
    assert offered(desk, text, "value") == values


def test_a_fact_of_an_example_is_not_taken_for_a_field(desk: Desk) -> None:
    desk.session.workspace.library(
        desk.put("facts.rule", "规则包 事 { }\n事实 自评 (own): 高 (high) | 低 (low)")
    )
    assert offered(desk, "应当 甲 { 每一 安全评估 合例 { 事实 自评 = ‸", "value") == ["高", "低"]


def test_parts_of_the_elements_of_a_list(desk: Desk) -> None:
    assert offered(desk, "应当 甲 { 每一 安全评估 当 每个 人员 满足 (‸", "field")[:2] == ["姓名", "资格"]
    assert offered(desk, "案例 甲 { 安全评估(人员 = [{‸", "field") == ["姓名", "资格"]
    assert offered(desk, "案例 甲 { 安全评估(人员 = [{姓名 = 张三, ‸", "field") == ["姓名", "资格"]


def test_the_entry_of_a_list_that_a_requirement_is_about(desk: Desk) -> None:
    text = "应当 甲 { 每一 安全评估 对每个 人员 { 有 开工(主体 = 它.‸"
    assert offered(desk, text, "field") == ["姓名", "资格"]
    assert offered(desk, "应当 甲 { 每一 安全评估 对每个 ‸", "field")[:3] == ["结论", "自评", "人员"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("规则包 甲 { 层级 ‸", ["国家", "省", "市", "县", "乡镇"]),
        ("规则包 甲 { 约束 乡镇, ‸", ["省", "市", "县", "乡镇", "部门", "派出机关"]),
        ("应当 甲 { 强度 ‸", ["明文", "推论", "参照", "存疑"]),
        ("应当 甲 { 严重程度 ‸", ["违反程序", "瑕疵", "提示"]),
        ("案例 甲 { 预期 先评估后开工 ‸", ["违反", "待补充", "待办"]),
        ("事实 甲: ‸", ["是否", "数", "文本"]),
        ("程序 甲 { 步骤 乙 { 字段 丙: ‸", ["是否", "数", "文本"]),
    ],
)
def test_words_of_fixed_sets(desk: Desk, text: str, words: list[str]) -> None:
    assert offered(desk, text, "word")[: len(words)] == words


@pytest.mark.parametrize("text", ["例外 甲 针对 ‸", "例外 甲 针对 公示够久, ‸", "案例 甲 { 预期 ‸"])
def test_rules_and_exceptions(desk: Desk, text: str) -> None:
    assert {"先评估后开工", "公示够久", "抢险先开工"} <= set(offered(desk, text, "rule"))


def test_other_names(desk: Desk) -> None:
    assert "车位程序" in offered(desk, "规则包 甲 { 适用程序 ‸", "procedure")
    assert "车位" in offered(desk, "规则包 甲 { 上位 ‸", "pack")
    assert offered(desk, "应当 甲 { 每一 方案公示 期限 不少于 ‸", "parameter")[:1] == ["公示期"]
    assert offered(desk, "应当 甲 { 每一 安全评估 从 ‸", "field") == ["收到日期"]
    assert "车位办法" in offered(desk, "应当 甲 { 依据 ‸", "norm")
    assert "行政许可法" in offered(desk, "规范 ‸", "norm")


def test_new_names_are_not_offered(desk: Desk) -> None:
    for text in ("应当 ‸", "事实 ‸", "程序 甲 { 步骤 ‸", "应当 甲 (‸", "程序 甲 { 步骤 乙 { 主体 ‸"):
        assert offered(desk, text) == [], text


def test_articles_come_from_the_index(desk: Desk) -> None:
    articles = offered(desk, "应当 甲 { 依据 决策条例 ‸", "provision")
    assert (articles[0], articles[24], len(articles)) == ("第一条", "第二十五条", 44)
    assert offered(desk, "应当 甲 { 依据 决策条例 第二‸", "provision") == articles
    assert offered(desk, "应当 甲 { 依据 决策条例 第三十六条第一款‸", "provision")[:2] == [
        "第(一)项",
        "第(二)项",
    ]
    assert offered(desk, "应当 甲 { 依据 车位办法 ‸", "provision") == []
    english = desk.labels("en.rule", "pack more { }\nmust x { basis 决策条例 art 25 ‸", "provision")
    assert english[:2] == ["para 1", "para 2"]


def test_what_is_offered_takes_the_place_of_what_is_written(desk: Desk) -> None:
    items = desk.complete("more.rule", "规则包 更多 { }\n应当 甲 { 依据 决策条例 第二十‸")
    assert {item.prefix for item in items} == {3}


def test_items_have_both_names_and_say_what_they_are(desk: Desk) -> None:
    (item,) = [i for i in desk.complete("more.rule", "规则包 更多 { }\n应当 甲 { 当 ‸") if i.label == "抢险"]
    assert item.detail.zh == "emergency(事实)"
    assert item.about is not None and "是不是抢险?" in item.about.zh and "emergency?" in item.about.en
    (rule,) = [
        i for i in desk.complete("more.rule", "规则包 更多 { }\n例外 甲 针对 ‸") if i.label == "公示够久"
    ]
    assert rule.about is not None and "公示期满" in rule.about.zh and "第五条" in rule.about.zh


def test_the_language_is_that_of_the_file(desk: Desk) -> None:
    items = desk.complete("en.rule", "pack more { layer town }\nmust x { has ‸")
    steps = [i for i in items if i.kind == "step"]
    assert "works_start" in [i.label for i in steps] and "开工" not in [i.label for i in steps]
    assert next(i for i in steps if i.label == "works_start").detail.en == "开工 (step)"
    assert "at_least" in [i.label for i in items]


def test_keywords_are_those_the_grammar_allows(desk: Desk) -> None:
    clauses = offered(desk, "应当 甲 { ‸ }", "keyword")
    assert {"依据", "要旨", "每一", "有", "合例"} <= set(clauses)
    assert not {"层级", "步骤", "预期", "先于", "规则包"} & set(clauses)
    assert {"规则包", "应当", "例外"} <= set(offered(desk, "‸", "keyword"))
    assert {"先于", "至少", "不计入"} <= set(offered(desk, "应当 甲 { 有 开工 ‸", "keyword"))
    assert {"日", "个工作日", "月"} <= set(offered(desk, "应当 甲 { 每一 方案公示 期限 不少于30‸", "keyword"))


def test_nothing_inside_texts_and_comments(desk: Desk) -> None:
    for text in ('应当 甲 { 要旨 "有 ‸', "应当 甲 { # 有 ‸", "规范 甲 《有 ‸", '要旨 "a" / "有 ‸"'):
        assert offered(desk, text) == [], text
    assert "开工" in offered(desk, '应当 甲 { 要旨 "a#b" 每一 ‸', "step")


@pytest.mark.parametrize(
    "broken",
    [
        "应当 坏 { 依据 依据 { 有 有\n",
        '应当 坏 { 要旨 "没有结束\n',
        "案例 坏 { 预期 = = }\n应当 坏二 { 每一 (((\n",
        "@ ¥ 应当\n",
    ],
)
def test_faults_elsewhere_do_not_matter(desk: Desk, broken: str) -> None:
    assert "安全评估" in offered(desk, f"{broken}应当 甲 {{ 依据 民法典\n 每一 ‸\n}}\n{broken}", "step")
    assert offered(desk, f"{broken}应当 甲 {{ 每一 安全评估(结论 = ‸\n{broken}", "value") == [
        "通过",
        "不通过",
    ]


def test_a_fault_in_the_same_declaration_does_not_matter(desk: Desk) -> None:
    assert "安全评估" in offered(desk, "应当 甲 { 依据 依据 ) 要旨 = 每一 ‸", "step")


def test_every_keyword_has_help() -> None:
    from guiju.engine.editor.keyword_help import keyword_help

    for entries in keyword_table().values():
        for terminal in entries:
            helped = keyword_help(terminal)
            assert helped is not None, terminal
            assert helped.zh.endswith("。") and helped.en.endswith("."), terminal
            assert helped.en.isascii(), terminal


def test_help_names_no_keyword_that_is_gone() -> None:
    import tomllib

    from guiju.engine.diagnostics.shipped import GRAMMARS

    helped = tomllib.loads((GRAMMARS / "keyword_help.toml").read_text("utf-8"))
    assert set(helped) == {t for entries in keyword_table().values() for t in entries}


def test_every_place_of_a_pack_can_be_asked(desk: Desk) -> None:
    """Cut off anywhere, nothing fails, and the word that stood there is among what is offered for its beginning."""
    words = {"安全评估": "step", "通过": "value", "抢险": "fact", "公示期": "parameter"}
    for at in range(0, len(PACK), 7):
        desk.complete("cut.rule", PACK[:at] + "‸")
    body = PACK.index("应当 先评估后开工")
    for word, kind in words.items():
        at = PACK.index(f" {word}", body) + 1
        assert word in desk.labels("parking.rule", PACK[:at] + "‸" + PACK[at + len(word) :], kind), word

"""L011 to L013: what is declared and used nowhere."""

from __future__ import annotations

from .linting import NATION, exception, found, none, one, only, places, rule

MORE = (
    NATION
    + "程序 程序乙 (procedure_b) { 步骤 会签 (countersigning)  "
    + "步骤 座谈 (talk) { 字段 人次 (heads): 数, 地点 (site): 文本 } }\n"
    + '事实 涉外 (foreign): 是否 "涉外吗?" / "Is it foreign?"\n'
)
USES = rule("子", "每一 座谈  当 涉外  要求 人次 > 3 且 地点 ≠ 无") + rule("丑", "会签 先于 座谈")


def test_a_step_no_rule_touches() -> None:
    it = one("L011", MORE + rule("子", "每一 座谈  要求 人次 > 3"))
    assert places(it) == [("0.rule", 2)] and "“会签”" in it.message.zh and "'countersigning'" in it.message.en


def test_steps_are_touched_in_many_ways() -> None:
    for body in (
        "每一 座谈  没有 会签 先于 本",
        "每一 座谈  有 启动 先于 本 其间无 会签",
        "每一 座谈  有 启动 后于 本 5日内 不计入 会签",
        "每一 座谈  有 启动 后于 最近(本, 会签) 5日内",
        "每一 座谈  当 有 会签 先于 本  要求 人次 > 3",
        "每一 座谈  要求 人次 > 3  重做 会签",
        "每一 座谈  任一 { 要求 人次 > 3; 有 会签 先于 本 }",
    ):
        none("L011", MORE + rule("子", body))
    counts = '视为 视 {{ 依据 国法 第二条 要旨 "x" / "x" 记录 {} 作为 {} }}\n'
    none("L011", MORE + rule("子", "每一 座谈  要求 人次 > 3") + counts.format("会签", "审查"))
    none("L011", MORE + rule("子", "每一 座谈  要求 人次 > 3") + counts.format("审查", "会签"))


def test_a_fact_nobody_asks_for() -> None:
    it = one("L012", MORE + rule("子", "每一 座谈  要求 人次 > 3 且 地点 ≠ 无"))
    assert places(it) == [("0.rule", 3)] and it.severity == "note" and "“涉外”" in it.message.zh
    none("L012", MORE + USES)


def test_facts_are_asked_for_in_many_ways() -> None:
    base = MORE + rule("子", "每一 座谈  要求 人次 > 3 且 地点 ≠ 无")
    none("L012", base + rule("丑", "每一 决定  有 审查(通过 且 涉外) 先于 本"))
    none("L012", base + rule("丑", "每一 决定  当 载明 涉外  有 审查 先于 本"))
    none("L012", base + rule("丑", "审查 先于 决定") + exception("寅", "丑", "当 涉外"))
    none("L012", base + '不适用于 域 { 依据 国法 第二条 要旨 "x" / "x" 当 涉外 }\n')
    dated = base.replace("涉外 (foreign): 是否", "涉外 (foreign): 日期")
    none("L012", dated + rule("丑", "每一 决定  有 公布 后于 事实.涉外 5日内"))


def test_fields_nobody_asks_for_are_a_hint() -> None:
    (it,) = only("L012", found(MORE + rule("子", "每一 座谈  当 涉外  有 会签 先于 本")))
    assert it.severity == "note" and "人次、地点" in it.message.zh and "heads, site" in it.message.en
    assert places(it) == [("0.rule", 2)]


DEFINED = "定义 大额 (large) = 金额 > 100万元\n"
PARAM = "参数 期数 (period) = 30日 { 依据 国法 第三条 }\n"


def test_definitions_and_parameters_nobody_uses() -> None:
    hits = only("L013", found(DEFINED + PARAM))
    assert [places(d) for d in hits] == [[("0.rule", 2)], [("0.rule", 3)]]
    assert "定义“大额”" in hits[0].message.zh and "the parameter 'period'" in hits[1].message.en


def test_definitions_and_parameters_in_use() -> None:
    none("L013", DEFINED + rule("子", "每一 决定  当 大额  有 审查 先于 本"))
    none("L013", PARAM + rule("子", "公示 期限 不少于 期数"))
    none(
        "L013",
        DEFINED
        + "定义 急大额 (urgent_large) = 大额 且 紧急\n"
        + rule("子", "每一 决定  当 急大额  有 审查 先于 本"),
    )

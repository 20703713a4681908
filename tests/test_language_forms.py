"""What the later forms of the language compile to, and the mistakes one can make with them."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule

from .command_line import run

WORDS = """规则包 样 "样" / "Sample" { 层级 国家  版次 "2" }
规范 办法 《样办法》 { 施行 2020-01-01 }
程序 样程序 (sample) {
  步骤 会议 (meeting) 时段 {
    字段 金额数 (sum): 金额, 约定期 (agreed): 时长, 人数 (people): 数, 应到 (due): 数, 答复日 (reply_by): 日期,
      单位 (units): 列表, 主持 (chair): 文本, 纪要 (minutes): 文本, 渠道 (channels): 列表 [网站 (site) | 报纸 (paper)],
      费用 (fees): 列表 { 数额 (amount): 金额, 名目 (item): 文本 },
      专家 (experts): 列表 { 姓名 (name): 文本, 外请 (outside): 是否 }
  }
  步骤 报告 (report)
}
"""
EXAMPLES = "合例 {{ 会议 2024-03-01 至 2024-03-02 }}  违例 {{ 会议 2024-03-01 至 2024-03-02 }}"
RULE = '应当 甲 (rule_a) {{ 依据 办法 第一条  要旨 "甲" / "A"\n  {}\n  ' + EXAMPLES + " }}\n"


def compiled(text: str) -> tuple[Program, list[tuple[str, int, str]]]:
    program, found = compile_sources([Source("a.rule", WORDS + text)])
    return program, [(d.code, d.span.line if d.span else 0, d.message.zh) for d in found]


def rule(body: str, more: str = "") -> Rule:
    program, found = compiled(more + RULE.format(body))
    assert found == []
    return program.rules[0]


def requirement(body: str, more: str = "") -> core.Req:
    return rule(body, more).versions[0].readings[0].req


def when(condition: str, more: str = "") -> core.Cond:
    return rule(f"每一 会议  当 {condition}\n  有 报告 后于 本", more).when


def field(name: str, who: core.Who = "this") -> core.FieldRef:
    return core.FieldRef(who, name)


NEED = "定义 够人 记录 会议 = 人数 > 1\n"
PEOPLE, DUE = field("人数"), field("应到")


def number(n: int | str) -> core.Lit:
    return core.Lit(Decimal(n))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("人数 + 1 > 应到", core.Compare(">", core.Calc("+", PEOPLE, number(1)), DUE)),
        ("人数 - 应到 ≥ -2", core.Compare(">=", core.Calc("-", PEOPLE, DUE), number(-2))),
        (
            "人数 - 1 - 应到 = 0",
            core.Compare("=", core.Calc("-", core.Calc("-", PEOPLE, number(1)), DUE), number(0)),
        ),
        (
            "人数 + 应到 × 2 ÷ 3 > 1",
            core.Compare(
                ">",
                core.Calc("+", PEOPLE, core.Calc("/", core.Calc("*", DUE, number(2)), number(3))),
                number(1),
            ),
        ),
        (
            "人数 ≥ 应到 * 三分之二",
            core.Compare(
                ">=", PEOPLE, core.Calc("*", DUE, core.Calc("/", number(2), number(3)))
            ),
        ),
        ("金额数 ≥ 2亿元", core.Compare(">=", field("金额数"), number(200_000_000))),
        ("sum < 1.5 ten_thousand_yuan", core.Compare("<", field("金额数"), number("15000"))),
        ("约定期 ≥ 30日", core.Compare(">=", field("约定期"), core.Lit(Duration(30, "day")))),
        ("单数(个数(专家))", core.Odd(core.Count(field("专家")))),
        (
            "至少 三分之二 专家 满足 (外请)",
            core.Quant("share", 2, field("专家"), core.Truth(field("外请", "item")), 3),
        ),
        (
            "at_least 2/3 experts satisfies (outside)",
            core.Quant("share", 2, field("专家"), core.Truth(field("外请", "item")), 3),
        ),
        ("至多 2个 专家 满足 (外请)", core.Quant("at_most", 2, field("专家"), core.Truth(field("外请", "item")))),
        ("恰好 2个 专家 满足 (外请)", core.Quant("exactly", 2, field("专家"), core.Truth(field("外请", "item")))),
        ("历时 不超过 3个月 顺延", core.Lasting("<=", Duration(3, "month"), "this", roll=True)),
        (
            "自 起 至 答复日 不少于 5个工作日 足日",
            core.Lasting(
                ">=", Duration(5, "workday"), "this", True, first=field("起"), last=field("答复日")
            ),
        ),
        (
            "没有 报告(起 ≥ 本.起) 先于 本",
            core.Occurs(
                core.Forbid(
                    "报告",
                    core.Compare(">=", field("起", "that"), field("起")),
                    core.Window("before"),
                )
            ),
        ),
        ("机关层级 = 县", core.Compare("=", core.FactRef("机关层级"), core.Lit("县"))),
        ("authority_level = county", core.Compare("=", core.FactRef("机关层级"), core.Lit("县"))),
    ],
)  # fmt: skip
def test_conditions(written: str, meant: core.Cond) -> None:
    assert when(written) == meant


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("有 报告 先于 2024-12-31", core.Window("before", core.FixedPoint(date(2024, 12, 31)))),
        ("有 报告 先于 当年 3月31日", core.Window("before", core.YearDayPoint(3, 31))),
        ("has report before next_year 01-31", core.Window("before", core.YearDayPoint(1, 31, 1))),
        (
            "有 报告 后于 本 不晚于 次年 2月29日",
            core.Window("after", by=core.YearDayPoint(2, 29, 1)),
        ),
        (
            "有 报告 不论先后 不早于 本.起 不晚于 本.答复日",
            core.Window("any", since=core.EdgePoint("start"), by=core.DatePoint(field("答复日"))),
        ),
        ("有 报告 后于 本 不晚于 本", core.Window("after", by=core.EdgePoint("start"))),
        (
            "有 报告 后于 最近(本, 2024-01-01) 3日内",
            core.Window(
                "after",
                core.LatestPoint((core.EdgePoint("end"), core.FixedPoint(date(2024, 1, 1))), ()),
                hi=Duration(3, "day"),
            ),
        ),
    ],
)
def test_windows(written: str, window: core.Window) -> None:
    found = requirement("每一 会议  " + written)
    assert isinstance(found, core.Exists) and found.window == window


def test_the_time_between_two_days() -> None:
    found = requirement("每一 会议  从 起 至 答复日 不超过 5日 不计入 会议")
    assert found == core.Lasts(
        "<=", Duration(5, "day"), excluding=("会议",), first=field("起"), last=field("答复日")
    )


def test_a_requirement_for_each_element_of_a_list() -> None:
    found = requirement(
        "每一 会议  对每个 专家 { 全部 { 有 报告(主体 = 它.姓名) 后于 本; 要求 它.外请 或 单位 含 它.姓名 } }"
    )
    name = field("姓名", "item")
    assert found == core.ForEach(
        field("专家"),
        core.AllOf(
            (
                core.Exists("报告", core.Compare("=", field("主体", "that"), name), core.Window("after")),
                core.Test(core.Or((core.Truth(field("外请", "item")), core.Contains(field("单位"), name)))),
            )
        ),
    )
    plain = requirement("每一 会议  for_every units { ensure it != 主持 and minutes contains it }")
    element = field(core.ELEMENT, "item")
    assert plain == core.ForEach(
        field("单位"),
        core.Test(
            core.And((core.Compare("!=", element, field("主持")), core.Contains(field("纪要"), element)))
        ),
    )


def test_the_element_of_a_plain_list_and_of_one_with_named_values() -> None:
    assert when("每个 单位 满足 (它 ≠ 本.主持)") == core.Quant(
        "every", 0, field("单位"), core.Compare("!=", field(core.ELEMENT, "item"), field("主持"))
    )
    assert when("至少 2个 渠道 满足 (它 属于 [网站, 报纸])") == core.Quant(
        "at_least", 2, field("渠道"), core.Member(field(core.ELEMENT, "item"), ("网站", "报纸"))
    )
    assert when("凭证 含 本.主持") == core.Contains(field("凭证"), field("主持"))


def test_tallies_of_a_list() -> None:
    fees = core.FieldRef("this", "费用")
    assert when("求和(费用.数额) ≤ 金额数 且 种数(专家.姓名) = 个数(专家)") == core.And(
        (
            core.Compare("<=", core.Tally("sum", fees, "数额"), field("金额数")),
            core.Compare("=", core.Tally("distinct", field("专家"), "姓名"), core.Count(field("专家"))),
        )
    )
    assert when("most_alike_in(channels) ≤ 1") == core.Compare(
        "<=", core.Tally("most_frequent", field("渠道")), number(1)
    )


def test_what_a_list_holds_all_or_any_of() -> None:
    held = tuple(core.Contains(field("渠道"), v) for v in ("网站", "报纸"))
    assert when("渠道 含全部 [网站, 报纸]") == core.And(held)
    assert when("channels contains_any [site, paper]") == core.Or(held)


def test_bounds_that_the_case_states() -> None:
    found = requirement("每一 会议  有 报告 后于 本 至多 事实.期数 至少 本.约定期", "事实 期数: 时长\n")
    assert isinstance(found, core.Exists)
    assert found.window == core.Window(
        "after",
        lo=Duration(0, "day", of=("this", "约定期")),
        hi=Duration(0, "day", of=("fact", "期数")),
    )
    assert requirement("每一 会议  期限 不少于 本.约定期") == core.Lasts(
        ">=", Duration(0, "day", of=("this", "约定期"))
    )


def test_the_same_day_and_the_earliest_of_several() -> None:
    found = requirement("每一 会议  有 报告 后于 最早(本, 2024-01-01) 同日亦可 3日内")
    assert isinstance(found, core.Exists)
    points = (core.EdgePoint("end"), core.FixedPoint(date(2024, 1, 1)))
    assert found.window == core.Window(
        "after", core.LatestPoint(points, (), "earliest"), hi=Duration(3, "day"), same_day=True
    )


def test_records_deemed_on_expiry_or_after_a_time() -> None:
    counts = '视为 乙 {{ 依据 办法 第二条  要旨 "乙" / "B"\n  记录 会议 作为 报告 {}\n {} }}\n'
    program, found = compiled(counts.format("满 60日", ""))
    assert found == [] and program.counts[0].after == Duration(60, "day")
    program, found = compiled(counts.format("on_expiry", "若未 有 报告 后于 本 5个工作日内"))
    assert found == [] and program.counts[0].dated == "expiry"
    assert [c for c, _, _ in compiled(counts.format("期满", ""))[1]] == ["P014"]


def test_a_rule_may_be_for_some_procedures_only() -> None:
    assert rule("每一 会议  有 报告 后于 本  适用程序 sample").procedures == ("样程序",)


def test_articles_that_were_inserted_and_several_of_one_norm() -> None:
    found = rule("每一 会议  有 报告 后于 本  责任 办法 第二条之一第三款, 第四条, art 5-2 para 1")
    assert [(c.article, c.suffix, c.paragraph) for c in found.liability] == [
        (2, 1, 3), (4, 0, None), (5, 2, 1),
    ]  # fmt: skip


def test_numbers_may_be_chinese_where_a_unit_follows() -> None:
    found = requirement("每一 会议  有 至少 两次 报告 后于 本 三十日内 至少 五个工作日")
    assert isinstance(found, core.Exists) and found.at_least == 2
    assert (found.window.hi, found.window.lo) == (Duration(30, "day"), Duration(5, "workday"))
    assert when("金额数 ≥ 五万元") == core.Compare(">=", field("金额数"), number(50_000))
    named = "事实 三年规划: 是否\n事实 一日游: 是否\n"
    assert when("三年规划 且 非 一日游", named) == core.And(
        (core.Truth(core.FactRef("三年规划")), core.Not(core.Truth(core.FactRef("一日游"))))
    )


def test_a_name_that_is_a_keyword_may_stand_in_backquotes() -> None:
    assert when("`事实` 且 非 `载明`", "事实 `事实`: 是否\n事实 `载明`: 是否\n") == core.And(
        (core.Truth(core.FactRef("事实")), core.Not(core.Truth(core.FactRef("载明"))))
    )


def test_a_lower_pack_adds_fields_and_steps() -> None:
    more = (
        '规则包 下 "下" / "Lower" { 层级 省 }\n'
        "程序 样程序 { 增补 meeting { 字段 列席 (observers): 数 }  步骤 公示 (display) }\n"
    )
    program, found = compiled(more + RULE.format("每一 会议  当 列席 > 1\n  有 公示 后于 本"))
    assert found == []
    assert [s.name.zh for s in program.procedures["样程序"].steps] == ["会议", "报告", "公示"]
    assert program.procedures["样程序"].pack == "样"
    assert program.vocabulary.steps["会议"].fields[-1].name.en == "observers"
    assert program.procedures["样程序"].steps[0] == program.vocabulary.steps["会议"]


def test_periods_and_stretches() -> None:
    assert rule("每季  有 报告 后于 本.起").period == "quarter"
    assert rule("each_half_year  has report after this.start").period == "half_year"
    found = rule("每隔 18个月 自 会议(人数 > 3)  当 应到 > 1  有 报告 后于 本.起 不晚于 本.止")
    assert (found.step, found.period, found.every) == ("会议", None, Duration(18, "month"))
    assert found.when == core.And((core.Compare(">", PEOPLE, number(3)), core.Compare(">", DUE, number(1))))
    assert rule("每隔 1年  有 报告 后于 本.起").step is None


def test_definitions_are_about_facts_or_a_record_and_use_each_other_in_any_order() -> None:
    more = "定义 大会 记录 会议 = 够人 且 金额数 > 1元\n定义 够人 记录 会议 = 人数 > 应到\n"
    enough = core.Compare(">", PEOPLE, DUE)
    assert when("大会", more) == core.And((enough, core.Compare(">", field("金额数"), number(1))))
    looked_for = requirement("每一 报告  有 会议(大会) 先于 本", more)
    assert isinstance(looked_for, core.Exists)
    assert looked_for.where == core.And(
        (
            core.Compare(">", field("人数", "that"), field("应到", "that")),
            core.Compare(">", field("金额数", "that"), number(1)),
        )
    )


def test_parameters_carry_their_name_and_the_values_of_lower_packs() -> None:
    more = "参数 天数 (days_open) = 30日 { 依据 办法 第二条 授权 省, city }\n参数 门槛 = 100万元\n参数 人头 = 3\n"
    lower = '规则包 下 "下" / "Lower" { 层级 省  上位 样 }\n参数 days_open = 40日 { 依据 办法 第三条 }\n'
    program, found = compiled(
        more + RULE.format("每一 会议  当 金额数 > 门槛 且 人数 > 人头\n  期限 不少于 天数") + lower
    )
    assert found == []
    days = program.params["天数"]
    assert [(v.pack, v.value) for v in days.values] == [
        ("样", Duration(30, "day")),
        ("下", Duration(40, "day")),
    ]
    assert days.values[0].delegates == ("省", "市") and days.values[1].basis[0].article == 3
    req = program.rules[0].versions[0].readings[0].req
    assert isinstance(req, core.Lasts) and req.duration == Duration(30, "day", "天数")
    assert program.rules[0].when == core.And(
        (
            core.Compare(">", field("金额数"), core.Lit(Decimal(1_000_000), "门槛")),
            core.Compare(">", PEOPLE, core.Lit(Decimal(3), "人头")),
        )
    )


def test_a_rule_says_to_whom_its_point_is_delegated() -> None:
    assert rule("每一 会议  有 报告 后于 本  授权 省, 乡镇").delegates == ("省", "乡镇")


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        (RULE.format("每一 会议 当 人数 + 金额数 > 1\n  有 报告 后于 本"), "P011", 13, "不能这样运算"),
        (RULE.format("每一 会议 当 金额数 × 金额数 > 1元\n  有 报告 后于 本"), "P011", 13, "不能这样运算"),
        (RULE.format("每一 会议 当 人数 ÷ 应到 > 1\n  有 报告 后于 本"), "P011", 13, "不为零的数"),
        (RULE.format("每一 会议 当 人数 ÷ 0 > 1\n  有 报告 后于 本"), "P011", 13, "不为零的数"),
        (
            "参数 半 = 2\n" + RULE.format("每一 会议 当 人数 ÷ 半 > 1\n  有 报告 后于 本"),
            "P011", 14, "不为零的数",
        ),
        (RULE.format("每一 会议 当 金额数 > 5000\n  有 报告 后于 本"), "P011", 13, "带单位的金额"),
        (RULE.format("每一 会议 当 约定期 > 30\n  有 报告 后于 本"), "P011", 13, "一段带单位的时间"),
        (RULE.format("每一 会议 当 约定期 > 金额数\n  有 报告 后于 本"), "P011", 13, "类型不同"),
        (RULE.format("每一 会议 当 单数(金额数)\n  有 报告 后于 本"), "P011", 13, "只有数才分单双"),
        (RULE.format("每一 会议 当 至少 3/2 专家 满足 (外请)\n  有 报告 后于 本"), "P005", 13, "份额"),
        (RULE.format("每一 会议\n  有 报告(有 会议 先于 本) 后于 本"), "P013", 14, "只能写在"),
        (RULE.format("每一 会议\n  要求 有 报告 后于 本"), "P013", 14, "只能写在"),
        (RULE.format("每一 报告 当 历时 不少于 3日\n  有 会议 先于 本"), "P013", 13, "不是时段"),
        (RULE.format("每一 会议\n  从 人数 至 答复日 不少于 3日"), "P011", 14, "“人数”不是日期"),
        (RULE.format("每隔 0日 自 会议\n  有 报告 后于 本.起"), "P005", 13, "间隔不能是零"),
        (RULE.format("每一 会议\n  有 报告 先于 当年 2月30日"), "P004", 14, "没有 2月30日 这一天"),
        (RULE.format("每一 会议 授权 省分\n  有 报告 后于 本"), "P010", 13, "省分"),
        (RULE.format("每一 会议\n  有 报告(主体 = 它) 后于 本"), "P013", 14, "没有“它”"),
        (RULE.format("每一 会议\n  对每个 专家 { 要求 它.姓别 = 主持 }"), "P010", 14, "姓别"),
        (RULE.format("每一 会议\n  对每个 主持 { 要求 它 = 主持 }"), "P011", 14, "不是列表"),
        (RULE.format("每一 会议\n  要求 纪要 含 本.人数"), "P011", 14, "文字"),
        (RULE.format("每一 会议\n  要求 单位 含 主持"), "P011", 14, "是字段还是文字"),
        (RULE.format("每一 会议\n  要求 求和(费用.名目) > 1元"), "P011", 14, "合计"),
        (RULE.format("每一 会议\n  要求 种数(专家.名姓) > 1"), "P010", 14, "名姓"),
        (RULE.format("每一 会议\n  有 报告 后于 本 至多 本.人数"), "P011", 14, "不是一段时间"),
        (RULE.format("每一 会议\n  有 报告 不论先后 同日亦可"), "P014", 14, "同日亦可"),
        (RULE.format("每一 会议\n  有 报告 后于 最早(本, 会议)"), "P014", 14, "不写步骤"),
        (RULE.format("每一 会议 适用程序 别的\n  有 报告 后于 本"), "P010", 13, "别的"),
        ("程序 样程序 { 增补 会仪 { 字段 甲: 数 } }\n", "P010", 12, "会仪"),
        ("程序 样程序 { 增补 会议 { 字段 人数: 数 } }\n", "P012", 12, "重复"),
        ("定义 甲 = 乙\n定义 乙 = 甲\n", "P019", 12, "成了圈"),
        (NEED + RULE.format("每一 报告 当 够人\n  有 会议 先于 本"), "P013", 14, "会议的记录"),
        ("参数 天 = 3日\n参数 天 = 4日\n", "P012", 13, "重复声明"),
        ("参数 天 = 3日\n" + '规则包 下 "下" / "L" { 层级 省  上位 样 }\n参数 天 = 4\n', "P011", 14, "种类"),
        ("参数 天 = 3\n" + RULE.format("每一 会议\n  期限 不少于 天"), "P011", 15, "不是一段时间"),
        ('规则包 下 "下" / "L" { 层级 省  上位 样 (版次 "1") }\n', "P033", 12, "版次"),
    ],
)  # fmt: skip
def test_mistakes(text: str, code: str, line: int, says: str) -> None:
    _, found = compiled(text)
    assert [(c, at) for c, at, _ in found] == [(code, line)], found
    assert says in found[0][2]


def test_an_import_may_pin_the_text_it_means(tmp_path: Path) -> None:
    words = tmp_path / "words.rule"
    words.write_text(WORDS, encoding="utf-8")
    main = tmp_path / "main.rule"
    digest = hashlib.sha256(words.read_bytes()).hexdigest()
    text = (
        WORDS.splitlines()[0].split('"')[0]
        + '{{ }}\n导入 "words.rule" 摘要 "{}"\n'
        + RULE.format("每一 会议\n  有 报告 后于 本")
    )
    for good in (digest, digest[:12], digest[:20].upper()):
        main.write_text(text.replace("{}", good, 1), encoding="utf-8")
        assert "P034" not in run("lint", main).out
    for bad in (digest[:11], digest[:11] + "z", "", digest[::-1]):
        main.write_text(text.replace("{}", bad, 1), encoding="utf-8")
        ended = run("lint", main)
        assert ended.code == 2 and re.search(r"main\.rule:2:\d+ 错误 P034", ended.out), ended.out
        assert digest[:12] in ended.out

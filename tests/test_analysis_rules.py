"""L003 to L005: demands that contradict, rules that repeat others, lower layers that loosen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from guiju.engine.analysis import worlds
from guiju.engine.analysis.domains import World
from guiju.engine.analysis.worlds import Wish, search

from .linting import CITY, WORLD, exception, found, none, one, only, places, rule

# --- L003 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("每一 决定  有 审查 先于 本", "每一 决定  没有 审查 先于 本"),
        ("每一 决定  有 审查(结论 = 合法) 先于 本 至少 5日", "每一 决定  没有 审查 先于 本"),
        ("每一 决定  有 审查(结论 = 合法) 先于 本 至多 5日", "每一 决定  没有 审查(结论 ≠ 不合法) 先于 本 至多 10日"),
        ("每一 决定  有 至少 3次 审查 先于 本", "每一 决定  有 至多 2次 审查 先于 本"),
        ("每一 决定  当 紧急  有 公布 后于 本", "每一 决定  当 类别 = 甲类  没有 公布 后于 本"),
        ("每一 决定  有 审查 先于 本", "没有 审查"),
        ("每一 决定  有 审查 先于 本", "每一 审查  没有 决定 后于 本"),
        ("公示 期限 不少于30日", "公示 期限 不超过20日"),
        ("公示 期限 不少于2个月", "公示 期限 不超过50日"),
        ("每一 审查  要求 结论 = 合法", "每一 审查  要求 结论 = 不合法"),
        ("每一 审查  当 紧急  要求 份数 > 5", "每一 审查  要求 份数 ≤ 5"),
        ("每一 决定  全部 { 有 审查 先于 本; 有 公布 后于 本 }", "每一 决定  没有 公布 后于 本"),
        ("每一 决定  任一 { 要求 紧急; 有 审查 先于 本 }", "每一 决定  没有 审查 先于 本"),
    ],
)  # fmt: skip
def test_must_against_must_not(first: str, second: str) -> None:
    for pack in (rule("子", first) + rule("丑", second), rule("丑", second) + rule("子", first)):
        it = one("L003", pack)
        assert sorted(places(it)) == [("0.rule", 2), ("0.rule", 3)] and it.severity == "error"
        assert "“子”" in it.message.zh and "“丑”" in it.message.zh and "国法第一条" in it.message.zh


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # outside the barred window there is room
        ("每一 决定  有 审查 先于 本", "每一 决定  没有 审查 先于 本 至多 5日"),
        ("每一 决定  有 公布 后于 本 30日内", "每一 决定  没有 公布 后于 本 5日内"),
        # only some records are barred
        ("每一 决定  有 审查 先于 本", "每一 决定  没有 审查(结论 = 不合法) 先于 本"),
        # never both at once
        ("每一 决定  当 紧急  有 审查 先于 本", "每一 决定  当 非 紧急  没有 审查 先于 本"),
        ("每一 决定(通过)  有 审查 先于 本", "每一 决定(非 通过)  没有 审查 先于 本"),
        ("每一 决定  有 至少 2次 审查 先于 本", "每一 决定  有 至多 2次 审查 先于 本"),
        ("每一 决定  有 审查 先于 本", "每一 讨论  没有 审查 先于 本"),
        ("每一 决定  有 审查 先于 本", "每一 审查(结论 = 不合法)  没有 决定 后于 本"),
        ("公示 期限 不少于20日", "公示 期限 不超过30日"),
        ("公示 期限 不少于20个工作日", "公示 期限 不超过30日"),
        ("每一 审查  要求 结论 = 合法", "每一 审查(份数 > 3)  要求 份数 > 5"),
        ("每一 审查  当 紧急  要求 份数 > 5", "每一 审查  当 非 紧急  要求 份数 ≤ 5"),
        ("每一 决定  任一 { 有 启动 先于 本; 有 审查 先于 本 }", "每一 决定  没有 审查 先于 本"),
        (
            "每一 决定 版本 2020-01-01 至 2022-01-01 { 有 审查 先于 本 }",
            "每一 决定 版本 2022-01-01 { 没有 审查 先于 本 }",
        ),
    ],
)  # fmt: skip
def test_demands_that_can_both_be_met(first: str, second: str) -> None:
    none("L003", rule("子", first) + rule("丑", second))


def test_a_contradiction_names_the_facts() -> None:
    pack = rule("子", "每一 决定  当 紧急  有 审查 先于 本") + rule("丑", "每一 决定  没有 审查 先于 本")
    it = one("L003", pack)
    assert it.hint is not None
    assert (it.hint.zh, it.hint.en) == ("例如:紧急 = 是", "for example when urgent = yes")


def test_an_exception_can_resolve_a_contradiction() -> None:
    pack = rule("子", "每一 决定  当 紧急  有 审查 先于 本") + rule("丑", "每一 决定  没有 审查 先于 本")
    none("L003", pack + exception("寅", "丑", "当 紧急"))


def test_values_that_read_as_others_do_not_exclude_them() -> None:
    town = """规则包 镇包 "镇" / "town" {
      层级 乡镇  约束 乡镇  适用程序 程序甲  上位 国包
      参照 国包 { 依据 国法 第四条  要旨 "x" / "x"  约束 乡镇  读作 全体 作为 常务 } }
    """
    high = rule("子", "每一 讨论  要求 形式 = 常务")
    low = rule("丑", "每一 讨论  要求 形式 = 全体", basis="市规 第三条")
    none("L003", high, town + low, own=(1,))
    apart = town.replace("读作 全体 作为 常务", "")
    assert len(only("L003", found(high, apart + low, own=(1,)))) == 1


# --- L004 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strict", "weak"),
    [
        ("每一 决定  有 审查 先于 本 至少 10日", "每一 决定  有 审查 先于 本 至少 5日"),
        ("每一 决定  有 公布 后于 本 5日内", "每一 决定  有 公布 后于 本"),
        ("每一 决定  有 审查(份数 > 5) 先于 本", "每一 决定  有 审查(份数 > 3) 先于 本"),
        ("每一 决定  有 审查 先于 本", "每一 决定  当 紧急  有 审查 先于 本"),
        ("每一 决定  有 至少 3次 审查 先于 本", "每一 决定  有 至少 2次 审查 先于 本"),
        ("每一 决定  没有 审查 先于 本", "每一 决定  没有 审查(结论 = 合法) 先于 本 至多 5日"),
        ("公示 期限 不少于2个月", "公示 期限 不少于50日"),
        ("公示 期限 不超过20日", "公示 期限 不超过20个工作日"),
        ("每一 审查  要求 份数 > 5 且 通过", "每一 审查  要求 份数 > 3"),
        ("每一 决定  全部 { 有 审查 先于 本; 有 公布 后于 本 }", "每一 决定  有 公布 后于 本"),
        (
            "每一 决定  任一 { 有 审查 先于 本 至少 9日; 有 讨论 先于 本 }",
            "每一 决定  任一 { 有 讨论 先于 本; 有 审查 先于 本 }",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_another_implies(strict: str, weak: str) -> None:
    for pack, lines in (
        (rule("严", strict) + rule("宽", weak), [3, 2]),
        (rule("宽", weak) + rule("严", strict), [2, 3]),
    ):
        it = one("L004", pack)
        assert [line for _, line in places(it)] == lines and it.severity == "warning"
        assert "“宽”(国法第一条)已经包含在“严”(国法第一条)里" in it.message.zh


def test_two_rules_that_demand_the_same() -> None:
    it = one("L004", rule("子", "每一 决定  有 审查 先于 本") + rule("丑", "审查 先于 决定"))
    assert places(it) == [("0.rule", 3), ("0.rule", 2)]
    assert "要求相同" in it.message.zh and "demands the same as" in it.message.en


def test_each_rule_that_adds_nothing_is_told_once() -> None:
    same = "每一 决定  有 审查 先于 本"
    pack = "".join(rule(name, same) for name in ("子", "丑", "寅", "卯"))
    assert [places(d)[0][1] for d in only("L004", found(pack))] == [3, 4, 5]


STEPS = ("审查", "讨论", "公布")


def test_many_rules_on_one_step_take_few_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[Sequence[Wish]] = []

    def counted(wishes: Sequence[Wish], known: World | None = None) -> World | None:
        searches.append(wishes)
        return search(wishes, known)

    monkeypatch.setattr(worlds, "search", counted)
    pack = "".join(
        rule(f"规则{n}", f"每一 决定  当 金额 > {n % 5} 元  有 {STEPS[n % 3]} 先于 本 至少 {n}日")
        for n in range(60)
    )
    found(pack)
    assert len(searches) < 400  # two and two would be thousands


@pytest.mark.parametrize(
    "pack",
    [
        # different norms stand beside each other on purpose
        rule("子", "审查 先于 决定") + rule("丑", "审查 先于 决定", basis="市规 第三条"),
        # shorter by some calendars only
        rule("子", "公示 期限 不少于1个月") + rule("丑", "公示 期限 不少于30日"),
        rule("子", "每一 决定  有 审查 先于 本 至少 5日") + rule("丑", "每一 决定  有 审查 先于 本 至多 9日"),
        # the narrower rule has a wider demand, and the other way round
        rule("子", "每一 决定  当 紧急  有 审查 先于 本") + rule("丑", "每一 决定  当 保密  有 审查 先于 本"),
        rule("子", "每一 决定  有 审查(结论 = 合法) 先于 本") + rule("丑", "每一 决定  有 审查(通过) 先于 本"),
        # an exception lifts the one, not the other
        rule("子", "审查 先于 决定")
        + rule("丑", "每一 决定  当 紧急  有 审查 先于 本")
        + exception("寅", "子", "当 保密"),
        # less is certain, or less grave
        rule("子", "审查 先于 决定  强度 推论") + rule("丑", "每一 决定  当 紧急  有 审查 先于 本"),
        rule("子", "审查 先于 决定  严重程度 提示") + rule("丑", "每一 决定  当 紧急  有 审查 先于 本"),
        # what else is missing where there was no discussion
        rule("子", "讨论 先于 决定") + rule("丑", "每一 决定  任一 { 有 讨论 先于 本; 有 审查 先于 本 }"),
        rule("子", "每一 决定 版本 2021-01-01 { 有 审查 先于 本 }") + rule("丑", "每一 决定  当 紧急  有 审查 先于 本"),
        rule("子", "每一 审查  要求 份数 > 3") + rule("丑", "每一 审查  要求 份数 > 5 或 非 通过"),
    ],
)  # fmt: skip
def test_rules_that_add_something(pack: str) -> None:
    none("L004", pack)


# --- L005 ----------------------------------------------------------------------------------------------------

HIGH = rule("上规", "公示 期限 不少于30日")


def test_an_exception_of_a_lower_layer() -> None:
    low = CITY + exception("放过", "上规", "当 紧急", basis="市规 第二条")
    it = one("L005", HIGH, low, own=(1,))
    assert places(it) == [("1.rule", 2), ("0.rule", 2)] and it.severity == "error"
    assert "“放过”(市规第二条)放宽了上位规范的要求“上规”(国法第一条)" in it.message.zh
    assert (
        "the exception '放过_en' (市规 art. 2) of a lower layer loosens '上规_en' (国法 art. 1)"
        in it.message.en
    )
    # seen from the higher pack it is shown there, too
    assert places(one("L005", HIGH, low, own=(0,))) == [("0.rule", 2), ("1.rule", 2)]


@pytest.mark.parametrize(
    ("high", "low"),
    [
        (HIGH, exception("市例", "上规", "当 紧急  代之以 期限 不少于20日")),
        (HIGH, rule("市期", "公示 期限 不少于20日")),
        # one way of several that the higher rule leaves
        (
            rule("上规", "每一 公示  任一 { 期限 不少于30日; 有 审查 先于 本 }"),
            rule("市期", "公示 期限 不少于20日"),
        ),
        (rule("上规", "决定 之后 公布 20日内"), rule("市期", "决定 之后 公布 30日内")),
        # hours against days: two days in a row are less than 48 hours apart
        (rule("上规", "每一 决定  有 公布 后于 本 1日内"), rule("市期", "每一 决定  有 公布 后于 本 48小时内")),
        (rule("上规", "每一 决定  有 公布 后于 本 24小时内"), rule("市期", "每一 决定  有 公布 后于 本 1日内")),
        (rule("上规", "每一 决定  有 审查 先于 本 至少 72小时"), rule("市期", "每一 决定  有 审查 先于 本 至少 3日")),
        (rule("上规", "每一 决定  有 至少 3次 审查 先于 本"), rule("市期", "每一 决定  有 至少 2次 审查 先于 本")),
        (rule("上规", "审查 先于 决定"), '视为 市视 { 依据 市规 第二条 要旨 "x" / "x" 记录 讨论 作为 审查 }\n'),
    ],
)  # fmt: skip
def test_lower_layers_that_loosen(high: str, low: str) -> None:
    it = one("L005", high, CITY + low, own=(1,))
    assert places(it) == [("1.rule", 2), ("0.rule", 2)]


@pytest.mark.parametrize(
    ("high", "low"),
    [
        # stricter or equal
        (HIGH, exception("市例", "上规", "当 紧急  代之以 期限 不少于40日")),
        (HIGH, rule("市期", "公示 期限 不少于40日")),
        (HIGH, rule("市期", "公示 期限 不少于30日")),
        (
            rule("上规", "每一 公示  任一 { 期限 不少于30日; 有 审查 先于 本 }"),
            rule("市期", "公示 期限 不少于30日"),
        ),
        (rule("上规", "决定 之后 公布 20日内"), rule("市期", "决定 之后 公布 10日内")),
        (rule("上规", "每一 决定  有 公布 后于 本 1日内"), rule("市期", "每一 决定  有 公布 后于 本 47小时内")),
        (rule("上规", "每一 决定  有 公布 后于 本 48小时内"), rule("市期", "每一 决定  有 公布 后于 本 1日内")),
        # given to the layer
        (rule("上规", "公示 期限 不少于30日  授权 市"), rule("市期", "公示 期限 不少于20日")),
        (rule("上规", "公示 期限 不少于30日  授权 市"), exception("市例", "上规", "当 紧急")),
        (rule("上规", "审查 先于 决定  授权 市"), '视为 市视 { 依据 市规 第二条 要旨 "x" / "x" 记录 讨论 作为 审查 }\n'),
        # an exception to the higher exception gives the rule back
        (HIGH + exception("上例", "上规", "当 紧急"), exception("市例", "上例", "当 保密")),
        # an exception to a rule of its own
        (HIGH, rule("市规则", "审查 先于 决定") + exception("市例", "市规则", "当 保密")),
        # about something else
        (HIGH, rule("市期", "整改 期限 不少于20日")),
        (
            rule("上规", "每一 决定  当 紧急  有 公布 后于 本 20日内"),
            rule("市期", "每一 决定  当 非 紧急  有 公布 后于 本 30日内"),
        ),
        (rule("上规", "审查 先于 决定"), '视为 市视 { 依据 市规 第二条 要旨 "x" / "x" 记录 整改 作为 公示 }\n'),
        (rule("上规", "审查 先于 决定"), '不视为 市视 { 依据 市规 第二条 要旨 "x" / "x" 记录 审查 当 非 通过 }\n'),
    ],
)  # fmt: skip
def test_lower_layers_that_do_not_loosen(high: str, low: str) -> None:
    none("L005", high, CITY + low, own=(1,))


def test_an_exception_to_what_gives_a_rule_back_takes_it_away_again() -> None:
    high = HIGH + exception("上例", "上规", "当 紧急") + exception("上限", "上例", "当 保密")
    low = CITY + exception("市例", "上限", "当 类别 = 甲类", basis="市规 第二条")
    assert places(one("L005", high, low, own=(1,))) == [("1.rule", 2), ("0.rule", 2)]


def test_packs_that_never_bind_one_case_do_not_meet() -> None:
    elsewhere = CITY.replace("某省某市", "某省他市")
    one_city = CITY + rule("市一", "公示 期限 不少于40日")
    low = elsewhere.replace("市包", "县包").replace("层级 市", "层级 县").replace("上位 国包", "上位 国包")
    none("L005", HIGH, one_city, low + rule("县一", "公示 期限 不少于35日"), own=(2,))


def param(value: str, more: str = "") -> str:
    return f"参数 期数 (period) = {value} {{ 依据 国法 第三条  {more} }}\n"


def test_a_parameter_that_a_lower_layer_makes_weaker() -> None:
    high = param("30日") + rule("上规", "公示 期限 不少于 期数")
    it = one("L005", high, CITY + param("20日"), own=(1,))
    assert places(it) == [("1.rule", 2), ("0.rule", 2), ("0.rule", 3)]
    assert "(上位 30日,下层 20日)" in it.message.zh and "(30 days above, 20 days below)" in it.message.en
    none("L005", high, CITY + param("40日"), own=(1,))
    none(
        "L005",
        param("30日", "授权 市") + rule("上规", "公示 期限 不少于 期数"),
        CITY + param("20日"),
        own=(1,),
    )
    none(
        "L005", param("30日") + rule("上规", "公示 期限 不少于 期数  授权 市"), CITY + param("20日"), own=(1,)
    )


def test_more_time_is_weaker_where_it_is_the_most() -> None:
    high = param("30日") + rule("上规", "决定 之后 公布 至多 期数")
    assert len(only("L005", found(high, CITY + param("40日"), own=(1,)))) == 1
    none("L005", high, CITY + param("20日"), own=(1,))
    barred = param("30日") + rule("上规", "每一 决定  没有 公布 后于 本 至多 期数")
    assert len(only("L005", found(barred, CITY + param("20日"), own=(1,)))) == 1
    none("L005", barred, CITY + param("40日"), own=(1,))


def test_a_parameter_in_a_condition_is_only_a_hint() -> None:
    high = "参数 数额 (sum) = 100万元 { 依据 国法 第三条 }\n" + rule(
        "上规", "每一 决定  当 金额 ≥ 数额  有 审查 先于 本"
    )
    low = CITY + "参数 数额 = 200万元 { 依据 市规 第三条 }\n"
    assert one("L005", high, low, own=(1,)).severity == "note"


def test_only_what_concerns_the_own_files_is_shown() -> None:
    clash = rule("子", "每一 决定  有 审查 先于 本") + rule("丑", "每一 决定  没有 审查 先于 本")
    assert WORLD and found(clash, rule("寅", "启动 先于 公布"), own=(1,)) == []

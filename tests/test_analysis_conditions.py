"""L009, L010 and L021: conditions that never or always hold, and those too large to look at."""

from __future__ import annotations

import pytest

from .linting import exception, found, none, one, only, places, rule

SCOPE = '不适用于 域 (scope_en) {{ 依据 国法 第三条  要旨 "x" / "x"  当 {} }}\n'
COUNTS = '不视为 数 (counts_en) {{ 依据 国法 第三条  要旨 "x" / "x"  记录 审查  当 {} }}\n'
SOME = rule("子", "审查 先于 决定")


@pytest.mark.parametrize(
    ("pack", "line", "said"),
    [
        (rule("子", "每一 决定  当 金额 > 5万元 且 金额 < 3万元  有 审查 先于 本"), 2, "适用条件不可能成立"),
        (rule("子", "每一 决定  当 类别 = 甲类 且 类别 = 乙类  有 审查 先于 本"), 2, "适用条件不可能成立"),
        (rule("子", "每一 决定  当 非 载明 紧急 且 紧急  有 审查 先于 本"), 2, "适用条件不可能成立"),
        (rule("子", "每一 决定  当 紧急 且 非 紧急  有 审查 先于 本"), 2, "紧急 且 非(紧急)"),
        (rule("子", "每一 决定  有 审查(份数 > 5 且 份数 < 3) 先于 本"), 2, "对记录的条件不可能成立"),
        (rule("子", "每一 决定  当 紧急  有 审查(通过 且 非 紧急) 先于 本"), 2, "在这条规则适用时不可能成立"),
        (rule("子", "每一 审查  要求 结论 = 合法 且 结论 = 不合法"), 2, "要求的条件不可能成立"),
        (rule("子", "每一 审查(结论 = 合法)  要求 结论 = 不合法"), 2, "在这条规则适用时不可能成立"),
        (rule("子", "每一 决定  当 紧急 或 金额 > 5万元 且 金额 < 3万元  有 审查 先于 本"), 2, "中的一部分"),
        (SOME + exception("丑", "子", "当 期日 < 2024-01-01 且 期日 > 2024-02-01"), 3, "“丑”"),
        (SOME + exception("丑", "子", "当 紧急  须证明 保密 且 非 保密"), 3, "须证明的条件不可能成立"),
        (SCOPE.format("类别 = 甲类 且 类别 = 丙类"), 2, "“域”"),
        (COUNTS.format("份数 = 1 且 份数 = 2"), 2, "“数”"),
    ],
)
def test_a_condition_that_can_never_hold(pack: str, line: int, said: str) -> None:
    it = one("L009", pack)
    assert places(it) == [("0.rule", line)] and it.severity == "error" and said in it.message.zh


@pytest.mark.parametrize(
    ("pack", "line", "said"),
    [
        (rule("子", "每一 决定  当 金额 > 3万元 或 金额 < 5万元  有 审查 先于 本"), 2, "适用条件总是成立"),
        (rule("子", "每一 决定  当 类别 属于 [甲类, 乙类, 丙类]  有 审查 先于 本"), 2, "适用条件总是成立"),
        (rule("子", "每一 决定  当 类别 ≠ 甲类 或 类别 ≠ 乙类  有 审查 先于 本"), 2, "适用条件总是成立"),
        (rule("子", "每一 决定  有 审查(通过 或 非 通过) 先于 本"), 2, "对记录的条件总是成立"),
        (rule("子", "每一 审查  要求 份数 ≥ 3 或 份数 < 9"), 2, "要求的条件总是成立"),
        (
            rule("子", "每一 决定  当 紧急 且 (金额 > 3万元 或 金额 < 5万元)  有 审查 先于 本"),
            2,
            "中的一部分总是成立",
        ),
        (SCOPE.format("类别 属于 [甲类, 乙类, 丙类]"), 2, "“域”"),
    ],
)
def test_a_condition_that_always_holds(pack: str, line: int, said: str) -> None:
    it = one("L010", pack)
    assert places(it) == [("0.rule", line)] and it.severity == "warning" and said in it.message.zh


@pytest.mark.parametrize(
    "condition",
    [
        "金额 > 3万元 且 金额 < 5万元",
        "类别 属于 [甲类, 乙类]",
        "类别 ≠ 甲类 且 类别 ≠ 乙类",
        "载明 紧急 且 紧急",
        "非 载明 紧急 或 紧急",
        "载明 紧急 或 非 紧急",  # unknown where it is not stated
        "紧急 或 保密",
        "本.期日 > 2024-01-01 且 本.期日 < 2024-01-03",
        "有 公布 后于 本 且 没有 审查 先于 本",
    ],
)
def test_conditions_that_say_something(condition: str) -> None:
    pack = rule("子", f"每一 决定  当 {condition}  有 审查 先于 本")
    none("L009", pack)
    none("L010", pack)


def test_a_window_without_a_day() -> None:
    body = "每一 决定  有 公布 不论先后 不早于 {} 不晚于 {}"
    it = one("L009", rule("子", body.format("2024-03-01", "2024-02-01")))
    assert places(it) == [("0.rule", 2)] and "窗口里没有一天" in it.message.zh
    none("L009", rule("子", body.format("2024-03-01", "2024-03-01")))


def test_a_step_of_which_no_record_counts() -> None:
    whole = COUNTS.replace("  当 {}", "").format()
    it = one("L010", whole)
    assert places(it) == [("0.rule", 2)] and "一概不算" in it.message.zh
    none("L010", COUNTS.format("份数 > 3"))


def test_a_demand_that_only_silence_leaves_open_is_meant_so() -> None:
    """Asking what the record does not state makes the finding unknown: a way to ask for it."""
    none("L009", rule("子", "每一 审查(非 载明 通过)  要求 通过"))


def test_a_rule_is_named_once_for_a_condition_in_several_readings() -> None:
    reading = '解释 {0} {1} 依据 国法 第一条 "x" / "x" {{ 有 审查(份数 > 5 且 份数 < 3) 先于 本 {2} }} '
    body = "每一 决定 " + reading.format("一", "默认", "") + reading.format("二", "", "至少 3日")
    assert len(only("L009", found(rule("子", body)))) == 1


def test_what_is_too_large_is_said_and_nothing_claimed() -> None:
    # eight pigeons in seven holes: no way, but it takes long to see
    def sits(pigeon: int, hole: int) -> str:
        return f"份数 + {pigeon + 1} > 份数 * {hole + 2}"

    housed = " 且 ".join("(" + " 或 ".join(sits(p, h) for h in range(7)) + ")" for p in range(8))
    apart = " 且 ".join(
        f"({' 且 '.join(f'(非 ({sits(p, h)}) 或 非 ({sits(q, h)}))' for p in range(8) for q in range(p))})"
        for h in range(7)
    )
    pack = rule("子", f"每一 审查  当 {housed} 且 {apart}  有 启动 先于 本")
    it = one("L021", pack)
    assert it.severity == "note" and places(it) == [("0.rule", 2)] and "没有全部查完" in it.message.zh
    none("L009", pack)


def test_a_rule_with_very_many_conditions_is_not_looked_at_and_says_so() -> None:
    def either(first: int) -> str:
        return " 或 ".join(f"金额 = {n} 元" for n in range(first, first + 150))

    pack = rule("子", f"每一 审查  当 {either(0)}  有 启动 先于 本")
    pack += "".join(exception(f"外{n}", "子", f"当 {either(n)}") for n in range(4))
    it = one("L021", pack)
    assert places(it) == [("0.rule", 2)] and "750" in it.message.zh and "guiju test" in it.message.en
    assert "L021" not in {d.code for d in found(rule("子", f"每一 审查  当 {either(0)}  有 启动 先于 本"))}

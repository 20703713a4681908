"""L018 and L019: examples that test nothing, and conditions no example fails."""

from __future__ import annotations

import pytest

from .linting import exception, found, none, one, only, places, rule

GUARDED = "每一 决定  当 紧急  有 审查 先于 本"
KEPT = "合例 { 事实 紧急 = 是  审查 2024-01-02  决定 2024-01-09 }"
BROKEN = "违例 { 事实 紧急 = 是  决定 2024-01-09 }"


def case(content: str, expected: str, name: str = "案") -> str:
    return f"案例 {name} {{ {content}  预期 子 {expected} }}\n"


def test_examples_that_test_their_rule() -> None:
    pack = rule("子", f"{GUARDED} {KEPT} {BROKEN}")
    none("L018", pack + case("事实 紧急 = 否  决定 2024-01-09", "不适用"))
    none(
        "L018",
        pack + exception("丑", "子", "当 保密") + case("事实 紧急 = 是, 保密 = 是  决定 2024-01-09", "豁免"),
    )
    none("L018", pack + case("决定 2024-01-09", "待补充"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("启动 2024-01-02", "不适用"),  # no record the rule is about
        ("事实 紧急 = 是  启动 2024-01-02  审查 2024-01-03", "不适用"),
    ],
)
def test_an_example_without_what_the_rule_is_about(content: str, expected: str) -> None:
    pack = rule("子", f"{GUARDED} {KEPT} {BROKEN}") + case(content, expected)
    it = one("L018", pack)
    assert places(it) == [("0.rule", 3), ("0.rule", 2)] and it.severity == "warning"
    assert "没有检验“子”(国法第一条)" in it.message.zh


def test_a_conforming_example_that_is_only_exempt_tests_the_exception() -> None:
    kept = "合例 { 事实 紧急 = 是, 保密 = 是  决定 2024-01-09 }"
    none("L018", rule("子", f"{GUARDED} {kept} {BROKEN}") + exception("丑", "子", "当 保密"))


def test_an_example_of_what_counts_tests_that() -> None:
    counts = '不视为 数 { 依据 国法 第二条 要旨 "x" / "x" 记录 审查 当 非 通过 }\n'
    pack = rule("子", f"{GUARDED} {KEPT.replace('审查', '审查(通过 = 是)')} {BROKEN}") + counts
    none("L018", pack + case("事实 紧急 = 是  审查(通过 = 否) 2024-01-02  决定 2024-01-09", "违反"))


def test_an_example_before_the_day_on_which_something_is_deemed_done_tests_that_day() -> None:
    deemed = '视为 满日 { 依据 国法 第二条 要旨 "x" / "x" 记录 启动 作为 决定 满 60日 }\n'
    pack = rule("子", f"{GUARDED} {KEPT} {BROKEN}") + deemed
    none("L018", pack + case("事实 紧急 = 是  启动 2024-01-02  截至 2024-03-01", "不适用"))


def test_an_example_outside_the_time_of_the_rule_tests_that() -> None:
    none("L018", rule("子", f"{GUARDED} {KEPT} {BROKEN}") + case("事实 紧急 = 是  决定 2019-01-09", "不适用"))


def test_a_condition_without_an_example_of_not_applying_is_a_hint() -> None:
    pack = rule("子", f"{GUARDED} {KEPT} {BROKEN}")
    it = one("L019", pack)
    assert it.severity == "note" and places(it) == [("0.rule", 2)]
    none("L019", pack + case("事实 紧急 = 否  决定 2024-01-09", "不适用"))
    none("L019", rule("子", "审查 先于 决定"))


def test_what_the_own_files_do_not_hold_is_left_aside() -> None:
    pack = rule("子", f"{GUARDED} {KEPT} {BROKEN}") + case("启动 2024-01-02", "不适用")
    assert only("L018", found(pack, rule("卯", "启动 先于 公布"), own=(1,))) == []


def test_examples_of_a_rule_about_the_breach_of_others() -> None:
    """What it is about is kept, however far back; an example without a breach tests nothing still."""
    answered = rule("子", f"{GUARDED} {KEPT} {BROKEN}")
    kept = "合例 { 事实 紧急 = 是  决定 2024-01-09  公布 2024-01-12 }"
    broken = "违例 { 事实 紧急 = 是  决定 2024-01-09  截至 2024-02-28 }"
    told = rule("寅", f"若违反 子  有 公布 后于 本 10日内 {kept} {broken}")
    late = "事实 紧急 = 是  决定 2024-01-09"
    remedied = rule(
        "卯",
        f"若违反 寅  有 整改 后于 本 20日内 合例 {{ {late}  整改 2024-01-25 至 2024-01-26 }} "
        f"违例 {{ {late}  截至 2024-03-28 }}",
    )
    none("L018", answered + told + remedied)
    idle = answered + told.replace(kept, kept.replace("决定", "审查 2024-01-02  决定"))
    assert places(one("L018", idle)) == [("0.rule", 3), ("0.rule", 3)]


def test_exceptions_of_the_rules_watched_are_kept() -> None:
    answered = rule("子", f"{GUARDED} {KEPT} {BROKEN}") + exception("丑", "子", "当 保密")
    facts = "事实 紧急 = 是, 保密 = 否  决定 2024-01-09"
    told = f"若违反 子  有 公布 后于 本 10日内 合例 {{ {facts}  公布 2024-01-12 }} 违例 {{ {facts}  截至 2024-02-28 }}"
    none("L018", answered + rule("寅", told))
    assert one(
        "L018",
        answered
        + rule("寅", told.replace("保密 = 否  决定 2024-01-09  公布", "保密 = 是  决定 2024-01-09  公布")),
    )

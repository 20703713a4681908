"""L006 to L008: exceptions that swallow, that are none, that overlap."""

from __future__ import annotations

import pytest

from .linting import exception, none, one, places, rule

URGENT = rule("子", "每一 决定  当 紧急  有 审查 先于 本")
PLAIN = rule("子", "审查 先于 决定")

# --- L006 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pack",
    [
        URGENT + exception("丑", "子", "当 紧急"),
        URGENT + exception("丑", "子", "当 紧急 或 保密"),
        PLAIN + exception("丑", "子", "当 类别 属于 [甲类, 乙类, 丙类]"),
        rule("子", "每一 审查(份数 > 5)  有 启动 先于 本") + exception("丑", "子", "当 份数 > 3"),
    ],
)
def test_an_exception_that_swallows_its_rule(pack: str) -> None:
    it = one("L006", pack)
    assert places(it) == [("0.rule", 3), ("0.rule", 2)] and it.severity == "error"
    assert "例外“丑”(国法第二条)把“子”(国法第一条)吞没了" in it.message.zh


@pytest.mark.parametrize(
    "pack",
    [
        URGENT + exception("丑", "子", "当 保密"),
        URGENT + exception("丑", "子", "当 紧急  须证明 保密"),
        PLAIN + exception("丑", "子", "当 载明 紧急 且 紧急"),
        PLAIN + exception("丑", "子", "当 类别 属于 [甲类, 乙类]"),
        rule("子", "每一 审查(份数 > 3)  有 启动 先于 本") + exception("丑", "子", "当 份数 > 5"),
    ],
)
def test_an_exception_that_leaves_something(pack: str) -> None:
    none("L006", pack)


def test_an_exception_to_an_exception_can_swallow_it() -> None:
    pack = PLAIN + exception("丑", "子", "当 紧急") + exception("寅", "丑", "当 紧急 或 保密")
    it = one("L006", pack)
    assert places(it) == [("0.rule", 4), ("0.rule", 3)]


# --- L007 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (URGENT + exception("丑", "子", "当 非 紧急"), "从不成立"),
        (
            rule("子", "每一 审查(份数 > 5)  有 启动 先于 本") + exception("丑", "子", "当 份数 < 3"),
            "从不成立",
        ),
        (
            PLAIN + exception("丑", "子", "当 紧急  代之以 有 审查 先于 本"),
            "与“子”(国法第一条)原来的要求一样",
        ),
        (
            rule("子", "每一 决定  全部 { 有 审查 先于 本; 有 讨论 先于 本 }")
            + exception("丑", "子", "当 紧急  代之以 全部 { 有 讨论 先于 本; 有 审查 先于 本 }"),
            "原来的要求一样",
        ),
    ],
)
def test_an_exception_that_is_none(pack: str, said: str) -> None:
    it = one("L007", pack)
    assert places(it) == [("0.rule", 3), ("0.rule", 2)] and said in it.message.zh


@pytest.mark.parametrize(
    "pack",
    [
        URGENT + exception("丑", "子", "当 类别 = 甲类"),
        rule("子", "每一 审查(份数 > 5)  有 启动 先于 本") + exception("丑", "子", "当 份数 < 9"),
        PLAIN + exception("丑", "子", "当 紧急  代之以 有 审查 先于 本 至少 3日"),
        PLAIN + exception("丑", "子", "当 紧急  代之以 有 审查(通过) 先于 本"),
    ],
)
def test_an_exception_that_is_one(pack: str) -> None:
    none("L007", pack)


# --- L008 ----------------------------------------------------------------------------------------------------

INSTEAD = "代之以 有 讨论 先于 本"


def test_two_exceptions_that_overlap_with_different_effects() -> None:
    pack = PLAIN + exception("丑", "子", "当 紧急") + exception("寅", "子", f"当 金额 > 5万元  {INSTEAD}")
    it = one("L008", pack)
    assert places(it) == [("0.rule", 4), ("0.rule", 3), ("0.rule", 2)] and it.severity == "error"
    assert "例如:紧急 = 是、金额 > 50000" in it.message.zh
    assert "for example when urgent = yes, amount > 50000" in it.message.en


def test_two_replacements_that_differ() -> None:
    pack = (
        PLAIN
        + exception("丑", "子", "当 紧急  代之以 有 启动 先于 本")
        + exception("寅", "子", f"当 保密  {INSTEAD}")
    )
    assert len(places(one("L008", pack))) == 3


@pytest.mark.parametrize(
    "second",
    [
        exception("寅", "子", "当 保密"),  # the same effect
        exception("寅", "子", f"当 保密  优先 1  {INSTEAD}"),  # a higher rank
        exception("寅", "子", f"当 保密 且 非 紧急  {INSTEAD}"),  # never both
        exception("寅", "丑", f"当 保密  {INSTEAD}"),  # of another depth
        exception("寅", "子", f"当 保密  {INSTEAD}") + exception("卯", "丑", "当 保密"),  # the one gives way
    ],
)
def test_exceptions_that_do_not_clash(second: str) -> None:
    none("L008", PLAIN + exception("丑", "子", "当 紧急") + second)


def test_a_clash_of_exceptions_to_an_exception() -> None:
    pack = (
        PLAIN
        + exception("丑", "子", "当 紧急")
        + exception("寅", "丑", "当 保密")
        + exception("卯", "丑", f"当 类别 = 甲类  {INSTEAD}")
    )
    assert places(one("L008", pack)) == [("0.rule", 5), ("0.rule", 4), ("0.rule", 3)]

"""L014 to L017 and L020: cures that cannot work, versions of rules, norms that are not in force."""

from __future__ import annotations

import pytest

from .linting import none, one, places, rule

# --- L014 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "每一 决定  有 审查 先于 本  重做 启动",
        "每一 决定  有 公布 后于 本 20日内  否则 有 审查 先于 本",
        "每一 决定  有 审查 先于 本  否则 有 审查 先于 本",
        "每一 决定  有 公布 后于 本 20日内  否则 全部 { 有 公布; 有 审查 先于 本 }",
        "每一 决定  有 公布 后于 本 20日内  否则 任一 { 有 讨论 先于 本; 有 审查 先于 本 }",
        "每一 决定  要求 通过  否则 要求 通过",
        "公示 期限 不少于30日  否则 期限 不少于30日",
        "每一 决定  有 公布 不晚于 2024-03-01  否则 有 公布 不晚于 2024-02-01",
        # counted from the record, not from the breach
        "每一 决定  有 公布 后于 本 60日内  否则 有 审查 后于 本.起 30日内",
        "每一 决定  有 公布 后于 本 20个工作日内  否则 有 公布 后于 本.止 20个工作日内",
        # before the norm came into force
        "每一 决定  有 公布 后于 本 60日内  否则 有 审查 后于 本 不晚于 2019-01-01",
    ],
)
def test_a_cure_that_cannot_work(body: str) -> None:
    it = one("L014", rule("子", body))
    assert places(it) == [("0.rule", 2)] and "“子”(国法第一条)" in it.message.zh


@pytest.mark.parametrize(
    "body",
    [
        "每一 决定  有 审查 先于 本  重做 审查",
        "每一 决定  有 审查 先于 本  重做 决定",
        "每一 决定  没有 审查(非 通过) 先于 本 其间无 讨论  重做 讨论",
        "每一 决定  有 公布 后于 本 20日内  否则 有 公布",
        "每一 决定  有 公布 后于 本 20日内  否则 有 公布 后于 本 20日内",  # a second period, from the breach on
        "每一 决定  有 公布 后于 本 20日内  否则 任一 { 有 讨论 先于 本; 有 公布 }",
        "每一 决定  没有 讨论 先于 本  否则 有 审查 先于 本",  # the discussion, which breaks it, comes before
        "公示 期限 不少于30日  否则 期限 不少于20日",
        "每一 决定  有 公布 后于 本 60日内  否则 有 审查 后于 本.起 90日内",
        "每一 决定  有 公布 后于 本 60日内 其间无 讨论  否则 有 审查 后于 本.起 30日内",
        "每一 决定  有 公布 后于 本 60日内  否则 有 审查 后于 本 不晚于 2020-01-01",
        "每一 决定  适用时点 本.起  有 公布 后于 本 60日内  否则 有 审查 后于 本 不晚于 2019-01-01",
        "每一 决定  有 公布 不晚于 2024-03-01  否则 有 公布 不晚于 2024-04-01",
    ],
)
def test_a_cure_that_can_work(body: str) -> None:
    none("L014", rule("子", body))


def test_doing_again_what_rests_on_the_step_is_a_cure() -> None:
    none("L014", rule("子", "每一 审查  要求 通过  重做 决定") + rule("丑", "审查 先于 决定"))


def test_what_counts_as_the_step_is_a_cure() -> None:
    counts = '视为 视 { 依据 国法 第二条 要旨 "x" / "x" 记录 启动 作为 审查 }\n'
    none("L014", rule("子", "每一 决定  有 审查 先于 本  重做 启动") + counts)


def test_a_step_that_may_not_be_made_up_for() -> None:
    pack = rule("子", "审查 先于 决定") + rule("丑", "每一 决定  没有 审查 后于 本")
    it = one("L014", pack)
    assert places(it) == [("0.rule", 2), ("0.rule", 3)]
    assert "补做“审查”,而“丑”(国法第一条)不许在那以后再做" in it.message.zh
    none("L014", rule("子", "审查 先于 决定") + rule("丑", "每一 决定  没有 审查 后于 本 至多 5日"))
    none("L014", rule("子", "审查 先于 决定") + rule("丑", "每一 决定  没有 审查(非 通过) 后于 本"))
    none("L014", rule("子", "审查 先于 决定") + rule("丑", "每一 讨论  没有 审查 后于 本"))
    elsewhere = rule("丑", "每一 决定  当 非 紧急  没有 审查 后于 本")
    none("L014", rule("子", "每一 决定  当 紧急  有 审查 先于 本") + elsewhere)


# --- L015, L016 ----------------------------------------------------------------------------------------------


def versions(*spans: str) -> str:
    return rule(
        "子",
        "每一 决定 " + " ".join(f"版本 {s} {{ 有 审查 先于 本 至少 {n}日 }}" for n, s in enumerate(spans, 1)),
    )


def test_a_gap_between_versions() -> None:
    it = one("L015", versions("2020-01-01 至 2021-01-01", "2021-03-01"))
    assert places(it) == [("0.rule", 2)] and "2021-01-01 至 2021-02-28 没有规则" in it.message.zh
    assert "nothing from 2021-01-01 to 2021-02-28" in it.message.en


def test_versions_that_overlap() -> None:
    it = one("L016", versions("2020-01-01 至 2021-03-01", "2021-01-01"))
    assert it.severity == "error" and "从 2021-01-01 起两个都有效" in it.message.zh
    assert "both are in force from 2021-01-01" in it.message.en.replace("  ", " ")
    one("L016", versions("2020-01-01", "2021-01-01"))


def test_versions_that_follow_each_other() -> None:
    for code in ("L015", "L016"):
        none(code, versions("2020-01-01 至 2021-01-01", "2021-01-01 至 2022-01-01", "2022-01-01"))


# --- L017 ----------------------------------------------------------------------------------------------------

OLD = "规范 旧法 《样例旧法》 { 施行 2015-01-01  废止 2022-01-01 }\n"


def old(span: str, basis: str = "旧法 第一条") -> str:
    return OLD + rule("子", f"每一 决定 版本 {span} {{ 有 审查 先于 本 }}", basis=basis)


def test_a_rule_that_outlives_its_norm() -> None:
    it = one("L017", old("2016-01-01"))
    assert places(it) == [("0.rule", 3)] and "《样例旧法》2022-01-01 起失效" in it.message.zh
    one("L017", old("2016-01-01 至 2022-02-01"))
    one("L017", old("2023-01-01"))


def test_a_rule_before_its_norm() -> None:
    it = one("L017", old("2014-01-01 至 2022-01-01"))
    assert "到 2015-01-01 才施行" in it.message.zh and "in force only from 2015-01-01" in it.message.en


def test_rules_within_the_time_of_their_norms() -> None:
    none("L017", old("2016-01-01 至 2022-01-01"))
    none("L017", OLD + rule("子", "审查 先于 决定", basis="旧法 第一条"))  # it ends with its norm
    none(
        "L017", old("2016-01-01", "国法 第一条, 旧法 第二条")
    )  # the leading norm is in force, the other was before
    none("L017", rule("子", "每一 决定 版本 2022-01-01 { 有 审查 先于 本 }"))


# --- L020 ----------------------------------------------------------------------------------------------------


def test_a_breach_without_a_cure() -> None:
    it = one("L020", rule("子", "审查 先于 决定").replace('补正 "补" / "mend"', ""))
    assert it.severity == "note" and places(it) == [("0.rule", 2)]
    none("L020", rule("子", "审查 先于 决定  严重程度 提示").replace('补正 "补" / "mend"', ""))
    none("L020", rule("子", "审查 先于 决定"))

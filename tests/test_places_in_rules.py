"""Findings of the analysis point to the clause they are about, and what is written twice is told where it is."""

from __future__ import annotations

import pytest

from . import linting
from .site_works import HEAD, codes, rule, wrong

assert HEAD


def _line(code: str, body: str) -> int:
    """On which line of the rule the single finding stands; the head of the rule is line 0."""
    found = linting.one(code, linting.rule("甲", body + "\n" + linting.EXAMPLES))
    assert found.span is not None
    return found.span.line - 2


@pytest.mark.parametrize(
    ("code", "body", "line"),
    [
        ("L009", "\n每一 决定\n当 紧急 且 非 紧急\n有 审查 先于 本", 2),
        ("L010", "\n每一 决定\n当 紧急 或 非 紧急\n有 审查 先于 本", 2),
        ("L014", "\n每一 决定\n有 审查 后于 本 5日内\n重做 公布", 3),
        ("L014", "\n每一 决定\n有 审查 后于 本 60日内\n否则 有 整改 后于 本 不晚于 2019-01-01", 3),
        (
            "L015",
            "\n每一 决定\n版本 2020-01-01 至 2021-01-01 { 有 审查 先于 本 }\n版本 2022-01-01 { 有 讨论 先于 本 }",
            3,
        ),
        (
            "L016",
            "\n每一 决定\n版本 2020-01-01 至 2023-01-01 { 有 审查 先于 本 }\n版本 2022-01-01 { 有 讨论 先于 本 }",
            3,
        ),
        ("L017", "\n每一 决定\n版本 2019-01-01 { 有 审查 先于 本 }", 2),
    ],
)
def test_a_finding_points_to_its_clause(code: str, body: str, line: int) -> None:
    assert _line(code, body) == line


def test_a_condition_of_an_exception_too() -> None:
    text = linting.rule("甲", "每一 决定 有 审查 先于 本 " + linting.EXAMPLES) + linting.exception(
        "乙", "甲", "\n当 紧急 且 非 紧急"
    )
    found = linting.one("L009", text)
    assert found.span is not None and found.span.line == 4


def _example(name: str) -> str:
    return f"example {name} {{ check 2024-04-01 expect r1 satisfied }}\n"


def test_two_examples_of_one_name_in_a_pack() -> None:
    tried = rule("each check has show before this")
    assert codes(tried, _example("a"), _example("b")) == []
    found = wrong(tried, _example("a"), _example("a"))
    assert [(d.code, d.message.zh, len(d.labels)) for d in found] == [("P012", "案例“a”重复声明", 1)]


def test_a_rule_named_twice_after_if_violated() -> None:
    tried = rule("each check has show before this")
    assert codes(tried, rule("if_violated r1 has report after this within 5 days", "r2")) == []
    found = wrong(tried, rule("if_violated r1, r1 has report after this within 5 days", "r2"))
    assert [(d.code, d.message.en) for d in found] == [("P015", "'r1' is named twice")]


def test_two_readings_that_demand_the_same() -> None:
    def readings(days: int) -> str:
        second = f"reading b {{ has report after this within {days} days }}"
        return rule("each check reading a default { has report after this within 5 days } " + second)

    assert codes(readings(6)) == []
    assert [(d.code, d.message.en) for d in wrong(readings(5))] == [
        ("P015", "the reading 'b' demands the same as 'a'")
    ]


def test_what_this_is_after_if_violated_is_told() -> None:
    tried = rule("each check has show before this")
    found = wrong(tried, rule("if_violated r1 ensure this.result = passed", "r2"))
    assert found[0].code == "P013" and found[0].hint is not None
    assert found[0].hint.en.endswith("after if_violated it is the day of the breach, which has no fields")


@pytest.mark.parametrize(
    "group",
    ["any_of { }", "all_of { }", "all_of { any_of { } }", "any_of { all_of { } has show before this }"],
)
def test_a_group_with_nothing_in_it_is_told_once(group: str) -> None:
    found = wrong(rule(f"each check {group}"))
    assert [(d.code, d.message.en) for d in found if d.code == "P001"] == [("P001", "'}' may not stand here")]


def test_a_group_that_is_not_closed_is_pointed_at() -> None:
    found = wrong(rule("each check\nall_of { any_of { has show before this }\ncure 'x'".replace("'", '"')))
    assert found[0].code == "P001" and [label.message.zh for label in found[0].labels] == [
        "这个 { 还没有关上"
    ]
    label, span = found[0].labels[0].span, found[0].span
    assert span is not None and (label.line, label.column) == (span.line - 1, 8)

"""Texts of packs that are too long or multiply: refused with a message, at the place where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources
from hypothesis import given, settings
from hypothesis import strategies as st

from .command_line import run
from .site_works import HEAD, codes, made, rule, wrong
from .steps import steps


def _sum(terms: int, sign: str = "+") -> str:
    return rule(f"each show ensure n = {f' {sign} '.join(['n0'] * terms)}")


@pytest.mark.parametrize("terms", [101, 3000])
def test_a_sum_of_too_many_terms_is_refused(terms: int) -> None:
    assert codes(_sum(terms)) == [("P002", 1)]
    two = "each check ensure cost = price" + " + price" * 200
    assert codes(rule(two)) == [("P002", 1)]


def test_the_longest_sum_is_linted_and_formatted(tmp_path: Path) -> None:
    assert limits.SUM_TERMS == 100
    pack = tmp_path / "works.rule"
    pack.write_text(HEAD + _sum(100) + _sum(50, "* 2 +").replace("r1", "r2"), encoding="utf-8")
    assert not run("lint", pack).says("P002") and run("fmt", pack).code == 0
    assert compile_sources([Source("works.rule", pack.read_text("utf-8"))])[1] == []


def test_a_sum_begins_anew_in_each_condition() -> None:
    many = " and ".join(["n = n0 + n0 + n0"] * 90)
    assert codes(rule(f"each show ensure {many}")) == []
    texts = "".join(rule("each show ensure n = 1", f"r{i}") for i in range(120))
    assert codes(texts) == []


@pytest.mark.parametrize("word", ["and", "or"])
def test_too_many_conditions_in_a_row_are_refused(word: str) -> None:
    joined = f" {word} ".join(["pressing"] * 201)
    assert codes(rule(f"each show ensure {joined}")) == [("P002", 1)]
    assert codes(rule("each show ensure " + f" {word} ".join(["pressing"] * 200))) == []


def multiplying(levels: int) -> str:
    """Definitions each of which uses the next one twice, and a rule that uses the first."""
    lines = "".join(f"define D{n} = D{n + 1} and D{n + 1}\n" for n in range(levels))
    return f"{lines}define D{levels} = pressing\n" + rule("each check when D0 has show before this")


def test_definitions_that_multiply_are_refused_where_it_becomes_too_much() -> None:
    found = wrong(multiplying(24))
    assert found and {d.code for d in found} == {"P002"}
    assert "with those it uses" in found[0].message.en


def test_beyond_the_limit_definitions_cost_no_more_for_multiplying() -> None:
    def counted(levels: int) -> int:
        wrong(multiplying(levels))  # what is made once for all packs is not counted
        return steps(lambda: wrong(multiplying(levels)))

    assert counted(18) < 3 * counted(9), "they come to 512 times as many conditions"


def test_definitions_may_be_used_often_within_the_limit() -> None:
    lines = [f"define D{n} = D{n + 1} and D{n + 1}\n" for n in range(8)]
    program = made(*lines, "define D8 = pressing\n", rule("each check when D0 has show before this"))
    assert program.rules


def test_a_circle_of_definitions_is_told_once_and_does_not_grow() -> None:
    lines = [f"define D{n} = D{(n + 1) % 24} and D{(n + 1) % 24}\n" for n in range(24)]
    assert codes(*lines, rule("each check when D0 has show before this")) == [("P019", 1)]
    two = "define A = B\ndefine B = A\ndefine C = D\ndefine D = C or A\n"
    assert codes(two) == [("P019", 1), ("P019", 3)]


def test_a_field_of_the_name_of_a_definition_makes_no_circle() -> None:
    assert codes("define own_check record check = own_check\n") == []


def chain(levels: int, link: str = "{}") -> str:
    """Definitions each of which uses the next one, and a rule that uses the first."""
    lines = "".join(f"define D{n} = {link.format(f'D{n + 1}')}\n" for n in range(levels))
    return f"{lines}define D{levels} = pressing\n" + rule("each check when D0 has show before this")


@pytest.mark.parametrize(
    "link", ["{}", "not {}", "pressing and (not pressing or {})", "t0 = t0 and ({} or pressing)"]
)
@pytest.mark.parametrize("levels", [400, 3000])
def test_definitions_in_a_long_chain_are_refused_with_the_limit(link: str, levels: int) -> None:
    assert limits.DEFINITION_DEPTH == 64
    found = [d for d in wrong(chain(levels, link)) if d.code == "P002"]
    assert len(found) == 1, "the one where it becomes too much, not each that rests on it"
    assert found[0].message.en.endswith("with those it uses, is nested deeper than the limit of 64")
    assert found[0].message.zh.endswith("连同所用的定义,嵌套超过 64 层上限")


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(90)))
def test_the_limit_of_a_chain_hangs_on_no_order(order: list[int]) -> None:
    lines = [f"define D{n} = {'pressing' if n == 89 else f'D{n + 1}'}\n" for n in range(90)]
    found = wrong(*(lines[n] for n in order), rule("each check when D0 has show before this"))
    assert [(d.code, d.message.en.split("'")[1]) for d in found] == [("P002", "D25")]
    fits = wrong(*(lines[n] for n in order if n >= 26), rule("each check when D26 has show before this"))
    assert fits == []


def test_the_deepest_condition_is_linted_drawn_and_judged(tmp_path: Path) -> None:
    """The deepest text of a rule, around the deepest definition."""
    brackets = 60
    deep = "(pressing or pressing and not " * brackets + "D0" + ")" * brackets
    lines = [chain(31, "not {}").split("must ")[0], rule(f"each check when {deep} has show before this")]
    pack = tmp_path / "works.rule"
    pack.write_text(HEAD + "".join(lines).replace(_SHOWN, "check 2024-04-01"), "utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(_CASE, "utf-8")
    for arguments in (
        ("lint", pack), ("fmt", "--check", pack), ("test", pack), ("doc", pack, "-o", tmp_path / "handbook"),
        ("check", case, "--pack", pack), ("explain", "r1", case, "--pack", pack), ("ask", "--list", case, "--pack", pack),
        ("plan", case, "--pack", pack),
    ):  # fmt: skip
        ended = run(*arguments)
        assert not ended.says("内部错误") and ended.code in (0, 1, 3), (arguments, ended.said[:500])
    assert run("check", case, "--pack", pack).says("pressing")


_SHOWN = "show 2024-03-01 to 2024-03-16"
_CASE = """案卷: 试
程序: works
机关: {名称: 样例镇人民政府, 层级: 乡镇, 地区: 样例省样例市}
步骤:
  - {步骤: check, 日期: 2024-04-01}
"""


@pytest.mark.parametrize("n", [300])
def test_other_long_chains_come_to_an_end(n: int) -> None:
    """Exceptions to exceptions, breaches of rules about breaches, packs above packs: none is walked by calling itself."""
    tried = f"conforming {{ {_SHOWN} }} violating {{ {_SHOWN} }}"

    def must(name: str, about: str) -> str:
        body = f"{about} has check after this within 5 days {tried}"
        return f'must {name} {{ basis code art 5 gist "要" / "gist" {body} }}\n'

    first = must("r0", "each show")
    breaches = [must(f"r{i}", f"if_violated r{i - 1}") for i in range(1, n)]
    assert codes(first, *breaches) == []
    exceptions = [
        f'exception x{i} against {f"x{i - 1}" if i else "r0"} {{ basis code art 6 gist "例" / "e" when pressing }}\n'
        for i in range(n)
    ]
    assert codes(first, *exceptions) == []
    packs = [
        f'pack k{i} "包" / "k" {{ layer city binds town edition "1" over {f"k{i - 1}" if i else "works"} }}\n'
        for i in range(n)
    ]
    assert codes(first, *packs) == []


@pytest.mark.parametrize("deep", [5, 40])
def test_lists_gone_through_in_each_other_are_refused_beyond_the_limit(deep: int) -> None:
    """Each entry of one is looked at for each entry of all around it: forty lists of two entries never come to an end."""
    assert limits.QUANTIFIER_DEPTH == 4
    nested = 'every t satisfies (it != "a" and ' * deep + "pressing" + ")" * deep
    assert codes("fact t: list\n", rule(f"each check ensure {nested}")) == [("P002", 2)]
    within = 'every t satisfies (it != "a" and ' * 4 + "pressing" + ")" * 4
    assert codes("fact t: list\n", rule(f"each check ensure {within}")) == []
    spread = [
        f"define D{n} = every t satisfies (it = t0 or {f'D{n + 1}' if n < 4 else 'pressing'})\n"
        for n in range(5)
    ]
    assert codes("fact t: list\n", *spread, rule("each check when D0 has show before this")) == [("P002", 2)]

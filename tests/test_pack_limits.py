"""Texts of packs that are too long or multiply: refused with a message, at the place where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources

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

"""The formatter on the shipped packs and on the examples of the documentation: nothing but the layout changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.norms.norm_index import load_index
from guiju.engine.pipeline.formatting import format_text
from guiju.engine.pipeline.library import compile_sources, library_sources
from guiju.engine.semantics.compile import compile_library
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.syntax.format import format_pack
from guiju.engine.syntax.format_same import first_difference
from guiju.engine.syntax.keywords import spellings
from guiju.engine.syntax.parse import parse_pack
from guiju.engine.trial.run import example_case
from hypothesis import given, settings
from hypothesis import strategies as st

from .command_line import ROOT

Names = Mapping[tuple[int, int], Name]

PACKS = {source.name: source for source in library_sources()[0]}


def names_of(sources: Mapping[str, Source]) -> dict[str, dict[tuple[int, int], Name]]:
    """By file: what each word in the packs stands for."""
    trees = [parse_pack(source)[0] for source in sources.values()]
    found: dict[str, dict[tuple[int, int], Name]] = {name: {} for name in sources}
    for reference in compile_library(trees, load_index()).references:
        found[reference.span.file][reference.span.line, reference.span.column] = reference.name
    return found


def translated(sources: Mapping[str, Source], language: Lang | None) -> dict[str, Source]:
    names = names_of(sources)
    return {n: Source(n, format_pack(source, language, names[n])) for n, source in sources.items()}


@cache
def canonical() -> dict[str, Source]:
    return translated(PACKS, None)


@cache
def english() -> dict[str, Source]:
    return translated(canonical(), "en")


@pytest.mark.parametrize("name", list(PACKS))
def test_a_shipped_pack_says_the_same_and_stays_as_it_is_once_formatted(name: str) -> None:
    pack = canonical()[name]
    assert first_difference(parse_pack(PACKS[name])[0], parse_pack(pack)[0], names_of(PACKS)[name]) is None
    assert format_pack(pack, None, names_of(canonical())[name]) == pack.text


def test_the_packs_come_back_from_english_byte_for_byte() -> None:
    assert translated(english(), "zh") == canonical()
    assert translated(english(), None) == english()


def found_in(sources: Mapping[str, Source]) -> list[list[tuple[str, str]]]:
    """Of every fifth example in the packs: each finding with its state."""
    program, problems = compile_sources(sources.values())
    assert not problems and program.examples
    verdicts = (judge_case(program, *example_case(program, e)) for e in program.examples[::5])
    return [[(f.rule.id, f.state.value) for f in verdict.findings] for verdict in verdicts]


def test_the_english_packs_give_the_same_findings() -> None:
    assert found_in(english()) == found_in(PACKS)


def test_the_english_packs_hold_no_chinese_keyword_or_translatable_name() -> None:
    names = names_of(english())
    chinese = {
        text[column - 1 :].split()[0]
        for file, places in names.items()
        for (line, column), name in places.items()
        if name.en != name.zh and name.en not in spellings()
        for text in [english()[file].line(line)]
        if text[column - 1 : column - 1 + len(name.zh)] == name.zh and f"{name.zh} (" not in text
    }
    assert not chinese


# --- the examples of the documentation --------------------------------------------------------------------

_BLOCKS = re.compile(r"^```rule(?: en| shipped| file=\S+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def documented() -> list[str]:
    text = (ROOT / "docs" / "language.md").read_text("utf-8")
    blocks = [block for block in _BLOCKS.findall(text) if not parse_pack(Source("block", block))[1]]
    assert len(blocks) > 15
    return blocks


def test_documented_examples_are_stable_and_come_back() -> None:
    for block in documented():
        chinese = format_pack(Source("block", block), "zh")
        assert format_pack(Source("block", chinese), "zh") == chinese
        back = format_pack(Source("block", format_pack(Source("block", chinese), "en")), "zh")
        assert back == chinese


# --- packs written carelessly -----------------------------------------------------------------------------

WIDE = str.maketrans("{}()[],:|=/;", "｛｝（）［］，：｜＝／；")
_KEPT = r'"[^"\n]*"|《[^》\n]*》|第[^\s,{}()]*|[0-9:-]+'
_PIECES = re.compile(rf"(?P<comment>#[^\n]*\n\s*)|(?P<kept>{_KEPT})|(?P<blank>\s+)|.")
SAMPLE = [name for name, source in PACKS.items() if len(source.text) < 9_000]


def careless(text: str, seed: Random, *, comments: bool) -> str:
    """The text with blanks and line breaks drawn anew, signs of full width, and (if asked) comments."""

    def written(piece: re.Match[str]) -> str:
        kind = piece.lastgroup
        if kind == "blank" and comments and seed.random() < 0.05:
            return f" # {seed.choice(['说明', 'remark', 'x{'])}\n"
        if kind == "blank" and piece[0].count("\n") < 2:
            return seed.choice(["\n", "\n\t", "　", " ", " \n "])
        return piece[0].translate(WIDE) if kind is None and seed.random() < 0.5 else piece[0]

    return _PIECES.sub(written, text)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(SAMPLE), st.integers(0, 10**6))
def test_the_layout_of_the_author_makes_no_difference(name: str, seed: int) -> None:
    source = canonical()[name]
    bare = Source(source.name, re.sub(r"^ *#.*\n", "", source.text, flags=re.MULTILINE))
    written = careless(bare.text, Random(seed), comments=False)
    assert format_pack(Source(source.name, written)) == format_pack(bare)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(SAMPLE), st.integers(0, 10**6), st.sampled_from(["zh", "en"]))
def test_comments_anywhere_are_kept_and_the_text_is_stable(name: str, seed: int, language: Lang) -> None:
    written = careless(PACKS[name].text, Random(seed), comments=True)
    found = format_pack(Source(name, written), language)
    assert format_pack(Source(name, found), language) == found
    assert found.count("#") == written.count("#")
    tidy = format_pack(Source(name, re.sub(r"#.*", "", written)), language)
    assert re.sub(r"\s", "", re.sub(r"#.*", "", found)).replace(";", "") == re.sub(r"\s", "", tidy).replace(
        ";", ""
    )


# --- names that translating would confuse -----------------------------------------------------------------

CONFUSED = """规则包 样例 "样例" / "Sample" { 层级 国家  约束 县  适用程序 办事 }
规范 法 { 英文 "Law" }
程序 办事 (task) {
  步骤 甲 (first_step) { 字段 类别 (kind): 文本 }
  步骤 乙 (second_step)
}
事实 事项类别 (kind): 大 (big) | 小 (small)
应当 丙 (third) {
  依据 法 第一条
  要旨 "一" / "one"
  每一 乙
  有 甲(事项类别 = 大) 先于 本
  合例 { 事实 事项类别 = 大  甲 2024-03-01  乙 2024-03-02 }
  违例 { 事实 事项类别 = 大  乙 2024-03-02 }
}
"""


def test_a_name_that_would_mean_something_else_in_english_stays() -> None:
    result = format_text(CONFUSED.encode(), "样例.rule", "en")
    assert not result.diagnostics
    assert "  has first_step(事项类别 = 大) before this\n" in result.text
    assert "violating { fact kind = big  second_step 2024-03-02 }" in result.text
    back = format_text(result.text.encode(), "样例.rule", "zh")
    assert back.text == format_text(CONFUSED.encode(), "样例.rule").text

"""The rule language as text: what Chinese without blanks must not do, equal punctuation, equal languages, and
every error of a file at its place."""

from __future__ import annotations

import re

import pytest
from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.diagnostics.source import Source
from guiju.engine.norms.norm_index import load_index
from guiju.engine.report.diagnostics.text import render_diagnostics
from guiju.engine.semantics.compile import compile_packs
from guiju.engine.semantics.core import And, Compare, Exists, FactRef, Forbid, Lasts, Not, Truth
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.syntax.keywords import keyword_table
from guiju.engine.syntax.parse import parse_pack
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

HEAD = """规则包 样例 "样例" / "Sample" { 层级 国家 约束 县 适用程序 办事 }
规范 决策条例 { 英文 "Order" }
程序 办事 (task) {
  步骤 研究 (study) { 字段 结论 (conclusion): 行 (good) | 不行 (bad) }
  步骤 当事人陈述 (hearing_of_party)
  步骤 依据事项审查 (basis_check)
  步骤 公示 (notice) 时段
}
事实 非遗项目 (heritage): 是否
事实 金额 (amount): 数
"""


def compiled(text: str) -> tuple[Program, list[Diagnostic]]:
    tree, found = parse_pack(Source("包.rule", text))
    program, more = compile_packs([tree], load_index())
    return program, found + more


def one_rule(body: str) -> Rule:
    """The only rule of a pack whose rule body is given; examples are not what these tests are about."""
    text = (
        f'{HEAD}应当 甲 (rule_one) {{ 依据 决策条例 第二条 要旨 "样例" / "sample" {body}\n'
        "  合例 { 研究 2020-01-01 }  违例 { 研究 2020-01-01 } }\n"
    )
    program, found = compiled(text)
    assert not found, [d.message.zh for d in found]
    return program.rules[0]


def requirement(rule: Rule) -> object:
    return rule.versions[0].readings[0].req


# --- the three traps of Chinese ---------------------------------------------------------------------------


def test_a_name_that_begins_with_not_is_no_negation() -> None:
    assert one_rule("当 非遗项目 研究 先于 公示").when == Truth(FactRef("非遗项目"))
    assert one_rule("当 非 非遗项目 研究 先于 公示").when == Not(Truth(FactRef("非遗项目")))


def test_a_step_that_begins_with_when_is_a_step() -> None:
    rule = one_rule("当事人陈述 先于 公示")
    found = requirement(rule)
    assert isinstance(found, Exists) and (found.step, rule.step) == ("当事人陈述", "公示")


def test_a_step_that_begins_with_basis_is_a_step() -> None:
    found = requirement(one_rule("依据事项审查 先于 公示"))
    assert isinstance(found, Exists) and found.step == "依据事项审查"


def test_a_keyword_run_together_with_a_name_is_reported_at_its_place() -> None:
    body = "当 非非遗项目 研究 先于 公示"
    text = f'{HEAD}应当 甲 {{ 依据 决策条例 第二条 要旨 "样例" {body} 合例 {{ }} 违例 {{ }} }}\n'
    found = compiled(text)[1]
    assert [(d.code, d.span and d.span.line) for d in found] == [("P010", HEAD.count("\n") + 1)]
    assert found[0].hint is not None and "缺空格" in found[0].hint.zh and "blank" in found[0].hint.en


def test_digits_may_follow_a_keyword_without_a_blank() -> None:
    found = requirement(one_rule("公示 期限 不少于30日"))
    assert isinstance(found, Lasts) and (found.duration.n, found.duration.unit) == (30, "day")
    within = requirement(one_rule("每一 研究 有 公示 后于 本 20个工作日内"))
    assert isinstance(within, Exists) and within.window.hi is not None
    assert (within.window.hi.n, within.window.hi.unit) == (20, "workday")


# --- punctuation and languages ----------------------------------------------------------------------------

WIDE = str.maketrans(
    {
        "{": "｛", "}": "｝", "(": "（", ")": "）", "[": "［", "]": "］", ",": "，", ":": "：", "|": "｜",
        "=": "＝", "/": "／", " ": "　", ";": "；",
    }
)  # fmt: skip


def bare(program: Program) -> str:
    """The program without its places, to compare what two texts mean."""
    text = repr((program.rules, program.vocabulary, program.packs, program.exceptions, program.examples))
    text = re.sub(r"Span\([^)]*\)", "", text)
    return re.sub(r"甲:\d+", "甲", text)


BODY = (
    "当 非遗项目 且 金额 ≥ 10 任一 { 有 研究(结论 = 行) 先于 本 至少 3日; 没有 公示 后于 本 } "
    "每一 当事人陈述 合例 { 研究(结论 = 行) 2020-01-01 } 违例 { 当事人陈述 2020-01-02 }"
)


def test_full_width_punctuation_is_the_same_language() -> None:
    plain = HEAD + f'应当 甲 (rule_one) {{ 依据 决策条例 第二条 要旨 "样例" / "sample" {BODY} }}\n'
    lines = [re.sub(r'"[^"]*"|[^"]+', lambda m: m[0] if m[0][0] == '"' else m[0].translate(WIDE), plain)]
    narrow, wide = compiled(plain), compiled(lines[0])
    assert not narrow[1] and not wide[1], [d.message.zh for d in wide[1]]
    assert bare(narrow[0]) == bare(wide[0])


def _english(text: str) -> str:
    """Every Chinese keyword of a text replaced by its English one (texts in quotes left alone)."""
    words = {
        spelling: en[0]
        for entries in keyword_table().values()
        for zh, en in entries.values()
        for spelling in zh
    }
    pattern = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    guarded = re.compile(rf"(?<![^\W\d])({pattern})(?![^\W\d])")
    parts = re.split(r'("[^"]*")', text)
    return "".join(p if p.startswith('"') else guarded.sub(lambda m: f" {words[m[1]]} ", p) for p in parts)


def test_chinese_and_english_keywords_make_one_tree() -> None:
    chinese = HEAD + f'应当 甲 (rule_one) {{ 依据 决策条例 第二条 要旨 "样例" / "sample" {BODY} }}\n'
    english = _english(chinese)
    assert "any_of" in english and "规则包" not in english
    first, second = compiled(chinese), compiled(english)
    assert not second[1], [(d.message.en, d.span) for d in second[1]]
    assert bare(first[0]) == bare(second[0])


def test_names_may_be_written_in_either_language() -> None:
    rule = one_rule("当 heritage 且 amount > 3 每一 notice 没有 study(conclusion = bad) 不论先后")
    assert rule.step == "公示" and isinstance(rule.when, And)
    assert isinstance(rule.when.parts[1], Compare)
    found = requirement(rule)
    assert isinstance(found, Forbid) and found.step == "研究"
    assert isinstance(found.where, Compare) and repr(found.where.right).count("不行") == 1


# --- errors -----------------------------------------------------------------------------------------------

BROKEN = """规则包 样例 { 层级 国家 }
应当 甲 { 依据 决策条例 第二条 要旨 "样例" 研究 先干 公示 }
应当 乙 { 要旨 没有引号 当 真 }
规范 未收的规范 { }
事实 金额 数
"""


def test_every_error_of_a_file_is_told_at_once() -> None:
    found = by_place(compiled(BROKEN)[1])
    assert {2, 3, 4, 5} <= {d.span.line for d in found if d.span}
    for diagnostic in found:
        assert diagnostic.message.zh and diagnostic.message.en


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_caret_stands_under_the_wrong_word(lang: str) -> None:
    source = Source("包.rule", BROKEN)
    found = [d for d in parse_pack(source)[1] if d.span and d.span.line == 2]
    shown = render_diagnostics(found, {"包.rule": source}, "en" if lang == "en" else "zh").split("\n")
    at = next(i for i, line in enumerate(shown) if "^" in line)
    quoted, caret = shown[at - 1], shown[at]
    before = quoted[: quoted.index("先干")]
    assert caret.index("^") == wcswidth(before)
    assert caret.count("^") == wcswidth("先干")


WORDS = [w for entries in keyword_table().values() for both in entries.values() for ws in both for w in ws]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*WORDS, *"{}()[],:;|=≠≤/.", '"x"', '"', "7", "第三条", "甲", "\n"]), max_size=40
    )
)
def test_whatever_is_written_nothing_but_errors_comes_of_it(words: list[str]) -> None:
    text = HEAD + " ".join(words)
    found = compiled(text)[1]
    for diagnostic in found:
        assert diagnostic.span is None or diagnostic.span.line <= text.count("\n") + 1

"""The fields that the law gives to what is deemed done: `作为 意见(态度 = 同意)`."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Finding
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.handbook.sentences_others import counts_sentence
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import CountsRule, Program
from guiju.engine.syntax.format import format_pack
from guiju.engine.trial.mutants import mutants
from guiju.engine.trial.run import example_case

WORDS = """规则包 样 "样" { 层级 国家  版次 "1" }
规范 办法 《样办法》 { 施行 2018-01-01 }
程序 程序甲 {
  步骤 征询 (asking) { 字段 机关 (organ): 文本, 态度 (view): 同意 (agreed) | 反对 (opposed) }
  步骤 意见 (opinion) {
    字段 机关 (organ): 文本, 态度 (view): 同意 (agreed) | 反对 (opposed), 份数 (copies): 数, 附件 (papers): 列表
  }
  步骤 决定 (ruling)
}
"""
SILENCE = (
    '视为 默示 {{ 依据 办法 第一条  要旨 "默示"  记录 征询 作为 意见{}  '
    "若未 有 意见(机关 = 本.机关) 后于 本 10日内 }}\n"
)
RULE = '应当 甲 {{ 依据 办法 第二条  要旨 "甲"  每一 决定  {}  合例 {{ {case} }}  违例 {{ {case} }} }}\n'
ANSWERED = '意见(机关 = "甲", 态度 = 反对) 2024-03-05'
ASKED = '征询(机关 = "甲") 2024-03-01'


def compiled(given: str, requirement: str, case: str) -> tuple[Program, list[tuple[str, str]]]:
    text = WORDS + SILENCE.format(given) + RULE.format(requirement, case=case)
    program, found = compile_sources([Source("a.rule", text)])
    return program, [(d.code, d.message.zh) for d in found]


def finding(given: str, requirement: str, case: str) -> Finding:
    program, found = compiled(given, requirement, case)
    assert found == []
    made, on = example_case(program, program.examples[0])
    (one,) = judge_case(program, made, on).findings
    return one


AGREED, OPPOSED = "有 意见(态度 = 同意) 先于 本", "没有 意见(态度 = 反对) 先于 本"
LATER = f"{ASKED}  决定 2024-03-20"


@pytest.mark.parametrize(
    ("given", "requirement", "case", "state"),
    [
        ("(态度 = 同意) 期满", AGREED, LATER, "satisfied"),
        ("(态度 = 同意) 期满", OPPOSED, LATER, "satisfied"),
        ("(态度 = 反对) 期满", OPPOSED, LATER, "violated"),
        ("(view = agreed) 期满", AGREED, LATER, "satisfied"),
        (" 期满", AGREED, LATER, "unknown"),
        ("(态度 = 同意) 期满", AGREED, f"{ASKED}  决定 2024-03-10  截至 2024-03-20", "violated"),
        ("(态度 = 同意) 期满", AGREED, f"{ASKED}  {ANSWERED}  决定 2024-03-20", "violated"),
        ("(态度 = 同意)", AGREED, '征询(机关 = "甲", 态度 = 反对) 2024-03-01  决定 2024-03-20', "satisfied"),
        ("(态度 = 同意) 满 5日", AGREED, f"{ASKED}  决定 2024-03-20", "satisfied"),
        ("(份数 = 2)", "有 意见(份数 ≥ 2 且 机关 = \"甲\" 且 载明 份数) 先于 本", LATER, "satisfied"),
    ],
)  # fmt: skip
def test_states(given: str, requirement: str, case: str, state: str) -> None:
    assert finding(given, requirement, case).state.value == state


def test_what_is_given_is_not_asked_for_and_has_no_place_of_its_own() -> None:
    found = finding("(态度 = 同意) 期满", AGREED, LATER)
    assert found.questions == () and [u.derived_by for u in found.proof.used] == ["默示"]
    assert "态度" not in found.proof.used[0].spans


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("(没有 = 同意)", "P010", "没有声明意见的字段"),
        ("(态度 = 中立)", "P011", "这里不能是“中立”"),
        ("(份数 = 同意)", "P011", ""),
        ("(附件 = 同意)", "P011", "列表不能写在这里"),
    ],
)
def test_mistakes(given: str, code: str, words: str) -> None:
    told = compiled(given, AGREED, LATER)[1]
    assert any(c == code and words in message for c, message in told), told


def test_in_both_languages() -> None:
    text = WORDS + SILENCE.format("(态度 = 同意) 期满")
    english = format_pack(Source("a.rule", text), "en")
    assert "record 征询 as 意见(态度 = 同意) on_expiry" in english
    program, _ = compile_sources([Source("a.rule", text)])
    said = counts_sentence(program.counts[0], program)
    assert said.zh.endswith("自违反之日视为态度为同意的意见。")
    assert "counts as an opinion whose view is “agreed” from the day of the breach" in said.en


def test_mutants_take_a_field_away() -> None:
    program, _ = compile_sources([Source("a.rule", WORDS + SILENCE.format("(态度 = 同意, 份数 = 1)"))])
    left = [
        m.element.sets
        for m in mutants(program)
        if m.operator.endswith("_not_set") and isinstance(m.element, CountsRule)
    ]
    assert [[name for name, _ in sets] for sets in left] == [["份数"], ["态度"]]

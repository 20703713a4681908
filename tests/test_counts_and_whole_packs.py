"""A count that is a parameter (`至多 次数 次`), and exceptions to every rule of a pack (`针对 本包全部`)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.handbook.sentences_others import exception_sentence
from guiju.engine.handbook.sentences_rules import rule_clause
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import Program
from guiju.engine.syntax.format import format_pack
from guiju.engine.trial.mutants import mutants
from guiju.engine.trial.run import example_case

WORDS = """规则包 样 "样" { 层级 国家  版次 "1" }
规范 办法 《样办法》 { 施行 2018-01-01 }
参数 延期次数 (extensions) = 2
参数 半次 = 2.5
参数 期限甲 = 3日
程序 程序甲 { 步骤 受理 步骤 延期 步骤 办结 { 字段 份数: 数 } }
事实 另有规定: 是否
"""
CITY = '规则包 市 "市" { 层级 市  上位 样  版次 "1" }\n参数 延期次数 = 1 { 依据 办法 }\n'
OTHERS = '例外 从其规定 针对 本包全部 { 依据 办法  要旨 "另有规定的,从其规定"  当 另有规定 }\n'


def rule(name: str, body: str, case: str = "受理 2024-03-01") -> str:
    return f'应当 {name} {{ 依据 办法 第一条  要旨 "要"  {body}  合例 {{ {case} }}  违例 {{ {case} }} }}\n'


def compiled(*texts: str) -> tuple[Program, list[tuple[str, str]]]:
    program, found = compile_sources([Source(f"{n}.rule", text) for n, text in enumerate(texts)])
    return program, [(d.code, d.message.zh) for d in found]


def verdict(*texts: str) -> Verdict:
    program, found = compiled(*texts)
    assert found == []
    return judge_case(program, *example_case(program, program.examples[0]))


def counted(how: str, times: int, more: Sequence[str] = ()) -> str:
    case = "受理 2024-03-01 " + "".join(f"  延期 2024-03-0{n + 2}" for n in range(times)) + "  结案"
    (finding,) = verdict(WORDS + rule("甲", f"每一 受理  有 {how} 次 延期 后于 本", case), *more).findings
    return finding.state.value


@pytest.mark.parametrize(
    ("how", "states"),
    [
        ("至多 延期次数", ["satisfied", "satisfied", "satisfied", "violated"]),
        ("至少 延期次数", ["violated", "violated", "satisfied", "satisfied"]),
        ("恰好 延期次数", ["violated", "violated", "satisfied", "violated"]),
    ],
)
def test_a_count_by_a_parameter(how: str, states: list[str]) -> None:
    assert [counted(how, times) for times in range(4)] == states


def test_a_lower_pack_puts_its_own_number_in_place() -> None:
    assert [counted("至多 延期次数", n, [CITY]) for n in range(3)] == ["satisfied", "satisfied", "violated"]
    assert [counted("至少 延期次数", n, [CITY]) for n in range(3)] == ["violated", "satisfied", "satisfied"]
    text = WORDS + rule("甲", "每一 受理  有 至多 延期次数 次 延期 后于 本")
    (finding,) = verdict(text, CITY).findings
    assert [(p.name.zh, str(p.value)) for p in finding.proof.parameters] == [("延期次数", "1")]


@pytest.mark.parametrize(("name", "code"), [("半次", "P011"), ("期限甲", "P011"), ("没有", "P010")])
def test_what_is_no_number_of_times(name: str, code: str) -> None:
    text = WORDS + rule("甲", f"每一 受理  有 至多 {name} 次 延期 后于 本")
    assert [c for c, _ in compiled(text)[1]] == [code]


def test_a_count_in_words_and_in_both_languages() -> None:
    text = WORDS + rule("甲", "每一 受理  有 至多 延期次数 次 延期 后于 本")
    program, _ = compiled(text)
    (stated,) = program.rules
    said = rule_clause(stated, stated.versions[0].readings[0].req, program)
    assert "至多可以有2次延期(参数 延期次数)" in said.zh and "(parameter “extensions”)" in said.en
    english = format_pack(Source("a.rule", text), "en")
    assert "has at_most 延期次数 times 延期 after this" in english
    assert "有 至多 延期次数 次 延期 后于 本" in format_pack(Source("a.rule", english), "zh")


# --- the whole pack -------------------------------------------------------------------------------------------

TWO = rule("甲", "每一 受理  有 办结 后于 本 3日内", "事实 另有规定 = 是  受理 2024-03-01  结案") + rule(
    "乙", "有 办结"
)


def test_every_rule_of_the_pack_is_lifted_and_no_other() -> None:
    lower = '规则包 市 "市" { 层级 市  上位 样  版次 "1" }\n' + rule("丙", "有 办结")
    states = {f.rule.id: f.state.value for f in verdict(WORDS + TWO + OTHERS, lower).findings}
    assert states == {"甲": "exempt", "乙": "exempt", "丙": "violated"}


def test_an_exception_to_it_is_about_every_rule_as_well() -> None:
    more = '例外 但书 针对 从其规定 { 依据 办法  要旨 "但"  当 另有规定 }\n'
    states = {f.rule.id: f.state.value for f in verdict(WORDS + TWO + OTHERS + more).findings}
    assert states == {"甲": "violated", "乙": "violated"}


def test_what_it_says_must_fit_every_rule() -> None:
    text = WORDS + TWO + OTHERS.replace("当 另有规定", "当 份数 > 1")
    assert "P010" in [code for code, _ in compiled(text)[1]]
    fields = WORDS + rule("甲", "每一 办结  有 受理 先于 本") + rule("乙", "有 办结")
    assert [c for c, _ in compiled(fields + OTHERS.replace("当 另有规定", "当 份数 > 1"))[1]] == ["P013"]
    assert [code for code, _ in compiled(WORDS + OTHERS)[1]] == ["P010"]


def test_it_is_said_in_a_few_words() -> None:
    text = WORDS + TWO + OTHERS
    program, _ = compiled(text)
    (exception,) = program.exceptions
    assert exception.targets == ("甲", "乙") and exception.whole_pack
    assert exception_sentence(exception, program).zh == "另有规定的,不适用本规则包的各条规则。"
    assert not [m for m in mutants(program) if m.operator.startswith("target_")]
    english = format_pack(Source("a.rule", text), "en")
    assert "exception 从其规定 against all_of_this_pack" in english
    assert "针对 本包全部" in format_pack(Source("a.rule", english), "zh")

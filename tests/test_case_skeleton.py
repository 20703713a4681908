"""The skeleton of a case file: it loads as it is, loads with its lines switched on, and names the articles."""

from __future__ import annotations

import re

import pytest
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, Const, Exists, Forbid, LatestPoint, OrElse, Req, Window
from guiju.engine.semantics.program import Citation, Program, Reading, Rule, Version
from guiju.engine.semantics.rule_steps import named_steps
from guiju.engine.semantics.skeleton import skeleton
from guiju.engine.semantics.usual import Asked
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

from .test_case_vocabulary import PROCEDURES, STEPS, VOCABULARY, good

YES = Const(True)


def rule(step: str | None, req: Req, gist: Text) -> Rule:
    reading = Reading(Name("", ""), req)
    basis = (Citation("某条例", 3), Citation("某条例", 4))
    versions = (Version(None, None, (reading,)),)
    return Rule("r", Name("甲", "a"), "p", "must", step, None, YES, versions, basis, gist)


REVIEW_FIRST = rule(
    "集体讨论", Exists("合法性审查", YES, Window("before")), Text("先审查,\n再上会", "review\u2028fi\x07rst")
)
PROGRAM = Program(
    {}, {}, PROCEDURES, VOCABULARY, (REVIEW_FIRST,), order=("集体讨论", "合法性审查", "公开征求意见")
)


def cite(citation: Citation) -> Text:
    return Text(f"{citation.norm}之{citation.article}", f"{citation.norm} {citation.article}")


def made(lang: Lang) -> str:
    return skeleton(Asked(PROGRAM, "重大行政决策"), lang, cite, schema="../schema.json")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_loads_as_it_is(lang: Lang) -> None:
    text = made(lang)
    assert text.splitlines()[0] == "# yaml-language-server: $schema=../schema.json"
    case = good(text)
    assert case.procedures == ("重大行政决策",) and case.name == "案卷" and not case.closed
    assert case.facts == {} and case.records == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_loads_with_every_line_switched_on(lang: Lang) -> None:
    first, rest = made(lang).split("\n", 1)
    switched = re.sub(r"(?m)^( *)# ", r"\1", rest)
    assert "\n  - " in switched and "YYYY-MM-DD" in switched
    case = good(first + "\n" + switched.replace("YYYY-MM-DD", "2020-01-02"))
    assert {record.step for record in case.records} == {step.name.zh for step in STEPS}
    assert case.fact_spans.keys() == VOCABULARY.facts.keys() and case.facts == {}
    for record in case.records:
        assert {f.name.zh for f in VOCABULARY.steps[record.step].fields} <= record.spans.keys()


def test_steps_follow_the_order_of_the_program() -> None:
    steps = re.findall(r"# - 步骤: (.*)", made("zh"))
    assert steps == ["集体讨论", "合法性审查", "公开征求意见", "专家论证", "听证公告"]


def test_words_on_facts_steps_and_articles() -> None:
    zh, en = made("zh"), made("en")
    assert "  ## 是探索性改革吗?\n  # 探索性改革: 未知  ## 是、否\n" in zh
    assert "  # not_at_meeting: unknown  ## yes, no; if left out: no\n" in en
    assert "层级: 未知  ## 省、市、县、乡镇" in zh
    assert "  ## 某条例之3、某条例之4:先审查, 再上会\n" in zh
    assert en.count("  ## 某条例 3, 某条例 4: review first\n") == 2
    after_discussion = zh.split("# - 步骤: 集体讨论")[1].split("# - 步骤")[0]
    assert "先审查" in after_discussion
    assert "先审查" not in zh.split("# - 步骤: 公开征求意见")[1]


def test_an_unknown_procedure_is_a_misuse() -> None:
    with pytest.raises(KeyError):
        skeleton(Asked(PROGRAM, "没有的程序"), "zh", cite)


def test_steps_named_by_a_rule() -> None:
    window = Window(this_point=LatestPoint((), ("丙",)), none_between=("丁",))
    req = OrElse(AllOf((Exists("乙", YES, window), core.Test(YES))), Forbid("戊", YES, Window()))
    assert named_steps(rule("甲", req, Text("x", "x"))) == {"甲", "乙", "丙", "丁", "戊"}
    assert named_steps(replace(rule(None, req, Text("x", "x")), versions=())) == set()

"""The verdict on a whole case: order, scope, by reference, assumptions, and what is listed beside the findings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from guiju.engine.case.model import Authority, Case
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit, Window
from guiju.engine.semantics.program import (
    Citation,
    Rule,
    ScopeRule,
    Strength,
)
from guiju.engine.semantics.vocabulary import FactDecl, Name, Type
from msgspec.structs import replace

from .evaluating import ONLY_A, SOURCE, WORDS, by_reference, judged, pack, verdict
from .oracle.small import (
    ALWAYS,
    BASIS,
    GIST,
    case,
    counts_as,
    day,
    exception,
    program,
    record,
    rule,
)

VIO, PEN, HOL, SAT, NOT, UNK = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.NOT_APPLICABLE,
    State.UNKNOWN,
)
YES, NO = core.Test(core.Const(True)), core.Test(core.Const(False))
F = core.Truth(FactRef("F"))
A = record("A", 0)


def test_findings_come_worst_first_then_by_severity_article_rule_and_record() -> None:
    def cited(name: str, article: int | None, paragraph: int | None = None) -> Rule:
        return replace(rule(NO, name=name), basis=(Citation("norm", article, paragraph),))

    rules = (
        rule(YES, name="R0"),
        cited("R1", 3),
        replace(cited("R2", 2), severity="hint"),
        replace(cited("R3", 2), severity="flaw"),
        cited("R4", 2, 7),
        cited("R5", 2, 1),
        cited("R6", 2),
        cited("R7", None),
        replace(rule(NO, name="R8"), basis=()),
        cited("Q", 2),
        rule(F_TEST, name="U"),
        rule(F_TEST, None, name="T"),
    )
    found = verdict(*rules, looked_at=case(record("A", 3), A))
    shown = list(dict.fromkeys(f.rule.id for f in found.findings))
    assert shown == ["R7", "R8", "Q", "R6", "R5", "R4", "R1", "R3", "R2", "T", "U", "R0"]
    assert [f.activation.index for f in found.findings if f.activation][:4] == [0, 1, 0, 1]
    article_first = verdict(cited("X", 2, 9), cited("Y", 3, 1))
    assert [f.rule.id for f in article_first.findings] == ["X", "Y"]


F_TEST = core.Test(F)


def test_only_packs_that_bind_give_rules_exceptions_and_counts_as_rules() -> None:
    here, away = pack("pack", "县"), pack("away", "村")
    looked_at = replace(case(record("B", 0), record("A", 1)), authority=Authority(None, "县", None))
    before = core.Exists("B", ALWAYS, Window("before"))
    rules = (rule(before), replace(rule(NO, name="R2"), pack="away"))
    found = verdict(*rules, looked_at=looked_at, packs=(here, away))
    assert [f.state for f in found.findings] == [SAT]
    assert [p.id for p in found.packs] == ["pack"]
    lame = counts_as("B", ALWAYS, counts=False)
    lifting = exception(ALWAYS)
    for name, lifted, discounted in (("pack", State.EXEMPT, VIO), ("away", SAT, SAT)):
        by_exception = verdict(
            *rules,
            looked_at=looked_at,
            packs=(here, away),
            exceptions=(replace(lifting, pack=name),),
        )
        assert [f.state for f in by_exception.findings] == [lifted]
        by_counting = verdict(
            *rules, looked_at=looked_at, packs=(here, away), counts=(replace(lame, pack=name),)
        )
        assert [f.state for f in by_counting.findings] == [discounted]


SCOPE = ScopeRule("S", Name("S", "S"), "pack", F, BASIS, Text("不适用的情形", "what lies outside"))


def test_a_scope_rule_takes_the_case_out_of_its_pack() -> None:
    rules = (
        replace(rule(NO), severity="flaw", strength="unsure"),
        replace(rule(NO, name="P"), modality="may"),
    )
    found = verdict(*rules, looked_at=case(A, facts={"F": True}), scopes=(SCOPE,))
    (outside,) = found.findings
    assert (outside.state, outside.outside, outside.activation) == (NOT, True, None)
    assert (outside.severity, outside.strength) == ("flaw", "unsure")
    assert outside.why == Text("不在适用范围内:不适用的情形", "out of scope: what lies outside")
    assert outside.chain == BASIS
    assert found.assumptions == ()
    inside = verdict(*rules, looked_at=case(A, facts={"F": False}), scopes=(SCOPE,))
    assert [(f.state, f.outside) for f in inside.findings] == [(VIO, False)]
    other = verdict(*rules, looked_at=case(A, facts={"F": True}), scopes=(replace(SCOPE, pack="別"),))
    assert [f.state for f in other.findings] == [VIO]


def test_an_open_scope_is_noted_and_the_pack_applied_unless_another_takes_the_case_out() -> None:
    found = verdict(
        rule(NO), scopes=(replace(SCOPE, when=core.And((F, Compare("=", FactRef("H"), Lit("1"))))),)
    )
    assert [f.state for f in found.findings] == [VIO]
    (note,) = found.assumptions
    assert note.text == Text(
        "没有说明F、H,按适用处理(不适用的情形)", "the f, the h not stated; taken to apply (what lies outside)"
    )
    assert note.basis == BASIS
    sure = replace(SCOPE, id="S2", when=ALWAYS, gist=GIST)
    out = verdict(rule(NO), scopes=(SCOPE, sure))
    assert [(f.state, f.why.en) for f in out.findings] == [(NOT, "out of scope: gist")]
    assert out.assumptions == ()


@pytest.mark.parametrize(
    ("severity", "lower", "cited", "expected"),
    [
        ("breach", True, None, "flaw"),
        ("flaw", True, None, "hint"),
        ("hint", True, None, "hint"),
        ("breach", False, None, "breach"),
        ("breach", True, "某镇规则", "breach"),
    ],
)
def test_by_reference_lowers_severity_unless_a_local_rule_binds(
    severity: str, lower: bool, cited: str | None, expected: str
) -> None:
    province = pack("省", "省", references=(by_reference("pack", "乡镇", lower=lower, unless="依据"),))
    looked_at = replace(
        case(A, facts={"依据": cited} if cited else {}), authority=Authority(None, "乡镇", None)
    )
    strengths: dict[Strength, Strength] = {
        "explicit": "by_reference",
        "inferred": "inferred",
        "unsure": "unsure",
        "by_reference": "by_reference",
    }
    for strength, shown in strengths.items():
        stated = replace(rule(NO), severity=severity, strength=strength)
        (found,) = verdict(stated, looked_at=looked_at, packs=(pack("pack", "县"), province)).findings
        assert (found.severity, found.strength, found.chain, found.bound_by) == (
            expected,
            shown,
            SOURCE,
            cited,
        )
    direct = replace(looked_at, authority=Authority(None, "县", None))
    stated = replace(rule(NO), severity=severity)
    (found,) = verdict(stated, looked_at=direct, packs=(pack("pack", "县"), province)).findings
    assert (found.severity, found.strength, found.chain, found.bound_by) == (severity, "explicit", (), None)


def test_an_organs_own_word_is_read_as_the_word_of_a_pack_that_binds_by_reference() -> None:
    province = pack("省", "省", references=(by_reference("pack", "乡镇", read_as=(("2", "1"),)),))
    stated = rule(core.Test(Compare("=", FieldRef("this", "x"), Lit("1"))))
    for level, expected in (("乡镇", SAT), ("县", VIO)):
        looked_at = replace(case(record("A", 0, x="2")), authority=Authority(None, level, None))
        found = verdict(stated, looked_at=looked_at, packs=(pack("pack", "县"), province))
        assert [f.state for f in found.findings] == [expected]


def test_each_default_that_was_used_is_an_assumption_once() -> None:
    facts = {
        **WORDS.facts,
        "数": FactDecl(Name("数", "the_number"), Type("number"), Decimal(3)),
        "引": FactDecl(Name("引", "the_cite"), Type("cite"), "无"),
        "是": FactDecl(Name("是", "the_yes"), Type("yesno"), True),
    }
    conds: list[core.Cond] = [
        core.Truth(FactRef("G")),
        Compare(">", FactRef("数"), Lit(Decimal(1))),
        Compare("=", FactRef("引"), Lit("无")),
        core.Truth(FactRef("是")),
        core.Stated(FactRef("F")),
    ]
    rules = [rule(core.Test(c), name=f"R{i}") for i, c in enumerate(conds)]
    again = rule(core.Test(core.Truth(FactRef("G"))), name="R9")
    made = replace(program(*rules, again, words=replace(WORDS, facts=facts)))
    found = judge_case(made, case(A), day(1))
    assert [(a.text.zh, a.text.en) for a in found.assumptions] == [
        ("没有说明G,按默认值“否”处理", "“the g” is not stated and taken as “no” by default"),
        ("没有说明数,按默认值“3”处理", "“the number” is not stated and taken as “3” by default"),
        ("没有说明引,按默认值“无”处理", "“the cite” is not stated and taken as “none” by default"),
        ("没有说明是,按默认值“是”处理", "“the yes” is not stated and taken as “yes” by default"),
    ]
    stated = judge_case(made, case(A, facts={"G": True, "数": Decimal(2), "引": "甲", "是": True}), day(1))
    assert stated.assumptions == ()


def test_planned_and_discounted_records_are_listed() -> None:
    lame = replace(
        counts_as("B", Compare("=", FieldRef("this", "x"), Lit("1")), counts=False),
        gist=Text("咨询", "advice"),
    )
    records = (
        A,
        record("B", 0, x="1"),
        record("B", 1, x="1"),
        record("B", 1, x="2"),
        record("B", 9),
        record("C", 1),
    )
    found = verdict(rule(YES), looked_at=case(*records), counts=(lame,))
    assert [r.start for r in found.planned] == [day(9)]
    assert [(n.record.index, n.reason, n.rule) for n in found.discounted] == [
        (1, lame.gist, lame),
        (2, lame.gist, lame),
    ]
    assert found.on == day(5) and found.case.records[0].step == "A"


def test_the_exit_code_says_violated_before_unknown() -> None:
    def code(*states: State, looked_at: Case = ONLY_A, on: int = 0, outside: bool = False) -> int:
        found = tuple(replace(judged(YES, case(A)).in_state(s), outside=outside) for s in states)
        return Verdict(looked_at, program(), day(on), found).exit_code

    assert code(SAT, HOL, PEN, NOT, State.CURED, State.EXEMPT) == 0
    assert code(SAT, UNK) == 3
    assert code(UNK, VIO) == 1 and code(State.DOOMED, UNK) == 1
    assert code(State.AT_RISK) == 0
    assert code(SAT, looked_at=case()) == 3, "nothing was recorded, so there is nothing to judge"
    assert code(SAT, on=-1) == 3
    assert code(VIO, on=-1) == 1
    assert code(NOT, on=-1, outside=True) == 0

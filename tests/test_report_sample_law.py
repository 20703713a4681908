"""A small invented law and the records of an invented case, from which the sample verdicts are made."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Const, Exists, Window
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Norm,
    Pack,
    Program,
    Reading,
    Rule,
    SeverityLevel,
    Version,
)
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, StepDecl, Type, Vocabulary
from msgspec.structs import fields

FILE = "案卷/decision.yaml"
TRUE = Const(True)


def span(line: int, column: int = 5, length: int = 4, file: str = FILE) -> Span:
    return Span(file, line, column, line, column + length)


NORMS = {
    "决策条例": Norm(
        "决策条例",
        "样例决策条例",
        "样令第7号",
        "行政法规",
        date(2019, 9, 1),
        en="Sample Regulations on Decisions (Sample Order No. 7)",
    ),
    "镇规定": Norm("镇规定", "《样例镇决策程序规定》", "样府〔2017〕48号", "规范性文件", date(2017, 5, 1)),
}

_CONCLUSION = FieldDecl(
    Name("结论", "conclusion"), Type("enum", (Name("合法", "lawful"), Name("不合法", "unlawful")))
)
_STEPS = (
    StepDecl(Name("公开征求意见", "public_comment"), True),
    StepDecl(Name("专家论证", "expert_review"), False),
    StepDecl(Name("风险评估", "risk_assessment"), False),
    StepDecl(Name("合法性审查", "legality_review"), False, (_CONCLUSION,)),
    StepDecl(Name("集体讨论", "collective_discussion"), False),
    StepDecl(Name("作出决定", "decision"), False),
    StepDecl(Name("公布", "publication"), False),
    StepDecl(Name("备案", "filing"), False),
)
VOCABULARY = Vocabulary(
    steps={s.name.zh: s for s in _STEPS},
    facts={"专业性较强": FactDecl(Name("专业性较强", "highly_technical"), Type("yesno"))},
)
PACK = Pack(
    "样例_决策", Text("样例决策程序", "Sample decision procedure"), "国家", ("县",), ("决策",), version="1.2"
)
PROGRAM = Program(
    packs={PACK.id: PACK},
    norms=NORMS,
    procedures={},
    vocabulary=VOCABULARY,
    rules=(),
    digest="a1b2c3",
    order=tuple(s.name.zh for s in _STEPS),
)


def rule(
    key: str,
    zh: str,
    en: str,
    gist: Text,
    *basis: Citation,
    step: str | None = None,
    row: str | None = None,
    severity: SeverityLevel = "breach",
) -> Rule:
    requirement = Exists("合法性审查", TRUE, Window("before"))
    version = Version(date(2019, 9, 1), None, (Reading(Name("", ""), requirement),))
    return Rule(
        f"样例_决策.{key}",
        Name(zh, en),
        PACK.id,
        "must",
        step,
        None,
        TRUE,
        (version,),
        basis or (Citation("决策条例", 25),),
        gist,
        row=row,
        severity=severity,
        liability=(Citation("决策条例", 38),),
        span=Span("rules/sample.rule", 10, 1, 14, 2),
    )


def record(step: str, start: date, end: date | None, index: int, **more: object) -> Record:
    base = Record(step, start, end, index, span=span(8 + index))
    return Record(**{**{f.name: getattr(base, f.name) for f in fields(base)}, **more})


COMMENT = record("公开征求意见", date(2019, 9, 5), date(2019, 10, 1), 0, actor="住建局", evidence=("公告",))
CONSULTED = record("合法性审查", date(2019, 10, 18), date(2019, 10, 18), 1, fields={"结论": "合法"})
MEETING = record("集体讨论", date(2019, 10, 30), date(2019, 10, 30), 2, time="15:00", actor="镇政府")
SECOND = record("集体讨论", date(2019, 11, 12), date(2019, 11, 12), 3, order=1)
DECISION = record("作出决定", date(2019, 11, 13), date(2019, 11, 13), 4)
EXPERTS = record("专家论证", date(2019, 9, 20), None, 5)
PLANNED = record("公布", date(2019, 12, 2), date(2019, 12, 2), 6)
DEEMED = record("备案", date(2019, 11, 18), date(2019, 11, 18), 7, derived_by="样例_决策.视为备案", span=None)

CONSULTATION = CountsRule(
    "样例_决策.咨询不算审查",
    Name("咨询不算审查", "consultation_is_no_review"),
    PACK.id,
    "合法性审查",
    False,
    TRUE,
    (Citation("决策条例", 26, 2),),
    Text("征求意见不能代替审查", "a request for comments does not replace the review"),
)
REFORM = ExceptionRule(
    "样例_决策.探索性改革",
    Name("探索性改革", "exploratory_reform"),
    PACK.id,
    ("样例_决策.审查前置",),
    TRUE,
    (Citation("决策条例", 25, 2, 1),),
    Text("探索性改革可以先议", "an exploratory reform may be discussed first"),
)
REVIEW_FIRST = rule(
    "审查前置",
    "审查前置",
    "review_first",
    Text("未经合法性审查,不得提交讨论", "no discussion before the legality review"),
    Citation("决策条例", 25, 1),
    Citation("决策条例", 26, 2, 1, 2),
    step="集体讨论",
    row="25-1",
)


def test_the_sample_speaks_only_of_declared_steps() -> None:
    records = (COMMENT, CONSULTED, MEETING, SECOND, DECISION, EXPERTS, PLANNED, DEEMED)
    assert {r.step for r in records} <= set(VOCABULARY.steps)
    assert set(PROGRAM.order) == set(VOCABULARY.steps)

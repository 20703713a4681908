"""Small packs for the tests of the static analysis, and what it finds in them.

The world: procedure 程序甲 with the steps 启动, 审查, 讨论, 决定, 公布 and the intervals 公示, 整改; facts 紧急, 保密
(yes/no), 类别 (甲类, 乙类, 丙类), 金额; one national norm, one of a city. `rule` writes a rule that compiles.
"""

from __future__ import annotations

from guiju.engine.analysis.check import analyse
from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_texts, ordered
from guiju.engine.trial.run import example_case

NATION = '规则包 国包 "国家" / "nation" { 层级 国家  约束 市, 县  适用程序 程序甲  版次 "1" }\n'
CITY = '规则包 市包 "某市" / "a city" { 层级 市  地区 "某省某市"  约束 市, 县  适用程序 程序甲  版次 "1"  上位 国包 }\n'
WORLD = (
    NATION
    + """
规范 国法 《样例国法》 { 施行 2020-01-01  英文 "Sample National Law" }
规范 市规 《样例市规》 { 施行 2021-01-01  英文 "Sample City Rules" }
程序 程序甲 (procedure_a) {
  步骤 启动 (start_up)
  步骤 审查 (review) { 字段 结论 (result): 合法 (lawful) | 不合法 (unlawful), 份数 (copies): 数, 通过 (passed): 是否 }
  步骤 讨论 (discussion) { 字段 形式 (form): 常务 (executive) | 全体 (plenary), 人数 (members): 数 }
  步骤 决定 (decision) { 字段 期日 (due): 日期, 通过 (passed): 是否 }
  步骤 公布 (publication)
  步骤 公示 (display) 时段
  步骤 整改 (remedy) 时段
}
事实 紧急 (urgent): 是否 "是否紧急?" / "Is it urgent?"
事实 保密 (secret): 是否 "是否保密?" / "Is it secret?"
事实 类别 (kind): 甲类 (kind_a) | 乙类 (kind_b) | 丙类 (kind_c) "哪一类?" / "Which kind?"
事实 金额 (amount): 金额 "多少钱?" / "How much?"
"""
)
EXAMPLES = "合例 { 启动 2024-01-02 } 违例 { 启动 2024-01-02 }"
LACKING = {"P025", "P026"}


def rule(name: str, body: str, *, basis: str = "国法 第一条", kind: str = "应当") -> str:
    """A rule in one line; its examples are not meant to be run."""
    return f'{kind} {name} ({name}_en) {{ 依据 {basis}  要旨 "某" / "some"  补正 "补" / "mend"  {body} }}\n'


def exception(name: str, targets: str, body: str, *, basis: str = "国法 第二条") -> str:
    return f'例外 {name} ({name}_en) 针对 {targets} {{ 依据 {basis}  要旨 "某" / "some"  {body} }}\n'


def found(*texts: str, own: tuple[int, ...] | None = None, world: str = WORLD) -> list[Diagnostic]:
    """What the analysis finds in the files 0.rule, 1.rule, … beside the world (or in those that are `own`)."""
    sources = [Source("world.rule", world)] if world else []
    packs = [Source(f"{n}.rule", text if "规则包" in text else NATION + text) for n, text in enumerate(texts)]
    compiled = compile_texts([*sources, *packs])
    wrong = [(d.code, d.message.en, d.span) for d in compiled.diagnostics if d.code not in LACKING]
    assert not wrong, wrong
    names = [p.name for n, p in enumerate(packs) if own is None or n in own]
    return analyse(ordered(compiled.program), names, Calendar(), example_case, compiled.references)


def only(code: str, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.code == code]


def one(code: str, *texts: str, own: tuple[int, ...] | None = None, world: str = WORLD) -> Diagnostic:
    """The single finding with this code."""
    hits = only(code, found(*texts, own=own, world=world))
    assert len(hits) == 1, [d.message.en for d in hits]
    return hits[0]


def none(code: str, *texts: str, own: tuple[int, ...] | None = None, world: str = WORLD) -> None:
    assert [d.message.en for d in only(code, found(*texts, own=own, world=world))] == []


def places(diagnostic: Diagnostic) -> list[tuple[str, int]]:
    """File and line of the diagnostic, then of its labels. The pack header is line 1, the first rule line 2."""
    spans = [diagnostic.span, *(label.span for label in diagnostic.labels)]
    return [(span.file, span.line) for span in spans if span is not None]

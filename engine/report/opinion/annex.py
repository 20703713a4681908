"""The annex of an opinion: the facts it was given on, what was taken for granted, the rules used, the files and their
digests, so that anybody can have the same judged again."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import FactUse, Verdict
from guiju.engine.report.office.clean import one_line
from guiju.engine.report.office.numbering import entry_mark, numbered
from guiju.engine.report.office.official import phrased, told
from guiju.engine.report.office.paper import Annex, Block, Column, Heading, Para, Table
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.sources import WHOLE, source_of_fact, source_of_field
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, behind

_TOO_LONG = 120
_OWN_WORDS = ("全部文字", "文", "位置")
"""The fields of a text as a whole that hold the text itself."""


def annex(opinion: Opinion, lang: Lang) -> Annex:
    titled = (
        (Text("事实", "Facts"), _facts),
        (Text("前提", "What is taken for granted"), _assumptions),
        (Text("规则", "Rules"), _rules),
        (Text("文件", "Files"), _files),
    )
    blocks: list[Block] = []
    for title, blocks_of in titled:
        found = list(blocks_of(opinion, lang))
        if found:
            n = sum(isinstance(block, Heading) for block in blocks) + 1
            blocks += [Heading(1, numbered(1, n, title.in_lang(lang), lang)), *found]
    mark = Text("附件", "Annex").in_lang(lang)
    return Annex(mark, annex_title().in_lang(lang), tuple(blocks))


def annex_title() -> Text:
    return Text("所用事实和规则", "Facts and rules used")


def _facts(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    rows = [row for v in opinion.verdicts() for row in _stated(v, opinion, lang)]
    if opinion.of_text is not None:
        rows += _of_text(opinion.of_text, opinion, lang)
    rows = list(dict.fromkeys(rows))
    if rows:
        heads = Text("事实", "Fact"), Text("取值", "Value"), Text("出处", "Source")
        columns = tuple(Column(h.in_lang(lang), s) for h, s in zip(heads, (6, 7, 6), strict=True))
        yield Table(columns, tuple(rows))


def _stated(verdict: Verdict, opinion: Opinion, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Facts that a finding went by."""
    names = Names(verdict.program)
    used: dict[str, FactUse] = {}
    for finding in verdict.findings:
        for fact in finding.proof.facts:
            if isinstance(fact.key, tuple) and fact.key[0] == "fact" and fact.value is not None:
                used.setdefault(str(fact.key[1]), fact)
    for name, fact in used.items():
        value, source = names.value(fact.value, fact.kind), source_of_fact(fact, name, opinion)
        yield fact.label.in_lang(lang), told(value, lang), told(source, lang)


def _of_text(verdict: Verdict, opinion: Opinion, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """What the text says of itself."""
    names = Names(verdict.program)
    for record in verdict.case.records:
        declared = verdict.program.vocabulary.steps.get(record.step)
        if record.step != WHOLE or declared is None:
            continue
        for field in declared.fields:
            value = record.fields.get(field.name.zh)
            if value is None or isinstance(value, tuple) or field.name.zh in _OWN_WORDS:
                continue
            shown = names.value(value, field.type.kind).in_lang(lang)
            if len(shown) <= _TOO_LONG:
                source = told(source_of_field(field.name.zh, value, opinion), lang)
                yield names.name(field.name).in_lang(lang), phrased(shown, lang), source


def _assumptions(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    lines = []
    for verdict in opinion.verdicts():
        for assumption in verdict.assumptions:
            basis = cite_all(assumption.basis, verdict.program.norms)
            lines.append(behind(assumption.text, basis) if assumption.basis else assumption.text)
    for at, line in enumerate(dict.fromkeys(lines), 1):
        yield Para(told(line, lang), entry_mark(at, lang))


def _rules(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    packs = {pack.id: pack for verdict in opinion.verdicts() for pack in verdict.packs}
    heads = Text("规则包", "Pack"), Text("版次", "Version")
    columns = tuple(Column(h.in_lang(lang), s) for h, s in zip(heads, (12, 4), strict=True))
    rows = tuple((told(pack.title, lang), pack.version) for pack in packs.values())
    if rows:
        yield Table(columns, rows)


def _files(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    """What was looked at on which day: with the same files and rules the same comes out."""
    yield Para(phrased(str(opinion.on), lang), told(Text("以这一天的眼光看:", "As seen on "), lang))
    for diagnostic in opinion.unread:
        yield Para(told(diagnostic.message, lang), told(Text("读不了的:", "Not read: "), lang))
    columns = (Column(Text("文件", "File").in_lang(lang), 5), Column("SHA-256", 12))
    rows = [(one_line(given.name), given.digest) for given in opinion.inputs]
    rows.append((Text("全部规则", "all rules").in_lang(lang), opinion.program.digest))
    yield Table(columns, tuple(rows))

"""What an opinion rests on: the norms that were applied, and the papers, each with whether it is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.office.clean import one_line
from guiju.engine.report.office.numbering import numbered
from guiju.engine.report.office.official import phrased, told
from guiju.engine.report.office.paper import Block, Column, Heading, Para, Table
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.words import step_word
from guiju.engine.report.words.citation import norm_title
from guiju.engine.report.words.naming import Names, days
from guiju.engine.semantics.program import Norm

_ON_RECORD = Text("在案", "on record")
_NOT_STATED = Text("记录没有写凭证", "the record names no papers")
_STATED_NONE = Text("记录写明没有凭证", "the record says that there are none")
_NO_RECORD = Text("没有这一步的记录", "the step is not recorded")


def materials(opinion: Opinion, lang: Lang) -> list[Block]:
    blocks: list[Block] = [Heading(2, numbered(2, 1, Text("依据", "Norms").in_lang(lang), lang))]
    norms = [_with_number(key, opinion.program.norms) for key in _norms(opinion)]
    if norms:
        lead = Text("作出判断所依据的规定:", "Provisions of these norms were applied: ")
        blocks.append(Para(phrased((lead + join(norms, "、", "; ")).in_lang(lang), lang) + _stop(lang)))
    else:
        blocks.append(Para(told(Text("没有适用任何规定。", "No provision was applied."), lang)))
    blocks.append(Heading(2, numbered(2, 2, Text("材料", "Papers").in_lang(lang), lang)))
    rows = list(_rows(opinion, lang))
    if opinion.of_case is None:
        blocks.append(Para(told(_without_case(opinion), lang)))
    if rows:
        blocks.append(Table(_columns(lang), tuple((str(n), *row) for n, row in enumerate(rows, 1))))
    return blocks


def _columns(lang: Lang) -> tuple[Column, ...]:
    return (
        Column(Text("序号", "No.").in_lang(lang), 2, "center"),
        Column(Text("材料", "Paper").in_lang(lang), 7),
        Column(Text("步骤", "Step").in_lang(lang), 6),
        Column(Text("日期", "Date").in_lang(lang), 6, "center"),
        Column(Text("在案情况", "Whether on record").in_lang(lang), 6),
    )


def _without_case(opinion: Opinion) -> Text:
    word = step_word(opinion)
    return Text(
        f"只送来文件文本,没有办理过程的案卷,{word.zh}限于文本。",
        f"Only the text was sent and no case of how it was made; the {word.en} is limited to the text.",
    )


def _norms(opinion: Opinion) -> list[str]:
    """The norms that applied rules rest on, each once, in the order of the findings."""
    found = (
        citation.norm
        for verdict in opinion.verdicts()
        for finding in verdict.findings
        if finding.state is not State.NOT_APPLICABLE
        for citation in (*finding.chain, *finding.rule.basis)
    )
    return list(dict.fromkeys(found))


def _with_number(key: str, norms: Mapping[str, Norm]) -> Text:
    """The title; in Chinese with its number behind it, which it has in English already."""
    title, norm = norm_title(key, norms), norms.get(key)
    return Text(f"{title.zh}（{norm.number}）", title.en) if norm is not None and norm.number else title


def _stop(lang: Lang) -> str:
    return "。" if lang == "zh" else "."


def _rows(opinion: Opinion, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    if opinion.of_text is not None:
        text = Text("文件文本", "text of the document").in_lang(lang)
        yield (
            text,
            "",
            "",
            f"{_ON_RECORD.in_lang(lang)}\n{one_line(PurePath(opinion.of_text.case.file).name)}",
        )
    if opinion.of_case is not None:
        yield from _recorded(opinion.of_case, lang)
        yield from _missing(opinion.of_case, lang)


def _recorded(verdict: Verdict, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    names = Names(verdict.program)
    for record in _done(verdict):
        step, when = names.step(record.step).in_lang(lang), phrased(days(record).in_lang(lang), lang)
        if record.evidence:
            yield _listed(record.evidence, lang), step, when, _ON_RECORD.in_lang(lang)
        else:
            standing = _NOT_STATED if record.evidence is None else _STATED_NONE
            yield _listed(_usual(verdict, record.step), lang), step, when, standing.in_lang(lang)


def _usual(verdict: Verdict, step: str) -> tuple[str, ...]:
    declared = verdict.program.vocabulary.steps.get(step)
    return declared.evidence if declared is not None else ()


def _listed(papers: tuple[str, ...], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(map(one_line, papers))


def _missing(verdict: Verdict, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    """The papers of steps whose lack was found to be a breach."""
    names = Names(verdict.program)
    steps = (f.cure.missing for f in verdict.findings if f.state is State.VIOLATED and f.cure is not None)
    for step in dict.fromkeys(s for s in steps if s is not None):
        papers = _listed(_usual(verdict, step), lang)
        yield papers, names.step(step).in_lang(lang), "", _NO_RECORD.in_lang(lang)


def _done(verdict: Verdict) -> list[Record]:
    """The records of what has happened, in the order of their days."""
    done = (r for r in verdict.case.records if r.start <= verdict.on and r.derived_by is None)
    return sorted(done, key=lambda r: (r.start, r.end or r.start, r.order or 0, r.index))

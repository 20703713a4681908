"""The clean-up report (清理报告) that an office sends to the justice bureau, as a paper.

In: a review. Out: a paper for Word: scope, results, reasons, faults of procedure, terms, what is to be looked at, what
follows, and the catalogues as annexes. What the tool cannot know (who ordered it, who did it, by when) is left blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.model import Review
from guiju.engine.report.office.numbering import BLANK, DATED, numbered
from guiju.engine.report.office.official import told
from guiju.engine.report.office.paper import Attached, Block, Heading, Line, Paper, Para, Signature
from guiju.engine.report.review.catalogues import catalogues
from guiju.engine.report.review.paper_reasons import faults_and_filing, reasons, to_verify
from guiju.engine.report.review.paper_tables import expiring, follow_up, results
from guiju.engine.report.verdict.paper_parts import labelled
from guiju.engine.report.words.naming import named


def review_paper(review: Review, lang: Lang) -> Paper:
    parts = (
        (Text("清理范围、依据和方法", "Scope, ground and method"), _scope),
        (Text("清理结果", "Results"), results),
        (Text("修改、废止、宣布失效的理由", "Reasons to amend, repeal or declare lapsed"), reasons),
        (Text("程序补正和备案", "Faults of procedure, and filing"), faults_and_filing),
        (Text("一年内到期的文件", "Validity running out within a year"), expiring),
        (Text("待核实的问题", "To be verified"), to_verify),
        (Text("后续安排", "What follows"), follow_up),
    )
    blocks: list[Block] = [*_opening(review, lang)]
    for at, (heading, blocks_of) in enumerate(parts, 1):
        blocks.append(Heading(1, numbered(1, at, heading.in_lang(lang), lang)))
        blocks += blocks_of(review, lang)
    attached = catalogues(review, lang)
    lead = Text("附件：", "Annexes: ").in_lang(lang)
    names = [f"{at}. {annex.title}" for at, annex in enumerate(attached, 1)]
    blocks.append(Attached(lead, tuple(names)))
    blocks.append(Signature((_office(review), DATED.in_lang(lang))))
    return Paper(_title(review, lang), lang, review.on, tuple(blocks), attached)


def _title(review: Review, lang: Lang) -> str:
    office = _office(review)
    return Text(
        f"{office}关于\n行政规范性文件清理情况的报告",
        f"Report on the Clean-up Review of Normative Documents\n{office}",
    ).in_lang(lang)


def _office(review: Review) -> str:
    """The organ that made the documents, where it is one and the same."""
    issuers = {r.entry.issuer for r in review.reviewed}
    only = next(iter(issuers)) if len(issuers) == 1 else None
    return named(only) if only else BLANK


def _opening(review: Review, lang: Lang) -> Iterator[Block]:
    yield Line(Text(f"{BLANK}司法局：", f"To the Justice Bureau of {BLANK}:").in_lang(lang))
    yield Para(
        told(
            Text(
                f"按照{BLANK}的部署,我单位对截至 {review.on} 的行政规范性文件进行了清理。现将有关情况报告如下:",
                f"As ordered by {BLANK}, our office has reviewed its normative documents as of {review.on}. "
                f"We report as follows.",
            ),
            lang,
        )
    )


def _list_named(review: Review) -> Text:
    """The name of the list in a bracket; the folder in which one stands (`.`) has none."""
    name = named(PurePath(review.name).name.strip("."))
    return Text(f"(名单:{name})", f" (list: {name})") if name else Text("", "")


def _scope(review: Review, lang: Lang) -> Iterator[Block]:
    every = review.reviewed
    texts, cases = sum(r.judged_text for r in every), sum(r.judged_procedure for r in every)
    unread, bad = sum(bool(r.unread) for r in every), sum(bool(r.bad_cells) for r in every)
    table, listed = review.table.edition, _list_named(review)
    stated = (
        (
            Text("范围", "Scope"),
            Text(
                f"列入清理的行政规范性文件共 {len(every)} 件{listed.zh},截止日期 {review.on}。",
                f"{len(every)} normative documents{listed.en}, as of {review.on}.",
            ),
        ),
        (Text("依据", "Ground"), Text(BLANK, BLANK)),
        (
            Text("方法", "Method"),
            Text(
                f"逐件核对:看了正文的 {texts} 件,看了制定和备案案卷的 {cases} 件"
                f"{f',有文件读不了的 {unread} 件' if unread else ''}"
                f"{f',台账填写有误的 {bad} 件' if bad else ''}。按规则逐条判断,再按决定表({table})提出建议;"
                f"有把握的按日期、记录、目录得出,疑似的列出问题,由人核实。",
                f"One by one: the text of {texts} and the case of making and filing of {cases} were looked at"
                f"{f'; files of {unread} could not be read' if unread else ''}"
                f"{f'; of {bad} something in the ledger is wrong' if bad else ''}. Rules were applied and results "
                f"proposed by the decision table ({table}); what is certain follows from days, records and the "
                f"catalogue of norms, what is suspected is put as a question for a person to look at.",
            ),
        ),
        (Text("分工", "Who did it"), Text(BLANK, BLANK)),
    )
    for name, text in stated:
        yield labelled(name.in_lang(lang), told(text, lang), lang)

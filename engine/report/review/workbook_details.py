"""The sheet of a review with a row for each reason, and columns for what a person finds of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.portfolio.model import Reason, Review, Reviewed
from guiju.engine.report.office.book import Cell, Field, Sheet
from guiju.engine.report.review.outline import FAULTS, QUESTIONS, REASONS
from guiju.engine.report.review.words import VERIFY, document_name
from guiju.engine.report.words.citation import cite_all, cite_basis
from guiju.engine.report.words.naming import named, visible
from guiju.engine.report.words.suspicion import SUSPECTED

DETAILS = Text("问题明细", "Details")


def details(review: Review, lang: Lang) -> Sheet:
    """A row for each reason, with columns for what a person finds of it."""
    found = (Text("属实", "confirmed"), Text("不属实", "not so"))
    fields = (
        Field(Text("序号", "No.").in_lang(lang)),
        Field(Text("文件", "Document").in_lang(lang), 36),
        Field(Text("类别", "Kind").in_lang(lang)),
        Field(Text("起因", "Cause").in_lang(lang)),
        Field(Text("条款", "Provision").in_lang(lang), 24),
        Field(Text("原文", "Words").in_lang(lang), 50),
        Field(Text("位置", "Place").in_lang(lang), 24),
        Field(Text("依据", "Basis").in_lang(lang), 36),
        Field(
            Text("确定程度", "How firm").in_lang(lang),
            shades={v.in_lang(lang): "light" for v in _unsure_words()},
        ),
        Field(Text("认定", "Finding").in_lang(lang), 44),
        Field(Text("要核实的问题", "Question").in_lang(lang), 40),
        Field(Text("改正措施", "To put it right").in_lang(lang), 36),
        Field(Text("核对结果", "As found").in_lang(lang), choices=tuple(f.in_lang(lang) for f in found)),
        Field(Text("核对人", "By").in_lang(lang), to_fill=True),
        Field(Text("核对日期", "On").in_lang(lang), to_fill=True),
        Field(Text("核对理由", "Why").in_lang(lang), 30, to_fill=True),
    )
    rows = [
        _detail(reviewed, kind, reason, review, lang)
        for reviewed in review.reviewed
        for kind, reason in all_reasons(reviewed)
    ]
    return Sheet(DETAILS.in_lang(lang), fields, tuple(rows))


def all_reasons(reviewed: Reviewed) -> Iterator[tuple[Text, Reason]]:
    for kind, reasons in (
        (REASONS, reviewed.reasons),
        (FAULTS, reviewed.faults),
        (QUESTIONS, reviewed.questions),
    ):
        yield from ((kind, reason) for reason in reasons)


def _detail(reviewed: Reviewed, kind: Text, reason: Reason, review: Review, lang: Lang) -> tuple[Cell, ...]:
    norms, quote = review.program.norms, reason.quote
    basis = cite_basis(reason.finding, norms) if reason.finding else cite_all(reason.basis, norms)

    def said(text: Text | None) -> str | None:
        return visible(text.in_lang(lang)) if text is not None else None

    return (
        reviewed.entry.row,
        visible(document_name(reviewed)),
        said(kind),
        said(review.table.cause(reason.cause)),
        quote.where if quote is not None else None,
        quote.words if quote is not None else None,
        said(_place(quote.span if quote is not None else None)),
        said(basis),
        said(_firmness(reason)),
        said(reason.message),
        said(reason.question),
        said(reason.cure),
        None,
        None,
        None,
        None,
    )


def _place(span: Span | None) -> Text | None:
    """The file, and the number of the paragraph in it."""
    if span is None:
        return None
    name = named(PurePath(span.file).name)
    if span.whole_file:
        return plain(name)
    return Text(f"{name} 第 {span.line} 段", f"{name} paragraph {span.line}")


def _firmness(reason: Reason) -> Text:
    if reason.firm:
        return Text("确定", "firm")
    if reason.sure is None:
        return VERIFY
    return _suspected(word("how_sure", reason.sure))


def _suspected(sure: Text) -> Text:
    return Text(f"{SUSPECTED.zh}({sure.zh})", f"{SUSPECTED.en} ({sure.en})")


def _unsure_words() -> tuple[Text, ...]:
    return (VERIFY, *(_suspected(word("how_sure", sure)) for sure in ("high", "medium", "low")))

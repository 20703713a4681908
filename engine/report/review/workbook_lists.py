"""The sheets of a review on filing, on what expires within a year, on files that could not be read, and on what is wrong
in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.model import Filing, Review, Reviewed
from guiju.engine.report.office.book import Cell, Field, Sheet
from guiju.engine.report.review.words import BAD_CELLS, document_name, result_word
from guiju.engine.report.words.naming import named, visible

_LATE = Text("逾期备案", "filed too late")
_NOT_FILED = Text("逾期未备案", "not filed, and the time is over")


def filing(review: Review, lang: Lang) -> Sheet:
    """Every document: those of which nothing is known too."""
    fields = (
        Field(Text("序号", "No.").in_lang(lang)),
        Field(Text("文件", "Document").in_lang(lang), 44),
        Field(Text("公布日期", "Published").in_lang(lang)),
        Field(Text("备案最后一日", "Last day for filing").in_lang(lang)),
        Field(Text("备案日期", "Filed on").in_lang(lang)),
        Field(Text("逾期(日)", "Days late").in_lang(lang)),
        Field(
            Text("情况", "Standing").in_lang(lang),
            30,
            shades={v.in_lang(lang): "strong" for v in (_LATE, _NOT_FILED)},
        ),
        Field(Text("备注", "Notes").in_lang(lang), 30, to_fill=True),
    )
    rows = [
        (
            r.entry.row,
            visible(document_name(r)),
            r.entry.published,
            r.filing.last_day if r.filing is not None else None,
            r.filing.done if r.filing is not None else r.entry.filed,
            r.filing.days_late if r.filing is not None and r.filing.days_late else None,
            _standing(r.filing).in_lang(lang),
            None,
        )
        for r in review.reviewed
    ]
    return Sheet(Text("备案期限", "Filing").in_lang(lang), fields, tuple(rows))


def _standing(filing: Filing | None) -> Text:
    if filing is None:
        return Text("没有备案记录,也没有已知的期限", "no filing on record, no time limit known")
    if filing.days_late:
        return _LATE if filing.done is not None else _NOT_FILED
    if filing.done is None:
        return Text("尚在期限内", "still in time")
    if filing.last_day is None:
        return Text("已备案,没有已知的期限", "filed, no time limit known")
    return Text("按期备案", "filed in time")


def expiring(review: Review, lang: Lang) -> Sheet:
    fields = (
        Field(Text("序号", "No.").in_lang(lang)),
        Field(Text("文件", "Document").in_lang(lang), 44),
        Field(Text("有效期至", "Valid until").in_lang(lang)),
        Field(Text("还有(日)", "Days left").in_lang(lang)),
        Field(Text("建议评估起始日", "Better evaluated from").in_lang(lang)),
        Field(Text("清理意见", "Result").in_lang(lang), 16),
        Field(Text("安排", "Arrangements").in_lang(lang), 40, to_fill=True),
    )
    found = sorted(review.expiring, key=lambda r: (str(r.last_day), r.entry.row))
    rows = [
        (
            r.entry.row,
            visible(document_name(r)),
            r.last_day,
            (r.last_day - review.on).days if r.last_day is not None else None,
            r.evaluate_from,
            result_word(r, review).in_lang(lang),
            None,
        )
        for r in found
    ]
    return Sheet(Text("一年内到期", "Expiring").in_lang(lang), fields, tuple(rows))


def unread(review: Review, lang: Lang) -> Sheet:
    found = (_of_row(r, problem) for r in review.reviewed for problem in r.unread)
    name = Text("读不了的文件", "Not read")
    return _problems(name, Text("读不了的文件", "File"), found, lang)


def bad_cells(review: Review, lang: Lang) -> Sheet:
    """What is wrong with rows, then what is wrong with the ledger as a whole."""
    of_rows = (_of_row(r, problem) for r in review.reviewed for problem in r.bad_cells)
    of_all = (_Found(None, None, p) for p in review.problems if p.severity == "error")
    return _problems(BAD_CELLS, Text("台账", "Ledger"), (*of_rows, *of_all), lang)


class _Found(NamedTuple):
    """A problem, and the number and the name of the document it is about."""

    row: int | None
    name: str | None
    problem: Diagnostic


def _of_row(reviewed: Reviewed, problem: Diagnostic) -> _Found:
    return _Found(reviewed.entry.row, visible(document_name(reviewed)), problem)


def _problems(name: Text, file: Text, found: Iterable[_Found], lang: Lang) -> Sheet:
    fields = (
        Field(Text("序号", "No.").in_lang(lang)),
        Field(Text("文件", "Document").in_lang(lang), 44),
        Field(file.in_lang(lang), 40),
        Field(Text("原因", "Reason").in_lang(lang), 60),
        Field(Text("怎么办", "What to do").in_lang(lang), 50),
        Field(Text("代码", "Code").in_lang(lang)),
    )
    rows = [(each.row, each.name, *_problem(each.problem, lang)) for each in found]
    return Sheet(name.in_lang(lang), fields, tuple(rows))


def _problem(problem: Diagnostic, lang: Lang) -> tuple[Cell, ...]:
    return (
        named(PurePath(problem.span.file).name) if problem.span is not None else None,
        visible(problem.message.in_lang(lang)),
        visible(problem.hint.in_lang(lang)) if problem.hint is not None else None,
        problem.code,
    )

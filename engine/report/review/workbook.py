"""The sheets of a clean-up review as a workbook: the summary, the table that offices fill in, every reason by itself,
filing, terms, files that could not be read, what is wrong in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from guiju.engine.diagnostics.model import has_errors
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.portfolio.model import Proposal, Review, Reviewed
from guiju.engine.report.office.book import Book, Cell, Field, Shade, Sheet
from guiju.engine.report.office.xlsx_looks import fits
from guiju.engine.report.review.outline import TITLE
from guiju.engine.report.review.sheet import COLUMNS, sheet_rows, short_values
from guiju.engine.report.review.words import (
    BAD_CELLS,
    gone_line,
    problem_line,
    remark_line,
    result_word,
    rows_text,
)
from guiju.engine.report.review.workbook_details import DETAILS, all_reasons, details
from guiju.engine.report.review.workbook_lists import bad_cells, expiring, filing, unread
from guiju.engine.report.words.naming import visible

_SHADES: Mapping[Proposal, Shade] = {
    "amend": "light",
    "repeal": "strong",
    "lapse": "medium",
    "ask": "dotted",
}
_WIDEST = 44
_LONG, _WIDEST_LONG = ("reasons", "faults", "questions"), 110
"""Columns of whole paragraphs: a row is never higher than a page, so they are wide."""
_TO_FILL = ("changes", "amend_by", "opinion", "note")


def review_book(review: Review, lang: Lang) -> Book:
    sheets = [_summary, _all_documents, details, filing, expiring, unread]
    if any(r.bad_cells for r in review.reviewed) or has_errors(review.problems):
        sheets.append(bad_cells)
    return Book(TITLE.in_lang(lang), lang, review.on, tuple(made(review, lang) for made in sheets))


def _summary(review: Review, lang: Lang) -> Sheet:
    fields = (
        Field(Text("项目", "Item").in_lang(lang), 30),
        Field(Text("件数", "Number").in_lang(lang)),
        Field(Text("说明", "Notes").in_lang(lang), 80),
    )
    rows = [
        (visible(what.in_lang(lang)), n, visible(note.in_lang(lang))) for what, n, note in _counts(review)
    ]
    return Sheet(Text("汇总", "Summary").in_lang(lang), fields, tuple(rows))


def _counts(review: Review) -> Iterator[tuple[Text, Cell, Text]]:
    nothing = Text("", "")
    every = review.reviewed
    yield Text("基准日", "As of"), review.on, plain(PurePath(review.name).name)
    yield Text("清理的文件", "Documents reviewed"), len(every), nothing
    for proposal, n in review.counts.items():
        unsure = sum(r.to_verify for r in review.of(proposal))
        note = Text(f"其中待核实 {unsure} 件", f"{unsure} of them to be verified") if unsure else nothing
        yield review.table.results[proposal], n, note
    yield Text("须补正程序", "Procedure to put right"), sum(bool(r.faults) for r in every), nothing
    yield Text("备案逾期", "Filed too late, or not yet"), len(review.filed_late), nothing
    yield Text("一年内到期", "Expiring within a year"), len(review.expiring), nothing
    asked = sum(not reason.firm for r in every for _, reason in all_reasons(r))
    yield Text("待核实的问题(条)", "Questions to be verified"), asked, nothing
    unread_ = sum(bool(r.unread) for r in every)
    yield Text("有文件读不了", "With a file that could not be read"), unread_, nothing
    if bad := sum(bool(r.bad_cells) for r in every):
        yield BAD_CELLS, bad, nothing
    for lacking, why in (
        (review.without_case, Text("没有案卷", "Without a case")),
        (review.case_unread, Text("案卷读不了", "With a case that could not be read")),
    ):
        if lacking:
            rows = rows_text([r.entry.row for r in lacking])
            yield why, len(lacking), Text("没有判断制定程序:", "procedure not judged: ") + rows
    for norm in review.gone:
        yield Text("依据已变化", "Basis changed"), len(norm.rows), gone_line(norm)
    for remark in review.remarks:
        yield Text("清单本身", "The list itself"), len(remark.rows) or None, remark_line(remark)
    for problem in review.problems:
        yield Text("台账文件", "The ledger as a file"), None, problem_line(problem)


def _all_documents(review: Review, lang: Lang) -> Sheet:
    """The columns of the offices' table; the result can be chosen, what people add can be filled in."""
    results = review.table.results
    choices = tuple(results[p].in_lang(lang) for p in results if p != "ask")
    shades = {result_word(r, review).in_lang(lang): _SHADES.get(r.proposal, "plain") for r in review.reviewed}
    shades |= {results[p].in_lang(lang): shade for p, shade in _SHADES.items()}
    fields = tuple(
        Field(
            column.name.in_lang(lang),
            _WIDEST_LONG if column.key in _LONG else min(column.width, _WIDEST),
            choices=choices if column.key == "result" else (),
            to_fill=column.key in _TO_FILL,
            shades=shades if column.key == "result" else {},
        )
        for column in COLUMNS
    )
    rows = [
        tuple(_readable(row, reviewed, review, lang))
        for row, reviewed in zip(sheet_rows(review, lang), review.reviewed, strict=True)
    ]
    return Sheet(Text("清理意见表", "Documents").in_lang(lang), fields, tuple(rows))


def _readable(row: Sequence[Cell], reviewed: Reviewed, review: Review, lang: Lang) -> Iterator[Cell]:
    """The row; a cell that would be cut off, as no row is higher than a page, says in short what was found and where."""
    short = short_values(reviewed, review, lang)
    for column, cell in zip(COLUMNS, row, strict=True):
        if column.key in short and not fits(cell, _WIDEST_LONG):
            yield _shortened(short[column.key], lang)
        else:
            yield cell


def _shortened(text: str, lang: Lang) -> str:
    """As many of the lines as fit, and where all of it stands."""
    lines = text.split("\n")
    told = DETAILS.in_lang(lang)
    all_of_it = Text(f"(全文见“{told}”)", f"(in full on the sheet “{told}”)").in_lang(lang)
    while len(lines) > 1 and not fits("\n".join([*lines, all_of_it]), _WIDEST_LONG):
        lines.pop()
    return "\n".join([*lines, all_of_it])

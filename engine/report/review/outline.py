"""A clean-up review arranged for a reader, in one language: the answer, the table of all documents, then what is to be
said of each, then of all. Every output that a person reads is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.portfolio.model import Proposal, Review, Reviewed
from guiju.engine.report.review.blocks import Block, blocks
from guiju.engine.report.review.words import (
    BAD_CELLS,
    UNREAD,
    counts_line,
    difference_line,
    document_name,
    filing_line,
    gone_line,
    not_judged_lines,
    problem_line,
    remark_line,
    result_word,
    rows_text,
    term_line,
)
from guiju.engine.report.verdict.outline import Section
from guiju.engine.report.words.naming import behind, named, visible
from guiju.engine.report.words.waivers import WAIVED
from msgspec import Struct

TITLE = Text("规范性文件清理报告", "Clean-up review of normative documents")
REASONS = Text("理由", "Reasons")
FAULTS = Text("补正", "To put right")
QUESTIONS = Text("待核实", "To verify")
_WORKBOOK = (".xlsx", ".xlsm", ".xls", ".et")
_NOTES = Text("其他", "Also")


class Told(Struct, frozen=True):
    """What is said of a document under one heading (`key` tells which): blocks, or plain lines."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    lines: tuple[str, ...] = ()


class Document(Struct, frozen=True):
    """One row. `quiet`: there is nothing to say of it but its result."""

    row: int
    name: str
    result: str
    proposal: Proposal
    to_verify: bool
    told: tuple[Told, ...]
    reviewed: Reviewed

    @property
    def quiet(self) -> bool:
        return not self.told


class ReviewOutline(Struct, frozen=True):
    title: str
    answer: str
    seen: str
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]


def review_outline(review: Review, lang: Lang) -> ReviewOutline:
    here = Text("当前文件夹", "this folder")
    name = here if PurePath(review.name) == PurePath() else plain(named(review.name))
    seen = Text(f"{name.zh},{review.on} 所见", f"{name.en}, as seen on {review.on}")
    return ReviewOutline(
        TITLE.in_lang(lang),
        visible(counts_line(review).in_lang(lang)),
        visible(seen.in_lang(lang)),
        tuple(_document(each, review, lang) for each in review.reviewed),
        tuple(_sections(review, lang)),
    )


def _document(reviewed: Reviewed, review: Review, lang: Lang) -> Document:
    return Document(
        reviewed.entry.row,
        visible(document_name(reviewed)),
        result_word(reviewed, review).in_lang(lang),
        reviewed.proposal,
        reviewed.to_verify,
        tuple(told for told in _told(reviewed, review, lang) if told.blocks or told.lines),
        reviewed,
    )


def _told(reviewed: Reviewed, review: Review, lang: Lang) -> Iterator[Told]:
    def lines(key: str, title: Text, told: Iterable[Text]) -> Told:
        return Told(key, title.in_lang(lang), lines=tuple(visible(t.in_lang(lang)) for t in told))

    yield lines("unread", UNREAD, map(problem_line, reviewed.unread))
    yield lines("cells", BAD_CELLS, map(problem_line, reviewed.bad_cells))
    yield Told("reasons", REASONS.in_lang(lang), blocks(reviewed.reasons, review, lang))
    yield Told("faults", FAULTS.in_lang(lang), blocks(reviewed.faults, review, lang))
    yield Told("questions", QUESTIONS.in_lang(lang), blocks(reviewed.questions, review, lang))
    yield lines("notes", _NOTES, _notes(reviewed, review))


def _notes(reviewed: Reviewed, review: Review) -> Iterator[Text]:
    if reviewed.stated_otherwise is not None:
        yield reviewed.stated_otherwise
    yield from (difference_line(d) for d in reviewed.differences)
    if reviewed.filing is not None and reviewed.filing.days_late:
        yield Text("备案:", "Filing: ") + filing_line(reviewed.filing)
    if reviewed.expires_soon:
        yield term_line(reviewed)
    for finding in reviewed.waived:
        yield Text(f"{WAIVED.zh}:{finding.rule.name.zh}", f"{WAIVED.en}: {finding.rule.name.en}")
    yield from map(problem_line, reviewed.warnings)


def _sections(review: Review, lang: Lang) -> Iterator[Section]:
    def section(title: Text, lines: Iterable[Text]) -> Section:
        return Section(title.in_lang(lang), tuple(visible(line.in_lang(lang)) for line in lines))

    found = (
        section(
            Text("备案逾期", "Filed too late, or not yet"),
            (_of(r, filing_line(r.filing)) for r in review.filed_late if r.filing is not None),
        ),
        section(
            Text("将要届满", "Validity running out"),
            (_of(r, term_line(r)) for r in sorted(review.expiring, key=_last_day)),
        ),
        section(Text("依据已经失效", "Bases that are no longer in force"), map(gone_line, review.gone)),
        section(Text("清单本身", "The list itself"), map(remark_line, review.remarks)),
        section(Text("台账文件", "The ledger as a file"), map(problem_line, review.problems)),
        section(Text("没有用到的文件", "Files that were not used"), _unused_files(review)),
        section(Text("没有判断制定程序的", "Procedure not judged"), not_judged_lines(review)),
        section(Text("推定", "Taken for granted"), _assumptions(review)),
        section(Text("所用规则", "Rules used"), _rules(review)),
    )
    return (each for each in found if each.lines)


def _unused_files(review: Review) -> Iterator[Text]:
    yield from (_unused(review, name) for name in review.unused if name not in review.own)
    if review.own:
        names = join([plain(named(name)) for name in review.own])
        yield Text(
            f"guiju 写出的意见书和报告,不是要清理的文件:{names.zh}",
            f"opinions and reports that guiju wrote, no documents to be reviewed: {names.en}",
        )


def _unused(review: Review, name: str) -> Text:
    """A workbook may be the ledger of the folder, which is reviewed by itself."""
    if not name.lower().endswith(_WORKBOOK):
        return plain(named(name))
    path = named((PurePath(review.name) / name).as_posix())
    return behind(
        plain(named(name)),
        Text(f"是台账的,用 guiju review {path}", f"if it is the ledger: guiju review {path}"),
    )


def _assumptions(review: Review) -> Iterator[Text]:
    """Each once, with the rows that it is about."""
    rows: dict[Text, list[int]] = {}
    for reviewed in review.reviewed:
        for assumption in reviewed.assumptions:
            rows.setdefault(assumption.text, []).append(reviewed.entry.row)
    return (behind(text, rows_text(found)) for text, found in rows.items())


def _rules(review: Review) -> Iterator[Text]:
    for pack in review.packs:
        yield pack.title + plain(f" {pack.version}".rstrip())
    yield Text(f"决定表 {review.table.edition}", f"decision table {review.table.edition}")


def _of(reviewed: Reviewed, told: Text) -> Text:
    name = f"{reviewed.entry.row}. {document_name(reviewed)}"
    return Text(f"{name}:{told.zh}", f"{name}: {told.en}")


def _last_day(reviewed: Reviewed) -> date:
    return reviewed.last_day or date.max

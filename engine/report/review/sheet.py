"""A clean-up review as the table that offices fill in (清理意见表): its columns, and a row of values for each document.

Values are texts, whole numbers and dates, so that a spreadsheet can keep them as what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.portfolio.model import UNLIMITED, Review, Reviewed
from guiju.engine.report.review.blocks import Block, blocks
from guiju.engine.report.review.words import (
    BAD_CELLS,
    UNREAD,
    difference_line,
    filing_line,
    problem_line,
    result_word,
)
from guiju.engine.report.words.naming import visible
from msgspec import Struct

Value = str | int | date | None


class Column(Struct, frozen=True):
    """`width` is how wide it should be, in columns of a terminal (a Chinese character takes two)."""

    key: str
    name: Text
    width: int


COLUMNS = (
    Column("row", Text("序号", "No."), 6),
    Column("title", Text("文件名称", "Title"), 44),
    Column("number", Text("文号", "Number"), 22),
    Column("register", Text("统一编号", "Register number"), 18),
    Column("issuer", Text("制定机关", "Issuer"), 20),
    Column("drafter", Text("起草部门", "Drafted by"), 18),
    Column("made", Text("成文日期", "Dated"), 12),
    Column("published", Text("发布日期", "Published"), 12),
    Column("effective", Text("施行日期", "In force from"), 12),
    Column("valid_until", Text("有效期至", "Valid until"), 12),
    Column("basis", Text("制定依据", "Basis"), 36),
    Column("result", Text("清理意见", "Result"), 16),
    Column("reasons", Text("理由", "Reasons"), 60),
    Column("faults", Text("补正", "To put right"), 48),
    Column("questions", Text("待核实", "To verify"), 48),
    Column("filing", Text("备案", "Filing"), 30),
    Column("changes", Text("拟修改内容", "To be changed"), 40),
    Column("amend_by", Text("完成时限", "By when"), 12),
    Column("stated", Text("原清理意见", "Result as stated"), 16),
    Column("opinion", Text("审核意见", "Examiner's opinion"), 30),
    Column("note", Text("备注", "Notes"), 40),
)


def sheet_rows(review: Review, lang: Lang) -> Iterator[tuple[Value, ...]]:
    """One row for each document, in the order of `COLUMNS`."""
    for reviewed in review.reviewed:
        values = _values(reviewed, review, lang)
        yield tuple(values[column.key] for column in COLUMNS)


def short_values(reviewed: Reviewed, review: Review, lang: Lang) -> Mapping[str, str]:
    """By column: the columns of whole paragraphs with no more than what was found and where, a line for each."""
    return {
        key: _numbered_lines([*(_short(block, lang) for block in blocks(found, review, lang)), *further])
        for key, found, further in (
            ("reasons", reviewed.reasons, ()),
            ("faults", reviewed.faults, ()),
            ("questions", reviewed.questions, _different(reviewed, lang)),
        )
    }


def _short(block: Block, lang: Lang) -> str:
    places = ("、" if lang == "zh" else ", ").join(block.places)
    return f"[{block.heading}] {places}".rstrip()


def _different(reviewed: Reviewed, lang: Lang) -> list[str]:
    return [visible(difference_line(d).in_lang(lang)) for d in reviewed.differences]


def _values(reviewed: Reviewed, review: Review, lang: Lang) -> dict[str, Value]:
    entry = reviewed.entry

    def told(texts: Iterable[Text]) -> str:
        return "\n".join(visible(text.in_lang(lang)) for text in texts)

    return {
        "row": entry.row,
        "title": _clean(entry.title),
        "number": _clean(entry.number),
        "register": _clean(entry.register),
        "issuer": _clean(entry.issuer),
        "drafter": _clean(entry.drafter),
        "made": entry.made,
        "published": entry.published,
        "effective": entry.effective,
        "valid_until": reviewed.last_day or entry.valid_until or (UNLIMITED if entry.unlimited else None),
        "basis": told(plain(name) for name in entry.basis),
        "result": result_word(reviewed, review).in_lang(lang),
        "reasons": _numbered(blocks(reviewed.reasons, review, lang)),
        "faults": _numbered(blocks(reviewed.faults, review, lang)),
        "questions": _numbered(blocks(reviewed.questions, review, lang), _different(reviewed, lang)),
        "filing": told([filing_line(reviewed.filing)] if reviewed.filing is not None else []),
        "changes": _clean(entry.changes) or _changes(reviewed, lang),
        "amend_by": entry.amend_by,
        "stated": review.table.results[entry.stated].in_lang(lang) if entry.stated is not None else None,
        "opinion": _clean(entry.opinion),
        "note": told(_notes(reviewed)),
    }


def _changes(reviewed: Reviewed, lang: Lang) -> str | None:
    """What is to be changed, where that is proposed: what the rules say is to be done."""
    if reviewed.proposal != "amend":
        return None
    cures = (r.cure.in_lang(lang) for r in reviewed.reasons if r.cure is not None)
    return "\n".join(dict.fromkeys(visible(cure) for cure in cures)) or None


def _notes(reviewed: Reviewed) -> Iterator[Text]:
    if reviewed.stated_otherwise is not None:
        yield reviewed.stated_otherwise
    if reviewed.entry.note:
        yield plain(reviewed.entry.note)
    yield from (_headed(UNREAD, problem) for problem in reviewed.unread)
    yield from (_headed(BAD_CELLS, problem) for problem in reviewed.bad_cells)
    yield from map(problem_line, reviewed.warnings)


def _headed(what: Text, problem: Diagnostic) -> Text:
    line = problem_line(problem)
    return Text(f"[{what.zh}] {line.zh}", f"[{what.en}] {line.en}")


def _numbered(found: Iterable[Block], further: Iterable[str] = ()) -> str:
    return _numbered_lines([*(block_line(block) for block in found), *further])


def _numbered_lines(lines: Sequence[str]) -> str:
    """One line for each, with a number before it where there are several."""
    return lines[0] if len(lines) == 1 else "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))


def block_line(block: Block) -> str:
    """A block in one line: `兜底 · 疑似(把握中):要求 …;原文 …`."""
    parts = (f"{part.label} {' '.join(part.lines)}" for part in block.parts)
    return f"[{block.heading}] " + "; ".join(parts)


def _clean(text: str | None) -> str | None:
    return visible(text) if text else None

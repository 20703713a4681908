"""The annexes of a clean-up report: a catalogue for each result, and the table of all documents that offices fill in
(清理意见表)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.portfolio.model import UNLIMITED, Proposal, Reason, Review, Reviewed
from guiju.engine.report.office.official import phrased, told
from guiju.engine.report.office.paper import Align, Annex, Column, Para, Table
from guiju.engine.report.review.paper_reasons import cut
from guiju.engine.report.review.sheet import COLUMNS, Value, sheet_rows
from guiju.engine.report.review.words import VERIFY, problem_line
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import named
from guiju.engine.report.words.places import among_others

_FOUR: tuple[tuple[Proposal, Text], ...] = (
    ("keep", Text("继续有效的行政规范性文件目录", "Documents that remain in force")),
    ("amend", Text("拟修改的行政规范性文件目录", "Documents to be amended")),
    ("repeal", Text("拟废止的行政规范性文件目录", "Documents to be repealed")),
    ("lapse", Text("拟宣布失效的行政规范性文件目录", "Documents to be declared lapsed")),
)
_OUTSIDE: tuple[tuple[Proposal, Text], ...] = (
    ("outside", Text("不列入清理的文件目录", "Documents that are left out")),
)
_ASK: tuple[tuple[Proposal, Text], ...] = (
    ("ask", Text("待核实后提出意见的行政规范性文件目录", "Documents on which nothing can be proposed yet")),
)
_SHEET = Text("行政规范性文件清理意见表", "Table of all documents")
_PLACES_SHOWN = 4
_EMPTY = 2.5
"""The share of a column that nothing stands in: room to write by hand, no more."""


def catalogues(review: Review, lang: Lang) -> tuple[Annex, ...]:
    """Together the catalogues hold every document once."""
    lists = (*_FOUR, *(_OUTSIDE if review.of("outside") else ()), *(_ASK if review.of("ask") else ()))
    every = [
        Annex("", title.in_lang(lang), (_catalogue(review.of(proposal), review, lang),))
        for proposal, title in lists
    ]
    every.append(Annex("", _SHEET.in_lang(lang), (_sheet(review, lang),), wide=True))
    mark = Text("附件", "Annex ").in_lang(lang)
    return tuple(Annex(f"{mark}{n}", a.title, a.blocks, a.wide) for n, a in enumerate(every, 1))


def _catalogue(found: Sequence[Reviewed], review: Review, lang: Lang) -> Table | Para:
    if not found:
        return Para(Text("无。", "None.").in_lang(lang))
    heads: tuple[tuple[Text, float, Align], ...] = (
        (Text("序号", "No."), 2.4, "center"),
        (Text("文件名称", "Title"), 9, "left"),
        (Text("文号", "Number"), 6.5, "left"),
        (Text("制定机关", "Issuer"), 5, "left"),
        (Text("施行日期", "In force from"), 5.6, "center"),
        (Text("有效期至", "Valid until"), 5.6, "center"),
        (Text("主要理由", "Main reasons"), 5, "left"),
    )
    if found[0].proposal == "keep":
        heads = heads[:-1]
    rows = [
        (
            str(n),
            named(r.entry.title),
            named(r.entry.number or ""),
            named(r.entry.issuer or ""),
            _day(r.entry.effective),
            _last_day(r, lang),
            _causes(r, review, lang),
        )[: len(heads)]
        for n, r in enumerate(found, 1)
    ]
    return Table(tuple(Column(title.in_lang(lang), s, a) for title, s, a in heads), tuple(rows))


def _causes(reviewed: Reviewed, review: Review, lang: Lang) -> str:
    """The kinds of cause, each once; what rests on suspicions alone says so."""
    causes = join([review.table.cause(c) for c in dict.fromkeys(r.cause for r in reviewed.reasons)])
    if reviewed.to_verify:
        causes = Text(f"{causes.zh}({VERIFY.zh})", f"{causes.en} ({VERIFY.en})")
    return told(causes, lang)


_SHEET_COLUMNS: tuple[tuple[str, Text, float, Align], ...] = (
    ("row", Text("序号", "No."), 2, "center"),
    ("title", Text("文件名称", "Title"), 6, "left"),
    ("number", Text("文号", "Number"), 5.5, "left"),
    ("register", Text("统一编号", "Register no."), 4.5, "left"),
    ("issuer", Text("制定机关", "Issuer"), 3.5, "left"),
    ("drafter", Text("起草/实施部门", "Drafted by"), 3.5, "left"),
    ("days", Text("成文/发布/施行日期", "Dated / published / in force"), 5, "center"),
    ("valid_until", Text("有效期至", "Valid until"), 5, "center"),
    ("basis", Text("制定依据", "Basis"), 5.5, "left"),
    ("result", Text("清理意见", "Result"), 3, "center"),
    ("why", Text("理由(条款和依据)", "Reasons (place and basis)"), 15, "left"),
    ("change", Text("拟修改内容/完成时限", "To be changed / by when"), 6.5, "left"),
    ("opinion", Text("审核意见", "Examiner's opinion"), 3.5, "left"),
    ("note", Text("备注", "Notes"), 4, "left"),
)


def _sheet(review: Review, lang: Lang) -> Table:
    rows: list[tuple[str, ...]] = []
    for reviewed, row in zip(review.reviewed, sheet_rows(review, lang), strict=True):
        values: dict[str, Value] = {c.key: value for c, value in zip(COLUMNS, row, strict=True)}
        entry = reviewed.entry
        values["days"] = "\n".join(_day(day) for day in (entry.made, entry.published, entry.effective))
        values["why"] = _why(reviewed, review, lang)
        values["note"] = _note(reviewed, lang)
        by = values["amend_by"]
        change = values["changes"] if entry.changes else phrased(str(values["changes"] or ""), lang)
        values["change"] = "\n".join(str(v) for v in (change, by) if v)
        rows.append(tuple(_shown(values[key]) for key, *_ in _SHEET_COLUMNS))
    filled = [any(cells) for cells in zip(*rows, strict=True)] or [True] * len(_SHEET_COLUMNS)
    columns = tuple(
        Column(told(title, lang), share if has else min(share, _EMPTY), align)
        for (_, title, share, align), has in zip(_SHEET_COLUMNS, filled, strict=True)
    )
    return Table(columns, tuple(rows))


def _why(reviewed: Reviewed, review: Review, lang: Lang) -> str:
    """A line for each kind of cause: where it was found; then the provisions, each once. Before them why a file of it was
    not read, and without them what is wrong in the ledger."""
    problems = reviewed.unread or (reviewed.problems if not reviewed.reasons else ())
    unread = [told(cut(problem_line(problem)), lang) for problem in problems[:_PLACES_SHOWN]]
    by_cause: dict[str, list[Reason]] = {}
    for reason in reviewed.reasons:
        by_cause.setdefault(reason.cause, []).append(reason)
    lines = [told(_line(cause, found, review), lang) for cause, found in by_cause.items()]
    bases = dict.fromkeys(
        c for r in reviewed.reasons for c in (r.finding.rule.basis if r.finding is not None else r.basis)
    )
    if bases:
        by_norm = {c.norm: [b for b in bases if b.norm == c.norm] for c in bases}
        basis = cite_all(tuple(c for of in by_norm.values() for c in of), review.program.norms)
        lines.append(told(Text(f"依据:{basis.zh}", f"Basis: {basis.en}"), lang))
    return "\n".join([*unread, *lines])


def _note(reviewed: Reviewed, lang: Lang) -> str:
    stated, note = reviewed.stated_otherwise, reviewed.entry.note
    return "\n".join([*([told(stated, lang)] if stated is not None else []), *([note] if note else [])])


def _line(cause: str, found: Sequence[Reason], review: Review) -> Text:
    name = review.table.cause(cause)
    places = list(dict.fromkeys(r.quote.where for r in found if r.quote is not None and r.quote.where))
    shown, n = [among_others(p) for p in places[:_PLACES_SHOWN]], len(places)
    where = join(shown)
    if n > _PLACES_SHOWN:
        where = Text(f"{where.zh}等 {n} 处", f"{where.en} and {n - _PLACES_SHOWN} more")
    if not places:
        where = found[0].message
    return Text(f"{name.zh}:{where.zh}", f"{name.en}: {where.en}")


def _day(day: date | None) -> str:
    return str(day) if day is not None else "—"


def _last_day(reviewed: Reviewed, lang: Lang) -> str:
    if reviewed.last_day is None and reviewed.entry.unlimited:
        return Text(UNLIMITED, "no end").in_lang(lang)
    return _day(reviewed.last_day or reviewed.entry.valid_until)


def _shown(value: Value) -> str:
    return "" if value is None else str(value)

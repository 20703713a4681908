"""The tables of a clean-up report: how many documents there are of each result, what expires within a year, what follows
and by when."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.portfolio.model import Review, Reviewed
from guiju.engine.report.office.numbering import BLANK, entry_mark
from guiju.engine.report.office.official import phrased, sentence, told
from guiju.engine.report.office.paper import Align, Block, Column, Para, Table
from guiju.engine.report.review.words import document_name, gone_line
from guiju.engine.report.words.naming import behind, visible

_Row = tuple[str, str, str, str]


def results(review: Review, lang: Lang) -> Iterator[Block]:
    yield Para(told(_counted(review), lang))
    rows: list[_Row] = []
    for proposal, n in review.counts.items():
        found = review.of(proposal)
        unsure = sum(r.to_verify for r in found)
        numbers = _numbers(found, lang)
        rows.append((review.table.results[proposal].in_lang(lang), str(n), str(unsure), numbers))
    every = review.reviewed
    rows.append(
        (Text("合计", "Total").in_lang(lang), str(len(every)), str(sum(r.to_verify for r in every)), "")
    )
    yield _table(
        lang,
        (Text("清理意见", "Result"), 5, "left"),
        (Text("件数", "Documents"), 3, "center"),
        (Text("其中待核实", "To be verified"), 4, "center"),
        (Text("序号", "No."), 10, "left"),
        rows=rows,
        together=True,
    )
    if review.gone:
        lead = Text("制定依据已经失效或者被代替的:", "Bases that are no longer in force or were replaced:")
        yield Para(told(lead, lang))
    for at, norm in enumerate(review.gone, 1):
        yield Para(sentence(visible(gone_line(norm).in_lang(lang)), lang), entry_mark(at, lang))


def _counted(review: Review) -> Text:
    """The counts, in words; they add up to the first number."""
    parts = []
    for proposal, n in review.counts.items():
        name, unsure = review.table.results[proposal], sum(r.to_verify for r in review.of(proposal))
        part = Text(f"{name.zh} {n} 件", f"{n} {name.en}")
        note = Text(f"其中待核实 {unsure} 件", f"{unsure} of them to be verified")
        parts.append(behind(part, note) if unsure else part)
    total, every = len(review.reviewed), join(parts, ",", ", ")
    return Text(f"共清理 {total} 件:{every.zh}。", f"Of {total} documents: {every.en}.")


def expiring(review: Review, lang: Lang) -> Iterator[Block]:
    found = sorted(review.expiring, key=lambda r: (str(r.last_day), r.entry.row))
    if not found:
        yield Para(told(Text("没有。", "None."), lang))
        return
    rows = [
        (
            str(r.entry.row),
            phrased(document_name(r), lang),
            _day(r.last_day, lang),
            _day(r.evaluate_from, lang),
        )
        for r in found
    ]
    yield _table(
        lang,
        (Text("序号", "No."), 2, "center"),
        (Text("文件", "Document"), 12, "left"),
        (Text("有效期至", "Valid until"), 5, "center"),
        (Text("建议评估起始日", "Better evaluated from"), 5, "center"),
        rows=rows,
    )


def follow_up(review: Review, lang: Lang) -> Iterator[Block]:
    """What is to be done about which document, by whom and by when; what nobody has stated is blank."""
    by_document: dict[tuple[int, str], tuple[Reviewed, list[Text]]] = {}
    for what, reviewed, when in _tasks(review, lang):
        by_document.setdefault((reviewed.entry.row, when), (reviewed, []))[1].append(what)
    rows = [
        (told(join(tasks, ";", "; "), lang), phrased(document_name(r), lang), r.entry.drafter or BLANK, when)
        for (_, when), (r, tasks) in by_document.items()
    ]
    published = Text("公布清理结果", "Publish the results").in_lang(lang)
    rows.append((published, Text("全部", "all").in_lang(lang), BLANK, BLANK))
    yield _table(
        lang,
        (Text("事项", "What"), 5, "left"),
        (Text("文件", "Document"), 11, "left"),
        (Text("责任部门", "By whom"), 5, "left"),
        (Text("完成时限", "By when"), 5, "center"),
        rows=rows,
    )


def _tasks(review: Review, lang: Lang) -> Iterator[tuple[Text, Reviewed, str]]:
    for reviewed in review.reviewed:
        name, by = review.table.results[reviewed.proposal], reviewed.entry.amend_by
        stated = _day(by, lang) if by is not None else BLANK
        if reviewed.proposal == "ask" or (reviewed.to_verify and reviewed.proposal == "outside"):
            yield Text("核实后定清理意见", "Verify, then settle the result"), reviewed, BLANK
        elif reviewed.to_verify:
            yield Text(f"核实后{name.zh}", f"Verify, then {name.en}"), reviewed, stated
        elif reviewed.proposal not in ("keep", "outside", "ask"):
            yield name, reviewed, stated
        if reviewed.faults:
            yield Text("补正程序", "Put the procedure right"), reviewed, BLANK
        if reviewed.filing is not None and reviewed.filing.days_late and reviewed.filing.done is None:
            yield Text("补报备案", "Report for filing"), reviewed, BLANK
        if reviewed.expires_soon and reviewed.proposal == "keep":
            start = reviewed.evaluate_from
            told_ = Text(f"{start} 起", f"from {start} on") if start is not None else Text(BLANK, BLANK)
            yield Text("期满前评估", "Evaluate before it expires"), reviewed, told(told_, lang)


def _table(
    lang: Lang, *columns: tuple[Text, float, Align], rows: list[_Row], together: bool = False
) -> Table:
    heads = tuple(Column(title.in_lang(lang), share, align) for title, share, align in columns)
    return Table(heads, tuple(tuple(map(visible, row)) for row in rows), together)


def _numbers(found: tuple[Reviewed, ...], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(str(r.entry.row) for r in found)


def _day(day: object, lang: Lang) -> str:
    return phrased(str(day), lang) if day is not None else "—"

"""A clean-up review for a terminal: the answer, an aligned table of all documents, then what is to be said of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.model import Review, Reviewed
from guiju.engine.portfolio.table import MISSING
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.review.blocks import Block
from guiju.engine.report.review.outline import Document, ReviewOutline, Told, review_outline

HEADS = (
    Text("序号", "no."),
    Text("文件", "document"),
    Text("建议", "result"),
    Text("有效期至", "valid until"),
    Text("备案", "filing"),
    Text("补正", "faults"),
    Text("待核实", "to verify"),
)
_GAP = "  "
_TITLE = 1
_NARROWEST = 16
_COLOURS = {
    "amend": "yellow", "repeal": "red", "lapse": "red", "outside": "cyan", "ask": "yellow", "keep": "green",
}  # fmt: skip


def render_review(review: Review, lang: Lang, *, width: int = 100, color: bool = False) -> str:
    """Lines of at most `width` columns, ending in a line end."""
    page = review_outline(review, lang)
    return "\n".join(_lines(page, review, lang, width, color)) + "\n"


def _lines(page: ReviewOutline, review: Review, lang: Lang, width: int, color: bool) -> Iterator[str]:
    yield from _styled(fill(page.answer, width), None, color)
    yield from fill(page.seen, width)
    yield ""
    yield from _table(page, lang, width)
    for document in page.documents:
        if not document.quiet:
            yield ""
            yield from _document(document, width, color)
    for section in page.sections:
        yield ""
        yield from _styled(fill(section.title, width), None, color)
        for line in section.lines:
            yield from fill(line, width, "  - ", "    ")


def _table(page: ReviewOutline, lang: Lang, width: int) -> Iterator[str]:
    """A long name goes on in further lines of its row."""
    heads = [head.in_lang(lang) for head in HEADS]
    rows = [table_cells(document, lang) for document in page.documents]
    widths = [max(columns(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    others = sum(widths) - widths[_TITLE] + len(_GAP) * (len(widths) - 1)
    widths[_TITLE] = min(widths[_TITLE], max(width - others, _NARROWEST))
    yield _row(heads, widths)
    yield "─" * min(sum(widths) + len(_GAP) * (len(widths) - 1), width)
    for cells in rows:
        first, *more = fill(cells[_TITLE], widths[_TITLE])
        yield _row([*cells[:_TITLE], first, *cells[_TITLE + 1 :]], widths)
        lead = " " * (widths[0] + len(_GAP))
        yield from (lead + line for line in more)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(pad(cell, n) for cell, n in zip(cells, widths, strict=True)).rstrip()


def table_cells(document: Document, lang: Lang) -> list[str]:
    """What stands in its row of the table, under `HEADS`."""
    reviewed = document.reviewed
    return [
        str(document.row),
        document.name,
        document.result,
        str(reviewed.last_day or "-"),
        _filing(reviewed).in_lang(lang),
        str(len(reviewed.faults) or "-"),
        str(_asked(reviewed) or "-"),
    ]


def _asked(reviewed: Reviewed) -> int:
    """How many things a person is asked about it; what its papers do not state counts as one."""
    reasons = [*reviewed.questions, *(r for r in reviewed.reasons if not r.firm)]
    missing = any(r.cause == MISSING for r in reasons)
    return len(reviewed.differences) + sum(r.cause != MISSING for r in reasons) + missing


def _filing(reviewed: Reviewed) -> Text:
    filing = reviewed.filing
    if filing is None:
        return Text("-", "-")
    if filing.days_late:
        return Text(f"迟{filing.days_late}日", f"{filing.days_late} d late")
    if filing.done is None:
        return Text("未备", "none")
    return Text("已备", "done")


def _document(document: Document, width: int, color: bool) -> Iterator[str]:
    heading = fill(f"{document.name} ─ {document.result}", width, f"{document.row}. ")
    yield from _styled(heading, _COLOURS[document.proposal], color)
    for told in document.told:
        yield from _told(told, width)


def _told(told: Told, width: int) -> Iterator[str]:
    lead = f"   {told.title}"
    yield lead
    for line in told.lines:
        yield from fill(line, width, "     - ", "       ")
    for number, block in enumerate(told.blocks, 1):
        yield from _block(block, f"     ({number}) ", width)


def _block(block: Block, lead: str, width: int) -> Iterator[str]:
    indent = " " * columns(lead)
    yield from fill(block.heading, width, lead, indent)
    label_width = max((columns(part.label) for part in block.parts), default=0) + 2
    for part in block.parts:
        first = indent + pad(part.label, label_width)
        rest = " " * columns(first)
        for n, line in enumerate(part.lines):
            yield from fill(line, width, rest if n else first, rest)


def _styled(lines: list[str], colour: str | None, color: bool) -> list[str]:
    if not color:
        return lines
    import click

    return [click.style(line, fg=colour, bold=True) for line in lines]

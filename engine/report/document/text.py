"""Documents as they were read, for a terminal: `guiju document`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.report.document.outline import Line, Part, document_parts, title_of
from guiju.engine.report.document.result import DocumentRead
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.words.naming import behind, named, visible
from guiju.engine.textcase.text_case import TextCase

LINES_SHOWN = 40
"""So many lines of a section are shown where not all are asked for."""

_INDENT = 2
_LABEL = 24
_SHOW_ALL = Text("加 --all 查看", "add --all to see them")


def render_document(read: DocumentRead, lang: Lang, *, show_all: bool = False, width: int = 100) -> str:
    """What was read of one document, in lines of at most `width` columns; "" for one that was refused."""
    if read.text is None:
        return ""
    return "\n".join(_lines(read.text, lang, show_all, width)) + "\n"


def render_counts(results: Sequence[DocumentRead]) -> Text:
    """How many of several documents were read."""
    unread = sum(result.text is None for result in results)
    all_of_them = Text(f"共 {len(results)} 个文件", f"{len(results)} documents")
    if not unread:
        return all_of_them + Text(",都读了", ", all read")
    return all_of_them + Text(f",{unread} 个读不了", f", {unread} unreadable")


def _lines(text: TextCase, lang: Lang, show_all: bool, width: int) -> Iterator[str]:
    file = plain(named(text.document.raw.name))
    yield from fill(visible(behind(title_of(text), file).in_lang(lang)), width)
    for part in document_parts(text):
        yield ""
        yield from _part(part, lang, show_all, width)


def _part(part: Part, lang: Lang, show_all: bool, width: int) -> Iterator[str]:
    shown = part.lines if show_all or len(part.lines) <= LINES_SHOWN else part.lines[:LINES_SHOWN]
    yield visible(part.title.in_lang(lang))
    label_width = min(max((columns(_label(line, lang)) for line in shown), default=0), _LABEL)
    for line in shown:
        label = _label(line, lang)
        first = " " * _INDENT + (pad(label, label_width) + "  " if label.strip() else label)
        rest = " " * min(columns(first), _LABEL + 2 * _INDENT)
        yield from fill(visible(line.text.in_lang(lang)), width, first, rest)
    left = len(part.lines) - len(shown)
    if left:
        more = Text(f"另有 {left} 行({_SHOW_ALL.zh})", f"{left} more lines ({_SHOW_ALL.en})")
        yield " " * _INDENT + more.in_lang(lang)


def _label(line: Line, lang: Lang) -> str:
    return " " * (_INDENT * line.depth) + visible(line.label.in_lang(lang))

"""Writing what somebody found of a passage into a case file: one more entry under 核对, in the words of the file.

In: the text as read, its tree, the lines of the entry in both languages. Out: ways to do it, the best first, as in
`edit.py`; a list in brackets that holds something already is left to be written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.case.edit import Splice, behind_line, is_flow, language_of, last_line, step_in
from guiju.engine.case.edit_values import scalar
from guiju.engine.case.form import CASE, REVIEWED
from guiju.engine.case.nodes import ListNode, MapNode, Node, Scalar
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text


def into_reviewed(source: Source, root: Node, entry: Sequence[tuple[str, Text]]) -> Iterator[Splice]:
    """`entry` are the keys of the form of an entry (`REVIEWED`), each with its value."""
    if not isinstance(root, MapNode) or is_flow(source, root):
        return
    lang = language_of(root, root)
    outer = " " * (root.entries[0].key.span.column - 1)
    indent = outer + " " * step_in(root)
    block = next((e for e in root.entries if e.key.text in CASE["reviewed"].spellings), None)
    if block is None:
        zh, en = CASE["reviewed"].spellings
        head = f"{outer}{Text(zh, en).in_lang(lang)}:\n"
        yield behind_line(source, last_line(root.entries[-1]), head + _lines(entry, indent, lang))
    elif isinstance(block.value, ListNode) and block.value.items:
        last = block.value.items[-1]
        first_line = source.line(block.value.items[0].span.line)
        dash = first_line.lstrip(" ")
        if dash.startswith("-") and isinstance(last, MapNode) and last.entries:
            own = first_line[: len(first_line) - len(dash)]
            at = last.span.end_line if is_flow(source, last) else last_line(last.entries[-1])
            yield behind_line(source, at, _lines(entry, own, language_of(last, root)))
    elif isinstance(block.value, Scalar) and block.value.null and not block.value.text:
        yield behind_line(source, block.key.span.line, _lines(entry, indent, lang))
    else:  # an empty list in brackets, or null written out
        span = block.value.span
        yield Splice(
            span.line, span.column, span.end_line, span.end_column, "\n" + _lines(entry, indent, lang)
        )


def _lines(entry: Sequence[tuple[str, Text]], indent: str, lang: Lang) -> str:
    lines: list[str] = []
    for key, value in entry:
        zh, en = REVIEWED[key].spellings
        lead = "- " if not lines else "  "
        lines.append(f"{indent}{lead}{Text(zh, en).in_lang(lang)}: {scalar(value.in_lang(lang))}")
    return "\n".join(lines)

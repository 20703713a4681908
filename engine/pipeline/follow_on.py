"""Which diagnostics merely follow from a text that could not be read, and which are one mistake in several places.

In: what is wrong with the texts, and what the compiler found besides. Out: what is worth telling.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence

from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax.tree import PackFile
from msgspec.structs import replace

INCOMPLETE = frozenset({"P021", "P022", "P023", "P025", "P026"})
"""Diagnostics that say that a declaration lacks a part."""
UNKNOWN = "P010"
"""The diagnostic about a name nobody declared."""
_FIELD = re.compile(r"(\w+)\s*(?:[((][^))\n]*[))])?\s*[::]")
_NO_STEP = "P013"
"""The diagnostic about a step that is not said, or not known."""


def telling(
    found: Iterable[Diagnostic],
    misread: Sequence[Diagnostic],
    sources: Sequence[Source],
    trees: Sequence[PackFile],
) -> list[Diagnostic]:
    """Without the parts said to be missing from a declaration in which something could not be read, without names said
    to be unknown at the very place where that was, and without those whose declaration was lost in it, with what
    follows from that. `sources` are the texts in which something could not be read."""
    lines: dict[str, list[int]] = {}
    places: set[tuple[str, int, int]] = set()
    for span in (d.span for d in misread if d.span):
        insort(lines.setdefault(span.file, []), span.line)
        places.add(_place(span))

    def misread_within(span: Span | None) -> bool:
        inside = lines.get(span.file, []) if span else []
        return span is not None and bisect_left(inside, span.line) < bisect_right(inside, span.end_line)

    found = list(found)
    lost = _lost_names(misread, sources)
    texts = {source.name: source for source in sources}
    gone = [d for d in found if d.code == UNKNOWN and d.span and _word(texts, d.span) in lost]
    hollow = {_declaration(trees, d.span) for d in gone if d.span} - {None}
    fields = {name for source in sources for name in _FIELD.findall(source.text)}
    follow = {
        d
        for d in found
        if d.code == UNKNOWN
        and d.span is not None
        and _word(texts, d.span) in fields
        and _declaration(trees, d.span) in hollow
    }.union(gone)

    def follows(d: Diagnostic) -> bool:
        if d.code in INCOMPLETE:
            return misread_within(d.span)
        if d.code == _NO_STEP and d.span is not None:
            return _declaration(trees, d.span) in hollow
        return d in follow or (d.code == UNKNOWN and d.span is not None and _place(d.span) in places)

    return [d for d in found if not follows(d)]


def _place(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column


def _word(texts: dict[str, Source], span: Span) -> str | None:
    source = texts.get(span.file)
    return source.line(span.line)[span.column - 1 : span.end_column - 1] if source is not None else None


def _lost_names(misread: Sequence[Diagnostic], sources: Sequence[Source]) -> set[str]:
    """The names that stand behind a word that declares something, or behind one that could not be read in its place. Of
    those that are unknown all the same the declaration was lost."""
    if not sources:
        return set()
    from guiju.engine.syntax.keywords import keyword_table

    table = keyword_table()
    declaring = [*table["declaration"].values(), table["clause"]["STEP"]]
    words = {word for both in declaring for spelt in both for word in spelt}
    texts = {source.name: source for source in sources}
    words |= {w for d in misread if d.span and (w := _word(texts, d.span)) and w.isalpha()}
    behind = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+(\w+)(?:\s*[((]([^))]*)[))])?")
    found: set[str] = set()
    for source in sources:
        for match in behind.finditer(source.text):
            found.add(match[1])
            found.update(re.findall(r"\w+", match[2] or ""))
    return found


def _declaration(trees: Iterable[PackFile], span: Span) -> Span | None:
    for tree in trees:
        if tree.name == span.file:
            for decl in tree.decls:
                if decl.span.line <= span.line <= decl.span.end_line:
                    return decl.span
    return None


def gathered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """An unknown name once, with its other places."""
    first: dict[tuple[Text, Text | None], Diagnostic] = {}
    others: dict[Diagnostic, list[Span]] = {}
    kept: list[Diagnostic] = []
    for d in dict.fromkeys(diagnostics):
        if d.code == UNKNOWN and d.span is not None and not d.labels:
            leading = first.setdefault((d.message, d.hint), d)
            if leading is not d:
                others.setdefault(leading, []).append(d.span)
                continue
        kept.append(d)
    return [_with_places(d, others[d]) if d in others else d for d in kept]


def _with_places(diagnostic: Diagnostic, places: Iterable[Span]) -> Diagnostic:
    here = Text("这里也用了它", "used here as well")
    return replace(diagnostic, labels=tuple(Label(span, here) for span in places))

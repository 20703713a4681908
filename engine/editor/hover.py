"""What an editor shows about the word under the cursor of a pack."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.editor.about import about
from guiju.engine.editor.about_law import about_citation
from guiju.engine.editor.keyword_help import keyword_help
from guiju.engine.editor.library import Library
from guiju.engine.editor.markdown import code, paragraphs
from guiju.engine.editor.tokens import terminals, token_at
from guiju.engine.syntax import tree as t
from lark import Token
from msgspec import Struct


class Hover(Struct, frozen=True):
    """A text in Markdown and the words it is about."""

    text: Text
    span: Span


def hover(library: Library, file: str, line: int, column: int) -> Hover | None:
    """The citation, the named thing or the keyword at a place; None if nothing is known about it."""
    cite = _citation(library, file, line, column)
    if cite is not None:
        return Hover(about_citation(library, cite), cite.span)
    reference = library.reference_at(file, line, column)
    if reference is not None and reference.kind != "word":
        return Hover(about(library, reference), reference.span)
    source = library.sources.get(file)
    token = token_at(source, line, column) if source is not None else None
    helped = keyword_help(token.type) if token is not None else None
    if token is not None and helped is not None:
        return Hover(paragraphs([_spellings(token.type), helped]), _span(file, token))
    return Hover(about(library, reference), reference.span) if reference is not None else None


def _spellings(terminal: str) -> Text:
    chinese, english = terminals()[terminal]
    return join([code(word) for word in (*chinese, *english)], zh=" · ", en=" · ")


def _span(file: str, token: Token) -> Span:
    return Span(file, token.line or 1, token.column or 1, token.end_line or 1, token.end_column or 1)


def _inside(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def _citation(library: Library, file: str, line: int, column: int) -> t.Cite | None:
    for decl in library.declarations(file):
        if _inside(decl.span, line, column):
            return next((c for c in _cites_in(decl) if _inside(c.span, line, column)), None)
    return None


def _cites_in(part: object) -> Iterator[t.Cite]:
    if isinstance(part, t.Cite):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from _cites_in(inner)
    elif isinstance(part, Struct):
        for name in part.__struct_fields__:
            yield from _cites_in(getattr(part, name))

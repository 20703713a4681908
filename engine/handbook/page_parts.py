"""Small parts that all blocks of a page are made of, in the language of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.handbook.anchors import Anchors
from guiju.engine.handbook.page_model import Labelled, Piece
from guiju.engine.handbook.page_words import LABELS
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, visible
from guiju.engine.semantics.program import Citation, Program
from msgspec import Struct

Line = tuple[Piece, ...]


class Page(Struct, frozen=True):
    """What a page is made for: the program, the pack, the language, and the files of the other pages by pack."""

    program: Program
    pack: str
    lang: Lang
    files: Mapping[str, str]
    names: Names
    anchors: Anchors

    def said(self, text: Text) -> str:
        """A text in the language of the page, safe to print."""
        return visible(text.in_lang(self.lang))

    def rule_link(self, rule_id: str) -> Piece:
        """The name of a rule, linked to where it stands, if a page has it."""
        rule = next((r for r in self.program.rules if r.id == rule_id), None)
        if rule is None:
            return Piece(shown(rule_id))
        name = self.said(rule.name.words)
        if rule.pack == self.pack:
            return Piece(name, self.anchors["rule", rule_id])
        page = self.files.get(rule.pack)
        return Piece(name, self.anchors["rule", rule_id], page) if page else Piece(name)


def line(text: str) -> Line:
    return (Piece(text),)


def labelled(page: Page, label: str, *texts: Text | str | None) -> list[Labelled]:
    """A label with its lines; nothing if there are none."""
    lines = [line(page.said(t) if isinstance(t, Text) else visible(t)) for t in texts if t]
    return [Labelled(LABELS[label].in_lang(page.lang), tuple(lines))] if lines else []


def linked(page: Page, label: str, lines: Iterable[Line]) -> list[Labelled]:
    """The same with lines that hold links."""
    kept = tuple(one for one in lines if one)
    return [Labelled(LABELS[label].in_lang(page.lang), kept)] if kept else []


def words(page: Page, *texts: Text) -> str:
    """Several texts in a row."""
    return page.said(join(texts))


def cited(page: Page, citations: Sequence[Citation]) -> str:
    """Citations with the titles of their norms."""
    return page.said(cite_all(citations, page.program.norms)) if citations else ""


def place(span: Span | None) -> str:
    """The line of the pack file where something is written."""
    return f"{shown(span.file, 200)}:{span.line}" if span else ""

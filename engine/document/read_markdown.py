"""Markdown (.md), as CommonMark with tables: headings, paragraphs and items of lists, with their numbers.

A line end inside a paragraph ends it here too: Chinese texts put each article on a line of its own and no empty line
between, and mean two paragraphs. Numbers of lists, which Markdown counts by itself, are written in front.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.document.encoding import decode
from guiju.engine.document.model import Cell
from guiju.engine.document.read_collect import Collector
from guiju.engine.document.read_html import html_lines
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Counts, Found, over
from guiju.engine.document.read_text import lines
from markdown_it import MarkdownIt
from markdown_it.token import Token


def read_markdown(data: bytes, limits: Limits) -> Found:
    """Raises `Unreadable`."""
    counts = Counts()
    collector = Collector(limits, counts)
    parser = MarkdownIt("commonmark", {"maxNesting": limits.depth}).enable(["table", "strikethrough"])
    tokens = parser.parse("\n".join(lines(_body(decode(data)))))
    _Walk(collector, counts, limits).read(tokens)
    return Found(tuple(collector.paragraphs), counts.remarks())


def _body(text: str) -> str:
    """The text without the block of settings that some programs put on top."""
    if text.startswith("---\n"):
        head, end, rest = text[4:].partition("\n---\n")
        if end and all(":" in line or line.startswith(("-", " ", "#")) for line in head.split("\n") if line):
            return rest
    return text


class _Walk:
    def __init__(self, collector: Collector, counts: Counts, limits: Limits) -> None:
        self._collector, self._counts, self._limits = collector, counts, limits
        self._style: str | None = None
        self._label = ""
        self._tables = self._row = self._column = 0
        self._cell: Cell | None = None

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.level > self._limits.depth - 2:
                raise over("depth", self._limits.depth)  # the parser leaves deeper text out without a word
            self._token(token)

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self._style = "heading " + token.tag[1:]
        elif kind == "heading_close":
            self._style = None
        elif kind == "list_item_open":
            self._label = f"{token.info}{token.markup} " if token.info else ""
        elif kind == "table_open":
            self._tables, self._row = self._tables + 1, 0
        elif kind == "tr_open":
            self._row, self._column = self._row + 1, 0
        elif kind in ("td_open", "th_open"):
            self._column += 1
            self._cell = Cell(self._tables, self._row, self._column)
        elif kind in ("td_close", "th_close"):
            self._cell = None
        elif kind in ("fence", "code_block"):
            self._add(lines(token.content))
        elif kind == "html_block":
            self._add(html_lines(token.content, self._limits, self._counts))
        elif kind == "inline":
            self._add("".join(self._inline(token.children or [])).split("\n"))

    def _inline(self, tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                yield "\n"
            elif token.type in ("text", "code_inline", "text_special"):
                yield token.content
            elif token.type == "image":
                self._counts.add("W025")
            elif token.type == "html_inline" and token.content.lower().startswith("<br"):
                yield "\n"

    def _add(self, texts: list[str]) -> None:
        for text in texts:
            if text.strip():
                self._collector.add(self._label + text, style=self._style, cell=self._cell)
                self._label = ""

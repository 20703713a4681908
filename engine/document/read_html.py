"""Web pages (.html, .htm): the text that a reader would see, in blocks, without scripts and without fetching anything.

Left out: what is never seen (scripts, styles, templates), what is hidden by the page's own markup (`hidden`, an inline
`display: none`), and what HTML itself names as no part of the text (`nav`, `footer`, buttons). Hiding by style sheets is
not worked out. The tree is walked without recursion, so depth costs nothing; no text is lost inside deep markup.
"""

from __future__ import annotations

import re

from guiju.engine.document.encoding import decode
from guiju.engine.document.model import Cell
from guiju.engine.document.read_collect import Collector
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Counts, Found, Remark, over
from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NEVER_SEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
    ]
)
_PICTURES = frozenset(
    ["img", "svg", "canvas", "video", "audio", "object", "embed", "iframe", "frame", "math", "picture", "map"]
)
_CHROME = frozenset(["nav", "footer", "aside", "button", "select", "textarea", "input", "menu"])
_CHROME_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_BLANKS = re.compile("[ \t\r\n\f]+")
_LOOKED_AT = 4_096


def read_html(data: bytes, limits: Limits) -> Found:
    """Raises `Unreadable`."""
    declared = _CHARSET.search(data[:_LOOKED_AT])
    text = decode(data, declared.group(1).decode("ascii") if declared else None)
    counts = Counts()
    collector = Collector(limits, counts)
    walk = _Walk(collector, counts, limits)
    walk.read(text)
    scripts = (Remark("W030", ("scripts",)),) if walk.scripts else ()
    return Found(tuple(collector.paragraphs), (*counts.remarks(), *scripts))


def html_lines(text: str, limits: Limits, counts: Counts) -> list[str]:
    """The texts of the blocks of a piece of HTML."""
    collector = Collector(limits, counts)
    _Walk(collector, counts, limits).read(text)
    return [paragraph.text for paragraph in collector.paragraphs]


class _Walk:
    def __init__(self, collector: Collector, counts: Counts, limits: Limits) -> None:
        self._collector, self._counts, self._limits = collector, counts, limits
        self._pieces: list[str] = []
        self._style: str | None = None
        self._tables = 0
        self._cells: list[list[int]] = []  # table, row, column of each table that is open
        self._verbatim = 0
        self.scripts = False

    def read(self, text: str) -> None:
        node: LexborNode | None = LexborHTMLParser(text).root
        open_nodes: list[tuple[str, LexborNode]] = []
        count = 0
        while node is not None:
            count += 1
            if count > self._limits.elements:
                raise over("elements", self._limits.elements)
            inner = self._enter(node)
            if inner is not None:
                open_nodes.append((node.tag or "", node))
                node = inner
                continue
            following = node.next
            while following is None and open_nodes:
                tag, closed = open_nodes.pop()
                self._leave(tag)
                following = closed.next
            node = following
        self._flush()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Take in a node; gives its first child if what is inside is text of the page."""
        if node.is_text_node:
            self._pieces.append(self._shown(node.text_content or ""))
            return None
        tag = node.tag or ""
        if not node.is_element_node or self._left_out(node, tag):
            return None
        if tag == "br":
            self._pieces.append("\n")
        elif tag in _BLOCKS:
            self._flush()
        self._open(tag)
        inner = node.first_child
        if inner is None:
            self._leave(tag)
        return inner

    def _shown(self, text: str) -> str:
        return text if self._verbatim else _BLANKS.sub(" ", text)

    def _left_out(self, node: LexborNode, tag: str) -> bool:
        if tag in _NEVER_SEEN:
            self.scripts |= tag == "script"
            return True
        if tag in _PICTURES:
            self._counts.add("W025")
            return True
        given = node.attributes
        if "hidden" in given or _HIDING.search(given.get("style") or ""):
            self._counts.add("W021", bool((node.text(strip=True) or "").strip()))
            return True
        if tag in _CHROME or (given.get("role") or "").lower() in _CHROME_ROLES:
            self._counts.add("W029")
            return True
        return False

    def _open(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._style = "heading " + tag[1]
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "table":
            self._tables += 1
            self._cells.append([self._tables, 0, 0])
        elif tag == "tr" and self._cells:
            self._cells[-1][1:] = [self._cells[-1][1] + 1, 0]
        elif tag in ("td", "th") and self._cells:
            self._cells[-1][2] += 1

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _HEADINGS:
            self._style = None
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "table" and self._cells:
            self._cells.pop()

    def _flush(self) -> None:
        """A block ends: what was gathered becomes paragraphs, one for each line of it."""
        text, self._pieces = "".join(self._pieces), []
        place = self._cells[-1] if self._cells else None
        cell = Cell(*place) if place and all(place) else None
        for line in text.split("\n"):
            self._collector.add(line.strip(" \t\r\f"), style=self._style, cell=cell)

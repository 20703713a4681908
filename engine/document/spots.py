"""The spots of a document at which running text stands: which part, article, paragraph and item it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from guiju.engine.document.cited import Location
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.tree import Document, Level, Node, Part
from msgspec import Struct
from msgspec.structs import replace

_AS_CITED: dict[Level, str] = {
    "book": "book", "chapter": "chapter", "section": "section", "article": "article", "paragraph": "paragraph",
    "item": "item", "subitem": "subitem", "first": "article", "second": "item", "third": "subitem",
}  # fmt: skip
"""What each level is called in a citation; a notice with 一、 and （一） speaks of them as 第一条 and 第（一）项."""


class Spot(Struct, frozen=True):
    """A line of a text and its place there; `node` holds it."""

    line: Line
    part: int
    at: Location
    node: Node


def spots(document: Document) -> Iterator[Spot]:
    """Every heading and text of every part, in the order of the document; the pieces of its remarks in brackets first."""
    for index, part in enumerate(document.parts):
        for note in part.notes:
            yield from (Spot(line, index, Location(), Node("paragraph", text=line)) for line in note.split())
        for node in part.nodes:
            yield from _below(node, index, Location())


def _below(node: Node, part: int, outer: Location) -> Iterator[Spot]:
    at = _inside(outer, node)
    for line in (node.heading, node.text):
        if line is not None:
            yield Spot(line, part, at, node)
    for child in node.children:
        yield from _below(child, part, at)


def _inside(outer: Location, node: Node) -> Location:
    level = _AS_CITED.get(node.level)
    if level is None:
        return outer
    if level in ("book", "chapter", "section", "article"):
        return replace(outer, **{level: node.number})
    if level == "paragraph":
        return replace(
            outer, paragraph=node.number.n if node.number else None, paragraph_unknown=node.number is None
        )
    return replace(outer, **{level: node.number.n if node.number else None})


class Provisions:
    """The places that one text has, to look up what a citation means."""

    def __init__(self, part: Part) -> None:
        self._nodes: dict[Location, Node] = {}
        self.articles: list[Ordinal] = []
        self._flattened = part.flattened
        for node in part.nodes:
            self._add(node, Location())
        self._sorted = sorted(set(self.articles))

    def _add(self, node: Node, outer: Location) -> None:
        at = _inside(outer, node)
        if node.level in ("article", "first") and node.number is not None:
            self.articles.append(node.number)
        if at != outer:
            for key in (_key(at), _key(replace(at, paragraph=None))):
                self._nodes.setdefault(key, node)
        for child in node.children:
            self._add(child, at)

    def find(self, location: Location) -> Node | None:
        """The node at the place; the article where its 款 cannot be told apart."""
        exact = self._nodes.get(_key(location))
        if exact is None and self._flattened and location.article is not None:
            return self._nodes.get(Location(article=location.article))
        return exact

    def before(self, article: Ordinal) -> Ordinal | None:
        """The article before this one."""
        at = bisect_left(self._sorted, article)
        return self._sorted[at - 1] if at else None

    def after(self, article: Ordinal) -> Ordinal | None:
        """The article after this one."""
        at = bisect_right(self._sorted, article)
        return self._sorted[at] if at < len(self._sorted) else None

    def between(self, first: Ordinal, last: Ordinal) -> Sequence[Ordinal]:
        """Every article from the first to the last, inserted ones among them."""
        return self._sorted[bisect_left(self._sorted, first) : bisect_right(self._sorted, last)]


def _key(at: Location) -> Location:
    """Articles are counted through the whole text: the chapter does not tell them apart."""
    if at.article is not None:
        at = replace(at, book=None, chapter=None, section=None)
    return replace(at, half=None, paragraph_unknown=False)

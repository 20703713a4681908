"""The running text of a document in pieces, each with what stands around it: its article, its headings, its lead-in."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.document.line import Line
from guiju.engine.document.tree import Document, Level, Node, Part
from guiju.engine.textcase.naming import below, paragraph_name, part_name
from guiju.engine.textcase.sentences import sentences
from msgspec import Struct

_HEADED: frozenset[Level] = frozenset(("book", "chapter", "section"))
_ITEMS: frozenset[Level] = frozenset(
    ("item", "subitem", "point", "circle", "second", "third", "fourth", "fifth")
)
_UNITS: frozenset[Level] = frozenset(("article", "first", "second"))
_UNNAMED: frozenset[Level] = frozenset(("paragraph", "table", "continuation"))


class Unit(Struct, frozen=True):
    """What an article is in the document: an article; where there are none, a point 一、 or （一）, or else a paragraph.
    Two are the same if their `number` is. `label` is what it is called."""

    number: int
    part: int
    level: Level
    label: str
    headings: tuple[str, ...] = ()


class Item(Struct, frozen=True):
    """Where an item stands in its enumeration: the `position`th of `count`, from 1."""

    position: int
    count: int


class Passage(Struct, frozen=True):
    """A heading or a stretch of text of one node. `where` names its place; `lead_in` is the last sentence before the
    enumeration that it belongs to, "" if it belongs to none."""

    line: Line
    part: int
    unit: Unit
    where: str
    heading: bool = False
    table: bool = False
    item: Item | None = None
    lead_in: str = ""


class _Around(Struct, frozen=True):
    """What a node inherits: the unit it is in, the name of that place, the headings above, the lead-in."""

    unit: Unit | None = None
    where: str = ""
    headings: tuple[str, ...] = ()
    lead_in: str = ""


def passages(document: Document) -> Iterator[Passage]:
    """Every heading and text of every part, in the order of the document."""
    count = 0
    for index, part in enumerate(document.parts):
        walk = _Walk(part, index, part_name(document, index), count)
        yield from walk.all()
        count = walk.units


class _Walk:
    def __init__(self, part: Part, index: int, name: str, units: int) -> None:
        self._part = part
        self._index = index
        self._name = name
        self.units = units

    def all(self) -> Iterator[Passage]:
        around = _Around(where=self._name)
        yield from self._children(self._part.nodes, None, around)

    def _children(self, nodes: tuple[Node, ...], parent: Node | None, around: _Around) -> Iterator[Passage]:
        """The nodes in a row; items take their lead-in from their parent's text, at the top from the text before them."""
        counts: dict[Level, int] = {}
        for node in nodes:
            counts[node.level] = counts.get(node.level, 0) + 1
        seen: dict[Level, int] = {}
        lead_in = _last_sentence(parent.text or parent.heading) if parent is not None else ""
        for node in nodes:
            seen[node.level] = seen.get(node.level, 0) + 1
            item = None
            if node.level in _ITEMS and node.text is not None and node.heading is None:
                item = Item(seen[node.level], counts[node.level])
            mine = lead_in if node.level in _ITEMS else around.lead_in
            inner = _Around(around.unit, around.where, around.headings, mine)
            yield from self._node(node, item, inner, counts.get("paragraph", 0))
            if parent is None and node.level == "paragraph":
                lead_in = _last_sentence(node.text)

    def _node(self, node: Node, item: Item | None, around: _Around, paragraphs: int) -> Iterator[Passage]:
        heading = node.heading.text if node.heading is not None else ""
        if node.level in _HEADED:
            if node.heading is not None:
                chapter = self._unit(node, around)
                yield Passage(node.heading, self._index, chapter, chapter.label, heading=True)
            inside = _Around(None, around.where, (*around.headings, heading) if heading else around.headings)
            yield from self._children(node.children, node, inside)
            return
        unit, where = around.unit, around.where
        if unit is None or (node.level in _UNITS and unit.level != "article"):
            unit = self._unit(node, around)
        where = below(where, node, paragraphs) if around.unit is not None else unit.label
        headings = (*around.headings, heading) if heading else around.headings
        if node.heading is not None:
            yield Passage(node.heading, self._index, unit, where, heading=True, lead_in=around.lead_in)
        if node.text is not None:
            table = node.level == "table"
            yield Passage(node.text, self._index, unit, where, False, table, item, around.lead_in)
        yield from self._children(node.children, node, _Around(unit, where, headings, around.lead_in))

    def _unit(self, node: Node, around: _Around) -> Unit:
        self.units += 1
        unnamed = node.level in _UNNAMED
        label = around.where + paragraph_name(node) if unnamed else below(around.where, node, 0)
        return Unit(self.units, self._index, node.level, label, around.headings)


def _last_sentence(line: Line | None) -> str:
    if line is None or not line.text:
        return ""
    start, end = list(sentences(line.text))[-1]
    return line.text[start:end]

"""Word files (.docx, .docm, .dotx): paragraphs and tables in order, with the numbers that Word generates.

In: the bytes of a file. Out: its paragraphs with style and place in a table; footnotes behind the body. What is hidden,
deleted, drawn or stands in headers is counted and left out. Nothing in the file is run, and nothing it names is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from guiju.engine.document.model import Cell
from guiju.engine.document.read_collect import Collector
from guiju.engine.document.read_docx_inline import Inline
from guiju.engine.document.read_docx_numbering import Numbering
from guiju.engine.document.read_docx_styles import Styles
from guiju.engine.document.read_docx_xml import on, value
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_package import Package
from guiju.engine.document.read_remarks import Counts, Found, Remark, Unreadable

_HOLDERS = frozenset(("w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "mc:Choice", "w:smartTag"))
_CHOOSING = {"w:sdt": "w:sdtContent", "mc:AlternateContent": "mc:Choice"}
_NOTES = ("footnote", "endnote")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_PAGE_NUMBER = re.compile(r"^\W*(第|共|页|page|of|\d|\W)*$", re.IGNORECASE)


def read_docx(data: bytes, limits: Limits) -> Found:
    """Raises `Unreadable`."""
    counts = Counts()
    package = Package(data, limits)
    parts = _parts(package, counts)
    styles = Styles(_tree(package, parts.get("styles")))
    numbering = Numbering(_tree(package, parts.get("numbering")))
    story = _Story(styles, numbering, Inline(styles, counts), Collector(limits, counts), counts)
    body = package.tree(package.main).find("w:body")
    if body is None:
        raise Unreadable("W003", "docx", package.main)
    story.blocks(body, None)
    story.finish()
    _read_notes(package, parts, story)
    remarks = list(story.remarks())
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        remarks.append(Remark("W030", ("macros",)))
    if (sample := _header(package)) is not None:
        remarks.append(Remark("W028", (sample,)))
    comments = _tree(package, parts.get("comments"))
    counts.add("W032", len(comments.findall("w:comment")) if comments is not None else 0)
    return Found(tuple(story.collector.paragraphs), (*counts.remarks(), *remarks))


class _Story:
    """Walks through blocks. Depth is bounded by that of the XML, which was checked."""

    def __init__(
        self, styles: Styles, numbering: Numbering, inline: Inline, collector: Collector, counts: Counts
    ) -> None:
        self._styles, self._numbering, self._inline = styles, numbering, inline
        self.collector, self._counts = collector, counts
        self._tables = 0
        self._carried = ""  # of paragraphs whose end was deleted: their text goes on in the next

    def blocks(self, parent: Iterable[Element], cell: Cell | None) -> None:
        for element in parent:
            if element.tag == "w:p":
                self._paragraph(element, cell)
            elif element.tag == "w:tbl":
                self._table(element)
            elif element.tag in _CHOOSING:
                for child in element.findall(_CHOOSING[element.tag]):
                    self.blocks(child, cell)
            elif element.tag in _HOLDERS:
                self.blocks(element, cell)
            elif element.tag == "w:altChunk":
                self._counts.add("W025")

    def note(self, element: Element) -> None:
        """A footnote or endnote: its paragraphs, behind all that was read."""
        self._counts.add("W024")
        self.blocks(element, None)
        self.finish()

    def finish(self) -> None:
        if self._carried:
            self.collector.add(self._carried)
            self._carried = ""

    def remarks(self) -> tuple[Remark, ...]:
        changed = self._inline.inserted, self._inline.deleted
        return (*((Remark("W022", changed),) if any(changed) else ()), *self._numbering.remarks())

    def notes(self) -> list[tuple[str, str]]:
        return self._inline.notes

    def _paragraph(self, element: Element, cell: Cell | None) -> None:
        properties = element.find("w:pPr")
        style = value(properties, "w:pStyle") or self._styles.usual
        mark = properties.find("w:rPr") if properties is not None else None
        before = len(self._inline.boxes)
        text = self._carried + self._inline.read(element, style)
        boxes = self._inline.boxes[before:]
        self._carried = ""
        if mark is not None and (mark.find("w:del") is not None or mark.find("w:moveFrom") is not None):
            self._inline.deleted += 1
            self._carried = text
        elif text.strip() or not on(mark, "w:vanish"):
            label = self._label(properties, style)
            for line in (label + text).split("\n"):
                self.collector.add(line, style=self._styles.name(style), cell=cell)
        self._counts.add("W023", len(boxes))
        for box in boxes:
            self.blocks(box, cell)
        del self._inline.boxes[before:]

    def _label(self, properties: Element | None, style: str | None) -> str:
        """What Word puts in front of the paragraph. What the paragraph says itself goes before its style."""
        own = properties.find("w:numPr") if properties is not None else None
        key, level = value(own, "w:numId"), value(own, "w:ilvl")
        given = self._styles.numbering(style)
        if key is None and given is not None:
            key, style_level, by = given
            level = level or style_level or str(self._numbering.level_of_style(key, by))
        if key is None or not (level or "0").isdecimal():
            return ""
        return self._numbering.next(key, int((level or "0")[:3]))

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, row_number = self._tables, 0
        for row in _inside(table, "w:tr"):
            properties = row.find("w:trPr")
            if properties is not None and properties.find("w:del") is not None:
                self._inline.deleted += 1
                continue
            row_number += 1
            if on(properties, "w:hidden"):
                self._counts.add("W021")
                continue
            column = 1 + _whole(value(properties, "w:gridBefore"), 0)
            for cell in _inside(row, "w:tc"):
                self.blocks(cell, Cell(number, row_number, column))
                self.finish()
                column += _whole(value(cell.find("w:tcPr"), "w:gridSpan"), 1)


def _inside(parent: Element, tag: str) -> Iterable[Element]:
    """The rows of a table or the cells of a row, also those wrapped in a content control or a change."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == "w:sdt" or child.tag in _HOLDERS:
            yield from _inside(child, tag)


def _parts(package: Package, counts: Counts) -> dict[str, str]:
    """The parts that the main one refers to, by kind. What lies outside the file is counted, but for links."""
    parts: dict[str, str] = {}
    for relation in package.relations(package.main):
        if relation.outside:
            counts.add("W036", relation.kind != "hyperlink")
        elif relation.target in package.names:
            parts.setdefault(relation.kind, relation.target)
    return parts


def _tree(package: Package, name: str | None) -> Element | None:
    return None if name is None else package.tree(name)


def _read_notes(package: Package, parts: dict[str, str], story: _Story) -> None:
    found: dict[tuple[str, str], Element] = {}
    for kind in _NOTES:
        tree = _tree(package, parts.get(kind + "s"))
        if tree is not None:
            found |= {(kind, note.get("id", "")): note for note in tree.findall(f"w:{kind}")}
    for key in dict.fromkeys(story.notes()):
        if key in found:
            story.note(found[key])


def _header(package: Package) -> str | None:
    """Text of a page header or footer that is more than a page number; None if there is none."""
    for relation in package.relations(package.main):
        if (
            relation.kind in ("header", "footer")
            and not relation.outside
            and relation.target in package.names
        ):
            for paragraph in package.tree(relation.target).iter("w:p"):
                text = "".join(part.text or "" for part in paragraph.iter("w:t")).strip()
                if _WORDS.search(text) and not _PAGE_NUMBER.match(text):
                    return text[:40]
    return None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,4}", text) else otherwise

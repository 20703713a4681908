"""The legend of an SVG picture: one entry for each kind of box and link that occurs in it, in rows."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from guiju.engine.diagnostics.text import Lang
from guiju.engine.graph.layout import Point
from guiju.engine.graph.picture import Picture
from guiju.engine.graph.style import BOXES, INK, LINKS, BoxStyle, LinkStyle
from guiju.engine.graph.svg_parts import arrow, outline, text
from guiju.engine.graph.text_width import ems
from msgspec import Struct

_FONT = 12.0
_SWATCH = 30.0
_SPACE = 18.0
_ROW = 20.0


class Entry(Struct, frozen=True):
    look: BoxStyle | LinkStyle
    words: str

    @property
    def width(self) -> float:
        return _SWATCH + 6.0 + ems(self.words) * _FONT


def legend_of(picture: Picture, lang: Lang) -> tuple[Entry, ...]:
    """What the reader has to be told: only kinds that are in the picture, boxes first."""
    boxes = {box.kind for box in picture.boxes}
    links = {link.kind for link in picture.links}
    entries = [Entry(style, style.legend.in_lang(lang)) for kind, style in BOXES.items() if kind in boxes]
    entries += [Entry(look, look.legend.in_lang(lang)) for kind, look in LINKS.items() if kind in links]
    return tuple(entries)


def rows(entries: tuple[Entry, ...], width: float) -> list[list[Entry]]:
    """The entries in rows of at most `width` (an entry that is wider has a row to itself)."""
    out: list[list[Entry]] = []
    used = width
    for entry in entries:
        if not out or used + entry.width > width:
            out.append([])
            used = 0.0
        out[-1].append(entry)
        used += entry.width + _SPACE
    return out


def legend_height(entries: tuple[Entry, ...], width: float) -> float:
    return len(rows(entries, width)) * _ROW


def draw_legend(parent: Element, entries: tuple[Entry, ...], corner: Point, width: float) -> None:
    """The rows below each other, the first at `corner` (top left)."""
    group = SubElement(parent, "g", {"class": "legend"})
    for number, row in enumerate(rows(entries, width)):
        x, y = corner[0], corner[1] + number * _ROW + _ROW / 2
        for entry in row:
            _swatch(group, entry.look, (x, y))
            text(group, entry.words, (x + _SWATCH + 6.0, y), _FONT, INK, anchor="start")
            x += entry.width + _SPACE


def _swatch(parent: Element, look: BoxStyle | LinkStyle, middle_left: Point) -> None:
    x, y = middle_left
    if isinstance(look, BoxStyle):
        outline(parent, look, (x + 1, y - 7), (_SWATCH - 2, 14))
    else:
        arrow(parent, look, ((x, y), (x + _SWATCH, y)), "sample")

"""A picture as SVG that stands alone: no font, style or script outside.

Every length is in user units (px at 96 to the inch). Printed, the picture is never wider or higher than A4
landscape. Style is in attributes, so that several pictures can stand in one HTML page and Word can read them;
the tree is built with ElementTree, which escapes all text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph import svg_parts as parts
from guiju.engine.graph.case_graph import CaseGraph
from guiju.engine.graph.layout import DIRECTIONS, PAPER, Direction, Layout, Size, Wire, arrange
from guiju.engine.graph.picture import Box, Line, LineKind, Picture, picture
from guiju.engine.graph.style import FONTS, INK, LINKS, PAPER_COLOUR
from guiju.engine.graph.svg_legend import draw_legend, legend_height, legend_of
from guiju.engine.graph.text_width import ems, printable, wrapped

if TYPE_CHECKING:
    import networkx as nx

_MARGIN = 16.0
_TITLE_FONT = 18.0
_LEAST_WIDTH = 420.0  # room for the legend below a small picture
_BREAK: dict[LineKind, float] = {"name": 9.0, "note": 12.0, "date": 12.0, "mark": 12.0, "wrong": 12.0}  # ems


def svg(
    graph: nx.DiGraph[str],
    lang: Lang,
    case: CaseGraph | None = None,
    title: Text | None = None,
) -> str:
    """A procedure, or a case on it, as an SVG document (see `picture_svg`)."""
    return picture_svg(picture(graph, lang, case), lang, title)


def picture_svg(
    drawing: Picture, lang: Lang, title: Text | None = None, directions: Sequence[Direction] = DIRECTIONS
) -> str:
    """The SVG document as text (no XML declaration, so that it can be put into HTML as it is)."""
    lines = [_broken(box) for box in drawing.boxes]
    sizes = [parts.box_size(each) for each in lines]
    wires = [Wire(k.source, k.target, parts.label_size(k.label) if k.label else None) for k in drawing.links]
    laid = arrange(sizes, wires, directions)

    heading = printable(title.in_lang(lang)) if title else ""
    top = _MARGIN + (_TITLE_FONT * 1.8 if heading else 0.0)
    inner = max(laid.size[0], ems(heading) * _TITLE_FONT, _LEAST_WIDTH)
    legend = legend_of(drawing, lang)
    foot = top + laid.size[1] + _MARGIN
    root = _root((inner + 2 * _MARGIN, foot + legend_height(legend, inner) + _MARGIN), lang)
    if heading:
        SubElement(root, "title").text = heading
    SubElement(root, "rect", width="100%", height="100%", fill=PAPER_COLOUR)
    if heading:
        at = (_MARGIN, _MARGIN + _TITLE_FONT / 2)
        parts.text(root, heading, at, _TITLE_FONT, INK, anchor="start", weight="bold")
    left = _MARGIN + (inner - laid.size[0]) / 2
    body = SubElement(root, "g", transform=f"translate({parts.number(left)} {parts.number(top)})")
    _draw(body, drawing, lines, sizes, laid)
    draw_legend(root, legend, (_MARGIN, foot), inner)
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


def _root(size: Size, lang: Lang) -> Element:
    scale = min(1.0, PAPER[0] / size[0], PAPER[1] / size[1])
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {parts.number(size[0])} {parts.number(size[1])}",
            "width": parts.number(size[0] * scale),
            "height": parts.number(size[1] * scale),
            "font-family": FONTS,
            "lang": "en" if lang == "en" else "zh-CN",
            "role": "img",
        },
    )


def _draw(body: Element, drawing: Picture, lines: list[list[Line]], sizes: list[Size], laid: Layout) -> None:
    """Links first, boxes over them, labels last."""
    for link, route in zip(drawing.links, laid.routes, strict=True):
        parts.arrow(body, LINKS[link.kind], route, link.kind)
    for box, own, centre, size in zip(drawing.boxes, lines, laid.centres, sizes, strict=True):
        parts.box(body, box, own, centre, size)
    for link, centre_of_label in zip(drawing.links, laid.labels, strict=True):
        if centre_of_label is not None:
            parts.label(body, link.label, centre_of_label, INK)


def _broken(box: Box) -> list[Line]:
    """The lines of a box, long ones broken."""
    return [
        Line(piece, line.kind, line.struck)
        for line in box.lines
        for piece in wrapped(line.text, _BREAK[line.kind])
    ]

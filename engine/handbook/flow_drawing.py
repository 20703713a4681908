"""The picture of one rule as SVG, or as the text of a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph import svg_parts as parts
from guiju.engine.graph.layout import Point, Size
from guiju.engine.graph.picture import Box, BoxKind, Line
from guiju.engine.graph.style import FONTS, INK, LinkStyle
from guiju.engine.graph.text_width import wrapped
from guiju.engine.handbook.flow import Flow, FlowBox, FlowKind, FlowLink
from msgspec import Struct

LINKS: Mapping[FlowKind, LinkStyle] = {
    "must": LinkStyle("#334155", 1.6, Text("应当有", "must be there")),
    "choice": LinkStyle("#64748b", 1.3, Text("几项中的一项", "one of several"), "2 3"),
    "none": LinkStyle("#94a3b8", 1.3, Text("没有也是其中一项", "its absence is one of several"), "2 3"),
    "never": LinkStyle("#dc2626", 1.4, Text("不得有", "must not be there"), "7 4"),
}
_LOOKS: Mapping[str, BoxKind] = {
    "about": "required",
    "must": "step",
    "choice": "step",
    "none": "not_needed",
    "never": "skipped",
}
_ARROWS: Mapping[FlowKind, str] = {"must": "==>", "choice": "-.->", "none": "-.->", "never": "--x"}
_FREE: Mapping[FlowKind, str] = {"must": "<==>", "choice": "<-.->", "none": "<-.->", "never": "x--x"}
_MARGIN = 6.0
_BREAK = 13.0  # ems
_GAP = 14.0  # between boxes of a column
_ARROW_ROOM = 44.0  # between columns, beside the label
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,:()")


def flow_svg(flow: Flow, lang: Lang, label: str) -> str:
    """The SVG element as text, to be put into HTML as it is; `label` says what it shows to who cannot see it."""
    lines = [_broken(box) for box in flow.boxes]
    sizes = [parts.box_size(own) for own in lines]
    laid = _laid(flow, sizes)
    width, height = laid.size[0] + 2 * _MARGIN, laid.size[1] + 2 * _MARGIN
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {parts.number(width)} {parts.number(height)}",
            "width": parts.number(width),
            "height": parts.number(height),
            "font-family": FONTS,
            "lang": "en" if lang == "en" else "zh-CN",
            "role": "img",
            "aria-label": label,
        },
    )
    body = SubElement(root, "g", transform=f"translate({parts.number(_MARGIN)} {parts.number(_MARGIN)})")
    for link, route in zip(flow.links, laid.routes, strict=True):
        parts.arrow(body, LINKS[link.kind], route, link.kind)
        if link.both:
            parts.arrow(body, LINKS[link.kind], tuple(reversed(route)), link.kind)
    for box, own, centre, size in zip(flow.boxes, lines, laid.centres, sizes, strict=True):
        parts.box(body, Box(own[0].text, _LOOKS[box.kind], tuple(own)), own, centre, size)
    for link, middle in zip(flow.links, laid.labels, strict=True):
        if link.label:
            parts.label(body, link.label, middle, INK)
    indent(root, "")
    return tostring(root, encoding="unicode").replace("\n", "")


class _Laid(Struct, frozen=True):
    """Centres of the boxes, the polyline and the middle of the label of each link, the size of the whole."""

    centres: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]
    labels: tuple[Point, ...]
    size: Size


def _laid(flow: Flow, sizes: Sequence[Size]) -> _Laid:
    """Time goes from left to right: what comes before, what the rule is about, what comes after or at any time."""
    columns = {
        side: [n for n, b in enumerate(flow.boxes) if b.side == side] for side in ("before", "about", "after")
    }
    heights = {s: sum(sizes[n][1] for n in c) + _GAP * (len(c) - 1) for s, c in columns.items() if c}
    height = max(heights.values())
    centres: dict[int, Point] = {}
    x = 0.0
    for side, column in columns.items():
        if not column:
            continue
        width = max(sizes[n][0] for n in column)
        x += _room(flow, column) if side == "after" else 0.0
        y = (height - heights[side]) / 2
        for n in column:
            centres[n] = (x + width / 2, y + sizes[n][1] / 2)
            y += sizes[n][1] + _GAP
        x += width + (_room(flow, column) if side == "before" else 0.0)
    routes, labels = (
        zip(*(_route(k, centres, sizes, flow) for k in flow.links), strict=True) if flow.links else ((), ())
    )
    return _Laid(tuple(centres[n] for n in range(len(flow.boxes))), routes, labels, (x, height))


def _room(flow: Flow, column: Sequence[int]) -> float:
    """The space between a column and the middle one, for the labels on its links."""
    links = [k for k in flow.links if k.source in column or k.target in column]
    return _ARROW_ROOM + max((parts.label_size(k.label)[0] if k.label else 0.0) for k in links)


def _route(
    link: FlowLink, centres: Mapping[int, Point], sizes: Sequence[Size], flow: Flow
) -> tuple[tuple[Point, ...], Point]:
    """Out of the side of one box and into the side of the other, the bend beside the middle column."""
    outer = link.target if link.source == 0 else link.source
    away = 1.0 if flow.boxes[outer].side == "after" else -1.0
    hub = (centres[0][0] + away * sizes[0][0] / 2, centres[0][1])
    edge = (centres[outer][0] - away * sizes[outer][0] / 2, centres[outer][1])
    bend = hub[0] + away * _ARROW_ROOM / 2
    points = ((bend, hub[1]), (bend, edge[1])) if abs(hub[1] - edge[1]) > 0.5 else ()
    outward = (hub, *points, edge)
    label = ((bend + edge[0]) / 2, edge[1])
    return (outward if link.source == 0 else tuple(reversed(outward))), label


def flow_mermaid(flow: Flow) -> str:
    """The text of the flowchart; every sign that Mermaid or HTML could read as more than text is coded."""
    out = ["flowchart LR"]
    for n, box in enumerate(flow.boxes):
        out.append(f'  n{n}["{"<br/>".join(escaped(line.text) for line in box.lines)}"]')
    for link in flow.links:
        arrow = (_FREE if link.both else _ARROWS)[link.kind]
        label = f'|"{escaped(link.label)}"|' if link.label else ""
        out.append(f"  n{link.source} {arrow}{label} n{link.target}")
    out.append("  style n0 stroke-width:2px")
    return "\n".join(out)


def escaped(text: str) -> str:
    """Text inside the quotes of a Mermaid label."""
    return "".join(c if c in _PLAIN or ord(c) > 127 else f"#{ord(c)};" for c in text)


def _broken(box: FlowBox) -> list[Line]:
    return [Line(piece, line.kind) for line in box.lines for piece in wrapped(line.text, _BREAK)]

"""The parts of an SVG picture: texts, boxes and arrows as elements. Lengths are user units."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from guiju.engine.graph.layout import Point, Size
from guiju.engine.graph.picture import Box, Line
from guiju.engine.graph.style import BOXES, LINES, PAPER_COLOUR, BoxStyle, LinkStyle
from guiju.engine.graph.text_width import ems

LABEL_FONT = 11.0
_LEADING = 1.32
_PAD: Size = (9.0, 6.0)
_CORNER = 5.0
_ARROW: Size = (8.0, 3.6)  # length, half width


def number(value: float) -> str:
    """A coordinate with one decimal at most, so that the last bit of a float never shows."""
    return f"{round(value, 1) + 0.0:g}"


def text(
    parent: Element,
    content: str,
    at: Point,
    size: float,
    ink: str,
    *,
    anchor: Literal["start", "middle"] = "middle",
    weight: str = "normal",
    struck: bool = False,
) -> None:
    """One line of text; `at` is the middle of its height at the anchor."""
    attributes = {
        "x": number(at[0]),
        "y": number(at[1] + size * 0.36),  # from the middle of a glyph down to its base line
        "font-size": number(size),
        "fill": ink,
        "text-anchor": anchor,
    }
    if weight != "normal":
        attributes["font-weight"] = weight
    if struck:
        attributes["text-decoration"] = "line-through"
    SubElement(parent, "text", attributes).text = content


def box_size(lines: Sequence[Line]) -> Size:
    """Width and height of a box around its lines."""
    width = max(ems(line.text) * LINES[line.kind].size for line in lines)
    height = sum(LINES[line.kind].size * _LEADING for line in lines)
    return (max(width, 36.0) + 2 * _PAD[0], height + 2 * _PAD[1])


def box(parent: Element, drawn: Box, lines: Sequence[Line], centre: Point, size: Size) -> None:
    """A box with its lines, as a group that names the step and its kind."""
    style = BOXES[drawn.kind]
    group = SubElement(parent, "g", {"class": f"step {drawn.kind}", "data-step": drawn.lines[0].text})
    outline(group, style, (centre[0] - size[0] / 2, centre[1] - size[1] / 2), size)
    y = centre[1] - size[1] / 2 + _PAD[1]
    for line in lines:
        look = LINES[line.kind]
        y += look.size * _LEADING
        middle = (centre[0], y - look.size * _LEADING / 2)
        ink = look.ink or style.ink
        text(group, line.text, middle, look.size, ink, weight=look.weight, struck=line.struck)


def outline(parent: Element, style: BoxStyle, corner: Point, size: Size) -> None:
    attributes = {
        "x": number(corner[0]),
        "y": number(corner[1]),
        "width": number(size[0]),
        "height": number(size[1]),
        "rx": number(_CORNER),
        "fill": style.fill,
        "stroke": style.stroke,
        "stroke-width": number(style.width),
    }
    if style.dash:
        attributes["stroke-dasharray"] = style.dash
    SubElement(parent, "rect", attributes)


def arrow(parent: Element, style: LinkStyle, points: Sequence[Point], kind: str) -> None:
    """A polyline with rounded corners and a head drawn as a triangle (Word ignores SVG markers)."""
    *_, before, tip = points
    length = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    long, half = min(_ARROW[0], length), _ARROW[1]
    neck = (tip[0] - ux * long, tip[1] - uy * long)
    group = SubElement(parent, "g", {"class": f"link {kind}"})
    attributes = {
        "d": _rounded([*points[:-1], neck]),
        "fill": "none",
        "stroke": style.stroke,
        "stroke-width": number(style.width),
    }
    if style.dash:
        attributes["stroke-dasharray"] = style.dash
    SubElement(group, "path", attributes)
    corners = (tip, (neck[0] - uy * half, neck[1] + ux * half), (neck[0] + uy * half, neck[1] - ux * half))
    SubElement(group, "polygon", points=" ".join(_pair(c) for c in corners), fill=style.stroke)


def label_size(label: str) -> Size:
    return (ems(label) * LABEL_FONT + 4.0, LABEL_FONT * 1.3)


def label(parent: Element, content: str, centre: Point, ink: str) -> None:
    """The label of a link, on a patch of paper so that the line does not run through it."""
    width, height = label_size(content)
    patch = {
        "x": number(centre[0] - width / 2),
        "y": number(centre[1] - height / 2),
        "width": number(width),
        "height": number(height),
        "fill": PAPER_COLOUR,
    }
    group = SubElement(parent, "g", {"class": "bound"})
    SubElement(group, "rect", patch)
    text(group, content, centre, LABEL_FONT, ink)


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _rounded(points: Sequence[Point]) -> str:
    """A path through the points whose corners are cut by short curves."""
    path = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.append(f"L{_pair(_towards(corner, before))}Q{_pair(corner)} {_pair(_towards(corner, after))}")
    return "".join([*path, f"L{_pair(points[-1])}"])


def _towards(origin: Point, goal: Point) -> Point:
    """The point a corner's radius (or half the way, if that is less) from `origin` towards `goal`."""
    length = hypot(goal[0] - origin[0], goal[1] - origin[1]) or 1.0
    share = min(_CORNER, length / 2) / length
    return (origin[0] + (goal[0] - origin[0]) * share, origin[1] + (goal[1] - origin[1]) * share)

"""Where boxes and links go on the paper: one function in front of the layout library (docs/decisions/0005).

All lengths are SVG user units (px at 96 to the inch), y grows downwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

Point = tuple[float, float]
Size = tuple[float, float]

Direction = Literal["leftright", "topbottom"]
DIRECTIONS: tuple[Direction, ...] = ("leftright", "topbottom")

PAPER: Size = (1047.0, 718.0)
"""A4 landscape, 297 by 210 mm, with margins of 10 mm."""

_SPACING = {
    "layer_gap": 16.0,
    "node_gap": 14.0,
    "dummy_gap": 10.0,
    "edge_label_margin": 24.0,
    "isolated_gap": 14.0,
    "isolated_max_columns": 8,
}


class Wire(Struct, frozen=True):
    """A link to lay: box numbers, and the size of its label (None without one)."""

    source: int
    target: int
    label: Size | None = None


class Layout(Struct, frozen=True):
    """Centres of the boxes, the polyline of each link from border to border, centres of the labels (None for
    a link without one), and the size of the whole, whose top left corner is 0, 0."""

    centres: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]
    size: Size


def arrange(
    boxes: Sequence[Size], wires: Sequence[Wire], directions: Sequence[Direction] = DIRECTIONS
) -> Layout:
    """A layered layout with right-angled links that pass beside the boxes, along or down the page: whichever of the
    `directions` can be printed larger on `PAPER`. The same input gives the same layout."""
    if not boxes:
        return Layout((), (), (), (0.0, 0.0))
    return max((_arranged(boxes, wires, d) for d in directions), key=_print_scale)


def _print_scale(layout: Layout) -> float:
    return min(PAPER[0] / layout.size[0], PAPER[1] / layout.size[1])


def _arranged(boxes: Sequence[Size], wires: Sequence[Wire], direction: Direction) -> Layout:
    import graphlay

    graph = graphlay.Graph()
    for width, height in boxes:
        graph.node(width=width, height=height)
    for wire in wires:
        if wire.label is None:
            graph.edge(wire.source, wire.target)
        else:
            width, height = wire.label
            graph.edge(wire.source, wire.target, label_size={"width": width, "height": height})
    options = {
        "direction": direction,
        "spacing": _SPACING,
        "routing": {"centre_ports": "all", "lane_gap": 6.0},
    }
    drawn = graphlay.layout(graph, options=options)
    labels = [
        _point(edge["label_anchor"] or edge["points"][0]) if wire.label else None
        for wire, edge in zip(wires, drawn.edges, strict=True)
    ]
    (left, top), (right, bottom) = _extent(drawn.bounds, labels, wires)

    def moved(point: Point) -> Point:
        return (point[0] - left, point[1] - top)

    return Layout(
        tuple(moved(_point(node["center"])) for node in drawn.nodes),
        tuple(tuple(moved(_point(point)) for point in edge["points"]) for edge in drawn.edges),
        tuple(moved(label) if label else None for label in labels),
        (right - left, bottom - top),
    )


def _extent(
    bounds: Mapping[str, Any], labels: Sequence[Point | None], wires: Sequence[Wire]
) -> tuple[Point, Point]:
    """The corners of everything drawn; a label may stick out beyond the boxes and links."""
    corners = [_point(bounds["min"]), _point(bounds["max"])]
    for centre, wire in zip(labels, wires, strict=True):
        if centre and wire.label:
            for side in (-0.5, 0.5):
                corners.append((centre[0] + side * wire.label[0], centre[1] + side * wire.label[1]))
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def _point(point: Mapping[str, Any]) -> Point:
    return (float(point["x"]), float(point["y"]))

"""Where things are in the SVG pictures: nothing overlaps, text stays in its box, the whole fits the page.

Measured on the goldens, which `test_graph_picture.py` holds equal to what is drawn.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from guiju.engine.graph.layout import PAPER, Wire, arrange
from guiju.engine.graph.text_width import HALF_WIDTH, ems, wrapped
from hypothesis import given, settings
from hypothesis import strategies as st

PICTURES = sorted((Path(__file__).parent / "golden" / "graph").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"

every_picture = pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)


class Rect(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Rect) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def shrunk(self, by: float) -> Rect:
        return Rect(self.left + by, self.top + by, self.right - by, self.bottom - by)


def rect(element: ET.Element) -> Rect:
    x, y, width, height = (float(element.attrib[a]) for a in ("x", "y", "width", "height"))
    return Rect(x, y, x + width, y + height)


def groups(root: ET.Element, kind: str) -> list[ET.Element]:
    return [g for g in root.iter(f"{SVG}g") if g.get("class", "").split(" ")[0] == kind]


def boxes(root: ET.Element) -> list[Rect]:
    return [rect(found) for g in groups(root, "step") if (found := g.find(f"{SVG}rect")) is not None]


def labels(root: ET.Element) -> list[Rect]:
    return [rect(found) for g in groups(root, "bound") if (found := g.find(f"{SVG}rect")) is not None]


def stretches(root: ET.Element) -> list[Rect]:
    """The straight pieces of all links as thin rectangles (rounded corners stand for their corner point)."""
    out = []
    for group in groups(root, "link"):
        path = group.find(f"{SVG}path")
        if path is None or "sample" in group.get("class", ""):
            continue
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.attrib["d"])]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (x1, y1), (x2, y2) in pairwise(points):
            out.append(Rect(min(x1, x2), min(y1, y2), max(x1, x2) + 0.1, max(y1, y2) + 0.1))
    return out


def test_there_are_pictures() -> None:
    assert len(PICTURES) == 8


@every_picture
def test_nothing_overlaps(path: Path) -> None:
    root = ET.fromstring(path.read_text("utf-8"))
    found = boxes(root)
    assert len(found) >= 3
    assert not [pair for pair in combinations(found, 2) if pair[0].overlaps(pair[1])]
    assert not [pair for pair in combinations(labels(root), 2) if pair[0].overlaps(pair[1])]
    assert not [(a, b) for a in labels(root) for b in found if a.overlaps(b)]
    links = stretches(root)
    assert links
    assert not [(a, b) for a in links for b in found if a.overlaps(b.shrunk(0.6))]


@every_picture
def test_text_stays_inside_its_box_and_the_picture_on_the_page(path: Path) -> None:
    root = ET.fromstring(path.read_text("utf-8"))
    for group in groups(root, "step"):
        box = boxes_of(group)
        for text in group.findall(f"{SVG}text"):
            half = ems(text.text or "") * float(text.attrib["font-size"]) / 2
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            assert box.left <= x - half and x + half <= box.right
            assert box.top < y < box.bottom
    assert float(root.attrib["width"]) <= PAPER[0] + 0.1
    assert float(root.attrib["height"]) <= PAPER[1] + 0.1


def boxes_of(group: ET.Element) -> Rect:
    found = group.find(f"{SVG}rect")
    assert found is not None
    return rect(found)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(20, 160), st.floats(20, 90)), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=20),
)
def test_any_boxes_and_links_are_laid_without_overlap(
    sizes: list[tuple[float, float]], links: list[tuple[int, int, bool]]
) -> None:
    wires = [
        Wire(a, b, (40.0, 14.0) if labelled else None)
        for a, b, labelled in links
        if a < len(sizes) and b < len(sizes)
    ]
    laid = arrange(sizes, wires)
    rects = [
        Rect(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        for (x, y), (w, h) in zip(laid.centres, sizes, strict=True)
    ]
    assert not [pair for pair in combinations(rects, 2) if pair[0].overlaps(pair[1].shrunk(0.01))]
    for box in rects:
        assert box.left >= -0.01 and box.top >= -0.01
        assert box.right <= laid.size[0] + 0.01 and box.bottom <= laid.size[1] + 0.01
    for label in filter(None, laid.labels):
        assert 20 - 0.01 <= label[0] <= laid.size[0] - 20 + 0.01
        assert 7 - 0.01 <= label[1] <= laid.size[1] - 7 + 0.01
    assert [label is not None for label in laid.labels] == [wire.label is not None for wire in wires]
    assert all(len(route) >= 2 for route in laid.routes)
    assert arrange(sizes, wires) == laid


def test_no_boxes_no_layout() -> None:
    assert arrange([], []).size == (0.0, 0.0)


@given(st.text(st.sampled_from("程序ab c1,"), max_size=40), st.floats(3, 12))
def test_broken_lines_keep_the_text_and_the_limit(text: str, limit: float) -> None:
    lines = wrapped(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(ems(line) <= limit + 1e-9 for line in lines)


def test_a_glyph_is_one_em_and_a_letter_about_half() -> None:
    assert ems("程序") == 2.0
    assert ems("ab") == pytest.approx(2 * HALF_WIDTH)
    assert ems("e\u0301") == pytest.approx(HALF_WIDTH)

"""The lines of PDF pages put together to paragraphs, by their places.

A line goes on in the next when it reaches the right edge of the text and the next begins at the left edge without an
indent. Where paragraphs are not indented, its last sign must not end a sentence, too. Where they are, a line of an
indented paragraph that falls short of the edge (the text is set ragged) goes on as well if it ends no sentence. When in
doubt lines stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from guiju.engine.document.read_pdf_lines import Line
from guiju.engine.document.read_pdf_margins import Page
from msgspec import Struct

_ENDS = frozenset("。；;：:！？!?")
_FULL = 2.0  # widths of a character that a full line may lack at the right, as signs are not parted from their word
_INDENT = 0.6
_SAME_SIZE = 0.15
_APART = 1.6
_INDENTED_SHARE = 0.08
_LOOSE = 1.4
_LONG = 15  # characters; running text is set wider
_RAGGED = 0.6  # of the width of the text that a line of text set ragged fills at least


class Joined(Struct, frozen=True):
    """A paragraph and the page it begins on."""

    text: str
    page: int


class _Edges(Struct, frozen=True):
    """Where the text of a document stands, in points; `size` is the height of its usual line."""

    left: float
    right: float
    size: float
    indented: bool


def paragraphs(pages: Sequence[Page]) -> Iterator[Joined]:
    edges = _edges([line for page in pages for line in page.lines])
    pieces: list[str] = []
    before: Line | None = None
    indented = False
    began = last = 0
    for page in pages:
        for line in page.lines:
            near = page.number in (last, last + 1)
            if before is not None and near and _goes_on(before, line, edges, page.number == last, indented):
                pieces += (_between(before.text, line.text), line.text)
            else:
                if pieces:
                    yield Joined("".join(pieces), began)
                pieces, began, indented = [line.text], page.number, _is_indented(line, edges.left, edges.size)
            before, last = line, page.number
    if pieces:
        yield Joined("".join(pieces), began)


def _edges(lines: Sequence[Line]) -> _Edges:
    size = (median(line.height for line in lines) if lines else 0) or 1
    long = [line for line in lines if line.right - line.left > size * _LONG and not _loose(line)]
    if not long:
        return _Edges(0, inf, size, False)
    times = Counter(round(line.left / size) for line in long)
    left = max(times, key=lambda place: (times[place], -place))
    at_left = [line.left for line in long if round(line.left / size) == left]
    rights = sorted(line.right for line in long)
    right = rights[int(len(rights) * 0.9)]
    edge = _left_of_indents(lines, min(at_left), size)
    indented = sum(_is_indented(line, edge, size) for line in lines)
    return _Edges(edge, right, size, indented > len(lines) * _INDENTED_SHARE)


def _left_of_indents(lines: Sequence[Line], usual: float, size: float) -> float:
    """Where lines begin that go on: left of `usual` where that is only the indent, as most paragraphs are short."""
    broken = [
        (line, after) for line, after in pairwise(lines) if line.text[-1:] not in _ENDS and not _loose(line)
    ]
    begun = [after.left for line, after in broken if abs(line.left - usual) < size * _INDENT]
    outside = [left for left in begun if _is_indented_by(usual - left, size)]
    inside = sum(abs(left - usual) < size * _INDENT for left in begun)
    return min(outside) if len(outside) > inside else usual


def _is_indented(line: Line, edge: float, size: float) -> bool:
    return _is_indented_by(line.left - edge, size)


def _is_indented_by(space: float, size: float) -> bool:
    return size * 1.2 < space < size * 3.2


def _goes_on(line: Line, following: Line, edges: _Edges, same_page: bool, indented: bool) -> bool:
    """`indented`: the paragraph of the line began with an indent."""
    if following.left > edges.left + edges.size * _INDENT or _loose(line):
        return False
    if line.right < edges.right - edges.size * _FULL and not (indented and _breaks_off(line, edges)):
        return False
    if abs(line.height - following.height) > edges.size * _SAME_SIZE:
        return False
    if same_page and not 0 <= line.bottom - following.top + edges.size < edges.size * (1 + _APART):
        return False
    return edges.indented or line.text[-1:] not in _ENDS


def _breaks_off(line: Line, edges: _Edges) -> bool:
    """Whether it ends in mid-sentence though the edge is not reached."""
    far = edges.left + (edges.right - edges.left) * _RAGGED
    return edges.indented and line.right >= far and line.text[-1:] not in _ENDS


def _loose(line: Line) -> bool:
    """Whether there is more room in the line than its signs fill: cells of a table, or a title that is spread out."""
    filled = sum(0.5 if sign.isascii() else 1.0 for sign in line.text) * line.height
    return line.right - line.left > filled * _LOOSE


def _between(text: str, following: str) -> str:
    """Words of letters are parted by the blank that the line end stood for."""
    return " " if text[-1:].isascii() and following[:1].isascii() and text[-1:].isalnum() else ""

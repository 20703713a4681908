"""Lines with the marks they open with. A line that holds several parts (copies in which the line ends were lost) is cut
before each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from guiju.engine.document.grammar import terminal
from guiju.engine.document.headings import follows, goes_on, separator
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.opening import Kind, Opening, opening
from msgspec import Struct

_INSIDE = (
    "CHAPTER", "SECTION", "ARTICLE", "HAN_BRACKET", "HAN_MARK", "ARABIC_MARK", "ARABIC_BRACKET", "CIRCLED",
)  # fmt: skip
_ENDS = frozenset("。；：！？")
_LONGEST_CHAPTER_TITLE = 24


class Row(Struct, frozen=True):
    """`inside`: it did not begin a line of the file, but was cut out of one."""

    line: Line
    mark: Opening
    inside: bool = False


def said_before(row: Row) -> str:
    """The end of what stands before the next row, for the question whether that begins in mid-sentence: nothing where it
    is the heading of a chapter."""
    return "" if row.mark.kind in ("BOOK", "CHAPTER", "SECTION") else row.line.text[-8:]


class _Found(Struct, frozen=True):
    kind: Kind
    start: int
    end: int
    number: Ordinal


def rows(lines: Sequence[Line]) -> list[Row]:
    """Each line with its mark, cut where it holds several parts."""
    out: list[Row] = []
    last: Ordinal | None = None
    for line in lines:
        cuts = [] if line.cell else list(_cuts(line, last))
        bounds = [0, *cuts, len(line.text)]
        for index, (start, end) in enumerate(pairwise(bounds)):
            piece = line.cut(start, end) if cuts else line
            mark = opening(piece)
            if mark.kind == "ARTICLE" and _heads(piece, mark, last):
                last = mark.number
            out.append(Row(piece, mark, inside=index > 0))
    return out


def _heads(piece: Line, mark: Opening, last: Ordinal | None) -> bool:
    """Whether the number may be that of an article: what follows says so, or it is the next one behind a blank."""
    rest = piece.text[mark.end : mark.end + 20]
    next_one = mark.number is not None and follows(mark.number, last) and piece.blank_before(mark.end)
    return bool(separator(rest)) or next_one or not goes_on(rest, spaced=True)


def _cuts(line: Line, last: Ordinal | None) -> Iterator[int]:
    """Where parts begin inside the line, in order."""
    found = [f for f in map(_found, terminal("inside", *_INSIDE).finditer(line.text)) if f is not None]
    series = _Series(line.text, found)
    chapter_end: int | None = None
    for index, mark in enumerate(found):
        at_start = mark.start == 0
        free = at_start or line.text[mark.start - 1] in _ENDS or mark.start == chapter_end
        if mark.kind == "ARTICLE":
            after = line.text[mark.end : mark.end + 20]
            in_chapter = chapter_end is not None and 0 < mark.start - chapter_end <= _LONGEST_CHAPTER_TITLE
            if (free or in_chapter) and follows(mark.number, last):
                if goes_on(after, bool(after) and line.blank_before(mark.end)):
                    continue
                last = mark.number
                chapter_end = None
                if not at_start:
                    yield mark.start
        elif mark.kind in ("CHAPTER", "SECTION"):
            near = found[index + 1].start - mark.end if index + 1 < len(found) else None
            titled = near is not None and near <= _LONGEST_CHAPTER_TITLE
            if (free or chapter_end is not None) and titled:
                chapter_end = mark.end
                if not at_start:
                    yield mark.start
        elif series.takes(index) and not at_start:
            yield mark.start


class _Series:
    """The lists inside a line: （一）…；（二）…, each element after a sign that ends something, with the next number."""

    def __init__(self, text: str, found: Sequence[_Found]) -> None:
        self._taken: set[int] = set()
        open_lists: dict[str, list[int]] = {}
        leading = 0  # where the row of marks that begins the line ends: 二、（一）1.
        for index, mark in enumerate(found):
            if mark.kind in ("ARTICLE", "CHAPTER", "SECTION"):
                open_lists.clear()
                continue
            before = found[index - 1] if index else None
            if mark.start == 0 or (before is not None and leading == before.end == mark.start):
                leading = mark.end
                self._taken.add(index)
            elif text[mark.start - 1] not in _ENDS:
                continue
            members = open_lists.get(mark.kind, [])
            if mark.number == Ordinal(1):
                open_lists[mark.kind] = [index]
            elif members and mark.number == Ordinal(found[members[-1]].number.n + 1):
                members.append(index)
                self._taken.update(members[-2:])

    def takes(self, index: int) -> bool:
        return index in self._taken


def _found(match: re.Match[str]) -> _Found | None:
    kind = cast(Kind, match.lastgroup)
    number = opening(Line(match[0], ())).number
    return _Found(kind, match.start(), match.end(), number) if number is not None else None

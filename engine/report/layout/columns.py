"""Mixed Chinese and Latin text measured and broken by terminal columns (a Chinese character takes two)."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.report.layout.char_width import char_columns

_NOT_FIRST = frozenset(",.;:!?/)]}%”’》」』】〕、。，；：！？）…·")
_NOT_LAST = frozenset("([{“‘《「『【〔（")


def columns(text: str) -> int:
    return sum(char_columns(c) for c in text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text with blanks up to `width` columns, behind it or (`right`) before it."""
    blanks = " " * max(width - columns(text), 0)
    return blanks + text if right else text + blanks


def clip_front(text: str, width: int) -> str:
    """The last columns of the text (the end of a path tells more than its beginning)."""
    return text if columns(text) <= width else "…" + _take(text[::-1], width - 1)[::-1]


def fill(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most `width` columns; `first` leads the first line, `rest` (default: as many
    blanks) every other. A break falls at a blank or beside a wide character, never before a closing or after
    an opening mark; a word longer than a line is cut."""
    if columns(first) + columns(text) <= width:
        return [(first + text).rstrip(" ")]
    indent = " " * columns(first) if rest is None else rest
    lines, line, used = [], first, columns(first)
    fresh = True
    for piece in _pieces(text, max(width - max(columns(first), columns(indent)), 8)):
        size = columns(piece)
        if not fresh and used + columns(piece.rstrip(" ")) > width:
            lines.append(line.rstrip(" "))
            line, used, fresh = indent, columns(indent), True
        if fresh and len(lines) and not piece.strip(" "):
            continue
        line, used, fresh = line + piece, used + size, False
    return [*lines, line.rstrip(" ")]


def _pieces(text: str, longest: int) -> Iterator[str]:
    """The stretches between which a line may be broken."""
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield from _cut(piece, longest)
            piece = ""
        piece += char
    yield from _cut(piece, longest)


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST or char_columns(after) == 0:
        return False
    return before == " " or char_columns(before) == 2 or char_columns(after) == 2 or before == "…"


def _cut(piece: str, longest: int) -> Iterator[str]:
    while columns(piece) > longest:
        head = _take(piece, longest) or piece[0]
        yield head
        piece = piece[len(head) :]
    if piece:
        yield piece


def _take(text: str, width: int) -> str:
    used = 0
    for i, char in enumerate(text):
        used += char_columns(char)
        if used > width:
            return text[:i]
    return text

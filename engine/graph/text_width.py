"""How wide a label will be, without a font: a CJK glyph is one em, any other printing one part of it."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.nearest import shown
from wcwidth import wcwidth

HALF_WIDTH = 0.58
"""Ems of a half-width character: digits and most Latin letters of the usual CJK fonts have 0.5 to 0.58."""

_LABEL_CHARS = 120


def printable(text: str) -> str:
    """The text on one line, control and direction characters spelled out, very long text shortened."""
    return shown(" ".join(text.split()), _LABEL_CHARS)


def ems(text: str) -> float:
    """Width of printable text in ems of its font size."""
    return sum({1: HALF_WIDTH, 2: 1.0}.get(wcwidth(char), 0.0) for char in text)


def wrapped(text: str, limit: float) -> list[str]:
    """Lines of at most `limit` ems: broken at blanks, anywhere in Chinese, inside a word only if it must."""
    lines = [""]
    for piece in _pieces(text):
        if ems(lines[-1] + piece.rstrip()) <= limit:
            lines[-1] += piece
        elif ems(piece.rstrip()) <= limit:
            lines.append(piece)
        else:
            for char in piece:
                if ems(lines[-1] + char) > limit:
                    lines.append("")
                lines[-1] += char
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> Iterator[str]:
    """Stretches that stay together: a wide character, or a word with the blank behind it."""
    word = ""
    for char in text:
        if wcwidth(char) == 2:
            if word:
                yield word
            yield char
            word = ""
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word

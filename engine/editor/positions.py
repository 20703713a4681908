"""Places in a line as editors count them and as diagnostics do.

Columns here are characters from 1, as in `Span`. An editor counts from 0 in the units of an encoding: UTF-16 code
units unless it asked for another one, so that 𠮷 and emoji take two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from guiju.engine.diagnostics.source import Source

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_CODECS: dict[Encoding, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


@lru_cache(maxsize=64)
def lines_of(source: Source) -> tuple[str, ...]:
    """The lines of a text without their ends; at least one."""
    return tuple(source.text.split("\n"))


def units_before(line: str, column: int, encoding: Encoding = "utf-16") -> int:
    """The units of a line before a column (1-based); all of them for a column beyond its end."""
    return _units(line[: max(column - 1, 0)], encoding)


def column_at(line: str, units: int, encoding: Encoding = "utf-16") -> int:
    """The column (1-based) of the character that holds a unit; one past the last for a unit beyond the end."""
    if line.isascii():
        return min(max(units, 0), len(line)) + 1
    passed = 0
    for column, character in enumerate(line, 1):
        passed += _units(character, encoding)
        if passed > units:
            return column
    return len(line) + 1


def offset_of(source: Source, line: int, column: int) -> int:
    """The number of characters of a text before a place; places outside are moved to the nearest inside."""
    lines = lines_of(source)
    line = min(max(line, 1), len(lines))
    before = sum(len(text) + 1 for text in lines[: line - 1])
    return before + min(max(column - 1, 0), len(lines[line - 1]))


def _units(text: str, encoding: Encoding) -> int:
    codec, size = _CODECS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size

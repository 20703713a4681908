"""A line of a file with the faulty stretch underlined, right under wide characters and in over-long lines."""

from __future__ import annotations

from guiju.engine.diagnostics.limits import EXCERPT_WIDTH
from guiju.engine.report.layout.char_width import char_columns
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.words.naming import visible

_CUT = "…"


def excerpt(line: str, start: int, end: int, mark: str = "^", width: int = EXCERPT_WIDTH) -> tuple[str, str]:
    """The line as it can be shown and the marks for its characters `start`..`end` (0-based, end exclusive).

    A character takes as many marks as it takes columns. A line over `width` columns is cut round the marks.
    """
    start = min(max(start, 0), len(line))
    first, last = _window(line, start, width)
    cells = [_cell(c) for c in line[first:last]]
    lead = _CUT if first else ""
    tail = _CUT if last < len(line) else ""
    before = columns(lead) + sum(columns(c) for c in cells[: start - first])
    under = sum(columns(c) for c in cells[start - first : max(end, start + 1) - first])
    return lead + "".join(cells) + tail, " " * before + mark * max(under, 1)


def _window(line: str, start: int, width: int) -> tuple[int, int]:
    """The stretch of the line to show: all of it if it fits, else from some way before `start`."""
    if len(line) <= width and sum(columns(_cell(c)) for c in line) <= width:
        return 0, len(line)
    first, used = start, 0
    while first > 0 and used + columns(_cell(line[first - 1])) <= width // 3:
        first -= 1
        used += columns(_cell(line[first]))
    last = start
    while last < len(line) and used + columns(_cell(line[last])) <= width - 2 * columns(_CUT):
        used += columns(_cell(line[last]))
        last += 1
    return first, max(last, min(start + 1, len(line)))


def _cell(char: str) -> str:
    """One character as shown; a combining mark, which takes no column of its own, by its code point."""
    seen = visible(char)
    return f"<U+{ord(char):04X}>" if len(seen) == 1 and char_columns(seen) == 0 else seen

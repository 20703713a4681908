"""From a position in a text to line and column, and the characters that YAML or the eye trips over."""

from __future__ import annotations

import re
from bisect import bisect_right

from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text

# What YAML allows, without the byte order mark and the three line ends that editors do not show as such.
_ODD = "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_LINE_ENDS = {
    "\x85": "U+0085 NEXT LINE",
    "\u2028": "U+2028 LINE SEPARATOR",
    "\u2029": "U+2029 PARAGRAPH SEPARATOR",
}


class Places:
    """Spans of a source by character position. The parser's own line numbers are not used: it counts U+2028
    and its like as line ends, which no editor shows."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._starts = [0, *(m.end() for m in re.finditer("\n", source.text))]

    def span(self, start: int, end: int) -> Span:
        """Characters `start` to `end` (0-based, exclusive); at least one column wide."""
        line, column = self._at(start)
        last_line, last_column = self._at(end)
        if (last_line, last_column) <= (line, column):
            last_line, last_column = line, column + 1
        return Span(self.source.name, line, column, last_line, last_column)

    def rest_of_line(self, start: int) -> str:
        """The text from `start` to the end of its line."""
        end = self.source.text.find("\n", start)
        return self.source.text[start : end if end >= 0 else None]

    def column(self, position: int) -> int:
        """The column (1-based) of a position."""
        return self._at(position)[1]

    def line_start(self, position: int) -> int:
        """Where the text of the line of `position` begins, behind blanks and list marks."""
        begin = position - self.column(position) + 1
        line = self.source.text[begin:position]
        return begin + len(line) - len(line.lstrip(" -"))

    def _at(self, position: int) -> tuple[int, int]:
        position = min(max(position, 0), len(self.source.text))
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def check_characters(places: Places, problems: Problems) -> bool:
    """Report characters that have no place in a case file, the first of each line.

    False when the YAML parser cannot read on; line ends that editors do not show are no such obstacle.
    """
    text = places.source.text
    if text.replace("\n", "").replace("\t", "").isprintable():  # nothing printable is odd
        return True
    readable = True
    last_line = 0
    for match in re.finditer(_ODD, text):
        char, span = match.group(), places.span(match.start(), match.end())
        readable = readable and char in _LINE_ENDS
        if span.line == last_line:
            continue
        last_line = span.line
        name = _LINE_ENDS.get(char, f"U+{ord(char):04X}")
        problems.add(
            "C011",
            Text(f"这里有看不见的字符 {name}", f"there is an invisible character here: {name}"),
            span,
            Text("删去这个字符,需要换行时按回车键", "delete it; press Enter where a new line is meant"),
        )
    return readable

"""A line of running text: one paragraph of the file, a part of one, or several that were broken apart, without the blanks
and with digits and brackets of one width, so that everything else reads it alike. Each character knows its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter

from guiju.engine.document.grammar import terminal
from guiju.engine.document.model import Cell, Paragraph, Place
from msgspec import Struct

# one character for one, so that places stay what they are
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_SIGNS = str.maketrans("()［］:;,?!﹝﹞“”＂", '（）[]：；，？！〔〕"""')
_WIDTHS |= _SIGNS
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_EMPHASIS = re.compile(r"\s*(\*\*|__)([^*_]{3,34})(\1)")
_AT = attrgetter("at")


class Run(Struct, frozen=True):
    """From character `at` of the line up to the next run: those of paragraph `paragraph` from its character `start`."""

    at: int
    paragraph: int
    start: int


class Line(Struct, frozen=True):
    """`text` has no blanks; `cell` is the place in a table, if it is there. `as_it_was` is the text with the digits,
    brackets and quotation marks of the file, character for character; None where it is the same."""

    text: str
    runs: tuple[Run, ...]
    cell: Cell | None = None
    style: str | None = None
    as_it_was: str | None = None

    @property
    def written(self) -> str:
        """The words as the file has them, to be shown to people; `text` is for comparing."""
        return self.as_it_was if self.as_it_was is not None else self.text

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part from character `start` up to `end` (None: to the last)."""
        end = len(self.text) if end is None else end
        if start >= end:
            return Line("", (), self.cell, self.style)
        first = bisect_right(self.runs, start, key=_AT) - 1
        runs = [Run(0, self.runs[first].paragraph, self._raw(self.runs[first], start))]
        for index in range(first + 1, len(self.runs)):
            run = self.runs[index]
            if run.at >= end:
                break
            runs.append(Run(run.at - start, run.paragraph, run.start))
        was = self.as_it_was[start:end] if self.as_it_was is not None else None
        return Line(self.text[start:end], tuple(runs), self.cell, self.style, was)

    def places(self, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
        """Where the characters from `start` up to `end` stand in the file: one place for each paragraph, blanks between
        them included."""
        end = len(self.text) if end is None else end
        if start >= end:
            return ()
        found: list[Place] = []
        first = bisect_right(self.runs, start, key=_AT) - 1
        for index in range(first, len(self.runs)):
            run = self.runs[index]
            if run.at >= end:
                break
            after = self.runs[index + 1].at if index + 1 < len(self.runs) else len(self.text)
            begin = self._raw(run, max(start, run.at))
            stop = self._raw(run, min(end, after) - 1) + 1
            if found and found[-1].paragraph == run.paragraph:
                begin = found.pop().start
            found.append(Place(run.paragraph, begin, stop))
        return tuple(found)

    def split(self) -> list[Line]:
        """Its pieces between blanks."""
        bounds = [*(run.at for run in self.runs), len(self.text)]
        return [self.cut(start, end) for start, end in pairwise(bounds)]

    def blank_before(self, at: int) -> bool:
        """Whether the file has a blank, or a new line, before character `at`."""
        return bool(self.runs) and self.runs[bisect_right(self.runs, at, key=_AT) - 1].at == at

    @staticmethod
    def _raw(run: Run, at: int) -> int:
        return run.start + at - run.at


def read_line(paragraph: Paragraph) -> Line:
    """The paragraph as a line; its text is empty where there are only blanks. The marks of **第三条** in a plain text go
    with the blanks."""
    kept: list[str] = []
    runs: list[Run] = []
    begun = False
    marks = _stress(paragraph.text)
    for index, char in enumerate(paragraph.text):
        if char.isspace() or char in _UNSEEN or index in marks:
            begun = False
            continue
        if not begun:
            runs.append(Run(len(kept), paragraph.number, index))
            begun = True
        kept.append(char)
    return _line("".join(kept), tuple(runs), paragraph.cell, paragraph.style)


def _stress(text: str) -> frozenset[int]:
    """Where the marks stand that stress the number of an article."""
    stressed = _EMPHASIS.match(text)
    if stressed is None or not terminal("lines", "ARTICLE").match(_bare(stressed[2])):
        return frozenset()
    return frozenset(at for group in (1, 3) for at in range(*stressed.span(group)))


def _bare(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in _UNSEEN).translate(_WIDTHS)


def joined(lines: Iterable[Line]) -> Line:
    """The lines as one, in a row."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    cell = style = None
    for index, line in enumerate(lines):
        if index == 0:
            cell, style = line.cell, line.style
        runs.extend(Run(run.at + length, run.paragraph, run.start) for run in line.runs)
        texts.append(line.written)
        length += len(line.text)
    return _line("".join(texts), tuple(runs), cell, style)


def _line(written: str, runs: tuple[Run, ...], cell: Cell | None, style: str | None) -> Line:
    text = written.translate(_WIDTHS)
    return Line(text, runs, cell, style, written if written != text else None)

"""The lines of one PDF page with their places, from the characters that PDFium finds.

PDFium gives characters in the order of the page's content, with line ends between them; pieces that stand side by side
on one line are put together here. Places are in points, from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium
from msgspec import Struct
from pypdfium2 import PdfPage

_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_HYPHEN = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at the end of a line
_BROKEN = (0, 0xFFFD)
_OVERLAP = 0.6
_CLOSE = 0.25


class Line(Struct, frozen=True):
    """A line of a page and the box round it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


class PageText(Struct, frozen=True):
    """The lines of a page that are seen, and those that are not; `undecoded` of its `chars` characters have no meaning
    that the file gives."""

    seen: tuple[Line, ...]
    unseen: tuple[Line, ...]
    chars: int
    undecoded: int


def page_text(page: PdfPage) -> PageText:
    """All text of a page. Raises `PdfiumError` when the page is damaged."""
    text = page.get_textpage()
    try:
        reader = _Chars(text.raw)
        seen, unseen = list(reader.lines(True)), list(reader.lines(False))
        return PageText(tuple(_side_by_side(seen)), tuple(unseen), reader.count, reader.undecoded)
    finally:
        text.close()


class _Chars:
    def __init__(self, text: pdfium.FPDF_TEXTPAGE) -> None:
        self._text = text
        self.count = max(pdfium.FPDFText_CountChars(text), 0)
        codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(self.count)]
        self._chars = ["-" if c in _HYPHEN else chr(c) if c < 0x110000 else "\ufffd" for c in codes]
        self.undecoded = sum(c in _BROKEN or 0xE000 <= c <= 0xF8FF for c in codes)
        self._shown = self._visibility()

    def _visibility(self) -> list[bool]:
        """For each character whether it is drawn. What PDFium adds (blanks, line ends) goes with the one before."""
        shown, last = [], True
        for index in range(self.count):
            drawn = pdfium.FPDFText_GetTextObject(self._text, index)
            if drawn:
                last = pdfium.FPDFTextObj_GetTextRenderMode(drawn) not in _INVISIBLE
            shown.append(last)
        return shown

    def lines(self, shown: bool) -> Iterator[Line]:
        begun: list[int] = []
        for index, char in enumerate(self._chars):
            if char in "\r\n":
                yield from self._line(begun)
                begun = []
            elif self._shown[index] is shown:
                begun.append(index)
        yield from self._line(begun)

    def _line(self, indexes: list[int]) -> Iterator[Line]:
        marks = [index for index in indexes if not self._chars[index].isspace()]
        if not marks:
            return
        text = "".join(self._chars[index] for index in indexes if marks[0] <= index <= marks[-1])
        boxes = [box for index in {marks[0], marks[-1]} if (box := self._box(index)) is not None]
        if not boxes:
            boxes = [(0.0, 0.0, 0.0, 0.0)]
        left, bottom, right, top = zip(*boxes, strict=True)
        yield Line(text, min(left), min(bottom), max(right), max(top))

    def _box(self, index: int) -> tuple[float, float, float, float] | None:
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(rect)):
            return None
        return rect.left, rect.bottom, rect.right, rect.top


def _side_by_side(lines: list[Line]) -> Iterator[Line]:
    """Pieces of one line as one: those that follow each other at one height, from left to right."""
    before: Line | None = None
    for line in lines:
        if before is not None and _level(before, line) and line.left >= before.right - before.height * _CLOSE:
            gap = " " if line.left > before.right + before.height * _CLOSE else ""
            before = Line(
                before.text + gap + line.text,
                before.left,
                min(before.bottom, line.bottom),
                line.right,
                max(before.top, line.top),
            )
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _level(one: Line, other: Line) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > _OVERLAP * min(one.height, other.height) > 0

"""What stands in the margins of PDF pages: page numbers, and headers and footers that come again from page to page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guiju.engine.document.read_pdf_lines import Line
from msgspec import Struct

_MARGIN = 0.1
_FEWEST_PAGES = 3
_SIGNS = r"[\s\-–—―─·•.,/|~]*"
_NUMBER = re.compile(
    rf"{_SIGNS}(?:第|page)?{_SIGNS}\d{{1,4}}{_SIGNS}页?{_SIGNS}(?:(?:共|of)?{_SIGNS}\d{{1,4}}{_SIGNS}页?)?{_SIGNS}",
    re.IGNORECASE,
)


class Page(Struct, frozen=True):
    """The lines of page `number` (from 1), whose lowest and highest point are `bottom` and `top`."""

    number: int
    lines: tuple[Line, ...]
    bottom: float
    top: float


class WithoutMargins(Struct, frozen=True):
    """The pages without what stands in their margins, and the first words left out that are no page number."""

    pages: tuple[Page, ...]
    sample: str | None


def without_margins(pages: Sequence[Page]) -> WithoutMargins:
    """Leave out page numbers, and what comes again, but for its digits, in the same margin of at least three pages and
    half of all."""
    times: dict[tuple[bool, str], set[int]] = {}
    for page in pages:
        for line in page.lines:
            if (place := _place(page, line)) is not None:
                times.setdefault(place, set()).add(page.number)
    again = {place for place, on in times.items() if len(on) >= max(_FEWEST_PAGES, len(pages) / 2)}
    sample: str | None = None
    kept: list[Page] = []
    for page in pages:
        lines: list[Line] = []
        for line in page.lines:
            place = _place(page, line)
            if place is None or not (place in again or _NUMBER.fullmatch(line.text)):
                lines.append(line)
            elif sample is None and not _NUMBER.fullmatch(line.text):
                sample = line.text
        kept.append(Page(page.number, tuple(lines), page.bottom, page.top))
    return WithoutMargins(tuple(kept), sample)


def _place(page: Page, line: Line) -> tuple[bool, str] | None:
    """Whether the line is in the upper (True) or lower margin, with its text but for digits; None in neither."""
    height, middle = page.top - page.bottom, (line.top + line.bottom) / 2
    text = re.sub(r"\d+", "#", "".join(line.text.split()))
    if middle > page.top - _MARGIN * height:
        return True, text
    if middle < page.bottom + _MARGIN * height:
        return False, text
    return None

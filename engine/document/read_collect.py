"""Paragraphs as they come from a reader: counted, cleaned of signs that nobody sees, held to the limits."""

from __future__ import annotations

import re

from guiju.engine.document.model import Cell, Paragraph
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Counts, over

# Control characters but the tab, soft hyphen, zero-width and direction marks, variation selectors, byte order mark,
# halves of a pair, tags: none shows on paper, each keeps a word from being found.
_UNSEEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def unseen_removed(text: str) -> tuple[str, int]:
    """A text of several lines without these signs, and how many there were."""
    parts = [_UNSEEN.subn("", line) for line in text.split("\n")]
    return "\n".join(line for line, _ in parts), sum(count for _, count in parts)


class Collector:
    """Takes the paragraphs of one document in order. Raises `Unreadable` at the limit of paragraphs or characters."""

    def __init__(self, limits: Limits, counts: Counts) -> None:
        self.paragraphs: list[Paragraph] = []
        self._limits, self._counts, self._chars = limits, counts, 0

    def add(
        self, text: str, *, page: int | None = None, style: str | None = None, cell: Cell | None = None
    ) -> None:
        """Take one paragraph; one without a sign to be seen is left out. Blanks before the text stay, as they may say
        that a paragraph begins; blanks behind it go."""
        text, unseen = _UNSEEN.subn("", text)
        self._counts.add("W031", unseen)
        text = text.rstrip()
        if not text:
            return
        self._chars += len(text)
        if self._chars > self._limits.chars:
            raise over("chars", self._limits.chars)
        if len(self.paragraphs) >= self._limits.paragraphs:
            raise over("paragraphs", self._limits.paragraphs)
        self.paragraphs.append(Paragraph(text, len(self.paragraphs) + 1, page, style, cell))

"""What a document amends: the provisions that 关于修改《…》的决定 speaks of are those of the other text, not its own."""

from __future__ import annotations

from guiju.engine.document.carried import plain_title, quoted
from guiju.engine.document.cited import Source
from guiju.engine.document.grammar import words
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.spots import Spot
from guiju.engine.document.tree import Document, Part


class Amended:
    """The text amended at each place, while a document is read: the one that its title names, or that the sentence
    before the changes does (对《甲办法》作如下修改：), for the whole text or for the point it stands in."""

    def __init__(self, document: Document) -> None:
        self._by_title = [_by_title(part) for part in document.parts]
        self._genres = [part.genre for part in document.parts]
        self._noted: dict[tuple[int, Ordinal | None], Source] = {}

    def at(self, spot: Spot) -> Source | None:
        """The text that places without a source belong to there; None where that is the document itself."""
        here = self._noted.get((spot.part, spot.at.article))
        whole = self._noted.get((spot.part, None))
        return here or whole or self._by_title[spot.part]

    def note(self, spot: Spot, named: list[Source]) -> None:
        """Takes down that a sentence announces changes of the one text that it names."""
        line = spot.line.text
        if len(named) == 1 and line.endswith("：") and any(word in line for word in words("amending")):
            self._noted[spot.part, spot.at.article] = named[0]

    def speaks_of_itself(self, word: str, part: int) -> bool:
        """Whether 本决定 is the document and not, as 本办法 in words that it puts into the other text, that one."""
        return not self._genres[part] or word.endswith(self._genres[part])


def _by_title(part: Part) -> Source | None:
    title = part.title.text if part.title is not None else ""
    named = quoted(title)
    before = title.partition("《")[0]
    if len(named) != 1 or not before.endswith(words("amending")):
        return None
    return Source("title", plain_title(named[0]))

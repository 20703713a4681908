"""Where a document says why and on what basis it is made: before its first article or point."""

from __future__ import annotations

from guiju.engine.document.tree import Document
from guiju.engine.textcase.parts import core_index
from guiju.engine.textcase.text_read import TextRead
from guiju.engine.textcase.values import PARAGRAPH_LEVELS
from msgspec import Struct


class Preamble(Struct, frozen=True):
    """Its passages, by index; `before_points`: articles or points follow it."""

    passages: frozenset[int]
    before_points: bool


def preamble(document: Document, text: TextRead) -> Preamble:
    """The passages of the text that rules before its first article or point, whatever number of sentences they have; of a
    text without any, its first paragraph."""
    core = core_index(document)
    own = [at for at, passage in enumerate(text.passages) if passage.part == core]
    before: list[int] = []
    for at in own:
        if text.passages[at].unit.level not in PARAGRAPH_LEVELS or text.passages[at].heading:
            return Preamble(frozenset(before), before_points=True)
        before.append(at)
    return Preamble(frozenset(own[:1]), before_points=False)

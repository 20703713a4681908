"""Which of the texts of a document one is."""

from __future__ import annotations

from guiju.engine.document.tree import Document
from guiju.engine.textcase.values import ANNEX, COVER, MAIN


def core_index(document: Document) -> int:
    """The index of the text that rules, among the parts."""
    return 1 if document.wrapper is not None else 0


def kind_of_part(document: Document, index: int) -> str:
    core = core_index(document)
    return MAIN if index == core else COVER if index < core else ANNEX

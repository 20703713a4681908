"""The organ that made a document, as far as its head tells."""

from __future__ import annotations

from guiju.engine.case.model import Authority
from guiju.engine.document.grammar import words
from guiju.engine.document.tree import Head
from guiju.engine.textcase.values import LEVELS


def authority_of(head: Head) -> Authority:
    """Its name, and its level where the name leaves no doubt of it; of several organs the first."""
    if not head.issuers:
        return Authority()
    name = head.issuers[0]
    return Authority(
        name, next((level for level, ends in LEVELS.items() if name.endswith(words(ends))), None)
    )

"""The number of an article as a person writes it: 16, 十六, 第十六条, 10-1, 第十条之一."""

from __future__ import annotations

from guiju.engine.diagnostics.words import word
from guiju.engine.document.numbers import Ordinal, numeral

_INSERTED = ("之", "-")


def article_asked(text: str) -> Ordinal | None:
    """None where it is no number of an article."""
    before, after = word("citation", "article").zh.split("{n}")
    bare = "".join(text.split()).removeprefix(before).replace(after, "", 1)
    for mark in _INSERTED:
        head, found, suffix = bare.partition(mark)
        if found:
            number, inserted = numeral(head), numeral(suffix)
            return Ordinal(number, inserted) if number and inserted else None
    number = numeral(bare)
    return Ordinal(number) if number else None

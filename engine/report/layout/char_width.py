"""How many columns of a terminal a character takes."""

from __future__ import annotations

from functools import lru_cache

NARROW = frozenset("·—‘’“”…→≤≥─√×●▲")
"""Marks that the reports themselves use; like ASCII they take one column."""


@lru_cache(maxsize=10_000)
def char_columns(char: str) -> int:
    """0 for a combining mark, 1 or 2 for anything printable.

    What nearly every report is made of is known here; loading the whole table takes longer than a report.
    """
    if " " <= char <= "~" or char in NARROW:
        return 1
    if "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff60":
        return 2
    from wcwidth import wcwidth

    return max(wcwidth(char), 0)

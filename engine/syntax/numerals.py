"""Numbers of articles, paragraphs and items: digits or Chinese numerals inside a token such as 第二十五条."""

from __future__ import annotations

import re

_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MARKS = {"十": 10, "百": 100, "千": 1000}


def ordinal(token: str) -> int:
    """The number inside a citation token; 0 if there is none."""
    found = re.search(r"[0-9]+|[零〇一二两三四五六七八九十百千]+", token)
    if not found:
        return 0
    digits = found.group()
    if digits.isascii():
        return int(digits[:9])
    if not any(c in _MARKS for c in digits):  # 二五 for 25
        return int("".join(str(_VALUES[c]) for c in digits[:9]))
    total = current = 0
    for char in digits:
        if char in _MARKS:
            total += (current or 1) * _MARKS[char]
            current = 0
        else:
            current = _VALUES[char]
    return total + current


def fraction(token: str) -> tuple[int, int]:
    """Numerator and denominator of 三分之二: (2, 3)."""
    denominator, numerator = token.split("分之")
    return ordinal(numerator), ordinal(denominator)

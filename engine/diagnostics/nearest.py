"""The nearest valid name to a wrong one, and characters that only look like others, spelled out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_A_SLIP = 0.8
"""How alike two spellings are that differ by a slip of the pen."""
_A_WORD = 4
"""Bytes of a word that tells something: four letters, or two Chinese characters."""


def nearest(name: str, valid: Iterable[str], count: int = 1) -> list[str]:
    """Up to `count` valid names that resemble `name`, best first (none if nothing resembles it). A name that it is a part
    of comes before one that is merely spelled somewhat like it: `discussion` means `collective_discussion`."""
    cleaned = visible_core(name)
    pool = list(dict.fromkeys(valid))
    if cleaned in pool:
        return [cleaned]
    from difflib import get_close_matches  # only for a name that is wrong

    wanted = cleaned[:80]
    slips = get_close_matches(wanted, pool, n=count, cutoff=_A_SLIP)
    whole = sorted((v for v in pool if wanted in v), key=len) if len(wanted.encode()) >= _A_WORD else []
    alike = get_close_matches(wanted, pool, n=count, cutoff=0.5 if len(cleaned) <= 4 else 0.6)
    return list(dict.fromkeys([*slips, *whole, *alike]))[:count]


def most_alike(name: str, valid: Iterable[str]) -> list[str]:
    """All valid names, those first that have most in common with `name`, otherwise in their order."""
    from difflib import SequenceMatcher

    cleaned = visible_core(name)[:80]
    return sorted(valid, key=lambda other: -SequenceMatcher(None, cleaned, other).ratio())


def visible_core(name: str) -> str:
    """The name as the eye reads it: compatibility forms folded, invisible characters dropped."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Cc", "Zl", "Zp"))


def suspicious(text: str) -> list[str]:
    """The characters of `text` that mislead the eye, as `U+200B ZERO WIDTH SPACE`, each once, in order."""
    found = dict.fromkeys(c for c in text if _misleads(c, text))
    return [f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in found]


def _misleads(char: str, text: str) -> bool:
    category = unicodedata.category(char)
    if category in ("Cf", "Cc", "Cs", "Co", "Zl", "Zp"):
        return True
    code = ord(char)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:  # radicals and compatibility ideographs
        return True
    # Greek and Cyrillic letters inside a Latin word
    return 0x370 <= code <= 0x52F and any("a" <= c.lower() <= "z" for c in text)


def shown(text: str, limit: int = 60) -> str:
    """`text` safe to print: control and direction characters by code point, shortened in the middle."""
    if len(text) <= limit and text.isprintable():  # stricter than `_printable`, and true of nearly every text
        return text
    safe = "".join(c if _printable(c) else f"<U+{ord(c):04X}>" for c in text[: limit * 4])
    if len(text) > limit * 4 or len(safe) > limit:
        keep = limit // 2
        tail = "".join(c if _printable(c) else f"<U+{ord(c):04X}>" for c in text[-keep:])
        return f"{safe[:keep]}…{tail[-keep:]}"
    return safe


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")

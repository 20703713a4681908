"""English grammar for names that packs declare: articles, plurals, lists, and the form of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

_VOWEL_SOUND = re.compile(r"(?!eu|uni|use|usu|util|one|once)[aeiou]|hour|honest|honou?r|heir", re.I)
_SPELLED_VOWEL = re.compile(
    r"[AEFHILMNORSX][A-Z0-9]|[fhlmnrsx][^aeiouy\W_]{1,4}\b|(8|11|18)\b"
)  # NPC, npc, 18
_SIBILANT = re.compile(r"(s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


def a(noun: str) -> str:
    """The noun with its indefinite article, chosen by its sound: an expert review, a unit."""
    vowel = _VOWEL_SOUND.match(noun) or _SPELLED_VOWEL.match(noun)
    return f"{'an' if vowel else 'a'} {noun}"


def plural(noun: str) -> str:
    """The plural of a noun or a compound; what follows "of" stays as it is."""
    head, of, rest = noun.partition(" of ")
    if _SIBILANT.search(head):
        many = f"{head}es"
    elif _CONSONANT_Y.search(head):
        many = f"{head[:-1]}ies"
    else:
        many = f"{head}s"
    return many + of + rest


def listing(parts: Sequence[str], word: Literal["and", "or"]) -> str:
    """`x`, `x and y`, `x, y and z`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def sentence(clause: str) -> str:
    """A clause as a sentence: a capital letter, a full stop."""
    return f"{clause[:1].upper()}{clause[1:]}."

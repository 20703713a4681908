"""Characters that make a pack read otherwise than it looks: invisible ones, and letters that pass for others.

Direction marks, zero widths and soft hyphens are refused anywhere, and so are compatibility forms of Chinese
characters; a Greek or Cyrillic letter is refused inside a word with Latin ones. Diagnostics: P006 such a character,
P002 more of them than are listed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.nearest import shown, visible_core
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text

_HIDDEN = "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\x85"
_FORMS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"  # of Chinese characters
_WORD = re.compile(rf"[\w{_HIDDEN}{_FORMS}]+")
_ALWAYS = re.compile(f"[{_HIDDEN}{_FORMS}]")
_MIXED = re.compile(f"[{_HIDDEN}{_FORMS}\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_LOOKS_LIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420"
    "\u0421\u0422\u0425\u03b1\u03bf\u03c1\u03c5\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f"
    "\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijsABEKMHOPCTXaopuvABEZHIKMNOPTYX",
)


def lookalikes(source: Source) -> list[Diagnostic]:
    """An error for each such character, in order, with the first word that looks like the one it stands in."""
    clean: dict[str, int] = {}
    bad: list[tuple[int, str, str]] = []
    more = 0
    for match in _WORD.finditer(source.text):
        word = match[0]
        hits = list((_MIXED if _LATIN.search(word) else _ALWAYS).finditer(word))
        if not hits:
            clean.setdefault(word, match.start())
        for hit in hits:
            if len(bad) < limits.ERRORS_PER_PACK:
                bad.append((match.start() + hit.start(), hit[0], word))
            else:
                more += 1
    if not bad:
        return []
    lines = [0, *(m.end() for m in re.finditer("\n", source.text))]
    found = [_fault(at, char, word, clean, lines, source) for at, char, word in bad]
    if more:
        message = Text(f"这样的字符另有 {more} 处", f"{more} more characters of this kind")
        found.append(Diagnostic("P002", message, found[-1].span))
    return found


def skeleton(word: str) -> str:
    """What the eye takes a word for: the same for words that look alike."""
    return visible_core(word).translate(_LOOKS_LIKE)


def _fault(
    at: int, char: str, word: str, clean: dict[str, int], lines: list[int], source: Source
) -> Diagnostic:
    name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    message = Text(f"文中有看不出或易混淆的字符 {name}", f"a hidden or misleading character: {name}")
    twin = skeleton(word)
    labels: tuple[Label, ...] = ()
    if twin in clean:
        same = Text(f"看上去与这里的“{shown(twin)}”相同", f"it looks the same as '{shown(twin)}' here")
        labels = (Label(_span(clean[twin], len(twin), lines, source), same),)
    return Diagnostic("P006", message, _span(at, 1, lines, source), labels=labels)


def _span(start: int, length: int, lines: list[int], source: Source) -> Span:
    line = bisect_right(lines, start)
    return source.span(line, start - lines[line - 1] + 1, length)

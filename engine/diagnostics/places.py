"""The place of words in a text, as a reader of either language names it: 第三条第二款第(一)项 is art. 3 para. 2 item 1.

In: a place as the records of a text have it (`engine/textcase/naming.py`). Out: the same, with its English form; a place
of another form is left as it is in both.
"""

from __future__ import annotations

import re
from functools import cache

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import chinese_number, word

_DEEPEST = ("article", "paragraph", "item", "subitem", "sentence")
_UP_TO = 1000
_NUMBER = r"([0-9]+|[一二三四五六七八九十百零〇]+)"
_TITLE = re.compile(r"《[^》]*》")
_POINT = re.compile(_NUMBER + r"[、.．]")
_BRACKETED = re.compile(r"[（(]" + _NUMBER + r"[）)]")
_CIRCLED = re.compile(r"[①-⑳㉑-㊿]")
_ANNEX = re.compile(r"附\s*(?:件|录|表)\s*" + _NUMBER + "?[:：]?")


@cache
def place_words(where: str) -> Text:
    """`where` in both languages."""
    told, rest, bare = [], where, True
    while rest:
        found = _first(rest)
        if found is None:
            return plain(where)
        words, end, bare = found
        told.append(words)
        rest = rest[end:].lstrip()
    return Text(where, " ".join(told)) if told and (bare or len(told) > 1) else plain(where)


def _first(rest: str) -> tuple[str, int, bool] | None:
    """The first step of a place in English, its length, and whether it says something that is no title."""
    for key in _DEEPEST:
        if found := _of_law(key).match(rest):
            numbers = [_value(n) for n in found.groups() if n]
            if None in numbers:
                return None
            label = word("citation", key).en.format(n=numbers[0])
            return label + (f"-{numbers[1]}" if len(numbers) > 1 else ""), found.end(), True
    if found := _TITLE.match(rest):
        return found.group(), found.end(), False
    for key in ("cover", "whole"):
        if rest.startswith(name := word("document_place", key).zh):
            return word("document_place", key).en, len(name), True
    for pattern, form in (
        (_paragraph(), ""),
        (_POINT, "point {n}"),
        (_BRACKETED, "({n})"),
        (_ANNEX, "annex {n}"),
    ):
        if found := pattern.match(rest):
            n = _value(found.group(1)) if found.group(1) else ""
            form = form or word("document_place", "paragraph").en
            return (form.format(n=n).rstrip(), found.end(), True) if n is not None else None
    circled = _CIRCLED.match(rest)
    return (circled.group(), circled.end(), True) if circled else None


@cache
def _of_law(key: str) -> re.Pattern[str]:
    before, after = word("citation", key).zh.replace("(", "[(（]").replace(")", "[)）]").split("{n}")
    inserted = f"(?:之{_NUMBER})?" if key == "article" else ""
    return re.compile(before + _NUMBER + after + inserted)


@cache
def _paragraph() -> re.Pattern[str]:
    before, after = word("document_place", "paragraph").zh.split("{n}")
    return re.compile(before + _NUMBER + after)


def _value(numeral: str) -> int | None:
    return int(numeral) if numeral.isdecimal() else _numerals().get(numeral)


@cache
def _numerals() -> dict[str, int]:
    return {chinese_number(n): n for n in range(1, _UP_TO)}

"""Words of ordinary language that are no keywords, where a text cannot be read: what they are taken to mean.

In: the text of a pack, the place that cannot be read and what may stand there. Out: the nearest such word at that
place or up to three words before it (a word that is no keyword is first taken for a name, so that the reader stumbles
only later), with the keyword or the advice from `grammars/mistaken.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache

from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax.keywords import keyword_table, spellings
from msgspec import Struct

_WORDS_BACK = 3
_LINE_LENGTH = 200
_WORD_BEFORE = re.compile(r"(\w+)\s*\Z")


class Mistaken(Struct, frozen=True):
    """A word that is no keyword, its position in the text, and what to write instead."""

    word: str
    start: int
    hint: Text


class _Entry(Struct, frozen=True):
    words: tuple[str, ...] = ()
    pattern: str | None = None
    keyword: str | None = None
    zh: str = ""
    en: str = ""
    at: str | None = None

    @property
    def patterns(self) -> tuple[str, ...]:
        written = (re.escape(word).replace(r"\ ", r"\s+") for word in self.words)
        return (*written, *([self.pattern] if self.pattern is not None else []))

    def hint(self, word: str) -> Text:
        if self.keyword is None:
            return Text(self.zh, self.en)
        zh, en = _spelt(self.keyword)
        meant = en if word.isascii() else zh
        return Text(f"“{word}”写作“{meant}”", f"write '{meant}' for '{word}'")


def mistaken(text: str, at: int, allowed: Collection[str]) -> Mistaken | None:
    """The mistaken word at position `at` of the text, where the terminals `allowed` may stand, or shortly before."""
    entries, any_of_them = _entries()
    for start, keyword in _starts(text, at):
        passed = keyword is not None
        found = any_of_them.match(text, start)
        if found is None or (keyword is not None and found.end() <= keyword):
            continue
        entry = entries[int((found.lastgroup or "").split("_")[1])]
        if entry.at is None or (not passed and entry.at in allowed):
            word = " ".join(found[0].split())
            return Mistaken(word, start, entry.hint(word))
    return None


def _starts(text: str, at: int) -> Iterator[tuple[int, int | None]]:
    """Where the word at a place begins (None), then the words before it, each with where the first keyword behind it
    begins (0: there is none), which only a phrase reaches: "may not"."""
    start = at
    while text[at : at + 1].isalnum() and start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    yield start, None
    keyword = 0
    for _ in range(_WORDS_BACK):
        before = _WORD_BEFORE.search(text, max(0, start - _LINE_LENGTH), start)
        if before is None:
            return
        start = before.start()
        yield start, keyword
        if not keyword and before[1] in spellings():
            keyword = start


@cache
def _entries() -> tuple[list[_Entry], re.Pattern[str]]:
    """The entries, and one expression for all of them, in whose groups `_3_0` is the first pattern of entry 3.

    Phrases are tried before words, so that "shall not" is not taken for "shall".
    """
    raw = tomllib.loads((GRAMMARS / "mistaken.toml").read_text("utf-8"))["word"]
    entries = [_Entry(**{**entry, "words": tuple(entry.get("words", ()))}) for entry in raw]
    patterns = [(p, f"_{n}_{k}") for n, entry in enumerate(entries) for k, p in enumerate(entry.patterns)]
    patterns.sort(key=lambda pattern: r"\s+" not in pattern[0])
    return entries, re.compile("|".join(f"(?P<{name}>(?:{p})(?!\\w))" for p, name in patterns))


def _spelt(keyword: str) -> tuple[str, str]:
    zh, en = next(group[keyword] for group in keyword_table().values() if keyword in group)
    return zh[0], en[0]

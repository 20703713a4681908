"""The parts of a norm that a citation may name next: articles, paragraphs, items, sentences, from the index."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import inserted, numbered, word
from guiju.engine.editor.about_law import shape_of
from guiju.engine.editor.surroundings import Parts, kind
from guiju.engine.editor.tokens import Before, terminals
from guiju.engine.norms.norm_entry import NormEntry, Provision, article_key
from guiju.engine.norms.norm_index import load_index
from guiju.engine.syntax.numerals import ordinal

_DEPTHS = (
    ("article", "ARTICLE", "ART"),
    ("paragraph", "PARAGRAPH", "PARA"),
    ("item", "ITEM", "ITEM_NO"),
    ("sentence", "SENTENCE", "SENT"),
)
"""The parts of a citation, each with its terminal in Chinese and the keyword before its number in English."""
_NUMBERS = ("NUMBER", "INSERTED")


def provisions(place: Before, language: Lang) -> Iterator[tuple[str, Text, Text | None]]:
    """What may be cited next, as it is written in the language, how the other language writes it, and its shape."""
    norm, cited = _cited(place.parts)
    entry = load_index().get(norm)
    if entry is None:
        return
    for key, chinese, english in _DEPTHS:
        if chinese not in place.accepted and english not in place.accepted:
            continue
        for n, suffix in _numbers(entry, key, cited):
            number = article_key(n, suffix)
            zh, en = _chinese(key, n, suffix), f"{terminals()[english][1][0]} {number}"
            shape = shape_of(entry, n, suffix) if key == "article" else None
            label, other = (en, zh) if language == "en" else (zh, en)
            yield label, Text(other, other), shape


def _chinese(key: str, n: int, suffix: int) -> str:
    """As the formatter writes it: only sentences by digits."""
    if key == "sentence":
        return word("citation", key).zh.format(n=n)
    return inserted(numbered("citation", key, n), suffix).zh


def _cited(parts: Parts) -> tuple[str, dict[str, int]]:
    """The norm that an unfinished citation names, and the numbers it has so far."""
    keys = {terminal: key for key, *both in _DEPTHS for terminal in both}
    found: dict[str, int] = {}
    at = len(parts) - 1
    while at >= 0 and kind(parts[at]) in (*keys, *_NUMBERS):
        word = str(parts[at])
        if kind(parts[at]) in _NUMBERS:
            at -= 1
            if at < 0 or kind(parts[at]) not in keys:
                return "", {}
        number, _, suffix = word.replace("之", "-").partition("-")
        found[keys[kind(parts[at])]] = ordinal(number)
        if suffix:
            found["suffix"] = ordinal(suffix)
        at -= 1
    if at < 0 or kind(parts[at]) != "NAME":
        return "", {}
    return str(parts[at]), found


def _numbers(entry: NormEntry, key: str, cited: dict[str, int]) -> list[tuple[int, int]]:
    """The numbers that exist, of articles with that of one inserted (0: the article itself)."""
    if key == "article":
        found = (name.partition("-") for name in entry.articles)
        return sorted((int(n), int(suffix or 0)) for n, _, suffix in found)
    provision = entry.articles.get(article_key(cited.get("article", 0), cited.get("suffix", 0)))
    if provision is None:
        return []
    return [(n, 0) for n in range(1, _count(provision, key, cited) + 1)]


def _count(provision: Provision, key: str, cited: dict[str, int]) -> int:
    if key == "paragraph":
        return len(provision.paragraphs)
    paragraph = cited.get("paragraph", 1)
    if not 1 <= paragraph <= len(provision.paragraphs):
        return 0
    if key == "item":
        return provision.paragraphs[paragraph - 1]
    sentences = provision.sentences_at(paragraph, cited.get("item"))
    return sentences if sentences > 1 else 0

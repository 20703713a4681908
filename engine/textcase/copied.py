"""Articles of a document that repeat an article of a norm it cites, word for word.

Texts of norms are not at hand, but the digest of each of their articles is (engine/norms/law_text.py); blanks, widths and
the numbers of articles and items do not count in it. An article that differs in one word is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from guiju.engine.norms.law_text import article_form, digest
from guiju.engine.textcase.norms_cited import NormCited
from guiju.engine.textcase.text_read import UnitText

Digests = Callable[[str], Mapping[str, str]]
"""For the key of a norm: the digest of each of its articles, by number (`10`, or `10-1` for one inserted)."""

_SHORTEST = 16


def shipped_digests(key: str) -> Mapping[str, str]:
    """Those of the index that ships with the rules; none for a norm whose text is not in it."""
    from guiju.engine.diagnostics.model import Refused
    from guiju.engine.norms.norm_index import load_index

    try:
        entry = load_index().get(key)
    except Refused:
        return {}
    return {name: provision.digest for name, provision in entry.articles.items()} if entry is not None else {}


def copied(units: Iterable[UnitText], cited: Iterable[NormCited], digests: Digests) -> Mapping[int, str]:
    """By the number of the unit: the provision that it repeats."""
    norms = {norm.norm.key: norm.norm for norm in cited if norm.norm is not None}
    known = {
        value: (norm.title, name)
        for key, norm in sorted(norms.items())
        for name, value in digests(key).items()
    }
    if not known:
        return {}
    texts = {unit.unit.number: unit.text.replace("\n", "") for unit in units}
    found = ((number, known.get(digest(text))) for number, text in texts.items() if len(text) >= _SHORTEST)
    return {number: place[0] + _article(place[1]) for number, place in found if place is not None}


def _article(name: str) -> str:
    number, _, suffix = name.partition("-")
    return article_form(int(number), int(suffix or 0)).zh

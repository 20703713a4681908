"""Reasons as paragraphs of a paper, each requirement in full once: where it comes again, what is the same is referred to.

In: the reasons of one document after the other, with the number of its heading. Out: paragraphs. What is about the one
document (what was found, its words, who looked at it) is always told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.office.numbering import entry_mark
from guiju.engine.report.office.official import phrased, told
from guiju.engine.report.office.paper import Block, Para
from guiju.engine.report.review.blocks import Block as Found
from guiju.engine.report.verdict.paper_parts import labelled, parts_told
from guiju.engine.report.verdict.proof_parts import Part

_OF_RULE = frozenset({"rule", "basis", "cure"})
_ASKED = "question"
_LEAST = 2
"""So many parts make a reference shorter than telling them again."""

_Parts = tuple[tuple[str, tuple[str, ...]], ...]


class ToldOnce:
    """What has been told in one section of a paper, and where."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._first: dict[_Parts, str] = {}
        self._asked: set[tuple[_Parts, _Parts]] = set()

    def blocks(self, found: Sequence[Found], number: str) -> Iterator[Block]:
        """Each with its number under the heading `number`, as a reference names it: (一)3."""
        for at, block in enumerate(found, 1):
            mark = entry_mark(at, self._lang)
            yield Para("", mark + phrased(block.heading, self._lang))
            yield from self._parts(block, f"{number}{mark}".rstrip())

    def _parts(self, block: Found, here: str) -> Iterator[Block]:
        of_rule, asked = _only(block.parts, _OF_RULE), _only(block.parts, {_ASKED})
        again = (of_rule, asked) in self._asked
        self._asked.add((of_rule, asked))
        place = self._first.setdefault(of_rule, here)
        if place == here or len(of_rule) < _LEAST:
            yield from parts_told(block.parts, self._lang)
            return
        yield from parts_told(block.parts, self._lang, left_out=_OF_RULE | {_ASKED} if again else _OF_RULE)
        label = Text("要求、依据等", "Rule, basis and the rest").in_lang(self._lang)
        yield labelled(
            label, told(Text(f"同本部分{place}。", f"as in {place} above."), self._lang), self._lang
        )


def _only(parts: Sequence[Part], keys: set[str] | frozenset[str]) -> _Parts:
    return tuple((part.key, part.lines) for part in parts if part.key in keys)

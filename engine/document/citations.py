"""Every citation of a document, in the order of the text: which text, and which places in it
(grammars/document_citations.lark)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from guiju.engine.diagnostics.text import Text
from guiju.engine.document.amending import Amended
from guiju.engine.document.citation_tokens import CitationTokens
from guiju.engine.document.cited import Cited, Location, Source
from guiju.engine.document.grammar import grammar, words
from guiju.engine.document.locations import Located, Locator, deepest
from guiju.engine.document.sources import Sources
from guiju.engine.document.spots import Provisions, Spot, spots
from guiju.engine.document.tree import Document, Problem
from lark import Lark, Token, Tree

_LONGEST_BEFORE = 24
_ITEMS = {"ITEM": "item", "SUBITEM": "subitem"}


@cache
def _parser() -> Lark:
    return grammar("citations", CitationTokens())


def citations(document: Document) -> tuple[Cited, ...]:
    """The citations in the articles and paragraphs of every text of the document (its titles are not searched)."""
    provisions = [Provisions(part) for part in document.parts]
    reader = _Reader(Sources(document), Locator(provisions), provisions, Amended(document))
    return tuple(cited for spot in spots(document) for cited in reader.read(spot))


class _Reader:
    def __init__(
        self, sources: Sources, locator: Locator, provisions: list[Provisions], amended: Amended
    ) -> None:
        self._sources = sources
        self._locator = locator
        self._provisions = provisions
        self._before: tuple[Spot, int, Cited] | None = None
        self._amended = amended

    def read(self, spot: Spot) -> Iterator[Cited]:
        tree = _parser().parse(spot.line.text)
        named: list[Source] = []
        for group in tree.children:
            if not isinstance(group, Tree):
                continue
            cites = [child for child in group.children if isinstance(child, Tree)]
            listed = isinstance(group.children[-1], Token) and group.children[-1].type == "OPEN_LIST"
            for cite in cites:
                for cited in self._cited(cite, spot, listed):
                    if cited.source.kind == "title":
                        named.append(cited.source)
                    if cited.locations:
                        self._before = spot, _end(cite), cited
                    yield cited
        self._amended.note(spot, named)

    def _cited(self, cite: Tree[Token], spot: Spot, listed: bool) -> Iterator[Cited]:
        tokens = list(cite.scan_values(lambda value: isinstance(value, Token)))
        start = tokens[0].start_pos or 0
        end = _end(cite)
        source_tree, places_tree = _parts(cite)
        if source_tree is not None:
            source = self._sources.named(source_tree, spot.part)
            if places_tree is None and _is_form(source):
                return
        else:
            source = self._unnamed(tokens[0], spot, start)
        if source.kind == "self" and places_tree is None:
            return  # 本办法 alone cites nothing
        amended = self._amended.at(spot)
        if amended is not None and tokens[0].type in ("BACK", "THIS"):
            return  # 前款 in words that are put into another text is a place of that one
        if amended is not None and source.kind == "self":
            source = source if self._amended.speaks_of_itself(str(tokens[0]), spot.part) else amended
        found = Located([], [], [])
        if places_tree is not None:
            relative = source.kind in ("relative", "self") and source_tree is None
            last = None
            if source_tree is None and self._goes_on(tokens[0], spot, start):
                assert self._before is not None
                source, last = self._before[2].source, self._before[2].locations[-1]
            found = self._locator.read(places_tree, spot.at, spot.part, source.part, relative, last)
        problems = (*found.problems, *self._missing(source, found.locations))
        places = spot.line.places(start, end)
        yield Cited(
            source,
            tuple(found.locations),
            spot.line.written[start:end],
            places,
            spot.part,
            spot.at.article,
            listed,
            tuple(found.inherited),
            tuple(Problem(p.kind, p.message, p.places or places) for p in problems),
        )

    def _goes_on(self, token: Token, spot: Spot, start: int) -> bool:
        """前款第一项情形由甲批准，第二项情形由乙决定: a place of the level that the one before it in the sentence has."""
        if self._before is None or self._before[0] is not spot or token.type not in _ITEMS:
            return False
        _, end, cited = self._before
        return deepest(cited.locations[-1]) == _ITEMS[token.type] and "。" not in spot.line.text[end:start]

    def _unnamed(self, token: Token, spot: Spot, start: int) -> Source:
        """The source of places that name none: a short name right before them, else this text."""
        if token.type in ("BACK", "THIS"):
            return Source("relative", part=spot.part)
        before = spot.line.text[max(0, start - _LONGEST_BEFORE) : start]
        known = self._sources.bare(before, spot.part)
        return known or self._amended.at(spot) or Source("relative", part=spot.part)

    def _missing(self, source: Source, locations: list[Location]) -> Iterator[Problem]:
        """Places of the document's own texts that are not there; what comes before the first article of a fragment may
        well be in the whole."""
        if source.part is None:
            return
        provisions = self._provisions[source.part]
        if not provisions.articles:
            return
        first = min(provisions.articles)
        for location in locations:
            lost = location.article is not None and location.article < first
            if not lost and not location.paragraph_unknown and provisions.find(location) is None:
                message = Text("引用的条款在本文件里没有", "the provision cited is not in this document")
                yield Problem("no such provision", message)
                return


def _is_form(source: Source) -> bool:
    """《…许可证》, 《…协议》: what is filled in or signed, and no norm."""
    return (
        source.kind == "title" and source.number is None and (source.title or "").endswith(words("form_end"))
    )


def _end(cite: Tree[Token]) -> int:
    last = list(cite.scan_values(lambda value: isinstance(value, Token)))[-1]
    return (last.start_pos or 0) + len(last)


def _parts(cite: Tree[Token]) -> tuple[Tree[Token] | None, Tree[Token] | None]:
    trees = {str(child.data): child for child in cite.children if isinstance(child, Tree)}
    return trees.get("source"), trees.get("places")

"""The lines of a document with their clauses on time, parsed (grammars/document_clauses.lark)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from guiju.engine.document.grammar import Merging, grammar, words
from guiju.engine.document.model import Place
from guiju.engine.document.spots import Spot, spots
from guiju.engine.document.tree import Document
from lark import Lark, Token, Tree
from msgspec import Struct

_MOST_BEFORE = 80
_PASSED_OVER = frozenset(("OTHER", "COMMA", "STOP", "TITLE", "SELF"))
Child = Token | Tree[Token]
_BEGINNINGS = frozenset(("DATE", "SHORT_DATE", "TORN_DATE", "EVENT", "AT_ONCE"))
LEADS_TO = {
    "FROM": _BEGINNINGS,
    "STARTS_ON": _BEGINNINGS,
    "UNTIL": frozenset(("DATE", "SHORT_DATE")),
    "TRIAL": frozenset(("DURATION",)),
}


class Clause(Struct, frozen=True):
    """A clause of one line. `before` are the tokens of its sentence before it, the last ones if there are many; `first`:
    no sentence of the line comes before its own."""

    spot: Spot
    kind: str
    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    first: bool
    tree: Child

    @property
    def start(self) -> int:
        return self.tokens[0].start_pos or 0

    @property
    def end(self) -> int:
        return (self.tokens[-1].start_pos or 0) + len(self.tokens[-1])

    @property
    def text(self) -> str:
        return self.spot.line.text[self.start : self.end]

    @property
    def places(self) -> tuple[Place, ...]:
        return self.spot.line.places(self.start, self.end)

    def token(self, *kinds: str) -> Token | None:
        """The first of its tokens that is of one of these kinds."""
        return next((token for token in self.tokens if token.type in kinds), None)


class ClauseTokens(Merging):
    """自, 至 and 施行日期为 are text where no day follows (有效期至新办法出台之日止), 试行 where no term does."""

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        tokens = list(stream)
        told = (
            Token.new_borrow_pos("OTHER", str(token), token) if _leads_nowhere(token, after) else token
            for token, after in zip(tokens, (*tokens[1:], None), strict=False)
        )
        return super().process(told)


def _leads_nowhere(token: Token, after: Token | None) -> bool:
    wanted = LEADS_TO.get(token.type)
    return wanted is not None and (after is None or after.type not in wanted)


@cache
def _parser() -> Lark:
    return grammar("clauses", ClauseTokens())


def clauses(document: Document) -> tuple[Clause, ...]:
    """Every clause and token of the lines in which there may be a clause, in the order of the text."""
    lines = (spot for spot in spots(document) if any(word in spot.line.text for word in words("in_clauses")))
    return tuple(clause for spot in lines for clause in _of_line(spot) if clause.kind not in _PASSED_OVER)


def _of_line(spot: Spot) -> Iterator[Clause]:
    before: list[Token] = []
    first = True
    for child in _parser().parse(spot.line.text).children:
        tokens = _tokens(child)
        kind = child.type if isinstance(child, Token) else str(child.data)
        yield Clause(spot, kind, tokens, tuple(before[-_MOST_BEFORE:]), first, child)
        if kind == "STOP" and str(child) != "：":
            before, first = [], False
        else:
            before.extend(tokens)


def _tokens(child: Child) -> tuple[Token, ...]:
    if isinstance(child, Token):
        return (child,)
    return tuple(chain.from_iterable(_tokens(inner) for inner in child.children))

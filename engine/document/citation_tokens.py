"""Between the words of a line and the grammar of citations: which signs join citations, and where the number of a
document begins. A token holds its place in the line; a sign that is needed and not written (《甲》《乙》) is put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from guiju.engine.document.grammar import Merging, words
from lark import Token

_LEVELS = frozenset(
    ("BOOK", "CHAPTER", "SECTION", "ARTICLE", "PARAGRAPH", "ITEM", "SUBITEM", "SEVERAL", "BACK", "THIS")
)
_SOURCES = frozenset(("TITLE", "UNCLOSED", "SELF", "THAT", "ABOVE"))
_ENDS_SOURCE = _SOURCES | {"YEAR_SERIAL"}
_OF = ("的", "中", "中的")
_LONGEST_CODE = 12
_NO_CODE = frozenset("，。；：、！？（）《》〈〉“”的")


State = Literal["outside", "source", "place", "part of place"]


class CitationTokens(Merging):
    """The tokens of a line as its grammar, which takes any row of them, has them."""

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        state: State = "outside"
        ranging = False
        ahead = _with_codes(super().process(stream))
        token = next(ahead, None)
        while token is not None:
            after = next(ahead, None)
            if token.type == "REST_OF_RANGE" and not ranging:
                token = _as(token, "OTHER")
            elif token.type in ("SEP", "TO"):
                token = _joining(token, after, state)
            elif token == "的" or token == "中":
                if state == "source" and after is not None and after.type in _LEVELS:
                    token, after = after, next(ahead, None)
            elif token.type in _SOURCES | {"CODE"} and state != "outside":
                yield Token.new_borrow_pos("PLUS", "", token)
            yield token
            state, ranging = _next(state, token), token.type == "TO_PLACE"
            token = after


def _next(state: State, token: Token) -> State:
    kind = token.type
    if kind in _ENDS_SOURCE or (kind == "NOTE" and state == "source"):
        return "source"
    if kind in _LEVELS or kind == "REST_OF_RANGE":
        return "place"
    if kind in ("PROVISO", "HALF") and state == "place":
        return "part of place"
    return "outside"


def _joining(token: Token, after: Token | None, state: State) -> Token:
    """A sign between citations: AND or TO_PLACE before another place of the same source, PLUS before another source."""
    if after is None or state == "outside":
        return _as(token, "OTHER")
    if token.type == "TO" and state != "source" and after.type in _LEVELS | {"REST_OF_RANGE"}:
        return _as(token, "TO_PLACE")
    if token.type == "SEP" and after.type in _LEVELS and state != "source":
        return _as(token, "PLUS" if after.type in ("BACK", "THIS") else "AND")
    if token.type == "SEP" and after.type in _SOURCES | _LEVELS | {"CODE"}:
        return _as(token, "PLUS")
    return _as(token, "OTHER")


def _with_codes(stream: Iterator[Token]) -> Iterator[Token]:
    """〔2019〕12号 with the code that stands before it: the end of what comes before becomes a token of its own."""
    held: Token | None = None
    for token in stream:
        if token.type == "YEAR_SERIAL":
            start = _code_start(held) if held is not None else None
            if held is not None and start is not None:
                if start:
                    yield Token("OTHER", held[:start], held.start_pos)
                yield Token("CODE", held[start:], (held.start_pos or 0) + start)
            elif held is not None:
                yield held
            held = None
            yield token if start is not None else _as(token, "OTHER")
            continue
        if held is not None:
            yield held
        held = token
    if held is not None:
        yield held


def _code_start(text: Token) -> int | None:
    """Where in the text before the year the code of the issuer begins; None if there is none."""
    if text.type != "OTHER":
        return None
    start = max(0, len(text) - _LONGEST_CODE)
    for at in range(len(text) - 1, start - 1, -1):
        if text[at] in _NO_CODE:
            start = at + 1
            break
    tail = text[start:]
    for lead in words("before_code"):
        at = tail.rfind(lead)
        if at >= 0:
            start += at + len(lead)
            tail = text[start:]
    return start if tail else None


def _as(token: Token, kind: str) -> Token:
    return Token.new_borrow_pos(kind, str(token), token)

"""The words of a pack that may be unfinished: its tokens, and what the parser would take at a place.

The text is parsed from the beginning of the declaration before the place up to it, by the LALR automaton of the
language; what may not stand there is dropped, so that a fault before the place does not hide what may come next.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, cast

from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.editor.positions import offset_of
from guiju.engine.syntax.keywords import (
    declaration_terminals,
    keyword_table,
    resuming_terminals,
    spellings,
)
from guiju.engine.syntax.parse import parser, takes
from lark import Token, UnexpectedCharacters, UnexpectedToken
from lark.lexer import ContextualLexer
from msgspec import Struct

_WORD = re.compile(r"[^\W\d]\w*")
_CLOSED = re.compile(r'"[^"\n]*"|“[^”\n]*”|＂[^＂\n]*＂|「[^」\n]*」|《[^》\n]*》')
_OPENED = re.compile(r'["“＂「《#]')
_WHOLE = ("ARTICLE", "TO_ARTICLE", "PARAGRAPH", "ITEM", "SENTENCE")
"""Tokens that begin with a letter and are finished by their last sign, which nothing could prolong."""


class Before(Struct, frozen=True):
    """What stands before a place: the word that is being written there (its beginning), the terminals that may come
    in its stead, the unfinished parts before it, and the same as they are if a name comes next (None if none may)."""

    prefix: str
    accepted: frozenset[str]
    parts: tuple[object, ...]
    parts_before_name: tuple[object, ...] | None
    declaration: str


@cache
def terminals() -> dict[str, tuple[list[str], list[str]]]:
    """The spellings of every keyword terminal, Chinese and English."""
    return {terminal: both for group in keyword_table().values() for terminal, both in group.items()}


@lru_cache(maxsize=16)
def tokens_of(source: Source) -> tuple[Token, ...]:
    """The tokens of a text, each taken for a keyword if it can be one; what is no token is passed over."""
    thread = cast(Any, parser().parse_interactive(source.text)).lexer_thread
    lexer = cast(ContextualLexer, thread.lexer).root_lexer
    found: list[Token] = []
    while True:
        try:
            found.append(lexer.next_token(thread.state, None))
        except EOFError:
            return tuple(found)
        except UnexpectedCharacters as error:
            thread.state.line_ctr.feed(source.text[error.pos_in_stream or 0])


def token_at(source: Source, line: int, column: int) -> Token | None:
    """The token that a place is in, or else right behind."""
    offset = offset_of(source, line, column)
    near = [t for t in tokens_of(source) if (t.start_pos or 0) <= offset <= (t.end_pos or 0)]
    return near[-1] if near else None


def language_of(source: Source) -> Lang:
    """The language in which most keywords of a text are written; Chinese if neither prevails."""
    known = spellings()
    words = [w for w in _WORD.findall(source.text) if w in known]
    english = sum(w.isascii() for w in words)
    return "en" if english * 2 > len(words) else "zh"


def before(source: Source, line: int, column: int) -> Before | None:
    """What stands before a place; None inside a text, a title or a comment."""
    text = source.text[: offset_of(source, line, column)]
    if _OPENED.search(_CLOSED.sub("", text[text.rfind("\n") + 1 :])):
        return None
    start = _declaration_start(text)
    reading = _Reading(text[start:])
    reading.read()
    interactive = reading.interactive
    state = interactive.parser_state
    table = parser().terminals
    accepted = frozenset(t.name for t in table if takes(state, state.state_stack, t.name))
    parts = tuple(state.value_stack)
    named = None
    if "NAME" in accepted:
        state = state.copy(deepcopy_values=False)
        state.feed_token(Token("NAME", reading.prefix))
        named = tuple(state.value_stack[:-1])
    return Before(reading.prefix, accepted, parts, named, _declaration(source.text, start))


def _declaration_start(text: str) -> int:
    """Where the last line begins that starts a declaration at the left edge."""
    last = 0
    for found in re.finditer(r"^[^\W\d]\w*", text, re.MULTILINE):
        if spellings().get(found[0]) in declaration_terminals():
            last = found.start()
    return last


def _declaration(text: str, start: int) -> str:
    """The text of a declaration up to the next one."""
    for found in re.finditer(r"^[^\W\d]\w*", text[start + 1 :], re.MULTILINE):
        if found.start() and spellings().get(found[0]) in declaration_terminals():
            return text[start : start + 1 + found.start()]
    return text[start:]


class _Reading:
    """One pass over the text before a place. A word that the text ends with is not read but kept as `prefix`."""

    def __init__(self, text: str) -> None:
        self.interactive: Any = parser().parse_interactive(text)
        self.prefix = ""
        self._end = len(text)

    def read(self) -> None:
        lexer = self.interactive.lexer_thread
        while True:
            try:
                for token in lexer.lex(self.interactive.parser_state):
                    self._take(token)
                return
            except UnexpectedToken as error:
                self._take(error.token)
            except UnexpectedCharacters as error:
                lexer.state.line_ctr.feed(lexer.state.text[error.pos_in_stream or 0])

    def _take(self, token: Token) -> None:
        if token.end_pos == self._end and _WORD.match(str(token)) and token.type not in _WHOLE:
            self.prefix = str(token)
            return
        state = self.interactive.parser_state
        if takes(state, state.state_stack, token.type):
            self.interactive.feed_token(token)
        elif token.type in resuming_terminals() or token.type == "RBRACE":
            self._resume(token)

    def _resume(self, token: Token) -> None:
        """Drop unfinished parts until one can go on with the token; if none can, the token is dropped."""
        state = self.interactive.parser_state
        for keep in range(len(state.state_stack) - 1, 0, -1):
            if takes(state, state.state_stack[:keep], token.type):
                del state.state_stack[keep:]
                del state.value_stack[keep - 1 :]
                self.interactive.feed_token(token)
                return

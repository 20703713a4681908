"""The grammars of documents, built once each, when first used.

What is read here anyone may have written. LALR parsing takes time proportional to the text, and the terminals, those of
`grammars/document_*.lark`, have bounded repetitions or possessive ones over one class of characters: they never go back
over more than a few characters, whatever the text. So the regular expressions of the standard library serve, and no
engine of another kind is needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, Protocol

from guiju.engine.diagnostics.shipped import GRAMMARS
from lark import Lark
from lark.lexer import Lexer, Token

_LIST = re.compile(r"<([a-z_]+)>")


class Postlex(Protocol):
    """Goes over the tokens between lexer and parser."""

    always_accept: tuple[str, ...]

    def process(self, stream: Iterator[Token]) -> Iterator[Token]: ...


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    table: Mapping[str, list[str]] = tomllib.loads((GRAMMARS / "document_words.toml").read_text("utf-8"))
    return {
        name: tuple(sorted(dict.fromkeys(each), key=lambda w: (-len(w), w))) for name, each in table.items()
    }


def words(name: str) -> tuple[str, ...]:
    """A list of `grammars/document_words.toml`, longer words before shorter ones; KeyError if there is none."""
    return _lists()[name]


def _either(match: re.Match[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words(match[1])) + ")"


class Merging:
    """A `Postlex` that makes one token of each run of text between the others."""

    always_accept: tuple[str, ...] = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        for is_text, tokens in groupby(stream, key=lambda token: token.type == "OTHER"):
            if not is_text:
                yield from tokens
                continue
            run = list(tokens)
            yield run[0] if len(run) == 1 else Token("OTHER", "".join(run), run[0].start_pos)


class Given(Lexer):
    """For a grammar over tokens that are already there."""

    def __init__(self, _conf: object) -> None:
        """Nothing of the grammar is needed to hand the tokens on."""

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        yield from lexer_state


@cache
def grammar(name: str, postlex: Postlex | None = None) -> Lark:
    """The parser of `grammars/document_{name}.lark`, in whose terminals `<name>` is any word of that list.

    With `postlex` the lexer takes every terminal anywhere and hands its tokens to that; without, only those that fit.
    """
    path = GRAMMARS / f"document_{name}.lark"
    return Lark(
        _LIST.sub(_either, path.read_text("utf-8")),
        parser="lalr",
        lexer="contextual" if postlex is None else "basic",
        postlex=postlex,
        maybe_placeholders=False,
        source_path=str(path),
        import_paths=[str(GRAMMARS)],
    )


@cache
def token_grammar(name: str, starts: tuple[str, ...]) -> Lark:
    """The parser of `grammars/document_{name}.lark`, a grammar over tokens that the caller makes."""
    text = (GRAMMARS / f"document_{name}.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer=Given, start=list(starts), maybe_placeholders=False)


@cache
def terminal(name: str, *terminals: str) -> re.Pattern[str]:
    """Any of these terminals of a grammar, the first before the others, as a regular expression with groups so named."""
    lark = grammar(name)
    return re.compile("|".join(f"(?P<{t}>{lark.get_terminal(t).pattern.to_regexp()})" for t in terminals))

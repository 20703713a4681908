"""The text of a pack as the formatter sees it: Lark's tree, with the comments and blank lines that the grammar skips.

A comment on a line of its own belongs to the token after it; one that ends a line, to the token before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from guiju.engine.diagnostics.source import Source
from guiju.engine.syntax.parse import parser
from lark import Token, Tree
from msgspec import Struct


class Comment(Struct, frozen=True):
    """A comment on its own line; `apart` when a blank line stands before it."""

    text: str
    apart: bool


class Leaf(Struct, frozen=True):
    """A token: `kind` is its terminal, line and column are 1-based.

    `before` are the comments above it, `apart` says that a blank line stands right above it, `after` is the comment
    that ends its line. `allowed` are the terminals that may stand at its place.
    """

    kind: str
    text: str
    line: int = 0
    column: int = 0
    before: tuple[Comment, ...] = ()
    apart: bool = False
    after: str = ""
    allowed: Collection[str] = ()


class Node(Struct, frozen=True):
    """What a rule of the grammar has read, with every sign and keyword in it."""

    rule: str
    children: tuple[Part, ...]


Part = Node | Leaf

_NAMES = ("NAME", "TRUE", "FALSE", "NONE", "START", "END", "ACTOR", "EVIDENCE")


def read(source: Source) -> tuple[Node, Leaf]:
    """The tree of a pack whose text is known to have no errors, and its end, which carries the last comments."""
    interactive: Any = parser().parse_interactive(source.text)
    tokens: list[Token] = []
    allowed: list[Collection[str]] = []
    for token in interactive.iter_parse():
        tokens.append(token)
        allowed.append(interactive.choices())
    tree = interactive.feed_eof(tokens[-1] if tokens else None)
    *leaves, end = _leaves(source.text, tokens, allowed)
    by_place = {token.start_pos: leaf for token, leaf in zip(tokens, leaves, strict=True)}
    return _node(tree, by_place), end


def leaves_of(part: Part) -> Iterator[Leaf]:
    """The tokens of a part in their order."""
    if isinstance(part, Leaf):
        yield part
        return
    for child in part.children:
        yield from leaves_of(child)


def words_of(source: Source) -> list[Leaf]:
    """The words of a text without errors that are names or may serve as such, in their order."""
    return [leaf for leaf in leaves_of(read(source)[0]) if leaf.kind in _NAMES]


def _node(tree: Tree[Token], leaves: dict[int | None, Leaf]) -> Node:
    parts = (_node(c, leaves) if isinstance(c, Tree) else leaves[c.start_pos] for c in tree.children)
    return Node(str(tree.data), tuple(parts))


def _leaves(text: str, tokens: list[Token], allowed: list[Collection[str]]) -> list[Leaf]:
    ends = [0, *(token.end_pos or 0 for token in tokens)]
    starts = [*(token.start_pos or 0 for token in tokens), len(text)]
    skipped = [_skipped(text[a:b], first=a == 0) for a, b in zip(ends, starts, strict=True)]
    out = []
    for token, may, (_, before, apart), (after, _, _) in zip(
        tokens, allowed, skipped[:-1], skipped[1:], strict=True
    ):
        place = (token.line or 1, token.column or 1)
        out.append(Leaf(token.type, str(token), *place, before, apart, after, may))
    _, before, apart = skipped[-1]
    return [*out, Leaf("$END", "", before=before, apart=apart)]


def _skipped(gap: str, *, first: bool) -> tuple[str, tuple[Comment, ...], bool]:
    """What stands between two tokens: the comment that ends the line, those on lines of their own, and whether
    a blank line comes last."""
    ending, *lines = (line.strip() for line in gap.split("\n"))
    if first and ending:
        ending, lines = "", [ending, *lines]
    before: list[Comment] = []
    apart = False
    for line in lines[:-1] if lines and not lines[-1] else lines:
        if line:
            before.append(Comment(line, apart))
        apart = not line
    return ending, tuple(before), apart

"""From the tree of a pack to clauses: words with the blanks between them, and blocks in braces.

Clauses are found by their braces and by the groups of `keywords.toml`, so that a new keyword needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.syntax.format_read import Comment, Leaf, Node, Part, leaves_of
from guiju.engine.syntax.format_words import Speller
from guiju.engine.syntax.keywords import keyword_table, sign
from msgspec import Struct


class Break(Struct, frozen=True):
    """A place where a line may end. Of several the one in the outermost form is taken, `depth` counts them from
    outside. `flush`: what follows is a part of its own and is not indented further when it breaks again."""

    depth: int
    flush: bool = False


class Word(Struct):
    """A piece of a line; `glued` when no blank stands before it. Comments as in `Leaf`."""

    text: str
    glued: bool = False
    broken: Break | None = None
    before: tuple[Comment, ...] = ()
    apart: bool = False
    after: str = ""


class Block(Struct):
    """Clauses in braces. `flat`: they may stand on one line, with `joint` between them."""

    open: Word
    items: list[Clause]
    close: Word
    flat: bool
    joint: str


class Clause(Struct):
    """A clause or a declaration; `keyword` is the terminal it begins with. The first piece is a word."""

    keyword: str
    pieces: list[Word | Block]

    @property
    def first(self) -> Word:
        piece = self.pieces[0]
        return piece.open if isinstance(piece, Block) else piece

    @property
    def last(self) -> Word:
        piece = self.pieces[-1]
        return piece.close if isinstance(piece, Block) else piece


_VALUES = ("list_of_records", "map_value")
"""Braces around a value, not around clauses."""

_FLAT_DECLARATIONS = ("NORM",)
_TIGHT_VALUE = "map_value"
_TIGHT_BEFORE = ("COMMA", "SEMICOLON", "COLON", "DOT", "RPAR", "RBRACKET")
_TIGHT_AFTER = ("LPAR", "LBRACKET", "DOT")
_OPERATORS = ("AND", "OR", "PIPE", "SLASH", "PLUS", "MINUS", "TIMES", "DIVIDED")
_RELATIONS = ("BEFORE", "THEN", "LASTS", "AGAINST")
_PLAIN_PARTS = 2
_WITH_OPTIONS = ("exists", "forbid", "precedes", "responds", "lasts", "window")
"""Requirements, whose parts after the step may go on the next line."""


def shape(part: Part, speller: Speller) -> Clause:
    """A declaration or clause, its words spelled."""
    keyword = next((leaf.kind for leaf in leaves_of(part)), "")
    clause = Clause(keyword, [])
    _Shaper(speller, clause).add(part)
    return clause


class _Shaper:
    """Adds the words and blocks of a part to its clause."""

    def __init__(self, speller: Speller, clause: Clause) -> None:
        self._speller = speller
        self._clause = clause
        self._last: Leaf | None = None
        self._open_value = False  # the last sign opens a record in a list: {a = 1, b = 2}

    def add(self, part: Part) -> None:
        if isinstance(part, Leaf):
            self._word(part, Node("", (part,)), 0, None)
        else:
            self._node(part, 0, None)

    def _node(self, node: Node, depth: int, broken: Break | None) -> None:
        opened, closed = _braces(node)
        for index, child in enumerate(node.children):
            if index == opened:
                self._block(node, opened, closed)
            if opened <= index <= closed:
                continue
            at = _break(node, index, depth) if index else broken
            if isinstance(child, Leaf):
                self._word(child, node, index, at)
            else:
                self._node(child, depth + 1, at)

    def _word(self, leaf: Leaf, node: Node, index: int, broken: Break | None) -> None:
        last = self._last
        number = last.text if last is not None and last.kind == "NUMBER" else ""
        text = self._speller.spell(leaf, node, number)
        glued = last is not None and self._glued(last, leaf, node, index)
        word = Word(text, glued, None if glued else broken, leaf.before, leaf.apart, leaf.after)
        self._clause.pieces.append(word)
        self._last = leaf
        self._open_value = node.rule == _TIGHT_VALUE and leaf.kind == "LBRACE"

    def _glued(self, last: Leaf, leaf: Leaf, node: Node, index: int) -> bool:
        if leaf.kind in _TIGHT_BEFORE or last.kind in _TIGHT_AFTER:
            return True
        if self._open_value or (node.rule == _TIGHT_VALUE and leaf.kind == "RBRACE"):
            return True
        if leaf.kind == "LPAR":  # the one that begins a form of its own is not that of a step or function
            return index > 0 and last.kind != "SATISFIES"
        if last.kind == "MINUS" and node.children[0] is last:
            return True
        return self._speller.language == "zh" and self._glued_in_chinese(last, leaf, node)

    def _glued_in_chinese(self, last: Leaf, leaf: Leaf, node: Node) -> bool:
        if last.kind == "NUMBER":
            return node.rule in ("unit", "money") or leaf.kind == "PIECES"
        if leaf.kind == "NUMBER":
            words = [piece.text for piece in self._clause.pieces[-1:] if isinstance(piece, Word)]
            return last.kind in ("AT_LEAST", "WITHIN") and words == [keyword_table()["word"][last.kind][0][1]]
        return leaf.kind in ("INSIDE", "TO_ARTICLE", "PARAGRAPH", "ITEM", "SENTENCE")

    def _block(self, node: Node, opened: int, closed: int) -> None:
        table = keyword_table()
        start, end = node.children[opened], node.children[closed]
        assert isinstance(start, Leaf) and isinstance(end, Leaf)
        head = next(leaves_of(node)).kind
        open_, close = (
            Word(s, after=x.after, before=x.before, apart=x.apart)
            for s, x in zip("{}", (start, end), strict=True)
        )
        required = head in table["requirement"]
        flat = head not in table["declaration"] or head in _FLAT_DECLARATIONS
        items = list(_items(node.children[opened + 1 : closed]))
        clauses, left = self._clauses(items, drop=required)
        close.before = (*left, *close.before)
        if required:  # alternatives are read one below the other, unless there are only two plain ones
            flat = len(clauses) <= _PLAIN_PARTS and not any(_has_block(clause) for clause in clauses)
        self._clause.pieces.append(Block(open_, clauses, close, flat, "; " if required else "  "))
        self._last = end

    def _clauses(self, items: Iterable[Part], *, drop: bool) -> tuple[list[Clause], list[Comment]]:
        """The clauses of a block, and the comments after the last of them that have lost their sign.

        Signs between clauses are left out if `drop`, else they end the clause before them.
        """
        clauses: list[Clause] = []
        waiting: list[Comment] = []
        for item in items:
            if not isinstance(item, Leaf) or not clauses:
                clause = shape(item, self._speller)
                clause.first.before = (*waiting, *clause.first.before)
                waiting = []
                clauses.append(clause)
            elif drop:
                waiting += item.before
                last = clauses[-1].last
                if item.after and (waiting or last.after):
                    waiting.append(Comment(item.after, False))
                else:
                    last.after = last.after or item.after
            else:
                text = self._speller.spell(item, Node("", (item,)))
                clauses[-1].pieces.append(Word(text, True, None, item.before, item.apart, item.after))
        return clauses, waiting


def _has_block(clause: Clause) -> bool:
    return any(isinstance(piece, Block) for piece in clause.pieces)


def _items(parts: Iterable[Part]) -> Iterator[Part]:
    """The clauses in a block, also those that the grammar holds together in a form without signs of its own."""
    for part in parts:
        if isinstance(part, Node) and part.children and all(isinstance(c, Node) for c in part.children):
            yield from _items(part.children)
        else:
            yield part


def _braces(node: Node) -> tuple[int, int]:
    """Where the braces of a block stand among the children; (-1, -1) if there are none."""
    if node.rule in _VALUES:
        return -1, -1
    kinds = [child.kind if isinstance(child, Leaf) else "" for child in node.children]
    return (kinds.index("LBRACE"), kinds.index("RBRACE")) if "LBRACE" in kinds else (-1, -1)


def _break(node: Node, index: int, depth: int) -> Break | None:
    """Whether a line may end before a child that is not the first."""
    child, previous = node.children[index], node.children[index - 1]
    if isinstance(previous, Leaf) and previous.kind == "COMMA":
        return Break(depth)
    if isinstance(child, Leaf):
        return Break(depth) if child.kind in _OPERATORS + _RELATIONS else None
    if child.rule == "text":
        return Break(depth, flush=True) if index > 1 else None
    first = next((leaf.kind for leaf in leaves_of(child)), "")
    signed = isinstance(previous, Leaf) and sign(previous.kind) is not None
    if first in keyword_table()["clause"] and not signed:
        return Break(depth)
    option = first in keyword_table()["word"] or child.rule == "hi"
    return Break(depth) if option and node.rule in _WITH_OPTIONS and child.rule != "quantity" else None

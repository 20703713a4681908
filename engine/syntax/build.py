"""From Lark's tree to ours: what is common to all declarations, and the builder as a whole.

There is one method per rule of the grammar, in the part it belongs to; each takes the meta (place) and the children.
"""

from __future__ import annotations

from typing import Any, Literal

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_conditions import ConditionBuilder
from guiju.engine.syntax.build_declarations import PLAIN, DeclarationBuilder
from guiju.engine.syntax.build_requirements import OPTIONS
from guiju.engine.syntax.numerals import fraction, ordinal
from lark import Token, Tree
from lark.tree import Meta
from msgspec import Struct

_UNITS: dict[str, Literal["hour", "day", "workday", "month", "year"]] = {
    "HOUR": "hour",
    "DAY": "day",
    "WORKDAY": "workday",
    "MONTH": "month",
    "YEAR": "year",
}


class Place(Struct, frozen=True):
    """Article, paragraph, item and sentence as far as they are named, and the number of an inserted article; of a
    range of articles the last one too."""

    numbers: dict[str, int]
    span: Span
    through: tuple[int, int] | None = None


class TreeBuilder(DeclarationBuilder, ConditionBuilder):
    """Builds a `PackFile`."""

    def build(self, node: Tree[Token]) -> Any:
        """The value of a node, children first. The parser has bounded the depth."""
        children = [self.build(c) if isinstance(c, Tree) else c for c in node.children]
        if node.data in PLAIN:
            return self.clause(str(node.data), node.meta, children)
        if node.data in OPTIONS:
            return self.option(str(node.data), node.meta, children)
        return getattr(self, str(node.data))(node.meta, children)

    def start(self, meta: Meta, children: list[Any]) -> t.PackFile:
        return t.PackFile(self.file, tuple(c for c in children if isinstance(c, t.Decl)))

    def name(self, meta: Meta, children: list[Any]) -> t.NameDecl:
        kids = self.kids(children)
        return t.NameDecl(self.word(kids.token("NAME")), kids.first(tuple) or ())

    def alias(self, meta: Meta, children: list[Any]) -> tuple[t.Word, ...]:
        return self.names(meta, children)

    def names(self, meta: Meta, children: list[Any]) -> tuple[t.Word, ...]:
        return tuple(self.word(c) for c in children if c.type == "NAME")

    def text(self, meta: Meta, children: list[Any]) -> t.TextNode:
        parts = [c[1:-1] for c in children if c.type == "STRING"]
        return t.TextNode(parts[0], parts[1] if len(parts) > 1 else None, self.span(meta))

    def citations(self, meta: Meta, children: list[Any]) -> tuple[t.Cite, ...]:
        """Each citation; a place without a norm is of the norm named before it."""
        out: list[t.Cite] = []
        for child in children:
            if isinstance(child, t.Cite):
                out.append(child)
            elif isinstance(child, Place):
                out.append(self._cite(out[-1].norm, child, child.span))
        return tuple(out)

    def citation(self, meta: Meta, children: list[Any]) -> t.Cite:
        place = children[1] if len(children) > 1 else Place({}, self.span(meta))
        return self._cite(self.word(children[0]), place, self.span(meta))

    def _cite(self, norm: t.Word, place: Place, span: Span) -> t.Cite:
        at = place.numbers.get
        suffix = place.numbers.get("SUFFIX", 0)
        deeper = at("PARAGRAPH"), at("ITEM"), at("SENTENCE")
        return t.Cite(norm, at("ARTICLE"), *deeper, span, suffix, place.through)

    def place(self, meta: Meta, children: list[Any]) -> Place:
        ends = [i for i, token in enumerate(children) if token.type in ("TO", "TO_ARTICLE")]
        if ends:
            last = self._place_numbers(children[ends[0] :])
            through = (last["ARTICLE"], last.get("SUFFIX", 0))
            return Place(self._place_numbers(children[: ends[0]]), self.span(meta), through)
        return Place(self._place_numbers(children), self.span(meta))

    def _place_numbers(self, tokens: list[Token]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        level = "ARTICLE"
        english = {"ART": "ARTICLE", "PARA": "PARAGRAPH", "ITEM_NO": "ITEM", "SENT": "SENTENCE"}
        for token in tokens:
            if token.type == "TO":
                continue
            if token.type in english:
                level = english[token.type]
            elif token.type == "NUMBER":
                numbers[level] = self.whole(token)
            elif token.type == "INSERTED":
                numbers["ARTICLE"], numbers["SUFFIX"] = (int(part[:9]) for part in token.split("-"))
            else:
                number, _, inserted = token.lstrip("至").partition("之")
                numbers[token.type.removeprefix("TO_")] = ordinal(number)
                numbers["SUFFIX"] = ordinal(inserted) or numbers.get("SUFFIX", 0)
        return numbers

    def duration(self, meta: Meta, children: list[Any]) -> t.Dur:
        shares = tuple(c for c in children if isinstance(c, tuple))
        if len(shares) == 1 and shares[0][1:] == (1, 1):
            only: t.Dur = shares[0][0]
            return only
        return t.Dur(0, "day", None, self.span(meta), shares=shares)

    def part_of_length(self, meta: Meta, children: list[Any]) -> tuple[t.Dur, int, int]:
        times = self.kids(children).first(tuple) or (1, 1)
        return (children[0], *times)

    def ratio(self, meta: Meta, children: list[Any]) -> tuple[int, int]:
        """A fraction, or how many times; neither of its numbers may be zero."""
        tokens = [c for c in children if c.type != "SLASH"]
        n, d = fraction(tokens[0]) if tokens[0].type == "FRACTION" else (*map(self.whole, tokens), 1)[:2]
        if n and d:
            return n, d
        message = Text("倍数和分数不能是零", "a share of a length is more than nothing")
        self.diagnostics.append(Diagnostic("P005", message, self.span(meta)))
        return 1, 1

    def stretch(self, meta: Meta, children: list[Any]) -> t.Dur:
        first = children[0]
        if first.type in ("THIS", "FACT"):
            return t.Dur(0, "day", None, self.span(meta), self.ref(meta, children))
        if first.type == "NAME":
            return t.Dur(0, "day", self.word(first), self.span(meta))
        return t.Dur(self.whole(first), children[1], None, self.span(meta))

    plain_duration = stretch

    def unit(self, meta: Meta, children: list[Any]) -> str:
        return _UNITS[children[0].type]

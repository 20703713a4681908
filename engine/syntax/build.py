"""From Lark's tree to ours. One method per grammar rule; each takes the meta (place) and the children.

Shapes of `Expr`: or_/and_ (parts…), not_ (part,), compare (left, op, right), member (left, values),
contains (ref, value), stated (ref,), truth (ref,), odd (operand,), every/most (ref, cond), some (kind, n, ref, cond),
share (n, d, ref, cond); lasting and occurs ask what a requirement says (requirement,).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_declarations import OPTIONS, PLAIN, DeclarationBuilder
from guiju.engine.syntax.money import YUAN
from guiju.engine.syntax.numerals import fraction, ordinal
from guiju.engine.syntax.tokens import Kids
from lark import Token, Tree
from lark.tree import Meta

_COMPARE = {"EQ": "=", "NE": "!=", "LE": "<=", "GE": ">=", "LT": "<", "GT": ">"}
_SIGNS: dict[str, Literal["+", "-", "*", "/"]] = {
    "PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDED": "/", "SLASH": "/",
}  # fmt: skip
_UNITS: dict[str, Literal["day", "workday", "month", "year"]] = {
    "DAY": "day",
    "WORKDAY": "workday",
    "MONTH": "month",
    "YEAR": "year",
}


class TreeBuilder(DeclarationBuilder):
    """Builds a `PackFile`; impossible dates and numbers are collected in `diagnostics`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def build(self, node: Tree[Token]) -> Any:
        """The value of a node, children first. The parser has bounded the depth."""
        children = [self.build(c) if isinstance(c, Tree) else c for c in node.children]
        if node.data in PLAIN:
            return self.clause(str(node.data), node.meta, children)
        if node.data in OPTIONS:
            return self.option(str(node.data), node.meta, children)
        return getattr(self, str(node.data))(node.meta, children)

    # --- shared ---------------------------------------------------------------------------------------

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
        return tuple(c for c in children if isinstance(c, t.Cite))

    def citation(self, meta: Meta, children: list[Any]) -> t.Cite:
        numbers: dict[str, int] = {}
        level = ""
        english = {"ART": "ARTICLE", "PARA": "PARAGRAPH", "ITEM_NO": "ITEM", "SENT": "SENTENCE"}
        for token in children[1:]:
            if token.type in english:
                level = english[token.type]
            elif token.type == "NUMBER":
                numbers[level] = self.whole(token)
            else:
                numbers[token.type] = ordinal(token)
        return t.Cite(
            self.word(children[0]),
            numbers.get("ARTICLE"),
            numbers.get("PARAGRAPH"),
            numbers.get("ITEM"),
            numbers.get("SENTENCE"),
            self.span(meta),
        )

    def duration(self, meta: Meta, children: list[Any]) -> t.Dur:
        first = children[0]
        if first.type == "NAME":
            return t.Dur(0, "day", self.word(first), self.span(meta))
        return t.Dur(self.whole(first), children[1], None, self.span(meta))

    plain_duration = duration

    def unit(self, meta: Meta, children: list[Any]) -> str:
        return _UNITS[children[0].type]

    # --- conditions -----------------------------------------------------------------------------------

    def or_(self, meta: Meta, children: list[Any]) -> t.Expr:
        return self._several("or_", meta, children)

    def and_(self, meta: Meta, children: list[Any]) -> t.Expr:
        return self._several("and_", meta, children)

    def _several(self, op: str, meta: Meta, children: list[Any]) -> t.Expr:
        parts = self.kids(children).all(t.Expr)
        return parts[0] if len(parts) == 1 else t.Expr(op, tuple(parts), self.span(meta))

    def not_(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("not_", (self.kids(children).one(t.Expr),), self.span(meta))

    def group(self, meta: Meta, children: list[Any]) -> t.Expr:
        return self.kids(children).one(t.Expr)

    def compare(self, meta: Meta, children: list[Any]) -> t.Expr:
        left, op, right = children
        return t.Expr("compare", (left, op, right), self.span(meta))

    def comparator(self, meta: Meta, children: list[Any]) -> str:
        return _COMPARE[children[0].type]

    def member(self, meta: Meta, children: list[Any]) -> t.Expr:
        values = tuple(c for c in children[1:] if isinstance(c, t.Literal_))
        return t.Expr("member", (children[0], values), self.span(meta))

    def contains(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("contains", (children[0], children[2]), self.span(meta))

    def stated(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("stated", (children[1],), self.span(meta))

    def truth(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("truth", (children[0],), self.span(meta))

    def every(self, meta: Meta, children: list[Any]) -> t.Expr:
        kids = self.kids(children)
        return t.Expr("every", (kids.one(t.Ref), kids.one(t.Expr)), self.span(meta))

    def most(self, meta: Meta, children: list[Any]) -> t.Expr:
        kids = self.kids(children)
        return t.Expr("most", (kids.one(t.Ref), kids.one(t.Expr)), self.span(meta))

    def some(self, meta: Meta, children: list[Any]) -> t.Expr:
        kids = self.kids(children)
        kind = {"AT_LEAST": "at_least", "WITHIN": "at_most", "EXACTLY": "exactly"}[children[0].type]
        number = self.whole(kids.token("NUMBER"))
        return t.Expr("some", (kind, number, kids.one(t.Ref), kids.one(t.Expr)), self.span(meta))

    def share(self, meta: Meta, children: list[Any]) -> t.Expr:
        kids = self.kids(children)
        written = kids.tokens("FRACTION")
        if written:
            n, d = fraction(written[0])
        else:
            n, d = (self.whole(token) for token in kids.tokens("NUMBER"))
        if not 0 < n <= d:
            message = Text("份额要大于零、不大于一", "a share is more than nothing and at most the whole")
            self.diagnostics.append(Diagnostic("P005", message, self.span(meta)))
        return t.Expr("share", (n, d, kids.one(t.Ref), kids.one(t.Expr)), self.span(meta))

    def odd(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("odd", (children[2],), self.span(meta))

    def lasting(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("lasting", (self.lasts(meta, children),), self.span(meta))

    def days_apart(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("lasting", (children[0],), self.span(meta))

    def occurs(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("occurs", (children[0],), self.span(meta))

    def calc(self, meta: Meta, children: list[Any]) -> t.Calculated:
        left, sign, right = children
        return t.Calculated(_SIGNS[sign.type], left, right, self.span(meta))

    def money(self, meta: Meta, children: list[Any]) -> Decimal:
        return YUAN[children[0].type]

    def measure(self, meta: Meta, children: list[Any]) -> t.Literal_:
        return self._number(children, self.span(meta))

    def count_of(self, meta: Meta, children: list[Any]) -> t.Derived:
        return t.Derived("count", self.kids(children).one(t.Ref), self.span(meta))

    def first_of(self, meta: Meta, children: list[Any]) -> t.Derived:
        return t.Derived("first", self.kids(children).one(t.Ref), self.span(meta))

    def last_of(self, meta: Meta, children: list[Any]) -> t.Derived:
        return t.Derived("last", self.kids(children).one(t.Ref), self.span(meta))

    def ref(self, meta: Meta, children: list[Any]) -> t.Ref:
        if children[0].type == "IT":
            return t.Ref("item", self.word(children[-1]), self.span(meta))
        if len(children) == 1:
            return t.Ref(None, self.word(children[0]), self.span(meta))
        owner = "this" if children[0].type == "THIS" else "fact"
        name = self.word(children[2])
        if children[2].type in ("START", "END"):
            name = t.Word({"START": "起", "END": "止"}[children[2].type], name.span)
        return t.Ref(cast(Any, owner), name, self.span(meta))

    held = ref

    def literal(self, meta: Meta, children: list[Any]) -> t.Literal_ | t.Calculated:
        token = children[0]
        span = self.span(meta)
        match token.type:
            case "MINUS" | "NUMBER":
                return self._number(children, span)
            case "FRACTION":
                n, d = (t.Literal_("number", Decimal(part), span) for part in fraction(token))
                return t.Calculated("/", n, d, span)
            case "STRING":
                return t.Literal_("text", token[1:-1], span)
            case "DATE":
                return t.Literal_("date", self.date(token), span)
            case "TRUE":
                return t.Literal_("true", str(token), span)
            case "FALSE":
                return t.Literal_("false", str(token), span)
            case _:
                return t.Literal_("none", str(token), span)

    def named(self, meta: Meta, children: list[Any]) -> t.Literal_:
        return t.Literal_("name", str(children[0]), self.span(meta))

    def _number(self, children: list[Any], span: Span) -> t.Literal_:
        """A number, an amount in yuan or a duration; a sign may stand before."""
        negative = isinstance(children[0], Token) and children[0].type == "MINUS"
        token, *measure = children[1:] if negative else children
        if measure and not isinstance(measure[0], Decimal):
            return t.Literal_("duration", t.Dur(self.whole(token), measure[0], None, span), span)
        number = -self.number(token) if negative else self.number(token)
        return (
            t.Literal_("amount", number * measure[0], span) if measure else t.Literal_("number", number, span)
        )

    # --- helpers --------------------------------------------------------------------------------------

    def kids(self, children: list[Any]) -> Kids:
        return Kids(children)

    def span(self, meta: Meta | Token) -> Span:
        if isinstance(meta, Meta) and meta.empty:
            return Span(self.file, 1, 1, 1, 1)
        return Span(self.file, meta.line or 1, meta.column or 1, meta.end_line or 1, meta.end_column or 1)

    def word(self, token: Token) -> t.Word:
        return t.Word(str(token), self.span(token))

    def date(self, token: Token) -> date:
        try:
            return date.fromisoformat(token)
        except ValueError:
            message = Text(f"没有 {token} 这一天", f"there is no day {token}")
            self.diagnostics.append(Diagnostic("P004", message, self.span(token)))
            return date(2000, 1, 1)

    def number(self, token: Token) -> Decimal:
        if len(token) > 18:
            message = Text("数字太长(最多 18 位)", "the number is too long (18 digits at most)")
            self.diagnostics.append(Diagnostic("P005", message, self.span(token)))
            return Decimal(1)
        return Decimal(token)

    def month_day(self, token: Token) -> Any:
        """A month and day, in a leap year."""
        month, day = (int(part) for part in re.findall("[0-9]+", token))
        try:
            return date(2000, month, day)
        except ValueError:
            message = Text(f"没有 {token} 这一天", f"there is no day {token}")
            self.diagnostics.append(Diagnostic("P004", message, self.span(token)))
            return date(2000, 1, 1)

    def whole(self, token: Token) -> int:
        """A count: a whole number that is not negative and within the limit on durations."""
        value = self.number(token)
        if value != value.to_integral_value() or not 0 <= value <= 36500:
            message = Text(
                f"这里要一个 0 到 36500 的整数,而不是 {token[:20]}",
                f"a whole number from 0 to 36500 belongs here, not {token[:20]}",
            )
            self.diagnostics.append(Diagnostic("P005", message, self.span(token)))
            return 1
        return int(value)

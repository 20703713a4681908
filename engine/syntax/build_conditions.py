"""The part of the tree builder for conditions and operands.

Shapes of `Expr`: or_/and_ (parts…), not_ (part,), compare (left, op, right), member (left, values),
contains (ref, value), matches (operand, wording Word | None, pattern Word | None), stated (ref,), truth (ref,),
odd (operand,), every/most (ref, cond), some (kind, n, ref, cond), share (n, d, ref, cond); lasting and occurs ask
what a requirement says (requirement,).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, cast

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_requirements import RequirementBuilder
from guiju.engine.syntax.money import YUAN
from guiju.engine.syntax.numerals import fraction
from lark import Token
from lark.tree import Meta

_COMPARE = {"EQ": "=", "NE": "!=", "LE": "<=", "GE": ">=", "LT": "<", "GT": ">"}
_SIGNS: dict[str, Literal["+", "-", "*", "/"]] = {
    "PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDED": "/", "SLASH": "/",
}  # fmt: skip


class ConditionBuilder(RequirementBuilder):
    """One method per rule of the grammar; mixed into `TreeBuilder`."""

    def or_(self, meta: Meta, children: list[Any]) -> t.Expr:
        return self._several("or_", meta, children)

    def and_(self, meta: Meta, children: list[Any]) -> t.Expr:
        return self._several("and_", meta, children)

    def _several(self, op: str, meta: Meta, children: list[Any]) -> t.Expr:
        parts = self.kids(children).all(t.Expr)
        if len(parts) > limits.CONDITIONS_JOINED:
            most = limits.CONDITIONS_JOINED
            message = Text(
                f"用“且”“或”连起来的条件超过 {most} 个上限",
                f"more conditions joined by 'and' or 'or' than the limit of {most}",
            )
            self.diagnostics.append(Diagnostic("P002", message, self.span(meta)))
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

    def matches(self, meta: Meta, children: list[Any]) -> t.Expr:
        written = self.strings(children)
        named = self.word(children[2]) if not written else None
        return t.Expr("matches", (children[0], named, written[0] if written else None), self.span(meta))

    def contains_all(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("and_", self._each_contained(meta, children), self.span(meta))

    def contains_any(self, meta: Meta, children: list[Any]) -> t.Expr:
        return t.Expr("or_", self._each_contained(meta, children), self.span(meta))

    def _each_contained(self, meta: Meta, children: list[Any]) -> tuple[t.Expr, ...]:
        values = [c for c in children[1:] if isinstance(c, t.Literal_)]
        return tuple(t.Expr("contains", (children[0], value), self.span(meta)) for value in values)

    def tally(self, meta: Meta, children: list[Any]) -> t.Derived:
        kinds: dict[str, Any] = {"DISTINCT": "distinct", "MOST_FREQUENT": "most_frequent", "SUM": "sum"}
        names = self.kids(children).tokens("NAME")
        field = self.word(names[0]) if names else None
        return t.Derived(kinds[children[0].type], self.kids(children).one(t.Ref), self.span(meta), field)

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

    def fraction(self, meta: Meta, children: list[Any]) -> t.Calculated:
        span = self.span(meta)
        n, d = (t.Literal_("number", Decimal(part), span) for part in fraction(children[0]))
        return t.Calculated("/", n, d, span)

    def literal(self, meta: Meta, children: list[Any]) -> t.Literal_:
        token = children[0]
        span = self.span(meta)
        match token.type:
            case "MINUS" | "NUMBER":
                return self._number(children, span)
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

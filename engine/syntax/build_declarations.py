"""The part of the tree builder for declarations, clauses, requirements and examples.

`Decl.head` by kind: pack (title | None,), import (path Word,), norm (title str | None,), fact (type, default |
None, question | None), define (expr, step Word | None), param (value,), rule (modality,), exception (targets,),
counts (True | False,), unchecked (row Word,), example (name Word,); empty for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guiju.engine.syntax import tree as t
from guiju.engine.syntax.tokens import Kids
from lark import Token
from lark.tree import Meta

if TYPE_CHECKING:
    from guiju.engine.diagnostics.model import Span

_PLAIN_ROLES = (
    "layer levels region organ edition over procedures lower unless_bound read_as "
    "number_of rank in_force until english step_fields actors evidences row basis gist "
    "when note each each_year each_month otherwise reference strength severity cure redo "
    "liability conforming violating proof instead priority counted_record unless_done kind "
    "reason delegates each_half_year each_quarter example_level example_region example_organ "
    "example_facts example_closed example_on example_expect default "
)
PLAIN = frozenset(_PLAIN_ROLES.split())
_OPTION_ROLES = "lo hi full_days roll back excluding none_between immediate counted_at since by"
OPTIONS = frozenset(_OPTION_ROLES.split())
_MODALITY = {"MUST": "must", "MUST_NOT": "must_not", "MAY": "may"}
_QUANTITY = {"AT_LEAST": ">=", "WITHIN": "<=", "EXACTLY": "="}


class DeclarationBuilder:
    """Methods for Lark's transformer; mixed into `TreeBuilder`."""

    if TYPE_CHECKING:

        def span(self, meta: Meta | Token) -> Span: ...
        def word(self, token: Token) -> t.Word: ...
        def date(self, token: Token) -> Any: ...
        def number(self, token: Token) -> Any: ...
        def whole(self, token: Token) -> int: ...
        def month_day(self, token: Token) -> Any: ...

    def clause(self, role: str, meta: Meta, children: list[Any]) -> t.Clause:
        return t.Clause(role, tuple(self._values(children)), self.span(meta))

    def option(self, role: str, meta: Meta, children: list[Any]) -> t.Option:
        values = self._values(children)
        edge = next((c.type for c in children if isinstance(c, Token) and c.type in ("START", "END")), None)
        return t.Option(role, edge or (values[0] if values else None), self.span(meta))

    def _values(self, children: list[Any]) -> list[Any]:
        """The children without keywords and signs; names, numbers, dates and strings as values."""
        out: list[Any] = []
        for child in children:
            if not isinstance(child, Token):
                out.append(child)
            elif child.type == "NAME":
                out.append(self.word(child))
            elif child.type == "STRING":
                out.append(child[1:-1])
            elif child.type == "DATE":
                out.append(self.date(child))
            elif child.type == "NUMBER":
                out.append(self.whole(child))
        return out

    # --- declarations ---------------------------------------------------------------------------------

    def _decl(self, kind: str, meta: Meta, children: list[Any], head: tuple[Any, ...]) -> t.Decl:
        kids = Kids(children)
        clauses = tuple(c for c in children if isinstance(c, t.Clause | t.StepNode | t.Requirement))
        return t.Decl(kind, kids.first(t.NameDecl), head, clauses, self.span(meta))

    def pack(self, meta: Meta, children: list[Any]) -> t.Decl:
        name = self.word(Kids(children).token("NAME"))
        decl = self._decl("pack", meta, children, (Kids(children).first(t.TextNode),))
        return t.Decl("pack", t.NameDecl(name, ()), decl.head, decl.clauses, decl.span)

    def import_(self, meta: Meta, children: list[Any]) -> t.Decl:
        name, *digest = [t.Word(c[1:-1], self.span(c)) for c in Kids(children).tokens("STRING")]
        return t.Decl("import", None, (name, digest[0] if digest else None), (), self.span(meta))

    def norm(self, meta: Meta, children: list[Any]) -> t.Decl:
        titles = Kids(children).tokens("TITLE")
        return self._decl("norm", meta, children, (str(titles[0])[1:-1] if titles else None,))

    def procedure(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("procedure", meta, children, ())

    def fact(self, meta: Meta, children: list[Any]) -> t.Decl:
        kids = Kids(children)
        default = next((c for c in kids.all(t.Clause) if c.role == "default"), None)
        head = (kids.one(t.TypeNode), default.args[0] if default else None, kids.first(t.TextNode))
        return t.Decl("fact", kids.one(t.NameDecl), head, (), self.span(meta))

    def define(self, meta: Meta, children: list[Any]) -> t.Decl:
        steps = [self.word(token) for token in Kids(children).tokens("NAME")]
        head = (Kids(children).one(t.Expr), steps[0] if steps else None)
        return self._decl("define", meta, children, head)

    def param(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("param", meta, children, (Kids(children).one(t.Literal_),))

    def stretches(self, meta: Meta, children: list[Any]) -> t.Clause:
        kids = Kids(children)
        return t.Clause("stretches", (kids.one(t.Dur), kids.first(t.Pattern)), self.span(meta))

    def rule(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("rule", meta, children, (_MODALITY[children[0].type],))

    def exception(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("exception", meta, children, (Kids(children).one(tuple),))

    def counts(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("counts", meta, children, (children[0].type == "COUNTS",))

    def scope(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("scope", meta, children, ())

    def unchecked(self, meta: Meta, children: list[Any]) -> t.Decl:
        token = children[1]
        return self._decl("unchecked", meta, children, (t.Word(token[1:-1], self.span(token)),))

    def example(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("example", meta, children, (self.word(Kids(children).token("NAME")),))

    def by_reference(self, meta: Meta, children: list[Any]) -> t.Clause:
        return self.clause("by_reference", meta, children)

    # --- vocabulary -----------------------------------------------------------------------------------

    def step(self, meta: Meta, children: list[Any]) -> t.StepNode:
        kids = Kids(children)
        clauses = tuple(kids.all(t.Clause))
        return t.StepNode(kids.one(t.NameDecl), kids.has("INTERVAL"), clauses, self.span(meta))

    def fields(self, meta: Meta, children: list[Any]) -> tuple[t.FieldNode, ...]:
        return tuple(Kids(children).all(t.FieldNode))

    def field_decl(self, meta: Meta, children: list[Any]) -> t.FieldNode:
        kids = Kids(children)
        return t.FieldNode(kids.one(t.NameDecl), kids.one(t.TypeNode), self.span(meta))

    def choice(self, meta: Meta, children: list[Any]) -> t.NameDecl:
        aliases = Kids(children).first(tuple) or ()
        return t.NameDecl(self.word(children[0]), aliases)

    def choices(self, meta: Meta, children: list[Any]) -> t.TypeNode:
        return t.TypeNode("choices", tuple(Kids(children).all(t.NameDecl)), (), self.span(meta))

    def list_type(self, meta: Meta, children: list[Any]) -> t.TypeNode:
        return t.TypeNode("list", (), (), self.span(meta))

    def list_of_values(self, meta: Meta, children: list[Any]) -> t.TypeNode:
        return t.TypeNode("values", tuple(Kids(children).all(t.NameDecl)), (), self.span(meta))

    def list_of_records(self, meta: Meta, children: list[Any]) -> t.TypeNode:
        return t.TypeNode("records", (), Kids(children).one(tuple), self.span(meta))

    # --- rules ----------------------------------------------------------------------------------------

    def reading(self, meta: Meta, children: list[Any]) -> t.Clause:
        kids = Kids(children)
        basis = next((c.args[0] for c in kids.all(t.Clause) if c.role == "basis"), ())
        args = (
            kids.one(t.NameDecl),
            kids.has("DEFAULT"),
            basis,
            kids.first(t.TextNode),
            kids.one(t.Requirement),
        )
        return t.Clause("reading", args, self.span(meta))

    def version(self, meta: Meta, children: list[Any]) -> t.Clause:
        dates = [self.date(c) for c in Kids(children).tokens("DATE")]
        until = dates[1] if len(dates) > 1 else None
        return t.Clause("version", (dates[0], until, Kids(children).first(tuple) or ()), self.span(meta))

    def version_body(self, meta: Meta, children: list[Any]) -> tuple[Any, ...]:
        return tuple(children)

    def exists(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return self._existence("exists", meta, children)

    def forbid(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return self._existence("forbid", meta, children)

    def _existence(self, form: str, meta: Meta, children: list[Any]) -> t.Requirement:
        kids = Kids(children)
        window = kids.one(_WindowNode)
        return t.Requirement(
            form,
            self.span(meta),
            pattern=kids.one(t.Pattern),
            direction=window.direction,
            point=window.point,
            options=window.options,
            quantity=kids.first(tuple),
        )

    def quantity(self, meta: Meta, children: list[Any]) -> tuple[str, int]:
        return (_QUANTITY[children[0].type], self.whole(children[1]))

    def precedes(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return self._pair("precedes", meta, children)

    def responds(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return self._pair("responds", meta, children)

    def _pair(self, form: str, meta: Meta, children: list[Any]) -> t.Requirement:
        first, second = Kids(children).all(t.Pattern)
        options = tuple(Kids(children).all(t.Option))
        return t.Requirement(form, self.span(meta), pattern=first, other=second, options=options)

    def lasts(self, meta: Meta, children: list[Any]) -> t.Requirement:
        kids = Kids(children)
        bound = (">=" if kids.has("AT_LEAST") else "<=", kids.one(t.Dur))
        options = tuple(kids.all(t.Option))
        return t.Requirement("lasts", self.span(meta), kids.first(t.Pattern), bound=bound, options=options)

    def apart(self, meta: Meta, children: list[Any]) -> t.Requirement:
        kids = Kids(children)
        first, last = kids.all(t.Ref)
        bound = (">=" if kids.has("AT_LEAST") else "<=", kids.one(t.Dur))
        options = tuple(kids.all(t.Option))
        return t.Requirement("apart", self.span(meta), bound=bound, options=options, ends=(first, last))

    def test(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return t.Requirement("test", self.span(meta), cond=Kids(children).one(t.Expr))

    def all_of(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return t.Requirement("all_of", self.span(meta), parts=tuple(Kids(children).all(t.Requirement)))

    def any_of(self, meta: Meta, children: list[Any]) -> t.Requirement:
        return t.Requirement("any_of", self.span(meta), parts=tuple(Kids(children).all(t.Requirement)))

    def for_each(self, meta: Meta, children: list[Any]) -> t.Requirement:
        kids = Kids(children)
        part = kids.one(t.Requirement)
        return t.Requirement("for_each", self.span(meta), parts=(part,), of=kids.one(t.Ref))

    def pattern(self, meta: Meta, children: list[Any]) -> t.Pattern:
        return t.Pattern(self.word(children[0]), Kids(children).first(t.Expr), self.span(meta))

    def window(self, meta: Meta, children: list[Any]) -> _WindowNode:
        direction, point = Kids(children).first(tuple) or (None, None)
        return _WindowNode(direction, point, tuple(Kids(children).all(t.Option)))

    def direction(self, meta: Meta, children: list[Any]) -> tuple[str, t.PointNode | None]:
        names = {"BEFORE": "before", "AFTER": "after", "ANYTIME": "any", "COVERING": "covering"}
        return names[children[0].type], Kids(children).first(t.PointNode)

    def point(self, meta: Meta, children: list[Any]) -> t.PointNode:
        kids, span = Kids(children), self.span(meta)
        head = children[0].type
        if head == "DATE":
            return t.PointNode("day", None, (), span, self.date(children[0]))
        if head in ("THIS_YEAR", "NEXT_YEAR"):
            day = self.month_day(kids.token("MONTH_DAY"))
            return t.PointNode("year_day", None, (), span, day, int(head == "NEXT_YEAR"))
        if head == "LATEST":
            return t.PointNode("latest", None, tuple(kids.all(t.PointNode)), span)
        if head == "FACT":
            return t.PointNode("fact", self.word(kids.token("NAME")), (), span)
        if kids.has("START"):
            return t.PointNode("start", None, (), span)
        if kids.has("END"):
            return t.PointNode("end", None, (), span)
        if kids.has("NAME"):
            return t.PointNode("field", self.word(kids.token("NAME")), (), span)
        return t.PointNode("this", None, (), span)

    def step_end(self, meta: Meta, children: list[Any]) -> t.PointNode:
        return t.PointNode("step_end", self.word(children[0]), (), self.span(meta))

    # --- examples -------------------------------------------------------------------------------------

    def example_record(self, meta: Meta, children: list[Any]) -> t.Clause:
        kids = Kids(children)
        dates = [self.date(c) for c in kids.tokens("DATE")]
        end = None if kids.has("ONGOING") else dates[-1]
        times = kids.tokens("TIME")
        orders = kids.tokens("NUMBER")
        args = (
            self.word(kids.token("NAME")),
            kids.first(tuple) or (),
            dates[0],
            end,
            str(times[0]) if times else None,
            self.whole(orders[0]) if orders else None,
        )
        return t.Clause("example_record", args, self.span(meta))

    def expectation(self, meta: Meta, children: list[Any]) -> tuple[t.Word, t.Word]:
        return self.word(children[0]), self.word(children[1])

    def assignments(self, meta: Meta, children: list[Any]) -> tuple[Any, ...]:
        return tuple(Kids(children).all(tuple))

    def assignment(self, meta: Meta, children: list[Any]) -> tuple[t.Word, Any]:
        return self.word(children[0]), children[2]

    def list_value(self, meta: Meta, children: list[Any]) -> list[Any]:
        return [c for c in children if not isinstance(c, Token)]

    def map_value(self, meta: Meta, children: list[Any]) -> dict[t.Word, Any]:
        return dict(Kids(children).one(tuple))


class _WindowNode:
    """Carries a window from its rule to the requirement around it."""

    def __init__(
        self, direction: str | None, point: t.PointNode | None, options: tuple[t.Option, ...]
    ) -> None:
        self.direction, self.point, self.options = direction, point, options

"""The part of the tree builder for declarations, their clauses and examples.

`Decl.head` by kind: pack (title | None,), import (path Word,), norm (title str | None,), fact (type, default |
None, question | None), define (expr, step Word | None), param (value,), wording (pattern Words,), rule (modality,),
exception (targets, whether all rules of the pack), counts (True | False,), unchecked (row Word,), example (name Word,);
empty for the others.
"""

from __future__ import annotations

from typing import Any

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_base import NEVER_IN_FORCE, BaseBuilder
from guiju.engine.syntax.tokens import Kids
from lark import Token
from lark.tree import Meta

_PLAIN_ROLES = (
    "layer levels region organ edition over procedures lower unless_bound read_as "
    "number_of rank in_force until english step_fields actors evidences row basis gist "
    "when note each if_violated each_year each_month otherwise reference strength severity cure redo "
    "liability conforming violating proof instead priority unless_done kind "
    "reason delegates each_half_year each_quarter example_level example_region example_organ "
    "example_facts example_closed example_on example_expect default not_waivable suspected sorted_as "
)
PLAIN = frozenset(_PLAIN_ROLES.split())
_MODALITY = {"MUST": "must", "MUST_NOT": "must_not", "MAY": "may"}


class DeclarationBuilder(BaseBuilder):
    """One method per rule of the grammar; mixed into `TreeBuilder`."""

    # --- declarations ---------------------------------------------------------------------------------

    def _decl(self, kind: str, meta: Meta, children: list[Any], head: tuple[Any, ...]) -> t.Decl:
        kids = Kids(children)
        clauses = tuple(
            c for c in children if isinstance(c, t.Clause | t.StepNode | t.Requirement | t.Extension)
        )
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

    def wording(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("wording", meta, children, (self.strings(children),))

    def stretches(self, meta: Meta, children: list[Any]) -> t.Clause:
        kids = Kids(children)
        return t.Clause("stretches", (kids.one(t.Dur), kids.first(t.Pattern)), self.span(meta))

    def rule(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("rule", meta, children, (_MODALITY[children[0].type],))

    def exception(self, meta: Meta, children: list[Any]) -> t.Decl:
        kids = Kids(children)
        head = (kids.first(tuple) or (), kids.has("WHOLE_PACK"))
        return self._decl("exception", meta, children, head)

    def counts(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("counts", meta, children, (children[0].type == "COUNTS",))

    def scope(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("scope", meta, children, ())

    def unchecked(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("unchecked", meta, children, self.strings(children[:2]))

    def example(self, meta: Meta, children: list[Any]) -> t.Decl:
        return self._decl("example", meta, children, (self.word(Kids(children).token("NAME")),))

    def by_reference(self, meta: Meta, children: list[Any]) -> t.Clause:
        return self.clause("by_reference", meta, children)

    # --- vocabulary -----------------------------------------------------------------------------------

    def step(self, meta: Meta, children: list[Any]) -> t.StepNode:
        kids = Kids(children)
        clauses = tuple(kids.all(t.Clause))
        lasts, deliberates = kids.has("INTERVAL"), kids.has("DELIBERATES")
        return t.StepNode(kids.one(t.NameDecl), lasts, clauses, self.span(meta), deliberates)

    def extension(self, meta: Meta, children: list[Any]) -> t.Extension:
        kids = Kids(children)
        fields = tuple(field for group in kids.all(tuple) for field in group)
        return t.Extension(self.word(kids.token("NAME")), fields, self.span(meta))

    def counted_record(self, meta: Meta, children: list[Any]) -> t.Clause:
        kids = Kids(children)
        names = [self.word(token) for token in kids.tokens("NAME")]
        derived = names[1] if len(names) > 1 else None
        args = (names[0], derived, kids.has("ON_EXPIRY"), kids.first(t.Dur), kids.first(tuple) or ())
        return t.Clause("counted_record", args, self.span(meta))

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
        tokens = Kids(children).tokens("DATE")
        dates = [self.date(c) for c in tokens]
        until = dates[1] if len(dates) > 1 else None
        if until is not None and until <= dates[0]:
            self.diagnostics.append(Diagnostic("P011", NEVER_IN_FORCE, self.span(tokens[1])))
        return t.Clause("version", (dates[0], until, Kids(children).first(tuple) or ()), self.span(meta))

    def version_body(self, meta: Meta, children: list[Any]) -> tuple[Any, ...]:
        return tuple(children)

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
            self.time(times[0]) if times else None,
            self.whole(orders[0]) if orders else None,
        )
        return t.Clause("example_record", args, self.span(meta))

    def example_text(self, meta: Meta, children: list[Any]) -> t.Clause:
        return t.Clause("example_text", (self.strings(children),), self.span(meta))

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

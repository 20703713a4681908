"""The part of the tree builder for requirements, windows and points."""

from __future__ import annotations

from typing import Any

from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_base import BaseBuilder
from guiju.engine.syntax.tokens import Kids
from lark.tree import Meta

_OPTION_ROLES = "lo hi full_days roll back excluding none_between immediate same_day counted_at since by"
OPTIONS = frozenset(_OPTION_ROLES.split())
_QUANTITY = {"AT_LEAST": ">=", "WITHIN": "<=", "EXACTLY": "="}


class _WindowNode:
    """Carries a window from its rule to the requirement around it."""

    def __init__(
        self, direction: str | None, point: t.PointNode | None, options: tuple[t.Option, ...]
    ) -> None:
        self.direction, self.point, self.options = direction, point, options


class RequirementBuilder(BaseBuilder):
    """One method per rule of the grammar; mixed into `TreeBuilder`."""

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

    def quantity(self, meta: Meta, children: list[Any]) -> tuple[str, int | t.Word]:
        sign, number = _QUANTITY[children[0].type], children[1]
        return sign, self.word(number) if number.type == "NAME" else self.whole(number)

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
        if head in ("LATEST", "EARLIEST"):
            return t.PointNode(head.lower(), None, tuple(kids.all(t.PointNode)), span)
        if head == "IT":
            return t.PointNode("element", self.word(kids.token("NAME")), (), span)
        if head == "FACT":
            return t.PointNode("fact", self.word(kids.token("NAME")), (), span)
        if kids.has("START"):
            return t.PointNode("start", None, (), span)
        if kids.has("END"):
            return t.PointNode("end", None, (), span)
        if kids.has("NAME"):
            return t.PointNode("field", self.word(kids.token("NAME")), (), span)
        return t.PointNode("this", None, (), span)

    def procedure_start(self, meta: Meta, children: list[Any]) -> t.PointNode:
        return t.PointNode("procedure_start", None, (), self.span(meta))

    def step_start(self, meta: Meta, children: list[Any]) -> t.PointNode:
        kind = "step_before" if Kids(children).has("BEFORE") else "step_after"
        return t.PointNode(kind, self.word(children[0]), (), self.span(meta))

    def step_end(self, meta: Meta, children: list[Any]) -> t.PointNode:
        return t.PointNode("step_end", self.word(children[0]), (), self.span(meta))

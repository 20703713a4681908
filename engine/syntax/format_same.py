"""Whether a formatted text says what the text it was made from says: the safety net of the formatter.

Both are read again by the parser. Their trees must be the same but for places, for the spelling of names (each of
its own), and for the spelling of keywords that serve as names; and the comments must be the same in the same order.
"""

from __future__ import annotations

from typing import Any

from guiju.engine.diagnostics.model import Span
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.format_read import Leaf, Node, leaves_of
from guiju.engine.syntax.format_words import Names
from guiju.engine.syntax.keywords import spellings
from msgspec import Struct


def first_difference(before: t.PackFile, after: t.PackFile, names: Names) -> Span | None:
    """The first place of `before` at which the trees differ; None if they say the same."""
    if len(before.decls) != len(after.decls):
        return Span(before.name, 1, 1, 1, 1)
    same = _Same(names)
    for left, right in zip(before.decls, after.decls, strict=True):
        place = same.difference(left, right, left.span)
        if place is not None:
            return place
    return None


def comments_of(tree: Node, end: Leaf) -> list[str]:
    """All comments of a text, in their order."""
    found: list[str] = []
    for leaf in (*leaves_of(tree), end):
        found += [comment.text for comment in leaf.before]
        found += [leaf.after] if leaf.after else []
    return found


class _Same:
    """Compares two values of the syntax tree, however deep they are."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def difference(self, left: Any, right: Any, span: Span) -> Span | None:
        """The innermost place around the first difference, `span` where there is none inside; None if they are the
        same."""
        waiting = [(left, right, span)]
        while waiting:
            one, other, around = waiting.pop()
            place = getattr(one, "span", None) if isinstance(one, Struct) else None
            around = place if isinstance(place, Span) else around
            inside = self._inside(one, other)
            if inside is None:
                return around
            waiting += [(a, b, around) for a, b in reversed(inside)]
        return None

    def _inside(self, left: Any, right: Any) -> list[tuple[Any, Any]] | None:
        """What is left to compare of two values, by pairs; None if they differ already."""
        if isinstance(left, Struct):
            return self._structs(left, right) if type(left) is type(right) else None
        if isinstance(left, tuple | list):
            return list(zip(left, right, strict=True)) if len(left) == len(right) else None
        if isinstance(left, dict):
            pairs = zip(left.items(), right.items(), strict=False)
            return (
                [half for a, b in pairs for half in zip(a, b, strict=True)]
                if len(left) == len(right)
                else None
            )
        return [] if left == right else None

    def _structs(self, left: Any, right: Any) -> list[tuple[Any, Any]] | None:
        if isinstance(left, t.Word):
            return [] if self._words(left.text, right.text, left.span) else None
        if isinstance(left, t.Literal_) and left.kind in ("name", "true", "false", "none"):
            same = left.kind == right.kind and self._words(str(left.value), str(right.value), left.span)
            return [] if same else None
        fields = (name for name in left.__struct_fields__ if name != "span")
        return [(getattr(left, name), getattr(right, name)) for name in fields]

    def _words(self, left: str, right: str, span: Span) -> bool:
        known = self._names.get((span.line, span.column))
        if known is not None and left != right:
            return left in known.spellings and right in known.spellings
        return left == right or _same_keyword(left, right)


def _same_keyword(left: str, right: str) -> bool:
    known = spellings()
    return left in known and known[left] == known.get(right)

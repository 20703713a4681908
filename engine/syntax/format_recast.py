"""Forms that the two languages write with other tokens, or in another order, brought to one form before spelling.

An article (`第三条`, `art 3`) becomes one token, and so does a fraction (`三分之二`, `2/3`). A bound with its unit,
`20个工作日内`, is in English `within 20 working_days`, while `at_most 20 working_days` is `至多 20个工作日`: so
each has one form in the other language and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from guiju.engine.diagnostics.text import Lang
from guiju.engine.syntax.format_read import Comment, Leaf, Node, Part, leaves_of
from guiju.engine.syntax.keywords import keyword_table
from msgspec.structs import replace

_LEVELS = {"ART": "ARTICLE", "PARA": "PARAGRAPH", "ITEM_NO": "ITEM", "SENT": "SENTENCE"}
_ENDS = ("NUMBER", "INSERTED", "ARTICLE")
"""What may stand for the last article of a range."""


def recast(node: Node, language: Lang) -> Node:
    """The tree as it is written in `language`, its tokens not yet spelled."""
    parts: list[Part] = [recast(c, language) if isinstance(c, Node) else c for c in node.children]
    parts = _articles(parts)
    if node.rule in ("share", "ratio"):
        parts = _fraction(parts)
    if node.rule == "hi":
        parts = _bound(parts, language)
    return Node(node.rule, tuple(parts))


def _articles(parts: list[Part]) -> list[Part]:
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Leaf) and isinstance(last, Leaf) and last.kind == "TO" and part.kind in _ENDS:
            out[-1] = _joined([last, part], "TO_ARTICLE", part.text)
        elif (
            isinstance(part, Leaf)
            and isinstance(last, Leaf)
            and part.kind in ("NUMBER", "INSERTED")
            and last.kind in _LEVELS
        ):
            out[-1] = _joined([last, part], _LEVELS[last.kind], part.text)
        else:
            out.append(part)
    return out


def _fraction(parts: list[Part]) -> list[Part]:
    kinds = [part.kind if isinstance(part, Leaf) else "" for part in parts]
    for i in range(len(parts)):
        if kinds[i : i + 3] == ["NUMBER", "SLASH", "NUMBER"]:
            leaves = [part for part in parts[i : i + 3] if isinstance(part, Leaf)]
            joined = _joined(leaves, "FRACTION", f"{leaves[0].text}/{leaves[2].text}")
            return [*parts[:i], joined, *parts[i + 3 :]]
    return parts


def _joined(leaves: Sequence[Leaf], kind: str, text: str) -> Leaf:
    """One token in place of several; comments that stood among them come before it."""
    first, last = leaves[0], leaves[-1]
    before = list(first.before)
    for left, right in pairwise(leaves):
        before += [Comment(left.after, False)] if left.after else []
        before += right.before
    apart = first.apart if len(before) == len(first.before) else False
    return Leaf(kind, text, first.line, first.column, tuple(before), apart, last.after, first.allowed)


def _bound(parts: list[Part], language: Lang) -> list[Part]:
    """The parts of `n unit 内` / `within n unit`; any other upper bound stays."""
    old = [leaf for part in parts for leaf in leaves_of(part)]
    spelled = keyword_table()["word"]["WITHIN"][1][0]
    closed = old[-1].kind == "INSIDE"
    if closed:
        mark, amount = old[-1], parts[:-1]
    elif [leaf.kind for leaf in old[:2]] == ["WITHIN", "NUMBER"] and old[0].text == spelled and len(old) == 3:
        mark, amount = replace(old[0], kind="INSIDE"), parts[1:]
    else:
        return parts
    places = iter(old)
    ordered = [*amount, mark] if language == "zh" else [mark, *amount]
    return [_dressed(part, places) for part in ordered]


def _dressed(part: Part, places: Iterator[Leaf]) -> Part:
    """The part with the comments of the next places, so that these stay where they are when tokens move."""
    if isinstance(part, Leaf):
        place = next(places)
        return replace(part, before=place.before, apart=place.apart, after=place.after)
    return Node(part.rule, tuple(_dressed(child, places) for child in part.children))

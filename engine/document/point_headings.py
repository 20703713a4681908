"""Headings of numbered points: 一、总体要求 on a line of its own, or （一）加强领导。 before the text of the point.

What demands, forbids, allows or names an amount is no heading, however short: it is a sentence of the text, and rules
have to see it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import Line, joined
from guiju.engine.document.tree import Level, Node
from msgspec.structs import replace

TITLED: frozenset[Level] = frozenset(("book", "chapter", "section", "first", "second", "third", "fourth"))
_POINTS: frozenset[Level] = frozenset(("first", "second", "third", "fourth"))
_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 30
_BINDING = ("MUST_NOT", "MUST", "MAY", "AMOUNT")


def title_end(line: Line, start: int, level: Level) -> int:
    """Where the heading after a number ends: all of the line if it is no sentence, else a first short sentence that more
    follows; `start` where there is no heading."""
    text = line.text
    if len(text) - start <= _LONGEST_HEADING and not text.endswith(words("closed")):
        return start if level in _POINTS and _says_something(text[start:]) else len(text)
    stop = text.find("。", start, start + _LONGEST_RUN_IN + 1)
    inside = text[start:stop]
    if stop < 0 or stop + 1 == len(text) or any(sign in inside for sign in "，；："):
        return start
    return start if _says_something(inside) else stop + 1


def with_headings_of_a_row(found: Iterable[Node]) -> list[Node]:
    """Nodes side by side. Points of one row have headings or have none: where fewer than half of them have one, a short
    first sentence is none either."""
    nodes = list(found)
    points = [node for node in nodes if node.level in _POINTS]
    there = Counter(node.level for node in points)
    headed = Counter(node.level for node in points if node.heading is not None)
    few = {level for level, count in headed.items() if count * 2 < there[level]}
    return [_as_text(node) if node.level in few else node for node in nodes]


def _as_text(node: Node) -> Node:
    if node.heading is None or node.text is None:
        return node
    return replace(node, heading=None, text=joined((node.heading, node.text)))


def _says_something(text: str) -> bool:
    """Whether it binds someone or names an amount. 应当提交的材料 and 禁止行为 do not, 不得有下列行为 does."""
    if any(word in text for word in words("telling")):
        return True
    if terminal("sentences", *_BINDING).search(text) is None:
        return False
    return not text.endswith(words("heading_noun")) or any(word in text for word in words("list_announced"))

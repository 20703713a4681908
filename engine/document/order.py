"""What is odd about the numbers of a text: gaps, numbers used twice, 款 that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.document.headings import follows
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.tree import Level, Node, Part, Problem

_THROUGHOUT: frozenset[Level] = frozenset(("book", "chapter", "article"))
"""Levels whose numbers run through the whole text; the others begin anew under each node, unless they go on."""


def problems_of_order(part: Part) -> Iterator[Problem]:
    """The problems of one text, in its order."""
    last: dict[Level, Ordinal] = {}
    yield from _below(part.nodes, last)
    if part.flattened:
        message = Text(
            "换行丢失,条内各款分不开:引用的款只能定位到条",
            "line ends were lost, so the paragraphs of an article cannot be told apart: what cites one is placed by the "
            "article only",
        )
        yield Problem("paragraphs unknown", message)


def _below(nodes: Sequence[Node], last: dict[Level, Ordinal]) -> Iterator[Problem]:
    here: dict[Level, Ordinal] = {}
    for node in nodes:
        if node.mark is not None and node.number is not None:
            seen = last.get(node.level)
            if node.level not in _THROUGHOUT and not (seen and follows(node.number, seen)):
                seen = here.get(node.level)
            yield from _odd(node.mark, node.number, seen)
            last[node.level] = here[node.level] = node.number
        yield from _below(node.children, last)


def _odd(mark: Line, number: Ordinal, seen: Ordinal | None) -> Iterator[Problem]:
    before = seen or Ordinal(0)
    shown = plain(mark.text)
    if number == before:
        message = Text(f"编号重复:前面已有{shown.zh}", f"the number {shown.en} is used twice")
        yield Problem("duplicate", message, mark.places())
    elif number.n > before.n + 1:
        missing = number.n - before.n - 1
        message = Text(
            f"编号不连续:{shown.zh}之前缺 {missing} 个",
            f"the numbers are not consecutive: {missing} missing before {shown.en}",
        )
        yield Problem("gap", message, mark.places())

"""Wordings: named patterns of text, declared once and used by conditions (`文 匹配 处罚用语`)."""

from __future__ import annotations

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.names import Table, as_name
from guiju.engine.semantics.patterns import fault_of, takes_out, too_large_together
from guiju.engine.semantics.program import Wording
from guiju.engine.syntax import tree as t

_KIND = Text("用语", "wording")


def add_wording(table: Table, decl: t.Decl, pack: str) -> None:
    """Declare a wording. A pattern at fault is an error at its place, and left out."""
    assert decl.name is not None
    name = as_name(decl.name)
    table.refer_to_declared("wording", decl.name, decl.span)
    found = Wording(name, pack, patterns_of(table, decl.head[0], decl.span), decl.span)
    for spelling in dict.fromkeys(name.spellings):
        if table.declare(_KIND, spelling, decl.span):
            table.wordings[spelling] = found


def wording_called(table: Table, word: t.Word) -> Wording | None:
    """The wording of a name; an unknown one is an error that offers the nearest."""
    found = table.wordings.get(word.text)
    if found is None:
        table.unknown(_KIND, word, table.wordings)
        return None
    table.refer("wording", word, found.name, found.span)
    return found


def patterns_of(table: Table, written: tuple[t.Word, ...], at: Span) -> tuple[str, ...]:
    """The patterns without fault among those written; `at` is the place of all of them together."""
    if len(written) > limits.PATTERNS_PER_WORDING:
        most = limits.PATTERNS_PER_WORDING
        message = Text(f"一个用语最多写 {most} 个样式", f"a wording has {most} patterns at most")
        table.error("P051", message, written[most].span)
    within = written[: limits.PATTERNS_PER_WORDING]
    good = tuple(word.text for word in within if _without_fault(table, word))
    if len(good) > 1 and too_large_together(good):
        table.error("P051", Text("这些样式合起来太大", "these patterns together come to too much"), at)
        return ()
    if good and all(map(takes_out, good)):
        message = Text("只写了除去什么,没有写找什么", "it says what to take out, and not what to look for")
        table.error("P050", message, within[0].span)
        return ()
    return good


def _without_fault(table: Table, word: t.Word) -> bool:
    """Whether a pattern can be used; if not, the error stands at the piece of it that is wrong."""
    table.patterns += 1
    if table.patterns > limits.PATTERNS_PER_LIBRARY:
        most = limits.PATTERNS_PER_LIBRARY
        message = Text(f"规则包合计超过 {most} 个样式", f"all packs together have more than {most} patterns")
        table.error("P051", message, word.span)
        return False
    fault = fault_of(word.text)
    if fault is None:
        return True
    first = word.span.column + 1
    end = first + max(fault.end, fault.start + 1)
    place = Span(word.span.file, word.span.line, first + fault.start, word.span.line, end)
    table.error("P051" if fault.too_large else "P050", fault.message, place, fault.hint)
    return False

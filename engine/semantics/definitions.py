"""Definitions before they are resolved: which rest on which, the circles among them, and those nested too deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.cycles import definition_cycles
from guiju.engine.semantics.names import Definition, Table
from guiju.engine.semantics.vocabulary import find_field
from guiju.engine.syntax import tree as t


def circles(table: Table) -> tuple[list[Diagnostic], frozenset[str]]:
    """An error for each circle of definitions, and the names of those that rest on themselves (found by walking the
    definitions as written, so that each is looked at once however often it is used)."""
    links = {found.name.zh: {name for name, _ in _used(table, found)} for found in _all(table)}
    spans = {found.name.zh: found.span for found in _all(table)}
    names = {found.name.zh: found.name.text for found in _all(table)}
    errors = definition_cycles(links, spans, names)
    return errors, frozenset(
        name for name in links if name in _reached(links, name)
    ) if errors else frozenset()


def too_deep(table: Table) -> tuple[list[Diagnostic], frozenset[str]]:
    """The definitions nested deeper than the limit, with those that they use, and an error for each that does not only
    use such a one. The definitions of circles (`table.unusable`) are not looked into."""
    most = limits.DEFINITION_DEPTH
    depths: dict[str, int] = {}
    errors: list[Diagnostic] = []
    for found in _used_first(table):
        used = [(depths.get(name, 0), level) for name, level in _used(table, found)]
        depths[found.name.zh] = max([_levels(found), *(depth + level for depth, level in used)])
        if depths[found.name.zh] > most and all(depth <= most for depth, _ in used):
            message = Text(
                f"定义“{shown(found.name.zh)}”连同所用的定义,嵌套超过 {most} 层上限",
                f"the definition '{shown(found.name.en)}', with those it uses, is nested deeper than the limit of {most}",
            )
            hint = Text(
                "少隔几层,直接写出其中的条件",
                "leave some out on the way, and write the condition itself there",
            )
            errors.append(Diagnostic("P002", message, found.span, hint))
    return errors, frozenset(name for name, depth in depths.items() if depth > most)


def _all(table: Table) -> list[Definition]:
    """Each definition once, however many names it has."""
    return list({found.name.zh: found for found in table.definitions.values()}.values())


def _used_first(table: Table) -> Iterator[Definition]:
    """The definitions that rest on no circle of their own, each behind those it uses."""
    done = set(table.unusable)
    for start in _all(table):
        waiting = [(start, True)]
        while waiting:
            found, entering = waiting.pop()
            if found.name.zh in done:
                continue
            if entering:
                waiting.append((found, False))
                waiting += [(table.definitions[name], True) for name, _ in _used(table, found)]
            else:
                done.add(found.name.zh)
                yield found


def _used(table: Table, found: Definition) -> Iterator[tuple[str, int]]:
    """The definitions that a definition names, each with how deep in it that stands; a field of the step it is about
    comes before a definition of the same name."""
    step = table.steps.get(found.step.text) if found.step is not None else None
    for node, level in _nodes(found):
        ref = node.args[0] if node.op == "truth" else None
        if not isinstance(ref, t.Ref) or ref.owner is not None or ref.name.text not in table.definitions:
            continue
        if step is None or find_field(step.fields, ref.name.text) is None:
            yield table.definitions[ref.name.text].name.zh, level


def _levels(found: Definition) -> int:
    return max(level for _, level in _nodes(found))


def _nodes(found: Definition) -> Iterator[tuple[t.Expr, int]]:
    """The conditions in a definition, each with the number of those that it stands in, itself included."""
    waiting: list[tuple[object, int]] = [(found.expr, 1)]
    while waiting:
        node, level = waiting.pop()
        if isinstance(node, t.Expr):
            yield node, level
            waiting += [(part, level + 1) for part in node.args]


def _reached(links: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in links[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found

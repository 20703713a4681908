"""Definitions before they are resolved: which rest on which, and the circles among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.semantics.cycles import definition_cycles
from guiju.engine.semantics.names import Definition, Table
from guiju.engine.semantics.vocabulary import find_field
from guiju.engine.syntax import tree as t


def circles(table: Table) -> tuple[list[Diagnostic], frozenset[str]]:
    """An error for each circle of definitions, and the names of those that rest on themselves (found by walking the
    definitions as written, so that each is looked at once however often it is used)."""
    links = {found.name.zh: set(_used(table, found)) for found in table.definitions.values()}
    spans = {found.name.zh: found.span for found in table.definitions.values()}
    names = {found.name.zh: found.name.text for found in table.definitions.values()}
    errors = definition_cycles(links, spans, names)
    return errors, frozenset(
        name for name in links if name in _reached(links, name)
    ) if errors else frozenset()


def _used(table: Table, found: Definition) -> Iterator[str]:
    """The definitions that a definition names; a field of the step it is about comes before one of the same name."""
    step = table.steps.get(found.step.text) if found.step is not None else None
    waiting: list[object] = [found.expr]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, t.Expr):
            continue
        waiting += node.args
        ref = node.args[0] if node.op == "truth" else None
        if not isinstance(ref, t.Ref) or ref.owner is not None or ref.name.text not in table.definitions:
            continue
        if step is None or find_field(step.fields, ref.name.text) is None:
            yield table.definitions[ref.name.text].name.zh


def _reached(links: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in links[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found

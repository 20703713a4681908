"""The declarations of a pack as an outline: packs, norms, procedures with their steps, facts, rules, examples."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.editor.library import Library
from guiju.engine.semantics.names import as_name
from guiju.engine.syntax import tree as t
from msgspec import Struct


class Symbol(Struct, frozen=True):
    """A declaration: its kind (see `syntax.tree.Decl`, and `step`), its name, its whole stretch and its name's."""

    kind: str
    name: Text
    span: Span
    name_span: Span
    children: tuple[Symbol, ...] = ()


def symbols(library: Library, file: str) -> list[Symbol]:
    """The named declarations of a file, in their order."""
    found = []
    for decl in library.declarations(file):
        children = tuple(_step(s) for s in decl.clauses if isinstance(s, t.StepNode))
        if decl.name is not None:
            name, word = as_name(decl.name).text, decl.name.word
        elif decl.kind in ("example", "unchecked") and isinstance(decl.head[0], t.Word):
            word = decl.head[0]
            name = Text(word.text, word.text)
        else:
            continue
        found.append(Symbol(decl.kind, name, decl.span, word.span, children))
    return found


def _step(node: t.StepNode) -> Symbol:
    return Symbol("step", as_name(node.name).text, node.span, node.name.word.span)

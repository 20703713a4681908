"""Where the thing under the cursor is declared, and where else it is spoken of."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Span
from guiju.engine.editor.library import Library
from guiju.engine.editor.sameness import declarations_of, same_things
from guiju.engine.semantics.names import Reference


def definition(library: Library, reference: Reference | None) -> list[Span]:
    """The declarations of what a word means; a value may be declared by several fields of one name."""
    return declarations_of(library, reference) if reference is not None else []


def references(library: Library, reference: Reference | None, *, declarations: bool = True) -> list[Span]:
    """Every word of the library that means the same, with or without the words of its declaration."""
    if reference is None:
        return []
    return [r.span for r in same_things(library, reference) if declarations or not r.declares]

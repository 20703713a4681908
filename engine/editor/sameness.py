"""Which words of a library mean the same thing, and which rules speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.editor.library import Library, holds
from guiju.engine.semantics.names import Reference
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule, ScopeRule

Speaking = Rule | ExceptionRule | CountsRule | ScopeRule
Key = tuple[str, str, Span | None]


def key_of(reference: Reference) -> Key:
    """What tells things apart: fields by where they are declared, values by where their field or fact is, all else
    by kind and Chinese name."""
    apart = reference.declared if reference.kind in ("field", "value") else None
    return reference.kind, reference.name.zh, apart


def same_things(library: Library, reference: Reference) -> list[Reference]:
    """Every word of the library that means the same as one, its declaration included, by place."""
    key = key_of(reference)
    return [r for r in library.words if key_of(r) == key]


def declarations_of(library: Library, reference: Reference) -> list[Span]:
    """Where a thing is declared: the first word of its declaration. None for words of the language."""
    found = [r for r in same_things(library, reference) if r.declares]
    first: dict[Span | None, Span] = {}
    for declaring in found:
        first.setdefault(declaring.declared, declaring.span)
    return list(first.values())


def speaking_of(library: Library, reference: Reference) -> list[Speaking]:
    """The rules, exceptions and whatever else judges that speak of a thing, also through a definition; in the order
    of their places. Examples do not count."""
    places = dict.fromkeys(_places(library, reference, set()))
    program = library.program
    everything: Iterable[Speaking] = (*program.rules, *program.exceptions, *program.counts, *program.scopes)
    found = []
    for item in everything:
        if item.span is not None and any(holds(item.span, place) for place in places):
            found.append(item)
    return found


def _places(library: Library, reference: Reference, seen: set[Key]) -> Iterator[Span]:
    """Where a thing is spoken of outside examples, and where a definition is that speaks of it."""
    seen.add(key_of(reference))
    examples = [e.span for e in library.program.examples if e.span is not None]
    for found in same_things(library, reference):
        if found.declares or any(holds(example, found.span) for example in examples):
            continue
        yield found.span
        decl = library.declaration_at(found.span)
        if decl is not None and decl.kind == "define" and decl.name is not None:
            definition = library.declared.get(("definition", decl.name.word.text))
            if definition is not None and key_of(definition) not in seen:
                yield from _places(library, definition, seen)

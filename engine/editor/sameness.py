"""Which words of a library mean the same thing, and which rules speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.editor.library import Library, Stretches
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
    places = Stretches((place, None) for place in _places(library, reference, set()))
    program = library.program
    everything: Iterable[Speaking] = (*program.rules, *program.exceptions, *program.counts, *program.scopes)
    return [item for item in everything if item.span is not None and places.any_within(item.span)]


def _places(library: Library, reference: Reference, seen: set[Key]) -> Iterator[Span]:
    """Where a thing is spoken of outside examples, and where a definition is that speaks of it."""
    seen.add(key_of(reference))
    for found in same_things(library, reference):
        if found.declares or library.examples.around(found.span) is not None:
            continue
        yield found.span
        definition = library.definitions.around(found.span)
        if definition is not None and key_of(definition) not in seen:
            yield from _places(library, definition, seen)

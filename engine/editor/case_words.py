"""The words of a case file that stand for something the packs declare: procedures, steps, fields, facts, values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guiju.engine.case.compose import compose
from guiju.engine.case.form import AUTHORITY, CASE, RECORD, REVIEWED, WAIVER, Key, Keys
from guiju.engine.case.nodes import ListNode, MapNode, Node, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor.library import Library
from guiju.engine.semantics.names import Reference, RefKind
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, StepDecl, Type, find_field, find_name


def is_case(text: str) -> bool:
    """Whether a YAML text is a case file, or one that is being begun: it has a procedure, or the name of a case."""
    words = "|".join((*CASE["procedure"].spellings, "案卷", "case"))
    return re.search(rf"^(?:{words})\s*:", text, re.MULTILINE) is not None


def case_references(library: Library, source: Source) -> tuple[Reference, ...]:
    """The words that stand for something, by place; none while the file is no YAML that can be read."""
    root = _tree(source)
    found = list(_case(library, root)) if isinstance(root, MapNode) else []
    return tuple(sorted(found, key=lambda r: (r.span.line, r.span.column)))


@lru_cache(maxsize=16)
def _tree(source: Source) -> Node | None:
    return compose(source, Problems())


def _case(library: Library, root: MapNode) -> Iterator[Reference]:
    vocabulary = library.program.vocabulary
    for key, value in _keyed(root, CASE):
        match key:
            case "procedure":
                for word in _scalars(value):
                    named = [p.name for p in library.program.procedures.values()]
                    yield from _word(library, "procedure", word, find_name(named, word.text))
            case "authority" if isinstance(value, MapNode):
                for inner, level in _keyed(value, AUTHORITY):
                    if inner == "level" and isinstance(level, Scalar):
                        yield from _word(library, "word", level, find_name(vocabulary.levels, level.text))
            case "facts" if isinstance(value, MapNode):
                for entry in value.entries:
                    fact = vocabulary.fact(entry.key.text)
                    if fact is not None:
                        yield Reference(_inner(entry.key), "fact", fact.name, fact.span)
                        yield from _values(library, entry.value, fact.type, fact)
            case "steps" if isinstance(value, ListNode):
                for record in value.items:
                    if isinstance(record, MapNode):
                        yield from _record(library, record)
            case "waivers" if isinstance(value, ListNode):
                for waiver in value.items:
                    if isinstance(waiver, MapNode):
                        yield from _rule_of(library, waiver, WAIVER)
            case "reviewed" if isinstance(value, ListNode):
                for passage in value.items:
                    if isinstance(passage, MapNode):
                        yield from _rule_of(library, passage, REVIEWED)


def _record(library: Library, record: MapNode) -> Iterator[Reference]:
    words = [v for k, v in _keyed(record, RECORD) if k == "step" and isinstance(v, Scalar)]
    step = library.program.vocabulary.step(words[0].text) if words else None
    if step is None:
        return
    yield Reference(_inner(words[0]), "step", step.name, step.span)
    yield from _fields(library, record, step.fields, step)


def _rule_of(library: Library, entry: MapNode, form: Keys) -> Iterator[Reference]:
    words = [v for k, v in _keyed(entry, form) if k == "rule" and isinstance(v, Scalar)]
    for word in words[:1]:
        yield from _word(library, "rule", word, find_name([r.name for r in library.program.rules], word.text))


def _fields(
    library: Library, node: MapNode, declared: tuple[FieldDecl, ...], step: StepDecl | None
) -> Iterator[Reference]:
    for entry in node.entries:
        field = find_field(declared, entry.key.text)
        if field is not None:
            owner = step.name.zh if step is not None else ""
            yield Reference(_inner(entry.key), "field", field.name, field.span, owner)
            yield from _values(library, entry.value, field.type, field)


def _values(library: Library, node: Node, kind: Type, owner: FactDecl | FieldDecl) -> Iterator[Reference]:
    for item in node.items if isinstance(node, ListNode) else (node,):
        if isinstance(item, MapNode):
            yield from _fields(library, item, kind.item, None)
        elif isinstance(item, Scalar):
            value = find_name(kind.values, item.text)
            if value is not None:
                yield Reference(_inner(item), "value", value, owner.span, owner.name.zh)


def _word(library: Library, kind: RefKind, word: Scalar, name: Name | None) -> Iterator[Reference]:
    if name is not None:
        known = library.declared.get((kind, name.zh))
        yield Reference(_inner(word), kind, name, known.declared if known else None)


def _keyed(node: MapNode, form: Keys) -> Iterator[tuple[str, Node]]:
    names = _names(tuple(form.items()))
    for entry in node.entries:
        if entry.key.text in names:
            yield names[entry.key.text], entry.value


@lru_cache(maxsize=8)
def _names(form: tuple[tuple[str, Key], ...]) -> dict[str, str]:
    return {spelling: name for name, key in form for spelling in key.spellings}


def _scalars(node: Node) -> Iterator[Scalar]:
    for item in node.items if isinstance(node, ListNode) else (node,):
        if isinstance(item, Scalar):
            yield item


def _inner(word: Scalar) -> Span:
    """The word without the quotation marks around it."""
    span = word.span
    if not word.quoted or span.end_column - span.column != len(word.text) + 2:
        return span
    return Span(span.file, span.line, span.column + 1, span.end_line, span.end_column - 1)

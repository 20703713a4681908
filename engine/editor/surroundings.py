"""Whose fields a bare name means at a place: the step in the brackets, the list, or the step the rule is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guiju.engine.editor.library import Library
from guiju.engine.editor.tokens import terminals
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    FieldDecl,
    StepDecl,
    Type,
    find_field,
)
from lark import Token, Tree
from msgspec import Struct

Parts = Sequence[object]
"""Unfinished parts of a declaration, as the parser holds them: tokens and finished subtrees."""


class Surroundings(Struct, frozen=True):
    """`own` is the step whose fields a bare name means, `this` the step of the record a rule is about, `item` the
    fields of the elements of a list that a bare name may mean as well, `entry` those of the element that 它 means."""

    own: StepDecl | None
    this: StepDecl | None
    item: tuple[FieldDecl, ...] = ()
    entry: tuple[FieldDecl, ...] = ()


class Typed(Struct, frozen=True):
    """A field or fact that was named, by its Chinese name, with the step of a field."""

    name: str
    type: Type
    step: str = ""


def surroundings(library: Library, declaration: str, parts: Parts) -> Surroundings:
    """What stands around the end of `parts`, inside the text of a declaration."""
    this = _about(library, declaration)
    for index in range(len(parts) - 1, 0, -1):
        opened = kind(parts[index - 1]), kind(parts[index])
        if opened == ("NAME", "LPAR"):
            outer = surroundings(library, declaration, parts[: index - 1])
            step = library.program.vocabulary.step(str(parts[index - 1]))
            return Surroundings(step, this, (), outer.entry)
        if opened == ("SATISFIES", "LPAR"):
            outer = surroundings(library, declaration, parts[: index - 1])
            of = named(library, outer, parts[index - 2])
            item = of.type.item if of else ()
            return Surroundings(outer.own, this, item, outer.entry or item)
        if kind(parts[index]) == "LBRACE" and index > 1 and kind(parts[index - 2]) == "FOR_EACH":
            outer = surroundings(library, declaration, parts[: index - 1])
            of = named(library, outer, parts[index - 1])
            return Surroundings(outer.own, this, (), of.type.item if of else ())
    return Surroundings(this, this)


def named(library: Library, around: Surroundings, part: object) -> Typed | None:
    """The field or fact that a finished reference means."""
    words = [part] if isinstance(part, Token) else []
    if isinstance(part, Tree):
        words = list(part.scan_values(lambda w: isinstance(w, Token)))
    kinds = [w.type for w in words]
    if kinds == ["NAME"]:
        return bare(library, around, str(words[0]))
    if kinds == ["FACT", "DOT", "NAME"]:
        return fact(library, str(words[2]))
    if kinds == ["THIS", "DOT", "NAME"] and around.this is not None:
        return _field(around.this.fields, str(words[2]), around.this.name.zh)
    return None


def bare(library: Library, around: Surroundings, name: str) -> Typed | None:
    """What a name alone means: a part of a list's elements, a field, a fact."""
    if (found := _field(around.item, name, "")) is not None:
        return found
    if around.own is not None:
        found = _field(around.own.fields, name, around.own.name.zh)
    return found or fact(library, name)


def fact(library: Library, name: str) -> Typed | None:
    """A fact by any of its names."""
    found = library.program.vocabulary.fact(name) or next(
        (f for f in AUTHORITY_FACTS.values() if name in f.name.spellings), None
    )
    return Typed(found.name.zh, found.type) if found else None


def kind(part: object) -> str:
    """The terminal of a token, the rule of a subtree."""
    if isinstance(part, Token):
        return part.type
    return str(part.data) if isinstance(part, Tree) else ""


def first_word(part: object) -> str:
    """The first word of a token or subtree."""
    if isinstance(part, Tree):
        return str(next(part.scan_values(lambda w: isinstance(w, Token)), ""))
    return str(part)


def _field(fields: tuple[FieldDecl, ...], name: str, step: str) -> Typed | None:
    found = find_field(fields, name)
    return Typed(found.name.zh, found.type, step) if found else None


def _about(library: Library, declaration: str) -> StepDecl | None:
    """The step of the record that a declaration is about; of an exception, that of the rule it is against."""
    step = library.program.vocabulary.step
    pattern = r"(\w+)\s*(?:\([^()]*\)\s*)?"  # a step and what is asked of its record
    for form in (
        rf"(?:{_words('EACH')}|{_words('RECORD')})\s+(\w+)",
        rf"\w\)?\s*(?:{_words('BEFORE')})\s+(\w+)",
        rf"{pattern}(?:{_words('THEN')}|{_words('LASTS')})",
    ):
        about = re.search(form, declaration)
        if about is not None and (declared := step(about[1])) is not None:
            return declared
    against = re.search(rf"(?:{_words('AGAINST')})\s+(\w+)", declaration)
    seen: set[str] = set()
    name = against[1] if against else ""
    while name and name not in seen:
        seen.add(name)
        rule = next((r for r in library.program.rules if name in r.name.spellings), None)
        if rule is not None:
            return library.program.vocabulary.step(rule.step) if rule.step else None
        exception = next((e for e in library.program.exceptions if name in e.name.spellings), None)
        name = exception.targets[0] if exception and exception.targets else ""
    return None


def _words(terminal: str) -> str:
    return "|".join(rf"(?<!\w){re.escape(word)}" for words in terminals()[terminal] for word in words)

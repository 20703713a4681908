"""The names that may come at a place of a pack: steps, fields, facts, values, rules, norms, words of fixed sets.

The place is known by the unfinished parts before it, as the parser holds them once a name has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guiju.engine.editor.library import Library
from guiju.engine.editor.surroundings import Parts, Typed, bare, fact, first_word, kind, named, surroundings
from guiju.engine.editor.tokens import Before
from guiju.engine.norms.norm_index import load_index
from guiju.engine.semantics.names import LAYERS, RefKind
from guiju.engine.semantics.resolve_examples import STATE_NAMES
from guiju.engine.semantics.resolve_exceptions import UNCHECKED_KINDS
from guiju.engine.semantics.resolve_rules import HOW_SURE, SEVERITIES, STRENGTHS
from guiju.engine.semantics.resolve_vocabulary import TYPE_NAMES
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS, BUILT_IN, LEVELS, FieldDecl, Name, StepDecl
from lark import Token, Tree
from msgspec import Struct


class Candidate(Struct, frozen=True):
    """A name that may come, as a reference would have it."""

    kind: RefKind
    name: Name
    owner: str = ""


_STEPS = (
    "EACH",
    "HAS",
    "HAS_NO",
    "BEFORE",
    "THEN",
    "REDO",
    "RECORD",
    "EXCLUDING",
    "NONE_BETWEEN",
    "quantity",
)
_FIXED: Mapping[str, tuple[Name, ...]] = {
    "LAYER": LAYERS,
    "DELEGATES": LAYERS,
    "LEVELS": LEVELS,
    "READ_AS": LEVELS,
    "STRENGTH": STRENGTHS,
    "SEVERITY": SEVERITIES,
    "SUSPECTED": HOW_SURE,
    "KIND": UNCHECKED_KINDS,
    "NAME": tuple(STATE_NAMES.values()),
    "COLON": tuple(TYPE_NAMES.values()),
}
"""After a terminal, words of a fixed set. A name that follows a name is the state an example expects."""

_DECLARED: Mapping[str, RefKind] = {
    "AGAINST": "rule",
    "EXPECT": "rule",
    "OVER": "pack",
    "BY_REFERENCE": "pack",
    "PACK": "pack",
    "PROCEDURES": "procedure",
    "MATCHES": "wording",
}
_OPERANDS = (
    "WHEN", "TEST", "PROOF", "FOR_EACH", "NOT", "AND", "OR", "STATED", "EVERY", "MOST", "PIECES", "FRACTION", "NUMBER",
    "PLUS", "MINUS", "TIMES", "DIVIDED", "SLASH",
)  # fmt: skip
_DAYS = ("FROM", "TO", "COUNTED_AT")
_CLAUSES = ("LBRACE", "SEMICOLON")


def candidates(library: Library, place: Before) -> list[Candidate]:
    """What a name at the place may be, the likeliest first; nothing where a new name is given."""
    if place.parts_before_name is None:
        return []
    return list(dict.fromkeys(_Place(library, place, place.parts_before_name).names()))


class _Place:
    def __init__(self, library: Library, place: Before, parts: Parts) -> None:
        self._library = library
        self._accepted = place.accepted
        self._parts = parts
        self._around = surroundings(library, place.declaration, parts)

    def names(self) -> Iterator[Candidate]:
        at = _head(self._parts)
        head = kind(self._parts[at]) if at >= 0 else ""
        before = self._parts[at - 1] if at > 0 else None
        if head in _STEPS or (head == "AS" and kind(before) == "NAME"):
            yield from self._steps()
        elif head in _FIXED or head == "AS":
            yield from _words(_FIXED.get(head, LEVELS))
        elif head in _DECLARED:
            yield from self._declared(_DECLARED[head])
        elif head in ("BASIS", "LIABILITY"):
            yield from self._norms()
        elif head == "NORM":
            yield from (Candidate("norm", Name(key, key)) for key in load_index().keys)
        elif head == "UNLESS_BOUND":
            yield from self._facts()
        elif head == "DOT":
            yield from self._parts_of(kind(before))
        elif head in ("AT_LEAST", "WITHIN"):
            yield from self._declared("parameter")
        elif head in _DAYS:
            yield from self._steps() if kind(before) == "plain_duration" else self._days()
        elif head == "DEFAULT":
            yield from self._listed(at)
        elif head in ("comparator", "CONTAINS", "LBRACKET", "EQ"):
            yield from self._values(at, head)
        elif "ACTOR" in self._accepted:
            yield from self._assigned(at)
        elif self._in_condition(head, before):
            yield from self._operands()
        elif at < 0 or head in _CLAUSES or kind(before) == "LATEST" or not isinstance(self._parts[at], Token):
            yield from self._steps()

    def _in_condition(self, head: str, before: object) -> bool:
        if head == "LPAR":
            return "NOT" in self._accepted or kind(before) in ("COUNT", "FIRST", "LAST", "ODD")
        return head in _OPERANDS

    # --- kinds of names -----------------------------------------------------------------------------------

    def _steps(self) -> Iterator[Candidate]:
        for step in self._library.program.vocabulary.steps.values():
            yield Candidate("step", step.name)

    def _facts(self) -> Iterator[Candidate]:
        for declared in (*self._library.program.vocabulary.facts.values(), *AUTHORITY_FACTS.values()):
            yield Candidate("fact", declared.name)

    def _norms(self) -> Iterator[Candidate]:
        for key in self._library.program.norms:
            yield Candidate("norm", Name(key, key))

    def _declared(self, wanted: RefKind) -> Iterator[Candidate]:
        for (kind_, _), reference in self._library.declared.items():
            if kind_ == wanted:
                yield Candidate(wanted, reference.name)

    def _fields(self, step: StepDecl | None) -> Iterator[Candidate]:
        if step is not None:
            yield from _fields_of(step.fields, step.name.zh)
            yield from _words(field.name for field in BUILT_IN.values())

    def _parts_of(self, whole: str) -> Iterator[Candidate]:
        """What may follow the point of 事实., 它. and 本."""
        if whole == "FACT":
            return self._facts()
        if whole == "IT":
            return _fields_of(self._around.entry, "")
        return self._fields(self._around.this)

    def _operands(self) -> Iterator[Candidate]:
        yield from _fields_of(self._around.item, "")
        if self._around.own is not None:
            yield from _fields_of(self._around.own.fields, self._around.own.name.zh)
        yield from self._facts()
        yield from self._declared("definition")
        yield from self._declared("parameter")
        if self._around.own is not None:
            yield from _words(field.name for field in BUILT_IN.values())

    def _days(self) -> Iterator[Candidate]:
        own = self._around.own
        yield from _fields_of([f for f in own.fields if f.type.kind == "date"] if own else (), _zh(own))
        for declared in self._library.program.vocabulary.facts.values():
            if declared.type.kind == "date":
                yield Candidate("fact", declared.name)

    # --- values -------------------------------------------------------------------------------------------

    def _values(self, at: int, head: str) -> Iterator[Candidate]:
        """What may be compared with, or given to, the field or fact before it."""
        left = at - 2 if head == "LBRACKET" else at - 1
        of = self._given(left) if head == "EQ" or kind(self._parts[at - 1]) == "EQ" else None
        if head == "EQ" and of is None:  # of a definition
            yield from self._operands()
        elif of is None and head != "EQ":
            of = named(self._library, self._around, self._parts[left])
        if of is not None and of.type.values:
            yield from _values_of(of)
        elif head == "comparator":
            yield from self._operands()

    def _given(self, at: int) -> Typed | None:
        """The field or fact that an example gives a value to; None where a definition stands instead."""
        if kind(self._parts[at]) != "_assigned":
            return None
        name = first_word(self._parts[at])
        if kind(self._parts[_head(self._parts[:at])]) == "FACT":
            return fact(self._library, name)
        return bare(self._library, self._around, name)

    def _assigned(self, at: int) -> Iterator[Candidate]:
        """What is given a value in an example: fields of the record, facts, or parts of a list's element."""
        if kind(self._parts[at]) == "FACT":
            yield from self._facts()
        elif kind(self._parts[at]) == "LPAR" and self._around.own is not None:
            yield from _fields_of(self._around.own.fields, self._around.own.name.zh)
        else:
            for index in range(at, 0, -1):
                if kind(self._parts[index]) == "EQ":
                    of = self._given(index - 1)
                    yield from _fields_of(of.type.item if of else (), of.name if of else "")
                    return

    def _listed(self, at: int) -> Iterator[Candidate]:
        """The values that the type before a default lists."""
        choices = self._parts[at - 1]
        for choice in choices.find_data("choice") if isinstance(choices, Tree) else ():
            yield Candidate("value", Name(str(choice.children[0]), str(choice.children[0])))


def _head(parts: Parts) -> int:
    """The part that says what comes: the last one, or the one that begins a row of which a comma was the last sign."""
    at = len(parts) - 1
    if at >= 0 and kind(parts[at]) == "COMMA":
        while at >= 0 and (not isinstance(parts[at], Token) or kind(parts[at]) in ("COMMA", "NAME")):
            at -= 1
    return at


def _words(names: Iterable[Name]) -> Iterator[Candidate]:
    for name in names:
        yield Candidate("word", name)


def _fields_of(fields: Iterable[FieldDecl], owner: str) -> Iterator[Candidate]:
    for field in fields:
        yield Candidate("field", field.name, owner)


def _values_of(of: Typed) -> Iterator[Candidate]:
    for name in of.type.values:
        yield Candidate("value", name, of.name)


def _zh(step: StepDecl | None) -> str:
    return step.name.zh if step is not None else ""

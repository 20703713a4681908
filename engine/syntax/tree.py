"""The syntax tree: what a pack says, in either language, before names are resolved. Every node has its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from guiju.engine.diagnostics.model import Span
from msgspec import Struct


class Word(Struct, frozen=True):
    """A name as written."""

    text: str
    span: Span


class NameDecl(Struct, frozen=True):
    word: Word
    aliases: tuple[Word, ...]


class TextNode(Struct, frozen=True):
    """A text in Chinese and, after a slash, in English (`en` None when not given)."""

    zh: str
    en: str | None
    span: Span


class Cite(Struct, frozen=True):
    """A provision; `through` is the last of a range of articles, with the number inserted after it (0: none)."""

    norm: Word
    article: int | None
    paragraph: int | None
    item: int | None
    sentence: int | None
    span: Span
    suffix: int = 0
    through: tuple[int, int] | None = None


class Dur(Struct, frozen=True):
    """A number with a unit, the name of a parameter, or (`of`) a fact or field that states the length; or the sum of
    `shares`, each a length with numerator and denominator."""

    n: int
    unit: Literal["hour", "day", "workday", "month", "year"]
    param: Word | None
    span: Span
    of: Ref | None = None
    shares: tuple[tuple[Dur, int, int], ...] = ()


# --- conditions -------------------------------------------------------------------------------------------


class Literal_(Struct, frozen=True):
    """`kind` is number, amount, duration, text, date, true, false or none; a bare name among values is kind `name`."""

    kind: str
    value: Decimal | str | date | bool | Dur | None
    span: Span


class Ref(Struct, frozen=True):
    """`owner` is None for a bare name, else `this` (本.x), `fact` (事实.x) or `item` (它.x; 它 alone is the element)."""

    owner: Literal["this", "fact", "item"] | None
    name: Word
    span: Span


class Derived(Struct, frozen=True):
    """count / first / last of a list; distinct / most_frequent / sum of it or of a field of its elements."""

    kind: Literal["count", "first", "last", "distinct", "most_frequent", "sum"]
    of: Ref
    span: Span
    field: Word | None = None


class Calculated(Struct, frozen=True):
    """Two operands joined by an arithmetic sign (+ - * /)."""

    op: Literal["+", "-", "*", "/"]
    left: Any
    right: Any
    span: Span


class Expr(Struct, frozen=True):
    """A condition node: `op` names the form, `args` its parts (see build.py for the shape of each)."""

    op: str
    args: tuple[Any, ...]
    span: Span


# --- requirements -----------------------------------------------------------------------------------------


class Pattern(Struct, frozen=True):
    step: Word
    where: Expr | None
    span: Span


class PointNode(Struct, frozen=True):
    """`kind`: earliest, this (default point of the record), start, end, field, fact, element (a field of the entry of
    a list), day (written out), year_day (a month and day, `years` after the activation's), latest, step_end; of the day
    whose law applies also procedure_start, step_before, step_after."""

    kind: str
    name: Word | None
    parts: tuple[PointNode, ...]
    span: Span
    day: date | None = None
    years: int = 0


class Option(Struct, frozen=True):
    """One option of a window: its name and its argument (a duration, names, an edge or nothing)."""

    name: str
    arg: Any
    span: Span


class Requirement(Struct, frozen=True):
    """`form`: exists, forbid, precedes, responds, lasts, apart, test, for_each, all_of, any_of."""

    form: str
    span: Span
    pattern: Pattern | None = None
    other: Pattern | None = None
    direction: str | None = None
    point: PointNode | None = None
    options: tuple[Option, ...] = ()
    quantity: tuple[str, int | Word] | None = None
    bound: tuple[str, Dur] | None = None
    cond: Expr | None = None
    parts: tuple[Requirement, ...] = ()
    ends: tuple[Ref, Ref] | None = None
    of: Ref | None = None


# --- declarations -----------------------------------------------------------------------------------------


class Clause(Struct, frozen=True):
    """One clause of a declaration: its keyword's role and its arguments."""

    role: str
    args: tuple[Any, ...]
    span: Span


class TypeNode(Struct, frozen=True):
    kind: Literal["choices", "list", "values", "records"]
    choices: tuple[NameDecl, ...]
    fields: tuple[FieldNode, ...]
    span: Span


class FieldNode(Struct, frozen=True):
    name: NameDecl
    type: TypeNode
    span: Span


class StepNode(Struct, frozen=True):
    name: NameDecl
    interval: bool
    clauses: tuple[Clause, ...]
    span: Span
    deliberates: bool = False


class Extension(Struct, frozen=True):
    """Further fields for a step that another pack declares."""

    step: Word
    fields: tuple[FieldNode, ...]
    span: Span


class Decl(Struct, frozen=True):
    """A declaration. `kind`: pack, import, norm, procedure, fact, define, param, rule, exception, counts,
    scope, unchecked, example, wording. `head` holds what stands before the braces, by kind (see build.py)."""

    kind: str
    name: NameDecl | None
    head: tuple[Any, ...]
    clauses: tuple[Any, ...]
    span: Span


class PackFile(Struct, frozen=True):
    """One file of the language."""

    name: str
    decls: tuple[Decl, ...]

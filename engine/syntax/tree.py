"""The syntax tree: what a pack says, in either language, before names are resolved. Every node has its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from guiju.engine.diagnostics.model import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A name as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NameDecl:
    word: Word
    aliases: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text in Chinese and, after a slash, in English (`en` None when not given)."""

    zh: str
    en: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Cite:
    norm: Word
    article: int | None
    paragraph: int | None
    item: int | None
    sentence: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Dur:
    """A number with a unit, or the name of a parameter."""

    n: int
    unit: str
    param: Word | None
    span: Span


# --- conditions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal_:
    """`kind` is number, text, date, true, false or none; a bare name among values is kind `name`."""

    kind: str
    value: Decimal | str | date | bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Ref:
    """`owner` is None for a bare name, else `this` (本.x) or `fact` (事实.x)."""

    owner: Literal["this", "fact"] | None
    name: Word
    span: Span


@dataclass(frozen=True, slots=True)
class Derived:
    """count / first / last of a list."""

    kind: Literal["count", "first", "last"]
    of: Ref
    span: Span


@dataclass(frozen=True, slots=True)
class Expr:
    """A condition node: `op` names the form, `args` its parts (see build.py for the shape of each)."""

    op: str
    args: tuple[Any, ...]
    span: Span


# --- requirements -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pattern:
    step: Word
    where: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class PointNode:
    """`kind`: this (default point of the record), start, end, field, fact, latest, step_end."""

    kind: str
    name: Word | None
    parts: tuple[PointNode, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a window: its name and its argument (a duration, names, an edge or nothing)."""

    name: str
    arg: Any
    span: Span


@dataclass(frozen=True, slots=True)
class Requirement:
    """`form`: exists, forbid, precedes, responds, lasts, test, all_of, any_of."""

    form: str
    span: Span
    pattern: Pattern | None = None
    other: Pattern | None = None
    direction: str | None = None
    point: PointNode | None = None
    options: tuple[Option, ...] = ()
    quantity: tuple[str, int] | None = None
    bound: tuple[str, Dur] | None = None
    cond: Expr | None = None
    parts: tuple[Requirement, ...] = ()


# --- declarations -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a declaration: its keyword's role and its arguments."""

    role: str
    args: tuple[Any, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TypeNode:
    kind: Literal["choices", "list", "values", "records"]
    choices: tuple[NameDecl, ...]
    fields: tuple[FieldNode, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FieldNode:
    name: NameDecl
    type: TypeNode
    span: Span


@dataclass(frozen=True, slots=True)
class StepNode:
    name: NameDecl
    interval: bool
    clauses: tuple[Clause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Decl:
    """A declaration. `kind`: pack, import, norm, procedure, fact, define, param, rule, exception, counts,
    scope, unchecked, example. `head` holds what stands before the braces, by kind (see build.py)."""

    kind: str
    name: NameDecl | None
    head: tuple[Any, ...]
    clauses: tuple[Any, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of the language."""

    name: str
    decls: tuple[Decl, ...]

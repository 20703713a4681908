"""What stands inside a part of the core language, or of a program: every struct, and the single demands.

Names, places in files, texts and citations say nothing about when a rule holds; no walk enters them unless asked to.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Duration,
    Exists,
    FactRef,
    Forbid,
    ForEach,
    Lasts,
    Lit,
    OrElse,
    Req,
    Test,
)
from guiju.engine.semantics.program import Citation
from guiju.engine.semantics.vocabulary import Name
from msgspec import Struct

Single = Exists | Forbid | Test | Lasts
WITHOUT_MEANING: tuple[type[Struct], ...] = (Citation, Name, Span, Text)


def inside(
    node: Struct, skipped: tuple[type[Struct], ...] = WITHOUT_MEANING
) -> Iterator[tuple[str, int | None, Struct]]:
    """The structs directly inside a struct: the field each stands in, its place there if it is one of several."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, Struct):
            if not isinstance(value, skipped):
                yield name, None, value
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, Struct) and not isinstance(part, skipped):
                    yield name, index, part


def nodes(part: object, skipped: tuple[type[Struct], ...] = WITHOUT_MEANING) -> Iterator[Struct]:
    """Every struct in a part, that itself first, each before what it holds. A tuple is looked through."""
    if isinstance(part, tuple):
        for each in part:
            yield from nodes(each, skipped)
    elif isinstance(part, Struct) and not isinstance(part, skipped):
        yield part
        for _, _, inner in inside(part, skipped):
            yield from nodes(inner, skipped)


def nodes_of_records(part: object, that: str | None = None) -> Iterator[tuple[Struct, str | None]]:
    """The same, each with the step of the record looked for around it: the one that `that` means there."""
    if isinstance(part, tuple):
        for each in part:
            yield from nodes_of_records(each, that)
    elif isinstance(part, Struct) and not isinstance(part, WITHOUT_MEANING):
        that = part.step if isinstance(part, Exists | Forbid) else that
        yield part, that
        for _, _, inner in inside(part):
            yield from nodes_of_records(inner, that)


def citations(part: object) -> Iterator[Citation]:
    """The citations anywhere in a part of a program."""
    return (node for node in nodes(part, ()) if isinstance(node, Citation))


def parameters(part: object) -> Iterator[str]:
    """The parameters that a part uses, in the order of its fields, each as often as it is used."""
    held: object = None
    for node in nodes(part):
        if isinstance(node, Exists) and node.counted is not None:
            yield node.counted
        elif isinstance(node, Duration | Lit) and node.param is not None and node is not held:
            yield node.param
            held = node.value if isinstance(node, Lit) else None  # a length that is a value has its name, too


def facts(part: object) -> Iterator[str]:
    """The facts whose answers a part depends on, a length of time stated in one included."""
    for node in nodes(part):
        match node:
            case FactRef(name) | Duration(of=("fact", str(name))):
                yield name


def singles(req: Req) -> Iterator[Single]:
    """The single demands of a requirement, alternatives and what is owed instead included."""
    match req:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from singles(part)
        case OrElse(then, otherwise):
            yield from singles(then)
            yield from singles(otherwise)
        case ForEach(_, inner):
            yield from singles(inner)
        case _:
            yield req


def sought(req: Req) -> set[str]:
    """The steps whose records a requirement looks for, be it that there shall be none."""
    return {single.step for single in singles(req) if isinstance(single, Exists | Forbid)}

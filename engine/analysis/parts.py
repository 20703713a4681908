"""The parts of conditions and requirements."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, ForEach, Lasts, OrElse, Req, Test
from msgspec import Struct


def singles(req: Req) -> Iterator[Exists | Forbid | Test | Lasts]:
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


def within(value: object) -> Iterator[tuple[object, str | None]]:
    """Every value inside a part of the core language, itself first, with the step of the record looked for around it
    (the one that `that` means there)."""
    return _within(value, None)


def _within(value: object, that: str | None) -> Iterator[tuple[object, str | None]]:
    if isinstance(value, Exists | Forbid):
        that = value.step
    yield value, that
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _within(getattr(value, name), that)
    elif isinstance(value, tuple):
        for part in value:
            yield from _within(part, that)

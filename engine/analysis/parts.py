"""Every value inside a part of the core language, with the record looked for around it."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.semantics.core import Exists, Forbid
from msgspec import Struct


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

"""What stands inside a part of the core language, or of a program: every struct, and the single demands.

Names, places in files, texts and citations are no parts: they say nothing about when a rule holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, ForEach, Lasts, OrElse, Req, Test

Single = Exists | Forbid | Test | Lasts


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

"""What a requirement reads: basic parts, conditions, durations, fields. Nothing else need be varied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, Duration, FactRef, FieldRef, Req


def basics(req: Req) -> Iterator[Req]:
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from basics(part)
        case core.OrElse(then, otherwise):
            yield from basics(then)
            yield from basics(otherwise)
        case _:
            yield req


def conditions(req: Req) -> list[Cond]:
    tests = [part.cond for part in basics(req) if isinstance(part, core.Test)]
    return tests + [part.where for part in basics(req) if isinstance(part, core.Exists | core.Forbid)]


def references(cond: Cond) -> Iterator[FactRef | FieldRef]:
    """Every fact and field whose value the condition reads (whether it is stated is known)."""
    match cond:
        case core.Truth(of) | core.Contains(of, _):
            yield of
        case core.Compare(_, left, right):
            yield from (side for side in (left, right) if isinstance(side, FactRef | FieldRef))
        case core.Member(left, _) if isinstance(left, FactRef | FieldRef):
            yield left
        case core.Not(of):
            yield from references(of)
        case core.And(parts) | core.Or(parts):
            for part in parts:
                yield from references(part)


def facts(conds: Iterable[Cond]) -> list[str]:
    return sorted({ref.name for cond in conds for ref in references(cond) if isinstance(ref, FactRef)})


def fields(conds: Iterable[Cond], who: str) -> set[str]:
    found = (ref for cond in conds for ref in references(cond))
    return {ref.name for ref in found if isinstance(ref, FieldRef) and ref.who == who}


def sought(req: Req) -> set[str]:
    """The steps whose records the requirement looks for, or minds between two others."""
    steps = set()
    for part in basics(req):
        if isinstance(part, core.Exists | core.Forbid):
            steps |= {part.step, *part.window.none_between}
    return steps


def immediate(req: Req) -> bool:
    return any(isinstance(b, core.Exists | core.Forbid) and b.window.immediate for b in basics(req))


def durations(req: Req) -> list[Duration]:
    found: list[Duration] = []
    for part in basics(req):
        if isinstance(part, core.Lasts):
            found.append(part.duration)
        elif isinstance(part, core.Exists | core.Forbid):
            found += [d for d in (part.window.lo, part.window.hi) if d]
    return found


def further(part: Req) -> int:
    """How many further records can make a difference to one basic part."""
    if isinstance(part, core.Exists | core.Forbid):
        number = 1 if isinstance(part, core.Forbid) else max(part.at_least, (part.at_most or -1) + 1, 1)
        return number + bool(part.window.immediate or part.window.none_between)
    return 0

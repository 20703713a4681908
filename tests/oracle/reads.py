"""What a requirement reads: basic parts, conditions, durations, points, fields. Nothing else need be varied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, Duration, FactRef, FieldRef, Req
from msgspec import Struct
from msgspec.structs import asdict


def nodes(value: object) -> Iterator[object]:
    """Everything a value is made of, itself first."""
    yield value
    parts = value if isinstance(value, tuple) else asdict(value).values() if isinstance(value, Struct) else ()
    for part in parts:
        yield from nodes(part)


def basics(req: Req) -> Iterator[Req]:
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from basics(part)
        case core.ForEach(_, of_each):
            yield from basics(of_each)
        case core.OrElse(then, otherwise):
            yield from basics(then)
            yield from basics(otherwise)
        case _:
            yield req


def conditions(req: Req) -> list[Cond]:
    tests = [part.cond for part in basics(req) if isinstance(part, core.Test)]
    return tests + [part.where for part in basics(req) if isinstance(part, core.Exists | core.Forbid)]


def references(value: object) -> Iterator[FactRef | FieldRef]:
    return (node for node in nodes(value) if isinstance(node, FactRef | FieldRef))


def fields(values: Iterable[object], who: str) -> set[str]:
    """The fields that are read of `this`, `that` or an element; where a record starts and ends is no field."""
    found = (ref for value in values for ref in references(value))
    built_in = (core.START, core.END)
    return {
        ref.name for ref in found if isinstance(ref, FieldRef) and ref.who == who and ref.name not in built_in
    }


def sought(value: object) -> set[str]:
    """The steps whose records are looked for, minded between two others, or restart a clock."""
    steps = set(restarting(value))
    for node in nodes(value):
        match node:
            case core.Exists(step) | core.Forbid(step):
                steps.add(step)
            case core.Window():
                steps |= set(node.none_between)
    return steps


@cache
def restarting(value: object) -> frozenset[str]:
    """The steps whose records restart a clock."""
    clocks = (node for node in nodes(value) if isinstance(node, core.LatestPoint))
    return frozenset(step for clock in clocks for step in clock.steps)


@cache
def immediate(value: object) -> bool:
    return any(isinstance(node, core.Window) and node.immediate for node in nodes(value))


@cache
def durations(value: object) -> tuple[Duration, ...]:
    """The lengths of time that are added to a day."""
    found: list[Duration] = []
    for node in nodes(value):
        match node:
            case core.Lasts() | core.Lasting():
                found.append(node.duration)
            case core.Window():
                found += [d for d in (node.lo, node.hi) if d]
    return tuple(found)


@cache
def lengths(value: object) -> tuple[Duration, ...]:
    """Every length of time in it, wherever it stands."""
    return tuple(node for node in nodes(value) if isinstance(node, Duration))


@cache
def points(value: object) -> tuple[core.Point, ...]:
    """The points on the side of the activation."""
    windows = [node for node in nodes(value) if isinstance(node, core.Window)]
    return tuple(p for w in windows for p in (w.this_point, w.since, w.by) if p)


@cache
def rolls(value: object) -> bool:
    return any(
        node.roll for node in nodes(value) if isinstance(node, core.Window | core.Lasts | core.Lasting)
    )


@cache
def ends(part: Req) -> bool:
    """Can it matter when the record sought ends?"""
    match part:
        case core.Exists(where=where, window=window) | core.Forbid(where=where, window=window):
            own = window.that_point or core.EdgePoint("start" if window.direction == "after" else "end")
            lengths = any(isinstance(node, core.Lasting) for node in nodes(where))
            return lengths or own == core.EdgePoint("end") or bool(window.none_between or window.immediate)
    return False


@cache
def further(part: Req) -> int:
    """How many further records can make a difference to one basic part."""
    if isinstance(part, core.Exists | core.Forbid):
        number = 1 if isinstance(part, core.Forbid) else max(part.at_least, (part.at_most or -1) + 1, 1)
        others = part.window.immediate or part.window.none_between or restarting(part)
        return number + bool(others)
    return 0

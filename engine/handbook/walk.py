"""What a part of a program speaks of: every value inside it, and the steps and facts among them."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule, ScopeRule
from msgspec import Struct

Item = Rule | ExceptionRule | CountsRule | ScopeRule


def walk(part: object) -> Iterator[object]:
    """The part and every value inside it, outer ones first."""
    yield part
    inside = part if isinstance(part, tuple) else ()
    if isinstance(part, Struct):
        inside = tuple(getattr(part, name) for name in part.__struct_fields__)
    for inner in inside:
        yield from walk(inner)


def steps_of(item: Item) -> dict[str, None]:
    """The steps that a rule is about, asks for, or takes account of."""
    found: dict[str, None] = {}
    for part in walk(item):
        match part:
            case Rule(step=str(step)):
                found[step] = None
            case CountsRule(step=step, as_step=other):
                found |= dict.fromkeys(s for s in (step, other) if s is not None)
            case core.Exists(step=step) | core.Forbid(step=step):
                found[step] = None
            case core.Window(excluding=left_out, none_between=between):
                found |= dict.fromkeys((*left_out, *between))
            case core.Lasts(excluding=left_out) | core.Lasting(excluding=left_out):
                found |= dict.fromkeys(left_out)
            case core.LatestPoint(steps=steps):
                found |= dict.fromkeys(steps)
    return found


def facts_of(item: Item) -> dict[str, None]:
    """The facts whose answers a rule depends on."""
    found: dict[str, None] = {}
    for part in walk(item):
        match part:
            case core.FactRef(name) | core.Duration(of=("fact", str(name))):
                found[name] = None
    return found

"""Lengths of time that a case states: a bound held in a fact, or in a field of the activating record."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar, cast

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration
from msgspec import Struct
from msgspec.structs import replace

from . import reads
from .values import Open, Scene, value_of

Part = TypeVar("Part")


def stated_length(length: Duration, scene: Scene) -> Duration | Open:
    """The length itself, or as the case states it, or the sum of shares of such lengths."""
    if length.shares:
        return _sum(length, scene)
    if length.of is None:
        return length
    owner, name = length.of
    if owner == "this" and scene.this is None:
        return length
    found: Duration | Open = value_of(
        core.FactRef(name) if owner == "fact" else core.FieldRef("this", name), scene
    )
    return found


def _sum(length: Duration, scene: Scene) -> Duration | Open:
    """Whole units; of a bound from below what is left over makes one more."""
    total, units = Fraction(0), set[str]()
    for share in length.shares:
        part = stated_length(share.length, scene)
        if isinstance(part, Open) or part.of is not None:
            return part
        n, unit = (12 * part.n, "month") if part.unit == "year" else (part.n, part.unit)
        total += n * Fraction(share.n, share.d)
        units.add(unit)
    if len(units) > 1:
        return Open(("units", length))
    whole = -(-total // 1) if length.up else total // 1
    (only,) = units
    return Duration(int(whole), cast(Any, only))


def filled(part: Part, scene: Scene) -> Part:
    """The part with every length put in that the case states."""

    def look(length: Duration) -> Duration:
        found = stated_length(length, scene)
        return found if isinstance(found, Duration) else length

    return mapped(part, look) if any(d.of or d.shares for d in reads.lengths(part)) else part


def mapped(part: Part, look: Callable[[Duration], Duration]) -> Part:
    """The part with each of its bounds as `look` has it."""
    return cast(Part, _mapped(part, look))


def _mapped(part: object, look: Callable[[Duration], Duration]) -> object:
    if isinstance(part, core.Lit | core.Member):  # a value that something is compared with is no bound
        return part
    if isinstance(part, Duration):
        return look(part)
    if isinstance(part, tuple):
        return tuple(_mapped(inner, look) for inner in part)
    if isinstance(part, Struct):
        return replace(part, **{name: _mapped(getattr(part, name), look) for name in part.__struct_fields__})
    return part


def missing(part: core.Req | core.Lasting) -> bool:
    """Whether a bound of the requirement or condition itself is still one that the case does not state."""
    match part:
        case core.Exists(window=window) | core.Forbid(window=window):
            return any(bound is not None and bound.of is not None for bound in (window.lo, window.hi))
        case core.Lasts(duration=length) | core.Lasting(duration=length):
            return length.of is not None
    return False

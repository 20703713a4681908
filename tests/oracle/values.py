"""The value of an operand, and comparing two of them. What cannot be listed is compared by asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import Any

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration, FactRef, FieldRef, Operand

from .world import Rec, Wild, World

OPERATORS: dict[str, Any] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
ARITHMETIC: dict[str, Any] = {"+": add, "-": sub, "*": mul, "/": truediv}
Item = tuple[Hashable, Mapping[str, Any]]
"""An element of a list: what it is, for questions about it, and its fields."""


@dataclass(frozen=True)
class Open:
    """A value that is not stated and whose answers cannot be listed, or a sum with such a value in it."""

    what: Hashable


@dataclass(frozen=True)
class Scene:
    """Who is who while a condition is read."""

    world: World
    this: Rec | None
    that: Rec | None = None
    item: Item | None = None

    def record(self, who: core.Who | None) -> Rec:
        found = {"this": self.this, "that": self.that}.get(str(who))
        assert found is not None, f"no record {who}"
        return found


def value_of(operand: Operand, scene: Scene) -> Any:
    """A number as a fraction, a date, a text, a duration, a tuple; `Open` or `Wild` where there is none."""
    match operand:
        case core.Lit(value):
            return _exact(value)
        case FactRef(name):
            if name in scene.world.facts:
                return _exact(scene.world.facts[name])
            return _unknown(name, None, scene.world)
        case FieldRef("item", name):
            assert scene.item is not None
            key, fields = scene.item
            return _exact(fields[name]) if name in fields else _unknown(name, key, scene.world)
        case FieldRef(who, name):
            record = scene.record(who)
            if name == core.START:
                return date.fromordinal(record.start.day)
            if name in record.fields:
                return _exact(record.fields[name])
            return _unknown(name, record.id, scene.world)
        case core.Count(of):
            found = value_of(of, scene)
            return Fraction(len(found)) if isinstance(found, tuple) else _of(found, "count")
        case core.Pick(which, of):
            found = value_of(of, scene)
            return found[0 if which == "first" else -1] if isinstance(found, tuple) else _of(found, which)
        case core.Tally():
            return _tally(operand, scene)
        case core.Calc(op, left, right):
            sides = value_of(left, scene), value_of(right, scene)
            wild = [side for side in sides if isinstance(side, Wild)]
            if wild:
                return wild[0]
            return Open((op, *sides)) if any(isinstance(s, Open) for s in sides) else ARITHMETIC[op](*sides)
    raise AssertionError(f"not a value: {operand}")


def _tally(tally: core.Tally, scene: Scene) -> Any:
    elements = value_of(tally.of, scene)
    if not isinstance(elements, tuple):
        return _of(elements, f"{tally.kind} {tally.field}")
    found = [element.get(tally.field) if tally.field else element for element in elements]
    if None in found:
        owner = None if isinstance(tally.of, FactRef) else scene.record(tally.of.who).id
        return Open((tally, owner))
    if tally.kind == "sum":
        return sum((Fraction(number) for number in found), Fraction(0))
    times = Counter(found)
    return Fraction(len(times) if tally.kind == "distinct" else max(times.values(), default=0))


def _exact(value: object) -> object:
    return Fraction(value) if isinstance(value, Decimal) else value


def _of(value: Open | Wild, question: str) -> Open | Wild:
    return value if isinstance(value, Wild) else Open((question, value))


def _unknown(name: str, owner: Hashable, world: World) -> object:
    listed = world.language.listed.get(name)
    if listed:
        return world.ask(("value", name, owner), listed)
    unknown = Open((name, owner))
    equal = (key[2] for key, answer in world.answers.items() if answer is True and key[:2] == ("=", unknown))
    return next(equal, unknown)


def compare(op: core.Op, left: Any, right: Any, world: World) -> bool:
    """An unknown equals at most one known value; any other comparison with an unknown is a question of its own."""
    for side in (left, right):
        if isinstance(side, Wild):
            return side.answer
    if isinstance(left, Open) or isinstance(right, Open):
        if left == right:
            return op in ("=", "<=", ">=")
        if op in ("=", "!="):
            return _equal(left, right, world) is (op == "=")
        return bool(world.ask((op, left, right)))
    if isinstance(left, Duration) and isinstance(right, Duration):
        return _compare_durations(op, left, right, world)
    return bool(OPERATORS[op](left, right))


def _equal(left: Any, right: Any, world: World) -> bool:
    unknown, value = (left, right) if isinstance(left, Open) else (right, left)
    if isinstance(value, Open):
        return bool(world.ask(("=", frozenset((unknown, value)))))
    others = [key for key, answer in world.answers.items() if answer is True and key[:2] == ("=", unknown)]
    if any(key[2] != value for key in others):
        return False
    return bool(world.ask(("=", unknown, value)))


def _compare_durations(op: core.Op, left: Duration, right: Duration, world: World) -> bool:
    one, other = _months(left), _months(right)
    if one[1] == other[1]:
        return bool(OPERATORS[op](one[0], other[0]))
    return bool(world.ask((op, one, other)))


def _months(length: Duration) -> tuple[int, str]:
    """A year is 12 months, in a question too."""
    return (12 * length.n, "month") if length.unit == "year" else (length.n, length.unit)

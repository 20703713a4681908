"""The answers that the questions of some propositions can have, each kind of value cut at the constants that occur.

A number that is compared with 3 and 5 is below 3, 3, between, 5, or above 5: within each of these cells every
comparison has one answer. A group is what hangs together: the size of a list and the numbers of some of its elements;
most questions stand alone. The points of a group are its consistent answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from guiju.engine.analysis.props import Base, Prop, Said, Scalar, Var, leaves
from guiju.engine.case.model import NONE
from msgspec import Struct

World = Mapping[Hashable, Scalar]
"""Answers by the key of the variable; `("stated", base)` says whether a fact or field is stated."""

OTHER = "…"
"""A text that is none of those that the conditions name."""

POINTS = 4_096
FACT = "fact "
"""How the name of a variable about a fact begins (asked.py)."""


class TooMany(Exception):
    """There are more answers than are looked at. Nothing may be concluded."""


class Group(Struct, frozen=True):
    """Questions that belong together, and their consistent answers."""

    keys: tuple[Hashable, ...]
    points: tuple[World, ...]


def said_key(base: Hashable) -> Hashable:
    return ("stated", base)


def only_facts(world: World) -> World:
    """The answers of a world about facts, which nobody chooses; those about records are left out."""
    return {key: value for key, value in world.items() if _about_fact(key)}


def _about_fact(key: Hashable) -> bool:
    match key:
        case ("stated", (record, _)):
            return record == ""
        case ("contains", str(of), _) | (str(of), "hour" | "day" | "workday" | "month"):
            return of.startswith(FACT)
        case str():
            return key.startswith((FACT, f"count({FACT}"))
    return False


def groups_of(props: Iterable[Prop]) -> list[Group]:
    """The groups of all questions of the propositions. Raises `TooMany`."""
    variables: dict[Hashable, Var] = {}
    constants: dict[Hashable, dict[Scalar, None]] = {}
    asked: dict[Base, None] = {}
    for leaf in (leaf for prop in props for leaf in leaves(prop)):
        if isinstance(leaf, Said):
            asked[leaf.base] = None
        else:
            variables.setdefault(leaf.var.key, leaf.var)
            constants.setdefault(leaf.var.key, {})[leaf.value] = None
    sized = {var.bases for var in variables.values() if var.size}
    together: dict[Hashable, list[Var]] = {}
    for key, var in variables.items():
        hangs = var.bases in sized and (var.size or var.part)
        together.setdefault(var.bases if hangs else ("alone", key), []).append(var)
    found = [_group(members, constants) for members in together.values()]
    bases = dict.fromkeys(b for var in variables.values() for b in var.bases) | asked
    return found + [_said(base, base in asked) for base in bases]


def _said(base: Base, asked: bool) -> Group:
    """Whether a fact or field is stated: both ways only where a condition asks for it."""
    key = said_key(base)
    return Group((key,), ({key: True}, {key: False}) if asked else ({key: True},))


def _group(members: list[Var], constants: Mapping[Hashable, Mapping[Scalar, None]]) -> Group:
    keys = tuple(var.key for var in members)
    cells = [cells_of(var, constants[var.key]) for var in members]
    points: list[World] = []
    for number, values in enumerate(product(*cells)):
        if number >= POINTS:
            raise TooMany
        point = dict(zip(keys, values, strict=True))
        if _consistent(members, point):
            points.append(point)
    return Group(keys, tuple(points))


def _consistent(members: list[Var], point: World) -> bool:
    """A list has no fewer elements than different values in it, or than elements that satisfy something."""
    sizes = [n for v in members if v.size and isinstance(n := point[v.key], int)]
    parts = [n for v in members if v.part and isinstance(n := point[v.key], int)]
    held = sum(n for n in parts if isinstance(n, bool))
    return not sizes or max([held, *parts]) <= min(sizes)


def cells_of(var: Var, constants: Iterable[Scalar]) -> Sequence[Scalar]:
    """A value from each cell of the variable."""
    found = list(constants)
    match var.kind:
        case "free":
            return [True, False]
        case "choice":
            listed = [value for value, _ in var.listed]
            return [*listed, *(c for c in found if c not in listed and c == NONE)]
        case "text":
            return [*found, OTHER]
        case "whole":
            near = {int(c) + d for c in found if isinstance(c, int | Decimal) for d in (-1, 0, 1)}
            return sorted(n for n in near if n >= 0)
        case "day":
            days = {c + timedelta(d) for c in found if isinstance(c, date) for d in (-1, 0, 1)}
            return [*sorted(days)]
        case "dense":
            return list(_between(sorted(c for c in found if isinstance(c, Decimal))))


def _between(marks: list[Decimal]) -> Iterable[Decimal]:
    if not marks:
        return
    yield marks[0] - 1
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        yield mark
        yield mark + 1 if following is None else (mark + following) / 2

"""Conditions as propositions: what they ask, of which value of which record, with equal questions made equal.

A proposition asks variables. A variable is a fact, a field of one record, the number of elements of a list, how
two values compare, or a question that is taken as it stands (`free`), because nothing here looks inside it.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Op
from msgspec import Struct

Base = tuple[str, str]
"""What a case states or leaves open: ("", fact) or (record, field)."""

Scalar = bool | Decimal | str | date | int | Duration
Kind = Literal["choice", "text", "dense", "whole", "day", "free"]


class Var(Struct, frozen=True):
    """Something a proposition asks. `bases` are the facts and fields it rests on: where one of them is not
    stated the answer is unknown. `listed` are the values of a choice; `fallback` the default of a fact.

    `part` marks a number of elements that cannot exceed the size of the list, `size` that size.
    """

    key: Hashable
    kind: Kind
    bases: tuple[Base, ...]
    label: Text
    listed: tuple[tuple[Scalar, Text], ...] = ()
    fallback: Scalar | None = None
    part: bool = False
    size: bool = False


class Sure(Struct, frozen=True):
    value: bool


class Asks(Struct, frozen=True):
    """`var op value`."""

    var: Var
    op: Op
    value: Scalar


class Said(Struct, frozen=True):
    """Whether the case states the fact or field at all."""

    base: Base
    label: Text


class Negated(Struct, frozen=True):
    of: Prop


class Every(Struct, frozen=True):
    parts: tuple[Prop, ...]


class Some(Struct, frozen=True):
    parts: tuple[Prop, ...]


Prop = Sure | Asks | Said | Negated | Every | Some


def leaves(prop: Prop) -> list[Asks | Said]:
    """Every question of a proposition, in the order of the text."""
    match prop:
        case Sure():
            return []
        case Negated(of):
            return leaves(of)
        case Every(parts) | Some(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case _:
            return [prop]

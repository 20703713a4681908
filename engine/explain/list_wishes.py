"""Lists as they would have to be: with a value or without it, with so many elements, with another first or last one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from guiju.engine.case.model import Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import EVIDENCE
from guiju.engine.semantics.vocabulary import Type

ANY_TEXT = "……"
"""Stands for a text whose content does not matter."""

Elements = tuple[Value | Mapping[str, Value], ...]
_MOST = 20


def with_or_without(listed: Elements, of: core.FactRef | core.FieldRef, value: str, wanted: bool) -> Elements:
    """The list with a value, or without it; evidence matches by containing the text."""
    if wanted:
        return (*listed, value)
    evidence = isinstance(of, core.FieldRef) and of.name == EVIDENCE
    return tuple(e for e in listed if not (e == value or (evidence and isinstance(e, str) and value in e)))


def of_length(listed: Elements, op: core.Op, number: Decimal, kind: Type | None) -> Elements | None:
    """The list with as many elements as the comparison asks; None where they cannot be made up."""
    n = int(number) + {">": 1, "<": -1}.get(op, 0)
    if op == "!=" or not 0 <= n <= _MOST or number != int(number):
        return None
    if n <= len(listed):
        return listed[:n]
    if kind is not None and kind.item:
        return None
    named = [v.zh for v in kind.values if v.zh not in listed] if kind is not None else []
    missing = n - len(listed)
    if kind is not None and kind.values:
        return (*listed, *named[:missing]) if missing <= len(named) else None
    return (*listed, *[ANY_TEXT] * missing)


def with_end(listed: Elements, which: str, value: Value) -> Elements:
    """The list with the value as its first or last element; one that is there already is moved."""
    others = tuple(e for e in listed if e != value)
    return (value, *others) if which == "first" else (*others, value)


def merged(one: Value, other: Value) -> Value | None:
    """Two wishes for one list as a single one; None where they differ in more than what they add."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return None
    return (*one, *(e for e in other if e not in one))

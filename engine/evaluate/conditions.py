"""Conditions over facts and fields, in Kleene's three values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from guiju.engine.case.model import NONE, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import (
    FREE,
    Atom,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
    unknown,
    yes_no,
)
from guiju.engine.evaluate.values import Future, Known, Open, Scope, items, operand
from guiju.engine.semantics import core
from msgspec.structs import replace


def holds(env: Env, scope: Scope, cond: core.Cond) -> Truth3:
    """Whether a condition holds for the records in `scope`; unknown names the atoms it hangs on."""
    match cond:
        case core.Const():
            return known(cond.value)
        case core.Truth(of):
            return _is(env, operand(env, scope, of), True)
        case core.Compare(op, left, right):
            return _compare(env, op, operand(env, scope, left), operand(env, scope, right))
        case core.Member(left, values):
            value = operand(env, scope, left)
            if isinstance(value, Open) and not value.enumerable and value.atom != FREE:
                return _one_of(env, value, values)
            return disjunction(_is(env, value, v) for v in values)
        case core.Contains(of, wanted):
            return _contains(env, scope, of, wanted)
        case core.Stated(of):
            return _stated(env, scope, of)
        case core.Quant():
            return _quantity(env, scope, cond)
        case core.Not(of):
            return negate(holds(env, scope, of))
        case core.And(parts):
            return conjunction(holds(env, scope, p) for p in parts)
        case core.Or(parts):
            return disjunction(holds(env, scope, p) for p in parts)


def _one_of(env: Env, value: Open, values: tuple[bool | Decimal | str | date, ...]) -> Truth3:
    """One question for an open value that is to be among several, whose first says what the others repeat."""
    key = ("in", value.atom.key, values)
    if key in env.answers:
        return known(bool(env.answers[key]))
    first = values[0]
    words = Text(str(first), "none" if first == NONE else str(first))
    other = Text("≠ ", "≠ ") + words
    return unknown(Atom(key, value.atom.label, ((True, words), (False, other))))


def _compare(env: Env, op: core.Op, left: Known, right: Known) -> Truth3:
    if op == "=":
        return _equal(env, left, right)
    if op == "!=":
        return negate(_equal(env, left, right))
    open_ = [v for v in (left, right) if isinstance(v, Open)]
    if open_:
        return _undecided(env, open_, op, left, right)
    assert not isinstance(left, Open) and not isinstance(right, Open)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return known(_IN_ORDER[op](left, right))
    if isinstance(left, date) and isinstance(right, date):
        return known(_IN_ORDER[op](left, right))
    return known(_IN_ORDER[op](str(left), str(right)))


_IN_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _equal(env: Env, left: Known, right: Known) -> Truth3:
    if isinstance(right, Open) and not isinstance(left, Open):
        left, right = right, left
    if isinstance(right, Open):
        assert isinstance(left, Open)
        if left.atom == right.atom and left.atom != FREE:
            return known(True)
        return _undecided(env, [left, right], "=", left, right)
    return _is(env, left, right)


def _is(env: Env, value: Known, wanted: Known) -> Truth3:
    """Whether a value is the wanted one; an organ's own word may read as the word of the rule."""
    if isinstance(value, Open):
        return _undecided(env, [value], "=", value, wanted)
    if value == wanted and type(value) is type(wanted):
        return known(True)
    if isinstance(value, str) and isinstance(wanted, str):
        return known(wanted in env.read_as.get(value, ()))
    return known(False)


def _undecided(env: Env, open_: list[Open], op: str, left: Known, right: Known) -> Truth3:
    """An open comparison: it hangs on the values where these can be listed, else on the comparison itself."""
    if any(o.atom == FREE for o in open_):
        return unknown(*(o.atom for o in open_ if o.atom == FREE or o.enumerable))
    if all(o.enumerable for o in open_):
        return unknown(*(o.atom for o in open_))
    key = (op, *sorted((_key(left), _key(right)), key=str)) if op == "=" else (op, _key(left), _key(right))
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(_question(key, open_, op, left, right))


def _question(key: Hashable, open_: list[Open], op: str, left: Known, right: Known) -> Atom:
    """The open comparison as it is put to a person: the value asked for, and how it may stand to the other."""
    label = open_[0].atom.label
    if len(open_) > 1:
        return yes_no(key, label + Text("与", " and ") + open_[1].atom.label + Text("相同", " agree"))
    other = right if isinstance(left, Open) else left
    if op not in _ANSWERS or not isinstance(other, str | Decimal | date | bool):
        return yes_no(key, label)
    words = Text(str(other), "none" if other == NONE else str(other))
    true, false = _ANSWERS[op]
    settles = (open_[0].atom.key, other) if op == "=" else None
    return Atom(key, label, ((True, true + words), (False, false + words)), settles)


_ANSWERS = {
    "=": (Text("", ""), Text("≠ ", "≠ ")),
    "∋": (Text("含", "contains "), Text("不含", "does not contain ")),
    "<": (Text("< ", "< "), Text("≥ ", "≥ ")),
    "<=": (Text("≤ ", "≤ "), Text("> ", "> ")),
    ">": (Text("> ", "> "), Text("≤ ", "≤ ")),
    ">=": (Text("≥ ", "≥ "), Text("< ", "< ")),
}


def _key(value: Known) -> object:
    return value.atom.key if isinstance(value, Open) else repr(value)


def _contains(env: Env, scope: Scope, of: core.FactRef | core.FieldRef, wanted: str) -> Truth3:
    value = operand(env, scope, of)
    if isinstance(value, Open):
        return _undecided(env, [Open(value.atom, False)], "∋", value, wanted)
    elements: tuple[Value | Mapping[str, Value], ...] = value if isinstance(value, tuple) else (value,)
    if isinstance(of, core.FieldRef) and of.name == core.EVIDENCE:
        # evidence is named freely: 第3次常务会议纪要 is a 会议纪要
        return known(any(isinstance(e, str) and wanted in e for e in elements))
    return known(any(_is(env, e, wanted).value for e in elements))


def _stated(env: Env, scope: Scope, of: core.FactRef | core.FieldRef) -> Truth3:
    if isinstance(of, core.FactRef):
        return known(of.name in env.case.facts)
    record = scope.this if of.who == "this" else scope.that
    if isinstance(record, Future):
        return known(True) if of.name in record.values else unknown(FREE)
    if of.who == "item":
        item = scope.item
        return known(item is not None and isinstance(item.value, Mapping) and of.name in item.value)
    if record is None:
        return known(False)
    end = None if env.running(record) else record.end
    built_in = {core.ACTOR: record.actor, core.EVIDENCE: record.evidence, core.END: end}
    if of.name in built_in:
        return known(built_in[of.name] is not None)
    return known(of.name in record.fields or of.name == core.START)


def _quantity(env: Env, scope: Scope, cond: core.Quant) -> Truth3:
    found = items(env, scope, cond.of)
    if isinstance(found, Open):
        return _undecided(env, [Open(found.atom, False)], repr(cond), found, "")
    truths = [holds(env, replace(scope, item=item), cond.where) for item in found]
    if cond.kind == "every":
        return conjunction(truths)
    needed = cond.n if cond.kind == "at_least" else len(truths) // 2 + 1
    certain = sum(t.value is True for t in truths)
    possible = sum(t.value is not False for t in truths)
    if certain >= needed:
        return known(True)
    if possible < needed:
        return known(False)
    return unknown(*(a for t in truths if t.value is None for a in t.atoms))

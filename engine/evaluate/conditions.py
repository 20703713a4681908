"""Conditions over facts, fields and what happened, in Kleene's three values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from guiju.engine.evaluate.comparisons import compare, is_value, one_of, undecided
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.facts import stated_fact
from guiju.engine.evaluate.kleene import (
    FREE,
    Truth3,
    conjunction,
    disjunction,
    fallen_out,
    known,
    negate,
    unknown,
)
from guiju.engine.evaluate.known import Known, Number
from guiju.engine.evaluate.lengths import lasting
from guiju.engine.evaluate.shares import quantity_of
from guiju.engine.evaluate.values import Future, Open, Scope, items, operand, stated_field
from guiju.engine.evaluate.wordings import matches
from guiju.engine.semantics import core
from msgspec.structs import replace


def holds(env: Env, scope: Scope, cond: core.Cond) -> Truth3:
    """Whether a condition holds for the records in `scope`; unknown names the atoms it hangs on."""
    match cond:
        case core.Const():
            return known(cond.value)
        case core.Truth(of):
            return is_value(env, operand(env, scope, of), True)
        case core.Compare(op, left, right):
            return compare(env, op, operand(env, scope, left), operand(env, scope, right))
        case core.Member(left, values):
            value = operand(env, scope, left)
            if isinstance(value, Open) and not value.enumerable and value.atom != FREE:
                return one_of(env, value, values)
            return disjunction(is_value(env, value, v) for v in values)
        case core.Contains(of, wanted):
            held = wanted if isinstance(wanted, str) else operand(env, scope, wanted)
            return _contains(env, scope, of, held)
        case core.Matches():
            return matches(env, operand(env, scope, cond.of), cond)
        case core.Stated(of):
            return _stated(env, scope, of)
        case core.Quant():
            return _quantity(env, scope, cond)
        case core.Odd(of):
            return _odd(env, scope, of)
        case core.Lasting():
            return lasting(env, scope, cond)
        case core.Occurs(req):
            this = scope.this
            return unknown(FREE) if isinstance(this, Future) else env.asked.occurs(env, this, req)
        case core.Not(of):
            return negate(holds(env, scope, of))
        case core.And(parts):
            return conjunction(holds(env, scope, p) for p in parts)
        case core.Or(parts):
            return disjunction(holds(env, scope, p) for p in parts)


def holds_by_now(env: Env, scope: Scope, cond: core.Cond, yet: bool = False) -> Truth3:
    """Whether a condition holds by now: what hangs on an end to come does not hold yet (`yet`: may hold yet), whatever
    the answers to what it is joined with."""
    match cond:
        case core.Not(of):
            return negate(holds_by_now(env, scope, of, not yet))
        case core.And(parts):
            return conjunction(holds_by_now(env, scope, p, yet) for p in parts)
        case core.Or(parts):
            return disjunction(holds_by_now(env, scope, p, yet) for p in parts)
    found = holds(env, scope, cond)
    if isinstance(cond, core.Lasting) and FREE in found.atoms and (cond.op == ">=") is yet:
        return known(yet)  # what has passed by now, be it known or not, cannot make it so
    return fallen_out(found, yet)


def _contains(env: Env, scope: Scope, of: core.FactRef | core.FieldRef, wanted: Known) -> Truth3:
    value = operand(env, scope, of)
    open_ = [Open(v.atom, False) for v in (value, wanted) if isinstance(v, Open)]
    if open_:
        return undecided(env, open_, "∋", value, wanted)
    if not isinstance(wanted, str):
        return known(False)
    if isinstance(value, str):
        return known(wanted in value)
    if not isinstance(value, tuple):
        return is_value(env, value, wanted)
    if isinstance(of, core.FieldRef) and of.name == core.EVIDENCE:
        # evidence is named freely: 第3次常务会议纪要 is a 会议纪要
        return known(any(isinstance(e, str) and wanted in e for e in value))
    return known(any(is_value(env, e, wanted).value for e in value))


def _odd(env: Env, scope: Scope, of: core.Operand) -> Truth3:
    value = operand(env, scope, of)
    if isinstance(value, Open):
        return undecided(env, [Open(value.atom, False)], "odd", value, "")
    return known(isinstance(value, Number) and Fraction(value) % 2 == 1)


def _quantity(env: Env, scope: Scope, cond: core.Quant) -> Truth3:
    found = items(env, scope, cond.of)
    if isinstance(found, Open):
        return undecided(env, [Open(found.atom, False)], repr(cond), found, "")
    return quantity_of(cond, [holds(env, replace(scope, item=item), cond.where) for item in found])


def _stated(env: Env, scope: Scope, of: core.FactRef | core.FieldRef) -> Truth3:
    if isinstance(of, core.FactRef):
        return known(stated_fact(env, of.name) is not None)
    if of.who == "item":
        item = scope.item or env.element
        if item is None or not isinstance(item.value, Mapping):
            return known(item is not None and of.name == core.ELEMENT)
        return known(of.name == core.ELEMENT or of.name in item.value)
    record = scope.this if of.who == "this" else scope.that
    if isinstance(record, Future):
        return known(True) if of.name in record.values else unknown(FREE)
    return known(record is not None and stated_field(env, record, of.name) is not None)

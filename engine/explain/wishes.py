"""What would have to be stated for a condition to come out as wished: values for facts and fields.

The proposals are only such: whether they do it is for the evaluator to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product

from guiju.engine.case.model import NONE, Record, Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env, Item
from guiju.engine.evaluate.values import Future, Open, Scope, field_type, items, operand
from guiju.engine.explain.list_wishes import (
    ANY_TEXT,
    Elements,
    merged,
    of_length,
    with_end,
    with_or_without,
)
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, EVIDENCE
from guiju.engine.semantics.vocabulary import Type
from msgspec import Struct
from msgspec.structs import replace

_WAYS = 6
"""Ways to a condition that are followed up."""


class Set(Struct, frozen=True):
    """A fact, or a field of a record or of an element, that takes a value."""

    of: core.FactRef | core.FieldRef
    value: Value


Way = tuple[Set, ...]


def wishes(env: Env, scope: Scope, cond: core.Cond, wanted: bool, step: str | None) -> list[Way]:
    """Ways to make the condition true (or false), each a set of values; one empty way if it is so already.

    `step` is the step of `that` (for the types of its fields).
    """
    found: dict[str, Way] = {}
    for way in _ways(env, scope, cond, wanted, step):
        found.setdefault(repr(way), way)  # a list of records has no hash
        if len(found) == _WAYS:
            break
    return list(found.values())


def _ways(env: Env, scope: Scope, cond: core.Cond, wanted: bool, step: str | None) -> Iterator[Way]:
    if holds(env, scope, cond).value is wanted:
        yield ()
        return
    match cond:
        case core.Not(of):
            yield from _ways(env, scope, of, not wanted, step)
        case core.And(parts) | core.Or(parts):
            if isinstance(cond, core.And) is wanted:
                yield from _all(env, scope, parts, wanted, step)
            else:
                for part in parts:
                    yield from _ways(env, scope, part, wanted, step)
        case core.Truth(of):
            yield (Set(of, wanted),)
        case core.Compare():
            yield from _compare(env, scope, cond, wanted, step)
        case core.Member(left, values) if isinstance(left, core.FactRef | core.FieldRef):
            listed = values if wanted else _others(env, scope, left, step, set(values))
            yield from ((Set(left, v),) for v in listed)
        case core.Member(core.Pick(which, of), values) if wanted:
            yield from ((Set(of, with_end(_listed(env, scope, of), which, v)),) for v in values)
        case core.Contains(of, wished):
            value = wished if isinstance(wished, str) else operand(env, scope, wished)
            if isinstance(value, str):
                yield (Set(of, with_or_without(_listed(env, scope, of), of, value, wanted)),)
        case core.Stated(of) if wanted:
            yield from ((Set(of, v),) for v in _examples(env, scope, of, step))
        case core.Quant() if wanted:
            yield from _quantity(env, scope, cond, step)
        case core.Odd(of) if wanted and isinstance(of, core.FactRef | core.FieldRef):
            number = operand(env, scope, of)
            if isinstance(number, Decimal):
                yield (Set(of, number + 1),)


def _all(
    env: Env, scope: Scope, parts: tuple[core.Cond, ...], wanted: bool, step: str | None
) -> Iterator[Way]:
    each = [wishes(env, scope, p, wanted, step) for p in parts]
    for chosen in islice(product(*each), 4 * _WAYS):
        way = _together([s for part in chosen for s in part])
        if way is not None:
            yield way


def _together(sets: list[Set]) -> Way | None:
    """Several wishes as one; None where two of them contradict each other."""
    found: dict[core.FactRef | core.FieldRef, Value] = {}
    for one in sets:
        if one.of in found and found[one.of] != one.value:
            both = merged(found[one.of], one.value)
            if both is None:
                return None
            found[one.of] = both
        else:
            found[one.of] = one.value
    return tuple(Set(of, value) for of, value in found.items())


_TURNED: Mapping[core.Op, core.Op] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _compare(env: Env, scope: Scope, cond: core.Compare, wanted: bool, step: str | None) -> Iterator[Way]:
    op = cond.op if wanted else core.OPPOSITE[cond.op]
    for of, other, turned in ((cond.left, cond.right, op), (cond.right, cond.left, _TURNED[op])):
        value = operand(env, scope, other)
        if not isinstance(value, bool | Decimal | str | date):
            continue
        match of:
            case core.FactRef() | core.FieldRef():
                yield from ((Set(of, v),) for v in _values(env, scope, of, turned, value, step))
            case core.Pick(which, inner) if turned == "=":
                yield (Set(inner, with_end(_listed(env, scope, inner), which, value)),)
            case core.Count(inner) if isinstance(value, Decimal):
                kind = _type(env, scope, inner, step)
                long = of_length(_listed(env, scope, inner), turned, value, kind)
                if long is not None:
                    yield (Set(inner, long),)


def _values(
    env: Env, scope: Scope, of: core.FactRef | core.FieldRef, op: core.Op, other: Value, step: str | None
) -> Iterator[Value]:
    """Values that stand so to another one."""
    if op in ("=", "<=", ">="):
        yield other
    elif op == "!=":
        yield from _others(env, scope, of, step, {other})
    else:
        beyond = 1 if op == ">" else -1
        if isinstance(other, Decimal):
            yield other + beyond
        elif isinstance(other, date):
            yield other + timedelta(days=beyond)


def _others(
    env: Env, scope: Scope, of: core.FactRef | core.FieldRef, step: str | None, without: set[object]
) -> Iterator[Value]:
    kind = _type(env, scope, of, step)
    if kind is None:
        return
    if kind.kind == "yesno":
        yield from (v for v in (True, False) if v not in without)
    elif kind.kind == "enum":
        yield from (v.zh for v in kind.values if v.zh not in without)
    elif kind.kind in ("cite", "text") and NONE in without:
        yield ANY_TEXT


def _examples(env: Env, scope: Scope, of: core.FactRef | core.FieldRef, step: str | None) -> Iterator[Value]:
    """Any values at all: the condition only asks that there be one."""
    if isinstance(of, core.FieldRef) and of.name == ACTOR:
        yield ANY_TEXT
    elif isinstance(of, core.FieldRef) and of.name == EVIDENCE:
        yield (ANY_TEXT,)
    else:
        kind = _type(env, scope, of, step)
        yield from _others(env, scope, of, step, set())
        if kind is not None and kind.kind in ("cite", "text"):
            yield ANY_TEXT


def _listed(env: Env, scope: Scope, of: core.FactRef | core.FieldRef) -> Elements:
    """The elements that are stated."""
    found = operand(env, scope, of)
    return found if isinstance(found, tuple) else ()


def _quantity(env: Env, scope: Scope, cond: core.Quant, step: str | None) -> Iterator[Way]:
    """The list with the elements put right that are not such as is asked."""
    found = items(env, scope, cond.of)
    if isinstance(found, Open) or not found:
        return
    values = [item.value for item in found]
    for item in found:
        inner = replace(scope, item=item)
        way = next(iter(wishes(env, inner, cond.where, True, step)), None)
        if way is None or any(not _of_item(s.of) for s in way):
            continue
        values[item.index] = _put(item, way)
        candidate = tuple(values)
        yield (Set(cond.of, candidate),)


def _of_item(of: core.FactRef | core.FieldRef) -> bool:
    return isinstance(of, core.FieldRef) and of.who == "item"


def _put(item: Item, way: Way) -> Value | Mapping[str, Value]:
    value = item.value
    for one in way:
        value = {**value, one.of.name: one.value} if isinstance(value, Mapping) else one.value
    return value


def _type(env: Env, scope: Scope, of: core.FactRef | core.FieldRef, step: str | None) -> Type | None:
    if isinstance(of, core.FactRef):
        declared = env.vocabulary.facts.get(of.name)
        return declared.type if declared else None
    if of.who == "item":
        fields = scope.item.fields if scope.item is not None else ()
        return next((f.type for f in fields if f.name.zh == of.name), None)
    subject = scope.this if of.who == "this" else scope.that
    owner = subject.step if isinstance(subject, Record) else step
    return field_type(env, owner or "", of.name)


def drafted(env: Env, scope: Scope, step: str, where: core.Cond) -> list[Mapping[str, Value]]:
    """Fields of a record of `step` that does not exist yet, with which it meets the condition and counts."""
    declared = env.vocabulary.steps.get(step)
    punctual = declared is not None and not declared.interval
    blank = replace(scope, that=Future({}, punctual))
    drafts: list[Mapping[str, Value]] = []
    for way in wishes(env, blank, where, True, step):
        fields = {s.of.name: s.value for s in way if isinstance(s.of, core.FieldRef) and s.of.who == "that"}
        if len(fields) != len(way):
            continue
        drafts += _counting(env, step, fields, punctual)
    return drafts[:_WAYS]


def _counting(
    env: Env, step: str, fields: Mapping[str, Value], punctual: bool
) -> Iterator[Mapping[str, Value]]:
    """The fields with what keeps the rules that discount records of the step from doing so."""
    against = [r.when for r in env.counts_rules if r.step == step and not r.counts]
    for way in wishes(env, Scope(this=Future(fields, punctual)), core.Or(tuple(against)), False, step):
        more = {s.of.name: s.value for s in way if isinstance(s.of, core.FieldRef)}
        if len(more) == len(way) and not set(more) & set(fields):
            yield {**fields, **more}

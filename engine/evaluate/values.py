"""The values of operands: of facts, of fields of records, of elements of lists, and sums of these."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal

from guiju.engine.case.model import Record, Value
from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.calc import calculate
from guiju.engine.evaluate.env import Env, Item, read_fact
from guiju.engine.evaluate.facts import fact
from guiju.engine.evaluate.finding import FactUse
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.known import Known as Known
from guiju.engine.evaluate.known import Open as Open
from guiju.engine.evaluate.known import derived, open_choice, open_value
from guiju.engine.evaluate.tallies import tally
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.evaluate.text_waits import waits_for
from guiju.engine.evaluate.written import written_in
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import BUILT_IN, Type, find_field
from msgspec import Struct


class Future(Struct, frozen=True):
    """Stands for a record that does not exist yet; what `values` does not settle is still free. One of a step that
    takes no time (`punctual`) will end on the day it starts."""

    values: Mapping[str, Value]
    punctual: bool = False


Subject = Record | Future | None


class Scope(Struct, frozen=True):
    """What `this`, `that` and `item` mean in a condition."""

    this: Subject = None
    that: Subject = None
    item: Item | None = None


def operand(env: Env, scope: Scope, of: core.Operand) -> Known:
    """The value of an operand; `Open` when the case does not say."""
    match of:
        case core.Lit():
            return of.value
        case core.FactRef():
            return fact(env, of.name)
        case core.FieldRef():
            return field_value(env, scope, of)
        case core.Count():
            counted = operand(env, scope, of.of)
            if isinstance(counted, Open):
                return _part(env, "count", counted)
            return Decimal(len(counted)) if isinstance(counted, tuple) else Decimal(1)
        case core.Pick():
            listed = operand(env, scope, of.of)
            if isinstance(listed, Open):
                return _part(env, of.which, listed)
            if not isinstance(listed, tuple):
                return listed
            return (listed[0] if of.which == "first" else listed[-1]) if listed else ""
        case core.Tally():
            return _tally(env, scope, of)
        case core.Calc(op, left, right):
            return calculate(env, op, operand(env, scope, left), operand(env, scope, right))


def _tally(env: Env, scope: Scope, of: core.Tally) -> Known:
    """What is reckoned over a list; open as a whole where the list, or a value in it, is not stated."""
    found = items(env, scope, of.of)
    if isinstance(found, Open):
        return _part(env, f"{of.kind} {of.field or ''}", found)
    name = of.field or core.ELEMENT
    values = [_item_field(env, item, name) if of.field else _element(item) for item in found]
    reckoned = tally(of.kind, values)
    if reckoned is not None:
        return reckoned
    missing = tuple(v.atom.key for v in values if isinstance(v, Open))
    return derived(env, (of.kind, found[0].owner, name, *missing), _tally_label(found[0], of.field))


def _element(item: Item) -> Known:
    return item.value


def _tally_label(item: Item, name: str | None) -> Text:
    declared = find_field(item.fields, name) if name else None
    english = declared.name.en if declared else name
    return item.label + Text(f"的{name}", f": {english}") if name else item.label


def _part(env: Env, which: str, listed: Open) -> Known:
    """The number or one element of a list that is not stated: a question of its own."""
    if listed.atom == FREE:
        return Open(FREE, False)
    return derived(env, (which, listed.atom.key), listed.atom.label)


def field_value(env: Env, scope: Scope, ref: core.FieldRef) -> Known:
    """A field of the activating record, of the record looked for, or of a list element."""
    if ref.who == "item":
        return _item_field(env, scope.item or env.element, ref.name)
    record = scope.this if ref.who == "this" else scope.that
    if isinstance(record, Future):
        return record.values.get(ref.name, Open(FREE, False))
    if record is None:
        raise LookupError(f"no record for {ref.who}.{ref.name}")
    return record_field(env, record, ref.name)


def record_field(env: Env, record: Record, name: str) -> Known:
    """A stated field, else open. The end of a running record is open; evidence is a list of texts."""
    value = stated_field(env, record, name)
    label = field_label(env, record, name)
    key = ("field", record.index, name)
    declared = field_type(env, record.step, name)
    kind = declared.kind if declared is not None else None
    span = record.spans.get(name) or (record.span if place_in_text(record) is None else None)
    read_fact(env, key, FactUse(label, value, span, key=key, kind=kind))
    if value is not None:
        return value
    waits = waits_for(record, name)
    if waits is not None:
        return open_choice(env, key, waits.label(record), waits.choices())
    return open_value(env, key, label, declared)


def stated_field(env: Env, record: Record, name: str) -> Value | None:
    """What the file states for a field of a record; of a running record no end."""
    return None if name == core.END and env.running(record) else written_in(record, name)


def field_label(env: Env, record: Record, name: str) -> Text:
    """`合法性审查.结论(第 12 行)`, in both languages."""
    step = env.vocabulary.steps.get(record.step)
    declared = BUILT_IN.get(name) or (find_field(step.fields, name) if step else None)
    zh, en = (step.name.zh, step.name.en) if step else (record.step, record.step)
    field_en = declared.name.en if declared else name
    en, field_en = en.replace("_", " "), field_en.replace("_", " ")
    within = place_in_text(record)
    if within is not None:
        return Text(f"{within}的{name}", f"{field_en} of {place_words(within).en}")
    line = record.span.line if record.span else None
    where = Text(f"(第 {line} 行)", f" (line {line})") if line else Text("", "")
    return Text(f"{zh}.{name}", f"{en}.{field_en}") + where


def field_type(env: Env, step: str, name: str) -> Type | None:
    declared = env.vocabulary.steps.get(step)
    found = find_field(declared.fields, name) if declared else None
    return found.type if found else None


def items(env: Env, scope: Scope, of: core.FactRef | core.FieldRef) -> tuple[Item, ...] | Open:
    """The elements of a list, each ready to be examined."""
    value = operand(env, scope, of)
    if isinstance(value, Open):
        return value
    elements = (value,) if isinstance(value, str | Mapping) else value if isinstance(value, tuple) else ()
    if isinstance(of, core.FieldRef) and of.who == "item":
        return _items_of_element(scope.item or env.element, of.name, elements)
    record = None
    if isinstance(of, core.FieldRef):
        record = scope.this if of.who == "this" else scope.that
    declared = env.vocabulary.facts.get(of.name)
    kind = declared.type if declared else None
    label = env.vocabulary.words(of.name)
    owner: Hashable = ("fact", of.name)
    if isinstance(record, Record):
        kind = field_type(env, record.step, of.name)
        label = field_label(env, record, of.name)
        owner = ("field", record.index, of.name)
    return _listed(owner, elements, label, kind)


_Elements = tuple[Value | Mapping[str, Value], ...]


def _items_of_element(outer: Item | None, name: str, elements: _Elements) -> tuple[Item, ...]:
    """The elements of a list that is itself part of an element."""
    if outer is None:
        raise LookupError(f"no list element for {name}")
    declared = find_field(outer.fields, name)
    key = ("item", outer.owner, outer.index, name)
    return _listed(key, elements, _part_label(outer, name), declared.type if declared else None)


def _listed(owner: Hashable, elements: _Elements, label: Text, kind: Type | None) -> tuple[Item, ...]:
    fields, values = (kind.item, kind.values) if kind else ((), ())
    return tuple(Item(owner, i, element, label, fields, values) for i, element in enumerate(elements))


def _part_label(item: Item, name: str) -> Text:
    """`专家 第 2 项的姓名`, in both languages."""
    declared = find_field(item.fields, name)
    n, english = item.index + 1, declared.name.en if declared else name
    return item.label + Text(f" 第 {n} 项的{name}", f" entry {n}: {english}")


def _item_field(env: Env, item: Item | None, name: str) -> Known:
    if item is None:
        raise LookupError(f"no list element for {name}")
    value = item.value.get(name) if isinstance(item.value, Mapping) else item.value
    if value is not None:
        return value
    declared = find_field(item.fields, name)
    key = ("item", item.owner, item.index, name)
    return open_value(env, key, _part_label(item, name), declared.type if declared else None)

"""Operands of conditions: bare names become fields or facts, values take the type of what they are compared with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.resolve_time_of_day import time_of_day
from guiju.engine.semantics.resolve_vocabulary import Plain, as_value
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    BUILT_IN,
    FactDecl,
    StepDecl,
    Type,
    find_field,
    find_name,
)
from guiju.engine.syntax import tree as t
from msgspec import Struct

_NUMERIC = ("number", "amount")


class Around(Struct, frozen=True):
    """Where a condition stands: the steps of `this` and `that` (None: no such record), and the list whose element
    is looked at.

    `bare` says whose fields a bare name means; with `bare_item` it means a field of the element first. `occurs`
    resolves `有 …` as a condition, where that may stand.
    """

    this: StepDecl | None = None
    that: StepDecl | None = None
    item: Type | None = None
    bare: core.Who = "this"
    occurs: Callable[[Table, StepDecl | None, t.Requirement], core.Exists | core.Forbid] | None = None
    bare_item: bool = False

    @property
    def own(self) -> StepDecl | None:
        return self.that if self.bare == "that" else self.this


class Typed(Struct, frozen=True):
    operand: core.Operand
    type: Type | None
    owner: str = ""

    @property
    def ref(self) -> core.FactRef | core.FieldRef:
        assert isinstance(self.operand, core.FactRef | core.FieldRef)
        return self.operand

    @property
    def unknown(self) -> bool:
        """Whether it is a name nobody declared, which is an error already."""
        return self.type is None and isinstance(self.operand, core.FactRef | core.FieldRef)


def operand(table: Table, around: Around, node: object, like: Typed | None = None) -> Typed:
    """An operand with its type; `like` is what it is compared with, whose named values it may be."""
    kind = like.type if like else None
    owner = like.owner if like else ""
    if isinstance(node, t.Literal_):
        value = as_value(table, node, kind, owner)
        if like is not None:
            time_of_day(table, like.operand, node)
        return Typed(core.Lit(value if value is not None else ""), kind or _type_of(node, value), owner)
    if isinstance(node, t.Derived):
        return _derived(table, around, node)
    if isinstance(node, t.Calculated):
        return _calculated(table, around, node)
    assert isinstance(node, t.Ref)
    if node.owner is None and kind is not None and kind.values:
        chosen = find_name(kind.values, node.name.text)
        if chosen is not None:
            table.refer("value", node.name, chosen, None, owner)
            return Typed(core.Lit(chosen.zh), kind, owner)
    return reference(table, around, node, like)


def _derived(table: Table, around: Around, node: t.Derived) -> Typed:
    """What is reckoned from a list."""
    found, kind = element_of(table, around, node.of)
    match node.kind:
        case "count":
            return Typed(core.Count(found.ref), Type("number"))
        case "first" | "last":
            if kind.item:
                message = Text(
                    f"“{node.of.name.text}”的每一项是一组字段,不是一个值",
                    f"each entry of '{node.of.name.text}' is a group of fields, not a value",
                )
                table.error("P011", message, node.span)
            element = Type("enum", kind.values) if kind.values else Type("text")
            return Typed(core.Pick(node.kind, found.ref), element, found.owner)
    declared = find_field(kind.item, node.field.text) if node.field is not None else None
    if node.field is not None and declared is None:
        valid = [s for f in kind.item for s in f.name.spellings]
        table.unknown(Text("列表项的字段", "field of the entry"), node.field, valid)
    elif declared is not None and node.field is not None:
        table.refer("field", node.field, declared.name, declared.span)
    made = core.Tally(node.kind, found.ref, declared.name.zh if declared is not None else None)
    if node.kind != "sum":
        return Typed(made, Type("number"))
    if declared is not None and declared.type.kind in _NUMERIC:
        return Typed(made, declared.type)
    if declared is not None or node.field is None:
        message = Text("只有数和金额可以合计", "only numbers and amounts have a sum")
        table.error("P011", message, node.span)
    return Typed(made, None)


def _calculated(table: Table, around: Around, node: t.Calculated) -> Typed:
    """Numbers and amounts: alike for + and -, by a number for * and /, and that one written out for /."""
    left, right = operand(table, around, node.left), operand(table, around, node.right)
    if isinstance(node.left, t.Literal_) and node.op == "*":
        left, right = right, left
    kinds = [side.type.kind if side.type else "number" for side in (left, right)]
    partner = kinds[0] if node.op in ("+", "-") else "number"
    if not all(kind in _NUMERIC for kind in kinds) or kinds[1] != partner:
        message = Text("这两项不能这样运算", "these two cannot be reckoned with like this")
        hint = Text(
            "加减要同类,乘除的一方是数",
            "what is added or taken away is of one kind; one multiplies by a number",
        )
        table.error("P011", message, node.span, hint)
    written = isinstance(right.operand, core.Lit) and right.operand.param is None
    if node.op == "/" and (not written or right.operand == core.Lit(Decimal(0))):
        message = Text(
            "只能除以一个写明的、不为零的数", "one divides by a number written out, and not by zero"
        )
        table.error("P011", message, node.span)
    return Typed(core.Calc(node.op, left.operand, right.operand), left.type or Type("number"))


def _type_of(node: t.Literal_, value: Plain | None) -> Type | None:
    if node.kind in ("amount", "duration"):
        return Type("amount" if node.kind == "amount" else "duration")
    if isinstance(value, bool):
        return Type("yesno")
    if isinstance(value, Decimal):
        return Type("number")
    return Type("date") if isinstance(value, date) else None


def is_field(around: Around, name: str) -> bool:
    """Whether a bare name means a declared field here."""
    own = around.own
    return bool(own and find_field(own.fields, name))


def reference(table: Table, around: Around, ref: t.Ref, like: Typed | None = None) -> Typed:
    """A field, fact or parameter by name; an unknown one is an error that offers the nearest."""
    name = ref.name.text
    if ref.owner == "fact":
        return fact(table, ref.name)
    if ref.owner == "this":
        return field(table, around.this, "this", ref.name)
    if ref.owner == "item":
        return _of_element(table, around.item, ref.name)
    if around.item is not None and around.bare_item:
        found = find_field(around.item.item, name)
        if found:
            table.refer("field", ref.name, found.name, found.span)
            return Typed(core.FieldRef("item", found.name.zh), found.type, found.name.zh)
    own = around.own
    if own is not None and (find_field(own.fields, name) or find_field(BUILT_IN.values(), name)):
        return field(table, own, around.bare, ref.name)
    if name in table.facts or _authority(name):
        return fact(table, ref.name)
    if name in table.params:
        return _parameter(table, ref.name)
    _unknown(table, around, ref.name, like)
    return Typed(core.FactRef(name), None)


def stated_by_case(table: Table, around: Around, ref: t.Ref) -> Typed:
    """A field or fact; a parameter, which the packs state, is an error."""
    found = reference(table, around, ref)
    if isinstance(found.operand, core.FactRef | core.FieldRef):
        return found
    name = shown(ref.name.text)
    message = Text(
        f"“{name}”是参数,这里要事实或字段", f"'{name}' is a parameter; a fact or field is wanted here"
    )
    table.error("P011", message, ref.span)
    return Typed(core.FactRef(ref.name.text), None)


def _of_element(table: Table, of: Type | None, word: t.Word) -> Typed:
    """它, the element of a list that is looked at, or 它.x, a field of it."""
    if of is None:
        message = Text("这里没有“它”可指的列表项", "there is no entry of a list here that 'it' could mean")
        table.error("P013", message, word.span)
        return Typed(core.FactRef(word.text), None)
    found = find_field(of.item, word.text)
    if found is not None:
        table.refer("field", word, found.name, found.span)
        return Typed(core.FieldRef("item", found.name.zh), found.type, found.name.zh)
    if of.item:
        table.unknown(
            Text("列表项的字段", "field of the entry"), word, [s for f in of.item for s in f.name.spellings]
        )
        return Typed(core.FieldRef("item", word.text), None)
    kind = Type("enum", of.values) if of.values else Type("text")
    return Typed(core.FieldRef("item", core.ELEMENT), kind)


def element_of(table: Table, around: Around, ref: t.Ref) -> tuple[Typed, Type]:
    """A list and its type; what is no list is an error."""
    found = stated_by_case(table, around, ref)
    if found.type is not None and found.type.kind != "list":
        message = Text(f"“{ref.name.text}”不是列表", f"'{ref.name.text}' is not a list")
        table.error("P011", message, ref.span)
    return found, found.type or Type("list")


def _unknown(table: Table, around: Around, word: t.Word, like: Typed | None) -> None:
    if like is not None and like.type is not None and like.type.values:
        table.unknown(Text("取值", "value"), word, [s for v in like.type.values for s in v.spellings])
        return
    valid = [s for f in (around.own.fields if around.own else ()) for s in f.name.spellings]
    valid += [*table.facts, *table.definitions, *table.params]
    valid += [s for declared in AUTHORITY_FACTS.values() for s in declared.name.spellings]
    table.unknown(Text("字段或事实", "field or fact"), word, valid)


def _parameter(table: Table, word: t.Word) -> Typed:
    found = table.params[word.text]
    first = found.values[0]
    table.refer("parameter", word, found.name, first.span)
    return Typed(core.Lit(first.value, found.name.zh), Type(found.kind), found.name.zh)


def _authority(name: str) -> FactDecl | None:
    return next((d for d in AUTHORITY_FACTS.values() if name in d.name.spellings), None)


def fact(table: Table, word: t.Word) -> Typed:
    """A fact, of the packs or of the head of the case file."""
    found = table.facts.get(word.text) or _authority(word.text)
    if found is None:
        table.unknown(Text("事实", "fact"), word, table.facts)
        return Typed(core.FactRef(word.text), None)
    table.refer("fact", word, found.name, found.span)
    return Typed(core.FactRef(found.name.zh), found.type, found.name.zh)


def field(table: Table, step: StepDecl | None, who: core.Who, word: t.Word) -> Typed:
    """A field of a record of `step`, declared or built in."""
    if step is None:
        message = Text("这里没有“本”步骤的记录", "there is no record here that 'this' could mean")
        hint = Text(
            "写明针对哪个步骤(每一 …)的规则,本才是它的记录;“若违反”里,本是违反的那一天,没有字段",
            "'this' is a record only where the rule says of which step it is (each …); after if_violated it is the day "
            "of the breach, which has no fields",
        )
        table.error("P013", message, word.span, hint)
        return Typed(core.FactRef(word.text), None)
    found = find_field(step.fields, word.text)
    built_in = find_field(BUILT_IN.values(), word.text)
    if found is None and built_in is not None:  # a declared field of that name comes first
        table.refer("word", word, built_in.name)
        return Typed(core.FieldRef(who, built_in.name.zh), built_in.type, built_in.name.zh)
    if found is None:
        table.unknown(
            Text(f"{step.name.zh}的字段", f"field of {step.name.en}"),
            word,
            [s for f in step.fields for s in f.name.spellings],
        )
        return Typed(core.FieldRef(who, word.text), None)
    table.refer("field", word, found.name, found.span, step.name.zh)
    return Typed(core.FieldRef(who, found.name.zh), found.type, found.name.zh)


def date_operand(
    table: Table, around: Around, word: t.Word, owner: Literal["this", "fact", "item"], span: Span
) -> core.FactRef | core.FieldRef:
    """A date fact, or a date field of the activating record or of an entry of a list."""
    found = reference(table, around, t.Ref(owner, word, span))
    if found.type is not None and found.type.kind != "date":
        table.error("P011", Text(f"“{word.text}”不是日期", f"'{word.text}' is not a date"), span)
    return found.ref

"""Conditions: bare names become fields or facts, values take the type of what they are compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.resolve_vocabulary import as_value
from guiju.engine.semantics.vocabulary import FieldDecl, Kind, StepDecl, Type, find_field
from guiju.engine.syntax import tree as t
from msgspec import Struct
from msgspec.structs import replace

_BUILT_IN: dict[str, tuple[str, Kind]] = {
    "主体": (core.ACTOR, "text"), "actor": (core.ACTOR, "text"), "凭证": (core.EVIDENCE, "list"),
    "evidence": (core.EVIDENCE, "list"), "起": (core.START, "date"), "start": (core.START, "date"),
    "止": (core.END, "date"), "end": (core.END, "date"), "日期": (core.START, "date"), "date": (core.START, "date"),
    "时间": (core.TIME, "text"), "time": (core.TIME, "text"),
}  # fmt: skip


class Around(Struct, frozen=True):
    """Where a condition stands: the steps of `this` and `that` (None: no such record), and the item's fields.
    `bare` says whose fields a bare name means."""

    this: StepDecl | None = None
    that: StepDecl | None = None
    item: tuple[FieldDecl, ...] | None = None
    bare: core.Who = "this"

    @property
    def own(self) -> StepDecl | None:
        return self.that if self.bare == "that" else self.this


class _Typed(Struct, frozen=True):
    operand: core.Operand
    type: Type | None


def condition(table: Table, around: Around, node: t.Expr | None) -> core.Cond:
    """A condition with its names resolved; every unknown name or ill-fitting value is an error in the table."""
    if node is None:
        return core.Const(True)
    match node.op:
        case "or_":
            return core.Or(tuple(condition(table, around, a) for a in node.args))
        case "and_":
            return core.And(tuple(condition(table, around, a) for a in node.args))
        case "not_":
            return core.Not(condition(table, around, node.args[0]))
        case "truth":
            return _truth(table, around, node.args[0])
        case "compare":
            return _compare(table, around, *node.args)
        case "member":
            return _member(table, around, *node.args)
        case "contains":
            return _contains(table, around, *node.args)
        case "stated":
            found = _ref(table, around, node.args[0])
            return (
                core.Stated(found.operand)
                if isinstance(found.operand, core.FactRef | core.FieldRef)
                else _TRUE
            )
        case _:
            return _quantity(table, around, node)


_TRUE = core.Const(True)
_QUANTITIES: dict[str, Literal["every", "at_least", "most"]] = {
    "every": "every",
    "at_least": "at_least",
    "most": "most",
}


def _truth(table: Table, around: Around, ref: t.Ref) -> core.Cond:
    if ref.owner is None and ref.name.text in table.conditions and not _field_named(around, ref.name.text):
        return table.conditions[ref.name.text]
    found = _ref(table, around, ref)
    if found.type is not None and found.type.kind != "yesno":
        message = Text(
            f"“{ref.name.text}”不是“是否”类,不能单独作条件",
            f"'{ref.name.text}' is not a yes/no, so it is no condition by itself",
        )
        table.error("P011", message, ref.span)
    assert isinstance(found.operand, core.FactRef | core.FieldRef)
    return core.Truth(found.operand)


def _compare(table: Table, around: Around, left: object, op: core.Op, right: object) -> core.Cond:
    if isinstance(left, t.Literal_) and not isinstance(right, t.Literal_):
        left, right = right, left
        swapped: dict[str, core.Op] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        op = swapped.get(op, op)
    known = len(table.diagnostics)
    a = _operand(table, around, left, None)
    if len(table.diagnostics) > known and isinstance(right, t.Ref) and right.owner is None:
        return _TRUE  # a word beside an unknown name may be one of its values: the name is the error
    b = _operand(table, around, right, a.type)
    _comparable(table, op, a, b, left)
    return core.Compare(op, a.operand, b.operand)


def _comparable(table: Table, op: core.Op, a: _Typed, b: _Typed, at: object) -> None:
    span = getattr(at, "span", None)
    if a.type is not None and a.type.kind == "list" and span:
        hint = Text("列表里有没有某一项,写“含”", "whether a list holds an entry is said with 'contains'")
        table.error("P011", Text("列表不能和一个值比较", "a list is not compared with a value"), span, hint)
    if (
        op in ("<", "<=", ">", ">=")
        and a.type is not None
        and a.type.kind not in ("number", "date", "text")
        and span
    ):
        table.error("P011", Text("这里不能比较大小", "these cannot be put in an order"), span)
    if a.type and b.type and a.type.kind != b.type.kind and span:
        loose = {"text", "enum", "cite"}
        if not {a.type.kind, b.type.kind} <= loose:
            message = Text("比较的两边类型不同", "the two sides of the comparison are of different types")
            table.error("P011", message, span)


def _member(table: Table, around: Around, left: object, values: tuple[t.Literal_, ...]) -> core.Cond:
    a = _operand(table, around, left, None)
    typed = [as_value(table, v, a.type) for v in values]
    return core.Member(a.operand, tuple(v for v in typed if v is not None))


def _contains(table: Table, around: Around, ref: t.Ref, value: t.Literal_) -> core.Cond:
    found = _ref(table, around, ref)
    if found.type is not None and found.type.kind != "list":
        message = Text(f"“{ref.name.text}”不是列表", f"'{ref.name.text}' is not a list")
        table.error("P011", message, ref.span)
    wanted = as_value(table, value, found.type)
    assert isinstance(found.operand, core.FactRef | core.FieldRef)
    return core.Contains(found.operand, str(wanted))


def _quantity(table: Table, around: Around, node: t.Expr) -> core.Cond:
    n = node.args[0] if node.op == "at_least" else 0
    ref, where = node.args[-2:]
    found = _ref(table, around, ref)
    if found.type is not None and found.type.kind != "list":
        message = Text(f"“{ref.name.text}”不是列表", f"'{ref.name.text}' is not a list")
        table.error("P011", message, ref.span)
    fields = found.type.item if found.type else ()
    inner = condition(table, replace(around, item=fields), where)
    assert isinstance(found.operand, core.FactRef | core.FieldRef)
    return core.Quant(_QUANTITIES[node.op], n, found.operand, inner)


def _operand(table: Table, around: Around, node: object, like: Type | None) -> _Typed:
    if isinstance(node, t.Literal_):
        value = as_value(table, node, like)
        return _Typed(core.Lit(value if value is not None else ""), like or _type_of(value))
    if isinstance(node, t.Derived):
        found = _ref(table, around, node.of)
        assert isinstance(found.operand, core.FactRef | core.FieldRef)
        if node.kind == "count":
            return _Typed(core.Count(found.operand), Type("number"))
        return _Typed(core.Pick(node.kind, found.operand), Type("text"))
    assert isinstance(node, t.Ref)
    if node.owner is None and like is not None and like.values:
        chosen = next((v.zh for v in like.values if node.name.text in v.spellings), None)
        if chosen is not None:
            return _Typed(core.Lit(chosen), like)
    return _ref(table, around, node, like)


def _type_of(value: bool | Decimal | str | date | None) -> Type | None:
    if isinstance(value, bool):
        return Type("yesno")
    if isinstance(value, Decimal):
        return Type("number")
    return Type("date") if isinstance(value, date) else None


def _field_named(around: Around, name: str) -> bool:
    own = around.own
    return bool(own and find_field(own.fields, name))


def _ref(table: Table, around: Around, ref: t.Ref, like: Type | None = None) -> _Typed:
    name = ref.name.text
    if ref.owner == "fact":
        return _fact(table, ref.name)
    if ref.owner == "this":
        return _field(table, around.this, "this", ref.name)
    if around.item is not None:
        found = find_field(around.item, name)
        if found:
            return _Typed(core.FieldRef("item", found.name.zh), found.type)
    own = around.own
    if own is not None:
        declared = find_field(own.fields, name)
        if declared:
            return _Typed(core.FieldRef(around.bare, declared.name.zh), declared.type)
        if name in _BUILT_IN:
            built_in, kind = _BUILT_IN[name]
            return _Typed(core.FieldRef(around.bare, built_in), Type(kind))
    if name in table.facts:
        return _fact(table, ref.name)
    valid = [s for f in (own.fields if own else ()) for s in f.name.spellings]
    valid += list(table.facts) + list(table.conditions)
    if like is not None and like.values:
        table.unknown(Text("取值", "value"), ref.name, [s for v in like.values for s in v.spellings])
    else:
        table.unknown(Text("字段或事实", "field or fact"), ref.name, valid)
    return _Typed(core.FactRef(name), None)


def _fact(table: Table, word: t.Word) -> _Typed:
    found = table.facts.get(word.text)
    if found is None:
        table.unknown(Text("事实", "fact"), word, table.facts)
        return _Typed(core.FactRef(word.text), None)
    return _Typed(core.FactRef(found.name.zh), found.type)


def _field(table: Table, step: StepDecl | None, who: core.Who, word: t.Word) -> _Typed:
    if step is None:
        message = Text("这里没有“本”步骤的记录", "there is no record here that 'this' could mean")
        table.error("P013", message, word.span)
        return _Typed(core.FactRef(word.text), None)
    found = find_field(step.fields, word.text)
    if found is None and word.text in _BUILT_IN:  # a declared field of that name comes first
        built_in, kind = _BUILT_IN[word.text]
        return _Typed(core.FieldRef(who, built_in), Type(kind))
    if found is None:
        table.unknown(
            Text(f"{step.name.zh}的字段", f"field of {step.name.en}"),
            word,
            [s for f in step.fields for s in f.name.spellings],
        )
        return _Typed(core.FieldRef(who, word.text), None)
    return _Typed(core.FieldRef(who, found.name.zh), found.type)


def date_operand(
    table: Table, around: Around, word: t.Word, *, fact: bool, span: Span
) -> core.FactRef | core.FieldRef:
    """A date fact, or a date field of the activating record."""
    found = _fact(table, word) if fact else _field(table, around.this, "this", word)
    if found.type is not None and found.type.kind != "date":
        table.error("P011", Text(f"“{word.text}”不是日期", f"'{word.text}' is not a date"), span)
    assert isinstance(found.operand, core.FactRef | core.FieldRef)
    return found.operand

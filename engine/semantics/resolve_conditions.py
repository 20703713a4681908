"""Conditions with their names resolved, and the errors for what does not fit together."""

from __future__ import annotations

from typing import Any, Literal

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.condition_size import has_more_parts, quantifiers_deep
from guiju.engine.semantics.names import Definition, Table
from guiju.engine.semantics.resolve_hours import hours_in_length
from guiju.engine.semantics.resolve_lengths import length
from guiju.engine.semantics.resolve_operands import (
    Around,
    Typed,
    element_of,
    is_field,
    operand,
    reference,
    stated_by_case,
)
from guiju.engine.semantics.resolve_time_of_day import time_of_day
from guiju.engine.semantics.resolve_vocabulary import TYPE_NAMES, as_value
from guiju.engine.semantics.vocabulary import Kind
from guiju.engine.semantics.wordings import patterns_of, wording_called
from guiju.engine.syntax import tree as t
from msgspec.structs import replace

_TRUE = core.Const(True)
_ORDERED = ("number", "amount", "date", "text", "duration")


def condition(table: Table, around: Around, node: t.Expr | None) -> core.Cond:
    """A condition with its names resolved; every unknown name or ill-fitting value is an error in the table."""
    if node is None:
        return _TRUE
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
        case "matches":
            return _matches(table, around, node)
        case "stated":
            return core.Stated(stated_by_case(table, around, node.args[0]).ref)
        case "odd":
            return _odd(table, around, node)
        case "lasting":
            return _lasting(table, around, node.args[0])
        case "occurs":
            return _occurs(table, around, node)
        case _:
            return _quantity(table, around, node)


def _truth(table: Table, around: Around, ref: t.Ref) -> core.Cond:
    if ref.owner is None and ref.name.text in table.definitions and not is_field(around, ref.name.text):
        return _defined(table, around, ref.name)
    found = reference(table, around, ref)
    if found.type is not None and found.type.kind != "yesno":
        message = Text(
            f"“{ref.name.text}”不是“是否”类,不能单独作条件",
            f"'{ref.name.text}' is not a yes/no, so it is no condition by itself",
        )
        table.error("P011", message, ref.span)
        return _TRUE
    return core.Truth(found.ref)


def _defined(table: Table, around: Around, word: t.Word) -> core.Cond:
    """What a definition says, here: one about a step means the record at hand, which must be one of that step."""
    found = table.definitions[word.text]
    table.refer("definition", word, found.name, found.span)
    if found.name.zh in table.unusable:
        return _TRUE
    step = table.steps.get(found.step.text) if found.step else None
    if step is not None and (around.own is None or around.own.name != step.name):
        message = Text(
            f"“{word.text}”说的是{step.name.zh}的记录,这里不是",
            f"'{word.text}' is about a record of {step.name.words.en}, which is not what stands here",
        )
        table.error("P013", message, word.span)
        return _TRUE
    own = replace(around, item=None, bare_item=False) if step is not None else Around()
    key = (found.name.zh, own.this and own.this.name, own.that and own.that.name, own.bare, own.occurs)
    if key not in table.resolved:
        table.resolved[key] = _of_bounded_size(table, found, condition(table, own, found.expr))
    return table.resolved[key]


def _of_bounded_size(table: Table, found: Definition, cond: core.Cond) -> core.Cond:
    """The condition, unless the definitions it is made of multiply to more parts than can be looked at."""
    if not has_more_parts(cond, limits.CONDITION_PARTS):
        return cond
    name, most = shown(found.name.zh), limits.CONDITION_PARTS
    message = Text(
        f"定义“{name}”连同所用的定义,展开后超过 {most} 个条件的上限",
        f"the definition '{name}', with those it uses, comes to more than the limit of {most} conditions",
    )
    table.error("P002", message, found.span)
    return _TRUE


def _compare(table: Table, around: Around, left: object, op: core.Op, right: object) -> core.Cond:
    if isinstance(left, t.Literal_) and not isinstance(right, t.Literal_):
        left, right = right, left
        swapped: dict[str, core.Op] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        op = swapped.get(op, op)
    a = operand(table, around, left)
    if a.unknown and isinstance(right, t.Ref) and right.owner is None:
        return _TRUE  # a word beside an unknown name may be one of its values: the name is the error
    b = operand(table, around, right, a)
    _comparable(table, op, a, b, left)
    return core.Compare(op, a.operand, b.operand)


def _comparable(table: Table, op: core.Op, a: Typed, b: Typed, at: object) -> None:
    span = getattr(at, "span", None)
    if span is None or a.type is None:
        return
    if a.type.kind == "list":
        hint = Text("列表里有没有某一项,写“含”", "whether a list holds an entry is said with 'contains'")
        table.error("P011", Text("列表不能和一个值比较", "a list is not compared with a value"), span, hint)
    if op in ("<", "<=", ">", ">=") and a.type.kind not in _ORDERED:
        table.error("P011", Text("这里不能比较大小", "these cannot be put in an order"), span)
    if b.type and a.type.kind != b.type.kind:
        loose = {"text", "enum", "cite"}
        if not {a.type.kind, b.type.kind} <= loose:
            one, other = _called(a.type.kind), _called(b.type.kind)
            message = Text(
                f"比较的两边类型不同:一边是{one.zh},一边是{other.zh}",
                f"the two sides of the comparison are of different types: {one.en} and {other.en}",
            )
            table.error("P011", message, span)


def _called(kind: Kind) -> Text:
    """How a type is called in a message: as packs write it, if they do."""
    name = TYPE_NAMES.get(kind)
    if name is not None:
        return name.text
    return Text("列表", "list") if kind == "list" else Text("列举的值", "one of the values listed")


def _member(table: Table, around: Around, left: object, values: tuple[t.Literal_, ...]) -> core.Cond:
    a = operand(table, around, left)
    typed = [as_value(table, v, a.type, a.owner) for v in values]
    for value in values:
        time_of_day(table, a.operand, value)
    return core.Member(a.operand, tuple(v for v in typed if v is not None))


def _contains(table: Table, around: Around, ref: t.Ref, value: t.Literal_ | t.Ref) -> core.Cond:
    found = stated_by_case(table, around, ref)
    if found.type is not None and found.type.kind not in ("list", "text"):
        message = Text(
            f"“{ref.name.text}”不是列表,也不是文本", f"'{ref.name.text}' is neither a list nor a text"
        )
        table.error("P011", message, ref.span)
    if isinstance(value, t.Ref):
        held = stated_by_case(table, around, value)
        if held.type is not None and held.type.kind not in ("text", "enum", "cite"):
            table.error("P011", Text("这里要一段文字", "a text is wanted here"), value.span)
        return core.Contains(found.ref, held.ref)
    _no_name(table, around, value, found, ref)
    wanted = as_value(table, value, found.type, found.owner)
    return core.Contains(found.ref, str(wanted))


def _no_name(table: Table, around: Around, value: t.Literal_, of: Typed, listed: t.Ref) -> None:
    """An error for a bare word that reads as a field or fact but would be taken as the text itself."""
    named = str(value.value)
    if value.kind != "name" or (of.type is not None and of.type.values):
        return
    if is_field(around, named) or named in table.facts:
        sought = around.that is not None and is_field(around, named)
        owner = "本." if is_field(around, named) else "事实."
        message = Text(
            f"“{named}”是字段还是文字?", f"is '{named}' the field or fact of that name, or the text?"
        )
        hint = Text(
            f'指它的内容,写 {owner}{named};指这几个字,写 "{named}"',
            f'for what it holds write {"this" if owner == "本." else "fact"}.{named}; for the text "{named}"',
        )
        if sought and of.type is not None and of.type.kind == "list":
            whose = {"this": "本.", "fact": "事实."}.get(listed.owner or "", "") + listed.name.text
            whose_en = {"this": "this.", "fact": "fact."}.get(listed.owner or "", "") + listed.name.text
            hint = Text(
                f'指所找记录的{named},写 至少 1个 {whose} 满足 (它 = {named});指这几个字,写 "{named}"',
                f"for {named} of the record looked for write at_least 1 of {whose_en} satisfies (it = {named}); "
                f'for the text "{named}"',
            )
        table.error("P011", message, value.span, hint)


def _matches(table: Table, around: Around, node: t.Expr) -> core.Cond:
    left, named, written = node.args
    found = operand(table, around, left)
    if found.type is not None and found.type.kind not in ("text", "cite", "enum"):
        hint = None
        if found.type.kind == "list":
            hint = Text(
                "列表要逐项看:至少 1个 … 满足 (它 匹配 …)",
                "of a list look at each entry: at_least 1 of … satisfies (it matches …)",
            )
        table.error("P011", Text("只有文字才能匹配用语", "only a text matches a wording"), left.span, hint)
    if written is not None:
        return core.Matches(found.operand, patterns_of(table, (written,), written.span))
    wording = wording_called(table, named)
    return core.Matches(found.operand, wording.patterns, wording.name.words) if wording else _TRUE


def _odd(table: Table, around: Around, node: t.Expr) -> core.Cond:
    found = operand(table, around, node.args[0])
    if found.type is not None and found.type.kind != "number":
        table.error("P011", Text("只有数才分单双", "only a number is odd or even"), node.span)
    return core.Odd(found.operand)


def _lasting(table: Table, around: Around, req: t.Requirement) -> core.Cond:
    found = length(table, around, req)
    who = around.bare if around.own is not None else None
    lasting = core.Lasting(
        found.op, found.duration, who, found.full_days, found.roll, found.excluding, found.first, found.last
    )
    hours_in_length(table, lasting, around.own, req.span)
    return lasting


def _occurs(table: Table, around: Around, node: t.Expr) -> core.Cond:
    if around.occurs is None or around.bare_item:
        message = Text(
            "“有”“没有”作条件,只能写在规则、例外、适用范围的“当”里",
            "'has' and 'has_no' are conditions only after the 'when' of a rule, an exception or a scope",
        )
        table.error("P013", message, node.span)
        return _TRUE
    return core.Occurs(around.occurs(table, around.this, node.args[0]))


def _quantity(table: Table, around: Around, node: t.Expr) -> core.Cond:
    kind: Literal["every", "at_least", "at_most", "exactly", "most", "share"]
    n, d = 0, 1
    match node.op, *node.args:
        case "some", chosen, int(given), *_:
            kind, n = chosen, given
        case "share", int(n), int(d), *_:
            kind = "share"
        case _:
            kind = "every" if node.op == "every" else "most"
    ref: t.Ref = node.args[-2]
    where: Any = node.args[-1]
    found, kind_of_list = element_of(table, around, ref)
    inner = condition(table, replace(around, item=kind_of_list, bare_item=True), where)
    made = core.Quant(kind, n, found.ref, inner, d)
    if quantifiers_deep(made) == limits.QUANTIFIER_DEPTH + 1:  # told once, not again at each around it
        most = limits.QUANTIFIER_DEPTH
        message = Text(
            f"列表逐项看的条件,一层套一层超过 {most} 层上限",
            f"conditions on the entries of lists stand in each other deeper than the limit of {most}",
        )
        table.error("P002", message, ref.span)
    return made

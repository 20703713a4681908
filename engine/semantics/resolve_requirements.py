"""Requirements: patterns, windows and bounds resolved; the sugar forms give their activation as well."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.idle import idle_in_window
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_hours import hours_in_length, hours_in_window
from guiju.engine.semantics.resolve_lengths import countable, duration, length, steps_named
from guiju.engine.semantics.resolve_operands import Around, date_operand, element_of
from guiju.engine.semantics.vocabulary import StepDecl, Type
from guiju.engine.syntax import tree as t
from msgspec import Struct

_NOTHING = core.Const(True)
_OWNERS: dict[str, Literal["this", "fact", "item"]] = {"field": "this", "fact": "fact", "element": "item"}


class Activated(Struct, frozen=True):
    """The activation that a sugar form (`A 先于 B`, `A 之后 B`, `A 期限 …`) brings with it."""

    step: StepDecl
    when: core.Cond


def activation_of(table: Table, req: t.Requirement) -> Activated | None:
    """The step a sugar form is about (None for the general forms, and for a wrong name, which is reported)."""
    pattern = {"precedes": req.other, "responds": req.pattern, "lasts": req.pattern}.get(req.form)
    if pattern is None:
        return None
    step = table.step(pattern.step)
    if step is None:
        return None
    return Activated(step, condition(table, Around(this=step, occurs=occurrence), pattern.where))


def requirement(
    table: Table, this: StepDecl | None, req: t.Requirement, item: Type | None = None
) -> core.Req:
    """A requirement about records of `this` (None: about the case), and about an element of the list `item`."""
    match req.form:
        case "all_of":
            return core.AllOf(tuple(requirement(table, this, p, item) for p in req.parts))
        case "any_of":
            return core.AnyOf(tuple(requirement(table, this, p, item) for p in req.parts))
        case "test":
            return core.Test(condition(table, Around(this=this, item=item), req.cond))
        case "lasts" | "apart":
            return _lasts(table, this, req, item)
        case "for_each":
            return _for_each(table, this, req, item)
        case "precedes":
            return _sugar(table, this, req, req.pattern, "before", item)
        case "responds":
            return _sugar(table, this, req, req.other, "after", item)
        case _:
            return _existence(table, this, req, item)


def _for_each(table: Table, this: StepDecl | None, req: t.Requirement, item: Type | None) -> core.Req:
    assert req.of is not None
    if item is not None:
        message = Text("“对每个”里面不能再写“对每个”", "'for_every' does not stand inside another")
        table.error("P013", message, req.span)
    found, kind = element_of(table, Around(this=this), req.of)
    return core.ForEach(found.ref, requirement(table, this, req.parts[0], kind))


def occurrence(table: Table, this: StepDecl | None, req: t.Requirement) -> core.Exists | core.Forbid:
    """`有 …` and `没有 …` as a condition on what happened."""
    return _existence(table, this, req)


def _existence(
    table: Table, this: StepDecl | None, req: t.Requirement, item: Type | None = None
) -> core.Exists | core.Forbid:
    assert req.pattern is not None
    step = table.step(req.pattern.step)
    around = Around(this, step, item, bare="that")
    where = condition(table, around, req.pattern.where) if step else _NOTHING
    name = step.name.zh if step else req.pattern.step.text
    about, barred = Around(this, item=item), req.form == "forbid"
    window = _window(table, about, step, req.direction, req.point, req.options, barred=barred)
    if req.form == "forbid":
        return core.Forbid(name, where, window)
    low, high, counted = _quantity(table, req.quantity)
    return core.Exists(name, where, window, low, high, counted)


def _quantity(table: Table, given: tuple[str, int | t.Word] | None) -> tuple[int, int | None, str | None]:
    """The least and most number of records, and the parameter that gives it."""
    if given is None:
        return 1, None, None
    sign, said = given
    n, counted = (said, None) if isinstance(said, int) else _number(table, said)
    return (n if sign in (">=", "=") else 0), (n if sign in ("<=", "=") else None), counted


def _number(table: Table, word: t.Word) -> tuple[int, str | None]:
    """The value of a parameter that is a whole number, not zero."""
    found = table.params.get(word.text)
    if found is None:
        table.unknown(Text("参数", "parameter"), word, table.params)
        return 1, None
    table.refer("parameter", word, found.name, found.values[0].span)
    value = found.values[0].value
    if found.kind == "number" and isinstance(value, Decimal) and value == int(value) and value > 0:
        return int(value), found.name.zh
    message = Text(f"参数“{word.text}”不是次数", f"parameter '{word.text}' is no number of times")
    hint = Text("次数是大于零的整数", "a number of times is a whole number above zero")
    table.error("P011", message, word.span, hint)
    return 1, None


def _sugar(
    table: Table,
    this: StepDecl | None,
    req: t.Requirement,
    pattern: t.Pattern | None,
    direction: str,
    item: Type | None,
) -> core.Req:
    assert pattern is not None
    anchor = req.other if direction == "before" else req.pattern
    _own_anchor(table, this, anchor, req.span)
    step = table.step(pattern.step)
    where = condition(table, Around(this, step, item, bare="that"), pattern.where) if step else _NOTHING
    point = t.PointNode("this", None, (), req.span)
    window = _window(table, Around(this, item=item), step, direction, point, req.options)
    return core.Exists(step.name.zh if step else pattern.step.text, where, window)


def _own_anchor(table: Table, this: StepDecl | None, anchor: t.Pattern | None, span: Span) -> None:
    """A short form says itself which step it is about, so it cannot stand where that is said already."""
    about = table.steps.get(anchor.step.text) if anchor is not None else None
    if about is None or (this is not None and about.name == this.name):
        return
    message = Text(
        "这种简写自己说明针对哪个步骤,只能单独使用", "this short form names its own step and must stand alone"
    )
    hint = Text(
        "在这里写“有 … 先于 本”或“有 … 后于 本”", "write 'has … before this' or 'has … after this' here"
    )
    table.error("P013", message, span, hint)


def _lasts(table: Table, this: StepDecl | None, req: t.Requirement, item: Type | None) -> core.Req:
    if req.pattern is not None:
        _own_anchor(table, this, req.pattern, req.span)
    found = length(table, Around(this=this, item=item), req)
    lasts = core.Lasts(
        found.op, found.duration, found.full_days, found.roll, found.excluding, found.first, found.last
    )
    hours_in_length(table, lasts, this, req.span)
    return lasts


def _window(
    table: Table,
    about: Around,
    that: StepDecl | None,
    direction: str | None,
    at: t.PointNode | None,
    options: tuple[t.Option, ...],
    *,
    barred: bool = False,
) -> core.Window:
    """A window; where what lies in it is `barred`, lengths that are reckoned are rounded so that it grows."""
    given: dict[str, t.Option] = {}
    for option in options:
        if option.name in given:
            table.error("P014", Text("同一选项写了两次", "the same option is given twice"), option.span)
        given[option.name] = option
    way: Any = direction or "any"
    lo = duration(table, about, given["lo"].arg, up=not barred) if "lo" in given else None
    hi = duration(table, about, given["hi"].arg, up=barred) if "hi" in given else None
    excluding = steps_named(table, given["excluding"].arg) if "excluding" in given else ()
    for bound in (lo, hi):
        if bound is not None and options:
            countable(table, bound, excluding, options[0].span)
    if lo and hi and not (lo.of or hi.of) and lo.unit == hi.unit and lo.n > hi.n:
        table.error("P014", Text("下限大于上限", "the lower bound is above the upper one"), given["lo"].span)
    window = core.Window(
        way,
        _point(table, about, at) if at is not None else None,
        _that_point(table, that, given["counted_at"]) if "counted_at" in given else None,
        lo,
        hi,
        "full_days" in given,
        "roll" in given,
        "back" in given,
        excluding,
        steps_named(table, given["none_between"].arg) if "none_between" in given else (),
        "immediate" in given,
        _limit(table, about, given.get("since")),
        _limit(table, about, given.get("by")),
        "same_day" in given,
    )
    idle_in_window(table, options, window)
    if options:
        at_bound = given.get("lo") or given.get("hi") or options[0]
        hours_in_window(table, window, about.this, at_bound.span)
    return window


def _limit(table: Table, about: Around, option: t.Option | None) -> core.Point | None:
    """A day that bounds the window outright; 本 by itself is the day on which the activating record starts."""
    if option is None:
        return None
    return _point(table, about, option.arg) or core.EdgePoint("start")


def point(table: Table, this: StepDecl | None, node: t.PointNode) -> core.Point | None:
    """A point of the activating record; None for its default one."""
    return _point(table, Around(this=this), node)


def _point(table: Table, about: Around, node: t.PointNode) -> core.Point | None:
    """A point of a window, about a record or an entry of a list."""
    match node.kind:
        case "this":
            return None
        case "start" | "end":
            return core.EdgePoint("start" if node.kind == "start" else "end")
        case "field" | "fact" | "element":
            assert node.name is not None
            return core.DatePoint(date_operand(table, about, node.name, _OWNERS[node.kind], node.span))
        case "day":
            assert node.day is not None
            return core.FixedPoint(node.day)
        case "year_day":
            assert node.day is not None
            return core.YearDayPoint(node.day.month, node.day.day, node.years)
        case _:
            points: list[core.EdgePoint | core.DatePoint | core.FixedPoint | core.YearDayPoint] = []
            steps: list[str] = []
            for part in node.parts:
                if part.kind == "step_end":
                    assert part.name is not None
                    step = table.step(part.name)
                    steps += [step.name.zh] if step else []
                    continue
                found_point = _point(table, about, part) or core.EdgePoint("end")
                if not isinstance(found_point, core.LatestPoint):
                    points.append(found_point)
            if not points and not (steps and node.kind == "earliest"):
                message = Text("里面至少要有一个日期", "at least one date must stand in it")
                table.error("P014", message, node.span)
            points = points or [core.EdgePoint("end")]
            if steps and node.kind == "earliest":
                message = Text("“最早”里只写日期,不写步骤", "'earliest' takes dates, no steps")
                table.error("P014", message, node.span)
            earliest = node.kind == "earliest"
            return core.LatestPoint(tuple(points), tuple(steps), "earliest" if earliest else "latest")


def _that_point(table: Table, that: StepDecl | None, option: t.Option) -> core.EdgePoint | core.DatePoint:
    if option.arg in ("START", "END"):
        return core.EdgePoint("start" if option.arg == "START" else "end")
    word: t.Word = option.arg
    found = date_operand(table, Around(this=that), word, "this", option.span)
    return core.DatePoint(core.FieldRef("that", found.name))

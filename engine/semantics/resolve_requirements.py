"""Requirements: patterns, windows and bounds resolved; the sugar forms give their activation as well."""

from __future__ import annotations

from typing import Any

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.idle import idle_in_lasting, idle_in_window
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.resolve_conditions import Around, condition, date_operand
from guiju.engine.semantics.vocabulary import StepDecl
from guiju.engine.syntax import tree as t
from msgspec import Struct

_NOTHING = core.Const(True)


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
    return Activated(step, condition(table, Around(this=step), pattern.where))


def requirement(table: Table, this: StepDecl | None, req: t.Requirement) -> core.Req:
    """A requirement about records of `this` (None: about the case)."""
    match req.form:
        case "all_of":
            return core.AllOf(tuple(requirement(table, this, p) for p in req.parts))
        case "any_of":
            return core.AnyOf(tuple(requirement(table, this, p) for p in req.parts))
        case "test":
            return core.Test(condition(table, Around(this=this), req.cond))
        case "lasts":
            return _lasts(table, this, req)
        case "precedes":
            return _sugar(table, this, req, req.pattern, "before")
        case "responds":
            return _sugar(table, this, req, req.other, "after")
        case _:
            return _existence(table, this, req)


def _existence(table: Table, this: StepDecl | None, req: t.Requirement) -> core.Req:
    assert req.pattern is not None
    step = table.step(req.pattern.step)
    where = condition(table, Around(this, step, bare="that"), req.pattern.where) if step else _NOTHING
    name = step.name.zh if step else req.pattern.step.text
    window = _window(table, this, step, req.direction, req.point, req.options)
    if req.form == "forbid":
        return core.Forbid(name, where, window)
    low, high = _quantity(req.quantity)
    return core.Exists(name, where, window, low, high)


def _quantity(given: tuple[str, int] | None) -> tuple[int, int | None]:
    if given is None:
        return 1, None
    sign, n = given
    return (n if sign in (">=", "=") else 0), (n if sign in ("<=", "=") else None)


def _sugar(
    table: Table, this: StepDecl | None, req: t.Requirement, pattern: t.Pattern | None, direction: str
) -> core.Req:
    assert pattern is not None
    anchor = req.other if direction == "before" else req.pattern
    _own_anchor(table, this, anchor, req.span)
    step = table.step(pattern.step)
    where = condition(table, Around(this, step, bare="that"), pattern.where) if step else _NOTHING
    point = t.PointNode("this", None, (), req.span)
    window = _window(table, this, step, direction, point, req.options)
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


def _lasts(table: Table, this: StepDecl | None, req: t.Requirement) -> core.Req:
    assert req.bound is not None
    options = {o.name: o for o in req.options}
    if this is None:
        table.error("P013", Text("期限要针对一个步骤", "a duration must be about a step"), req.span)
    elif not this.interval:
        message = Text(
            f"步骤“{this.name.zh}”不是时段,没有期限",
            f"step '{this.name.en}' is no interval, it has no duration",
        )
        table.error("P013", message, req.span)
    if req.pattern is not None:
        _own_anchor(table, this, req.pattern, req.span)
    op: Any = req.bound[0]
    idle_in_lasting(table, op, req.options)
    excluding = _steps(table, options["excluding"].arg) if "excluding" in options else ()
    length = duration(table, req.bound[1])
    _countable(table, length, excluding, req.span)
    return core.Lasts(op, length, "full_days" in options, "roll" in options, excluding)


def _window(
    table: Table,
    this: StepDecl | None,
    that: StepDecl | None,
    direction: str | None,
    point: t.PointNode | None,
    options: tuple[t.Option, ...],
) -> core.Window:
    given: dict[str, t.Option] = {}
    for option in options:
        if option.name in given:
            table.error("P014", Text("同一选项写了两次", "the same option is given twice"), option.span)
        given[option.name] = option
    way: Any = direction or "any"
    lo = duration(table, given["lo"].arg) if "lo" in given else None
    hi = duration(table, given["hi"].arg) if "hi" in given else None
    excluding = _steps(table, given["excluding"].arg) if "excluding" in given else ()
    for bound in (lo, hi):
        if bound is not None and options:
            _countable(table, bound, excluding, options[0].span)
    if lo and hi and lo.unit == hi.unit and lo.n > hi.n:
        table.error("P014", Text("下限大于上限", "the lower bound is above the upper one"), given["lo"].span)
    window = core.Window(
        way,
        _point(table, this, point) if point is not None else None,
        _that_point(table, that, given["counted_at"]) if "counted_at" in given else None,
        lo,
        hi,
        "full_days" in given,
        "roll" in given,
        "back" in given,
        excluding,
        _steps(table, given["none_between"].arg) if "none_between" in given else (),
        "immediate" in given,
    )
    idle_in_window(table, options, window)
    return window


def _countable(table: Table, duration: core.Duration, excluding: tuple[str, ...], span: Span) -> None:
    if excluding and duration.unit in ("month", "year"):
        message = Text(
            "按月、年计的期限不能扣除天数", "days cannot be left out of a period counted in months or years"
        )
        table.error("P014", message, span)


def _point(table: Table, this: StepDecl | None, node: t.PointNode) -> core.Point | None:
    match node.kind:
        case "this":
            return None
        case "start" | "end":
            return core.EdgePoint("start" if node.kind == "start" else "end")
        case "field" | "fact":
            assert node.name is not None
            found = date_operand(
                table, Around(this=this), node.name, fact=node.kind == "fact", span=node.span
            )
            return core.DatePoint(found)
        case _:
            points: list[core.EdgePoint | core.DatePoint] = []
            steps: list[str] = []
            for part in node.parts:
                if part.kind == "step_end":
                    assert part.name is not None
                    step = table.step(part.name)
                    steps += [step.name.zh] if step else []
                    continue
                point = _point(table, this, part) or core.EdgePoint("end")
                if isinstance(point, core.EdgePoint | core.DatePoint):
                    points.append(point)
            if not points:
                message = Text("“最近”里至少要有一个日期", "'latest' needs at least one date")
                table.error("P014", message, node.span)
                points.append(core.EdgePoint("end"))
            return core.LatestPoint(tuple(points), tuple(steps))


def _that_point(table: Table, that: StepDecl | None, option: t.Option) -> core.EdgePoint | core.DatePoint:
    if option.arg in ("START", "END"):
        return core.EdgePoint("start" if option.arg == "START" else "end")
    word: t.Word = option.arg
    found = date_operand(table, Around(this=that), word, fact=False, span=option.span)
    return core.DatePoint(core.FieldRef("that", found.name))


def _steps(table: Table, words: tuple[t.Word, ...]) -> tuple[str, ...]:
    found = [table.step(w) for w in words]
    return tuple(s.name.zh for s in found if s)


def duration(table: Table, node: t.Dur) -> core.Duration:
    """A duration as written, or the value of the parameter it names."""
    if node.param is None:
        unit: Any = node.unit
        return core.Duration(node.n, unit)
    found = table.params.get(node.param.text)
    if found is None:
        table.unknown(Text("参数", "parameter"), node.param, table.params)
        return core.Duration(1, "day")
    return found

"""Lengths of time: durations as written or by parameter, and how long a record lasts or two days lie apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guiju.engine.case.duration import Duration, Share, reckoned
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.idle import idle_in_lasting
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.resolve_operands import Around, reference
from guiju.engine.semantics.vocabulary import StepDecl
from guiju.engine.syntax import tree as t
from msgspec import Struct
from msgspec.structs import replace


class Length(Struct, frozen=True):
    """What 期限, 历时 and 从 … 至 … have in common. `first` and `last` are None for a record's own start and end."""

    op: Any
    duration: Duration
    full_days: bool
    roll: bool
    excluding: tuple[str, ...]
    first: core.FactRef | core.FieldRef | None
    last: core.FactRef | core.FieldRef | None


def duration(table: Table, around: Around, node: t.Dur, *, up: bool = False) -> Duration:
    """A duration as written, the value of the parameter it names, or where the case states it; or what is reckoned from
    such ones, in whole units rounded `up` or down."""
    if node.shares:
        return _reckoned(table, around, node, up=up)
    if node.of is not None:
        return _stated_in_the_case(table, around, node.of)
    if node.param is None:
        unit: Any = node.unit
        return Duration(node.n, unit)
    found = table.params.get(node.param.text)
    if found is None:
        table.unknown(Text("参数", "parameter"), node.param, table.params)
        return Duration(1, "day")
    first = found.values[0]
    table.refer("parameter", node.param, found.name, first.span)
    if not isinstance(first.value, Duration):
        message = Text(
            f"参数“{node.param.text}”不是一段时间", f"parameter '{node.param.text}' is no length of time"
        )
        table.error("P011", message, node.param.span)
        return Duration(1, "day")
    return replace(first.value, param=found.name.zh)


def _reckoned(table: Table, around: Around, node: t.Dur, *, up: bool) -> Duration:
    shares = tuple(Share(duration(table, around, length), n, d) for length, n, d in node.shares)
    known = [share for share in shares if share.length.of is None]
    if len({share.length.unit for share in known}) > 1:
        message = Text("几段时间的单位不同,不能相加", "lengths of time in different units have no sum")
        table.error("P011", message, node.span)
    of = next((share.length.of for share in shares if share.length.of is not None), None)
    if of is None:
        return reckoned(shares, up=up) or shares[0].length
    return Duration(0, known[0].length.unit if known else "day", of=of, shares=shares, up=up)


def _stated_in_the_case(table: Table, around: Around, ref: t.Ref) -> Duration:
    found = reference(table, around, ref)
    if found.type is not None and found.type.kind != "duration":
        message = Text(f"“{ref.name.text}”不是一段时间", f"'{ref.name.text}' is no length of time")
        hint = Text("声明为“时长”类的可以用在这里", "what is declared as a duration may stand here")
        table.error("P011", message, ref.span, hint)
    return Duration(0, "day", of=("fact" if ref.owner == "fact" else "this", found.owner or ref.name.text))


def length(table: Table, around: Around, req: t.Requirement) -> Length:
    """The parts of a length; what it measures is either a record of an interval step or two dates that are named."""
    assert req.bound is not None
    options = {o.name: o for o in req.options}
    first = last = None
    if req.ends is not None:
        first, last = (_day(table, around, ref) for ref in req.ends)
    else:
        _lasting_step(table, around.own, req.span)
    op = req.bound[0]
    idle_in_lasting(table, op, req.options)
    excluding = steps_named(table, options["excluding"].arg) if "excluding" in options else ()
    long = duration(table, around, req.bound[1], up=op == ">=")
    countable(table, long, excluding, req.span)
    return Length(op, long, "full_days" in options, "roll" in options, excluding, first, last)


def _day(table: Table, around: Around, ref: t.Ref) -> core.FactRef | core.FieldRef:
    found = reference(table, around, ref)
    if found.type is not None and found.type.kind != "date":
        message = Text(f"“{ref.name.text}”不是日期", f"'{ref.name.text}' is not a date")
        table.error("P011", message, ref.span)
    return (
        found.ref if isinstance(found.operand, core.FactRef | core.FieldRef) else core.FactRef(ref.name.text)
    )


def _lasting_step(table: Table, step: StepDecl | None, span: Span) -> None:
    if step is None:
        table.error("P013", Text("期限要针对一个步骤", "a duration must be about a step"), span)
    elif not step.interval:
        message = Text(
            f"步骤“{step.name.zh}”不是时段,没有期限",
            f"step '{step.name.en}' is no interval, it has no duration",
        )
        table.error("P013", message, span)


def countable(table: Table, long: Duration, excluding: tuple[str, ...], span: Span) -> None:
    """An error for days left out of a count of months or years."""
    if excluding and long.unit in ("month", "year"):
        message = Text(
            "按月、年计的期限不能扣除天数", "days cannot be left out of a period counted in months or years"
        )
        table.error("P014", message, span)


def steps_named(table: Table, words: Iterable[t.Word]) -> tuple[str, ...]:
    """The canonical names of steps; an unknown one is an error."""
    found = [table.step(w) for w in words]
    return tuple(s.name.zh for s in found if s)

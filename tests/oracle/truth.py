"""Plain two-valued truth of a condition or a basic requirement on a finished sequence of records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, Duration, FactRef, FieldRef, Lit, Operand, Window

from .world import Moment, Rec, World, later

OPERATORS: dict[str, Any] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def holds(cond: Cond, world: World, this: Rec | None, that: Rec | None = None) -> bool:
    match cond:
        case core.Const(value):
            return value
        case core.Truth(of):
            return value_of(of, world, this, that) is True
        case core.Compare(op, left, right):
            return bool(OPERATORS[op](value_of(left, world, this, that), value_of(right, world, this, that)))
        case core.Member(left, values):
            return value_of(left, world, this, that) in values
        case core.Contains(of, value):
            found = value_of(of, world, this, that)
            return isinstance(found, tuple) and value in found
        case core.Stated(of):
            stated = world.stated if isinstance(of, FactRef) else _record(of, this, that).stated
            return of.name in stated
        case core.Not(of):
            return not holds(of, world, this, that)
        case core.And(parts):
            return all(holds(part, world, this, that) for part in parts)
        case core.Or(parts):
            return any(holds(part, world, this, that) for part in parts)
    raise AssertionError(f"the generators make no such condition: {cond}")


def value_of(operand: Operand, world: World, this: Rec | None, that: Rec | None) -> object:
    match operand:
        case Lit(value):
            return value
        case FactRef(name):
            return world.facts[name]
        case FieldRef():
            return _record(operand, this, that).fields[operand.name]
    raise AssertionError(f"the generators make no such operand: {operand}")


def _record(ref: FieldRef, this: Rec | None, that: Rec | None) -> Rec:
    record = {"this": this, "that": that}[ref.who]
    assert record is not None, f"no record for {ref}"
    return record


def counted(world: World) -> list[Rec]:
    """The records that count, with those derived by 视为; 不视为 beats 视为."""
    result = []
    for record in world.records:
        if _discounted(record, record.step, world):
            continue
        result.append(record)
        for rule in world.counts:
            target = rule.as_step or rule.step
            applies = rule.counts and rule.step == record.step != target and holds(rule.when, world, record)
            derived = replace(record, step=target, derived=True)
            if applies and not _discounted(record, target, world) and not _discounted(derived, target, world):
                result.append(derived)
    return result


def _discounted(record: Rec, step: str, world: World) -> bool:
    return any(
        rule.step == record.step and (rule.as_step or rule.step) == step and holds(rule.when, world, record)
        for rule in world.counts
        if not rule.counts
    )


def true(req: core.Req, world: World, this: Rec | None, since: Moment | None = None) -> bool:
    """Is the basic requirement true of `this` (None: the case)? `since`: the breach that R' counts from."""
    match req:
        case core.Test(cond):
            return holds(cond, world, this)
        case core.Lasts(op, duration, full_days, roll):
            assert this is not None
            if op == ">=":
                return this.until >= add(this.start.day, duration) + full_days
            return this.until <= _rolled(add(this.start.day, duration), roll)
        case core.Exists(step, where, window, at_least, at_most):
            number = _number(step, where, window, world, this, since)
            return at_least <= number and (at_most is None or number <= at_most)
        case core.Forbid(step, where, window):
            return _number(step, where, window, world, this, since) == 0
    raise AssertionError(f"the generators make no such requirement: {req}")


def _number(
    step: str, where: Cond, window: Window, world: World, this: Rec | None, since: Moment | None
) -> int:
    records = counted(world)
    return sum(
        in_window(window, this, that, records, world, since) and holds(where, world, this, that)
        for that in records
        if that.step == step and not same(that, this)
    )


def same(one: Rec, other: Rec | None) -> bool:
    return other is not None and (one.id, one.step, one.derived) == (other.id, other.step, other.derived)


def in_window(
    window: Window, this: Rec | None, that: Rec, records: list[Rec], world: World, since: Moment | None
) -> bool:
    assert that.end is not None
    point = since or _this_point(window, this, world)
    if since:
        return later(that.start, since) and _in_bounds(window, since.day, that.start.day)
    if window.direction == "covering":
        assert this is not None
        return that.start.day <= (point or this.start).day <= that.until
    if this is None and point is None:
        return True
    own = window.that_point
    chosen = {"start": that.start, "end": that.end}[own.edge] if isinstance(own, core.EdgePoint) else None
    # b before a: from the end of b to the start of a; b after a: from the end of a to the start of b
    begin, end = (this.start, this.end) if this else (point, point)
    pairs = {"before": (chosen or that.end, point or begin), "after": (point or end, chosen or that.start)}
    touching = True
    for direction, (first, last) in pairs.items():
        assert first is not None and last is not None
        if later(last, first):
            touching = False
            if window.direction in (direction, "any") and _in_bounds(window, first.day, last.day):
                earlier, later_one = (that, this) if direction == "before" else (this, that)
                return _clear(window, earlier, later_one, records)
    # neither is earlier: they overlap, which is no distance at all
    return touching and window.direction == "any" and window.lo is None


def _this_point(window: Window, this: Rec | None, world: World) -> Moment | None:
    match window.this_point:
        case None:
            return None
        case core.EdgePoint(edge):
            assert this is not None
            return this.start if edge == "start" else this.end
        case core.DatePoint(FactRef(name)):
            day = world.facts[name]
            assert isinstance(day, date)
            return Moment(day.toordinal(), None)
    raise AssertionError(f"the generators make no such point: {window.this_point}")


def _in_bounds(window: Window, first: int, last: int) -> bool:
    if window.lo is not None and last < add(first, window.lo) + window.full_days:
        return False
    return window.hi is None or last <= _rolled(add(first, window.hi), window.roll)


def _clear(window: Window, first: Rec | None, last: Rec | None, records: list[Rec]) -> bool:
    """No record of the steps named (of any step, when immediate) lies strictly between the two."""
    if first is None or last is None:
        return True
    assert first.end is not None
    return not any(
        later(record.start, first.end) and record.end is not None and later(last.start, record.end)
        for record in records
        if (window.immediate or record.step in window.none_between)
        and not same(record, first)
        and not same(record, last)
    )


def add(day: int, duration: Duration) -> int:
    """`day` plus a number of days or working days (Monday to Friday: no holiday is near)."""
    if duration.unit == "day":
        return day + duration.n
    assert duration.unit == "workday"
    for _ in range(duration.n):
        day += 1
        while not _working(day):
            day += 1
    return day


def _rolled(day: int, roll: bool) -> int:
    while roll and not _working(day):
        day += 1
    return day


def _working(day: int) -> bool:
    return date.fromordinal(day).weekday() < 5

"""The records that stand for others under 视为: whether they arise, and on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from guiju.engine.evaluate.finding import State
from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule

from .hours import WHOLE
from .lengths import stated_length
from .sums import add
from .values import Open, Scene
from .world import BEGINNING, LAST, Moment, Rec, World

True_ = Callable[[core.Req, Scene], bool]


def deemed(rule: CountsRule, source: Rec, world: World, true: True_) -> Rec | None:
    """The derived record; None where it does not arise, or its day has not come."""
    given = dict(rule.sets)
    target = replace(
        source,
        step=rule.as_step or rule.step,
        derived=True,
        fields={**source.fields, **given},
        stated=source.stated | frozenset(given),
    )
    if rule.unless_done is None and rule.after is None:
        return target
    # what it is measured by is judged without the rule itself
    apart = replace(world, counts=tuple(r for r in world.counts if r is not rule))
    if rule.unless_done is not None and not _violated(rule.unless_done, source, apart, true):
        return None
    day: int | None = source.start.day
    if rule.dated == "expiry":
        day = _breach(rule.unless_done, source, apart)
    if rule.after is not None:
        length = stated_length(rule.after, Scene(world, source))
        assert not isinstance(length, Open), "drawn only where it is stated"
        day = add(source.start.day, length)
    if day is None or (day > world.now.day and (rule.after is not None or not world.over)):
        return None  # after a time: until that day it is to come like any other record, and may be added
    if day == source.start.day:
        return replace(target, end=source.start, until=day)
    return _on(target, day, rule, world)


def _violated(req: core.Req, source: Rec, world: World, true: True_) -> bool:
    """False whatever comes; where nothing more will come, false as things are."""
    if world.over or world.closed:
        return not true(req, Scene(world, source))
    assert world.judge is not None
    origin = replace(world.origin or world, counts=world.counts)
    began = next(r for r in origin.records if r.id == source.id)
    return world.judge(req, began, origin) is State.VIOLATED


def _breach(req: core.Req | None, source: Rec, world: World) -> int | None:
    """The day of the breach, as the page lists it; None: only the closing broke it, which is after everything."""
    assert source.end is not None
    match req:
        case core.Exists(window=core.Window(direction="after", hi=hi)):
            if hi is None:
                return None
            last = add(source.end.day, hi)
            return last + 1 if world.over or last < world.now.day else None
        case core.Forbid(step, window=core.Window(direction="after")):
            found = [
                r.start
                for r in world.records
                if r.step == step and r.start >= source.end and r.id != source.id
            ]
            return min(found).day
        case core.Exists() | core.Test():
            return source.start.day
    raise AssertionError(f"not drawn: {req}")


def _on(record: Rec, day: int, rule: CountsRule, world: World) -> Rec:
    """Of another day than its source it has no time and no order: it may come before or after what is of that day."""
    others = any(m.day == day for r in world.records for m in (r.start, r.end) if m)
    first = bool(world.ask(("first of the day", rule.id, record.id))) if others else True
    moment = Moment(day, BEGINNING if first else LAST - 1)
    return replace(record, start=moment, end=moment, until=day, times=WHOLE)

"""The truth of conditions and of basic requirements, on a finished sequence of records or as things stand.

A condition is None only as things stand, while it hangs on an end that is still to come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from guiju.engine.semantics import core
from guiju.engine.semantics.core import EVIDENCE, Cond, FactRef, Window

from .deemed import deemed
from .hours import apart, hourly, point
from .lengths import filled, missing
from .sums import add, rolled
from .values import Item, Open, Scene, compare, value_of
from .windows import in_window, same
from .world import Moment, Rec, Wild, World, running

EDGES: tuple[core.Edge, core.Edge] = ("start", "end")


def holds(cond: Cond, world: World, this: Rec | None, that: Rec | None = None) -> bool:
    """Does it hold? What hangs on an end to come does not hold yet."""
    return known(cond, Scene(world, this, that)) is True


def known(cond: Cond, scene: Scene) -> bool | None:
    match cond:
        case core.Const(value):
            return value
        case core.Truth(of):
            return value_of(of, scene) is True
        case core.Compare(op, left, right):
            return compare(op, value_of(left, scene), value_of(right, scene), scene.world)
        case core.Member(left, values):
            found = value_of(left, scene)
            return any(compare("=", found, value_of(core.Lit(v), scene), scene.world) for v in values)
        case core.Contains(of, value):
            sought = value if isinstance(value, str) else value_of(value, scene)
            return _contains(value_of(of, scene), sought, of.name == EVIDENCE, scene.world)
        case core.Matches(of, patterns):
            return _matches(value_of(of, scene), patterns, scene.world)
        case core.Stated(of):
            stated = scene.world.stated if isinstance(of, FactRef) else scene.record(of.who).stated
            return of.name in stated
        case core.Odd(of):
            number = value_of(of, scene)
            return _asked(("odd",), number, scene.world) if _vague(number) else number % 2 == 1
        case core.Quant():
            return _quantity(cond, scene)
        case core.Lasting():
            asked = filled(cond, scene)
            if missing(asked):
                about = scene.record(cond.who).id if cond.who else None
                return bool(scene.world.ask(("kept", cond, about)))
            return lasting(asked, cond.who, scene)
        case core.Occurs(req):
            happened = filled(req, scene)
            if missing(happened):
                return bool(scene.world.ask(("kept", cond, scene.this and scene.this.id)))
            return true(happened, scene)
        case core.Not(of):
            inner = known(of, scene)
            return None if inner is None else not inner
        case core.And(parts):
            return _least(known(part, scene) for part in parts)
        case core.Or(parts):
            most = _least(None if k is None else not k for k in (known(part, scene) for part in parts))
            return None if most is None else not most
    raise AssertionError(f"not a condition: {cond}")


def _least(parts: Iterable[bool | None]) -> bool | None:
    """False as soon as one is false; else None if one is."""
    hanging = False
    for part in parts:
        if part is False:
            return False
        hanging = hanging or part is None
    return None if hanging else True


def _vague(value: object) -> bool:
    return isinstance(value, Open | Wild)


def _asked(question: tuple[object, ...], value: Open | Wild, world: World) -> bool:
    return value.answer if isinstance(value, Wild) else bool(world.ask((*question, value)))


def _contains(found: Any, value: Any, as_text: bool, world: World) -> bool:
    if _vague(found):
        return _asked(("contains", value), found, world)
    if _vague(value):
        return _asked(("contained", found), value, world)
    if isinstance(found, tuple) and as_text:
        return any(value in piece for piece in found)
    return value in found


def _matches(found: Any, patterns: tuple[str, ...], world: World) -> bool:
    """By Python's own patterns, which say the same as RE2 where they have no look-around."""
    if _vague(found):
        return _asked(("matches", patterns), found, world)
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", found))
    out = "|".join(f"(?:{pattern[1:]})" for pattern in patterns if pattern[0] == "!")
    narrow = re.sub(out, "。", narrow) if out else narrow
    return any(re.search(pattern, narrow) for pattern in patterns if pattern[0] != "!")


def _quantity(cond: core.Quant, scene: Scene) -> bool:
    elements = value_of(cond.of, scene)
    if _vague(elements):
        return _asked(("quantity", cond), elements, scene.world)
    items = items_of(cond.of, elements, scene)
    number = sum(known(cond.where, replace(scene, item=item)) is True for item in items)
    return {
        "every": number == len(items),
        "at_least": number >= cond.n,
        "at_most": number <= cond.n,
        "exactly": number == cond.n,
        "most": number >= len(items) // 2 + 1,
        "share": number >= Fraction(cond.n, cond.d) * len(items),
    }[cond.kind]


def items_of(of: core.FactRef | core.FieldRef, elements: tuple[Any, ...], scene: Scene) -> list[Item]:
    """The elements of a list; one that is a text is its own field."""
    owner = None if isinstance(of, FactRef) else scene.record(of.who).id
    fields = [{core.ELEMENT: e} if isinstance(e, str) else e for e in elements]
    return [((owner, of.name, i), element) for i, element in enumerate(fields)]


def lasting(cond: core.Lasting | core.Lasts, who: core.Who | None, scene: Scene) -> bool | None:
    """Do the two days lie so far apart? None: it hangs on the end of a record that still runs."""
    record = scene.record(who) if who else None
    if record and hourly(cond.duration):
        to_come = running(record)
        start, end = (point(record, edge, scene.world) for edge in EDGES)
        kept = apart(cond.op, cond.duration, start, end, scene.world)
        return None if to_come and kept is not (cond.op == ">=") else kept
    first: Any = record.start.day if record and cond.first is None else day_of(cond.first, scene)
    to_come = False
    last: Any
    if record and (cond.last is None or cond.last == core.FieldRef(who or "this", core.END)):
        last, to_come = record.until, running(record)
    else:
        last = day_of(cond.last, scene)
    for day in (first, last):
        if isinstance(day, Wild):
            return day.answer
    if isinstance(first, Open) or isinstance(last, Open):
        return bool(scene.world.ask(("lasting", cond.op, cond.duration, first, last)))
    if cond.op == ">=":
        return last >= add(first, cond.duration) + cond.full_days or (None if to_come else False)
    return last <= rolled(add(first, cond.duration), cond.roll) and (None if to_come else True)


def day_of(of: core.FactRef | core.FieldRef | None, scene: Scene) -> Any:
    """The day as an ordinal, where it is stated."""
    assert of is not None
    found = value_of(of, scene)
    return found if _vague(found) else found.toordinal()


def true(req: core.Req, scene: Scene, breach: Moment | None = None) -> bool:
    """Is the basic requirement true of `this` (None: the case)? `breach`: what R' counts from."""
    this = scene.this
    match req:
        case core.Test(cond):
            return known(cond, scene) is True
        case core.Lasts(op, duration, first=None, last=None) if hourly(duration):
            return lasting(req, "this", scene) in ((True, None) if op == "<=" else (True,))
        case core.Lasts(op, duration, full_days, roll, _, None, None):
            assert this is not None
            if op == ">=":
                return this.until >= add(this.start.day, duration) + full_days
            return this.until <= rolled(add(this.start.day, duration), roll)
        case core.Lasts():
            return lasting(req, "this" if this else None, scene) is True
        case core.Exists(step, where, window, at_least, at_most):
            number = _number(step, where, window, scene, breach)
            return at_least <= number and (at_most is None or number <= at_most)
        case core.Forbid(step, where, window):
            return _number(step, where, window, scene, breach) == 0
    raise AssertionError(f"not a basic requirement: {req}")


def _number(step: str, where: Cond, window: Window, scene: Scene, breach: Moment | None) -> int:
    records = counted(scene.world)
    return sum(
        in_window(window, scene.this, that, records, scene.world, breach)
        and known(where, Scene(scene.world, scene.this, that, scene.item)) is True
        for that in records
        if that.step == step and not same(that, scene.this)
    )


def counted(world: World) -> list[Rec]:
    """The records that count, with those derived by 视为; 不视为 beats 视为."""
    if not world.counts:
        return list(world.records)
    result = []
    for record in world.records:
        if _discounted(record, record.step, world):
            continue
        result.append(record)
        for rule in world.counts:
            target = rule.as_step or rule.step
            applies = rule.counts and rule.step == record.step != target and holds(rule.when, world, record)
            if applies and not _discounted(record, target, world):
                derived = deemed(rule, record, world, true)
                result += [] if derived is None or _discounted(derived, target, world) else [derived]
    return result


def _discounted(record: Rec, step: str, world: World) -> bool:
    return any(
        rule.step == record.step and (rule.as_step or rule.step) == step and holds(rule.when, world, record)
        for rule in world.counts
        if not rule.counts
    )

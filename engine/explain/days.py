"""Days on which a record could lie, nearest first: candidates from the case and from the bounds of a window.

Whether one of them fits is for the evaluator to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TypeGuard

from guiju.engine.calendar import CalendarError
from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Env
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.walk import Single, singles

_NEAR = 40
"""Days on either side that are all looked at."""
_DAY = timedelta(days=1)


def days_before(
    anchor: date, lengths: Iterable[Duration | None], env: Env, near_by: int = _NEAR
) -> list[date]:
    """Days up to an anchor, the latest first: so many next to it, and those round each length before it."""
    near = [anchor - _DAY * n for n in range(-1, near_by)]
    far = [
        d + _DAY * n for length in lengths if length for d in _away(env, anchor, length, -1) for n in _ROUND
    ]
    return sorted({*near, *far}, reverse=True)


def days_after(
    anchor: date, lengths: Iterable[Duration | None], env: Env, near_by: int = _NEAR
) -> list[date]:
    """Days from an anchor on, the earliest first: so many next to it, and those round each length after it."""
    near = [anchor + _DAY * n for n in range(-1, near_by)]
    far = [
        d + _DAY * n for length in lengths if length for d in _away(env, anchor, length, 1) for n in _ROUND
    ]
    return sorted({*near, *far})


_ROUND = (-2, -1, 0, 1, 2, 3)


def _away(env: Env, day: date, length: Duration, sign: int) -> Iterator[date]:
    """The day a length of time away (or, where the calendar does not reach, none)."""
    try:
        sum_ = (env.calendar.add if sign > 0 else env.calendar.back)(day, length.n, length.unit)
    except CalendarError:
        return
    yield sum_.result


def days_of_window(env: Env, this: Record | None, window: core.Window) -> list[date]:
    """Days that may lie in a window, in the order in which they are tried: the nearest to the activating record on
    the side asked for, else on both sides; for the case, from the day of looking on."""
    lengths = (window.lo, window.hi)
    if this is None:
        start = env.start_of_procedure() or env.now
        last = max((r.end or r.start for r in env.happened), default=start)
        return [*days_after(last, lengths, env), *days_after(start, lengths, env)]
    end = this.end or env.now
    extra = _bounds_of(window)
    match window.direction:
        case "before":
            return [*days_before(this.start, lengths, env), *days_before(end, lengths, env), *extra]
        case "after":
            return [*days_after(end, lengths, env), *days_after(this.start, lengths, env), *extra]
        case "covering":
            return [this.start, end]
    both = [*days_after(end, lengths, env), *days_before(this.start, lengths, env), *extra]
    return sorted(dict.fromkeys(both), key=lambda d: abs((d - this.start).days))


def _bounds_of(window: core.Window) -> list[date]:
    """Days of the calendar that a window names outright, with their neighbours."""
    points = (window.this_point, window.since, window.by)
    fixed = [p.day for p in points if isinstance(p, core.FixedPoint)]
    return [d + _DAY * n for d in fixed for n in (-1, 0, 1)]


def least_lengths(program: Program) -> dict[str, tuple[Duration, ...]]:
    """For each step how long the rules ask its records to last at least."""
    found: dict[str, dict[Duration, None]] = {}
    for rule in program.rules:
        for reading in (r for v in rule.versions[-1:] for r in v.readings if r.default and rule.step):
            for single in singles(reading.req):
                if _whole_length(single):
                    found.setdefault(rule.step or "", {})[single.duration] = None
    return {step: tuple(lengths) for step, lengths in found.items()}


def _whole_length(single: Single) -> TypeGuard[core.Lasts]:
    """Whether it bounds a record from its start to its end from below, by a length that is written out."""
    return (
        isinstance(single, core.Lasts)
        and (single.op, single.first, single.last) == (">=", None, None)
        and single.duration.of is None
    )


def shortest_end(env: Env, lengths: Iterable[Duration], start: date) -> date:
    """The first day on which an interval may end that lasts at least so long."""
    return max([start, *(d for length in lengths for d in _away(env, start, length, 1))])

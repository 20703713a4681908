"""Whether a record still to come could lie in the window of a requirement, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import in_between
from guiju.engine.evaluate.bounds import excluded_days
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.hours import passed
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
)
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.outright import Allowed, allowed_days
from guiju.engine.evaluate.points import reference, restart_to_come, restarting
from guiju.engine.evaluate.sums import DayTest, backward, compare, forward
from guiju.engine.evaluate.undated import by_days
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours
from msgspec import Struct
from msgspec.structs import replace


class Room(Struct, frozen=True):
    """Whether a record still to come could lie in the window, and the first and last day on which it can."""

    truth: Truth3
    last_day: date | None = None
    sums: tuple[Arithmetic, ...] = ()
    first_day: date | None = None


def room(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Room:
    """Whether a record after the moment of looking could still lie in the window (Kleene over what is open).

    Asked of a closed case too: what closing breaks, and what was broken before, are told apart by it.
    """
    found = _room(env, this, window, broken)
    if window.since is None and window.by is None:
        return found
    return _within(env, found, allowed_days(env, this, window, broken), window)


def _within(env: Env, room: Room, allowed: Allowed, window: core.Window) -> Room:
    """The room that is left between the days that bound the window outright."""
    first = max((d for d in (allowed.first, room.first_day) if d is not None), default=None)
    last = min((d for d in (allowed.last, room.last_day) if d is not None), default=None)
    if not isinstance(window.that_point, core.DatePoint):  # a day of the past may be written down later
        first = max(first, env.now) if first is not None else env.now
    restarts = restarting(window) is not None and room.truth.value is not False
    if restarts and first is not None and last is not None and first > last:
        last = allowed.last  # a record to come may move the clock on
    if first is not None and last is not None and first > last:
        return replace(room, truth=FALSE, last_day=last)
    return replace(room, truth=conjunction((room.truth, allowed.truth)), last_day=last)


def _room(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Room:
    """The room in the window apart from the days that bound it outright."""
    if env.later_than is not None and env.later_than.day == date.max:
        return Room(FALSE)  # nothing is later than the closing
    if isinstance(window.that_point, core.DatePoint):
        return Room(TRUE)
    mine = reference(env, this, window, broken)
    if isinstance(mine, Truth3):
        return Room(by_days(env, ("room", window), mine))
    match window.direction:
        case "any":
            return _room_on_either_side(env, this, mine, window, broken)
        case "after":
            found = _room_after(env, mine, window, broken)
            return _unless_barred(found, _free_between(env, this, window, broken))
        case "before":
            return _room_before(env, mine, window, broken)
        case "covering":
            ahead = mine is not None and (mine.to_come or mine.day is None or mine.day >= env.now)
            return Room(known(ahead))


def _room_on_either_side(
    env: Env, this: Record | None, mine: At | None, window: core.Window, broken: Broken
) -> Room:
    free = _free_between(env, this, window, broken)
    found = _room_after(env, mine, window, broken)
    if window.lo is None:  # it may also come on a day of the period itself
        found = replace(found, first_day=None)
    return _unless_barred(found, free)


def _unless_barred(room: Room, free: Truth3) -> Room:
    return replace(room, truth=conjunction((room.truth, free)))


def _free_between(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Truth3:
    if this is None or not (window.none_between or window.immediate):
        return TRUE
    return negate(disjunction(in_between(env, this, None, window, broken)))


def _room_after(env: Env, mine: At | None, window: core.Window, broken: Broken) -> Room:
    if mine is None:
        return Room(TRUE)
    if window_in_hours(window):
        return _room_in_hours(env, mine, window)
    left_out = excluded_days(env, window.excluding, broken)
    to_come = mine.to_come or mine.day is None
    begun = (
        env.now if to_come or mine.day is None else mine.day
    )  # an end to come is not before the day of looking
    earliest = max(env.now, begun)
    if window.lo is not None:
        low = forward(env, begun, window.lo, ">=", full=window.full_days, excluding=left_out)
        earliest = max(earliest, low.day) if low.day else earliest
    if to_come or window.hi is None:
        return Room(TRUE, first_day=earliest)
    limit = forward(env, begun, window.hi, "<=", roll=window.roll, excluding=left_out)
    if limit.day is None:
        assert limit.missing is not None
        truth, working = compare(env, limit, env.now)
        return Room(truth, None, (working,))
    moved = restart_to_come(env, window, limit.day, broken)
    truth = disjunction((known(earliest <= limit.day), moved))
    working = replace(limit.working, notes=(*limit.working.notes, *_still_left_out(env, window, broken)))
    return Room(truth, None if moved.value else limit.day, (working,), earliest)


def _still_left_out(env: Env, window: core.Window, broken: Broken) -> Iterator[Text]:
    """That a step left out of the count still runs, so that the last day found is the earliest it can be."""
    for step in window.excluding:
        if any(c.counts.value is not False and env.running(c.record) for c in candidates(env, step, broken)):
            name = env.vocabulary.words(step)
            yield Text(
                f"{name.zh}还没有结束:它每多一天,最后一天至少顺延一天",
                f"{name.en} still runs: each further day moves the last day by a day at least",
            )


def _room_in_hours(env: Env, mine: At, window: core.Window) -> Room:
    """What is to come today comes after every time of the day: too late for a last moment of this day."""
    if mine.to_come or mine.day is None or window.hi is None:
        return Room(TRUE, first_day=env.now)
    over, working = passed(env, mine, window.hi, "<=")
    return Room(negate(over), working.result, (working,))


def _room_before(env: Env, mine: At | None, window: core.Window, broken: Broken) -> Room:
    """Before a record nothing more can happen, unless its own day will do; before a date it can until that date."""
    whole_day = mine is not None and (mine.record is None or window.same_day)
    if mine is None or not whole_day or mine.day is None or mine.to_come:
        return Room(known(mine is not None and mine.to_come))
    left_out = excluded_days(env, window.excluding, broken)
    first, last = None, mine.day
    if window.lo is not None:
        near = backward(env, mine.day, window.lo, "<=", left_out).day or mine.day
        last = near if window.back else _last_to_keep(env, mine.day, window, window.lo, near, left_out)
    if window.hi is not None:
        first = backward(env, mine.day, window.hi, ">=", left_out).day
        if first is not None and not window.back:
            first = _first_to_keep(env, mine.day, window, window.hi, first, left_out)
    return Room(known(max(env.now, first or env.now) <= last), last, first_day=first)


_ONE = timedelta(days=1)


def _last_to_keep(
    env: Env, day: date, window: core.Window, lo: core.Duration, near: date, left_out: DayTest | None
) -> date:
    """The last day from which the lower bound, counted forward, does not go past `day`: counting back, which finds
    `near`, is not the inverse."""

    def late(start: date) -> bool | None:
        low = forward(env, start, lo, ">=", full=window.full_days, excluding=left_out).day
        return None if low is None else low > day

    while late(near) is True:
        near -= _ONE
    while late(near + _ONE) is False:
        near += _ONE
    return near


def _first_to_keep(
    env: Env, day: date, window: core.Window, hi: core.Duration, near: date, left_out: DayTest | None
) -> date:
    """The first day from which the upper bound, counted forward, reaches `day`."""

    def short(start: date) -> bool | None:
        high = forward(env, start, hi, "<=", roll=window.roll, excluding=left_out).day
        return None if high is None else high < day

    while short(near) is True:
        near += _ONE
    while short(near - _ONE) is False:
        near -= _ONE
    return near

"""Whether a record still to come could lie in the window of a requirement, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.calendar import OpenDay
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import in_between
from guiju.engine.evaluate.bounds import excluded_days
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.hours import passed
from guiju.engine.evaluate.keeping import first_to_keep, last_to_keep
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Atom,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
    unknown,
)
from guiju.engine.evaluate.order import At
from guiju.engine.evaluate.outright import Allowed, allowed_days
from guiju.engine.evaluate.points import reference, restart_to_come, restarting
from guiju.engine.evaluate.sums import Limit, backward, compare, forward
from guiju.engine.evaluate.undated import by_days
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours
from msgspec import Struct
from msgspec.structs import replace


class Room(Struct, frozen=True):
    """Whether a record still to come could lie in the window, and the first and last day on which it can; `limit` is the
    sum that the last day hangs on, where a year has no notice."""

    truth: Truth3
    last_day: date | None = None
    sums: tuple[Arithmetic, ...] = ()
    first_day: date | None = None
    limit: Limit | None = None

    @property
    def open_last_day(self) -> OpenDay | None:
        """Where the last day lies that hangs on a notice."""
        return self.limit.between if self.limit is not None and self.limit.day is None else None


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
        return replace(room, truth=FALSE, last_day=last, limit=None)
    room = _by_a_day(env, room, first, last)
    return replace(room, truth=conjunction((room.truth, allowed.truth)))


def _by_a_day(env: Env, room: Room, first: date | None, last: date | None) -> Room:
    """The room up to `last` and to a day that hangs on a notice, whichever is earlier."""
    limit, between = room.limit, room.open_last_day
    if limit is None or between is None:
        return replace(room, last_day=last)
    if first is not None:
        room = replace(room, truth=conjunction((room.truth, compare(env, limit, first)[0])))
    if last is not None and between.first is not None and last <= between.first:
        return replace(room, last_day=last, limit=None)
    return room


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
    earliest, low = max(env.now, begun), None
    if window.lo is not None:
        low = forward(env, begun, window.lo, ">=", full=window.full_days, excluding=left_out)
        soonest = low.day or (low.between and low.between.first)
        earliest = max(earliest, soonest) if soonest else earliest
    if to_come or window.hi is None:
        return Room(TRUE, first_day=earliest)
    limit = forward(env, begun, window.hi, "<=", roll=window.roll, excluding=left_out)
    truth, _ = compare(env, limit, earliest)
    if low is not None and low.day is None:
        truth = conjunction((truth, _not_beyond(env, window, low, limit)))
    moved = restart_to_come(env, window, limit, broken)
    working = replace(limit.working, notes=(*limit.working.notes, *_still_left_out(env, window, broken)))
    found = Room(disjunction((truth, moved)), None, (working,), earliest)
    return found if moved.value else replace(found, last_day=limit.day, limit=limit)


def _not_beyond(env: Env, window: core.Window, low: Limit, high: Limit) -> Truth3:
    """Whether any day is left from a first day that hangs on a notice to the last one."""
    if high.day is not None:
        return compare(env, low, high.day)[0]
    assert window.lo is not None and window.hi is not None and high.missing is not None
    if window.lo.unit == window.hi.unit == "workday":  # whatever is worked, so many days more are not fewer
        return known(window.lo.n + window.full_days <= window.hi.n)
    key = ("room between", high.missing.key, window)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(Atom(key, high.missing.label, high.missing.choices))


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
    first = None
    if window.hi is not None:
        first = backward(env, mine.day, window.hi, ">=", left_out).day
        if first is not None and not window.back:
            first = first_to_keep(env, mine.day, window, window.hi, first, left_out)
    soonest = max(env.now, first or env.now)
    if window.lo is None:
        return Room(known(soonest <= mine.day), mine.day, first_day=first)
    last = backward(env, mine.day, window.lo, "<=", left_out)
    if not window.back:
        last = last_to_keep(env, mine.day, window, window.lo, last, left_out)
    truth, _ = compare(env, last, soonest)
    return Room(truth, last.day, first_day=first, limit=last)

"""Whether a record lies in the window of a requirement."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import in_between
from guiju.engine.evaluate.bounds import bound_missed, bounds, bounds_in_hours, bounds_on_a_later_end
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.kleene import (
    FALSE,
    FREE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
    unknown,
)
from guiju.engine.evaluate.order import At, end_of, precedes, start_of
from guiju.engine.evaluate.outright import not_after, outright
from guiju.engine.evaluate.points import point_of, reference
from guiju.engine.evaluate.rooms import room
from guiju.engine.evaluate.undated import by_days
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours
from msgspec import Struct
from msgspec.structs import replace


class Fit(Struct, frozen=True):
    """Whether a record lies in the window, the sums that say so, and in words why it does not."""

    truth: Truth3
    sums: tuple[Arithmetic, ...] = ()
    miss: Text | None = None


TO_COME = Text("还没有结束", "has not ended yet")


_NOT_YET = Text("要等到结束才知道", "hangs on an end still to come")


_TOO_LATE = Text("在其之后", "is later")


_TOO_EARLY = Text("在其之前", "is earlier")


def fit(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Fit:
    """Whether `that` lies in the window of the activation `this` (None: the case)."""
    theirs = point_of(env, that, window)
    mine = reference(env, this, window, broken, theirs.day if isinstance(theirs, At) else None)
    if isinstance(theirs, At) and theirs.to_come and window.direction != "covering":
        return Fit(_once_ended(env, this, that, window, broken), (), TO_COME)
    allowed, miss = outright(env, this, theirs, window, broken)
    if allowed.value is False:
        return Fit(allowed, (), miss)
    found = _fit(env, this, that, mine, theirs, window, broken)
    return replace(found, truth=conjunction((found.truth, allowed)))


def _once_ended(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Truth3:
    """Not yet there; whether it may be once it has ended, as any other that is still to come."""
    apart = replace(window, none_between=(), immediate=False)
    clear = _between_only(env, this, that, window, broken).truth
    return conjunction((room(env, this, apart, broken).truth, clear, unknown(FREE)))


def _fit(
    env: Env,
    this: Record | None,
    that: Record,
    mine: At | Truth3 | None,
    theirs: At | Truth3,
    window: core.Window,
    broken: Broken,
) -> Fit:
    """The window apart from the days that bound it outright."""
    if mine is None:
        return _between_only(env, this, that, window, broken) if window.direction == "any" else Fit(FALSE)
    match window.direction:
        case "covering":
            return _covering(env, mine, that)
        case "before":
            found = _ordered(env, theirs, mine, window, broken, _TOO_LATE)
        case "after":
            found = _ordered(env, mine, theirs, window, broken, _TOO_EARLY)
        case "any":
            found = _either(env, this, that, mine, theirs, window, broken)
    if found.truth.value is False:
        return found
    nothing = _between_only(env, this, that, window, broken)
    return Fit(conjunction((found.truth, nothing.truth)), found.sums, found.miss or nothing.miss)


def _ordered(
    env: Env, earlier: At | Truth3, later: At | Truth3, window: core.Window, broken: Broken, miss: Text
) -> Fit:
    if isinstance(earlier, Truth3) or isinstance(later, Truth3):
        return Fit(_undated(env, earlier, later, window))
    order = not_after(env, earlier, later) if window.same_day else precedes(env, earlier, later)
    if order.value is False:
        return Fit(order, (), miss)
    if earlier.day is None or later.day is None or later.to_come:
        kept = bounds_on_a_later_end(env, earlier, later, window, broken)
        return Fit(conjunction((order, kept)), (), _NOT_YET if FREE in kept.atoms else None)
    if window_in_hours(window):
        truth, sums = bounds_in_hours(env, earlier, later, window)
    else:
        truth, sums = bounds(env, earlier.day, later.day, window, broken)
    return Fit(conjunction((order, truth)), sums, None if truth.value is not False else bound_missed(sums))


def _undated(env: Env, earlier: At | Truth3, later: At | Truth3, window: core.Window) -> Truth3:
    """A day that is not stated: nothing comes after an end to come, and whatever there is comes before one, though
    not yet within a time from there."""
    if isinstance(earlier, At) and earlier.to_come:
        return FALSE
    if isinstance(later, At) and later.to_come:
        if window.hi is None and window.lo is None:
            return TRUE
        so_far = by_days(env, ("in order", _bounds_alone(window)), earlier, later)
        if so_far.value is None:
            return Truth3(None, so_far.atoms | {FREE})
        return so_far if so_far.value is (window.hi is None) else unknown(FREE)
    return by_days(env, ("in order", _bounds_alone(window)), earlier, later)


def _bounds_alone(window: core.Window) -> core.Window:
    """What is the same question of the same two days wherever it is asked."""
    return core.Window(
        lo=window.lo, hi=window.hi, full_days=window.full_days, roll=window.roll, back=window.back,
        excluding=window.excluding, same_day=window.same_day,
    )  # fmt: skip


def _either(
    env: Env,
    this: Record | None,
    that: Record,
    mine: At | Truth3,
    theirs: At | Truth3,
    window: core.Window,
    broken: Broken,
) -> Fit:
    """Either side: without bounds always; with bounds the distance from the earlier end to the later start, which is
    none where the two overlap."""
    if window.lo is None and window.hi is None:
        return Fit(TRUE)
    own = mine
    if this is not None and window.this_point is None and env.later_than is None:
        own = start_of(this)
    if isinstance(mine, Truth3) or isinstance(own, Truth3) or isinstance(theirs, Truth3):
        return Fit(by_days(env, ("apart", _bounds_alone(window)), mine, theirs))
    first = that.start if window.that_point is None else theirs.day
    earlier, later = mine, theirs
    if own.day is None or (first is not None and first <= own.day):
        earlier, later = end_of(env, that) if window.that_point is None else theirs, own
    if earlier.to_come or earlier.day is None or later.day is None:
        return Fit(known(window.lo is None or window.lo.n == 0))
    truth, sums = bounds(env, min(earlier.day, later.day), later.day, window, broken)
    return Fit(truth, sums, None if truth.value is not False else bound_missed(sums))


def _covering(env: Env, mine: At | Truth3, that: Record) -> Fit:
    """Whether the day lies in the record. What runs reaches to the day of looking, and whether it will cover a day
    after that hangs on its end."""
    last = end_of(env, that)
    if isinstance(mine, Truth3):
        return Fit(by_days(env, "covered", mine, start_of(that), last))
    if mine.day is not None and not mine.to_come and mine.day < that.start:
        return Fit(FALSE, (), Text("那一天还没有开始", "had not begun on the day"))
    if last.to_come:
        reached = mine.day is not None and not mine.to_come and mine.day <= env.now
        return Fit(TRUE) if reached else Fit(unknown(FREE), (), TO_COME)
    if mine.to_come and last.day is not None and last.day >= env.now:
        return Fit(unknown(FREE), (), _NOT_YET)
    truth = not_after(env, mine, last)
    return Fit(truth, (), Text("那一天已经结束", "had ended by the day") if truth.value is False else None)


def _between_only(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Fit:
    if this is None or not (window.none_between or window.immediate):
        return Fit(TRUE)
    between = [
        conjunction((in_order, disjunction(in_between(env, earlier, later, window, broken))))
        for earlier, later, in_order in _sides(env, this, that, window)
    ]
    return Fit(negate(disjunction(between)), (), Text("其间另有步骤", "another step lies between"))


def _sides(
    env: Env, this: Record, that: Record, window: core.Window
) -> Iterator[tuple[Record, Record, Truth3]]:
    """The earlier and the later of the two; on one day, where either side will do, whichever it was."""
    if window.direction == "any" and that.start == this.start:
        yield that, this, precedes(env, end_of(env, that), start_of(this))
        yield this, that, precedes(env, end_of(env, this), start_of(that))
    elif window.direction == "before" or (window.direction == "any" and that.start < this.start):
        yield that, this, TRUE
    else:
        yield this, that, TRUE

"""Whether a record lies in the window of a requirement."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import in_between
from guiju.engine.evaluate.bounds import bound_missed, bounds, bounds_on_a_later_end
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
)
from guiju.engine.evaluate.order import At, end_of, precedes, start_of
from guiju.engine.evaluate.outright import not_after, outright
from guiju.engine.evaluate.points import point_of, reference
from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace


class Fit(Struct, frozen=True):
    """Whether a record lies in the window, the sums that say so, and in words why it does not."""

    truth: Truth3
    sums: tuple[Arithmetic, ...] = ()
    miss: Text | None = None


TO_COME = Text("还没有结束", "has not ended yet")


_TOO_LATE = Text("在其之后", "is later")


_TOO_EARLY = Text("在其之前", "is earlier")


def fit(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Fit:
    """Whether `that` lies in the window of the activation `this` (None: the case)."""
    theirs = point_of(env, that, window)
    if isinstance(theirs, Truth3):
        return Fit(theirs)
    mine = reference(env, this, window, broken, theirs.day)
    if theirs.to_come and window.direction != "covering":
        return Fit(FALSE, (), TO_COME)
    allowed, miss = outright(env, this, theirs, window, broken)
    if allowed.value is False:
        return Fit(allowed, (), miss)
    if isinstance(mine, Truth3):
        return Fit(conjunction((mine, allowed)))
    found = _fit(env, this, that, mine, theirs, window, broken)
    return replace(found, truth=conjunction((found.truth, allowed)))


def _fit(
    env: Env,
    this: Record | None,
    that: Record,
    mine: At | None,
    theirs: At,
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


def _ordered(env: Env, earlier: At, later: At, window: core.Window, broken: Broken, miss: Text) -> Fit:
    order = not_after(env, earlier, later) if window.same_day else precedes(env, earlier, later)
    if order.value is False:
        return Fit(order, (), miss)
    if earlier.day is None or later.day is None or later.to_come:
        return Fit(conjunction((order, bounds_on_a_later_end(env, earlier, later, window, broken))))
    truth, sums = bounds(env, earlier.day, later.day, window, broken)
    return Fit(conjunction((order, truth)), sums, None if truth.value is not False else bound_missed(sums))


def _either(
    env: Env, this: Record | None, that: Record, mine: At, theirs: At, window: core.Window, broken: Broken
) -> Fit:
    """Either side: without bounds always; with bounds the distance from the earlier end to the later start."""
    if window.lo is None and window.hi is None:
        return Fit(TRUE)
    if (
        env.later_than is not None and window.this_point is None
    ):  # what is owed instead counts from the breach
        earlier, later = mine, start_of(that)
    elif this is not None and window.this_point is None and window.that_point is None:
        first, second = (that, this) if that.start <= this.start else (this, that)
        earlier, later = end_of(env, first), start_of(second)
    elif this is None and window.that_point is None and mine.day is not None and that.start <= mine.day:
        earlier, later = end_of(env, that), mine
    else:
        earlier, later = sorted((mine, theirs), key=lambda at: at.day or date.max)
    if earlier.to_come or earlier.day is None or later.day is None:
        return Fit(known(window.lo is None or window.lo.n == 0))
    truth, sums = bounds(env, min(earlier.day, later.day), later.day, window, broken)
    return Fit(truth, sums, None if truth.value is not False else bound_missed(sums))


def _covering(env: Env, mine: At, that: Record) -> Fit:
    if mine.to_come:
        return Fit(FALSE)
    if mine.day is None:
        return Fit(precedes(env, mine, end_of(env, that)))
    if mine.day < that.start:
        return Fit(FALSE, (), Text("那一天还没有开始", "had not begun on the day"))
    if that.end is None and env.closed:
        return Fit(precedes(env, mine, end_of(env, that)) if mine.day > env.now else TRUE)
    last = that.end if that.end is not None else max(mine.day, env.now)
    if mine.day <= last:
        return Fit(TRUE)
    return Fit(FALSE, (), Text("那一天已经结束", "had ended by the day"))


def _between_only(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Fit:
    if this is None or not (window.none_between or window.immediate):
        return Fit(TRUE)
    backwards = window.direction == "before" or (window.direction == "any" and that.start < this.start)
    earlier, later = (that, this) if backwards else (this, that)
    truth = negate(disjunction(in_between(env, earlier, later, window, broken)))
    return Fit(truth, (), Text("其间另有步骤", "another step lies between"))

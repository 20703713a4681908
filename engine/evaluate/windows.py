"""Whether a record lies in the window of a requirement, and whether one to come still could."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.counted import Broken, candidates
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.kleene import (
    FALSE,
    TRUE,
    Truth3,
    conjunction,
    disjunction,
    known,
    negate,
    unknown,
    yes_no,
)
from guiju.engine.evaluate.order import At, between, end_label, end_of, precedes, start_of
from guiju.engine.evaluate.sums import DayTest, backward, compare, forward
from guiju.engine.evaluate.values import Open, Scope, operand, record_field
from guiju.engine.semantics import core
from msgspec import Struct


class Fit(Struct, frozen=True):
    """Whether a record lies in the window, the sums that say so, and in words why it does not."""

    truth: Truth3
    sums: tuple[Arithmetic, ...] = ()
    miss: Text | None = None


class Room(Struct, frozen=True):
    """Whether a record still to come could lie in the window, and the last day on which it can."""

    truth: Truth3
    last_day: date | None = None
    sums: tuple[Arithmetic, ...] = ()


def fit(env: Env, this: Record | None, that: Record, window: core.Window, broken: Broken) -> Fit:
    """Whether `that` lies in the window of the activation `this` (None: the case)."""
    mine = reference(env, this, window, broken)
    theirs = _point_of(env, that, window)
    if isinstance(theirs, Truth3):
        return Fit(theirs)
    if isinstance(mine, Truth3):
        return Fit(mine)
    if theirs.to_come and window.direction != "covering":
        return Fit(FALSE, (), _TO_COME)
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


TOO_CLOSE = Text("间隔不够", "is too close")
"""Why a record before another does not serve: too little time lies between."""

_TO_COME = Text("还没有结束", "has not ended yet")
_TOO_LATE = Text("在其之后", "is later")
_TOO_EARLY = Text("在其之前", "is earlier")


def reference(env: Env, this: Record | None, window: core.Window, broken: Broken) -> At | Truth3 | None:
    """The reference point of the activation: a point, unknown, or None (a case without any date)."""
    point = window.this_point
    if env.later_than is not None and point is None:
        return At(env.later_than.day)
    if this is None and (point is None or isinstance(point, core.EdgePoint)):
        start = env.start_of_procedure()
        return At(start) if start else None
    if point is None:
        assert this is not None
        return end_of(env, this) if window.direction in ("after", "any") else start_of(this)
    if isinstance(point, core.LatestPoint):
        return _latest(env, this, point, window, broken)
    return _simple(env, this, point)


def _simple(env: Env, this: Record | None, point: core.EdgePoint | core.DatePoint) -> At | Truth3:
    if isinstance(point, core.EdgePoint):
        assert this is not None
        return start_of(this) if point.edge == "start" else end_of(env, this)
    value = operand(env, Scope(this=this), point.of)
    if isinstance(value, Open):
        return unknown(value.atom)
    return At(value) if isinstance(value, date) else FALSE


def _latest(
    env: Env, this: Record | None, point: core.LatestPoint, window: core.Window, broken: Broken
) -> At | Truth3 | None:
    """The clock that restarts: a record of `steps` moves it only if it came before the time ran out."""
    days: list[date] = []
    for part in point.points:
        at = _simple(env, this, part)
        if isinstance(at, Truth3):
            return at
        if at.day is None or at.to_come:
            return at
        days.append(at.day)
    latest = max(days)
    ends: list[tuple[date, date]] = []
    for step in point.steps:
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is None:
                return candidate.counts
            record = candidate.record
            if candidate.counts.value and record.end is not None and record.end <= env.now:
                ends.append((record.start, record.end))
    for start, end in sorted(ends):
        last = forward(env, latest, window.hi, "<=").day if window.hi else None
        if last is None or start <= last:
            latest = max(latest, end)
    return At(latest)


def _point_of(env: Env, that: Record, window: core.Window) -> At | Truth3:
    point = window.that_point
    if isinstance(point, core.DatePoint):
        assert isinstance(point.of, core.FieldRef)
        value = record_field(env, that, point.of.name)
        if isinstance(value, Open):
            return unknown(value.atom)
        return At(value) if isinstance(value, date) else FALSE
    if isinstance(point, core.EdgePoint):
        return start_of(that) if point.edge == "start" else end_of(env, that)
    return end_of(env, that) if window.direction == "before" else start_of(that)


def _ordered(env: Env, earlier: At, later: At, window: core.Window, broken: Broken, miss: Text) -> Fit:
    order = precedes(env, earlier, later)
    if order.value is False:
        return Fit(order, (), miss)
    if earlier.day is None or later.day is None or later.to_come:
        return Fit(conjunction((order, _bounds_on_a_later_end(env, earlier, later, window, broken))))
    truth, sums = bounds(env, earlier.day, later.day, window, broken)
    return Fit(conjunction((order, truth)), sums, None if truth.value is not False else _bound_missed(sums))


def _bounds_on_a_later_end(env: Env, earlier: At, later: At, window: core.Window, broken: Broken) -> Truth3:
    """The bounds when the later point is an end not known: it lies on the day of looking or after.

    What any such end keeps is kept, what none can keep is not. In between, an end to come keeps nothing yet,
    and an end that the file does not state leaves it open.
    """
    if window.lo is None and window.hi is None:
        return TRUE
    if earlier.day is None:
        return _open_bound(env, earlier, later, window)
    left_out = excluded_days(env, window.excluding, broken)
    if window.lo is not None:
        low = forward(env, earlier.day, window.lo, ">=", full=window.full_days, excluding=left_out).day
        if low is None or low > env.now:
            return FALSE if later.to_come else _open_bound(env, earlier, later, window)
    if window.hi is not None:
        high = forward(env, earlier.day, window.hi, "<=", roll=window.roll, excluding=left_out).day
        if high is not None and high < env.now:
            return FALSE
        return FALSE if later.to_come else _open_bound(env, earlier, later, window)
    return TRUE


def _open_bound(env: Env, earlier: At, later: At, window: core.Window) -> Truth3:
    record = later.record or earlier.record
    assert record is not None
    key = ("bound", record.index, earlier.day, window.lo, window.hi)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(yes_no(key, end_label(env, record)))


def _bound_missed(sums: tuple[Arithmetic, ...]) -> Text:
    failed = next((s for s in sums if s.holds is False), None)
    if failed is None or (failed.relation == "<=") is not failed.back:
        return Text("超过了期限", "is beyond the time allowed")
    return TOO_CLOSE


def bounds(
    env: Env, earlier: date, later: date, window: core.Window, broken: Broken
) -> tuple[Truth3, tuple[Arithmetic, ...]]:
    """`add(earlier, lo) ≤ later ≤ add(earlier, hi)`; counted back from the later day where the window says so."""
    truths, sums = [], []
    left_out = excluded_days(env, window.excluding, broken)
    for duration, low in ((window.lo, True), (window.hi, False)):
        if duration is None:
            continue
        if window.back:
            limit = backward(env, later, duration, "<=" if low else ">=", left_out)
            truth, working = compare(env, limit, earlier)
        else:
            limit = forward(
                env, earlier, duration, ">=" if low else "<=",
                full=low and window.full_days, roll=not low and window.roll, excluding=left_out,
            )  # fmt: skip
            truth, working = compare(env, limit, later)
        truths.append(truth)
        sums.append(working)
    return conjunction(truths), tuple(sums)


def excluded_days(env: Env, steps: tuple[str, ...], broken: Broken) -> DayTest | None:
    """The days on which an interval step left out of the count runs."""
    if not steps:
        return None
    runs: list[tuple[date, date]] = []
    for step in steps:
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is not False:
                record = candidate.record
                runs.append((record.start, record.end or env.now))
    return lambda day: any(start <= day <= end for start, end in runs)


def _either(
    env: Env, this: Record | None, that: Record, mine: At, theirs: At, window: core.Window, broken: Broken
) -> Fit:
    """Either side: without bounds always; with bounds the distance from the earlier end to the later start."""
    if window.lo is None and window.hi is None:
        return Fit(TRUE)
    if this is not None and window.this_point is None and window.that_point is None:
        first, second = (that, this) if that.start <= this.start else (this, that)
        earlier, later = end_of(env, first), start_of(second)
    else:
        earlier, later = sorted((mine, theirs), key=lambda at: at.day or date.max)
    if earlier.to_come or earlier.day is None or later.day is None:
        return Fit(known(window.lo is None or window.lo.n == 0))
    truth, sums = bounds(env, min(earlier.day, later.day), later.day, window, broken)
    return Fit(truth, sums, None if truth.value is not False else _bound_missed(sums))


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
    truth = negate(disjunction(_in_between(env, earlier, later, window, broken)))
    return Fit(truth, (), Text("其间另有步骤", "another step lies between"))


def _in_between(
    env: Env, earlier: Record, later: Record | None, window: core.Window, broken: Broken
) -> Iterable[Truth3]:
    if env.running(earlier):
        return  # nothing comes after an end to come
    watched = _watched(env, window, broken)
    # The days narrow it down, so that many records of many steps are not all compared with one another.
    first = bisect_left(watched, earlier.end, key=_start) if earlier.end else 0
    beyond = bisect_right(watched, later.start, key=_start) if later else len(watched)
    for i in range(first, beyond):
        yield conjunction((watched[i].counts, between(env, earlier, later, watched[i].record)))


def _watched(env: Env, window: core.Window, broken: Broken) -> Sequence[Candidate]:
    """The records that must not lie between, by their start: of the named steps, or of any step."""
    steps = () if window.immediate else window.none_between
    if env.later_than is None and steps in env.in_order_of:
        return env.in_order_of[steps]
    names = sorted({r.step for r in env.happened} if window.immediate else set(steps))
    found = tuple(sorted((c for step in names for c in candidates(env, step, broken)), key=_start))
    if env.later_than is None:
        env.in_order_of[steps] = found
    return found


def _start(candidate: Candidate) -> date:
    return candidate.record.start


def first_between(env: Env, this: Record, window: core.Window, broken: Broken) -> Record | None:
    """The record that first came between `this` and anything later, where the window forbids one."""
    if window.direction == "before" or not (window.immediate or window.none_between):
        return None
    spoilers = [
        c.record
        for c in _watched(env, window, broken)
        if conjunction((c.counts, between(env, this, None, c.record))).value
    ]
    return min(spoilers, key=lambda r: (r.start, r.time or "", r.order or 0), default=None)


def room(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Room:
    """Whether a record after the moment of looking could still lie in the window (Kleene over what is open).

    Asked of a closed case too: what closing breaks, and what was broken before, are told apart by it.
    """
    if isinstance(window.that_point, core.DatePoint):
        return Room(TRUE)
    mine = reference(env, this, window, broken)
    if isinstance(mine, Truth3):
        return Room(mine if mine.value is None else FALSE)
    match window.direction:
        case "any":
            return _room_on_either_side(env, this, mine, window, broken)
        case "after":
            found = _room_after(env, mine, window, broken)
            return _unless_barred(found, _free_between(env, this, window, broken))
        case "before":
            return _room_before(env, mine, window)
        case "covering":
            return Room(known(mine is not None and mine.day is not None and mine.day >= env.now))


def _room_on_either_side(
    env: Env, this: Record | None, mine: At | None, window: core.Window, broken: Broken
) -> Room:
    free = _free_between(env, this, window, broken)
    if window.hi is None or mine is None:
        return Room(free)
    return _unless_barred(_room_after(env, mine, window, broken), free)


def _unless_barred(room: Room, free: Truth3) -> Room:
    return Room(conjunction((room.truth, free)), room.last_day, room.sums)


def _free_between(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Truth3:
    if this is None or not (window.none_between or window.immediate):
        return TRUE
    return negate(disjunction(_in_between(env, this, None, window, broken)))


def _room_after(env: Env, mine: At | None, window: core.Window, broken: Broken) -> Room:
    if mine is None or mine.to_come or mine.day is None or window.hi is None:
        return Room(TRUE)
    left_out = excluded_days(env, window.excluding, broken)
    limit = forward(env, mine.day, window.hi, "<=", roll=window.roll, excluding=left_out)
    if limit.day is None:
        assert limit.missing is not None
        truth, working = compare(env, limit, env.now)
        return Room(truth, None, (working,))
    earliest = max(env.now, mine.day)
    if window.lo is not None:
        low = forward(env, mine.day, window.lo, ">=", full=window.full_days, excluding=left_out)
        earliest = max(earliest, low.day) if low.day else earliest
    return Room(known(earliest <= limit.day), limit.day, (limit.working,))


def _room_before(env: Env, mine: At | None, window: core.Window) -> Room:
    """Before a record nothing more can happen; before a date it can until that date."""
    if mine is None or mine.record is not None or mine.day is None:
        return Room(known(mine is not None and mine.to_come))
    last = mine.day
    if window.lo is not None:
        limit = backward(env, mine.day, window.lo, "<=")
        last = limit.day or last
    return Room(known(env.now <= last), last)

"""The bounds of a window: how far the later point may, or must, lie from the earlier one."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.hours import apart, passed, up_to_an_end, with_time
from guiju.engine.evaluate.kleene import (
    FALSE,
    FREE,
    TRUE,
    Truth3,
    conjunction,
    known,
    negate,
    unknown,
    yes_no,
)
from guiju.engine.evaluate.order import At, end_label
from guiju.engine.evaluate.sums import DayTest, backward, compare, forward
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours

TOO_CLOSE = Text("间隔不够", "is too close")
"""Why a record before another does not serve: too little time lies between."""


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


def bounds_in_hours(
    env: Env, earlier: At, later: At, window: core.Window
) -> tuple[Truth3, tuple[Arithmetic, ...]]:
    """The same where the bounds are in hours, between two points of records whose days are known."""
    found = []
    if window.lo is not None:
        found.append(apart(env, earlier, later, window.lo, ">="))
    if window.hi is not None:
        found.append(apart(env, earlier, later, window.hi, "<="))
    return conjunction(truth for truth, _ in found), tuple(working for _, working in found)


def excluded_days(env: Env, steps: tuple[str, ...], broken: Broken) -> DayTest | None:
    """The days on which an interval step left out of the count runs."""
    if not steps:
        return None
    runs: list[tuple[date, date]] = []
    for step in steps:
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is not False and not candidate.to_come:
                record = candidate.record
                runs.append((record.start, record.end or env.now))
    return lambda day: any(start <= day <= end for start, end in runs)


def bounds_on_a_later_end(env: Env, earlier: At, later: At, window: core.Window, broken: Broken) -> Truth3:
    """The bounds when the later point is an end not known: it lies on the day of looking or after.

    What any such end keeps is kept, what none can keep is not. In between it hangs on the end: one still to come, or
    one that the file does not state.
    """
    if window.lo is None and window.hi is None:
        return TRUE
    if earlier.day is None:
        return _open_bound(env, earlier, later, window)
    if window_in_hours(window):
        return _hours_to_a_later_end(env, earlier, later, window)
    left_out = excluded_days(env, window.excluding, broken)
    if window.lo is not None:
        low = forward(env, earlier.day, window.lo, ">=", full=window.full_days, excluding=left_out)
        reached, _ = compare(env, low, env.now)
        if reached.value is not True:
            return _hanging(reached, _not_by_now(env, earlier, later, window))
    if window.hi is not None:
        high = forward(env, earlier.day, window.hi, "<=", roll=window.roll, excluding=left_out)
        in_time, _ = compare(env, high, env.now)
        if in_time.value is False:
            return FALSE
        return _hanging(in_time, _not_by_now(env, earlier, later, window))
    return TRUE


def _not_by_now(env: Env, earlier: At, later: At, window: core.Window) -> Truth3:
    return unknown(FREE) if later.to_come else _open_bound(env, earlier, later, window)


def _hanging(by_now: Truth3, on_the_end: Truth3) -> Truth3:
    """What hangs on the end, and on a year without a notice as well."""
    return Truth3(None, by_now.atoms | on_the_end.atoms) if by_now.value is None else on_the_end


def _hours_to_a_later_end(env: Env, earlier: At, later: At, window: core.Window) -> Truth3:
    """An end to come comes after every time of the day of looking; one not stated may lie anywhere in that day."""
    if later.to_come:
        low = TRUE if window.lo is None else _so_far(passed(env, earlier, window.lo, ">=")[0], True)
        high = TRUE if window.hi is None else _so_far(negate(passed(env, earlier, window.hi, "<=")[0]), False)
        return conjunction((low, high))
    if window.hi is not None and up_to_an_end(env, earlier, window.hi, "<=") is False:
        return FALSE
    if window.hi is None and window.lo is not None and up_to_an_end(env, earlier, window.lo, ">="):
        return TRUE
    return _open_bound(env, earlier, later, window)


def _so_far(by_now: Truth3, decided: bool) -> Truth3:
    """What has passed by now decides only the one way; else it hangs on the end to come."""
    if by_now.value is None:
        return Truth3(None, by_now.atoms | {FREE})
    return by_now if by_now.value is decided else unknown(FREE)


def _open_bound(env: Env, earlier: At, later: At, window: core.Window) -> Truth3:
    record = later.record or earlier.record
    assert record is not None
    key: Hashable = ("bound", record.index, earlier.day, window.lo, window.hi)
    label = end_label(env, record)
    if window_in_hours(window) and earlier.day is not None:
        key, label = with_time(env, earlier, key, label)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(yes_no(key, label))


def bound_missed(sums: tuple[Arithmetic, ...]) -> Text:
    failed = next((s for s in sums if s.holds is False), None)
    if failed is None or (failed.relation == "<=") is not failed.back:
        return Text("超过了期限", "is beyond the time allowed")
    return TOO_CLOSE

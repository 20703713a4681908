"""The records between two others, where a window forbids any or some."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.kleene import Atom, Truth3, conjunction
from guiju.engine.evaluate.order import between
from guiju.engine.semantics import core


def in_between(
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
    found = tuple(
        sorted(
            (c for s in watched_steps(env, window) for c in candidates(env, s, broken) if not c.to_come),
            key=_start,
        )
    )
    if env.later_than is None:
        env.in_order_of[steps] = found
    return found


def watched_steps(env: Env, window: core.Window) -> list[str]:
    """The steps of which no record must lie between."""
    return sorted({r.step for r in env.happened} if window.immediate else set(window.none_between))


def _start(candidate: Candidate) -> date:
    return candidate.record.start


def spoilers(
    env: Env, this: Record, window: core.Window, broken: Broken
) -> tuple[list[Record], list[tuple[Record, frozenset[Atom]]]]:
    """The records after which nothing later can lie next to `this`, where the window forbids any between: those for
    certain, and those of which it is open, with what that hangs on."""
    certain: list[Record] = []
    possible: list[tuple[Record, frozenset[Atom]]] = []
    if window.direction != "before" and (window.immediate or window.none_between):
        for c in _watched(env, window, broken):
            truth = conjunction((c.counts, between(env, this, None, c.record)))
            if truth.value:
                certain.append(c.record)
            elif truth.value is None:
                possible.append((c.record, truth.atoms))
    return certain, possible

"""The search over the ways that rules leave open, for the earliest timetable: depth first, with a bound.

The days of a draft only grow as more is asked of it, so a draft that is already no earlier than the best timetable
found is not followed further. A draft that fails tells which choices it fails by, and the search goes back to the last
of these. *Source: Prosser, Hybrid algorithms for the constraint satisfaction problem (1993), conflict-directed
backjumping.*
"""

from __future__ import annotations

from guiju.engine.plan.demands import Any, Choice, Seek, Way
from guiju.engine.plan.draft import NO_LEVELS, Draft, Levels, Pending
from guiju.engine.plan.standing import resting_way
from guiju.engine.plan.ways import (
    ALL_PARTS,
    GOAL_PARTS,
    Found,
    bars,
    cost,
    goal_levels,
    only_fields,
    reason,
    steps_in,
    ways_of,
)

FIRST_CAP, CAP = 30, 1_500
"""Drafts looked at to find a good timetable, and to prove that none is earlier."""


def search(draft: Draft, goals: tuple[str, ...], *, once: bool = True) -> Found:
    """The earliest timetable that meets what is asked; `goals` are the steps whose days count first, in this order.

    With `once` no step is taken twice. Of timetables that are equally early for the goals the one with fewer steps and
    earlier days is looked for, within a few attempts; that there is none that is earlier for the goals is then proven,
    or said to be open (`capped`).
    """
    found = Found(goals, once)
    _attempts(draft, found)
    return found


def _attempts(draft: Draft, found: Found) -> None:
    for cap, parts in ((FIRST_CAP, ALL_PARTS), (CAP, GOAL_PARTS)):
        found.capped, found.looked_at, found.cap, found.parts = False, 0, cap, parts
        _explore(draft.copy(), found)
        if not found.capped:
            return


def _explore(draft: Draft, found: Found) -> Levels:
    """Follows a draft. Gives the choices because of which nothing better comes of it."""
    found.looked_at += 1
    if found.looked_at > found.cap:
        found.capped = True
        return NO_LEVELS
    step = _narrowed(draft, found)
    if step is None:
        if draft.failed is not None:
            found.note_failure(draft)
        return draft.failed_by
    pending, ways, levels = step
    if pending is not None:
        return _branch(draft, pending.choice, ways, levels, found)
    found.best, found.cost = draft, cost(draft, found.goals)
    return goal_levels(draft, draft.network, found)


Step = tuple[Pending | None, list[Way], Levels]


def _narrowed(draft: Draft, found: Found) -> Step | None:
    """Makes every choice that is none, until only real ones are left: gives the one to branch on, with its ways and the
    choices it comes from; no choice where none is left. None where the draft fails, or is no better than the best.

    A choice that is met by the earliest days as they stand rests: once all that are left do, these days meet all
    that is asked, and no other way could make them earlier.
    """
    while True:
        if not draft.settle():
            return None
        if found.beaten(draft):
            draft.failed_by = goal_levels(draft, draft.network, found)
            return None
        best: Step | None = None
        resting: list[tuple[Pending, Way]] = []
        moved = False
        for pending in draft.choices:
            way = resting_way(draft, pending)
            if way is not None:
                resting.append((pending, way))
                continue
            ways, lost = ways_of(draft, pending, found)
            levels = pending.levels | lost
            if not ways:
                draft.failed, draft.failed_by = reason(draft, pending), levels
                return None
            if len(ways) == 1 or all(only_fields(w.demand) for w in ways):
                if not _take_first(draft, pending.choice, ways, levels):
                    return None
                moved = True
            elif best is None or _rank(ways) < _rank(best[1]):
                best = (pending, ways, levels)
        if moved:
            continue
        if best is not None or not resting:
            return best or (None, [], NO_LEVELS)
        for pending, way in resting:
            _take(draft, pending.choice, way, pending.levels)


def _take_first(draft: Draft, choice: Choice, ways: list[Way], levels: Levels) -> bool:
    """Takes the first way that can be met at once. Values of fields are chosen so: they move no day."""
    for way in ways[:-1]:
        trial = draft.copy()
        _take(trial, choice, way, levels)
        if trial.settle():
            _take(draft, choice, way, levels)
            return draft.settle()
    _take(draft, choice, ways[-1], levels)
    return draft.settle()


def _branch(draft: Draft, choice: Choice, ways: list[Way], levels: Levels, found: Found) -> Levels:
    level = draft.level + 1
    because = levels
    for way in ways:
        further = draft.copy()
        further.level = level
        _take(further, choice, way, levels | {level})
        failed_by = _explore(further, found)
        if found.capped:
            return NO_LEVELS
        if level not in failed_by:
            return failed_by  # whichever way is taken here makes no difference
        because |= failed_by - {level}
    return because


def _take(draft: Draft, choice: Choice, way: Way, levels: Levels) -> None:
    draft.choices = [c for c in draft.choices if c.choice is not choice]
    if isinstance(choice, Seek) and way.entry is not None:
        draft.note(choice, way.entry)
    if isinstance(choice, Any) and way.demand in choice.reluctant:
        draft.unwilling += (levels,)
        draft.unwilling_by += (choice.why.rule,) if choice.why.rule is not None else ()
    if isinstance(choice, Any) and choice.told:
        steps = tuple(dict.fromkeys(step for option in choice.options for step in steps_in(option)))
        draft.chosen += ((choice.why, steps_in(way.demand), steps),)
    draft.push(way.demand, levels)


def _rank(ways: list[Way]) -> tuple[bool, int, int]:
    """What bars records is chosen late, when these are there."""
    return (any(bars(w.demand) for w in ways), min(w.adds for w in ways), len(ways))

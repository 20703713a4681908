"""The last days on which steps may start where rules leave several ways: those of the way that leaves most time.

A timetable goes the ways by which its goals come earliest, and its own last days are those of these ways. Where one of
them hangs on a choice, a timetable is looked for in which the step comes later still, until there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.plan.chains import chain_from
from guiju.engine.plan.demands import Forced
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import latest
from guiju.engine.plan.search import search
from guiju.engine.plan.setup import first_draft
from guiju.engine.plan.shifts import ONE
from guiju.engine.plan.timetable import Days, Hop
from msgspec import Struct

TRIES = 4
"""Timetables looked at for one step, each in which it comes later than in the one before."""


class LastDay(Struct, frozen=True):
    """The last day on which a step may start and end, and what that is due to; None where nothing sets one."""

    start: Days | None
    end: Days | None
    due: tuple[Hop, ...]


def last_day(draft: Draft, index: int) -> LastDay:
    """The last day of an entry by the ways that a draft goes."""
    entry = next(e for (i, _), e in draft.entries.items() if i == index)
    found = latest(draft.network)
    start, end = found.get(entry.start), found.get(entry.end)
    return LastDay(
        Days(start.day, start.year) if start is not None else None,
        Days(end.day, end.year) if end is not None else None,
        chain_from(draft, entry.start, found),
    )


def last_days(
    ground: Ground, takes: tuple[str, ...], by: Mapping[str, date], forced: Forced, best: Draft
) -> dict[int, LastDay]:
    """The last day of each step of the timetable, by whatever way leaves it most time."""
    several = {why.rule.id for why, *_ in best.chosen if why.rule is not None}
    found: dict[int, LastDay] = {}
    for entry in best.entries.values():
        if entry.derived or entry.standing == "done":
            continue
        index = entry.record.index
        found[index] = last_day(best, index)
        if entry.standing == "new" and sum(e.step == entry.step for e in best.new) == 1:
            for _ in range(TRIES):
                start = found[index].start
                if start is None or several.isdisjoint(h.rule.id for h in found[index].due if h.rule):
                    break
                root = first_draft(ground, takes, by, forced, not_before={entry.step: start.day + ONE})
                later = _in(search(root, takes).best, entry.step)
                if later is None:
                    break
                found[index] = later
    return found


def _in(draft: Draft | None, step: str) -> LastDay | None:
    """The last day of a step in a timetable that takes it once."""
    taken = [e for e in draft.new if e.step == step] if draft is not None else []
    return last_day(draft, taken[0].record.index) if draft is not None and len(taken) == 1 else None

"""Last days as they are while the plan is kept: of a step whose time runs from another one still to come.

`15 days from publication` ends later, the later publication comes. The last day there is at all has publication on its
own last day; whoever publishes earlier has until 15 days after that. So the day told first goes by the planned day of
what the time runs from, and by the last day of what only has to come behind the step: that can wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guiju.engine.calendar import CalendarError
from guiju.engine.plan.chains import chain_from
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.network import Latest, Link, Var
from guiju.engine.plan.placing import is_constant
from guiju.engine.plan.preceding import puts_before
from guiju.engine.plan.shifts import Counted, greatest, reach
from guiju.engine.plan.timetable import Days, Hop
from msgspec import Struct


class Kept(Struct, frozen=True):
    """The last day on which a step may start and end while the plan is kept, what that is due to, and the steps to come
    from whose planned days it runs. `start` and `end` are None where nothing sets one."""

    start: Days | None
    end: Days | None
    due: tuple[Hop, ...]
    runs_from: tuple[str, ...]


class AsPlanned:
    """The last days of a timetable while it is kept to."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._out: dict[Var, list[Link]] = {}
        for link in (k for k in draft.network.links if k.why.cause != "sequence"):
            self._out.setdefault(link.earlier, []).append(link)
        self._coming = {
            e.record.index: e.step for e in draft.entries.values() if not e.derived and e.standing != "done"
        }

    def of(self, entry: Entry) -> Kept | None:
        """The last day of an entry, if it is one that runs from the planned day of another step."""
        ahead = self._behind(entry)
        start = self._last(entry.start, ahead)
        end = self._last(entry.end, ahead)
        steps = self._runs_from(entry.start, start) or self._runs_from(entry.end, end)
        if not steps:
            return None
        return Kept(
            _days(start.get(entry.start)),
            _days(end.get(entry.end)),
            chain_from(self._draft, entry.start, start),
            steps,
        )

    def _behind(self, entry: Entry) -> frozenset[int]:
        """What comes behind an entry because links put it there, with the entry itself: put off, it puts these off."""
        waiting = [entry.start, entry.end]
        seen = set(waiting)
        for var in waiting:
            more = [k.later for k in self._out.get(var, ()) if puts_before(k) and k.later not in seen]
            waiting += more
            seen.update(more)
        return frozenset(var.entry for var in seen)

    def _last(self, var: Var, ahead: frozenset[int]) -> Mapping[Var, Latest]:
        """The last day of a point, with those of the points that it hangs on."""
        found: dict[Var, Latest] = {}
        self._follow(var, ahead, found, frozenset())
        return found

    def _follow(
        self, var: Var, ahead: frozenset[int], found: dict[Var, Latest], on_the_way: frozenset[Var]
    ) -> None:
        if var in found or var in on_the_way:
            return
        bound = self._draft.network.bounds[var].last
        best = Latest(bound, None) if bound is not None else None
        for link in self._out.get(var, ()):
            if self._is_planned(link, ahead):
                held = self._draft.network.earliest[link.later]
                found.setdefault(link.later, Latest(held.day, None, held.year))
            else:
                self._follow(link.later, ahead, found, on_the_way | {var})
            there = self._moved_back(link, found.get(link.later))
            if there is not None and (best is None or there.day < best.day):
                best = there
        if best is not None:
            found[var] = best

    def _is_planned(self, link: Link, ahead: frozenset[int]) -> bool:
        """Whether a link counts a time from a step to come that does not wait for the one in question. What lies on one
        day with it moves together with it."""
        later = link.later
        counts = any(isinstance(p, Counted) and p.duration.n > 0 for p in (*link.before, *link.after))
        return counts and not puts_before(link) and later.entry in self._coming and later.entry not in ahead

    def _moved_back(self, link: Link, goal: Latest | None) -> Latest | None:
        if goal is None:
            return None
        calendar = self._draft.network.calendar
        try:
            there = reach(calendar, link.after, goal.day)
            back = greatest(calendar, link.before, there.day)
        except (CalendarError, OverflowError):
            return None
        return Latest(back.day, link, goal.year or there.year or back.year)

    def _runs_from(self, var: Var, found: Mapping[Var, Latest]) -> tuple[str, ...]:
        """The step at which the chain of a last day ends, where that is one to come on its planned day."""
        seen: set[Var] = set()
        at = var
        while at in found and at not in seen:
            seen.add(at)
            link = found[at].link
            if link is None:
                break
            at = link.later
        planned = at != var and not is_constant(at) and at.entry in self._coming
        moves = self._draft.network.bounds[at].last is None
        return (self._coming[at.entry],) if planned and moves else ()


def as_planned(draft: Draft) -> dict[int, Kept]:
    """The last days that run from planned days of other steps, by the index of the entry."""
    known = AsPlanned(draft)
    entries: Iterable[Entry] = draft.entries.values()
    found = {e.record.index: known.of(e) for e in entries if not e.derived and e.standing == "new"}
    return {index: kept for index, kept in found.items() if kept is not None}


def _days(last: Latest | None) -> Days | None:
    return Days(last.day, last.year) if last is not None else None

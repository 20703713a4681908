"""Which steps of a timetable come before a point because rules put them there, directly or through others."""

from __future__ import annotations

from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.network import Link, Var
from guiju.engine.plan.shifts import Counted, Plus, Shift


def preceding(draft: Draft, goal: Var) -> frozenset[int]:
    """The indices of the records that come before a point, its own left out. A rule that may be kept on either side of a
    step puts nothing before it that comes later in the order of the procedure."""
    place = {step: i for i, step in enumerate(draft.ground.program.order)}
    steps = {e.record.index: e.step for e in draft.entries.values()}
    last = place.get(steps.get(goal.entry, ""), len(place))
    into: dict[Var, list[Var]] = {}
    for link in draft.network.links:
        if puts_before(link) and place.get(steps.get(link.earlier.entry, ""), 0) <= last:
            into.setdefault(link.later, []).append(link.earlier)
    waiting, seen = [goal], {goal}
    for var in waiting:
        more = [v for v in into.get(var, ()) if v not in seen]
        waiting += more
        seen.update(more)
    return frozenset(var.entry for var in seen if var.entry >= 0) - {goal.entry}


def beside(draft: Draft, entry: Entry) -> tuple[str, ...]:
    """The steps to come that rules put no later than an entry and that lie on its own first day."""
    held = draft.network.earliest
    found = {
        link.earlier.entry
        for link in draft.network.links
        if link.later == entry.start and held[link.earlier].day == held[entry.start].day and puts_before(link)
    }
    others = [e for e in draft.entries.values() if e.record.index in found and not e.derived]
    return tuple(e.step for e in others if e.standing != "done" and e.record.index != entry.record.index)


def puts_before(link: Link) -> bool:
    """Whether a link keeps its later point behind the earlier one, and does not only draw the two near each other."""
    return _onward(link.before, back=False) and _onward(link.after, back=True)


def _onward(shift: Shift, *, back: bool) -> bool:
    """Whether a shift leads onward only; with `back`, backwards only."""
    return all(
        (isinstance(part, Plus) and (part.days <= 0 if back else part.days >= 0))
        or (isinstance(part, Counted) and part.back is back)
        for part in shift
    )

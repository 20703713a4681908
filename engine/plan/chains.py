"""Chains of days, read off the network: what leads to an earliest day, and what a latest day is due to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.plan.draft import Draft
from guiju.engine.plan.network import LAST, Conflict, Held, Latest, Link, Network, Var, Why, path
from guiju.engine.plan.placing import day_of, is_constant
from guiju.engine.plan.shifts import Counted, Shift, greatest, reach
from guiju.engine.plan.timetable import Block, Hop, Point
from msgspec.structs import replace


class Names:
    """The steps of the points of a draft."""

    def __init__(self, draft: Draft) -> None:
        self.steps = {i: e.step for (i, _), e in draft.entries.items() if not e.derived}

    def step(self, var: Var) -> str | None:
        return self.steps.get(var.entry)

    def point(self, var: Var, held: Mapping[Var, Held] | Mapping[Var, Latest]) -> Point:
        day = day_of(var) if is_constant(var) else held[var].day
        return Point(var.entry, self.step(var), var.edge, day)


def chain_to(draft: Draft, var: Var) -> tuple[Hop, ...]:
    """From the record or the day that an earliest day rests on, hop by hop, to that day."""
    held = draft.network.earliest
    links, _ = path(held, var)
    return _hops(Names(draft), draft.network, links, held)


def chain_from(draft: Draft, var: Var, last: Mapping[Var, Latest]) -> tuple[Hop, ...]:
    """From a latest day, hop by hop, to what it is due to."""
    links: list[Link] = []
    seen: set[Var] = set()
    while var in last and var not in seen:
        seen.add(var)
        link = last[var].link
        if link is None:
            break
        links.append(link)
        var = link.later
    return _hops(Names(draft), draft.network, links, last)


def block_of(draft: Draft, failure: Conflict | Why | None) -> Block:
    """Why a draft has no timetable. The days of the chain are worked out anew from its root."""
    if failure is None or isinstance(failure, Why):
        return Block(rule=failure.rule if failure is not None else None)
    names = Names(draft)
    # the last link leads to a day that there is not
    links = failure.links[:-1] if failure.beyond else failure.links
    held = {
        var: Held(day_of(var), None)
        for link in links
        for var in (link.earlier, link.later)
        if is_constant(var)
    }
    for link in links:
        if link.earlier not in held:
            bound = draft.network.bounds.get(link.earlier)
            held[link.earlier] = Held(bound.first if bound is not None else draft.network.today, None)
        day = reach(draft.network.calendar, link.before, held[link.earlier].day).day
        held.setdefault(link.later, Held(day, None))
    if failure.beyond:
        return Block(_hops(names, draft.network, links, held), names.step(failure.var), beyond=LAST)
    held[failure.var] = Held(failure.needed, None)
    told = failure if failure.circle else _of_what_can_move(draft, failure, held)
    because = told.because
    return Block(
        _hops(names, draft.network, told.links, held),
        names.step(told.var),
        told.needed,
        told.allowed,
        because.cause if because is not None else None,
        because.rule if because is not None else None,
        told.circle,
    )


def _of_what_can_move(draft: Draft, conflict: Conflict, held: Mapping[Var, Held]) -> Conflict:
    """The conflict told of a step to come. One that pushes a day on record is told of what pushes it, with the last day
    that this leaves."""
    calendar = draft.network.calendar
    var, links, needed, allowed, because = (
        conflict.var, conflict.links, conflict.needed, conflict.allowed, conflict.because,
    )  # fmt: skip
    while links and allowed is not None and _stands(draft, var) and not _stands(draft, links[-1].earlier):
        link = links[-1]
        allowed = greatest(calendar, link.before, reach(calendar, link.after, allowed).day).day
        var, links, because = link.earlier, links[:-1], link.why
        needed = held[var].day
    return replace(conflict, var=var, links=links, needed=needed, allowed=allowed, because=because)


def _stands(draft: Draft, var: Var) -> bool:
    """Whether a point is a day of the calendar or of what has happened."""
    return is_constant(var) or any(
        e.standing == "done" for (i, _), e in draft.entries.items() if i == var.entry
    )


def _hops(
    names: Names, network: Network, links: Sequence[Link], held: Mapping[Var, Held] | Mapping[Var, Latest]
) -> tuple[Hop, ...]:
    hops = []
    for link in links:
        source, target = names.point(link.earlier, held), names.point(link.later, held)
        lower, upper = _counted(link.before), _counted(link.after)
        counted = lower or upper
        skipped = reach(network.calendar, link.before, source.day).skipped if lower is not None else ()
        hops.append(
            Hop(
                source,
                target,
                link.why.cause,
                link.why.rule,
                counted.duration if counted is not None else None,
                skipped,
                lower is None and upper is not None,
                _options(counted) if counted is not None else (),
            )
        )
    return tuple(hops)


def _counted(shift: Shift) -> Counted | None:
    return next((part for part in shift if isinstance(part, Counted)), None)


def _options(counted: Counted) -> tuple[str, ...]:
    """The options of a bound by their keys in the table of words."""
    given = (("full_days", counted.full_days), ("roll", counted.roll), ("back", counted.back))
    return tuple(key for key, on in given if on)

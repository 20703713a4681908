"""The ways in which a choice may still be met, as far as they fit the draft and may lead to something better."""

from __future__ import annotations

from guiju.engine.plan.demands import (
    All,
    Any,
    Apart,
    Bar,
    Choice,
    Clear,
    Demand,
    Links,
    Seek,
    Take,
    Unplanned,
    Way,
    Wish,
)
from guiju.engine.plan.draft import NO_LEVELS, Draft, Levels, Pending, with_links
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.look import Answer, Look, answered
from guiju.engine.plan.network import Conflict, Link, Network, Why, path
from guiju.engine.plan.options import clear_options, seek_options
from msgspec import Struct
from msgspec.structs import replace

REPEATS = 1
"""Times that a plan takes a step again, where it must."""

GOAL_PARTS, ALL_PARTS = 3, 5
"""Parts of a cost that speak of the goals, and all of them."""

Cost = tuple[int, ...]


class Found(Struct):
    """The best draft so far, the one that failed by the fewest choices, and whether the search was cut short. Drafts are
    followed as long as they may be better in the first `parts` of the cost; with `once` no step is taken twice."""

    goals: tuple[str, ...]
    once: bool = True
    cap: int = 0
    parts: int = 0
    best: Draft | None = None
    cost: Cost | None = None
    failed: Draft | None = None
    looked_at: int = 0
    capped: bool = False

    @property
    def failure(self) -> Conflict | Why | None:
        """Why a way failed: of all the ways, the reason that has least to do with what was chosen."""
        return self.failed.failed if self.failed is not None else None

    def note_failure(self, draft: Draft) -> None:
        if self.failed is None or _told_worse(self.failed) > _told_worse(draft):
            self.failed = draft

    def beaten(self, draft: Draft) -> bool:
        """Whether the draft, whatever is still chosen, is no better than the best one."""
        return self.too_late(draft, draft.network)

    def too_late(self, draft: Draft, network: Network) -> bool:
        """The same with a network that the draft may come to."""
        if self.cost is None:
            return False
        return cost(draft, self.goals, network, self.parts) >= self.cost[: self.parts]

    def may_take(self, draft: Draft, seek: Seek) -> bool:
        """Whether a step may be taken (once more) for what is sought."""
        ahead = sum(e.step == seek.req.step and e.standing != "done" for e in draft.entries.values())
        wanted = seek.req.at_least + len(seek.other_than)
        return ahead < (wanted if self.once else wanted + REPEATS)


def _told_worse(draft: Draft) -> tuple[bool, int]:
    """How little a failure tells: one that leads round in a circle, one that hangs on many choices."""
    circle = isinstance(draft.failed, Conflict) and draft.failed.circle
    return circle, len(draft.failed_by)


def cost(
    draft: Draft, goals: tuple[str, ...], network: Network | None = None, parts: int = ALL_PARTS
) -> Cost:
    """Steps taken more than once (a timetable does not go round a rule by doing things twice) and rules of which an
    option is taken unwillingly (under however many readings), the day of the first goal, of all goals together, the
    number of steps added, and all their days together. None of it ever shrinks."""
    held = (network or draft.network).earliest
    days = [max((held[e.start].day.toordinal() for e in draft.of_step(step)), default=0) for step in goals]
    claimed = len({rule.id for rule in draft.unwilling_by})
    of_goals = (len(draft.again) + claimed, days[0] if days else 0, sum(days))
    if parts == GOAL_PARTS:
        return of_goals
    new = draft.new
    every = sum(held[e.start].day.toordinal() + held[e.end].day.toordinal() for e in new)
    return (*of_goals, len(new), every)


def known_ways(draft: Draft, pending: Pending) -> Answer[list[Way]]:
    """The ways that a choice has with the records of the draft, in the order of the rule."""
    pending.ways = answered(draft, pending.ways, lambda look: _raw_ways(look, pending.choice))
    return pending.ways


def _raw_ways(look: Look, choice: Choice) -> list[Way]:
    match choice:
        case Any(options):
            return [_way(look, o) for o in options]
        case Clear():
            return [_way(look, o) for o in clear_options(look, Clear(choice.bar, look.now(choice.that)))]
        case Seek():
            return [_way(look, demand, entry) for entry, demand in seek_options(look, choice)]


def _way(look: Look, demand: Demand, entry: Entry | None = None) -> Way:
    return Way(demand, entry, _links(look, demand, once=False), _links(look, demand, once=True))


def _too_often(draft: Draft, demand: Demand, found: Found) -> bool:
    """Whether a way takes a step that lies ahead already, or has been taken again often enough."""
    if not isinstance(demand, Take):
        return False
    ahead = sum(e.step == demand.step and e.standing != "done" for e in draft.entries.values())
    return ahead > (0 if found.once else REPEATS)


def goal_levels(draft: Draft, network: Network, found: Found) -> Levels:
    """The choices because of which the goals come no earlier in a network the draft may come to."""
    if found.parts != GOAL_PARTS:
        return frozenset(range(1, draft.level + 1))
    links = [
        link
        for step in found.goals
        for e in draft.of_step(step)
        for link in path(network.earliest, e.start)[0]
    ]
    again = NO_LEVELS.union(*(draft.of_entry[index] for index in draft.again))
    return draft.levels_of(links) | again.union(*draft.unwilling)


def ways_of(draft: Draft, pending: Pending, found: Found) -> tuple[list[Way], Levels]:
    """The ways that may still work, those that add fewest steps and lead to the earliest days first; and the choices
    because of which the others do not."""
    choice = pending.choice
    ways = [w for w in known_ways(draft, pending).value if not _too_often(draft, w.demand, found)]
    lost: Levels = NO_LEVELS
    if isinstance(choice, Seek) and not choice.on_file:
        if found.may_take(draft, choice):
            ways.append(Way(Take(choice.req.step, choice.why, choice)))
        else:
            lost = lost.union(*(draft.of_entry[e.record.index] for e in draft.of_step(choice.req.step)))
    if isinstance(choice, Clear):
        lost = _levels_between(draft, choice, found)
    kept: list[tuple[int, int, int, Way]] = []
    for way in ways:
        days = _days_with(draft, way, found)
        if isinstance(days, int):
            adds = _adds(draft, way.demand)
            kept.append((adds, days, _orders(way.demand), replace(way, adds=adds)))
        else:
            lost |= days
    return [way for *_, way in sorted(kept, key=lambda k: k[:3])], lost


def _levels_between(draft: Draft, clear: Clear, found: Found) -> Levels:
    """The choices because of which no further record comes between to keep two apart: where a step lies ahead already
    those that it comes from, as it is not taken twice; else it might come from any."""
    window = clear.bar.req.window
    levels = NO_LEVELS
    for step in () if window.immediate else window.none_between:
        ahead = [e for e in draft.of_step(step) if e.standing != "done"]
        if not ahead or not found.once:
            return frozenset(range(1, draft.level + 1))
        levels = levels.union(*(draft.of_entry[e.record.index] for e in ahead))
    return frozenset(range(1, draft.level + 1)) if window.immediate else levels


def bars(demand: Demand) -> bool:
    """Whether a demand bars records."""
    match demand:
        case Bar() | Apart():
            return True
        case All(parts) | Any(parts):
            return any(bars(p) for p in parts)
        case _:
            return False


def only_fields(demand: Demand) -> bool:
    """Whether a demand asks for nothing but values of fields, as far as it is planned."""
    match demand:
        case Wish() | Unplanned():
            return True
        case All(parts) | Any(parts):
            return all(only_fields(p) for p in parts)
        case _:
            return False


def _orders(demand: Demand) -> int:
    """How often a demand puts one record on another day than a second one: on the same day it would be earlier."""
    match demand:
        case Seek():
            window = demand.req.window
            return int(window.direction in ("before", "after") and not window.same_day)
        case All(parts):
            return sum(_orders(p) for p in parts)
        case _:
            return 0


def _adds(draft: Draft, demand: Demand) -> int:
    """The steps that a demand adds at least."""
    match demand:
        case Take():
            return 1
        case All(parts):
            return sum(_adds(draft, p) for p in parts)
        case Any(options):
            return min((_adds(draft, o) for o in options), default=0)
        case Seek():
            subject = demand.about.subject
            mine = subject.index if subject is not None else None
            return 0 if any(e.record.index != mine for e in draft.of_step(demand.req.step)) else 1
        case _:
            return 0


def _days_with(draft: Draft, way: Way, found: Found) -> int | Levels:
    """The days by which points are moved in all once the links of a way are kept; where they do not fit, or come too
    late, the choices because of which they do not. What else it asks is seen when it is taken."""
    links = way.likely if found.once else way.links
    if links is None:
        return NO_LEVELS
    network = with_links(draft.network, {}, links) if links else draft.network
    if isinstance(network, Conflict):
        return draft.levels_of(network.links) | _levels_of_records(draft, way, found)
    if found.too_late(draft, network):
        return goal_levels(draft, network, found) | _levels_of_records(draft, way, found)
    if way.likely is not None and len(way.likely) > len(links):
        further = with_links(network, {}, way.likely)
        network = further if not isinstance(further, Conflict) else network
    return network.moved


def _levels_of_records(draft: Draft, way: Way, found: Found) -> Levels:
    """The choices that the records come from that alone can serve what is sought."""
    if not found.once:
        return NO_LEVELS
    return NO_LEVELS.union(
        *(draft.of_entry[e.record.index] for step in steps_in(way.demand) for e in draft.of_step(step))
    )


def _links(look: Look, demand: Demand, *, once: bool) -> tuple[Link, ...] | None:
    """The links that a demand asks in any case; None where it cannot be met. With `once` no step that lies ahead is
    taken a second time."""
    match demand:
        case Links(links):
            return links
        case All(parts):
            found: tuple[Link, ...] = ()
            for part in parts:
                more = _links(look, part, once=once)
                if more is None:
                    return None
                found += more
            return found
        case Any(options):
            return () if options else None
        case Seek() if once:
            return _only_links(look, demand)
        case _:
            return ()


def _only_links(look: Look, seek: Seek) -> tuple[Link, ...]:
    """The links by which the only record that can serve does so; none where there are several, or none ahead."""
    options = seek_options(look, seek)
    if len(options) != 1 or options[0][0].standing == "done":
        return ()
    return _links(look, options[0][1], once=False) or ()


def reason(draft: Draft, pending: Pending) -> Conflict | Why:
    """Why no way of a choice works: the conflict of the first one that a day is in the way of, else of one that leads
    round in a circle (a way that nobody would take), else the rule."""
    circle: Conflict | None = None
    for way in known_ways(draft, pending).value:
        found = with_links(draft.network, {}, way.links) if way.links else None
        if isinstance(found, Conflict) and not found.circle:
            return found
        circle = circle or (found if isinstance(found, Conflict) else None)
    if circle is not None:
        return circle
    choice = pending.choice
    return choice.bar.why if isinstance(choice, Clear) else choice.why


def steps_in(demand: Demand) -> tuple[str, ...]:
    """The steps that a demand speaks of."""
    match demand:
        case All(parts):
            return tuple(dict.fromkeys(s for p in parts for s in steps_in(p)))
        case Any(options):
            return tuple(dict.fromkeys(s for o in options for s in steps_in(o)))
        case Seek():
            return (demand.req.step,)
        case Take():
            return (demand.step,)
        case _:
            return ()

"""The temporal network: points in time, and links that bound one by another through monotone functions of the day.

Every link reads `after(later) ≥ before(earlier)`. All functions are monotone, so the solutions are closed under the
componentwise minimum and maximum: the least fixpoint of the links is the earliest timetable there is, the greatest one
the latest. *Source: Dechter, Meiri, Pearl, Temporal Constraint Networks (1991), with the sums of the calendar in place
of constants.*
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from guiju.engine.calendar import Calendar, CalendarError
from guiju.engine.diagnostics.limits import YEAR_LAST
from guiju.engine.plan.shifts import (
    SAME,
    Counted,
    Plus,
    Reached,
    Shift,
    greatest,
    least,
    reach,
)
from guiju.engine.semantics.program import Rule
from msgspec import Struct, field

LAST = date(YEAR_LAST, 12, 31)
"""No sum of days leads past this day: a point that has to lie later has no day."""

FAR_BACK = timedelta(days=366 * 20)
"""Last days that lie so long before the day of looking are not followed further back."""

ROUNDS = 45
"""Times that links may drive a point round in a circle: a circle that comes to rest (over a holiday, at the end of a
month) does so within that many days."""


class Var(NamedTuple):
    """A point in time: the start or the end of an entry of the plan (a punctual entry has only its start)."""

    entry: int
    edge: Literal["start", "end"] = "start"


Cause = Literal["rule", "order", "sequence", "recorded", "asked", "planned", "constant"]


class Why(Struct, frozen=True):
    """What a link rests on: a rule, or what the case and the question give. Rules are told apart by their id."""

    cause: Cause
    rule: Rule | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Why) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, str | None]:
        return self.cause, self.rule.id if self.rule is not None else None


class Link(Struct, frozen=True, cache_hash=True):
    """`after(later) ≥ before(earlier)`."""

    earlier: Var
    later: Var
    why: Why
    before: Shift = SAME
    after: Shift = SAME


class Bounds(Struct, frozen=True):
    """The days a point may lie on as far as the case and the question say outright. `last` None: without an end; `why`
    is what sets it."""

    first: date
    last: date | None
    why: Why | None = None


class Held(Struct, frozen=True):
    """Why a point lies where it does: the link that moved it there last (None: its own bounds)."""

    day: date
    link: Link | None
    year: int | None = None
    skipped: tuple[date, ...] = ()


class Conflict(Struct, frozen=True):
    """No timetable: the links that drive `var` past its last day, from the root on, and that day's reason. `circle`
    where the links drive each other round; `needed` is the day the point would have to lie on, `allowed` the last. Where
    the point would have to lie `beyond` the last day of all, `needed` is that one, and nothing is said of `allowed`."""

    var: Var
    links: tuple[Link, ...]
    needed: date
    allowed: date | None
    because: Why | None
    circle: bool = False
    beyond: bool = False


class Network(Struct, frozen=True):
    """Points and links; `onward` has the links that lead on from each point. `earliest` keeps what is worked out so far,
    so that a network grows cheaply; `moved` counts the days by which links have moved points, all together."""

    calendar: Calendar
    today: date
    bounds: Mapping[Var, Bounds]
    links: tuple[Link, ...] = ()
    earliest: Mapping[Var, Held] = field(default_factory=dict)
    onward: Mapping[Var, tuple[Link, ...]] = field(default_factory=dict)
    moved: int = 0


def grown(network: Network, bounds: Mapping[Var, Bounds], links: Iterable[Link]) -> Network | Conflict:
    """The network with further points and links, its earliest days worked out anew from what changed."""
    every = {**network.bounds, **bounds} if bounds else network.bounds
    more = tuple(k for k in dict.fromkeys(links) if k not in network.onward.get(k.earlier, ()))
    onward = dict(network.onward)
    for link in more:
        onward[link.earlier] = (*onward.get(link.earlier, ()), link)
    held = dict(network.earliest)
    for var, bound in bounds.items():
        held[var] = Held(bound.first, None)
        if bound.first > LAST:
            return Conflict(var, (), LAST, None, None, beyond=True)
    waiting = (
        [*more, *(k for k in network.links if k.earlier in bounds or k.later in bounds)] if bounds else more
    )
    moved = _settle(network, every, onward, held, waiting)
    if isinstance(moved, Conflict):
        return moved
    return Network(
        network.calendar, network.today, every, network.links + more, held, onward, network.moved + moved
    )


def _settle(
    network: Network,
    bounds: Mapping[Var, Bounds],
    onward: Mapping[Var, tuple[Link, ...]],
    held: MutableMapping[Var, Held],
    waiting: Sequence[Link],
) -> Conflict | int:
    """Moves the points `held` until the links that wait, and those that lead on, are kept. Gives the days moved."""
    moved = 0
    rounds: Counter[Var] = Counter()
    queue, queued = deque(waiting), set(waiting)
    while queue:
        link = queue.popleft()
        queued.discard(link)
        found = pushed(network.calendar, link, held[link.earlier])
        now = held[link.later]
        if found is None or found.day > LAST:
            held[link.later] = Held(LAST, link)
            return _beyond(held, bounds, link.later)
        if found.day < now.day or (found.day == now.day and (found.year is None or now.year is not None)):
            continue
        circle = _circle(held, link) if found.day > now.day else None
        if circle:
            rounds[link.later] += 1
            if rounds[link.later] > ROUNDS or _drives(circle):
                held[link.later] = Held(found.day, link, found.year, found.skipped)
                return _conflict(held, bounds, link.later)
        held[link.later] = Held(found.day, link, found.year, found.skipped)
        moved += (found.day - now.day).days
        last = bounds[link.later].last
        if last is not None and found.day > last:
            return _conflict(held, bounds, link.later)
        following = [more for more in onward.get(link.later, ()) if more not in queued]
        queue.extend(following)
        queued.update(following)
    return moved


def _circle(held: Mapping[Var, Held], link: Link) -> list[Link] | None:
    """The links by which a point already depends on the one that it is to move; None if it does not."""
    found, var, seen = [link], link.earlier, {link.earlier}
    while var != link.later:
        before = held[var].link
        if before is None or before.earlier in seen:
            return None
        found.append(before)
        var = before.earlier
        seen.add(var)
    return found


def _drives(circle: Iterable[Link]) -> bool:
    """Whether a circle of links moves its points on and on, whatever the calendar."""
    gaps = [_certain(link.before) if not link.after else None for link in circle]
    return all(g is not None for g in gaps) and sum(g for g in gaps if g is not None) > 0


def pushed(calendar: Calendar, link: Link, source: Held) -> Reached | None:
    """The first day that a link leaves to its later point; None where it lies beyond all calendars."""
    try:
        there = reach(calendar, link.before, source.day)
        back = least(calendar, link.after, there.day)
    except (CalendarError, OverflowError):
        return None
    return Reached(back.day, source.year or there.year or back.year, there.skipped)


def _conflict(held: Mapping[Var, Held], bounds: Mapping[Var, Bounds], var: Var) -> Conflict:
    links, circle = path(held, var)
    bound = bounds[var]
    return Conflict(var, links, held[var].day, bound.last, bound.why, circle)


def _beyond(held: Mapping[Var, Held], bounds: Mapping[Var, Bounds], var: Var) -> Conflict:
    conflict = _conflict(held, bounds, var)
    return conflict if conflict.circle else Conflict(var, conflict.links, LAST, None, None, beyond=True)


def path(held: Mapping[Var, Held], var: Var) -> tuple[tuple[Link, ...], bool]:
    """The links that hold a point where it is, from the root on; and whether they run in a circle."""
    links: list[Link] = []
    seen = {var}
    link = held[var].link
    while link is not None:
        links.append(link)
        if link.earlier in seen:
            return tuple(reversed(links)), True
        seen.add(link.earlier)
        link = held[link.earlier].link
    return tuple(reversed(links)), False


class Latest(Struct, frozen=True):
    """The last day of a point; the link, or the bound of its own (None), that sets it."""

    day: date
    link: Link | None
    year: int | None = None


def latest(network: Network) -> dict[Var, Latest]:
    """The last day of each point that has one, all others taken as late as they may lie."""
    found = {var: Latest(b.last, None) for var, b in network.bounds.items() if b.last is not None}
    into: dict[Var, list[Link]] = {}
    for link in network.links:
        into.setdefault(link.later, []).append(link)
    waiting = [link for var in found for link in into.get(var, ())]
    while waiting:
        link = waiting.pop(0)
        goal = found[link.later]
        try:
            there = reach(network.calendar, link.after, goal.day)
            back = greatest(network.calendar, link.before, there.day)
        except (CalendarError, OverflowError):
            continue
        now = found.get(link.earlier)
        if now is not None and now.day <= back.day:
            continue
        if back.day < network.today - FAR_BACK:
            continue
        found[link.earlier] = Latest(back.day, link, goal.year or there.year or back.year)
        waiting += [more for more in into.get(link.earlier, ()) if more not in waiting]
    return found


def _certain(shift: Shift) -> int | None:
    """Days that a shift adds at least; None where it may lead backwards."""
    total = 0
    for part in shift:
        if isinstance(part, Plus) and part.days >= 0:
            total += part.days
        elif isinstance(part, Counted) and not part.back:
            total += part.certain_days
        else:
            return None
    return total

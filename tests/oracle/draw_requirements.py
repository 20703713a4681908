"""Random requirements: windows, counts, lengths, parts, and what is owed instead."""

from __future__ import annotations

from dataclasses import dataclass

from guiju.engine.semantics import core
from guiju.engine.semantics.core import Direction, Duration, EdgePoint, FactRef, FieldRef, Req, Window
from msgspec.structs import replace

from .choose import Choose, once_in
from .draw_conditions import HOURS, LENGTHS, LIMITS, UNITS, Topics, conditions, psi
from .reads import fields, nodes
from .small import ALWAYS, ANYTIME, day

Day = EdgePoint | core.DatePoint | core.FixedPoint | core.YearDayPoint
TARGETS = ("B", "B", "C", "I", "A")
DIRECTIONS: list[Direction] = ["after", "after", "before", "before", "any"]


@dataclass(frozen=True)
class About:
    """What a requirement is about: the step of its records (None: none), and whether it is a period or stretch."""

    step: str | None
    span: bool = False

    @property
    def activated(self) -> bool:
        return self.step is not None and not self.span


def bounds(choose: Choose, least: int) -> tuple[Duration | None, Duration | None]:
    unit = choose(UNITS)
    most = 3 if unit == "day" else 2
    lo = choose([None, *range(least, most + 1)])
    hi = choose([None, *range(lo or 0, most + 1)])
    return (
        None if lo is None else Duration(lo, unit),
        None if hi is None else Duration(hi, unit),
    )


def day_points(choose: Choose, about: About, least: int = 0) -> Day:
    """A day that is known: written out, of the year, of a fact, of the activation; none of them before `least`."""
    n = choose([least, least + 2, least + 4])
    on = day(n)
    fixed: list[Day] = [
        core.FixedPoint(on),
        core.YearDayPoint(on.month, on.day),
        core.DatePoint(FactRef("D")),
    ]
    if about.activated:
        fixed.append(core.DatePoint(FieldRef("this", "d")))
    if about.step == "I" and not about.span:
        fixed.append(EdgePoint("start"))
    elif about.step or about.span:
        fixed.append(EdgePoint(choose(["start", "end"])))
    fixed += [core.YearDayPoint(3, 10, 1), core.YearDayPoint(2, 29)] if once_in(8, choose) else []
    return choose(fixed)


def limited(choose: Choose, window: Window, about: About) -> Window:
    """With `since` and `by`: of a period mostly its first and last day."""
    if about.span and not once_in(4, choose):
        return replace(window, since=EdgePoint("start"), by=EdgePoint("end"))
    if isinstance(window.this_point, core.LatestPoint) or not once_in(5, choose):
        return window
    kind = choose(["by", "by", "since", "both"])
    since = day_points(choose, about)
    if about.step == "I" and window == ANYTIME and choose([False, True]):
        since = EdgePoint("end")
    if kind == "by":
        return replace(window, by=since)
    if kind == "since":
        return replace(window, since=since)
    n = choose([0, 2, 4])
    return replace(window, since=core.FixedPoint(day(n)), by=core.FixedPoint(day(n + choose([2, 0, 3]))))


def points(choose: Choose, window: Window, about: About, step: str) -> Window:
    edges: list[EdgePoint | None] = [None, None, EdgePoint("start"), EdgePoint("end")]
    if about.step or about.span:
        window = replace(window, this_point=choose(edges))
    window = replace(window, that_point=choose(edges))
    if once_in(6, choose):
        window = replace(window, this_point=day_points(choose, about))
    elif (
        about.activated
        and window.direction == "after"
        and (not window.hi or window.hi.n)
        and once_in(6, choose)
    ):
        moving = choose(["C" if step != "C" else "B"] * 2 + ["I"] * (step != "I"))
        window = replace(window, this_point=core.LatestPoint((EdgePoint("end"),), (moving,)))
    elif about.activated and once_in(12, choose):
        window = replace(
            window,
            this_point=core.LatestPoint((EdgePoint("start"), day_points(choose, about)), (), "earliest"),
        )
    if about.activated and not isinstance(window.this_point, core.LatestPoint) and once_in(12, choose):
        window = replace(window, that_point=core.DatePoint(FieldRef("that", "d")))
    return window


def windows(choose: Choose, about: About, between: bool, step: str) -> Window:
    if about.span and once_in(4, choose):  # within some days of where it begins or ends
        days = Duration(choose([2, 5, 9, 40]), "day")
        return Window(
            "after", EdgePoint(choose(["start", "start", "end"])), hi=days, same_day=choose([True, False])
        )
    if about.span:
        return limited(choose, ANYTIME, about)
    if about.step is None and choose([True, False]):
        return limited(choose, ANYTIME, about)
    direction = choose(DIRECTIONS)
    if about.activated and direction != "any" and once_in(5, choose):
        return hourly(choose, Window(direction), between)
    lo, hi = bounds(choose, 1 if direction == "any" else 0)
    if about.activated and step in "BC" and once_in(20, choose):
        return Window("after", hi=Duration(1, "month"))
    window = Window(direction, lo=lo, hi=hi)
    if direction != "any":
        window = points(choose, window, about, step)
    if lo is not None and lo.n and (hi is None or lo.n < hi.n) and once_in(5, choose):
        window = replace(window, full_days=True)
    if direction != "any" and (lo is None or not lo.n) and once_in(6, choose):
        window = replace(window, same_day=True)
    if hi is not None and hi.unit != "month" and once_in(5, choose):
        window = replace(window, roll=True)
    if between and about.activated:
        kind = choose(range(8))
        if kind == 7:
            return replace(window, immediate=True)
        if kind >= 5:
            return replace(window, none_between=(choose(["B", "C"]),))
    return limited(choose, window, about)


def hourly(choose: Choose, window: Window, between: bool) -> Window:
    """In hours, from a start or end of one record to one of the other. An end to come is tried at midnight only, so
    that a lower and an upper bound to it might leave it no room."""
    edges: list[EdgePoint | None] = [None, None, EdgePoint("start"), EdgePoint("end")]
    window = replace(window, this_point=choose(edges), that_point=choose(edges))
    n, kind = choose(HOURS), choose(["hi", "hi", "lo", "both"])
    low = n if kind == "lo" else choose([0, n // 2, n])
    if kind != "hi":
        window = replace(window, lo=Duration(low, "hour"))
    to_an_end = window.direction == "before" and window.this_point == EdgePoint("end")
    if kind != "lo" and not (window.lo and to_an_end):
        window = replace(window, hi=Duration(n, "hour"))
    return replace(window, none_between=(choose(["B", "C"]),)) if between and once_in(4, choose) else window


def targets(topics: Topics, about: About, between: bool) -> core.Exists | core.Forbid:
    choose = topics.choose
    if about.activated and once_in(10, choose):
        return covering(topics, about)
    step = choose(TARGETS)
    window, where = windows(choose, about, between, step), psi(topics, step, about.activated)
    if _no_room(window, where):
        where = ALWAYS
    if once_in(3, choose):
        return core.Forbid(step, where, window)
    ranges: list[tuple[int, int | None]] = [(1, None), (1, None)]
    if not (window.immediate or window.none_between or isinstance(window.this_point, core.LatestPoint)):
        ranges += [] if step == "I" else [(1, 1), (0, 1)]
        ranges += [] if step == "I" or window.hi == Duration(1, "month") else [(2, None), (2, 2), (1, 2)]
    least, most = choose(ranges)
    return core.Exists(step, where, window, least, most)


def covering(topics: Topics, about: About) -> core.Exists | core.Forbid:
    """A record in which the start of the activation, its end or a day of it lies."""
    choose = topics.choose
    points: list[core.Point | None] = [None, None, EdgePoint("end"), day_points(choose, about, 2)]
    window, where = Window("covering", this_point=choose(points)), psi(topics, "I", True)
    if window.this_point and any(isinstance(node, core.Lasting) for node in nodes(where)):
        where = ALWAYS
    return core.Forbid("I", where, window) if once_in(4, choose) else core.Exists("I", where, window)


def occurrence(topics: Topics, about: About) -> core.Cond:
    """What happened by the day of looking."""
    return core.Occurs(targets(topics, about, between=False))


def lasts(choose: Choose, about: About) -> Req:
    limit = choose(LIMITS)
    more: dict[str, bool] = {"full_days" if limit == ">=" else "roll": choose([False, True])}
    pairs: list[tuple[FactRef | FieldRef | None, FactRef | FieldRef | None]] = [(FactRef("D"), FactRef("D2"))]
    if about.activated:
        own, start, end = (FieldRef("this", name) for name in ("d", core.START, core.END))
        pairs = [*pairs, (start, own), (FactRef("D2"), own), (own, FactRef("D2"))]
        if about.step == "I":
            pairs = [*pairs, *[(None, None)] * 4, (start, end), (FactRef("D"), end)]
    first, last = choose(pairs)
    own_length = first is None or last == FieldRef("this", core.END)
    length = Duration(choose([1, 2, 3]), choose(UNITS)) if own_length else choose(LENGTHS)
    if own_length and first != FactRef("D") and once_in(4, choose):
        return core.Lasts(limit, Duration(choose(HOURS), "hour"), first=first, last=last)
    return core.Lasts(limit, length, more.get("full_days", False), more.get("roll", False), (), first, last)


def basics(topics: Topics, about: About, between: bool = True) -> Req:
    choose = topics.choose
    kind = choose(["target"] * 6 + ["test", "each", "lasts", "lasts" if about.step == "I" else "target"])
    if kind == "target":
        return targets(topics, about, between)
    if kind == "lasts" and not about.span:
        return lasts(choose, about)
    if kind == "each":
        return for_each(topics, about)
    return core.Test(conditions(topics, None if about.span else about.step))


def for_each(topics: Topics, about: About) -> Req:
    """For each text of a list, or each of its people: a record that names it, or a condition on it."""
    choose = topics.choose
    lists: list[FactRef | FieldRef] = [FactRef("L"), FactRef("P")]
    lists += [FieldRef("this", "l"), FieldRef("this", "p")] if about.activated else []
    of = choose(lists)
    if of.name in "Pp":
        until = core.DatePoint(FieldRef("item", "e"))
        limit = choose(
            [Window(by=until), Window(since=until), Window("after", until), Window("before", until)]
        )
        found = core.Exists(choose(["B", "C"]), ALWAYS, limit)
        barred = core.Forbid("B", ALWAYS, limit)
        held: list[Req] = [core.Test(core.Truth(FieldRef("item", "k"))), found, barred]
        return core.ForEach(of, choose(held))
    named = core.Compare("=", FieldRef("that", "w"), FieldRef("item", core.ELEMENT))
    step = choose(["B", "C"])
    window = limited(choose, Window("after", hi=choose([None, Duration(2, "day")])), about)
    if about.span:
        window = windows(choose, about, False, step)
    test = core.Test(core.Compare("!=", FieldRef("item", core.ELEMENT), core.Lit("甲")))
    reqs: list[Req] = [core.Exists(step, named, window), core.Forbid(step, named, window), test]
    return core.ForEach(of, choose(reqs))


def requirements(topics: Topics, about: About, between: bool) -> Req:
    choose = topics.choose
    shape = choose(["basic"] * 6 + ["all", "any", "all", "any", "else", "else"])
    one = basics(topics, about, between)
    if shape == "basic" or (shape == "else" and (not about.activated or about.step == "I")):
        return one
    other = basics(topics, about, between)
    if shape == "all":
        return core.AllOf((one, other))
    if shape == "any":
        return core.AnyOf((one, other))
    then = choose([one, one, core.AllOf((one, other)), core.AnyOf((one, other))])
    if not tells_when_it_breaks(then):
        return then
    lo, hi = bounds(choose, 0)
    step = choose(["B", "C"])
    side: Direction = "after"
    if once_in(4, choose):
        side, (lo, hi) = "any", bounds(choose, 1)
    return core.OrElse(then, core.Exists(step, psi(topics, step, True), Window(side, lo=lo, hi=hi)))


def tells_when_it_breaks(req: Req) -> bool:
    """Does the page say when it is broken?"""
    several = isinstance(req, core.AllOf | core.AnyOf)
    return not any(
        _settled_otherwise(node) or (several and isinstance(node, core.Test)) for node in nodes(req)
    )


def follow_up(topics: Topics) -> Req:
    """What is owed, or barred, after a breach, whose day is a date."""
    choose = topics.choose
    lo, hi = bounds(choose, 0)
    side: Direction = choose(["after", "after", "after", "before"])
    step = choose(["B", "C", "C"])
    window, where = Window(side, lo=lo, hi=hi), psi(topics, step, False)
    found: core.Exists | core.Forbid = core.Exists(step, where, window)
    if once_in(3, choose):
        found = core.Forbid(step, where, window)
    further = core.Test(conditions(topics, None))
    return choose([found, found, core.AllOf((found, further)), core.AnyOf((found, further))])


def _settled_otherwise(node: object) -> bool:
    """Where the page leaves open when a duty was broken: a record sought for its length, or by what a fact says; one
    for each element; a clock that restarts; a record before a day other than the activation's own, or before a day
    that bounds it outright; a window that may be empty; nothing at all between."""
    match node:
        case core.ForEach() | core.LatestPoint():
            return True
        case core.Window(direction="before" | "covering"):
            own_day = node.this_point is None or isinstance(node.this_point, EdgePoint)
            return bool(not own_day or node.same_day or node.by or node.since or node.immediate)
        case core.Window():
            spoiled = node.none_between and node.hi and node.hi.unit == "hour"
            own_day = node.this_point is None or isinstance(node.this_point, EdgePoint)
            empty = node.by and (node.lo or not own_day)
            return bool(node.since or empty or node.immediate or spoiled)
        case core.Exists(at_most=int(), window=core.Window(hi=Duration(unit="hour"))):
            return True
        case core.Exists(where=where) | core.Forbid(where=where):
            return any(isinstance(inner, FactRef | core.Lasting) for inner in nodes(where))
    return False


def _no_room(window: Window, where: core.Cond) -> bool:
    """Does the condition speak of the very day that the window bounds, so that the two may exclude each other?"""
    if isinstance(window.that_point, core.DatePoint):
        return "d" in fields([where], "that") or any(isinstance(node, core.Lasting) for node in nodes(where))
    own_end = window.that_point == EdgePoint("end") or window.direction == "before"
    return own_end and any(isinstance(node, core.Lasting) for node in nodes(where))

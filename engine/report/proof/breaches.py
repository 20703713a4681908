"""When a requirement was broken, in the normal form of the proof file (docs/semantics.md §4, or else).

Out: the day as a value, and as a condition whether a record is later. Both are asked for only where the requirement is
violated.
"""

from __future__ import annotations

from guiju.engine.report.proof.conditions import Lowering, at_least
from guiju.engine.report.proof.forms import (
    ALWAYS,
    NEVER,
    NOW,
    Form,
    all_of,
    any_of,
    by_now,
    lasting,
    negated,
    perhaps,
)
from guiju.engine.report.proof.states import basic, states, such
from guiju.engine.report.proof.windows import Breach
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import in_hours

_NEVER: Form = ["is", {"day": "9999-12-31"}]
_OWN: Form = ["start", "this"]
_START: Form = ["start", "that"]


def breach(req: core.Req, lower: Lowering) -> Breach:
    """The breach, and never before what the rule is about."""
    found = _breach(req, lower)
    own: Form = ["<=" if lower.dates else "before", _OWN, _START]
    return Breach(["last of", _OWN, found.day], all_of([own, found.later]), found.open)


def _breach(req: core.Req, lower: Lowering) -> Breach:
    match req:
        case core.AllOf(parts):
            found = [(_alone(states(p, lower).violated), _breach(p, lower)) for p in parts]
            return Breach(
                ["earliest", *(["if", violated, b.day] for violated, b in found)],
                any_of(all_of([violated, b.later]) for violated, b in found),
                any_of(cond for violated, b in found for cond in (_unsettled(violated), b.open)),
            )
        case core.AnyOf(parts):
            all_ = [_breach(p, lower) for p in parts]
            day: Form = ["last of", *(b.day for b in all_)]
            return Breach(day, all_of(b.later for b in all_), any_of(b.open for b in all_))
        case core.Exists() | core.Forbid():
            return _unless_closing(req, lower, _sought(req, lower))
        case core.Lasts():
            _, limit, last = lasting(req, "this")
            stated = all_of([["known", last], negated(["to come", last])])
            ways = [
                (stated, Breach(last, ["before", last, _START], NEVER)),
                (["known", limit], _from(limit if in_hours(req.duration) else _day_after(limit))),
            ]
            return _unless_closing(req, lower, ways)
        case core.ForEach() | core.OrElse():
            return Breach(_OWN, ALWAYS, NEVER)
        case _:
            return _unless_closing(req, lower, [])


def _unless_closing(req: core.Req, lower: Lowering, ways: list[tuple[Form, Breach]]) -> Breach:
    """The first way that applies, else by what the rule is about. What is violated only by closing was broken after
    everything."""
    closing = _alone(basic(req, lower).pending)
    days, later, none_yet = [["if", closing, _NEVER]], list[Form](), negated(closing)
    open_ = [_unsettled(closing)]
    for cond, way in ways:
        applies = _alone(cond)
        days.append(["if", applies, way.day])
        later.append(all_of([none_yet, applies, way.later]))
        open_ += [_unsettled(applies), all_of([none_yet, applies, way.open])]
        none_yet = all_of([none_yet, negated(applies)])
    return Breach(["first known", *days, _OWN], any_of([*later, none_yet]), any_of(open_))


def _sought(req: core.Exists | core.Forbid, lower: Lowering) -> list[tuple[Form, Breach]]:
    """The record too many; the one that came between; the day after the last day."""
    window = req.window
    place, wanted = lower.place(window), by_now(such(lower, req.where, window))
    most = req.at_most if isinstance(req, core.Exists) else 0
    last = ["earliest", *place.last_days]
    found: list[tuple[Form, Breach]] = []
    if most is not None:
        own_end = window.that_point is None and window.direction == "before"
        edge: Form = ["end" if own_end or window.that_point == core.EdgePoint("end") else "start", "that"]
        day: Form = ["alone", ["nth", most, [req.step], edge[0], "that", wanted]]

        def so_many(cond: Form) -> Form:
            return at_least(most + 1, req.step, all_of([wanted, cond]))

        too_many = Breach(
            day, so_many(["before", edge, ["start", "next"]]), _alone(so_many(["<", edge, day]))
        )
        found.append((by_now(so_many(ALWAYS)), too_many))
    if place.spoilers is not None and isinstance(req, core.Exists):
        steps, lies = place.spoilers
        in_time = all_of([lies, perhaps(["<=", ["end", "mid"], last])])

        def some(cond: Form) -> Form:
            return ["share", ["records", steps], "mid", all_of([in_time, cond]), 1, 1, 0]

        first: Form = ["alone", ["nth", 0, steps, "end", "mid", in_time]]
        open_ = _alone(some(["<", ["end", "mid"], first]))
        found.append((by_now(some(ALWAYS)), Breach(first, some(["before", ["end", "mid"], _START]), open_)))
    if place.bounded and place.last_days:
        broken = ["earliest", *place.last_days, NOW] if place.in_hours else _day_after(last)
        found.append((negated(perhaps(place.in_time())), _from(broken)))
    return found


def _unsettled(cond: Form) -> Form:
    """Whether it is not known: the two questions are one."""
    return NEVER if cond[0] == "const" else all_of([cond, negated(cond)])


def _alone(cond: Form) -> Form:
    """A condition on what the rule is about, in the midst of one on another record."""
    return cond if cond[0] == "const" else ["alone", cond]


def _from(day: Form) -> Breach:
    return Breach(day, ["<=", day, _START], NEVER)


def _day_after(day: Form) -> Form:
    return ["add", day, 1, "day", [], []]

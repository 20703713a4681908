"""When a requirement was broken, as a value in the normal form of the proof file (docs/semantics.md §4, or else).

The value is a day, or the start of the record that did it. It is asked for only where the requirement is violated.
"""

from __future__ import annotations

from guiju.engine.report.proof_conditions import Lowering
from guiju.engine.report.proof_forms import NOW, Form, all_of, lasting, negated, perhaps
from guiju.engine.report.proof_states import basic, states, such
from guiju.engine.semantics import core

_NEVER: Form = ["is", {"day": "9999-12-31"}]
_OWN: Form = ["start", "this"]


def breach(req: core.Req, lower: Lowering) -> Form:
    """What is violated only by closing was broken after everything."""
    match req:
        case core.AllOf(parts):
            return ["earliest", *(["if", states(p, lower).violated, breach(p, lower)] for p in parts)]
        case core.AnyOf(parts):
            return ["last of", *(["if", states(p, lower).violated, breach(p, lower)] for p in parts)]
        case core.ForEach() | core.OrElse():
            return _OWN
        case core.Exists() | core.Forbid():
            found = [*_sought(req, lower), _OWN]
        case core.Lasts():
            _, limit, last = lasting(req, "this")
            found = [last, _day_after(limit), _OWN]
        case _:
            found = [_OWN]
    return ["first known", ["if", basic(req, lower).pending, _NEVER], *found]


def _sought(req: core.Exists | core.Forbid, lower: Lowering) -> list[Form]:
    """The record too many; the one that came between; the day after the last day."""
    place = lower.place(req.window)
    most = req.at_most if isinstance(req, core.Exists) else 0
    last = ["earliest", *place.last_days]
    found: list[Form] = []
    if most is not None:
        found.append(["nth", most, [req.step], "that", such(lower, req.where, req.window)])
    if place.spoilers is not None and isinstance(req, core.Exists):
        steps, lies = place.spoilers
        found.append(["nth", 0, steps, "mid", all_of([lies, perhaps(["<=", ["start", "mid"], last])])])
    if place.bounded and place.last_days:
        found.append(["if", negated(["<=", NOW, last]), _day_after(last)])
    return found


def _day_after(day: Form) -> Form:
    return ["add", day, 1, "day", [], []]

"""The temporal network of the rules: points in time, and how far one may lie after another.

A node is the start, the end or a date field of a step, a date fact, or the start of the procedure. A link says
`head - tail <= days`, and if it is `strict` that the head comes first even on the same day. A demand links the record it
is about with the record it asks for; a link is `forward` where it leads from the former to the latter. Lengths are taken
so generously that a link never says more than the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from guiju.engine.analysis.duties import Duty
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.windows import that_point, this_point
from guiju.engine.semantics import core
from guiju.engine.semantics.core import DatePoint, Duration, EdgePoint, Exists, FieldRef, Lasts, Point
from guiju.engine.semantics.vocabulary import PROCEDURE_START, Vocabulary
from msgspec import Struct

Node = tuple[str, str]
"""(step, "start" | "end" | field), ("", fact), or `BEGINNING`."""

BEGINNING: Node = ("", "")
_DAY, _LAST_DAY = 1_000_000, 1_000


class Link(Struct, frozen=True):
    """`head - tail <= days`. `length` is what the rule says, at least (`low`) or at most; None: mere order."""

    tail: Node
    head: Node
    days: int
    duty: Duty | None = None
    way: Literal["forward", "backward", "inner"] = "inner"
    length: Duration | None = None
    low: bool = False
    strict: bool = False

    @property
    def weight(self) -> int:
        """The days; a little less where the link is strict, since a circle of mere order cannot close, and somewhat more
        where it is a greatest length, which says nothing of the order on the last day."""
        greatest = self.length is not None and not self.low
        return self.days * _DAY - self.strict + greatest * _LAST_DAY

    @property
    def precedence(self) -> bool:
        """Whether it leads from a record back to one that must have been there before."""
        req = self.duty.req if self.duty else None
        before = isinstance(req, Exists) and req.window.direction == "before" and not req.window.same_day
        return before and self.way == "forward"


def links_of(duty: Duty, lengths: Lengths) -> Iterator[Link]:
    """What one demand says about distances in time."""
    rule, req = duty.rule, duty.req
    if rule.period is not None or rule.every is not None or rule.breaches is not None:
        return
    match req:
        case Exists(at_least=n) if n >= 1:
            yield from _of_window(duty, req, lengths)
        case Lasts() if rule.step is not None:
            yield from _of_lasts(duty, req, rule.step, lengths)
        case _:
            return


def inner_links(vocabulary: Vocabulary) -> Iterator[Link]:
    """What holds of every record: it does not end before it starts, and lies within the procedure."""
    for step in vocabulary.steps.values():
        start, end = (step.name.zh, "start"), (step.name.zh, "end")
        yield Link(end, start, 0)
        if not step.interval:
            yield Link(start, end, 0)
        if PROCEDURE_START not in vocabulary.facts:
            yield Link(start, BEGINNING, 0)


def _of_window(duty: Duty, req: Exists, lengths: Lengths) -> Iterator[Link]:
    window, about = req.window, duty.rule.step
    here = BEGINNING if about is None else _node(this_point(window), about)
    there = _node(that_point(window), req.step)
    if here is None or there is None or (about == req.step and window.direction != "before"):
        return
    match window.direction:
        case "before":
            yield from _distance(duty, there, here, req, lengths, asked=there)
        case "after":
            yield from _distance(duty, here, there, req, lengths, asked=there)
        case "covering":
            yield Link(here, (req.step, "start"), 0, duty, "forward")
            yield Link((req.step, "end"), here, 0, duty, "backward")
        case _:
            return


def _distance(
    duty: Duty, earlier: Node, later: Node, req: Exists, lengths: Lengths, *, asked: Node
) -> Iterator[Link]:
    window = req.window
    low = window.lo if window.lo is None or window.lo.of is None else None
    least = 0 if low is None else lengths.days(low)[0] + window.full_days
    back: Literal["forward", "backward"] = "forward" if asked == earlier else "backward"
    # a mere date lies on both sides of its day; circles of precedences alone are L001's business
    edges = all(point in ("start", "end") for _, point in (earlier, later))
    yield Link(
        later,
        earlier,
        -least,
        duty,
        back,
        low,
        True,
        strict=edges and back == "backward" and not window.same_day,
    )
    most = None if window.hi is None or window.excluding else lengths.days(window.hi)[1]
    if most is not None:
        ahead: Literal["forward", "backward"] = "backward" if asked == earlier else "forward"
        rest = lengths.longest_rest() if window.roll else 0
        yield Link(earlier, later, most + rest, duty, ahead, window.hi)


def _of_lasts(duty: Duty, req: Lasts, step: str, lengths: Lengths) -> Iterator[Link]:
    first = (step, "start") if req.first is None else _date_node(req.first, step)
    last = (step, "end") if req.last is None else _date_node(req.last, step)
    if req.duration.of is not None:
        return
    least, most = lengths.days(req.duration)
    if req.op == ">=":
        yield Link(last, first, -(least + req.full_days), duty, "inner", req.duration, low=True)
    elif most is not None and not req.excluding:
        rest = lengths.longest_rest() if req.roll else 0
        yield Link(first, last, most + rest, duty, "inner", req.duration)


def _node(point: Point, step: str) -> Node | None:
    """The node of a point of a record of `step`; None for points that are no single node."""
    match point:
        case EdgePoint(edge):
            return (step, edge)
        case DatePoint(of):
            return _date_node(of, step)
        case _:
            return None


def _date_node(of: core.FactRef | core.FieldRef, step: str) -> Node:
    if not isinstance(of, FieldRef):
        return ("", of.name)
    return (step, {core.START: "start", core.END: "end"}.get(of.name, of.name))

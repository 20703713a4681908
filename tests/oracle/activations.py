"""What a rule is about in a world: the case, each counted record, each period, each stretch."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import Period, Rule

from .sums import add
from .truth import counted
from .windows import start_of_procedure
from .world import Moment, Rec, World

Key = Hashable
"""The index of the record (None: the case, or none at all); of a period or stretch the first and last day and the
index of the record it counts from (-1: none); of a breach the rule that is broken and the key of its activation."""
MONTHS: dict[Period, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
SPAN = -1000
"""The id of a period or stretch, which is no record."""


@dataclass(frozen=True)
class Activation:
    """`of` is what conditions speak of, `this` what the requirement is about (None: the case). They differ for the
    stretches that count from a record: conditions speak of the record."""

    of: Rec | None
    this: Rec | None


def activations(rule: Rule, world: World) -> dict[Key, Activation]:
    own = [r for r in counted(world) if r.step == rule.step and not r.derived]
    spans: list[tuple[Rec | None, tuple[int, int]]]
    if rule.period:
        spans = [(None, span) for span in _periods(rule.period, world)]
    elif rule.every and rule.step:
        ended = [r for r in own if r.end is not None and r.end <= world.now]
        spans = [(r, span) for r in ended if r.end for span in _stretches(r.end.day, rule.every, world)]
    elif rule.every:
        begun = start_of_procedure(world)
        spans = [] if begun is None else [(None, span) for span in _stretches(begun, rule.every, world)]
    elif rule.step:
        return {r.id: Activation(r, r) for r in own}
    else:
        return {None: Activation(None, None)}
    found: dict[Key, Activation] = {}
    for of, (first, last) in spans:
        stretch = span(first, last)
        found[first, last, of.id if of else -1] = Activation(of or stretch, stretch)
    return found


def span(first: int, last: int) -> Rec:
    """A period as a record of no step; its first and last day are dates, nothing of it is still to come."""
    return Rec(SPAN, "", Moment(first, None), Moment(last, None), {}, until=last)


def _periods(period: Period, world: World) -> Iterator[tuple[int, int]]:
    """The calendar periods from the one in which the procedure started to the one of the day of looking, or of the
    closing."""
    begun = start_of_procedure(world)
    if begun is None:
        return
    months = MONTHS[period]
    start = date.fromordinal(begun)
    first = date(start.year, (start.month - 1) // months * months + 1, 1)
    while first.toordinal() <= world.closing:
        following = date.fromordinal(add(first.toordinal(), Duration(months, "month")))
        yield first.toordinal(), (following - timedelta(1)).toordinal()
        first = following


def _stretches(end: int, every: Duration, world: World) -> Iterator[tuple[int, int]]:
    """The k-th from the day after end + (k - 1) lengths to end + k lengths."""
    for k in count(1):
        first = add(end, Duration((k - 1) * every.n, every.unit)) + 1
        if first > world.closing:
            return
        yield first, add(end, Duration(k * every.n, every.unit))

"""Conditions and values in the small normal form of the proof file (docs/proof.md).

A translation of the rules, not of the case: what can be said by fewer forms is. In: the core language. Out: lists
whose first element names the form.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text
from guiju.engine.report.proof.values import NotInProof, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import in_hours
from guiju.engine.semantics.in_force import Span

Form = list[Any]

NOW: Form = ["now"]
ALWAYS: Form = ["const", True]
NEVER: Form = ["const", False]
UNDECIDED: Form = ["const", 0.5]
TO_COME: Form = ["to come"]


def all_of(parts: Iterable[Form]) -> Form:
    """The conjunction, without what is always true."""
    return _joined("and", parts, ALWAYS, NEVER)


def any_of(parts: Iterable[Form]) -> Form:
    """The disjunction, without what is never true."""
    return _joined("or", parts, NEVER, ALWAYS)


def _joined(form: str, parts: Iterable[Form], empty: Form, decisive: Form) -> Form:
    kept: list[Form] = []
    for part in parts:
        if part == decisive:
            return decisive
        kept += [p for p in (part[1:] if part[:1] == [form] else [part]) if p != empty and p not in kept]
    return empty if not kept else kept[0] if len(kept) == 1 else [form, *kept]


def negated(part: Form) -> Form:
    opposite = {str(ALWAYS): NEVER, str(NEVER): ALWAYS}
    return part[1] if part[:1] == ["not"] else opposite.get(str(part), ["not", part])


def by_now(cond: Form) -> Form:
    """What hangs on something to come does not hold yet."""
    return cond if cond[0] in ("const", "now", "later", "closed") else ["now", cond]


def perhaps(cond: Form) -> Form:
    """What hangs on something to come may hold yet."""
    return negated(by_now(negated(cond)))


def within(span: Span, on: Form) -> list[Form]:
    """The conditions that make a day one of those."""
    begun = [] if span.start is None else [["<=", ["is", plain(span.start)], on]]
    return begun if span.until is None else [*begun, negated(["<=", ["is", plain(span.until)], on])]


def ended(side: str) -> Form:
    """The end of the record is not still to come."""
    return ["not", ["to come", ["end", side]]]


def operand(of: core.Operand) -> Form:
    """is (a value), field (a fact is a field of the case), count, first, last, + - * / and % (the remainder)."""
    match of:
        case core.Lit(value):
            return ["is", plain(value)]
        case core.FactRef(name):
            return ["field", "case", name]
        case core.FieldRef(who, name):
            return ["field", who, name]
        case core.Count(inner):
            return ["count", operand(inner)]
        case core.Tally():
            raise NotInProof(Text("名单的统计(不同的有几个、最多的有几个、合计)", "a tally of a list"))
        case core.Pick(which, inner):
            return [which, operand(inner)]
        case core.Calc(op, left, right):
            return [op, operand(left), operand(right)]


def added(
    start: Form, duration: Duration, *, full: bool = False, roll: bool = False, back: bool = False,
    until: bool = False, left_out: tuple[str, ...] = (),
) -> Form:  # fmt: skip
    """The day so many units after another (`back`: before it; `until`: the last from which it is not later)."""
    if duration.of is not None:
        raise NotInProof(Text("写在事实或字段里的期限", "a length of time that a fact or field holds"))
    named = {"back": back, "full_days": full, "roll": roll, "until": until}
    options = [name for name, on in named.items() if on]
    return ["add", start, duration.n, duration.unit, options, list(left_out)]


def hours(op: str, earlier: Form, later: Form, n: int) -> Form:
    """At least, or at most, so many hours from one point to another: for certain, or by what is not stated of their
    times. An end to come comes after every time of the day of looking."""
    if op == ">=" and n == 0:
        return ALWAYS
    apart = _timed(op, earlier, later, n)
    if later[0] != "end":
        return apart
    waits: Form = ["to come", later]
    over = hours_over(earlier, n)
    so_far = any_of([over, UNDECIDED]) if op == ">=" else all_of([negated(over), UNDECIDED])
    return any_of([all_of([waits, so_far]), all_of([negated(waits), apart])])


def hours_over(start: Form, n: int) -> Form:
    """So many hours have passed by the end of the day of looking."""
    first, last = _day_of(start, n, 0), _day_of(start, n, 1)
    return any_of([["<=", last, NOW], all_of([["<=", first, NOW], ["not timed", ">=", start, n]])])


def day_after_hours(start: Form, n: int) -> Form:
    """The last day on which the moment so many hours after a point can lie."""
    return _day_of(start, n, 1)


def _day_of(start: Form, n: int, edge: int) -> Form:
    return ["day of", ["minute", edge, start, n]]


def _timed(op: str, earlier: Form, later: Form, n: int) -> Form:
    """Points between their first (0) and last (1) minute."""
    low, high = (["minute", edge, earlier, n] for edge in (0, 1))
    begin, end = (["minute", edge, later, 0] for edge in (0, 1))
    sure, may = (
        (["<=", high, begin], ["<=", low, end]) if op == ">=" else (["<=", end, low], ["<=", begin, high])
    )
    return any_of([sure, all_of([may, ["not timed", op, earlier, later, n]])])


def point(of: core.Point, hi: Duration | None = None, side: str = "this", as_of: Form | None = None) -> Form:
    """A day, or where a record starts or ends: start, end, a value, year, latest. `hi` runs from a latest point, which
    is looked at as of a day (the day of looking)."""
    match of:
        case core.EdgePoint(edge):
            return [edge, side]
        case core.DatePoint(inner):
            return operand(inner)
        case core.FixedPoint(on):
            return ["is", plain(on)]
        case core.YearDayPoint(month, on, years):
            return ["year", ["start", side], ["is", years], ["is", month], ["is", on]]
        case core.LatestPoint(pick="earliest"):
            raise NotInProof(Text("几个日期中最早的一个", "the earliest of several days"))
        case core.LatestPoint(points, steps):
            limit = None if hi is None else [hi.n, hi.unit]
            return ["latest", [point(p) for p in points], list(steps), limit, as_of or NOW]


def lasting(asked: core.Lasting | core.Lasts, side: str) -> tuple[Form, Form, Form]:
    """A bound on the time between two days as a condition, with the sum in it and the last day."""
    first = ["start", side] if asked.first is None else _day(asked.first)
    last = ["end", side] if asked.last is None else _day(asked.last)
    if in_hours(asked.duration):
        n, first = (
            asked.duration.n,
            ["start", asked.first.who] if isinstance(asked.first, core.FieldRef) else first,
        )
        return hours(asked.op, first, last, n), day_after_hours(first, n), last
    full = asked.full_days and asked.op == ">="
    limit = added(first, asked.duration, full=full, roll=asked.roll, left_out=asked.excluding)
    return (["<=", limit, last] if asked.op == ">=" else ["<=", last, limit]), limit, last


def _day(of: core.FactRef | core.FieldRef) -> Form:
    if isinstance(of, core.FieldRef) and of.name == core.END:
        return ["end", of.who]
    return operand(of)

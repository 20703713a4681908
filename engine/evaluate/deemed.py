"""The records that 视为 rules derive from a record: whether they arise, and on which day (docs/semantics.md §2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FALSE, TRUE, Truth3, conjunction, unknown
from guiju.engine.evaluate.known import Open
from guiju.engine.evaluate.stated_bounds import in_days, stated_length
from guiju.engine.evaluate.sums import compare, forward
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule
from msgspec import Struct
from msgspec.structs import replace


class Breaking(Struct, frozen=True):
    """Whether a requirement of a record is violated; one not decided yet hangs on what is to come. `day` is that of
    the breach (None where it is to come, and not before the day of looking)."""

    truth: Truth3
    day: date | None = None


Broken = Callable[[Env, Record, core.Req], Breaking]
"""Whether a requirement of a record is violated; injected, because requirements are judged with counted records."""


def deemed(env: Env, rule: CountsRule, source: Record, broken: Broken) -> Iterator[tuple[Record, Truth3]]:
    """The derived record of a source, with whether it arises; none where its day has not come. Where that day is not
    known, it is taken on the first and the last day it can be, so that what hangs on it stays open."""
    record = standing_in(rule, source)
    if rule.unless_done is None and rule.after is None:
        yield record, TRUE
        return
    arises, day = TRUE, source.start
    if rule.unless_done is not None:
        breaking = broken(env, source, rule.unless_done)
        if breaking.truth.value is False:
            return
        arises = breaking.truth
        if rule.dated == "expiry":
            if breaking.day is None:
                return
            day = breaking.day
    for on, come in _so_long_after(env, rule, source, day):
        truth = conjunction((arises, come))
        if truth.value is not False:
            yield _on(record, on), truth


def standing_in(rule: CountsRule, source: Record) -> Record:
    """The source as a record of the other step, with the fields that the rule gives it."""
    step = rule.as_step or rule.step
    if not rule.sets:
        return replace(source, step=step, derived_by=rule.id)
    fields = {**source.fields, **dict(rule.sets)}
    spans = {name: span for name, span in source.spans.items() if name not in dict(rule.sets)}
    return replace(source, step=step, derived_by=rule.id, fields=fields, spans=spans)


def _so_long_after(env: Env, rule: CountsRule, source: Record, day: date) -> Iterator[tuple[date, Truth3]]:
    """The day of the derived record and whether it has come: `day`, or as long after the start as the rule says."""
    if rule.after is None:
        yield day, TRUE if day <= env.now else FALSE
        return
    length = in_days(stated_length(env, Scope(this=source), rule.after), rule.after)
    limit = None if isinstance(length, Open) else forward(env, source.start, length, ">=")
    if limit is not None and limit.day is not None:
        yield limit.day, TRUE if limit.day <= env.now else FALSE
        return
    come = unknown(length.atom) if isinstance(length, Open) else FALSE
    if limit is not None and limit.missing is not None:
        come, _ = compare(env, limit, env.now)
        if come.value is True:  # come for certain, but nobody knows on which day
            come = unknown(limit.missing)
    for possible in sorted({source.start, env.now}):
        yield possible, come


def _on(record: Record, day: date) -> Record:
    """The record as one of the day; the time and the order are those of the day it started."""
    if record.start == day:
        return replace(record, end=day)
    return replace(record, start=day, end=day, time=None, order=None)


def breaks_where_it_began(req: core.Req) -> bool:
    """Whether a breach to come may lie on the day the record started, and not where what breaks it will lie."""
    match req:
        case core.Exists(window=window):
            return window.direction in ("before", "covering") and window.by is None
        case core.Test():
            return True
        case core.Forbid() | core.Lasts():
            return False
        case core.AllOf() | core.AnyOf():
            return any(breaks_where_it_began(p) for p in req.parts)
        case core.ForEach():
            return breaks_where_it_began(req.req)
        case core.OrElse():
            return breaks_where_it_began(req.then)

"""The stretches of time that rules are about: calendar periods, and stretches counted from a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.evaluate.sums import forward
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.in_force import first_day
from guiju.engine.semantics.program import Period, Rule
from msgspec.structs import replace

PERIOD_STEP = ""
_MONTHS: dict[Period, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


def is_period(this: Record) -> bool:
    """Whether it is a period or stretch: no record of the case, and not the day of a breach."""
    return this.step == PERIOD_STEP and this.derived_by is None


def calendar_periods(env: Env, rule: Rule, period: Period) -> list[Record]:
    """Each period begun by the day of looking, and before the case was closed, from the one in which the procedure and
    the rule had begun."""
    first = env.start_of_procedure()
    if first is None:
        return []
    first = max(first, first_day(rule) or first)
    length = _MONTHS[period]
    months = first.year * 12 + (first.month - 1) // length * length
    out: list[Record] = []
    while _first_of(months) <= env.closing():
        last = _first_of(months + length) - timedelta(days=1)
        out.append(Record(PERIOD_STEP, _first_of(months), last, -1 - len(out)))
        months += length
    return out


def cut_short(env: Env, rule: Rule, this: Record | None) -> bool:
    """Whether the rule is about a period or stretch during which the case was closed."""
    if this is None or not env.closed or not (rule.period or rule.every):
        return False
    return this.end is None or this.end > env.closing()


def as_closed(env: Env) -> Env:
    """The view of a closed case on the day on which it was closed."""
    return replace(env.afresh(), now=env.closing())


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def stretches(env: Env, every: Duration, after: date) -> Iterator[tuple[Record, Atom | None]]:
    """The stretches of one length that follow a day, numbered from -1 down, as far as begun by the day of looking and
    before the case was closed.

    Each is counted from that day and not from the one before, so that months do not drift. Where the calendar does
    not say when one ends, it is the last, without an end, and the question comes with it.
    """
    number, before = 1, after
    while before < env.closing() and every.n > 0:
        limit = forward(env, after, replace(every, n=number * every.n), "<=")
        start = before + timedelta(days=1)
        yield Record(PERIOD_STEP, start, limit.day, -number), limit.missing
        if limit.day is None:
            return
        number, before = number + 1, limit.day

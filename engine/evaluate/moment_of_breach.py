"""When a requirement was broken, and what is later than that (docs/semantics.md §4, or else)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.kleene import FALSE, Atom, Truth3, at_least, known
from guiju.engine.evaluate.order import At, end_of, precedes, start_of
from guiju.engine.evaluate.sums import Limit
from msgspec.structs import replace

_ONE = timedelta(days=1)


def own_breach(env: Env, this: Record | None) -> Breach:
    """Where nothing else broke it: the activating record, for the case the start of the procedure."""
    if this is not None:
        return Breach(this.start, this)
    return Breach(env.start_of_procedure() or env.now)


def at_point(env: Env, at: At, record: Record) -> Breach:
    """A breach by a record, with the point of it that counts; of an end that is not stated, which is not before the
    day of looking."""
    edge = at.edge if at.record is not None else "start"
    day = record.start if edge == "start" else record.end or env.now
    return Breach(day, record, edge)


def after_open_day(env: Env, limit: Limit) -> Breach | None:
    """The day after a last day that hangs on a year without a notice, the latest that it can be before the day of
    looking, and open unless it can be that one only; None where it cannot have passed."""
    between = limit.between
    if limit.day is not None or between is None or limit.missing is None:
        return None
    first, latest = between.first, env.now - _ONE
    if between.last is not None:
        latest = min(latest, between.last)
    if first is not None and first > latest:
        return None
    return Breach(latest + _ONE, open=frozenset() if first == latest else frozenset({limit.missing}))


def nth_of(breaches: Iterable[Breach], n: int) -> Breach:
    """The breach that comes as the n-th of several; which of those of its day that is need not be told."""
    parts = tuple(breaches)
    day = sorted(p.day for p in parts)[n - 1]
    same_day = tuple(p for p in parts if p.day == day)
    # one that is earlier anyway changes nothing by being earlier still
    open_ = frozenset(atom for p in parts if p.day >= day for atom in p.open)
    if len(same_day) == 1:
        return replace(same_day[0], open=open_)
    return Breach(day, parts=same_day, n=n - sum(p.day < day for p in parts), open=open_)


def perhaps_earlier(breach: Breach, others: Iterable[tuple[date, frozenset[Atom]]]) -> Breach:
    """The breach where others may come before it, or first of its day, each on its day under answers to its atoms."""
    return replace(breach, open=breach.open.union(*(atoms for day, atoms in others if day <= breach.day)))


def not_earlier(env: Env, breach: Breach, this: Record | None) -> Breach:
    """The breach, but not before what the rule is about: until that is there, there is nothing to break."""
    own = own_breach(env, this)
    if breach.day != own.day:
        return breach if breach.day > own.day else own
    return nth_of((breach, own), 2)


def is_later(env: Env, breach: Breach, record: Record) -> Truth3:
    """Whether a record is later than a breach: it starts after what broke the rule, or from the day on."""
    if breach.parts:
        return at_least(breach.n, (is_later(env, part, record) for part in breach.parts))
    by = breach.record
    if by is None:
        return known(record.start >= breach.day)
    if by.index == record.index:
        return FALSE
    return precedes(env, start_of(by) if breach.edge == "start" else end_of(env, by), start_of(record))

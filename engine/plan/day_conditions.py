"""Conditions that hold a day stated in one record against the day of a step to come: where the step is still to be
placed they are links between points in time, not questions that are settled already."""

from __future__ import annotations

from datetime import date

from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.network import Link, Why
from guiju.engine.plan.placing import Term, constant, day_after, not_later
from guiju.engine.semantics import core


def on_days(where: core.Cond, about: About, that: Entry, why: Why) -> tuple[core.Cond, tuple[Link, ...]]:
    """What is asked of `that`, beside what the rule is about: the conditions that are no matter of days, and the links
    that the others come to. Only days that `that` states are read so."""
    parts = where.parts if isinstance(where, core.And) else (where,)
    kept: list[core.Cond] = []
    links: list[Link] = []
    for part in parts:
        found = _links(part, about, that, why)
        if found is None:
            kept.append(part)
        else:
            links += found
    return core.And(tuple(kept)) if kept else core.Const(True), tuple(links)


def _links(cond: core.Cond, about: About, that: Entry, why: Why) -> tuple[Link, ...] | None:
    """The links of a comparison of both days; None for any other condition."""
    if not isinstance(cond, core.Compare) or not about.new or about.entry is None:
        return None
    op, left, right = cond.op, cond.left, cond.right
    if _point(left, about.entry) is not None:
        op, left, right = core.MIRRORED[op], right, left
    ours, stated = _point(right, about.entry), _stated(left, that)
    if ours is None or stated is None:
        return None
    theirs = Term(constant(stated), (), True)
    match op:
        case ">":
            return (day_after(ours, theirs, why),)
        case ">=":
            return (not_later(ours, theirs, why),)
        case "<":
            return (day_after(theirs, ours, why),)
        case "<=":
            return (not_later(theirs, ours, why),)
        case "=":
            return (not_later(ours, theirs, why), not_later(theirs, ours, why))
        case _:
            return None


def _point(of: core.Operand, entry: Entry) -> Term | None:
    if not isinstance(of, core.FieldRef) or of.who != "this":
        return None
    return {core.START: Term(entry.start), core.END: Term(entry.end)}.get(of.name)


def _stated(of: core.Operand, that: Entry) -> date | None:
    if not isinstance(of, core.FieldRef) or of.who != "that":
        return None
    value = that.record.fields.get(of.name)
    return value if isinstance(value, date) else None

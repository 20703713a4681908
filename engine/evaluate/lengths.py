"""How long something lasts: the duration between two days of a record or of the facts (docs/semantics.md §3)."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.hours import apart, passed, up_to_an_end, with_time
from guiju.engine.evaluate.kleene import FALSE, FREE, Truth3, known, negate, unknown, yes_no
from guiju.engine.evaluate.order import At, end_label, end_of, start_of
from guiju.engine.evaluate.stated_bounds import unless_stated, with_length
from guiju.engine.evaluate.sums import Limit, compare, forward
from guiju.engine.evaluate.values import Future, Open, Scope, Subject, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import in_hours
from msgspec import Struct


class Length(Struct, frozen=True):
    """Whether the length is kept, as known by now; `limit` and `working` are the sum where there is one, `last` the
    later day (None where it is not stated). A truth that hangs on FREE hangs on an end to come."""

    truth: Truth3
    limit: Limit | None = None
    working: Arithmetic | None = None
    last: At | None = None


def lasting(env: Env, scope: Scope, cond: core.Lasting) -> Truth3:
    """Whether a record lasts as long as the condition asks; its sum is noted for the proof."""
    subject: Subject = None
    if cond.who is not None:
        subject = scope.this if cond.who == "this" else scope.that
    bounded = with_length(env, scope, cond)
    if isinstance(bounded, Open):
        return unless_stated(env, subject, cond, bounded)
    found = measure(env, scope, subject, bounded)
    if found.working is not None:
        made = found.working
        env.sums_made.setdefault((made.start, made.actual, made.moments, cond), made)
    return found.truth


def measure(env: Env, scope: Scope, subject: Subject, asked: core.Lasting | core.Lasts) -> Length:
    """The duration from the first to the last day against the bound. LookupError where there is no record to ask."""
    if isinstance(subject, Future) and asked.first is None and asked.last is None and subject.punctual:
        return Length(known(asked.op == "<=" or asked.duration.n == 0))
    edges = (core.START, core.END) if in_hours(asked.duration) else (core.END,)
    first = _day(env, scope, asked.first, edges) if asked.first is not None else _start(subject)
    last = _day(env, scope, asked.last, edges) if asked.last is not None else _end(env, subject)
    if any(isinstance(p, Truth3) and FREE in p.atoms for p in (first, last)):
        return Length(unknown(FREE))
    if isinstance(first, Truth3) or isinstance(last, Truth3):
        return Length(_not_stated(env, first, last, asked), last=last if isinstance(last, At) else None)
    if first.to_come:
        return Length(unknown(FREE), last=last)
    if first.day is None:
        return Length(_end_unstated(env, first, asked, last.day), last=last)
    if in_hours(asked.duration):
        return _in_hours(env, first, last, asked)
    limit = forward(
        env, first.day, asked.duration, asked.op,
        full=asked.full_days and asked.op == ">=", roll=asked.roll,
        excluding=env.asked.left_out(env, asked.excluding),
    )  # fmt: skip
    if last.day is not None and not last.to_come:
        truth, working = compare(env, limit, last.day)
        return Length(truth, limit, working, last)
    by_now, _ = compare(env, limit, env.now)
    if last.to_come:
        return Length(_so_far(by_now, asked.op), limit, limit.working, last)
    truth = by_now if by_now.value is (asked.op == ">=") else _end_unstated(env, last, asked, limit.day)
    return Length(truth, limit, limit.working, last)


def _in_hours(env: Env, first: At, last: At, asked: core.Lasting | core.Lasts) -> Length:
    """The same from moment to moment. An end to come comes after every time of the day of looking."""
    if last.day is not None and not last.to_come:
        truth, working = apart(env, first, last, asked.duration, asked.op)
        return Length(truth, Limit(working.result, working), working, last)
    over, working = passed(env, first, asked.duration, asked.op)
    limit = Limit(working.result, working)
    if last.to_come:
        return Length(_so_far(over if asked.op == ">=" else negate(over), asked.op), limit, working, last)
    certain = up_to_an_end(env, first, asked.duration, asked.op)
    if certain is not None:
        return Length(known(certain), limit, working, last)
    assert last.record is not None
    key, label = with_time(env, first, _end_key(last, asked, working.result), end_label(env, last.record))
    truth = known(bool(env.answers[key])) if key in env.answers else unknown(yes_no(key, label))
    return Length(truth, limit, working, last)


def _so_far(by_now: Truth3, op: str) -> Truth3:
    """What has passed by now decides once it reaches the bound (at least), or is beyond it (at most)."""
    if by_now.value is None:
        return Truth3(None, by_now.atoms | {FREE})
    return by_now if by_now.value is (op == ">=") else unknown(FREE)


def _start(subject: Subject) -> At | Truth3:
    if isinstance(subject, Future):
        return unknown(FREE)
    return start_of(_existing(subject))


def _end(env: Env, subject: Subject) -> At | Truth3:
    if isinstance(subject, Future):
        return unknown(FREE)
    return end_of(env, _existing(subject))


def _existing(subject: Record | None) -> Record:
    if subject is None:
        raise LookupError("a length without a record and without its two days")
    return subject


def _day(env: Env, scope: Scope, of: core.FactRef | core.FieldRef, edges: tuple[str, ...]) -> At | Truth3:
    """A date fact or field, those among `edges` as the start or end of the record; false where the value is no date."""
    if isinstance(of, core.FieldRef) and of.who != "item" and of.name in edges:
        record = scope.this if of.who == "this" else scope.that
        if isinstance(record, Record):
            return start_of(record) if of.name == core.START else end_of(env, record)
    value = operand(env, scope, of)
    if isinstance(value, Open):
        return unknown(value.atom)
    return At(value) if isinstance(value, date) else FALSE


def _not_stated(env: Env, first: At | Truth3, last: At | Truth3, asked: core.Lasting | core.Lasts) -> Truth3:
    """A day is not stated: whether the length is kept is itself the question, of what has passed by now if the end
    is to come."""
    if FALSE in (first, last):
        return FALSE
    days = tuple(p if isinstance(p, Truth3) else p.day for p in (first, last))
    to_come = any(isinstance(p, At) and p.to_come for p in (first, last))
    key = ("length", days, to_come, asked)
    if key not in env.answers:
        atoms = [a for p in (first, last) if isinstance(p, Truth3) for a in p.atoms]
        bound = quantity(asked.duration.n, asked.duration.unit)
        sign = "≥" if asked.op == ">=" else "≤"
        label = join([a.label for a in atoms], "、", " and ")
        return unknown(yes_no(key, label + Text(f"(期限 {sign} {bound.zh})", f" (length {sign} {bound.en})")))
    kept = known(bool(env.answers[key]))
    return _so_far(kept, asked.op) if to_come else kept


def _end_key(end: At, asked: core.Lasting | core.Lasts, against: date | None) -> Hashable:
    assert end.record is not None
    return ("end", end.record.index, asked, against)


def _end_unstated(env: Env, end: At, asked: core.Lasting | core.Lasts, against: date | None) -> Truth3:
    """The file of a closed case does not say when the record ended."""
    assert end.record is not None
    key = _end_key(end, asked, against)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(yes_no(key, end_label(env, end.record)))

"""The days that bound a window outright: not before one, not after another, both included."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FALSE, TRUE, Truth3, conjunction, known, unknown, yes_no
from guiju.engine.evaluate.order import At, end_label
from guiju.engine.evaluate.points import point_at
from guiju.engine.evaluate.undated import by_days
from guiju.engine.semantics import core
from msgspec import Struct


class Allowed(Struct, frozen=True):
    """The first and last day allowed (None: no such bound, or not known), and whether there can be any such day."""

    first: date | None
    last: date | None
    truth: Truth3


def outright(
    env: Env, this: Record | None, theirs: At | Truth3, window: core.Window, broken: Broken
) -> tuple[Truth3, Text | None]:
    """Whether the point of a record lies between the two days, and in words why not."""
    since = _bound(env, this, window.since, broken)
    by = _bound(env, this, window.by, broken)
    early = TRUE if window.since is None else not_after(env, since, theirs)
    if early.value is False:
        return early, _miss(since, Text("早于", "is before"))
    late = TRUE if window.by is None else not_after(env, theirs, by)
    if late.value is False:
        return late, _miss(by, Text("晚于", "is after"))
    return conjunction((early, late)), None


def allowed_days(env: Env, this: Record | None, window: core.Window, broken: Broken) -> Allowed:
    """The days between which a record to come must lie. An end to come is no bound yet: what follows may still lie
    on the right side of it."""
    since = _bound(env, this, window.since, broken) if window.since is not None else TRUE
    by = _bound(env, this, window.by, broken) if window.by is not None else TRUE
    truth = conjunction(_possible(env, b) for b in (since, by))
    return Allowed(_day(since), _day(by), truth)


def _bound(env: Env, this: Record | None, point: core.Point | None, broken: Broken) -> At | Truth3 | None:
    return None if point is None else point_at(env, this, point, None, broken)


def _possible(env: Env, bound: At | Truth3 | None) -> Truth3:
    if bound is None:
        return FALSE
    return by_days(env, "possible", bound) if isinstance(bound, Truth3) else TRUE


def _day(bound: At | Truth3 | None) -> date | None:
    return bound.day if isinstance(bound, At) and not bound.to_come else None


def not_after(env: Env, first: At | Truth3 | None, second: At | Truth3 | None) -> Truth3:
    """Whether the day of the first is that of the second or earlier; an end to come lies after every day."""
    if first is None or second is None:
        return FALSE
    if isinstance(second, At) and second.to_come:
        return TRUE
    if isinstance(first, At) and first.to_come:
        return FALSE
    if isinstance(first, Truth3) or isinstance(second, Truth3):
        return by_days(env, "not after", first, second)
    if first.day is not None and second.day is not None:
        return known(first.day <= second.day)
    return _unstated(env, first, second)


def _unstated(env: Env, first: At, second: At) -> Truth3:
    """An end that the file of a closed case does not give is not before the day of looking."""
    if first.day is None and second.day is not None and second.day < env.now:
        return FALSE
    if second.day is None and first.day is not None and first.day <= env.now:
        return TRUE
    record = first.record if first.day is None else second.record
    assert record is not None
    key = ("end by", record.index, first.day, second.day)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(yes_no(key, end_label(env, record)))


def _miss(bound: At | Truth3 | None, how: Text) -> Text | None:
    day = bound.day if isinstance(bound, At) else None
    return Text(f"{how.zh} {day}", f"{how.en} {day}") if day else None

"""Bounds whose length the case states (`至多 事实.法定期限`): looked up before they are used.

Where the case does not state it, whether the requirement or condition is met is itself the question.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

from guiju.engine.case.duration import Duration, reckoned
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3, known, unknown
from guiju.engine.evaluate.known import Open
from guiju.engine.evaluate.values import Future, Scope, Subject, operand
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import in_hours, window_in_hours, wrong_in_length, wrong_in_window
from msgspec.structs import replace

Lasting = TypeVar("Lasting", core.Lasts, core.Lasting)


def with_length(env: Env, scope: Scope, asked: Lasting) -> Lasting | Open:
    """What asks how long something lasts, with the length that the case states put in; open where it states none."""
    length = stated_length(env, scope, asked.duration)
    if isinstance(length, Open):
        return length
    found = asked if length is asked.duration else replace(asked, duration=length)
    if length is not asked.duration and in_hours(length) and any(wrong_in_length(found, of_record=True)):
        return _no_hours(asked.duration, length)
    return found


def with_window(env: Env, scope: Scope, req: core.Exists | core.Forbid) -> core.Exists | core.Forbid | Open:
    """The requirement with the bounds of its window that the case states put in; open where it states one not."""
    window = req.window
    low = window.lo and stated_length(env, scope, window.lo)
    high = window.hi and stated_length(env, scope, window.hi)
    if isinstance(low, Open):
        return low
    if isinstance(high, Open):
        return high
    if low is window.lo and high is window.hi:
        return req
    found = replace(window, lo=low, hi=high)
    if window_in_hours(found) and any(wrong_in_window(found, of_record=_of_record(env, scope, window))):
        return _no_hours(
            *((window.lo, low) if window.lo is not None and low is not window.lo else (window.hi, high))
        )
    return replace(req, window=found)


def _of_record(env: Env, scope: Scope, window: core.Window) -> bool:
    """Whether what the window counts from is a record: no period, and no day of a breach."""
    from_breach = env.later_than is not None and window.this_point is None
    return isinstance(scope.this, Record) and bool(scope.this.step) and not from_breach


def _no_hours(stated: Duration | None, length: Duration | None) -> Open:
    """The case states hours for what is counted in days: whether that is kept nobody can tell."""
    assert stated is not None and length is not None
    long = quantity(length.n, length.unit)
    name = stated.of[1] if stated.of is not None else ""
    words = Text(f"{name}是{long.zh},这里按日计", f"{name} is {long.en}, and days are counted here")
    return Open(Atom(("no hours", name), words, ()), enumerable=False)


def stated_length(env: Env, scope: Scope, length: Duration) -> Duration | Open:
    """The length as the rule has it, or as the case states it, or reckoned from such ones. TypeError for a value that
    is no length (the compiler lets none through)."""
    if length.shares:
        return _reckoned(env, scope, length)
    if length.of is None:
        return length
    owner, name = length.of
    value = operand(env, scope, core.FactRef(name) if owner == "fact" else core.FieldRef("this", name))
    if not isinstance(value, Duration | Open):
        raise TypeError(f"no length of time: {value!r}")
    return value


def _reckoned(env: Env, scope: Scope, length: Duration) -> Duration | Open:
    shares = []
    for share in length.shares:
        found = stated_length(env, scope, share.length)
        if isinstance(found, Open):
            return found
        shares.append(replace(share, length=found))
    known = reckoned(shares, up=length.up)
    return known or Open(Atom(("units", *shares), _UNLIKE, ()), enumerable=False)


_UNLIKE = Text("相加的几段时间按哪个单位算", "in which unit the lengths of time are added")


def in_days(length: Duration | Open, stated: Duration) -> Duration | Open:
    """A length for a day to be counted to: open where the case states hours."""
    return _no_hours(stated, length) if isinstance(length, Duration) and in_hours(length) else length


def unless_stated(env: Env, this: Subject, asked: core.Req | core.Cond, length: Open) -> Truth3:
    """Whether something is met whose bound the case does not state: a question, named for what would say it."""
    if length.atom == FREE:
        return unknown(FREE)
    about: Hashable = None if this is None or isinstance(this, Future) else (this.index, this.step)
    key = ("kept", length.atom.key, about, asked)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(Atom(key, length.atom.label, _ANSWERS))


_ANSWERS = (
    (True, Text("按其期限算得符合", "it is kept by that length")),
    (False, Text("按其期限算得不符合", "it is not kept by that length")),
)

"""When, by the clock, a point in time lies (docs/semantics.md §3, units).

It is a moment where the file states the time. Else it lies somewhere in its day, from 00:00 to 23:59, not before what
is stated to be earlier on that day and not after what is stated to be later.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, time

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Moments
from guiju.engine.evaluate.order import At, of_another_day
from guiju.engine.evaluate.values import field_label
from guiju.engine.semantics.core import END, TIME
from msgspec import Struct

FIRST, LAST = time(0, 0), time(23, 59)


class Timed(Struct, frozen=True):
    """A point with the moments that it can be. `missing` is the key of what the file would have to state (None: its
    time is known), `label` its name."""

    at: At
    moments: Moments
    missing: Hashable = None
    label: Text = Text("", "")

    @property
    def key(self) -> Hashable:
        return self.moments.first.isoformat() if self.missing is None else self.missing


def timed(env: Env, at: At) -> Timed:
    """A point on a known day."""
    record = at.record
    if at.day is None or record is None:
        raise LookupError("hours from a day that is that of no record")
    if at.edge == "end" and not _in_a_moment(env, record):
        first = _times(env, record)[0] if record.end == record.start else FIRST
        label = field_label(env, record, END)
        words = Text(f"{label.zh}的时刻", f"the time of {label.en}")
        return _between(at, first, LAST, ("end time", record.index), words)
    key = ("deemed time", record.index) if of_another_day(env, record) else ("field", record.index, TIME)
    return _between(at, *_times(env, record), key, field_label(env, record, TIME))


def _between(at: At, first: time, last: time, missing: Hashable, label: Text) -> Timed:
    assert at.day is not None
    moments = Moments(datetime.combine(at.day, first), datetime.combine(at.day, last))
    return Timed(at, moments) if first == last else Timed(at, moments, missing, label)


def _in_a_moment(env: Env, record: Record) -> bool:
    """Whether it ends in the moment in which it starts; what takes time ends some time later on its day."""
    step = env.vocabulary.steps.get(record.step)
    return record.end == record.start and (step is None or not step.interval)


def _times(env: Env, record: Record) -> tuple[time, time]:
    """The first and the last time at which it can have started."""
    if record.time is not None:
        stated = time.fromisoformat(record.time)
        return stated, stated
    if record.order is None:
        return FIRST, LAST
    first, last = FIRST, LAST
    for other in env.happened:
        if other.start != record.start or other.time is None or other.order is None:
            continue
        if other.order < record.order:
            first = max(first, time.fromisoformat(other.time))
        elif other.order > record.order:
            last = min(last, time.fromisoformat(other.time))
    return (first, last) if first <= last else (FIRST, LAST)

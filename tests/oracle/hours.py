"""Time in hours: how far apart two moments lie, given the minutes of their days on which they can be.

Minutes are counted on from the first day of the calendar. What is still to come on the day of looking comes after every
minute of that day: half a minute before the next one begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from guiju.engine.case.model import Record
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration

from .world import FAR, NEVER, Rec, Times, World

DAY = 1440
WHOLE: Times = (0, DAY - 1)


class Point(NamedTuple):
    """The first and last minute at which a record can start or end, and whether that is still to come."""

    record: Rec
    edge: core.Edge
    first: float
    last: float
    to_come: bool


def hourly(*lengths: Duration | None) -> bool:
    return any(length is not None and length.unit == "hour" for length in lengths)


def times(record: Record, records: Iterable[Record]) -> Times:
    """The minutes of its day at which a record can have started: its time, or what its place in the day leaves."""
    if record.time:
        return _minute(record.time), _minute(record.time)
    if record.order is None:
        return WHOLE
    others = [(r.order, _minute(r.time)) for r in records if r.start == record.start and r.time and r.order]
    first = max((minute for order, minute in others if order < record.order), default=0)
    last = min((minute for order, minute in others if order > record.order), default=DAY - 1)
    return (first, last) if first <= last else WHOLE


def _minute(time: str) -> int:
    hour, minute = time.split(":")
    return 60 * int(hour) + int(minute)


def point(record: Rec, edge: core.Edge, world: World) -> Point:
    moment = record.start if edge == "start" else record.end
    assert moment is not None
    to_come = record.id < 0 or (edge == "end" and record.ran)
    if moment == NEVER:
        first = last = world.now.day * DAY + DAY - 0.5 if record.until < FAR else inf
    elif to_come and moment.day == world.now.day:
        first = last = moment.day * DAY + DAY - 0.5
    else:
        first, last = (moment.day * DAY + minute for minute in _minutes(record, edge, world))
    return Point(record, edge, first, last, to_come)


def _minutes(record: Rec, edge: core.Edge, world: World) -> Times:
    first, last = record.times
    if edge == "start" or (record.end == record.start and record.step not in world.language.intervals):
        return first, last
    if record.id < 0 or record.ran:
        return (first, last) if record.end == record.start else (0, 0)
    return (first if record.end == record.start else 0), DAY - 1


def apart(op: str, hours: Duration, earlier: Point, later: Point, world: World) -> bool:
    """At least, or at most, so many hours lie between the two; a question where that hangs on their times."""
    length = 60 * hours.n
    if op == ">=" and length == 0:
        return True
    if later.to_come:
        due = _due(earlier, length, world)
        return due <= later.first if op == ">=" else later.first <= due
    longest, shortest = later.last - earlier.first, later.first - earlier.last
    if _same(earlier, later, world):
        longest = shortest = 0
    certain, possible = longest <= length, shortest <= length
    if op == ">=":
        certain, possible = shortest >= length, longest >= length
    return certain or (possible and bool(world.ask(("hours", op, length, _key(earlier), _key(later)))))


def _same(one: Point, other: Point, world: World) -> bool:
    """Whether both are the moment in which one record started, be it that of what stands for it."""
    ended = [p.edge == "end" and p.record.step in world.language.intervals for p in (one, other)]
    return one.record.id == other.record.id and one[2:] == other[2:] and not any(ended)


def _due(start: Point, length: int, world: World) -> float:
    """When so much time has passed, as far as that matters for what is to come. Whether that is by the end of the day
    of looking may be a question."""
    first, last, tomorrow = start.first + length, start.last + length, (world.now.day + 1) * DAY
    if first < tomorrow <= last and world.ask(("passed", length, _key(start), world.now.day)):
        return first
    return last


def _key(of: Point) -> tuple[int, str, float, float]:
    return of.record.id, of.edge, of.first, of.last


def in_bounds(window: core.Window, earlier: Point, later: Point, world: World) -> bool:
    """Of an end that is to come, as things stand, it is known only that today is not beyond it."""
    if window.lo is not None and not apart(">=", window.lo, earlier, later, world):
        return False
    if window.hi is not None and later.record.end == NEVER and later.edge == "end":
        return False
    return window.hi is None or apart("<=", window.hi, earlier, later, world)


def day_due(start: Point, hours: Duration) -> int:
    """The last day on which the last moment can lie."""
    return int(start.last + 60 * hours.n) // DAY


def minutes_to_come(lengths: Iterable[Duration], records: Iterable[Rec]) -> list[int]:
    """Minutes of a day to come at which something can make a difference: its first and last one, and those to which
    a length leads."""
    hours = {length.n for length in lengths if length.unit == "hour"}
    if not hours:
        return [0]
    known = {0, DAY - 1} | {int(minute) for record in records for minute in record.times}
    return sorted(known | {(minute + 60 * n) % DAY for minute in known for n in hours})

"""Points in time and their order. Days decide; on one day times or a stated order do, else it is unknown."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FALSE, TRUE, Atom, Truth3, disjunction, known, unknown, yes_no
from guiju.engine.evaluate.order_assumed import led_by_the_others
from guiju.engine.semantics.core import Edge
from msgspec import Struct


class At(Struct, frozen=True):
    """A point: the edge of a record, or a mere date (`record` None). `to_come`: the end of a running record;
    `unstated`: the end of a record of a closed case that the file does not give (not before the last day)."""

    day: date | None
    record: Record | None = None
    edge: Edge = "start"
    to_come: bool = False
    unstated: bool = False


def start_of(record: Record) -> At:
    return At(record.start, record, "start")


def end_of(env: Env, record: Record) -> At:
    """The end of a record, which may be still to come or (in a closed case) not stated."""
    if env.running(record):
        return At(record.end, record, "end", to_come=True)
    if record.end is None:
        return At(None, record, "end", unstated=True)
    return At(record.end, record, "end")


def precedes(env: Env, first: At, second: At) -> Truth3:
    """`first ≺ second`. A point to come lies after everything; a mere date lies on both sides of its day."""
    if first.to_come:
        return FALSE
    if second.to_come:
        return TRUE
    if first.day is None or second.day is None:
        return _unstated(env, first, second)
    if first.day != second.day:
        return known(first.day < second.day)
    if first.record is None or second.record is None:
        return TRUE
    return _same_day(env, first, second)


def _unstated(env: Env, first: At, second: At) -> Truth3:
    if first.day is None and second.day is not None and second.day < env.now:
        return FALSE
    if second.day is None and first.day is not None and first.day < env.now:
        return TRUE
    record = first.record if first.day is None else second.record
    assert record is not None
    key = ("end before", record.index, first.edge, second.day, first.day)
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(yes_no(key, end_label(env, record)))


def end_label(env: Env, record: Record) -> Text:
    """The name of an end that the file does not state."""
    english = env.vocabulary.words(record.step).en
    return Text(f"{record.step}的结束日期", f"the end of {english}")


def _same_day(env: Env, first: At, second: At) -> Truth3:
    a, b = first.record, second.record
    assert a is not None and b is not None
    if a.index == b.index:
        return known(first.edge != second.edge or a.step != b.step)
    times = _time(first), _time(second)
    if times[0] and times[1] and times[0] != times[1]:
        return known(times[0] < times[1])
    orders = _order(first), _order(second)
    if orders[0] is not None and orders[1] is not None and orders[0] != orders[1]:
        return known(orders[0] < orders[1])
    low, high = (a, b) if a.index < b.index else (b, a)
    key: tuple[Hashable, ...] = ("order", low.index, high.index)
    if of_another_day(env, low) or of_another_day(env, high):  # no order that the file could state tells
        key = ("order on", first.day, low.index, low.step, high.index, high.step)
    if key in env.answers:
        return known(bool(env.answers[key]) == (low is a))
    follows = led_by_the_others(env, first.day, a, b) if key[0] == "order" else None
    if follows is not None:
        return known(follows)
    low_en = env.vocabulary.words(low.step).en
    high_en = env.vocabulary.words(high.step).en
    zh = f"{first.day} 当天{low.step}与{high.step}的先后"
    en = f"which came first on {first.day}: {low_en} or {high_en}"
    choices = (
        (True, Text(f"{low.step}在先", f"{low_en} first")),
        (False, Text(f"{high.step}在先", f"{high_en} first")),
    )
    return unknown(Atom(key, Text(zh, en), choices))


def of_another_day(env: Env, record: Record) -> bool:
    """Whether it is deemed to be of another day than the record it stands for."""
    return record.derived_by is not None and any(
        r.index == record.index and r.start != record.start for r in env.happened
    )


def _time(point: At) -> str | None:
    """The time of day holds for the start; a record of one day has its end there too."""
    record = point.record
    if record is None or (point.edge == "end" and record.end != record.start):
        return None
    return record.time


def _order(point: At) -> int | None:
    record = point.record
    if record is None or (point.edge == "end" and record.end != record.start):
        return None
    return record.order


def between(env: Env, earlier: Record, later: Record | None, record: Record) -> Truth3:
    """Whether `record` lies strictly between two others (`later` None: a record still to come)."""
    if record.index == earlier.index or (later is not None and record.index == later.index):
        return FALSE
    after = precedes(env, end_of(env, earlier), start_of(record))
    if later is None and env.running(record):
        return FALSE  # what is still to come may start while this runs
    if after.value is False or later is None:
        return after
    before = precedes(env, end_of(env, record), start_of(later))
    if before.value is False:
        return before
    parts = [t for t in (after, before) if t.value is None]
    return TRUE if not parts else Truth3(None, disjunction(parts).atoms)

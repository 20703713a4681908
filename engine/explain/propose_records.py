"""Changes of records that may mend a requirement: one made to serve, one added, one moved, one taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.sums import forward
from guiju.engine.evaluate.values import Scope
from guiju.engine.explain.days import days_after, days_before, days_of_window, shortest_end
from guiju.engine.explain.edits import AddRecord, DropRecord, MoveRecord, with_field
from guiju.engine.explain.stance import Bundle, Stance
from guiju.engine.explain.wishes import Way, drafted, wishes
from guiju.engine.semantics import core
from msgspec.structs import replace

_FAR = 60
"""Days by which a record is shifted at most, beside the days that the bounds of a window lead to."""
_DRAFTS = 3
_ANCHORS = 8
_NEXT = 3
_DAY = timedelta(days=1)

Good = Callable[[Record], bool]


def for_exists(stance: Stance, env: Env, req: core.Exists) -> Iterator[Bundle]:
    """More records that serve, or fewer where there are too many."""
    others = stance.others(env, req.step)
    serving = [c for c in others if _serves(stance, env, req, c)]
    if req.at_most is not None and len(serving) > req.at_most:
        yield from ((DropRecord(c.record),) for c in reversed(serving))
        return
    for candidate in others:
        if candidate not in serving:
            yield from _made_to_serve(stance, env, req, candidate)
    yield from _added(stance, env, req)
    yield from _this_moved(stance, env, req)


def for_forbid(stance: Stance, env: Env, req: core.Forbid) -> Iterator[Bundle]:
    """The barred record otherwise, on another day, or not at all."""
    for candidate in stance.others(env, req.step):
        record = candidate.record
        scope = Scope(this=stance.this, that=record)
        if candidate.counts.value is False or stance.placed(env, record, req.window) is False:
            continue
        if stance.such(env, record, req.where) is False:
            continue
        for way in wishes(env, scope, req.where, False, req.step):
            bundle = stance.edits(way, scope)
            if bundle:
                yield bundle
        yield from _moved(record, lambda r: stance.placed(env, r, req.window) is False)
        yield (DropRecord(record),)
    yield from _this_moved(stance, env, req)


def for_lasts(stance: Stance, env: Env, req: core.Lasts) -> Iterator[Bundle]:
    """Another end, or another start, of the activating record."""
    this = stance.this
    if this is None or not this.step or req.first is not None or req.last is not None:
        return
    limit = forward(env, this.start, req.duration, req.op, full=req.full_days, roll=req.roll).day
    ends = [limit] if limit else []
    ends += days_after(this.start, (req.duration,), env)
    end = next((d for d in ends if d >= this.start and stance.kept(env, replace(this, end=d), req)), None)
    if end is not None:
        yield (MoveRecord(this, this.start, end),)
    if this.end is not None:
        tried = days_before(this.start, (req.duration,), env) if req.op == ">=" else _between(this)
        starts = (d for d in tried if this.end >= d != this.start)
        start = next((d for d in starts if stance.kept(env, replace(this, start=d), req)), None)
        if start is not None:
            yield (MoveRecord(this, start, this.end),)


def _between(record: Record) -> list[date]:
    last = record.end or record.start
    return [record.start + _DAY * n for n in range(1, (last - record.start).days + 1)]


def _serves(stance: Stance, env: Env, req: core.Exists, candidate: Candidate) -> bool:
    record = candidate.record
    placed = stance.placed(env, record, req.window)
    return bool(candidate.counts.value and placed and stance.such(env, record, req.where))


def _made_to_serve(stance: Stance, env: Env, req: core.Exists, candidate: Candidate) -> Iterator[Bundle]:
    """What a record lacks to serve: to count, to lie in the window, to meet the condition.

    A condition on how long a record lasts is met by no value, so the day is looked for that meets both.
    """
    record = candidate.record
    scope, own = Scope(this=stance.this, that=record), Scope(this=record)
    against = core.Or(tuple(r.when for r in candidate.rules if not r.counts))
    ways: list[Way] = wishes(env, scope, req.where, True, req.step)

    def good(moved: Record) -> bool:
        return stance.placed(env, moved, req.window) is True

    moves: list[Bundle] = [()]
    if not ways or not good(record):
        moves = list(_moved(record, good if ways else lambda r: _would_serve(stance, env, req, r)))
    for one in wishes(env, own, against, False, req.step):
        for other in ways or [()]:
            first, second = stance.edits(one, own), stance.edits(other, scope)
            if first is not None and second is not None:
                yield from ((*first, *second, *move) for move in moves)


def _moved(record: Record, good: Good) -> Iterator[Bundle]:
    """The nearest other days of a record that do: all of it shifted, or only its end."""
    length = record.end - record.start if record.end is not None else None
    for days in (n for near in range(1, _FAR + 1) for n in (-near, near)):
        start = record.start + _DAY * days
        shifted = replace(record, start=start, end=start + length if length is not None else None)
        if good(shifted):
            yield (MoveRecord(record, shifted.start, shifted.end),)
            break
    if length is None or length.days:
        ends = (record.start + _DAY * n for n in range(_FAR + 1))
        end = next((d for d in ends if d != record.end and good(replace(record, end=d))), None)
        if end is not None:
            yield (MoveRecord(record, record.start, end),)


def _this_moved(stance: Stance, env: Env, req: core.Exists | core.Forbid) -> Iterator[Bundle]:
    """The activating record on another day, so that what was recorded stands right to it."""
    this = stance.this
    if this is None or not this.step:
        return
    length = this.end - this.start if this.end is not None else None
    lengths = (req.window.lo, req.window.hi)
    days: list[date] = []
    for candidate in stance.others(env, req.step)[:_ANCHORS]:
        anchor = candidate.record
        days += days_after(anchor.end or anchor.start, lengths, env, _NEXT)
        days += days_before(anchor.start, lengths, env, _NEXT)
    for day in sorted(dict.fromkeys(days), key=lambda d: (abs((d - this.start).days), d)):
        moved = replace(this, start=day, end=day + length if length is not None else None)
        if day != this.start and stance.kept(env, moved, req):
            yield (MoveRecord(this, moved.start, moved.end),)
            return


def _added(stance: Stance, env: Env, req: core.Exists) -> Iterator[Bundle]:
    """A record that is missing, on the first day that is still to come, and on the nearest one that is past."""
    index = 1 + max((r.index for r in stance.case.records), default=-1)
    tried = days_of_window(env, stance.this, req.window)
    today = stance.today
    to_come = sorted({d for d in (*tried, *days_after(today, (), env)) if d >= today})
    past = [d for d in tried if d < today]
    for fields in islice(drafted(env, stance.scope, req.step, req.where), _DRAFTS):
        for days in (to_come, past):
            drafts = (_draft(stance, env, req.step, d, index, fields) for d in days)
            record = next((r for r in drafts if _would_serve(stance, env, req, r)), None)
            if record is not None:
                yield (AddRecord(record),)


def _draft(stance: Stance, env: Env, step: str, day: date, index: int, fields: Mapping[str, Value]) -> Record:
    declared = env.vocabulary.steps.get(step)
    interval = declared is not None and declared.interval
    end = shortest_end(env, stance.setting.lengths.get(step, ()), day) if interval else day
    record = Record(step, day, end, index)
    for name, value in fields.items():
        record = with_field(record, name, value)
    return record


def _would_serve(stance: Stance, env: Env, req: core.Exists, record: Record) -> bool:
    return bool(stance.placed(env, record, req.window) and stance.such(env, record, req.where))

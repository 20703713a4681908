"""Which record broke a requirement on records, or on which day the lack of one did (docs/semantics.md §4, or else)."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.between import spoilers
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.matches import Matches
from guiju.engine.evaluate.moment_of_breach import (
    after_open_day,
    at_point,
    nth_of,
    own_breach,
    perhaps_earlier,
)
from guiju.engine.evaluate.order import At, end_of, start_of
from guiju.engine.evaluate.points import point_of
from guiju.engine.evaluate.rooms import Room
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours


def exists_breach(
    env: Env, this: Record | None, req: core.Exists, found: Matches, space: Room, broken: Broken
) -> Breach:
    """The record too many; the one that came between; the day after the last one of `space`; else what the rule is
    about."""
    if req.at_most is not None and len(found.certain) > req.at_most:
        return too_many(env, req, found, req.at_most + 1)
    bounded = req.window.direction in ("after", "any") or req.window.by is not None
    breach, last_day = own_breach(env, this), space.last_day
    if last_day is None and bounded and space.limit is not None:
        breach = after_open_day(env, space.limit) or breach
        last_day = space.open_last_day.first if space.open_last_day is not None else None
    elif last_day is not None and bounded and window_in_hours(req.window):
        breach = Breach(min(last_day, env.now))
    elif last_day is not None and last_day < env.now and bounded:
        breach = Breach(last_day + timedelta(days=1))
    return breach if this is None else _once_barred(env, this, req.window, breach, last_day, broken)


def _once_barred(
    env: Env, this: Record, window: core.Window, breach: Breach, last_day: date | None, broken: Broken
) -> Breach:
    """The breach, or the end of the record that came between before it: after that nothing fits."""
    certain, possible = spoilers(env, this, window, broken)
    ends = [at_point(env, end_of(env, r), r) for r in certain]
    in_time = [e for e in ends if last_day is None or e.day <= last_day]
    if in_time:
        breach = nth_of(in_time, 1)
    return perhaps_earlier(breach, [(at_point(env, end_of(env, r), r).day, atoms) for r, atoms in possible])


def too_many(env: Env, req: core.Exists | core.Forbid, found: Matches, n: int) -> Breach:
    """The n-th of the records found, by the points with which they lie in the window."""

    def by(record: Record) -> Breach:
        at = point_of(env, record, req.window)
        return at_point(env, at if isinstance(at, At) else start_of(record), record)

    breach = nth_of([by(r) for r in found.certain or found.possible], n)
    return perhaps_earlier(breach, [(by(r).day, found.hangs[id(r)]) for r in found.possible])

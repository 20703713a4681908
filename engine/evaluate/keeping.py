"""From which day on, or up to which, a bound counted forward leads to a day: counting back is not the inverse."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.calendar import OpenDay
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.sums import DayTest, Limit, compare, forward
from guiju.engine.semantics import core
from msgspec.structs import replace

_ONE = timedelta(days=1)


def last_to_keep(
    env: Env, day: date, window: core.Window, lo: core.Duration, near: Limit, left_out: DayTest | None
) -> Limit:
    """The last day from which the lower bound, counted forward, does not go past `day`: counting back, which finds
    `near`, is not the inverse."""

    def counted(start: date) -> Limit:
        return forward(env, start, lo, ">=", full=window.full_days, excluding=left_out)

    def kept(start: date) -> bool | None:
        return compare(env, counted(start), day)[0].value

    between = near.between
    if near.day is None and between is None:
        return near
    perhaps = near.day or (between and between.last) or day
    while kept(perhaps) is False:
        perhaps -= _ONE
    while kept(perhaps + _ONE) is not False:
        perhaps += _ONE
    sure = perhaps if between is None else between.first
    while sure is not None and kept(sure) is not True:
        sure -= _ONE
    while sure is not None and kept(sure + _ONE) is True:
        sure += _ONE
    if sure == perhaps:
        return Limit(sure, replace(near.working, result=sure, between=None))
    hangs = counted(perhaps)
    found = OpenDay(sure, perhaps, hangs.between.year if hangs.between is not None else day.year)
    return Limit(None, replace(near.working, result=None, between=found), near.missing or hangs.missing)


def first_to_keep(
    env: Env, day: date, window: core.Window, hi: core.Duration, near: date, left_out: DayTest | None
) -> date:
    """The first day from which the upper bound, counted forward, reaches `day`."""

    def short(start: date) -> bool | None:
        high = forward(env, start, hi, "<=", roll=window.roll, excluding=left_out)
        in_time = compare(env, high, day)[0].value
        return None if in_time is None else not in_time

    while short(near) is True:
        near += _ONE
    while short(near - _ONE) is False:
        near -= _ONE
    return near

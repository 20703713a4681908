"""The order of two records of one day by that of others: it never goes in a circle, so neither do the answers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import date
from typing import TypeGuard

from guiju.engine.case.model import Record
from guiju.engine.evaluate.env import Env

_After = Mapping[int, set[int]]
"""By the index of a record: those that come after it."""


def led_by_the_others(env: Env, day: date | None, one: Record, other: Record) -> bool | None:
    """Whether `one` comes before `other`, where the answers assumed and the order stated of others of the day leave
    no choice; else None."""
    assumed = [(key[1:], bool(answer)) for key, answer in env.answers.items() if _is_order(key)]
    if not assumed:
        return None
    of_day = {r.index: r for r in env.happened if day in (r.start, r.end)}
    after: defaultdict[int, set[int]] = defaultdict(set)
    for (low, high), low_first in assumed:
        if low in of_day and high in of_day:
            after[low if low_first else high].add(high if low_first else low)
    for i, earlier in of_day.items():
        after[i] |= {j for j, later in of_day.items() if _stated(earlier, later)}
    if _reaches(after, one.index, other.index):
        return True
    return False if _reaches(after, other.index, one.index) else None


def _reaches(after: _After, start: int, goal: int) -> bool:
    reached, ahead = {start}, [start]
    while ahead:
        new = after.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return goal in reached


def _is_order(key: Hashable) -> TypeGuard[tuple[str, int, int]]:
    return isinstance(key, tuple) and len(key) == 3 and key[0] == "order"


def _stated(one: Record, other: Record) -> bool:
    """Whether the file puts two records of one day in this order, by their times or numbers."""
    if one.end != one.start or other.end != other.start:
        return False
    if one.time and other.time and one.time != other.time:
        return one.time < other.time
    return one.order is not None and other.order is not None and one.order < other.order

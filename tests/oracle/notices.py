"""What a year without a notice may turn out to be: every notice that there can be, one after the other.

By the statute (全国年节及纪念日放假办法, as of 2025) New Year's Day, 1 and 2 May and 1 to 3 October are off; of the other
days a notice may make any worked or off. What is certain is what is the same under all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import product

Notice = Mapping[date, bool]
"""Whether a day is worked. Days before the first one follow the week, those after the last one are all worked."""

_FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
_now: ContextVar[Notice | None] = ContextVar("notice", default=None)


def notices(days: Iterable[date]) -> Iterator[Notice]:
    """All that a notice can make of these days."""
    ordered = sorted(days)
    ways = [(False,) if (day.month, day.day) in _FIXED else (True, False) for day in ordered]
    for worked in product(*ways):
        yield dict(zip(ordered, worked, strict=True))


@contextmanager
def under(notice: Notice) -> Iterator[None]:
    token = _now.set(notice)
    try:
        yield
    finally:
        _now.reset(token)


def works(day: date) -> bool:
    notice = _now.get()
    if notice is None or day < min(notice):
        return day.weekday() < 5
    return notice.get(day, True)

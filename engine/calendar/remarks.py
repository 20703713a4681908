"""What a reader of a sum should be told beside its result: local closures on the way, and notices that came later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from guiju.engine.calendar.count import Calendar
from guiju.engine.calendar.errors import CalendarError
from guiju.engine.calendar.notice import Closure, Notice
from guiju.engine.diagnostics.text import Text, join, plain
from msgspec.structs import replace

Recount = Callable[[Calendar], date]


def remarks(
    calendar: Calendar, start: date, result: date, skipped: Sequence[date], recount: Recount
) -> tuple[Text, ...]:
    """Of a sum from `start` to `result` in which it mattered which days are worked. `recount` makes the same sum with
    another calendar; it may raise `CalendarError`."""
    said = [_closed(closure, skipped) for closure in closures_among(calendar, skipped)]
    later = later_notices(calendar, start, result)
    if later:
        said += _otherwise(replace(calendar, known_on=start), start, result, later, recount)
    return tuple(said)


def closures_among(calendar: Calendar, days: Sequence[date]) -> list[Closure]:
    """The local closures that cover any of the days, each once."""
    if not calendar.closures:
        return []
    return list(dict.fromkeys(c for c in map(calendar.closure, days) if c is not None))


def later_notices(calendar: Calendar, start: date, last: date) -> tuple[Notice, ...]:
    """The notices on days from `start` to `last` that became known after `start`, as far as the calendar has them."""
    return tuple(
        notice
        for year in range(start.year, last.year + 1)
        if not calendar.lacks(year)
        for notice in calendar.notices_for(year)
        if notice.known_from > start and notice.names(start, last)
    )


def _closed(closure: Closure, skipped: Sequence[date]) -> Text:
    days = [day for day in skipped if closure.covers(day)]
    first, last = f"{days[0]:%m-%d}", f"{days[-1]:%m-%d}"
    between = Text(f"{first} 至 {last}", f"{first} to {last}") if first != last else plain(first)
    source = f"{closure.issuer},{closure.number}"
    return Text(
        f"其中 {between.zh} 当地不上班:{closure.reason.zh}({source})",
        f"of these {between.en} closed locally: {closure.reason.en} ({source})",
    )


def _otherwise(
    then: Calendar, start: date, result: date, later: Sequence[Notice], recount: Recount
) -> list[Text]:
    try:
        day = recount(then)
    except CalendarError:  # no notice at all yet: nothing could be counted, rightly or wrongly
        return []
    if day == result:
        return []
    numbers = join([plain(f"{n.number}({n.known_from})") for n in later])
    return [
        Text(
            f"按 {start} 已公布的通知为 {day},此后公布 {numbers.zh}",
            f"by the notices public on {start} it was {day}; since then: {numbers.en}",
        )
    ]

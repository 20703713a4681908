"""A plan as an iCalendar file: one event for each step on its earliest days, and one for each last day, with an alarm.

All events are of whole days. Their ids rest on the case and the step alone, so that a calendar into which the file is
read again moves the events and doubles none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.plan.timetable import Plan, Planned
from guiju.engine.report.plan.answer import premises
from guiju.engine.report.plan.chain import ChainWords, last_day, open_day
from guiju.engine.report.plan.rows import put_off, runs_from
from guiju.engine.report.words.headline import law_asked
from guiju.engine.report.words.naming import behind, named
from guiju.engine.report.words.premises import NO_RULE

if TYPE_CHECKING:
    from icalendar import Calendar, Event

ALARM = timedelta(days=-3)
"""When a reminder of a last day goes off, from its midnight on."""

PRODUCT = "-//guiju//plan//ZH"


def plan_ics(plan: Plan, stamp: datetime | None = None) -> bytes:
    """The file. `stamp` is the moment it says it was made (None: midnight UTC of the day of looking, so that the same
    plan gives the same file)."""
    from icalendar import Calendar

    words = ChainWords(plan)
    made = stamp or datetime.combine(plan.on, time(), UTC)
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    told = premises(plan) if plan.outside is None else join([NO_RULE, premises(plan)], ";", "; ")
    book.add("x-wr-caldesc", f"{told.zh} / {told.en}")
    book.add("x-wr-calname", behind(plain(named(plan.case.name)), law_asked(plan.program.law)).zh)
    for entry, number in _numbered(plan):
        _add(book, plan, entry, number, made, words)
    written: bytes = book.to_ical()
    return written


def _numbered(plan: Plan) -> Iterator[tuple[Planned, int]]:
    """The steps left, each with its number among those of its name."""
    seen: Counter[str] = Counter()
    for entry in plan.left:
        seen[entry.step] += 1
        yield entry, seen[entry.step]


def _add(book: Calendar, plan: Plan, entry: Planned, number: int, made: datetime, words: ChainWords) -> None:
    name = words.names.step(entry.step)
    by = join_bases(entry, words)
    if entry.standing == "running":
        title, first = Text(f"最早可结束:{name.zh}", f"may end: {name.en}"), entry.end.day
    elif entry.standing == "scheduled":
        title, first = Text(f"已定:{name.zh}", f"set: {name.en}"), entry.start.day
    else:
        title, first = Text(f"最早:{name.zh}", f"earliest: {name.en}"), entry.start.day
    chain = words.earliest(entry)
    if entry.standing != "new":
        chain = open_day(entry.end if entry.standing == "running" else entry.start)
    event = _event(plan, entry, number, "earliest", title, made)
    _days(event, first, entry.end.day)
    event.add("description", f"{chain.zh}\n{chain.en}\n{by.zh}")
    event.add("categories", [name.zh, name.en])
    event.add("transp", "TRANSPARENT")
    book.add_component(event)
    limit = entry.last_end if entry.standing == "running" else entry.last_start
    if limit is not None and entry.open_year is None and entry.standing != "scheduled":
        book.add_component(_last(plan, entry, number, limit.day, made, words))


def _last(plan: Plan, entry: Planned, number: int, day: date, made: datetime, words: ChainWords) -> Event:
    from icalendar import Alarm

    name = words.names.step(entry.step)
    title = Text(f"最晚:{name.zh}", f"last day: {name.en}")
    if entry.runs_from:
        steps = runs_from(entry, words)
        title = Text(f"最晚(随{steps.zh}):{name.zh}", f"last day (goes by {steps.en}): {name.en}")
    event = _event(plan, entry, number, "latest", title, made)
    _days(event, day, day)
    due = words.due(entry.due_chain)
    shown = last_day(entry.last_end if entry.standing == "running" else entry.last_start)
    later = put_off(entry, words)
    event.add("description", f"{shown.zh}\n{due.zh}{later.zh}\n{due.en}{later.en}")
    event.add("categories", [name.zh, name.en])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title.zh} / {title.en}")
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    return event


def _event(plan: Plan, entry: Planned, number: int, kind: str, title: Text, made: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(plan, entry, number, kind))
    event.add("dtstamp", made)
    event.add("summary", f"{title.zh} / {title.en}")
    return event


def _days(event: Event, first: date, last: date) -> None:
    """From the first day to the last, both whole; the end of an event is the day after it."""
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))


def _uid(plan: Plan, entry: Planned, number: int, kind: str) -> str:
    parts = (
        plan.case.name,
        *plan.case.procedures,
        plan.case.authority.name or "",
        entry.step,
        str(number),
        kind,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32] + "@guiju"


def join_bases(entry: Planned, words: ChainWords) -> Text:
    """What the step rests on."""
    found = [words.basis(rule) for rule in entry.rules[:3]]
    return Text("、".join(t.zh for t in found), ", ".join(t.en for t in found)) if found else plain("")

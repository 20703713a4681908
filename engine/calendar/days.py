"""The day that a period leads to, by every way to count it: the answer of `guiju days`, as data for its reports.

In: a start, a number of units, and the calendar; out: an `Answer`. Nothing is raised for a day that cannot be told: it
comes out as None with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from guiju.engine.calendar.count import Calendar, Unit
from guiju.engine.calendar.errors import CalendarError, MissingYear
from guiju.engine.calendar.notice import Notice
from guiju.engine.calendar.passage import Passage, passage
from guiju.engine.calendar.periods import How, Reading, Remark, periods
from guiju.engine.diagnostics.text import Text, join
from msgspec import Struct
from msgspec.structs import replace

_DAY = timedelta(days=1)


class Question(Struct, frozen=True):
    """`n` units after `start` (`back`: before it), counted as `how` says."""

    start: date
    n: int
    unit: Unit
    back: bool = False
    how: How = How()


Remedy = Literal["wait", "supply", "look from today"]
"""What helps against a notice that is missing: it is still to come; it is from before those that are shipped; it came
after the day up to which notices are looked at."""


class Landed(Struct, frozen=True):
    """The day that a reading leads to, whether it is `worked` and why (None in a year without a notice); without a day,
    `missing` says why there is none, and `remedy` where the notice of a year is missing what would help."""

    reading: Reading
    day: date | None
    worked: bool | None = None
    why: Text | None = None
    missing: Text | None = None
    remedy: Remedy | None = None


class AsKnown(Struct, frozen=True):
    """What the notices known on `known_on` (None: all of today) make of those readings of which they make another day,
    and the notices that became known between then and the calendar of the answer, or the other way round."""

    known_on: date | None
    landed: tuple[Landed, ...]
    between: tuple[Notice, ...]


class Answer(Struct, frozen=True):
    """`chosen` is the reading asked for (the default one if none was), also among `readings` unless it combines several.
    `before` is the last day worked before the day counted back to, where that is off."""

    question: Question
    known_on: date | None
    chosen: Landed
    readings: tuple[Landed, ...]
    passage: Passage | None
    as_known: tuple[AsKnown, ...]
    before: Landed | None
    remarks: tuple[Remark, ...]

    @property
    def exit_code(self) -> int:
        """0; 3 where the day cannot be told."""
        return 0 if self.chosen.day is not None else 3


def answer(question: Question, calendar: Calendar) -> Answer:
    """Raises `Refused` when a file of the calendar is damaged; ValueError for rolling on backwards."""
    if question.back and question.how.roll:
        raise ValueError("no day rolls on when days are counted back")
    table = periods()
    own = [r for r in table.readings if question.unit in r.units and r.back == question.back]
    chosen = _chosen(question, own)
    landed = _landed(question, calendar, chosen)
    return Answer(
        question,
        calendar.known_on,
        landed,
        tuple(_landed(question, calendar, reading) for reading in own),
        passage(calendar, *_span(question, landed.day)) if landed.day not in (None, question.start) else None,
        tuple(_otherwise(question, calendar, own if chosen in own else [chosen, *own])),
        _before(calendar, landed) if question.back else None,
        tuple(remark for remark in table.remarks if remark.concerns(question.start)),
    )


def counted(question: Question, how: How, calendar: Calendar) -> date:
    """Raises `CalendarError`."""
    start, n, unit = question.start, question.n, question.unit
    step = -_DAY if question.back else _DAY
    less = how.counts_first and unit in ("day", "workday") and (unit == "day" or calendar.is_workday(start))
    count = calendar.back if question.back else calendar.add
    day = count(start, n - less, unit).result
    if how.counts_first and unit in ("month", "year"):
        day -= step
    if how.full_days:
        day += step
    return calendar.roll(day).result if how.roll else day


def _chosen(question: Question, own: list[Reading]) -> Reading:
    """The reading of just this way to count, else one made of those that bring its parts."""
    how = question.how
    if question.unit == "workday" and not how.full_days:
        how = replace(how, roll=False)  # a count of working days ends on one
    found = next((r for r in own if r.how == how), None)
    if found is not None:
        return found
    parts = [
        r
        for r in periods().readings
        if r.back == question.back and ((how.full_days and r.full_days) or (how.roll and r.roll))
    ]
    basis = dict.fromkeys(b for r in parts for b in r.basis)
    key = "+".join(r.key for r in parts)
    return Reading(
        key,
        join([r.name for r in parts]),
        join([r.gist for r in parts], zh=";", en="; "),
        (question.unit,),
        tuple(basis),
        back=question.back,
        full_days=how.full_days,
        roll=how.roll,
    )


def _landed(question: Question, calendar: Calendar, reading: Reading) -> Landed:
    try:
        day = counted(question, reading.how, calendar)
    except MissingYear as error:
        return Landed(reading, None, missing=error.text, remedy=_remedy(calendar, error.year))
    except CalendarError as error:
        return Landed(reading, None, missing=error.text)
    try:
        return Landed(reading, day, calendar.is_workday(day), calendar.why(day))
    except MissingYear:
        return Landed(reading, day)


_SHIPPED = 40
"""Years looked through for a notice."""


def _remedy(calendar: Calendar, year: int) -> Remedy:
    whole = replace(calendar, known_on=None)
    if _has_notice(whole, year):
        return "look from today"
    return (
        "supply" if any(_has_notice(whole, later) for later in range(year + 1, year + _SHIPPED)) else "wait"
    )


def _has_notice(calendar: Calendar, year: int) -> bool:
    try:
        return bool(calendar.notices_for(year))
    except MissingYear:
        return False


def _span(question: Question, day: date | None) -> tuple[date, date]:
    """The first and last day that the count passes: all but the day of the act."""
    assert day is not None
    return (day, question.start - _DAY) if question.back else (question.start + _DAY, day)


def _otherwise(question: Question, calendar: Calendar, readings: list[Reading]) -> Iterator[AsKnown]:
    for known_on in dict.fromkeys((question.start, None)):
        if known_on == calendar.known_on:
            continue
        other = replace(calendar, known_on=known_on)
        pairs = [(_landed(question, calendar, r), _landed(question, other, r)) for r in readings]
        differing = tuple(there for here, there in pairs if here.day != there.day)
        if differing:
            last = max(d for pair in pairs for d in (pair[0].day, pair[1].day, question.start) if d)
            yield AsKnown(known_on, differing, _between(calendar, known_on, question.start, last))


def _between(calendar: Calendar, known_on: date | None, first: date, last: date) -> tuple[Notice, ...]:
    """The notices on days of the span that only one of the two calendars knows, earliest first."""
    found: dict[Notice, None] = {}
    whole = replace(calendar, known_on=None)
    for year in range(first.year, last.year + 1):
        try:
            notices = whole.notices_for(year)
        except MissingYear:
            continue
        for notice in notices:
            if _known(notice, known_on) != _known(notice, calendar.known_on) and notice.names(first, last):
                found[notice] = None
    return tuple(sorted(found, key=lambda notice: notice.known_from))


def _known(notice: Notice, known_on: date | None) -> bool:
    return known_on is None or notice.known_from <= known_on


def _before(calendar: Calendar, landed: Landed) -> Landed | None:
    try:
        if landed.day is None or calendar.is_workday(landed.day):
            return None
        day = calendar.back(landed.day, 1, "workday").result
        return Landed(landed.reading, day, True, calendar.why(day))
    except CalendarError:
        return None

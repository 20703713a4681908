"""The first and the last day on which a document is in force, worked out from its own words.

Ways to count are options, since offices differ; the default of each is the first named. A term of n years ends the day
before the n-th anniversary, at its end (from 2019-12-01, five years: to 2024-11-30). 至…止 includes the day.
民法典 arts. 201 and 202: the day of an act does not count, and a month without such a day ends with its last day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from guiju.engine.calendar import Calendar, CalendarError
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.document.clauses import Effect, Event, Expiry
from guiju.engine.document.dates import DayRead
from guiju.engine.document.tree import Head
from msgspec import Struct

_DAY = timedelta(1)
_EVENT_WORDS: dict[Event, Text] = {
    "published": Text("发布日期", "date of publication"),
    "printed": Text("印发日期", "date of issue"),
    "made": Text("成文日期", "date of the document"),
    "passed": Text("通过日期", "date of passing"),
    "at once": Text("成文日期", "date of the document"),
}


class Counting(Struct, frozen=True):
    """`term_ends`: the last day of a term of years or months. `delay`: 发布之日起30日后 is the day after the 30 days, of
    which the day of publication is none, or the 30th of them."""

    term_ends: Literal["day before", "same day"] = "day before"
    delay: Literal["day after", "that day"] = "day after"


class Validity(Struct, frozen=True):
    """`first` and `last` are None where they cannot be told; `missing` says what is. `inferred`: a day was taken for
    another one (made for published), or the end follows from a term of trial only. `steps` is the sum, in words."""

    first: date | None = None
    last: date | None = None
    inferred: bool = False
    steps: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()


def validity(
    head: Head,
    effect: Effect | None,
    expiry: Expiry | None,
    counting: Counting | None = None,
    calendar: Calendar | None = None,
) -> Validity:
    """The days on which a text is in force, by its clauses; each None where it has none."""
    work = _Work(head, counting or Counting(), calendar or Calendar())
    first = work.first(effect)
    last = work.last(expiry, first)
    return Validity(first, last, work.inferred, tuple(work.steps), tuple(work.missing))


def lapsed_days(last: date, renewed: date) -> int:
    """How many days nothing was in force between the last day and a notice that renews it; 0 if it came in time. A notice
    that comes too late does not revive the document."""
    return max(0, (renewed - last).days - 1)


def last_day_of_term(first: date, term: Duration, counting: Counting | None = None) -> date | None:
    """The last day of a term that begins on a day; None where it leads out of the years that days are counted in."""
    work = _Work(Head(), counting or Counting(), Calendar())
    return work.end_of_term(first, term)


class _Work:
    def __init__(self, head: Head, counting: Counting, calendar: Calendar) -> None:
        self._head = head
        self._counting = counting
        self._calendar = calendar
        self.inferred = False
        self.steps: list[Text] = []
        self.missing: list[Text] = []

    def first(self, effect: Effect | None) -> date | None:
        if effect is None:
            return self._event("published", stated=False)
        if effect.day is not None:
            return self._said(effect.day.day, effect.day.text)
        start = self._event(effect.event or "published", stated=True)
        if effect.delay is None or start is None:
            return start
        after = _DAY if self._counting.delay == "day after" else timedelta(0)
        length = effect.delay
        return self._counted(start, length, lambda day, _: day + after, Text("起施行", "in force from"))

    def last(self, expiry: Expiry | None, first: date | None) -> date | None:
        if expiry is None:
            return None
        self.inferred = self.inferred or expiry.trial
        if expiry.day is not None:
            return self._said(expiry.day.day, expiry.day.text)
        if expiry.duration is None:
            other = plain(expiry.as_long_as or "")
            self.missing.append(
                Text(
                    f"有效期随《{other.zh}》而定,要先知道它的有效期",
                    f"valid as long as {other.en}, whose term must be known",
                )
            )
            return None
        start = first
        if expiry.counted_from is not None:
            start = expiry.counted_from.day
        elif expiry.from_event is not None:
            start = self._event(expiry.from_event, stated=True)
        if start is None:
            return None
        return self.end_of_term(start, expiry.duration)

    def end_of_term(self, start: date, term: Duration) -> date | None:
        return self._counted(start, term, self._end_of_term, Text("最后一日", "last day"))

    def _end_of_term(self, day: date, start: date) -> date:
        """29 February plus a year is 28 February, which is the last day: there is no anniversary to be the day after."""
        if self._counting.term_ends == "same day" or day.day != start.day:
            return day
        return day - _DAY

    def _said(self, day: date | None, text: str) -> date | None:
        if day is None:
            self.missing.append(Text(f"日期「{text}」读不出来", f"the date “{text}” cannot be read"))
        return day

    def _event(self, event: Event, stated: bool) -> date | None:
        """The day of the event; that of another one in its place, marked as inferred."""
        head = self._head
        days: dict[Event, DayRead | None] = {
            "published": head.published,
            "printed": head.printed,
            "made": head.made,
            "at once": head.made,
            "passed": None,
        }
        wanted = days[event]
        if wanted is not None and wanted.day is not None:
            if not stated:
                self._infer(event, wanted.day)
            return wanted.day
        nearest: tuple[Event, ...] = ("published", "printed", "made")
        if event == "passed":
            nearest = ("made", "printed", "published")
        for other in nearest:
            found = days[other]
            if found is not None and found.day is not None:
                self._infer(other, found.day)
                return found.day
        self.missing.append(Text("缺", "missing: ") + _EVENT_WORDS[event])
        return None

    def _infer(self, event: Event, day: date) -> None:
        self.inferred = True
        word = _EVENT_WORDS[event]
        self.steps.append(Text(f"按{word.zh} {day} 推定", f"taken to be the {word.en}, {day}"))

    def _counted(
        self, start: date, length: Duration, end: Callable[[date, date], date], word: Text
    ) -> date | None:
        try:
            day = end(self._calendar.add(start, length.n, length.unit).result, start)
        except (CalendarError, OverflowError) as error:
            self.missing.append(error.text if isinstance(error, CalendarError) else plain(str(error)))
            return None
        term = quantity(length.n, length.unit)
        self.steps.append(
            Text(f"{start} + {term.zh} → {word.zh} {day}", f"{start} + {term.en} → {word.en} {day}")
        )
        return day

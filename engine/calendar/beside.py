"""Calendar files that a user gives, put beside what comes with the program.

What is shipped is official. A file may state a year that is not there yet, a later change of one that is, and local
closures of any year; it cannot state a shipped year otherwise (docs/decisions/0017-calendar-files.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.calendar.notice import Closure, Holiday, Notice
from guiju.engine.calendar.plausible import doubts, listed_by
from guiju.engine.calendar.read import CalendarRead
from guiju.engine.calendar.years import Listed, days_of, shipped_notices
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from msgspec import Struct


class Beside(Struct, frozen=True):
    """The notices and closures that files add, as `Calendar` takes them."""

    notices: tuple[Notice, ...]
    closures: tuple[Closure, ...]


def beside(files: Iterable[CalendarRead], *, settled: bool = False) -> tuple[Beside, list[Diagnostic]]:
    """What the files add, and what is wrong or doubtful about it. With `settled`, the files did once (a verdict of then
    is judged again): what a shipped notice of today states is taken from that one, and nothing is said of it."""
    adding = _Adding(settled)
    for file in files:
        adding.take(file)
    return Beside(tuple(adding.notices), tuple(adding.closures)), adding.problems


class _Adding:
    def __init__(self, settled: bool) -> None:
        self.settled = settled
        self.notices: list[Notice] = []
        self.closures: list[Closure] = []
        self.problems: list[Diagnostic] = []

    def take(self, read: CalendarRead) -> None:
        year = read.file.year
        added = [notice for notice in read.file.notices if self._fits(notice, read)]
        self.closures += read.file.closures
        known = self._known(year)
        if added and not self.settled:

            def place(holiday: Holiday | None) -> Span:
                return read.places.get(holiday, read.places[None])

            self.problems += doubts(year, known, place)
        if read.file.closures and not known:
            zh = f"{year} 年还没有放假安排,除了这里写的几天,哪些天上班仍无从知道"
            en = f"{year} has no notice yet, so its working days are not known beyond what is closed here"
            self._say("K013", Text(zh, en), read.places[None])

    def _fits(self, notice: Notice, read: CalendarRead) -> bool:
        """Whether the notice can be added to those before it; if so, it is."""
        known = self._known(notice.year)
        twin = next((other for other in known if other.number == notice.number), None)
        latest = max(known, key=lambda other: other.known_from, default=None)
        span = read.places[notice]
        if twin is not None:
            self._same(notice, twin, span)
            return False
        if latest is not None and notice.known_from <= latest.known_from:
            self._too_late(notice, latest, span)
            return False
        if shipped_notices(notice.year):
            self._changes(notice, known, span)
        self.notices.append(notice)
        return True

    def _same(self, notice: Notice, twin: Notice, span: Span) -> None:
        if _worked_by(notice) == _worked_by(twin):
            zh, en = f"{notice.number} 已经在日历里,不必再给", f"{notice.number} is in the calendar already"
            self._say("K012", Text(zh, en), span)
        else:
            days = _days(d for d, _ in _worked_by(notice) ^ _worked_by(twin))
            zh = f"{notice.number} 已经在日历里,而且写得不一样:{days.zh}"
            en = f"{notice.number} is in the calendar already, and reads otherwise there: {days.en}"
            self._say("K010", Text(zh, en), span, wrong=True)

    def _too_late(self, notice: Notice, latest: Notice, span: Span) -> None:
        number, since = latest.number, latest.known_from
        zh = f"{notice.year} 年已有通知({number},{since} 公布),不能另给一套"
        en = f"{notice.year} has its notice ({number}, public since {since}) and takes no other one"
        hint = Text(
            f"改动它的通知,公布日(known_from)应在 {since} 之后",
            f"a notice that changes it was made public (known_from) after {since}",
        )
        self._say("K010", Text(zh, en), span, wrong=True, hint=hint)

    def _changes(self, notice: Notice, known: Sequence[Notice], span: Span) -> None:
        before = listed_by(known)
        days = _days(day for day, worked in _worked_by(notice) if _worked(before.get(day), day) is not worked)
        zh = f"改动了随程序提供的 {notice.year} 年日历:{days.zh}"
        en = f"this changes the calendar of {notice.year} that comes with the program: {days.en}"
        self._say("K011", Text(zh, en), span)

    def _known(self, year: int) -> tuple[Notice, ...]:
        return shipped_notices(year) + tuple(n for n in self.notices if n.year == year)

    def _say(
        self, code: str, message: Text, span: Span, *, wrong: bool = False, hint: Text | None = None
    ) -> None:
        if not self.settled:
            self.problems.append(Diagnostic(code, message, span, hint, "error" if wrong else "warning"))


def _worked_by(notice: Notice) -> frozenset[tuple[date, bool]]:
    """Each day that the notice names, with whether it is worked."""
    return frozenset((day, entry.worked) for day, entry in days_of(notice))


def _worked(entry: Listed | None, day: date) -> bool:
    return entry.worked if entry else day.weekday() < 5


_SHOWN = 6


def _days(found: Iterable[date]) -> Text:
    days = sorted(set(found))
    if not days:
        return Text("没有哪一天不同", "no day differs")
    listed = ", ".join(map(str, days[:_SHOWN]))
    more = len(days) - _SHOWN
    zh = listed.replace(", ", "、") + (f" 等 {len(days)} 天" if more > 0 else "")
    return Text(zh, listed + (f" and {more} more" if more > 0 else ""))

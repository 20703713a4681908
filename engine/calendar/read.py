"""One file of the calendar into what it states. All that is wrong with it is reported at once, by place.

The files under `rules/calendar/` and those that a user gives with `--calendar` have one form; only the latter have
closures. The text of a file that a user gives passes `guard.py` first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import yaml
from guiju.engine.calendar.nodes import Nodes
from guiju.engine.calendar.notice import Closure, Holiday, Notice
from guiju.engine.diagnostics.limits import YEAR_FIRST, YEAR_LAST
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from msgspec import Struct


class CalendarFile(Struct, frozen=True):
    """What one file states of a year."""

    year: int
    notices: tuple[Notice, ...] = ()
    closures: tuple[Closure, ...] = ()


class CalendarRead(Struct, frozen=True):
    """A file that was read, with the places of its notices and holidays, and of its year (None)."""

    file: CalendarFile
    places: Mapping[Notice | Holiday | None, Span]


def read_notices(source: Source, year: int) -> tuple[Notice, ...]:
    """The notices in the file of `year`, in the order of the file. Raises `Refused` with every problem."""
    reader = _Reader(source, year)
    notices = reader.notices_alone()
    if reader.nodes.problems:
        raise Refused(reader.nodes.problems)
    return notices


def read_calendar(source: Source) -> tuple[CalendarRead | None, list[Diagnostic]]:
    """A file of notices, closures or both, which says itself of which year; None when anything is wrong with it."""
    reader = _Reader(source)
    file = reader.whole()
    problems = reader.nodes.problems
    if problems or file is None:
        return None, problems
    return CalendarRead(
        file, {part: reader.nodes.span(node) for part, node in reader.found.items()}
    ), problems


class _Reader:
    """Walks the nodes of one file. `year` is known beforehand from the name of the file, else from its first lines."""

    def __init__(self, source: Source, year: int | None = None) -> None:
        self.nodes = Nodes(source)
        self.year = year
        self.found: dict[Notice | Holiday | None, yaml.Node] = {}
        self._elsewhere: list[tuple[yaml.Node, date]] = []
        self._days = 0

    def notices_alone(self) -> tuple[Notice, ...]:
        root = self.nodes.root()
        if self.nodes.problems:
            return ()
        top = self.nodes.mapping(root, ("year", "notices"))
        stated = top.get("year")
        if stated is not None and self.nodes.text(stated) != str(self.year):
            zh, en = f"年份应当与文件名一致:{self.year}", f"the file's name says {self.year}"
            self.nodes.report("K005", stated, zh, en)
        notices = self._notices(top.get("notices"))
        self._tell_days_elsewhere()
        return notices

    def whole(self) -> CalendarFile | None:
        root = self.nodes.root()
        if self.nodes.problems:
            return None
        top = self.nodes.mapping(root, ("year",), ("notices", "closures"))
        if "year" in top and not {"notices", "closures"} & set(top):
            zh, en = "至少要有 notices 或 closures", "at least one of notices and closures is needed"
            self.nodes.report("K003", root, zh, en)
        self.year = self._year(top.get("year"))
        notices = self._notices(top.get("notices"))
        closures = [self._closure(item) for item in self.nodes.items(top.get("closures"))]
        if "closures" in top and not closures:
            self.nodes.report("K002", top["closures"], "这里是空的", "there is nothing here")
        self._tell_days_elsewhere()
        if self.year is None:
            return None
        return CalendarFile(self.year, notices, tuple(closure for closure in closures if closure))

    def _year(self, node: yaml.Node | None) -> int | None:
        text = self.nodes.text(node)
        if node is None or text is None:
            return None
        self.found[None] = node
        if text.isascii() and text.isdecimal() and YEAR_FIRST < int(text[:5]) <= YEAR_LAST:
            return int(text)
        zh = f"这里应当是年份,在 {YEAR_FIRST + 1} 至 {YEAR_LAST} 之间"
        self.nodes.report("K005", node, zh, f"a year from {YEAR_FIRST + 1} to {YEAR_LAST} is expected here")
        return None

    def _notices(self, node: yaml.Node | None) -> tuple[Notice, ...]:
        notices = [self._notice(item) for item in self.nodes.items(node)]
        if node is not None and not notices:
            self.nodes.report("K002", node, "至少要有一个通知", "at least one notice is needed")
        return tuple(notice for notice in notices if notice)

    def _notice(self, node: yaml.Node) -> Notice | None:
        part = self.nodes.mapping(node, ("number", "title", "dated", "known_from", "holidays"))
        number, title = self.nodes.text(part.get("number")), self._both(part.get("title"))
        dated, known_from = self.nodes.date(part.get("dated")), self.nodes.date(part.get("known_from"))
        found = [self._holiday(item) for item in self.nodes.items(part.get("holidays"))]
        if dated and known_from and known_from < dated:
            zh, en = "公开日不能早于成文日", "a notice is not public before its own date"
            self.nodes.report("K005", part["known_from"], zh, en)
        holidays = tuple(holiday for holiday in found if holiday)
        for worked in (day for holiday in holidays for day in holiday.worked):
            if any(holiday.first <= worked <= holiday.last for holiday in holidays):
                zh, en = f"{worked} 既放假又上班", f"{worked} is both off and worked"
                self.nodes.report("K005", part["holidays"], zh, en)
        if not (self.year and number and title and dated and known_from):
            return None
        notice = Notice(self.year, number, title, dated, known_from, holidays)
        self.found[notice] = part["number"]
        return notice

    def _both(self, node: yaml.Node | None) -> Text | None:
        if node is None:
            return None
        part = self.nodes.mapping(node, ("zh", "en"))
        zh, en = self.nodes.text(part.get("zh")), self.nodes.text(part.get("en"))
        return Text(zh, en) if zh and en else None

    def _holiday(self, node: yaml.Node) -> Holiday | None:
        part = self.nodes.mapping(node, ("zh", "en", "first", "last"), ("worked",))
        zh, en = self.nodes.text(part.get("zh")), self.nodes.text(part.get("en"))
        first, last = self._stretch(part)
        worked = [self._weekend(item) for item in self.nodes.items(part.get("worked"))]
        if not (zh and en and first and last):
            return None
        holiday = Holiday(Text(zh, en), first, last, tuple(day for day in worked if day))
        self.found[holiday] = node
        return holiday

    def _closure(self, node: yaml.Node) -> Closure | None:
        part = self.nodes.mapping(node, ("zh", "first", "last", "issuer", "number", "known_from"), ("en",))
        zh, en = self.nodes.text(part.get("zh")), self.nodes.text(part.get("en"))
        issuer, number = self.nodes.text(part.get("issuer")), self.nodes.text(part.get("number"))
        known_from = self.nodes.date(part.get("known_from"))
        first, last = self._stretch(part)
        if not (zh and issuer and number and known_from and first and last):
            return None
        return Closure(first, last, Text(zh, en or zh), issuer, number, known_from)

    def _stretch(self, part: Mapping[str, yaml.Node]) -> tuple[date | None, date | None]:
        first, last = self._day(part.get("first")), self._day(part.get("last"))
        if first and last and last < first:
            self.nodes.report("K005", part["last"], "末日早于首日", "the last day lies before the first")
            return None, None
        return first, last

    def _weekend(self, node: yaml.Node) -> date | None:
        """A day worked in exchange: only a Saturday or Sunday can be one."""
        day = self._day(node)
        if day and day.weekday() < 5:
            self.nodes.report("K005", node, f"{day} 不是周末", f"{day} is not a weekend day")
        return day

    def _day(self, node: yaml.Node | None) -> date | None:
        """A day that a file for this year may speak of: in the year, or in the December before. Out of that it is None,
        and reported at the end: what is counted from it later would be as wrong."""
        day = self.nodes.date(node)
        self._days += day is not None
        if (
            node
            and day
            and self.year
            and day.year != self.year
            and (day.year, day.month) != (self.year - 1, 12)
        ):
            self._elsewhere.append((node, day))
            return None
        return day

    def _tell_days_elsewhere(self) -> None:
        """The days that a file for this year cannot speak of, one by one; where all of several are of one other year, it
        is the year of the file that is wrong."""
        years = {day.year for _, day in self._elsewhere}
        stated = self.found.get(None)
        if stated is not None and len(years) == 1 and 1 < len(self._elsewhere) == self._days:
            (other,) = years
            zh = f"写的是 {self.year} 年,文件里的日子却都在 {other} 年"
            hint = Text(f"是不是 {other}?", f"did you mean {other}?")
            en = f"it says {self.year}, but all days in the file are in {other}"
            self.nodes.report("K005", stated, zh, en, hint)
            return
        for node, day in self._elsewhere:
            zh = f"{day} 不在 {self.year} 年,也不在上一年的 12 月"
            self.nodes.report("K005", node, zh, f"{day} is neither in {self.year} nor in the December before")

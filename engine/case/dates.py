"""Dates and times of day as people write them in a case: one spelling is read, the others are recognised and
answered with the spelling wanted. Only ASCII digits count, so that every Python version reads alike."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from guiju.engine.case.problems import quoted
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.day_range import outside
from guiju.engine.diagnostics.text import Text, join, plain
from msgspec import Struct

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})-?([1-7])")
_WITH_TIME = re.compile(r"(.*?[0-9日号])(?:[Tt]|\s+)([0-9]{1,2}:[0-9]{2})(?::[0-9.]+)?\s*(Z|[+-][0-9:]+)?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LOOSE_TIME = re.compile(r"([0-9]{1,2})\s*[:点时.]\s*([0-9]{1,2})\s*分?(?::[0-9]{1,2})?")
# not from `calendar`, whose names follow the locale of the machine
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class NotADate(Struct, frozen=True):
    """Why a text is no date: a code of a case diagnostic, the reason, and what to write instead."""

    code: str
    message: Text
    hint: Text | None


def read_date(text: str) -> date | NotADate:
    """The day named by `text` in the form YYYY-MM-DD, or why there is none."""
    match = _ISO.fullmatch(text)
    if match:
        return _day(match, (1, 2, 3), text)
    meant = [day for day in dict.fromkeys(_meant(text)) if isinstance(day, date)]
    message = Text(f"日期{quoted(text).zh}写法不对", f"{quoted(text).en} is not written as a date")
    hint = Text("日期写成 2019-09-05 这样", "write a date like 2019-09-05")
    if meant:
        spelled = join([plain(day.isoformat()) for day in meant], " 或 ", " or ")
        hint = Text("请写成 ", "write ") + spelled
    timed = _WITH_TIME.fullmatch(_folded(text))
    if timed:
        hint += Text(";几点几分写在「时间」一行", "; the time of day goes on a line “time”")
        if timed[3]:
            hint += Text(",并用当地的日期", ", and the date is the local one")
    return NotADate("C043", message, hint)


def read_time(text: str) -> str | NotADate:
    """A time of day in the form HH:MM (00:00 to 23:59), unchanged, or why it is none."""
    if _TIME.fullmatch(text):
        return text
    message = Text(f"时间{quoted(text).zh}写法不对", f"{quoted(text).en} is not written as a time of day")
    hint = Text("写成 09:30 这样的 24 小时制", "write it like 09:30, by the 24-hour clock")
    loose = _LOOSE_TIME.fullmatch(_folded(text))
    if loose and int(loose[1]) < 24 and int(loose[2]) < 60:
        hint = Text("请写成 ", "write ") + plain(f"{int(loose[1]):02}:{int(loose[2]):02}")
    return NotADate("C046", message, hint)


def _day(match: re.Match[str], groups: tuple[int, int, int], text: str) -> date | NotADate:
    """The day whose year, month and day are those groups of the match; `text` is how the file writes it."""
    year, month, day = (int(match[group]) for group in groups)
    if year == month == day == 0:
        message = Text(f"{text} 不是日期", f"{text} is not a date")
        return NotADate("C044", message, Text("不知道就删去这一行", "leave the line out if it is not known"))
    if not 1 <= month <= 12:
        message = Text(f"没有 {text} 这一天:一年只有12个月", f"there is no {text}: a year has 12 months")
        return NotADate("C044", message, None)
    if not limits.YEAR_FIRST <= year <= limits.YEAR_LAST:
        return NotADate("C045", outside(text), None)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        zh = f"没有 {text} 这一天:{year}年{month}月只有{days}天"
        en = f"there is no {text}: {_MONTHS[month - 1]} {year} has {days} days"
        return NotADate("C044", Text(zh, en), None)
    return date(year, month, day)


def _folded(text: str) -> str:
    """The text with full-width digits and signs made ASCII, and short enough to look at."""
    folded = unicodedata.normalize("NFKC", text[:80]).strip()
    return re.sub("[‐‑–—−]", "-", folded)


def _meant(text: str) -> Iterator[date | NotADate]:
    """The days that a differently written date may mean."""
    folded = _folded(text)
    timed = _WITH_TIME.fullmatch(folded)
    if timed:
        folded = timed[1]
    for pattern in (_YEAR_FIRST, _COMPACT):
        match = pattern.fullmatch(folded)
        if match:
            yield _day(match, (1, 2, 3), text)
    match = _YEAR_LAST.fullmatch(folded)
    if match:
        yield _day(match, (3, 1, 2), text)
        yield _day(match, (3, 2, 1), text)
    match = _WEEK.fullmatch(folded)
    if match and limits.YEAR_FIRST <= int(match[1]) <= limits.YEAR_LAST and 1 <= int(match[2]) <= 53:
        weeks = date(int(match[1]), 12, 28).isocalendar().week
        if int(match[2]) <= weeks:
            yield date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))

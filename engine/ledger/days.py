"""Days and lengths of time as people write them in a cell.

In: the text of a cell. Out: the day, or what is wrong with it. All the forms of documents are read (2019年9月5日,
二〇一九年九月五日, 2019-9-5, 2019/9/5, 2019.9.5), and 20190905; in any width, with blanks and a time behind.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.document.dates import read_day
from guiju.engine.document.numbers import numeral
from msgspec import Struct

_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_TIME = re.compile(r"(?<=[\d日号])[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?\Z")
_WHOLE = re.compile(r"([^年]{4})[年/.-]([^月]{1,3})[月/.-]([^日号]{1,3})[日号]?\Z")
_MONTH = re.compile(r"([^年/.-]{4})[年/.-]([^月/.-]{1,3})月?\Z")
_YEAR = re.compile(r"([^年]{4})年\Z")
_TWO_DIGITS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{1,4}\Z|\d{2}年\d{1,2}月\d{1,2}[日号]?\Z")
_BY_MONTH = re.compile(r"([^年]{4})年([^月]{1,3})月份?(?:底|末)?(?:之?前|以前|内)?(?:完成)?\Z")
_BY_YEAR = re.compile(r"([^年]{4})年年?(?:底|末|内)(?:之?前|以前)?(?:完成)?\Z")
_BY_DAY = re.compile(r"(?:之?前|以前|内)?(?:完成)?\Z")
_LENGTH = re.compile(r"(?:试行期?)?(?:(.{1,4}?)年(半)?)?(?:零|又)?(?:(.{1,4}?)个?月)?(?:有效)?\Z")
_ENGLISH = re.compile(r"(\d{1,3})(year|month)s?\Z")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050
"""Numbers that are taken for Excel's numbers of days: 1954 to 2099."""
_MONTHS_MOST = 100 * 12

Wrong = Literal["X011", "X012", "X013", "X014"]


class Misread(Struct, frozen=True):
    """What is wrong with a cell, as a code with a message and a way out."""

    code: Wrong
    message: Text
    hint: Text | None = None


_WRITE = Text("写成 2019-09-05 或 2019年9月5日", "write it as 2019-09-05")


def squeezed(text: str) -> str:
    """In one width, without blanks and line breaks, but with one before a time."""
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    folded = _TIME.sub("", folded)
    return re.sub(r"\s", "", folded).replace("—", "-").replace("–", "-").replace("－", "-").replace("−", "-")


def day_of(text: str) -> date | Misread:
    """The day that a text names."""
    written = squeezed(text)
    run = _RUN.match(written)
    if run is not None:
        written = "-".join(run.groups())
    found = read_day(written)
    if found.day is not None and not found.damaged:
        return found.day
    return _misread(written, found.readings)


def _misread(written: str, readings: tuple[date, ...]) -> Misread:
    name = shown(written, 40)
    if readings:
        days = join([plain(str(day)) for day in readings], " 或 ", " or ")
        return Misread(
            "X013", Text(f"日期「{name}」残缺,可能是 ", f"the date “{name}” is damaged: it may be ") + days
        )
    whole = _WHOLE.match(written)
    numbers = [numeral(part) for part in whole.groups()] if whole else []
    if numbers and None not in numbers:
        year = numbers[0] or 0
        if year >= 1 and not in_range(date(min(year, 9999), 1, 1)):
            return Misread("X012", outside(name))
        return Misread("X012", Text(f"没有 {name} 这一天", f"there is no day {name}"))
    if _MONTH.match(written) or _YEAR.match(written):
        return Misread(
            "X013", Text(f"「{name}」没有写到日", f"“{name}” does not name a day of the month"), _WRITE
        )
    if _TWO_DIGITS.match(written):
        return Misread(
            "X013",
            Text(f"「{name}」的年份要写四位,并写在最前", f"the year of “{name}” needs four digits, in front"),
            _WRITE,
        )
    return Misread("X011", Text(f"「{name}」不是日期", f"“{name}” is no date"), _WRITE)


def day_of_number(text: str, since_1904: bool) -> date | None:
    """The day that Excel would show for a number of days; None for one that no document has."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        return None
    number = int(text)
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return first + timedelta(number)


def deadline_of(text: str) -> date | Misread:
    """The last day by which something is to be done: also 2025年12月底前, 2025年底, 2025年6月30日前."""
    written = squeezed(text)
    by_month, by_year = _BY_MONTH.match(written), _BY_YEAR.match(written)
    found = by_month or by_year
    if found is None:
        return day_of(_BY_DAY.sub("", written, count=1))
    year, month = numeral(found[1]) or 0, numeral(found[2]) or 0 if by_month else 12
    if not (1 <= year <= 9999 and 1 <= month <= 12 and in_range(date(year, 1, 1))):
        return _misread(written, ())
    return date(year, month, monthrange(year, month)[1])


def length_of(text: str) -> Duration | None:
    """A length of time: 5年, 五年, 18个月, 2年6个月, 两年半, 试行二年, 5 years; a number alone is one of years."""
    written = squeezed(text).lower()
    english = _ENGLISH.match(written)
    if english is not None:
        return _length(int(english[1]) * (12 if english[2] == "year" else 1))
    if written.isascii() and written.isdecimal() and len(written) <= 2:
        return _length(int(written) * 12)
    found = _LENGTH.match(written)
    if found is None or (found[1] is None and found[3] is None):
        return None
    years, months = (numeral(part) if part else 0 for part in (found[1], found[3]))
    if years is None or months is None:
        return None
    return _length(years * 12 + months + (6 if found[2] else 0))


def _length(months: int) -> Duration | None:
    if not 0 < months <= _MONTHS_MOST:
        return None
    return Duration(months // 12, "year") if months % 12 == 0 else Duration(months, "month")

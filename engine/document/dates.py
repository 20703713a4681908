"""Days as documents write them, damaged ones included."""

from __future__ import annotations

import re
from datetime import date

from guiju.engine.diagnostics.day_range import in_range
from guiju.engine.document.numbers import numeral
from msgspec import Struct

_PARTS = re.compile(r"([^年]{4})年([^月]{1,3})月([^日号]{1,3})[日号]?")
_SHORT = re.compile(r"([0-9]{4})[-－/.]([0-9]{1,2})[-－/.]([0-9]{1,2})")
_RUN = re.compile(r"([^年]{4})年([0-9]{2,4})日?")


class DayRead(Struct, frozen=True):
    """`day` is None where the text names none for certain; then `readings` are the days that it may mean, perhaps none.
    `damaged` where a sign of the date is missing, though only one day may be meant."""

    text: str
    day: date | None
    readings: tuple[date, ...] = ()
    damaged: bool = False


def read_day(text: str) -> DayRead:
    """The day that the text, blanks left out, names: 2019年11月20日, 二〇一九年十一月二十日, 2019-11-20, 2018年1105."""
    whole = _PARTS.fullmatch(text) or _SHORT.fullmatch(text)
    if whole is not None:
        day = _day(*(numeral(group) for group in whole.groups()))
        lost = day is not None and "年" in text and text[-1] not in "日号"
        return DayRead(text, day, (day,) if day else (), lost)
    run = _RUN.fullmatch(text)
    if run is None:
        return DayRead(text, None)
    readings = _readings(numeral(run[1]), run[2])
    return DayRead(text, readings[0] if len(readings) == 1 else None, readings, damaged=True)


def _readings(year: int | None, digits: str) -> tuple[date, ...]:
    """The days that digits may be among which 月 was lost, or read as one of them (2018年1105: 11月05日, 1月05日)."""
    splits = [(digits[:at], digits[at:]) for at in (1, 2)]
    if len(digits) == 4:
        splits.append((digits[:1], digits[2:]))
    days = (_day(year, numeral(month), numeral(day)) for month, day in splits)
    return tuple(sorted({day for day in days if day is not None}))


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        found = date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
    return found if in_range(found) else None

"""The days that may be named at all, in packs, in case files and as the day of looking: those of the years from which
sums of days are made, so that none of these leaves the calendar."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.limits import YEAR_FIRST, YEAR_LAST
from guiju.engine.diagnostics.text import Text


def in_range(day: date) -> bool:
    return YEAR_FIRST <= day.year <= YEAR_LAST


def outside(day: str) -> Text:
    """What is said of a day that is not in the range, as it was written."""
    years = f"{YEAR_FIRST}–{YEAR_LAST}"
    return Text(f"{day} 的年份不在 {years} 之内", f"the year of {day} is outside {years}")

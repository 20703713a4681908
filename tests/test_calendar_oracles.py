"""Every day of 2018-2026 against two kept libraries, and the totals of working days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module

import holidays
import pytest
from guiju.engine.calendar import Calendar

FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(i) for i in range((LAST - FIRST).days + 1)]

CHINA = holidays.country_holidays("CN")
chinese_calendar = import_module("chinese_calendar")  # by name: it ships no types

# The days on which a library is known to differ from the notices, with the reason. None is known in these
# years: both have the change of 2019-03-22, the extension of 2020 and the days given to the December before.
# A day added here must be one on which the library is wrong, by a notice that can be cited.
KNOWN_DIFFERENCES: dict[str, dict[date, str]] = {"chinese_calendar": {}, "holidays": {}}

ORACLES: dict[str, Callable[[date], bool]] = {
    "chinese_calendar": chinese_calendar.is_workday,
    "holidays": CHINA.is_working_day,
}


@pytest.mark.parametrize("library", ORACLES)
def test_every_day_agrees_with_the_library(library: str) -> None:
    calendar, oracle = Calendar(), ORACLES[library]
    differing = {day for day in DAYS if calendar.is_workday(day) != oracle(day)}
    assert differing == set(KNOWN_DIFFERENCES[library])


def test_the_libraries_cannot_stand_in_for_the_notices() -> None:
    """Why the data is our own: neither can be asked what was known on a day, and one answers for any year."""
    assert CHINA.is_working_day(date(2027, 10, 9)) is False  # a guess: that Saturday may yet be worked
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(2027, 10, 9))


@pytest.mark.parametrize(
    ("year", "total"),
    [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_working_days_in_a_year(year: int, total: int) -> None:
    calendar = Calendar()
    assert sum(calendar.is_workday(day) for day in DAYS if day.year == year) == total


def test_working_days_of_2020_before_the_extension() -> None:
    before = Calendar(known_on=date(2020, 1, 26))
    assert sum(before.is_workday(day) for day in DAYS if day.year == 2020) == 251

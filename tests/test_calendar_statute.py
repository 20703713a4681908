"""The statute on holidays as data: against the index of norms, a kept library, and the notices that are shipped."""

from __future__ import annotations

from collections import Counter
from datetime import date

import holidays
import pytest
from guiju.engine.calendar.plausible import balance, listed_by
from guiju.engine.calendar.statute import statute_of, statutes
from guiju.engine.calendar.years import shipped_notices
from guiju.engine.norms.norm_index import load_index

YEARS = range(2018, 2027)


def test_the_versions_are_those_of_the_index_of_norms() -> None:
    index = load_index()
    for statute in statutes():
        entry = index.get(statute.norm)
        assert entry is not None and entry.title == statute.title.zh
        assert index.check(statute.norm, statute.article) is None
        assert entry.in_force.start is not None and entry.in_force.start.value == statute.start
        until = entry.in_force.until.value if entry.in_force.until else None
        assert until == statute.until
    assert [s.days for s in statutes()] == [11, 13]


@pytest.mark.parametrize(("year", "days"), [(2014, 11), (2024, 11), (2025, 13), (2030, 13)])
def test_the_statute_of_a_year(year: int, days: int) -> None:
    statute = statute_of(year)
    assert statute is not None and statute.days == days


def test_before_the_first_version_at_hand_there_is_none() -> None:
    assert statute_of(2013) is None


@pytest.mark.parametrize("year", [*YEARS, 2027])
def test_the_days_of_each_holiday_are_those_of_the_library(year: int) -> None:
    """The library names the days of the statute themselves, 除夕 apart; where two holidays meet, both."""
    statute = statute_of(year)
    assert statute is not None
    named: Counter[str] = Counter()
    found = holidays.country_holidays("CN", years=[year], language="zh_CN", observed=False)
    for names in found.values():
        for name in names.split("; "):
            holiday = next((h for h in statute.holidays if h.zh == name.replace("农历除夕", "春节")), None)
            if holiday is not None:
                named[holiday.zh] += 1
    assert named == {h.zh: h.days for h in statute.holidays}


@pytest.mark.parametrize("year", [*YEARS, 2027])
def test_the_fixed_days_are_those_of_the_library(year: int) -> None:
    statute = statute_of(year)
    assert statute is not None
    found = holidays.country_holidays("CN", years=[year], language="zh_CN", observed=False)
    for holiday in statute.holidays:
        for day in holiday.fixed_in(year):
            assert holiday.zh in found[day]


# Weekdays off, weekend days worked, their difference, counted by the notices on the year (so that 2018-12-29 to 31 count
# for 2019). By hand for 2024: 01-01; 02-12 to 16; 04-04, 05; 05-01 to 03; 06-10; 09-16, 17; 10-01 to 04, 07 are 19
# weekdays; worked 02-04, 02-18, 04-07, 04-28, 05-11, 09-14, 09-29, 10-12 are 8. 除夕 (02-09) was worked and is no day of
# that statute.
BALANCES = {
    2018: (17, 6, 11),
    2019: (18, 7, 11),
    2020: (19, 6, 13),  # 11 and two: 01-31 off, 02-01 no longer worked
    2021: (18, 7, 11),
    2022: (18, 7, 11),
    2023: (18, 7, 11),
    2024: (19, 8, 11),
    2025: (18, 5, 13),
    2026: (19, 6, 13),
}


@pytest.mark.parametrize("year", YEARS)
def test_the_notices_move_rest_days_and_make_none(year: int) -> None:
    found = balance(listed_by(shipped_notices(year)))
    assert (found.off, found.worked, found.days) == BALANCES[year]
    statute = statute_of(year)
    assert statute is not None
    assert (found.days == statute.days) is (year != 2020)


def test_2020_before_the_extension_was_as_the_statute_has_it() -> None:
    first, extension = shipped_notices(2020)
    assert balance(listed_by([first])).days == 11
    assert {d for h in extension.holidays for d in (h.first, h.last)} == {date(2020, 1, 31), date(2020, 2, 2)}


@pytest.mark.parametrize("year", YEARS)
def test_each_holiday_comes_to_its_own_days(year: int) -> None:
    """Not only the sum: the days moved for a holiday stay with it (two holidays under one name together)."""
    statute = statute_of(year)
    assert statute is not None
    listed = listed_by(shipped_notices(year)[:1] if year == 2020 else shipped_notices(year))
    for name in {entry.holiday.name.zh for entry in listed.values()}:
        own = {d: e for d, e in listed.items() if e.holiday.name.zh == name}
        assert balance(own).days == sum(h.days for h in statute.holidays if h.named_in(name)), name

"""Sums worked out by hand from the notices, and the traps of the Chinese calendar, one by one."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.calendar import (
    Calendar,
    Closure,
    MissingYear,
    NotCountedInDays,
    OverflowLimit,
    Sum,
    Unit,
)
from guiju.engine.diagnostics.text import Text
from msgspec import structs


def day(text: str) -> date:
    return date.fromisoformat(text)


# start; 5, 7 and 20 working days on; 29 and 30 days on; the last of these rolled to a working day
POINTS = """
2019-01-31 2019-02-12 2019-02-14 2019-03-05 2019-03-01 2019-03-02 2019-03-04
2019-09-05 2019-09-12 2019-09-17 2019-10-10 2019-10-04 2019-10-05 2019-10-08
2019-09-27 2019-10-10 2019-10-12 2019-10-30 2019-10-26 2019-10-27 2019-10-28
2019-09-30 2019-10-12 2019-10-15 2019-11-01 2019-10-29 2019-10-30 2019-10-30
2020-01-17 2020-01-23 2020-02-04 2020-02-21 2020-02-15 2020-02-16 2020-02-17
2020-01-20 2020-02-04 2020-02-06 2020-02-25 2020-02-18 2020-02-19 2020-02-19
2020-01-23 2020-02-07 2020-02-11 2020-02-28 2020-02-21 2020-02-22 2020-02-24
2021-01-12 2021-01-19 2021-01-21 2021-02-08 2021-02-10 2021-02-11 2021-02-18
2023-08-30 2023-09-06 2023-09-08 2023-09-27 2023-09-28 2023-09-29 2023-10-07
2024-02-02 2024-02-08 2024-02-18 2024-03-06 2024-03-02 2024-03-03 2024-03-04
2024-09-06 2024-09-13 2024-09-18 2024-10-11 2024-10-05 2024-10-06 2024-10-08
2025-01-24 2025-02-07 2025-02-10 2025-02-27 2025-02-22 2025-02-23 2025-02-24
2025-09-05 2025-09-12 2025-09-16 2025-10-10 2025-10-04 2025-10-05 2025-10-09
2026-01-16 2026-01-23 2026-01-27 2026-02-13 2026-02-14 2026-02-15 2026-02-24
2026-02-13 2026-02-27 2026-03-02 2026-03-19 2026-03-14 2026-03-15 2026-03-16
2026-09-01 2026-09-08 2026-09-10 2026-09-29 2026-09-30 2026-10-01 2026-10-08
2026-09-24 2026-10-09 2026-10-12 2026-10-29 2026-10-23 2026-10-24 2026-10-26
2026-11-24 2026-12-01 2026-12-03 2026-12-22 2026-12-23 2026-12-24 2026-12-24
"""


@pytest.mark.parametrize("line", POINTS.split("\n")[1:-1])
def test_worked_out_by_hand(line: str) -> None:
    start, *expected = (day(text) for text in line.split())
    calendar = Calendar()
    after = [calendar.add(start, n, "workday").result for n in (5, 7, 20)]
    after += [calendar.add(start, n, "day").result for n in (29, 30)]
    after.append(calendar.roll(after[-1]).result)
    assert after == expected


def test_across_the_end_of_what_is_known() -> None:
    calendar, start = Calendar(), day("2026-12-02")
    assert [calendar.add(start, n, "workday").result for n in (5, 7, 20)] == [
        day("2026-12-09"),
        day("2026-12-11"),
        day("2026-12-30"),
    ]
    assert calendar.add(start, 21, "workday").result == day("2026-12-31")
    assert calendar.add(start, 30, "day").result == day("2027-01-01")  # a sum in days needs no notice
    with pytest.raises(MissingYear) as rolled:
        calendar.roll(day("2027-01-01"))
    with pytest.raises(MissingYear) as counted:
        calendar.add(start, 22, "workday")
    assert rolled.value.year == counted.value.year == 2027
    assert "2027" in rolled.value.text.zh
    assert "2027" in rolled.value.text.en


@pytest.mark.parametrize("unknown", ["2017-12-29", "2027-01-02", "2027-06-01"])
def test_a_year_without_a_notice_is_never_guessed(unknown: str) -> None:
    calendar = Calendar()
    for ask in (calendar.is_workday, calendar.why, calendar.roll):
        with pytest.raises(MissingYear) as missing:
            ask(day(unknown))
        assert missing.value.year == day(unknown).year
    with pytest.raises(MissingYear):
        calendar.notices_for(day(unknown).year)


@pytest.mark.parametrize(
    ("hearing", "seven", "eight"),
    [("2019-10-08", "2019-10-01", "2019-09-30"), ("2026-02-24", "2026-02-17", "2026-02-16")],
)
def test_back_from_a_hearing(hearing: str, seven: str, eight: str) -> None:
    calendar = Calendar()
    assert calendar.back(day(hearing), 7, "day") == Sum(day(seven))
    assert calendar.back(day(hearing), 8, "day") == Sum(day(eight))


def test_back_in_working_days() -> None:
    found = Calendar().back(day("2019-10-09"), 3, "workday")
    assert found.result == day("2019-09-29")  # 8 October, 30 September, and the Sunday worked in exchange
    assert found.skipped == tuple(date(2019, 10, n) for n in range(1, 8))


@pytest.mark.parametrize(
    ("text", "worked", "zh", "en"),
    [
        # a notice reaches into the year before its own: a Saturday worked, a Monday off, a Saturday off
        ("2018-12-29", True, "元旦调休上班(国办发明电〔2018〕15号)", "worked in exchange for New Year's Day"),
        ("2018-12-30", False, "元旦放假(国办发明电〔2018〕15号)", "off for New Year's Day"),
        ("2018-12-31", False, "元旦放假(国办发明电〔2018〕15号)", "off for New Year's Day"),
        ("2022-12-31", False, "元旦放假(国办发明电〔2022〕16号)", "off for New Year's Day"),
        # changed within the year
        ("2019-04-28", True, "劳动节调休上班(国办发明电〔2019〕3号)", "worked in exchange for Labour Day"),
        ("2019-05-02", False, "劳动节放假(国办发明电〔2019〕3号)", "off for Labour Day"),
        ("2019-05-05", True, "劳动节调休上班(国办发明电〔2019〕3号)", "worked in exchange for Labour Day"),
        # extended during the holiday: the Saturday was to be worked at first
        (
            "2020-01-19",
            True,
            "春节调休上班(国办发明电〔2019〕16号)",
            "worked in exchange for Spring Festival",
        ),
        ("2020-01-30", False, "春节放假(国办发明电〔2019〕16号)", "off for Spring Festival"),
        ("2020-01-31", False, "春节放假(国办发明电〔2020〕1号)", "off for Spring Festival"),
        ("2020-02-01", False, "春节放假(国办发明电〔2020〕1号)", "off for Spring Festival"),
        ("2020-02-03", True, "星期一,正常上班", "Monday, an ordinary working day"),
        # New Year's Eve of 2024 was encouraged as rest, not given
        ("2024-02-09", True, "星期五,正常上班", "Friday, an ordinary working day"),
        # three working days between two holidays
        ("2026-09-27", False, "中秋节放假(国办发明电〔2025〕7号)", "off for Mid-Autumn Festival"),
        ("2026-09-28", True, "星期一,正常上班", "Monday, an ordinary working day"),
        ("2026-09-30", True, "星期三,正常上班", "Wednesday, an ordinary working day"),
        ("2026-10-01", False, "国庆节放假(国办发明电〔2025〕7号)", "off for National Day"),
        ("2019-10-13", False, "星期日,周末", "Sunday, a weekend day"),
    ],
)
def test_why(text: str, worked: bool, zh: str, en: str) -> None:
    calendar = Calendar()
    assert calendar.is_workday(day(text)) is worked
    why = calendar.why(day(text))
    assert why.zh == zh
    assert why.en.startswith(en)


@pytest.mark.parametrize(
    ("known_on", "start", "n", "result"),
    [
        ("2020-01-20", "2020-01-20", 7, "2020-02-04"),
        (
            "2020-01-26",
            "2020-01-20",
            7,
            "2020-02-04",
        ),  # dated that day, public the day after
        ("2020-01-27", "2020-01-20", 7, "2020-02-06"),
        ("2019-03-21", "2019-04-26", 3, "2019-05-02"),
        ("2019-03-22", "2019-04-26", 3, "2019-04-30"),
    ],
)
def test_working_days_as_known_on_a_day(known_on: str, start: str, n: int, result: str) -> None:
    assert Calendar(known_on=day(known_on)).add(day(start), n, "workday").result == day(result)


def test_what_was_known_of_a_day() -> None:
    old = Calendar(known_on=day("2020-01-20"))
    assert old.is_workday(day("2020-01-31"))
    assert old.is_workday(day("2020-02-01"))
    assert old.why(day("2020-02-01")).zh == "春节调休上班(国办发明电〔2019〕16号)"
    assert Calendar(known_on=day("2018-12-05")).is_workday(
        day("2018-12-31")
    )  # the day before the 2019 notice
    assert not Calendar(known_on=day("2018-12-06")).is_workday(day("2018-12-31"))


def test_a_year_whose_notice_was_not_yet_public() -> None:
    with pytest.raises(MissingYear) as missing:
        Calendar(known_on=day("2019-11-20")).is_workday(day("2020-01-02"))
    assert missing.value.year == 2020
    assert "2019-11-20" in missing.value.text.zh
    assert Calendar(known_on=day("2019-11-21")).is_workday(day("2020-01-02"))


def test_notices() -> None:
    calendar = Calendar()
    assert [n.number for n in calendar.notices_for(2026)] == ["国办发明电〔2025〕7号"]
    assert [n.number for n in calendar.notices_for(2018)] == [
        "国办发明电〔2017〕12号",
        "国办发明电〔2018〕15号",
    ]
    assert [n.known_from for n in calendar.notices_for(2019)] == [day("2018-12-06"), day("2019-03-22")]
    assert [n.dated for n in calendar.notices_for(2020)] == [day("2019-11-21"), day("2020-01-26")]
    assert len(Calendar(known_on=day("2020-01-20")).notices_for(2020)) == 1


LATE = Closure(
    day("2020-02-03"),
    day("2020-02-09"),
    Text("延迟复工", "work resumed late"),
    "样例省人民政府",
    "样府明电〔2020〕1号",
    day("2020-01-28"),
)


def test_local_closures() -> None:
    local = Calendar(closures=(LATE,))
    assert not local.is_workday(day("2020-02-03"))
    assert local.why(day("2020-02-03")).zh == "当地不上班:延迟复工(样例省人民政府,样府明电〔2020〕1号)"
    assert local.why(day("2020-02-10")).zh == "星期一,正常上班"
    assert local.roll(day("2020-02-01")).result == day("2020-02-10")
    assert Calendar().roll(day("2020-02-01")).result == day("2020-02-03")


def test_local_closures_are_known_from_a_day_on() -> None:
    assert Calendar(day("2020-01-27"), closures=(LATE,)).is_workday(day("2020-02-03"))
    assert not Calendar(day("2020-01-28"), closures=(LATE,)).is_workday(day("2020-02-03"))


def test_what_is_closed_is_closed_in_a_year_without_a_notice_too() -> None:
    later = structs.replace(LATE, first=day("2031-03-03"), last=day("2031-03-03"))
    assert not Calendar(closures=(later,)).is_workday(day("2031-03-03"))
    with pytest.raises(MissingYear):
        Calendar(closures=(later,)).is_workday(day("2031-03-04"))


def test_roll_names_the_days_passed_over() -> None:
    calendar = Calendar()
    assert calendar.roll(day("2019-10-05")) == Sum(
        day("2019-10-08"), tuple(date(2019, 10, n) for n in (5, 6, 7))
    )
    assert calendar.roll(day("2019-10-12")) == Sum(day("2019-10-12"))


def test_add_names_the_days_passed_over() -> None:
    found = Calendar().add(day("2019-09-27"), 7, "workday")
    assert found.skipped == (day("2019-09-28"), *(date(2019, 10, n) for n in range(1, 8)))


@pytest.mark.parametrize(
    ("start", "n", "unit", "after", "before"),
    [
        ("2019-11-30", 3, "month", "2020-02-29", "2019-08-30"),
        ("2019-01-31", 1, "month", "2019-02-28", "2018-12-31"),
        ("2020-03-31", 1, "month", "2020-04-30", "2020-02-29"),
        ("2020-02-29", 1, "year", "2021-02-28", "2019-02-28"),
        ("2020-02-29", 4, "year", "2024-02-29", "2016-02-29"),
        ("2019-12-15", 1, "month", "2020-01-15", "2019-11-15"),
    ],
)
def test_months_and_years(start: str, n: int, unit: Unit, after: str, before: str) -> None:
    calendar = Calendar()
    assert calendar.add(day(start), n, unit) == Sum(day(after))
    assert calendar.back(day(start), n, unit) == Sum(day(before))


def test_excluded_days_do_not_count() -> None:
    calendar, start = Calendar(), day("2019-09-09")  # a Monday; 13 September is Mid-Autumn

    def supplementing(d: date) -> bool:
        return day("2019-09-10") <= d <= day("2019-09-12")

    left_out = tuple(date(2019, 9, n) for n in (10, 11, 12))
    assert calendar.add(start, 2, "day", supplementing) == Sum(day("2019-09-14"), left_out)
    weekend = tuple(date(2019, 9, n) for n in (13, 14, 15))
    assert calendar.add(start, 2, "workday", supplementing) == Sum(day("2019-09-17"), left_out + weekend)
    assert calendar.back(day("2019-09-13"), 1, "day", supplementing) == Sum(start, left_out)
    for unit in ("month", "year"):
        with pytest.raises(NotCountedInDays):
            calendar.add(start, 1, unit, supplementing)


def test_limits() -> None:
    calendar, start = Calendar(), day("2018-06-01")
    assert calendar.add(start, 36_500, "day").result == day("2118-05-08")
    units: tuple[Unit, ...] = ("day", "workday", "month", "year")
    for unit in units:
        with pytest.raises(OverflowLimit) as too_long:
            calendar.add(start, 36_501, unit)
        assert "36501" in too_long.value.text.zh
        with pytest.raises(ValueError, match="negative"):
            calendar.add(start, -1, unit)
        assert calendar.add(date.max, 0, unit) == Sum(date.max)
    for n, unit in ((200, "year"), (3_000, "month"), (36_500, "month"), (36_500, "year")):
        with pytest.raises(OverflowLimit):
            calendar.add(start, n, unit)
        with pytest.raises(OverflowLimit):
            calendar.back(start, n, unit)
    with pytest.raises(OverflowLimit):
        calendar.add(date.max, 1, "day")
    with pytest.raises(OverflowLimit):
        calendar.add(start, 1, "day", lambda _: True)  # no day ever counts
    with pytest.raises(MissingYear) as missing:
        calendar.add(start, 36_500, "workday")
    assert missing.value.year == 2027

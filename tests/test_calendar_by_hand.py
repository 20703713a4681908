"""Counts over the holidays, each counted off by hand from the notice: `1 Fri 1` is the first working day, a day in
brackets is passed over, `*` marks a weekend day worked in exchange. The day of the act is never counted."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.calendar import Calendar, MissingYear

# (start, {n: the n-th working day after it})
SPRING_FESTIVAL = [
    # 2019, off 02-04 to 02-10, worked 02-02 and 02-03:
    # 1 Fri 1, 2 Sat 2*, 3 Sun 3*, (4-10), 4 Mon 11, 5 Tue 12, 6 Wed 13, 7 Thu 14
    ("2019-01-31", {1: "2019-02-01", 2: "2019-02-02", 3: "2019-02-03", 4: "2019-02-11", 7: "2019-02-14"}),
    # 2020, off 01-24 to 01-30 and then to 02-02, the worked 02-01 cancelled:
    # 1 Tue 21, 2 Wed 22, 3 Thu 23, (24-02-02), 4 Mon 3, 5 Tue 4, 6 Wed 5, 7 Thu 6
    ("2020-01-20", {3: "2020-01-23", 4: "2020-02-03", 5: "2020-02-04", 7: "2020-02-06"}),
    # 2022, off 01-31 to 02-06, worked 01-29 and 01-30:
    # 1 Thu 27, 2 Fri 28, 3 Sat 29*, 4 Sun 30*, (31-02-06), 5 Mon 7, 6 Tue 8, 7 Wed 9
    ("2022-01-26", {3: "2022-01-29", 4: "2022-01-30", 5: "2022-02-07", 7: "2022-02-09"}),
    # 2024, off 02-10 to 02-17, worked 02-04 and 02-18; New Year's Eve (02-09) is worked:
    # (Sat 3), 1 Sun 4*, 2 Mon 5, 3 Tue 6, 4 Wed 7, 5 Thu 8, 6 Fri 9, (10-17), 7 Sun 18*, 8 Mon 19
    ("2024-02-02", {1: "2024-02-04", 6: "2024-02-09", 7: "2024-02-18", 8: "2024-02-19"}),
    # 2026, off 02-15 to 02-23, worked 02-14 and 02-28:
    # 1 Sat 14*, (15-23), 2 Tue 24, 3 Wed 25, 4 Thu 26, 5 Fri 27, 6 Sat 28*, (Sun 1), 7 Mon 2
    ("2026-02-13", {1: "2026-02-14", 2: "2026-02-24", 5: "2026-02-27", 6: "2026-02-28", 7: "2026-03-02"}),
]
MAY_DAY = [
    # 2019 as changed, off 05-01 to 05-04, worked 04-28 and 05-05:
    # 1 Fri 26, (Sat 27), 2 Sun 28*, 3 Mon 29, 4 Tue 30, (1-4), 5 Sun 5*, 6 Mon 6
    ("2019-04-25", {2: "2019-04-28", 4: "2019-04-30", 5: "2019-05-05", 6: "2019-05-06"}),
    # 2024, off 05-01 to 05-05, worked 04-28 and 05-11: 1 Fri 26, (Sat 27), 2 Sun 28*, 3 Mon 29, 4 Tue 30, (1-5),
    # 5 Mon 6, 6 Tue 7, 7 Wed 8, 8 Thu 9, 9 Fri 10, 10 Sat 11*, (Sun 12), 11 Mon 13
    ("2024-04-25", {2: "2024-04-28", 5: "2024-05-06", 10: "2024-05-11", 11: "2024-05-13"}),
    # 2025, off 05-01 to 05-05, worked 04-27:
    # (Sat 26), 1 Sun 27*, 2 Mon 28, 3 Tue 29, 4 Wed 30, (1-5), 5 Tue 6, 6 Wed 7, 7 Thu 8
    ("2025-04-25", {1: "2025-04-27", 4: "2025-04-30", 5: "2025-05-06", 7: "2025-05-08"}),
    # 2026, off 05-01 to 05-05, worked 05-09:
    # 1 Thu 30, (1-5), 2 Wed 6, 3 Thu 7, 4 Fri 8, 5 Sat 9*, (Sun 10), 6 Mon 11, 7 Tue 12
    ("2026-04-29", {1: "2026-04-30", 2: "2026-05-06", 5: "2026-05-09", 7: "2026-05-12"}),
]
NATIONAL_DAY = [
    # 2019, off 10-01 to 10-07, worked 09-29 and 10-12:
    # (Sat 28), 1 Sun 29*, 2 Mon 30, (1-7), 3 Tue 8, 4 Wed 9, 5 Thu 10, 6 Fri 11, 7 Sat 12*, (Sun 13), 8 Mon 14
    ("2019-09-27", {1: "2019-09-29", 3: "2019-10-08", 7: "2019-10-12", 8: "2019-10-14"}),
    # 2023 with Mid-Autumn, off 09-29 to 10-06, worked 10-07 and 10-08:
    # 1 Thu 28, (29-6), 2 Sat 7*, 3 Sun 8*, 4 Mon 9, 5 Tue 10, 6 Wed 11, 7 Thu 12
    ("2023-09-27", {1: "2023-09-28", 2: "2023-10-07", 3: "2023-10-08", 7: "2023-10-12"}),
    # 2025 with Mid-Autumn, off 10-01 to 10-08, worked 09-28 and 10-11:
    # (Sat 27), 1 Sun 28*, 2 Mon 29, 3 Tue 30, (1-8), 4 Thu 9, 5 Fri 10, 6 Sat 11*, (Sun 12), 7 Mon 13
    ("2025-09-26", {1: "2025-09-28", 4: "2025-10-09", 6: "2025-10-11", 7: "2025-10-13"}),
    # 2026, off 09-25 to 09-27 and 10-01 to 10-07, worked 09-20 and 10-10: three working days between two holidays,
    # (25-27), 1 Mon 28, 2 Tue 29, 3 Wed 30, (1-7), 4 Thu 8, 5 Fri 9, 6 Sat 10*, (Sun 11), 7 Mon 12
    ("2026-09-24", {1: "2026-09-28", 3: "2026-09-30", 4: "2026-10-08", 6: "2026-10-10", 7: "2026-10-12"}),
]
END_OF_THE_YEAR = [
    # 2018/19, by the notice for 2019 worked 12-29, off 12-30 to 01-01:
    # 1 Fri 28, 2 Sat 29*, (30-1), 3 Wed 2, 4 Thu 3, 5 Fri 4, (5-6), 6 Mon 7, 7 Tue 8
    ("2018-12-27", {2: "2018-12-29", 3: "2019-01-02", 5: "2019-01-04", 7: "2019-01-08"}),
    # 2020/21, off 01-01 to 01-03: (1-3), 1 Mon 4, 2 Tue 5, 3 Wed 6, 4 Thu 7, 5 Fri 8, (9-10), 6 Mon 11, 7 Tue 12
    ("2020-12-31", {1: "2021-01-04", 5: "2021-01-08", 7: "2021-01-12"}),
    # 2022/23, by the notice for 2023 off 12-31 to 01-02:
    # 1 Fri 30, (31-2), 2 Tue 3, 3 Wed 4, 4 Thu 5, 5 Fri 6, (7-8), 6 Mon 9, 7 Tue 10
    ("2022-12-29", {1: "2022-12-30", 2: "2023-01-03", 5: "2023-01-06", 7: "2023-01-10"}),
    # 2023/24, off 01-01 alone: (30-1), 1 Tue 2, 2 Wed 3, 3 Thu 4, 4 Fri 5, (6-7), 5 Mon 8, 6 Tue 9, 7 Wed 10
    ("2023-12-29", {1: "2024-01-02", 5: "2024-01-08", 7: "2024-01-10"}),
    # 2025/26, off 01-01 to 01-03, worked 01-04:
    # (1-3), 1 Sun 4*, 2 Mon 5, 3 Tue 6, 4 Wed 7, 5 Thu 8, 6 Fri 9, (10-11), 7 Mon 12
    ("2025-12-31", {1: "2026-01-04", 2: "2026-01-05", 5: "2026-01-08", 7: "2026-01-12"}),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "expected"), [*SPRING_FESTIVAL, *MAY_DAY, *NATIONAL_DAY, *END_OF_THE_YEAR], ids=str
)
def test_working_days_counted_off_by_hand(start: str, expected: dict[int, str]) -> None:
    found = {n: str(Calendar().add(day(start), n, "workday").result) for n in expected}
    assert found == expected


@pytest.mark.parametrize(
    ("known_on", "start", "expected"),
    [
        # 2020-01-20 by the first notice, off 01-24 to 01-30, worked 02-01:
        # 1 Tue 21, 2 Wed 22, 3 Thu 23, (24-30), 4 Fri 31, 5 Sat 1*, (Sun 2), 6 Mon 3, 7 Tue 4
        ("2020-01-20", "2020-01-20", {4: "2020-01-31", 5: "2020-02-01", 6: "2020-02-03", 7: "2020-02-04"}),
        # 2019-04-25 by the first notice, off 05-01 alone:
        # 1 Fri 26, (27-28), 2 Mon 29, 3 Tue 30, (1), 4 Thu 2, 5 Fri 3, (4-5), 6 Mon 6
        ("2019-03-21", "2019-04-25", {2: "2019-04-29", 4: "2019-05-02", 5: "2019-05-03", 6: "2019-05-06"}),
        # 2018-12-27 before the notice for 2019: 1 Fri 28, (Sat 29, Sun 30), 2 Mon 31
        ("2018-12-05", "2018-12-27", {1: "2018-12-28", 2: "2018-12-31"}),
        # 2022-12-29 before the notice for 2023 (public on 12-08): 1 Fri 30; Saturday 31 is off either way
        ("2022-12-07", "2022-12-29", {1: "2022-12-30"}),
    ],
)
def test_as_it_was_right_to_count_then(known_on: str, start: str, expected: dict[int, str]) -> None:
    calendar = Calendar(known_on=day(known_on))
    assert {n: str(calendar.add(day(start), n, "workday").result) for n in expected} == expected


@pytest.mark.parametrize(
    ("start", "days", "last", "rolled"),
    [
        # the last day falls into Spring Festival 2021 (02-11 to 02-17): Thu 18
        ("2021-01-12", 30, "2021-02-11", "2021-02-18"),
        # on a Saturday worked in exchange it stays: 2024-05-11, 2026-10-10
        ("2024-04-11", 30, "2024-05-11", "2024-05-11"),
        ("2026-09-10", 30, "2026-10-10", "2026-10-10"),
        # on a Sunday before a worked Monday: 2024-04-28 is worked itself
        ("2024-03-29", 30, "2024-04-28", "2024-04-28"),
        # into May Day 2026 (05-01 to 05-05): Wed 6
        ("2026-04-01", 30, "2026-05-01", "2026-05-06"),
        # into National Day 2023 (09-29 to 10-06): the first day after is a Saturday, worked
        ("2023-08-30", 30, "2023-09-29", "2023-10-07"),
        # on New Year's Day 2026 (01-01 to 01-03): the first day after is a Sunday, worked
        ("2025-12-02", 30, "2026-01-01", "2026-01-04"),
        # on 2018-12-30, off by the notice for 2019 to 01-01: Wed 2
        ("2018-11-30", 30, "2018-12-30", "2019-01-02"),
    ],
)
def test_a_last_day_that_rolls_on(start: str, days: int, last: str, rolled: str) -> None:
    calendar = Calendar()
    assert str(calendar.add(day(start), days, "day").result) == last
    assert str(calendar.roll(day(last)).result) == rolled


@pytest.mark.parametrize(
    ("end", "n", "first"),
    [
        # back from Mon 2026-10-12: (Sun 11), 1 Sat 10*, 2 Fri 9, 3 Thu 8, (7-1), 4 Wed 30
        ("2026-10-12", 3, "2026-10-08"),
        ("2026-10-12", 4, "2026-09-30"),
        # back from Tue 2026-02-24: (23-15), 1 Sat 14*, 2 Fri 13
        ("2026-02-24", 1, "2026-02-14"),
        ("2026-02-24", 2, "2026-02-13"),
        # back from Wed 2019-01-02: (1, 31, 30), 1 Sat 29*, 2 Fri 28
        ("2019-01-02", 1, "2018-12-29"),
        ("2019-01-02", 2, "2018-12-28"),
    ],
)
def test_working_days_counted_back(end: str, n: int, first: str) -> None:
    assert str(Calendar().back(day(end), n, "workday").result) == first


def test_the_end_of_what_is_known() -> None:
    # 1 Fri 25, (26-27), 2 Mon 28, 3 Tue 29, 4 Wed 30, 5 Thu 31, then 2027
    calendar, start = Calendar(), day("2026-12-24")
    assert str(calendar.add(start, 5, "workday").result) == "2026-12-31"
    with pytest.raises(MissingYear) as missing:
        calendar.add(start, 6, "workday")
    assert missing.value.year == 2027

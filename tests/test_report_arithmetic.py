"""The sum of dates in one line."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.calendar import OpenDay
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.semantics.core import Duration

START, DUE = date(2019, 9, 5), date(2019, 10, 5)
THIRTY = Duration(30, "day")


@pytest.mark.parametrize(
    ("sum_", "zh", "en"),
    [
        (
            Arithmetic(START, THIRTY, DUE, ">=", date(2019, 10, 1), False),
            "2019-09-05 起算,当日不计,+30日 = 2019-10-05;实际 2019-10-01,少 4 日",
            "from 2019-09-05 (that day not counted) + 30 days = 2019-10-05; actual 2019-10-01, 4 days short",
        ),
        (
            Arithmetic(START, THIRTY, DUE, "<=", date(2019, 10, 6), False),
            "2019-09-05 起算,当日不计,+30日 = 2019-10-05;实际 2019-10-06,迟 1 日",
            "from 2019-09-05 (that day not counted) + 30 days = 2019-10-05; actual 2019-10-06, 1 day late",
        ),
        (
            Arithmetic(START, THIRTY, DUE, ">", DUE, False),
            "2019-09-05 起算,当日不计,+30日 = 2019-10-05;实际 2019-10-05,不能是同一天",
            "from 2019-09-05 (that day not counted) + 30 days = 2019-10-05; actual 2019-10-05, must not be the"
            " same day",
        ),
        (
            Arithmetic(START, Duration(1, "month"), DUE, ">=", DUE, True, options=("full_days",)),
            "2019-09-05 起算,+1个月(足日) = 2019-10-05;实际 2019-10-05,符合",
            "from 2019-09-05 + 1 month (full days) = 2019-10-05; actual 2019-10-05, as required",
        ),
        (
            Arithmetic(DUE, THIRTY, START, "<=", options=("back",), back=True),
            "2019-10-05 往前倒数,当日不计,-30日 = 2019-09-05;不得晚于这一天",
            "back from 2019-10-05 (that day not counted) - 30 days = 2019-09-05; not after that day",
        ),
        (
            Arithmetic(START, Duration(0, "day"), START),
            "2019-09-05 当日;不得早于这一天",
            "2019-09-05 itself; not before that day",
        ),
    ],
)
def test_the_line(sum_: Arithmetic, zh: str, en: str) -> None:
    line = sum_line(sum_)
    assert (line.zh, line.en) == (zh, en)


def test_holidays_are_named_and_weekends_counted() -> None:
    golden_week = tuple(date(2019, 10, d) for d in range(1, 8))
    weekends = (date(2019, 9, 21), date(2019, 9, 22), date(2019, 9, 28), date(2019, 10, 13))
    skipped = (*golden_week, *weekends, date(2019, 9, 13), date(2019, 9, 13))
    line = sum_line(Arithmetic(START, Duration(20, "workday"), date(2019, 10, 14), "<=", skipped=skipped))
    assert "(跳过放假 09-13、10-01 至 10-07、周末 4 天)" in line.zh
    assert "(skipping holiday 09-13, 10-01 to 10-07, 4 days of weekend)" in line.en


FIVE = Duration(5, "workday")


@pytest.mark.parametrize(
    ("between", "actual", "holds", "zh", "en"),
    [
        (
            OpenDay(date(2030, 1, 7), None, 2030), None, None,
            "= 不早于 2030-01-07(缺 2030 年放假安排);不得晚于这一天",
            "= not before 2030-01-07 (the holidays of 2030 are not known); not after that day",
        ),
        (
            OpenDay(date(2030, 1, 7), None, 2030), date(2030, 1, 4), False,
            "(缺 2030 年放假安排);实际 2030-01-04,至少少 3 日",
            "(the holidays of 2030 are not known); actual 2030-01-04, at least 3 days short",
        ),
        (
            OpenDay(date(2030, 1, 7), date(2030, 1, 9), 2030), date(2030, 1, 10), False,
            "= 在 2030-01-07 至 2030-01-09 之间(缺 2030 年放假安排);实际 2030-01-10,至少迟 1 日",
            "(the holidays of 2030 are not known); actual 2030-01-10, at least 1 day late",
        ),
        (
            OpenDay(None, date(2030, 1, 9), 2030), date(2030, 1, 1), True,
            "= 不晚于 2030-01-09(缺 2030 年放假安排);实际 2030-01-01,符合",
            "= not after 2030-01-09 (the holidays of 2030 are not known); actual 2030-01-01, as required",
        ),
        (None, date(2030, 1, 9), None, "= 算不出(超出了日历的年份)", "= unknown (beyond the years of the calendar)"),
    ],
)  # fmt: skip
def test_a_year_without_a_notice_is_named_with_where_the_day_lies(
    between: OpenDay | None, actual: date | None, holds: bool | None, zh: str, en: str
) -> None:
    line = sum_line(Arithmetic(date(2030, 1, 2), FIVE, None, "<=", actual, holds, between=between))
    assert line.zh.endswith(zh) and line.en.endswith(en)


def test_days_left_out_of_the_count_are_no_holidays() -> None:
    passed = tuple(date(2024, 3, n) for n in range(10, 21))
    line = sum_line(
        Arithmetic(date(2024, 3, 1), THIRTY, date(2024, 4, 11), "<=", skipped=passed, left_out=passed)
    )
    assert "(跳过不计入的 03-10 至 03-20)" in line.zh and "放假" not in line.zh
    assert "(skipping what is left out, 03-10 to 03-20)" in line.en
    holiday = (*passed, date(2024, 4, 4))
    mixed = sum_line(
        Arithmetic(date(2024, 3, 1), THIRTY, date(2024, 4, 12), "<=", skipped=holiday, left_out=passed)
    )
    assert "(跳过不计入的 03-10 至 03-20、放假 04-04)" in mixed.zh

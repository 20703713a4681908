"""Days and lengths of time as people write them in a cell."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.ledger.days import Misread, day_of, day_of_number, deadline_of, length_of
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2019, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2019-09-05", "2019-9-5", "2019/9/5", "2019.9.5", "2019.09.05", "20190905", "2019年9月5日", "2019年09月05日",
        "2019 年 9 月 5 日", "二〇一九年九月五日", "二○一九年九月五日", "２０１９／９／５", "２０１９年９月５日",
        "2019-09-05  ", "\u30002019-9-5\n", "2019—9—5", "2019-09-05 00:00:00", "2019-09-05T10:30:00", "2019年9月5号",
        "2019年9月5日 8:30",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("2019-02-30", "X012", "2019-02-30"),
        ("2019年2月30日", "X012", "2019年2月30日"),
        ("20190230", "X012", "2019-02-30"),
        ("2019/13/1", "X012", "2019/13/1"),
        ("0019-09-05", "X012", "1900–2200"),
        ("2018年1105", "X013", "2018-01-05 或 2018-11-05"),
        ("2019年9月", "X013", "没有写到日"),
        ("2019.9", "X013", "没有写到日"),
        ("2019年", "X013", "没有写到日"),
        ("19.9.5", "X013", "四位"),
        ("5/9/2019", "X013", "四位"),
        ("去年", "X011", "不是日期"),
        ("年月日", "X011", "不是日期"),
    ],
)
def test_what_is_no_day_is_named(text: str, code: str, said: str) -> None:
    found = day_of(text)
    assert isinstance(found, Misread) and found.code == code and said in found.message.zh


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("5年", 60), ("五年", 60), ("5", 60), ("５ 年", 60), ("十年", 120), ("18个月", 18), ("十八个月", 18),
        ("两年", 24), ("2年6个月", 30), ("一年半", 18), ("5 years", 60), ("1 year", 12), ("18 months", 18), ("6月", 6),
        ("试行二年", 24), ("试行期18个月", 18), ("试行", None),
        ("有效", None), ("五", None), ("0年", None), ("年", None), ("长期", None), ("300年", None),
        ("2019-09-05", None), ("2019年9月", None),
    ],
)  # fmt: skip
def test_a_length_is_read(text: str, months: int | None) -> None:
    assert length_of(text) == (Duration(months, "month") if months else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年12月底前", date(2025, 12, 31)), ("2025年2月", date(2025, 2, 28)), ("2025年底", date(2025, 12, 31)),
        ("2025年年底前", date(2025, 12, 31)), ("2025年6月30日前", date(2025, 6, 30)), ("2025-06-30", date(2025, 6, 30)),
        ("2025年6月30日前完成", date(2025, 6, 30)), ("2025年11月底前完成", date(2025, 11, 30)),
    ],
)  # fmt: skip
def test_a_deadline_is_read(text: str, day: date) -> None:
    assert deadline_of(text) == day


@pytest.mark.parametrize("text", ["2025年13月底", "尽快", "2025年2月30日前"])
def test_what_is_no_deadline_is_named(text: str) -> None:
    assert isinstance(deadline_of(text), Misread)


def test_numbers_count_from_1899_or_1904() -> None:
    assert day_of_number("43713", since_1904=False) == DAY
    assert day_of_number("42251", since_1904=True) == DAY
    assert [day_of_number(n, False) for n in ("12", "20190905", "43713.5", "x", "99999")] == [None] * 5


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from("-/."))
def test_every_day_is_read_as_written(day: date, sign: str) -> None:
    for text in (f"{day.year}{sign}{day.month}{sign}{day.day}", f"{day.year}年{day.month}月{day.day}日"):
        assert day_of(text) == day
    assert day_of(day.strftime("%Y%m%d")) == day


@given(st.text("0123456789年月日-/.个半至十百 T:五〇", max_size=14))
def test_any_text_is_a_day_or_not(text: str) -> None:
    assert isinstance(day_of(text), date | Misread)
    assert isinstance(deadline_of(text), date | Misread)
    assert length_of(text) is None or isinstance(length_of(text), Duration)

"""The files of the calendar: what they hold, how a mistake in one is reported, which of them are read."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib.resources import files

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.calendar.read import read_notices
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.source import Source

GOOD = """\
year: 2031
notices:
  - number: 某发〔2030〕1号
    title: {zh: 安排, en: arrangement}
    dated: 2030-11-01
    known_from: 2030-11-02
    holidays:
      - {zh: 元旦, en: New Year's Day, first: 2030-12-31, last: 2031-01-01, worked: [2030-12-29]}
"""


def problems(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(Refused) as refused:
        read_notices(Source("2031.yaml", text), 2031)
    for problem in refused.value.diagnostics:
        assert problem.message.zh
        assert problem.message.en
    return [(p.code, p.span.line, p.span.column) for p in refused.value.diagnostics if p.span]


def test_a_good_file() -> None:
    (notice,) = read_notices(Source("2031.yaml", GOOD), 2031)
    assert (notice.number, notice.known_from) == ("某发〔2030〕1号", date(2030, 11, 2))
    (holiday,) = notice.holidays
    assert (holiday.first, holiday.last) == (date(2030, 12, 31), date(2031, 1, 1))
    assert holiday.worked == (date(2030, 12, 29),)


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("year: 2031", "year: ]", "K001", 1, 7),
        ("year: 2031", "year: 2030", "K005", 1, 7),
        ("    title: {zh: 安排, en: arrangement}", "    title: 安排", "K002", 4, 12),
        ("known_from", "knwon_from", "K003", 6, 5),
        ("    dated: 2030-11-01\n", "", "K003", 3, 5),
        ("dated: 2030-11-01", "dated: 2030-11-31", "K004", 5, 12),
        ("dated: 2030-11-01", "dated: 1 November", "K004", 5, 12),
        ("known_from: 2030-11-02", "known_from: 2030-10-31", "K005", 6, 17),
        ("worked: [2030-12-29]", "worked: [2030-12-27]", "K005", 8, 84),
        ("worked: [2030-12-29]", "worked: 2030-12-29", "K002", 8, 83),
        ("last: 2031-01-01", "last: 2030-12-30", "K005", 8, 63),
        ("last: 2031-01-01", "last: 2032-01-01", "K005", 8, 63),
        ("first: 2030-12-31", "first: 2030-12-28", "K005", 8, 7),
        ("first: 2030-12-31", "zh: 元旦, first: 2030-12-31", "K003", 8, 38),
    ],
)
def test_a_mistake_is_reported_at_its_place(old: str, new: str, code: str, line: int, column: int) -> None:
    assert GOOD.count(old) == 1
    assert (code, line, column) in problems(GOOD.replace(old, new))


def test_all_mistakes_at_once_and_the_nearest_key() -> None:
    text = GOOD.replace("dated: 2030-11-01", "dated: soon").replace("worked: [2030-12-29]", "wroked: []")
    with pytest.raises(Refused) as refused:
        read_notices(Source("2031.yaml", text), 2031)
    assert [p.code for p in refused.value.diagnostics] == ["K004", "K003"]
    hint = refused.value.diagnostics[1].hint
    assert hint is not None
    assert "worked" in hint.en


@pytest.mark.parametrize(
    "text", ["", "[]", "year: 2031", "year: 2031\nnotices: []", "? [a]\n: b\n", "notices: 3"]
)
def test_what_is_no_calendar_at_all(text: str) -> None:
    assert problems(text)


def test_the_data_says_where_it_is_from() -> None:
    names = sorted(f.name for f in (files("guiju.rules") / "calendar").iterdir() if f.name.endswith(".yaml"))
    years = [f"{year}.yaml" for year in range(2018, 2027)]
    assert names == [*years, "periods.yaml", "statutory.yaml"]
    for name in years:
        text = (files("guiju.rules") / "calendar" / name).read_text("utf-8")
        assert "not from the gazette" in text
        assert "公报" in text
    numbers = [n.number for year in range(2018, 2027) for n in Calendar().notices_for(year)]
    assert len(set(numbers)) == 11
    assert all(number.startswith("国办发明电〔20") for number in numbers)


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_calendar_loads_no_parser() -> None:
    code = "import sys, guiju.engine.calendar; print([m for m in ('yaml', 'dateutil') if m in sys.modules])"
    assert run(code) == "[]"


def test_only_the_years_asked_for_are_read() -> None:
    code = """
import sys
opened = []
def hook(event, args):
    if event == "open" and str(args[0]).endswith(".yaml"):
        opened.append(str(args[0]).replace("\\\\", "/").rsplit("/", 1)[1])
sys.addaudithook(hook)
from datetime import date
from guiju.engine.calendar import Calendar
Calendar().add(date(2019, 12, 1), 100, "day")
print(len(opened))
for _ in range(2):
    Calendar().is_workday(date(2021, 6, 1))
print(*sorted(opened))
"""
    assert run(code).split("\n") == ["0", "2021.yaml 2022.yaml"]


def test_long_counts_arrive() -> None:
    calendar = Calendar()
    assert calendar.add(date(2018, 1, 1), 2_200, "workday").result.year == 2026
    assert calendar.add(date(2018, 1, 1), 36_500, "day", lambda _: False).result == date(2117, 12, 8)

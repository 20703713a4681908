"""The ways to count a period: the data about them, the points worked out by hand, and what holds of every answer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml
from guiju.engine.calendar import Calendar, Closure, Unit
from guiju.engine.calendar.days import Answer, Question, answer
from guiju.engine.calendar.periods import How, periods
from guiju.engine.calendar.remarks import remarks
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.norm_index import load_index
from guiju.engine.syntax.keywords import keyword_table
from hypothesis import given
from hypothesis import strategies as st

from .test_calendar_points import POINTS

ALL: tuple[Unit, ...] = ("day", "workday", "month", "year")


def day(text: str) -> date:
    return date.fromisoformat(text)


def asked(
    start: str, n: int, unit: Unit = "day", *, back: bool = False, how: How | None = None, on: str = ""
) -> Answer:
    return answer(Question(day(start), n, unit, back, how or How()), Calendar(day(on) if on else None))


def landed(found: Answer) -> dict[str, str | None]:
    return {r.reading.key: str(r.day) if r.day else None for r in found.readings}


# --- the data ------------------------------------------------------------------------------------------------


def test_every_provision_cited_exists() -> None:
    index = load_index()
    for reading in periods().readings:
        assert reading.basis
        for basis in reading.basis:
            assert index.check(basis.norm, basis.article, basis.paragraph) is None
            entry = index.get(basis.norm)
            assert entry is not None and entry.title.endswith(periods().norms[basis.norm].zh)


def test_all_that_the_file_says_is_read() -> None:
    """A comma too many ends a text in YAML without an error."""
    raw: Any = yaml.safe_load((RULES / "calendar" / "periods.yaml").read_text("utf-8"))
    texts = [r[k] for r in raw["readings"] for k in ("name", "gist")] + list(raw["norms"].values())
    assert {tuple(text) for text in texts} == {("zh", "en")}
    raw = yaml.safe_load((RULES / "calendar" / "statutory.yaml").read_text("utf-8"))
    assert {tuple(s["title"]) for s in raw["statutes"]} == {("zh", "en")}


@pytest.mark.parametrize("unit", ALL)
@pytest.mark.parametrize("back", [False, True])
def test_every_unit_has_one_default_in_each_direction(unit: Unit, back: bool) -> None:
    own = [r for r in periods().readings if unit in r.units and r.back == back]
    assert [r.how for r in own if r.default] == [How()]
    assert len({r.how for r in own}) == len(own)
    assert not any(r.roll for r in own) or not back


def test_units_are_written_as_in_rules_and_more_ways() -> None:
    units = {t: spellings for t, spellings in keyword_table()["unit"].items() if t != "HOUR"}
    for terminal, spellings in units.items():
        for spelling in (*spellings[0], *spellings[1]):
            assert periods().unit(spelling) == terminal.lower(), spelling
    assert periods().unit("Working Days") == periods().unit("work-days") == "workday"
    every = [s for spellings in periods().units.values() for s in spellings]
    assert len(set(every)) == len(every) and all(s == s.casefold() for s in every)


# --- the points ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", POINTS.split("\n")[1:-1])
def test_the_readings_of_thirty_days(line: str) -> None:
    """Worked out by hand: both days counted, the first one not, the last day rolling on; full days are one more."""
    start, *_, both, plain, rolled = line.split()
    assert landed(asked(start, 30)) == {
        "day_one_out": plain,
        "last_day_rolls": rolled,
        "day_one_in": both,
        "full_days": str(day(plain) + timedelta(days=1)),
    }


@pytest.mark.parametrize("line", POINTS.split("\n")[1:-1])
def test_the_readings_of_working_days(line: str) -> None:
    start, *by_hand = line.split()
    for n, expected in zip((5, 7, 20), by_hand, strict=False):
        found = asked(start, n, "workday")
        assert landed(found) == {"day_one_out": expected, "full_days": str(day(expected) + timedelta(days=1))}
        assert found.passage is not None and found.passage.worked == n


def test_what_hangs_on_a_year_without_a_notice_is_open_and_the_rest_is_told() -> None:
    found = asked("2026-12-02", 30)
    assert landed(found) == {
        "day_one_out": "2027-01-01",
        "last_day_rolls": None,
        "day_one_in": "2026-12-31",
        "full_days": "2027-01-02",
    }
    assert found.exit_code == 0 and found.chosen.why is None
    rolled = asked("2026-12-02", 30, how=How(roll=True))
    assert rolled.exit_code == 3 and rolled.chosen.missing is not None and "2027" in rolled.chosen.missing.zh
    assert asked("2026-12-02", 22, "workday").exit_code == 3
    assert asked("2026-12-02", 21, "workday").exit_code == 0


@pytest.mark.parametrize(
    ("hearing", "seven", "full", "both", "before"),
    [
        ("2019-10-08", "2019-10-01", "2019-09-30", "2019-10-02", "2019-09-30"),
        # Saturday 14 February is worked in exchange
        ("2026-02-24", "2026-02-17", "2026-02-16", "2026-02-18", "2026-02-14"),
        ("2026-03-20", "2026-03-13", "2026-03-12", "2026-03-14", None),
    ],
)
def test_back_from_a_hearing(hearing: str, seven: str, full: str, both: str, before: str | None) -> None:
    found = asked(hearing, 7, back=True)
    assert landed(found) == {"counted_back": seven, "full_days_back": full, "day_in_back": both}
    assert (str(found.before.day) if found.before else None) == before


@pytest.mark.parametrize(
    ("start", "n", "unit", "out", "rolled", "both"),
    [
        # the day of that number, or the last of the month; both ends: the day before
        ("2019-11-30", 3, "month", "2020-02-29", "2020-03-02", "2020-02-28"),
        ("2019-01-31", 1, "month", "2019-02-28", "2019-02-28", "2019-02-27"),
        ("2020-02-29", 1, "year", "2021-02-28", "2021-03-01", "2021-02-27"),
    ],
)
def test_months_and_years(start: str, n: int, unit: Unit, out: str, rolled: str, both: str) -> None:
    found = landed(asked(start, n, unit))
    assert (found["day_one_out"], found["last_day_rolls"], found["day_one_in"]) == (out, rolled, both)


def test_options_together() -> None:
    found = asked("2020-01-20", 10, how=How(full_days=True, roll=True))
    # 10 days on is Thu 30, the day after Fri 31, off to 02-02
    assert str(found.chosen.day) == "2020-02-03"
    assert found.chosen.reading.key == "last_day_rolls+full_days" and found.chosen not in found.readings
    assert asked("2020-01-20", 7, "workday", how=How(roll=True)).chosen.reading.key == "day_one_out"
    with pytest.raises(ValueError, match="back"):
        asked("2020-01-20", 10, back=True, how=How(roll=True))


# --- what was known when -------------------------------------------------------------------------------------


def test_what_was_right_to_count_on_2020_01_20() -> None:
    (then,) = asked("2020-01-20", 7, "workday").as_known
    assert then.known_on == day("2020-01-20")
    assert {r.reading.key: str(r.day) for r in then.landed} == {
        "day_one_out": "2020-02-04",
        "full_days": "2020-02-05",
    }
    assert [n.number for n in then.between] == ["国办发明电〔2020〕1号"]


def test_the_other_way_round() -> None:
    (now,) = asked("2020-01-20", 7, "workday", on="2020-01-20").as_known
    assert now.known_on is None and {str(r.day) for r in now.landed} == {"2020-02-06", "2020-02-07"}
    assert [n.number for n in now.between] == ["国办发明电〔2020〕1号"]


def test_a_year_that_had_no_notice_then() -> None:
    (then,) = asked("2019-11-15", 40, "workday").as_known
    assert all(r.day is None and r.missing is not None and "2020" in r.missing.zh for r in then.landed)
    assert [n.number for n in then.between] == ["国办发明电〔2019〕16号"]


def test_where_nothing_came_later_nothing_is_said() -> None:
    assert asked("2019-09-05", 20, "workday").as_known == ()
    assert asked("2020-01-20", 30).as_known == ()  # the extension ended before


def test_a_last_day_that_would_have_stayed() -> None:
    # 10 days on is Thu 30, off; the next worked day was Fri 31 then and is Mon 3 now
    (then,) = asked("2020-01-20", 10).as_known
    assert [(r.reading.key, str(r.day)) for r in then.landed] == [("last_day_rolls", "2020-01-31")]


# --- the days between ----------------------------------------------------------------------------------------


def test_the_days_between_and_why() -> None:
    passage = asked("2019-09-27", 7, "workday").passage
    assert passage is not None
    # 09-28 to 10-12 are 15 days: 7 worked (29, 30, 8 to 12), 7 of the holiday, one Saturday
    assert (passage.days, passage.worked, passage.off, passage.weekend) == (15, 7, 8, 1)
    assert [(s.kind, str(s.first), str(s.last)) for s in passage.stretches] == [
        ("worked", "2019-09-29", "2019-09-29"),
        ("off", "2019-10-01", "2019-10-07"),
        ("worked", "2019-10-12", "2019-10-12"),
    ]
    assert passage.stretches[1].why.zh == "国庆节放假(国办发明电〔2018〕15号)"


STARTS = st.dates(date(2018, 2, 1), date(2024, 12, 31))
UNITS: st.SearchStrategy[Unit] = st.sampled_from(ALL)


@given(STARTS, st.integers(1, 60), st.sampled_from(("day", "workday")), st.booleans())
def test_the_days_between_add_up(start: date, n: int, unit: Unit, back: bool) -> None:
    found = answer(Question(start, n, unit, back), Calendar())
    passage = found.passage
    if passage is None:
        assert found.chosen.day == start or found.chosen.day is None
        return
    if passage.unknown:
        return
    assert passage.worked + passage.off == passage.days
    assert n == (passage.worked if unit == "workday" else passage.days)
    assert all(a.last < b.first for a, b in pairwise(passage.stretches))


@given(STARTS, st.integers(1, 20), UNITS)
def test_the_readings_stand_in_order(start: date, n: int, unit: Unit) -> None:
    found = answer(Question(start, n, unit), Calendar())
    days = {r.reading.key: r.day for r in found.readings}
    out, full = days["day_one_out"], days["full_days"]
    assert out and full == out + timedelta(days=1)
    assert "last_day_rolls" not in days or (rolled := days["last_day_rolls"]) is None or rolled >= out
    assert "day_one_in" not in days or days["day_one_in"] == out - timedelta(days=1)


# --- what a sum says -----------------------------------------------------------------------------------------

CLOSED = Closure(
    day("2026-08-03"), day("2026-08-04"), Text("台风", "typhoon"), "某市", "3号", day("2026-08-02")
)


def noted(calendar: Calendar, start: str, n: int) -> list[str]:
    total = calendar.add(day(start), n, "workday")
    again = remarks(
        calendar, day(start), total.result, total.skipped, lambda c: c.add(day(start), n, "workday").result
    )
    return [text.zh for text in again]


def test_the_sums_that_have_something_to_be_noted() -> None:
    plain, local = Calendar(), Calendar(closures=(CLOSED,))
    assert noted(plain, "2019-09-05", 20) == []
    assert noted(plain, "2020-01-20", 7) == [
        "按 2020-01-20 已公布的通知为 2020-02-04,此后公布 国办发明电〔2020〕1号(2020-01-27)"
    ]
    assert noted(plain, "2020-01-20", 3) == []
    assert noted(Calendar(day("2020-01-20")), "2020-01-20", 7) == []
    assert noted(plain, "2019-11-15", 40) == []  # nothing could be counted then
    # from Fri 2019-03-22 to Fri 04-26 are 25 working days, 04-05 being off; the notice of 03-22 has 04-28 worked, so that
    # the 26th is Sun 28 rather than Mon 29, the 29th Sun 05-05 rather than Fri 3, and the 30th Mon 6 either way
    assert noted(plain, "2019-03-21", 26)[0].startswith("按 2019-03-21 已公布的通知为 2019-04-29,")
    assert noted(plain, "2019-03-21", 29)[0].startswith("按 2019-03-21 已公布的通知为 2019-05-03,")
    assert noted(plain, "2019-03-21", 30) == []
    assert noted(local, "2026-07-31", 2) == ["其中 08-03 至 08-04 当地不上班:台风(某市,3号)"]
    assert noted(local, "2026-08-03", 2) == ["其中 08-04 当地不上班:台风(某市,3号)"]

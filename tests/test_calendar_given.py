"""`--calendar`: a year that is not shipped, later changes, local closures, and files that anyone may have written."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.calendar import Calendar, MissingYear
from guiju.engine.calendar.codes import CODES
from guiju.engine.calendar.passage import passage
from guiju.engine.diagnostics.limits import CALENDAR_BYTES, CALENDAR_NODES, CALENDARS_BESIDE
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.calendars import calendar_from, calendar_of

from .command_line import run

# Invented, and balanced: weekdays off less weekend days worked are 1 (Fri 1), 4 (Fri 5, Mon 8 to Thu 11 less one), 1 (Mon
# 5), 2 (Mon 3 to Wed 5 less one), 1 (Wed 9), 1 (Wed 15), 3 (Fri 1, Mon 4 to Thu 7 less two): 13.
YEAR = """\
year: 2027
notices:
  - number: 某发〔2026〕9号
    title: {zh: 安排, en: arrangement}
    dated: 2026-11-10
    known_from: 2026-11-12
    holidays:
      - {zh: 元旦, en: New Year's Day, first: 2027-01-01, last: 2027-01-03}
      - {zh: 春节, en: Spring Festival, first: 2027-02-05, last: 2027-02-11, worked: [2027-02-20]}
      - {zh: 清明节, en: Qingming Festival, first: 2027-04-03, last: 2027-04-05}
      - {zh: 劳动节, en: Labour Day, first: 2027-05-01, last: 2027-05-05, worked: [2027-04-25]}
      - {zh: 端午节, en: Dragon Boat Festival, first: 2027-06-09, last: 2027-06-09}
      - {zh: 中秋节, en: Mid-Autumn Festival, first: 2027-09-15, last: 2027-09-15}
      - {zh: 国庆节, en: National Day, first: 2027-10-01, last: 2027-10-07, worked: [2027-09-26, 2027-10-09]}
"""
CLOSURES = """\
year: 2026
closures:
  - {zh: 台风, en: typhoon, first: 2026-08-03, last: 2026-08-04, issuer: 某市, number: 3号, known_from: 2026-08-02}
"""
LATER = """\
year: 2026
notices:
  - number: 某发〔2026〕3号
    title: {zh: 劳动节改期, en: Labour Day changed}
    dated: 2026-03-20
    known_from: 2026-03-20
    holidays:
      - {zh: 劳动节, en: Labour Day, first: 2026-05-01, last: 2026-05-07, worked: [2026-04-25, 2026-05-09, 2026-05-10]}
"""


def given(*texts: str, known_on: date | None = None) -> tuple[Calendar, list[Diagnostic]]:
    return calendar_of([Source(f"{i}.yaml", text) for i, text in enumerate(texts)], known_on)


def said(*texts: str) -> list[tuple[str, int, int]]:
    """Code, line and column of everything that is said of the files."""
    try:
        found: tuple[Diagnostic, ...] | list[Diagnostic] = given(*texts)[1]
    except Refused as refused:
        found = refused.diagnostics
    for problem in found:
        assert problem.message.zh and problem.message.en and problem.code in CODES
    return [(p.code, p.span.line, p.span.column) for p in found if p.span]


def changed(old: str, new: str, text: str = YEAR) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


# --- what files add ------------------------------------------------------------------------------------------


def test_a_year_that_is_not_shipped() -> None:
    calendar, warnings = given(YEAR)
    assert warnings == []
    assert calendar.add(date(2026, 12, 24), 6, "workday").result == date(2027, 1, 4)
    assert calendar.is_workday(date(2027, 10, 9)) and not calendar.is_workday(date(2027, 10, 10))
    assert calendar.why(date(2027, 2, 11)).zh == "春节放假(某发〔2026〕9号)"
    assert [n.number for n in calendar.notices_for(2027)] == ["某发〔2026〕9号"]
    with pytest.raises(MissingYear):
        Calendar().is_workday(date(2027, 1, 4))


def test_a_year_given_is_known_from_its_day_on() -> None:
    with pytest.raises(MissingYear):
        given(YEAR, known_on=date(2026, 11, 11))[0].is_workday(date(2027, 1, 4))
    assert given(YEAR, known_on=date(2026, 11, 12))[0].is_workday(date(2027, 1, 4))


def test_a_notice_that_gives_days_to_the_december_before() -> None:
    text = changed(
        "first: 2027-01-01, last: 2027-01-03", "first: 2026-12-31, last: 2027-01-03, worked: [2026-12-27]"
    )
    calendar, warnings = given(text)
    assert warnings == []
    assert calendar.is_workday(date(2026, 12, 27)) and not calendar.is_workday(date(2026, 12, 31))
    assert Calendar().is_workday(date(2026, 12, 31))


def test_closures_alone_for_a_year_that_is_shipped() -> None:
    calendar, warnings = given(CLOSURES)
    assert warnings == []
    assert calendar.add(date(2026, 7, 31), 1, "workday").result == date(2026, 8, 5)
    assert calendar.why(date(2026, 8, 4)).en == "closed locally: typhoon (某市,3号)"
    assert (
        given(changed(", en: typhoon", "", CLOSURES))[0]
        .why(date(2026, 8, 4))
        .en.startswith("closed locally: 台风")
    )


def test_a_later_notice_changes_a_shipped_year_and_that_is_said() -> None:
    calendar, (change, *more) = given(LATER)
    assert more == [] and (change.code, change.severity) == ("K011", "warning")
    assert "2026-04-25、2026-05-06、2026-05-07、2026-05-10" in change.message.zh
    assert calendar.is_workday(date(2026, 4, 25)) and not calendar.is_workday(date(2026, 5, 7))
    assert Calendar().is_workday(date(2026, 5, 7))


def test_no_file_is_the_calendar_that_is_shipped() -> None:
    assert calendar_from(()) == (Calendar(), [])
    assert calendar_from((), date(2020, 1, 20)) == (Calendar(date(2020, 1, 20)), [])


def test_calendars_are_values() -> None:
    one, other = given(YEAR, CLOSURES)[0], given(YEAR, CLOSURES)[0]
    assert one == other and hash(one) == hash(other) and one != given(YEAR)[0]
    assert {one: 1}[other] == 1


def test_two_calendars_do_not_disturb_each_other() -> None:
    with_may, without = given(LATER)[0], Calendar()
    for _ in range(2):
        assert not with_may.is_workday(date(2026, 5, 6)) and without.is_workday(date(2026, 5, 6))


def test_files_are_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "2027.yaml").write_text(YEAR, "utf-8")
    (tmp_path / "here.yaml").write_text(CLOSURES, "utf-8")
    calendar, _ = calendar_from([tmp_path / "2027.yaml", tmp_path / "here.yaml", tmp_path / "2027.yaml"])
    assert calendar == given(YEAR, CLOSURES)[0]
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    with pytest.raises(Refused) as refused:
        calendar_from([tmp_path / "2072.yaml", tmp_path / "empty.yaml"])
    assert [(d.code, d.hint is None) for d in refused.value.diagnostics] == [("G001", False), ("G002", True)]


def test_the_later_of_two_notices_prevails_whatever_year_they_are_for() -> None:
    next_year = changed(
        "first: 2027-01-01, last: 2027-01-03", "first: 2026-12-31, last: 2027-01-03, worked: [2026-12-27]"
    )
    holiday = "{zh: 补休, en: rest, first: 2026-12-27, last: 2026-12-27}"
    after = (
        LATER.split("    holidays:")[0].replace("2026-03-20", "2026-12-20")
        + f"    holidays:\n      - {holiday}\n"
    )
    assert given(next_year)[0].is_workday(date(2026, 12, 27))
    assert not given(after, next_year)[0].is_workday(date(2026, 12, 27))
    assert not given(next_year, after)[0].is_workday(date(2026, 12, 27))


def test_two_days_worked_for_one_holiday_are_two_stretches() -> None:
    text = changed("worked: [2027-09-26, 2027-10-09]", "worked: [2027-09-19, 2027-09-26]")
    found = passage(given(text)[0], date(2027, 9, 16), date(2027, 10, 8))
    assert [(s.kind, s.first.day, s.last.day) for s in found.stretches] == [
        ("worked", 19, 19),
        ("worked", 26, 26),
        ("off", 1, 7),
    ]


# --- what does not fit what is known -------------------------------------------------------------------------


def test_what_is_shipped_is_official() -> None:
    early = changed(
        "known_from: 2026-03-20",
        "known_from: 2025-11-04",
        changed("dated: 2026-03-20", "dated: 2025-10-20", LATER),
    )
    assert said(early) == [("K010", 3, 13)]


def test_a_shipped_notice_may_be_given_again_but_not_otherwise() -> None:
    shipped = (Path(__file__).parents[1] / "rules" / "calendar" / "2026.yaml").read_text("utf-8")
    calendar, (same,) = given(shipped)
    assert (same.code, same.severity, calendar) == ("K012", "warning", Calendar())
    assert [code for code, *_ in said(shipped.replace("2026-10-07", "2026-10-06"))] == ["K010"]


def test_two_files_for_one_year() -> None:
    assert said(YEAR, YEAR) == [("K012", 3, 13)]
    assert said(YEAR, changed("〔2026〕9号", "〔2026〕8号")) == [("K010", 3, 13)]
    later = changed("known_from: 2026-11-12", "known_from: 2027-01-10", changed("〔2026〕9号", "〔2027〕1号"))
    assert said(YEAR, later) == []


def test_closures_in_a_year_without_a_notice() -> None:
    assert said(CLOSURES.replace("2026", "2028")) == [("K013", 1, 7)]
    assert said(YEAR, CLOSURES.replace("2026", "2027")) == []


# --- what the statute says -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "severity", "figures"),
    [
        # National Day not off on 1 October
        ("first: 2027-10-01", "first: 2027-10-02", "K020", 14, "error", "2027-10-01"),
        # a weekday of Labour Day that is not off
        (
            "first: 2027-05-01, last: 2027-05-05",
            "first: 2027-05-03, last: 2027-05-06",
            "K022",
            11,
            "warning",
            "14",
        ),
        # one rest day given away without a weekend day worked for it: 20 off, 6 worked would be 13; here 5 are
        (", worked: [2027-02-20]", "", "K022", 9, "warning", "春节 5 天(法定 4 天)"),
        # one weekend day too many
        (
            "worked: [2027-04-25]",
            "worked: [2027-04-25, 2027-05-08]",
            "K022",
            11,
            "warning",
            "劳动节 1 天(法定 2 天)",
        ),
    ],
)
def test_what_the_statute_gives(
    old: str, new: str, code: str, line: int, severity: str, figures: str
) -> None:
    try:
        found = given(changed(old, new))[1]
    except Refused as refused:
        found = list(refused.diagnostics)
    (first, *_) = [d for d in found if d.code == code]
    assert first.severity == severity and first.span is not None and first.span.line == line
    assert figures in first.message.zh
    assert "《全国年节及纪念日放假办法》第二条" in first.message.zh and "art. 2" in first.message.en


def test_the_figures_of_the_balance_are_named() -> None:
    (warning,) = given(changed(", worked: [2027-02-20]", ""))[1]
    # 1 + 5 + 1 + 3 + 1 + 1 + 5 = 17 weekdays off; 04-25, 09-26, 10-09 worked
    assert warning.message.zh.startswith("平日放假 17 天,减去周末上班 3 天,得 14 天;")
    assert warning.message.en.startswith("17 weekdays off less 3 weekend days worked make 14 days;")


def test_a_holiday_that_is_missing() -> None:
    text = "".join(
        line for line in YEAR.splitlines(keepends=True) if "端午" not in line and "中秋" not in line
    )
    found = given(text)[1]
    assert [d.code for d in found] == ["K021", "K022"]
    assert (
        "端午节、中秋节" in found[0].message.zh
        and "Dragon Boat Festival, Mid-Autumn Festival" in found[0].message.en
    )


def test_a_holiday_may_go_by_another_name_and_two_by_one() -> None:
    joint = changed("中秋节, en: Mid-Autumn Festival", "中秋节、教师节, en: Mid-Autumn Festival")
    assert said(joint, changed("year: 2026", "year: 2026", CLOSURES)) == []


def test_a_day_of_the_statute_that_is_worked_on_a_weekend() -> None:
    # 2027-05-01 is a Saturday: off without being named, but not to be worked
    alone = changed("first: 2027-05-01", "first: 2027-05-03")
    assert "K020" not in {code for code, *_ in said(alone)}
    worked = changed(
        "first: 2027-05-01, last: 2027-05-05, worked: [2027-04-25]",
        "first: 2027-05-03, last: 2027-05-05, worked: [2027-05-01]",
    )
    assert "K020" in {code for code, *_ in said(worked)}


def test_years_before_the_statute_at_hand() -> None:
    # 2010 has the weekdays of 2027
    assert said(YEAR.replace("2027", "2010").replace("2026", "2009")) == [("K023", 1, 7)]


# --- files that anyone may have written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("year: 2027", "year: twenty", "K005", 1, 7),
        ("year: 2027", "year: 99999", "K005", 1, 7),
        ("year: 2027\n", "", "K003", 1, 1),
        ("year: 2027", "yaer: 2027", "K003", 1, 1),
        ("notices:", "notice:", "K003", 2, 1),
        ("year: 2027", "year: [2027]", "K002", 1, 7),
        ("title: {zh: 安排, en: arrangement}", "title: {zh: 安排}", "K003", 4, 12),
        ("zh: 安排", "zh: '安\u200b排'", "K002", 4, 17),
        ("zh: 安排", 'zh: "\\ud800"', "K001", 4, 20),
        ("dated: 2026-11-10", "dated: 2026-11-31", "K004", 5, 12),
        ("dated: 2026-11-10", "dated: 2026-11-13", "K005", 6, 17),
        ("dated: 2026-11-10", "dated: 1026-11-10", "K005", 5, 12),
        ("worked: [2027-02-20]", "worked: [2027-02-19]", "K005", 9, 85),
        ("worked: [2027-02-20]", "worked: [2028-02-19]", "K005", 9, 85),
        ("last: 2027-01-03", "last: 2026-12-31", "K005", 8, 63),
        ("known_from: 2026-11-12", "known_from: &a 2026-11-12", "K006", 6, 17),
        ("known_from: 2026-11-12", "known_from: *a", "K006", 6, 17),
        ("known_from: 2026-11-12", "known_from: !!str 2026-11-12", "K006", 6, 17),
        ("known_from: 2026-11-12", "<<: {}", "K003", 6, 5),
        ("notices:", "a: {b: [}\nnotices:", "K001", 2, 9),
        ("title: {", "title: {? [x] : y, ", "K002", 4, 15),
    ],
)
def test_a_mistake_is_reported_at_its_place(old: str, new: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in said(changed(old, new))


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        (", number: 3号", "", "K003", 5),
        ("known_from", "knwon_from", "K003", 88),
        ("last: 2026-08-04", "last: 2026-08-02", "K005", 52),
        ("first: 2026-08-03", "first: 2027-08-03", "K005", 34),
        ("zh: 台风", "zh: ", "K002", 10),
    ],
)
def test_a_mistake_in_a_closure(old: str, new: str, code: str, column: int) -> None:
    assert (code, 3, column) in said(changed(old, new, CLOSURES))


def test_all_mistakes_of_all_files_at_once_with_the_nearest_key() -> None:
    one = changed("dated: 2026-11-10", "dated: soon", changed("notices", "notcies"))
    two = changed("issuer", "isuer", CLOSURES)
    with pytest.raises(Refused) as refused:
        given(one, two, changed("number: 某发〔2026〕9号", "number: [1]"))
    found = [
        (d.span.file if d.span else "", d.code, d.hint.en if d.hint else "")
        for d in refused.value.diagnostics
    ]
    assert ("0.yaml", "K003", "did you mean notices?") in found
    assert ("1.yaml", "K003", "did you mean issuer?") in found
    assert ("2.yaml", "K002", "") in found


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "a",
        "year: 2027",
        "year: 2027\nnotices: []",
        "year: 2027\nclosures: []",
        "? [a]\n: b\n",
        "- - -",
        "{",
        "%",
        "\t",
    ],
)
def test_what_is_no_calendar_at_all(text: str) -> None:
    assert said(text)


def test_limits() -> None:
    assert said("#" * (CALENDAR_BYTES + 1)) == [("K006", 1, 1)]
    assert said("年" * (CALENDAR_BYTES // 3 + 1)) == [("K006", 1, 1)]
    assert said("[" * 500 + "]" * 500) == [("K006", 1, 17)]
    assert said("[" * 100_000)[0][0] in ("K001", "K006")
    assert said("[" + "1," * CALENDAR_NODES + "]")[0][0] == "K006"
    assert said("a: &x [1]\nb: [*x, *x]") == [("K006", 1, 4)]
    assert said(YEAR + "---\nyear: 2028\n") == [("K006", 15, 1)]
    assert said(changed("zh: 安排", f"zh: {'长' * 300}")) == [("K006", 4, 17)]
    with pytest.raises(Refused) as refused:
        calendar_of([Source(f"{i}", CLOSURES) for i in range(CALENDARS_BESIDE + 1)])
    assert [d.code for d in refused.value.diagnostics] == ["K006"]


def test_a_thousand_broken_files_are_refused_in_words() -> None:
    pick = random.Random(7)
    pieces = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "-",
        "\n",
        " ",
        "'",
        '"',
        "&a",
        "*a",
        "!x",
        "%",
        "2027",
        "年",
        "\u2028",
        "|",
        ">",
        "#",
        "\t",
    ]
    for _ in range(1_000):
        at, upto = sorted(pick.randrange(len(YEAR)) for _ in range(2))
        text = YEAR[:at] + "".join(pick.choices(pieces, k=pick.randrange(4))) + YEAR[min(upto, at + 9) :]
        assert all(line > 0 and column > 0 for _, line, column in said(text))


def test_a_run_without_such_files_reads_no_yaml() -> None:
    code = (
        "import sys\nfrom guiju.cli.calendars import load_calendar\nload_calendar(())\n"
        "wanted = ('yaml', 'guiju.engine.calendar.beside', 'guiju.engine.pipeline.calendars')\n"
        "print([m for m in wanted if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_wrong_year_is_one_mistake_and_not_one_for_each_day(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text(YEAR.replace("year: 2027", "year: 2028"), "utf-8")
    ended = run("days", "2026-12-28", "5工作日", "--calendar", file)
    assert ended.code == 2 and ended.err.count("K005") == 1
    assert ended.says("写的是 2028 年,文件里的日子却都在 2027 年", "是不是 2027")
    ended = run("days", "2026-12-28", "5 workdays", "--calendar", file, lang="en")
    assert ended.says("it says 2028, but all days in the file are in 2027", "did you mean 2027?")


def test_a_tab_is_named(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text("year: 2027\nnotices:\n\t- number: x\n", "utf-8")
    ended = run("days", "2026-12-28", "5工作日", "--calendar", file)
    assert ended.code == 2 and ended.says("K001 用了制表符(Tab)缩进", "请改用空格缩进")
    assert run("days", "2026-12-28", "5 workdays", "--calendar", file, lang="en").says("use spaces instead")

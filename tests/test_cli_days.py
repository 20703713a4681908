"""`guiju days`: whole outputs kept, the ways to write a day and a period, calendar files, mistakes.

GUIJU_UPDATE_GOLDEN=1 writes the kept outputs anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.report.layout.columns import columns

from .command_line import Ended, run
from .test_calendar_given import CLOSURES, YEAR

GOLDEN = Path(__file__).parent / "golden" / "days"
SHOWN = {
    "extension_2020": "2020-01-20 7工作日",
    "national_day_2019": "2019-09-05 30日",
    "months": "2019-11-30 3月",
    "hearing": "2026-02-24 7日 --back",
    "unknown_year": "2026-12-02 30日 --roll",
    "known_then": "2020-01-20 7工作日 --known-on 2020-01-22",
    "together": "2020-01-20 10日 --roll --full-days",
}


def days(line: str, *options: str | Path, lang: str = "zh") -> Ended:
    return run("days", *line.split(), *options, lang=lang)


def as_json(line: str, *options: str | Path) -> Any:
    return json.loads(days(line, "--format", "json", *options).out)


@pytest.mark.parametrize("form", ["zh.txt", "en.txt", "json"])
@pytest.mark.parametrize("name", SHOWN)
def test_the_whole_output_is_as_kept(name: str, form: str) -> None:
    lang = "en" if form == "en.txt" else "zh"
    written = days(SHOWN[name], *(("--format", "json") if form == "json" else ()), lang=lang).out
    kept = GOLDEN / f"{name}.{form}"
    if os.environ.get("GUIJU_UPDATE_GOLDEN"):
        kept.write_text(written, encoding="utf-8", newline="\n")
    assert written == kept.read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_lines_fit_and_columns_stand_under_each_other(name: str, lang: str) -> None:
    lines = days(SHOWN[name], lang=lang).out.splitlines()
    assert all(columns(line) <= 100 and line == line.rstrip() for line in lines)
    head = next(
        i for i, line in enumerate(lines) if line.startswith("  ") and ("依据" in line or "basis" in line)
    )
    wanted = columns(lines[head].partition("依据" if lang == "zh" else "basis")[0])
    rows = [line for line in lines[head + 1 :] if "《" in line or "Civil Code art" in line]
    assert rows
    for row in rows:
        assert columns(row.partition("《" if lang == "zh" else "Civil")[0]) == wanted


@pytest.mark.parametrize(
    "period",
    [
        "7工作日",
        "7个工作日",
        "７工作日",
        "７　个　工作日",
        "七个工作日",
        "7 个工作日内",
        "七 工作日 以内",
        "7wd",
        "7 workdays",
        "7 working days",
        "7 Working-Days",
        "７ｗｄ",
    ],
)
def test_working_days_as_people_write_them(period: str) -> None:
    assert days(f"2020-01-20 {period}").out.startswith("2020-01-20 星期一 起 7个工作日:2020-02-06 星期四\n")


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("30日", "2019-10-05"),
        ("三十日", "2019-10-05"),
        ("30 天", "2019-10-05"),
        ("30d", "2019-10-05"),
        ("30 days", "2019-10-05"),
        ("1月", "2019-10-05"),
        ("两个月", "2019-11-05"),
        ("2 months", "2019-11-05"),
        ("1年", "2020-09-05"),
        ("1 year", "2020-09-05"),
        ("1y", "2020-09-05"),
    ],
)
def test_other_periods_as_people_write_them(period: str, day: str) -> None:
    assert as_json(f"2019-09-05 {period}")["chosen"]["day"] == day


@pytest.mark.parametrize(
    "start",
    [
        "2019-09-05",
        "2019/9/5",
        "2019.9.5",
        "2019年9月5日",
        "20190905",
        "２０１９－０９－０５",
        "２０１９年９月５日",
    ],
)
def test_days_as_people_write_them(start: str) -> None:
    assert as_json(f"{start} 30日")["start"] == "2019-09-05"
    assert as_json(f"2020-01-20 7工作日 --known-on {start}")["known_on"] == "2019-09-05"


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            "2020-01-20 7周",
            "没有单位“周”,写法如 30日、7个工作日",
            "there is no unit '周'; write it as in '30 days'",
        ),
        ("2020-01-20 7工做日", "是不是“工作日”?", "did you mean '工作日'?"),
        ("2020-01-20 7", "没有写单位", "no unit is given"),
        ("2020-01-20 日", "“日”不是期限", "'日' is no period"),
        ("2020-01-20 半年", "“半年”不是期限", "'半年' is no period"),
        ("2020-01-20 0日", "期限应在 1 到 36500 之间", "from 1 to 36500 units long"),
        ("2020-01-20 99999日", "期限应在 1 到 36500 之间", "from 1 to 36500 units long"),
        ("2020-01-20", "缺少参数", "missing argument"),
        ("2020-02-30 7日", "没有 2020-02-30 这一天", "there is no day 2020-02-30"),
        ("30日 2020-02-20", "“30日”不是日期,请写成 2019-10-30", "'30日' is no date; write 2019-10-30"),
        ("1800-02-20 7日", "1800-02-20 的年份不在", "the year of 1800-02-20 is outside"),
        ("2020-01-20 7日 --back --roll", "往前数的没有顺延", "nothing rolls on backwards"),
        ("2020-01-20 7日 --known-on 昨天", "“昨天”不是日期", "'昨天' is no date"),
        ("2020-01-20 7日 --calendar 没有.yaml", "找不到文件", "no such file"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_wanted(line: str, zh: str, en: str) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        ended = days(line, lang=lang)
        assert ended.code == 2 and not ended.out and ended.says(text), ended.err


def test_a_sum_that_leaves_the_years_there_are() -> None:
    assert days("2020-01-20 36500日").code == 0
    ended = days("2020-01-20 300年")
    assert ended.code == 3 and ended.says("算出的日期不在 1900 年至 2200 年之间")


def test_a_calendar_file(tmp_path: Path) -> None:
    (tmp_path / "2027.yaml").write_text(YEAR, "utf-8")
    ended = days("2026-12-02 30日 --roll", "--calendar", tmp_path / "2027.yaml")
    assert ended.code == 0 and ended.err == ""
    # off to 01-03, a Sunday
    assert ended.out.startswith("2026-12-02 星期三 起 30日:2027-01-04 星期一\n")
    assert days("2026-12-02 30日 --roll").code == 3


def test_local_closures_are_told_with_reason_and_source(tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_text(CLOSURES, "utf-8")
    ended = days("2026-07-31 2工作日", "--calendar", tmp_path / "here.yaml")
    assert ended.out.startswith("2026-07-31 星期五 起 2个工作日:2026-08-06 星期四\n")
    assert ended.says("当地不上班 2026-08-03 至 08-04 当地不上班:台风(某市,3号)")
    # the closure became known two days after the start
    assert ended.says("按 2026-07-31 当天已公布的通知: 起日不计 2026-08-04 星期二")


def test_doubts_about_a_calendar_file_are_said_and_do_not_stop_the_count(tmp_path: Path) -> None:
    (tmp_path / "2027.yaml").write_text(YEAR.replace(", worked: [2027-02-20]", ""), "utf-8")
    ended = days("2026-12-24 6工作日", "--calendar", tmp_path / "2027.yaml")
    assert ended.code == 0 and "2027.yaml:9:9 警告 K022" in ended.err
    assert ended.says("不符的是:春节 5 天(法定 4 天)")


def test_mistakes_in_calendar_files_are_shown_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "2027.yaml").write_text(YEAR.replace("dated", "datde"), "utf-8")
    (tmp_path / "here.yaml").write_text(CLOSURES.replace("issuer", "isuer"), "utf-8")
    ended = days(
        "2026-12-24 6工作日", "--calendar", tmp_path / "2027.yaml", "--calendar", tmp_path / "here.yaml"
    )
    assert ended.code == 2 and not ended.out
    assert ended.says("没有这个键:datde", "是不是 dated?", "没有这个键:isuer", "是不是 issuer?")


def test_many_holidays_are_cut_short_and_said_to_be() -> None:
    ended = days("2018-01-02 2000工作日")
    assert ended.says("另有", "段(--format json 全部列出)") and len(ended.out.splitlines()) < 60
    assert len(as_json("2018-01-02 2000工作日")["passage"]["stretches"]) > 60


def test_a_count_needs_no_pack_and_no_grammar() -> None:
    from .test_imports import imported, packages

    found = packages(imported("days", "2020-01-20", "7工作日"))
    assert not found & {"lark", "networkx", "pydantic", "jinja2", "guiju.engine.pipeline.library"}


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("2017-03-01 5工作日", "没有随程序附上,可以用 --calendar", "not shipped with the program"),
        (
            "2024-12-30 5工作日 --known-on 2023-01-01",
            "不带 --known-on 就按它算",
            "without --known-on it counts",
        ),
        ("2027-03-01 5工作日", "通知公布以后,可以用 --calendar", "once there is a notice"),
    ],
)
def test_what_helps_against_a_missing_notice_is_said(line: str, zh: str, en: str) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        ended = days(line, lang=lang)
        assert ended.code == 3 and ended.says(text)

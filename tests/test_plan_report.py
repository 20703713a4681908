"""A plan as text, Markdown, JSON, bar chart and calendar file: whole outputs kept, and read back by other programs.

GUIJU_UPDATE_GOLDEN=1 writes the kept outputs anew.
"""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from guiju.engine.case.form import RECORD
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Plan
from guiju.engine.report.plan.chain import ranges
from guiju.engine.report.plan.ics import plan_ics
from guiju.engine.report.plan.json import plan_json
from guiju.engine.report.plan.markdown import plan_markdown
from guiju.engine.report.plan.svg import plan_svg
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import BUILT_IN
from msgspec.structs import replace

FOLDER = Path(__file__).parent.parent / "fixtures" / "decisions"
icalendar: Any = importlib.import_module("icalendar")
GOLDEN = Path(__file__).parent / "golden" / "plan"
ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


def planned(program: Program, name: str, by: date | None) -> Plan:
    case, _ = load_case(next(FOLDER.glob(f"{name}_*.yaml")), program.vocabulary, program.procedures)
    assert case is not None
    return make_plan(program, replace(case, file=f"{name}.yaml"), ON, Asked({"集体讨论": by} if by else {}))


@pytest.fixture(scope="module")
def fits(program: Program) -> Plan:
    return planned(program, "03", date(2026, 12, 31))


@pytest.fixture(scope="module")
def fails(program: Program) -> Plan:
    return planned(program, "03", date(2026, 12, 10))


OUTPUTS: dict[str, Callable[[Plan], str]] = {
    "fits.zh.txt": lambda p: plan_text(p, "zh"),
    "fits.en.txt": lambda p: plan_text(p, "en"),
    "fits.zh.md": lambda p: plan_markdown(p, "zh"),
    "fits.json": plan_json,
    "fits.zh.svg": lambda p: plan_svg(p, "zh"),
    "fits.ics": lambda p: plan_ics(p).decode(),
    "fails.zh.txt": lambda p: plan_text(p, "zh"),
    "fails.en.txt": lambda p: plan_text(p, "en"),
    "fails.json": plan_json,
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_whole_output_is_as_kept(name: str, fits: Plan, fails: Plan) -> None:
    written = OUTPUTS[name](fits if name.startswith("fits") else fails)
    kept = GOLDEN / name
    if os.environ.get("GUIJU_UPDATE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(written.encode())
    assert written == kept.read_bytes().decode()


# --- text ---------------------------------------------------------------------------------------------------------


def test_lines_that_every_record_has_are_called_as_case_files_call_them(fits: Plan) -> None:
    """Also where the step declares none of them."""
    entry = replace(fits.left[0], fields=tuple((zh, "甲") for zh in BUILT_IN))
    shown = replace(fits, entries=tuple(entry if e.index == entry.index else e for e in fits.entries))
    zh, en = ("".join(plan_text(shown, lang).split()) for lang in ("zh", "en"))
    for name, field in BUILT_IN.items():
        assert f"{name}=甲" in zh and f"{field.name.en}=甲" in en
        assert name in {s for key in RECORD.values() for s in key.spellings if field.name.en in key.spellings}


def test_the_text_tells_the_chain_with_articles_and_days_passed_over(fits: Plan) -> None:
    zh, en = ("".join(plan_text(fits, lang).split()) for lang in ("zh", "en"))
    assert "公开征求意见止2026-12-07→2026-12-08意见研究采纳(条例第十八条)" in zh
    assert "+7个工作日,足日,条例第二十六条第二款,不计12-12至12-13" in zh
    assert "+7workingdays,fulldays,art.26para.2,notcounting12-12to12-13" in en
    assert "下限,不是预测" in zh and "alowerboundofthelaw,noforecast" in en


def test_a_plan_that_fails_says_first_that_it_does_and_which_bound_is_in_the_way(fails: Plan) -> None:
    zh, en = plan_text(fails, "zh"), plan_text(fails, "en")
    assert zh.startswith("办不到:集体讨论不晚于 2026-12-10\n")
    assert "集体讨论最早 2026-12-19,过了最后一天 2026-12-10(所问的日期)" in zh
    assert en.startswith("Cannot be done: collective discussion by 2026-12-10\n")
    assert "条例第二十六条第二款" in "".join(zh.split())


def test_no_line_of_the_text_is_wider_than_asked_but_those_of_the_table(fits: Plan) -> None:
    table = len(fits.left) + 2
    lines = plan_text(fits, "en", 80).splitlines()
    assert all(len(line) <= 80 for line in lines[3 + table :])


def test_days_one_after_the_other_are_told_as_a_stretch() -> None:
    days = [date(2026, 10, d) for d in (1, 2, 3, 7, 9, 10)]
    assert ranges(days).zh == "10-01 至 10-03、10-07、10-09 至 10-10"
    assert ranges(days).en == "10-01 to 10-03, 10-07, 10-09 to 10-10"


# --- Markdown and JSON ----------------------------------------------------------------------------------------------


def test_the_markdown_table_has_a_row_for_each_step_left_and_as_many_cells_in_each(fits: Plan) -> None:
    rows = [line for line in plan_markdown(fits, "zh").splitlines() if line.startswith("|")]
    assert len(rows) == len(fits.left) + 2
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_a_name_with_marks_of_markdown_stays_a_name(fits: Plan) -> None:
    odd = replace(fits, case=replace(fits.case, name="a|b *c* <d> ~e~ &lt;"))
    assert r"a\|b \*c\* \<d\> \~e\~ \&lt;" in plan_markdown(odd, "en")


def test_the_json_says_the_same_in_data(fits: Plan, fails: Plan) -> None:
    told = json.loads(plan_json(fits))
    meeting = next(s for s in told["steps"] if s["step"]["zh"] == "集体讨论")
    assert meeting["earliest"]["start"] == {"day": "2026-12-19", "open_because_of_year": None}
    assert meeting["slack"] == 12 and meeting["critical"]
    assert [h["to"]["day"] for h in told["critical_path"]] == [
        "2026-12-08",
        "2026-12-09",
        "2026-12-19",
        "2026-12-19",
    ]
    assert told["critical_path"][-2]["length"] == {"n": 7, "unit": "workday"}
    assert (told["possible"], told["exit"]) == (True, 0)
    blocked = json.loads(plan_json(fails))
    assert (blocked["block"]["needed"], blocked["block"]["allowed"]) == ("2026-12-19", "2026-12-10")


# --- the picture -------------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_is_one_document_without_anything_outside(fits: Plan, lang: str) -> None:
    written = plan_svg(fits, "zh" if lang == "zh" else "en")
    root = ElementTree.fromstring(written)
    assert root.tag == f"{SVG}svg"
    assert not re.search(r"href|<script|<style|url\(|<image", written)
    texts = {t.text for t in root.iter(f"{SVG}text")}
    assert ("集体讨论" if lang == "zh" else "collective discussion") in texts


def test_every_step_left_has_a_bar_or_mark_and_its_chain_behind_it(fits: Plan) -> None:
    root = ElementTree.fromstring(plan_svg(fits, "zh"))
    titles = [t.text or "" for t in root.iter(f"{SVG}title")][1:]
    assert len(titles) == len(fits.left)
    assert any(t.startswith("送审:最早 2026-12-09") and "条例第十八条" in t for t in titles)


def test_nothing_is_drawn_outside_the_picture(fits: Plan) -> None:
    root = ElementTree.fromstring(plan_svg(fits, "zh"))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for rect in list(root.iter(f"{SVG}rect"))[1:]:
        x, y = float(rect.get("x", "-1")), float(rect.get("y", "-1"))
        assert x >= 0 and y >= 0
        assert x + float(rect.get("width", "0")) <= width and y + float(rect.get("height", "0")) <= height


def test_days_off_are_shaded_and_worked_weekend_days_are_not(program: Program) -> None:
    # 2026-10-10 is a Saturday that is worked; 2026-10-03 lies in the National Day holiday.
    case, _ = load_case(next(FOLDER.glob("03_*.yaml")), program.vocabulary, program.procedures)
    assert case is not None
    early = replace(case, records=tuple(r for r in case.records if r.start < date(2026, 9, 20)))
    root = ElementTree.fromstring(plan_svg(make_plan(program, early, date(2026, 9, 24)), "zh"))
    off = [
        r for r in root.iter(f"{SVG}rect") if r.get("fill") == "#f1f5f9" and float(r.get("height", "0")) > 20
    ]
    unit = float(off[0].get("width", "0"))
    today = next(k for k in root.iter(f"{SVG}line") if k.get("stroke") == "#0f766e")
    places = [(float(r.get("x", "0")) + unit / 2 - float(today.get("x1", "0"))) / unit for r in off]
    days = {date(2026, 9, 24) + timedelta(days=round(place)) for place in places}
    assert date(2026, 9, 25) in days and date(2026, 10, 3) in days and date(2026, 10, 11) in days
    assert date(2026, 9, 28) not in days and date(2026, 10, 10) not in days


# --- the calendar file ------------------------------------------------------------------------------------------------


def events(plan: Plan) -> list[Any]:
    return list(icalendar.Calendar.from_ical(plan_ics(plan)).walk("VEVENT"))


def test_a_calendar_program_reads_back_every_step_and_every_last_day(fits: Plan) -> None:
    found = {str(e["SUMMARY"]): e for e in events(fits)}
    last = [e for e in fits.left if (e.latest_end if e.standing == "running" else e.latest_start)]
    assert len(found) == len(fits.left) + len(last)
    meeting = found["最早:集体讨论 / earliest: collective discussion"]
    assert meeting["DTSTART"].dt == date(2026, 12, 19) and meeting["DTEND"].dt == date(2026, 12, 20)
    assert [str(c) for c in meeting["CATEGORIES"].cats] == ["集体讨论", "collective discussion"]
    assert "条例第二十六条第二款" in str(meeting["DESCRIPTION"])


def test_every_event_is_of_whole_days(fits: Plan) -> None:
    for event in events(fits):
        start, end = event["DTSTART"], event["DTEND"]
        assert type(start.dt) is date and start.params["VALUE"] == "DATE" and end.dt > start.dt


def test_last_days_ring_three_days_before(fits: Plan) -> None:
    for event in events(fits):
        alarms = list(event.walk("VALARM"))
        if str(event["SUMMARY"]).startswith("最晚"):
            (alarm,) = alarms
            assert alarm["TRIGGER"].dt == timedelta(days=-3) and str(alarm["ACTION"]) == "DISPLAY"
        else:
            assert not alarms


def test_ids_are_one_to_each_event_and_stay_when_days_move(program: Program, fits: Plan) -> None:
    ids = {str(e["SUMMARY"]): str(e["UID"]) for e in events(fits)}
    assert len(set(ids.values())) == len(ids)
    moved = {str(e["SUMMARY"]): str(e["UID"]) for e in events(planned(program, "03", date(2027, 1, 5)))}
    assert moved == ids
    other = replace(fits, case=replace(fits.case, name="另一件事"))
    assert not {str(e["UID"]) for e in events(other)} & set(ids.values())


def test_the_same_plan_gives_the_same_file_and_the_moment_can_be_stated(fits: Plan) -> None:
    assert plan_ics(fits) == plan_ics(fits)
    made = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    calendar = icalendar.Calendar.from_ical(plan_ics(fits, made))
    assert {e["DTSTAMP"].dt for e in calendar.walk("VEVENT")} == {made}


def test_lines_are_folded_at_75_bytes_and_end_as_the_format_asks(fits: Plan) -> None:
    written = plan_ics(fits)
    lines = written.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert written.startswith(b"BEGIN:VCALENDAR\r\n") and b"PRODID:" in written and b"VERSION:2.0" in written

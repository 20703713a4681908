"""The last day of a step whose time runs from another one still to come: by the planned day of that one."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Days, Plan, Planned
from guiju.engine.report.plan.ics import plan_ics
from guiju.engine.report.plan.json import plan_json
from guiju.engine.report.plan.markdown import plan_markdown
from guiju.engine.report.plan.svg import ASKED, USUAL, plan_svg
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics.core import Exists, Req, Window
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, day, days, program, rule

icalendar: Any = importlib.import_module("icalendar")


def made(*rules: tuple[str, Req]) -> Program:
    return program(*(rule(req, step, name=f"R{n}") for n, (step, req) in enumerate(rules)))


def before(step: str, same_day: bool = False) -> Exists:
    return Exists(step, ALWAYS, Window("before", same_day=same_day))


def after(step: str, hi: int) -> Exists:
    return Exists(step, ALWAYS, Window("after", hi=days(hi)))


# A, then B within 15 days of A; C before A, on the same day at the latest.
USING = made(("A", after("B", 15)), ("A", before("C", same_day=True)))


def planned(using: Program = USING, by: Mapping[str, date] | None = None) -> Plan:
    return make_plan(using, case(), day(0), Asked(by or {}, goals=("A",)))


def entry(found: Plan, step: str) -> Planned:
    return next(e for e in found.left if e.step == step)


def test_the_last_day_goes_by_the_planned_day_of_what_it_runs_from() -> None:
    found = planned(by={"A": day(6)})
    filed = entry(found, "B")
    assert entry(found, "A").start.day == day(0) and filed.latest_start == Days(day(21))
    assert filed.kept_start == Days(day(15)) and filed.runs_from == ("A",)
    assert filed.slack == 14 and filed.due_chain[-1].target.day == day(0)


def test_what_has_to_come_first_may_wait_as_long_as_what_follows_can() -> None:
    found = planned(by={"A": day(6)})
    assert entry(found, "C").kept_start is None and entry(found, "C").latest_start == Days(day(6))
    assert entry(found, "A").kept_start is None and entry(found, "A").latest_start == Days(day(6))


def test_it_is_told_where_nothing_else_sets_a_last_day() -> None:
    filed = entry(planned(), "B")
    assert filed.latest_start is None and filed.kept_start == Days(day(15))


def test_what_the_time_runs_from_is_not_limited_by_its_own_planned_day() -> None:
    # B within 15 days of A, and A before C, C no later than B: A has no last day of its own.
    found = planned(made(("A", after("B", 15)), ("B", before("C"))))
    assert entry(found, "A").kept_start is None and entry(found, "A").latest_start is None
    assert entry(found, "C").kept_start == Days(day(14)) and entry(found, "C").runs_from == ("A",)


def test_what_lies_on_one_day_with_another_moves_together_with_it() -> None:
    together = Exists("B", ALWAYS, Window("any", hi=days(0)))
    assert entry(planned(made(("A", together))), "B").kept_start is None


def test_every_form_tells_it() -> None:
    found = planned(by={"A": day(6)})
    zh, en = plan_text(found, "zh"), plan_text(found, "en")
    assert f"{day(15)}(周二,随A)" in zh and f"{day(15)} (Tue, goes by a)" in en
    assert f"A推迟的随之顺延,不晚于 {day(21)}" in zh
    assert f"{day(15)}(周二,随A)" in plan_markdown(found, "zh")
    assert "随A" in plan_svg(found, "zh")
    step = next(s for s in json.loads(plan_json(found))["steps"] if s["step"]["zh"] == "B")
    assert step["latest"]["start"]["day"] == str(day(21))
    assert step["latest_as_planned"]["start"]["day"] == str(day(15))
    assert [s["zh"] for s in step["runs_from"]] == ["A"]
    events = icalendar.Calendar.from_ical(plan_ics(found)).walk("VEVENT")
    (last,) = [e for e in events if str(e["summary"]).startswith("最晚") and "B" in str(e["summary"])]
    assert last["dtstart"].dt == day(15) and "随A" in str(last["summary"])
    assert str(day(21)) in str(last["description"])


def test_the_line_of_the_day_asked_for_stands_where_a_bar_up_to_that_day_ends() -> None:
    drawn = ElementTree.fromstring(plan_svg(planned(by={"A": day(6)}), "zh"))
    lines = [e for e in drawn.iter() if e.tag.endswith("line")]
    (asked,) = [e for e in lines if e.get("stroke") == ASKED]
    ticks = {e.get("x1") for e in lines if e.get("stroke") == USUAL}
    assert asked.get("x1") in ticks


def test_the_chart_is_as_wide_as_what_stands_behind_its_bars() -> None:
    def width(found: Plan) -> float:
        return float(ElementTree.fromstring(plan_svg(found, "en")).get("width", "0"))

    named = replace(entry(planned(), "B"), runs_from=("A",) * 12)
    found = planned()
    wide = replace(found, entries=tuple(named if e.step == "B" else e for e in found.entries))
    assert width(wide) > width(found)

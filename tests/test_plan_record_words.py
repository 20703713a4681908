"""What a plan says of the records to come and of steps that are taken again: what is asked, and what is not counted."""

from __future__ import annotations

from pathlib import Path

from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Plan
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, Exists, FieldRef, Window
from guiju.engine.semantics.program import Program, Rule
from msgspec.structs import replace

from .command_line import run
from .evaluating import WORDS
from .oracle.small import case, day, program, record, rule
from .test_plan_meeting import COUNTY

NUMBER = core.Contains(FieldRef("this", "文号"), "规")
LISTED = core.Contains(FieldRef("this", "名单"), "甲")


def planned(*rules: Rule) -> Plan:
    made: Program = program(*(replace(r, id=f"R{n}") for n, r in enumerate(rules)), words=WORDS)
    return make_plan(made, case(), day(0), Asked(include=("A",), goals=("A",)))


def test_what_a_text_or_list_has_to_contain_is_not_told_as_its_value() -> None:
    found = plan_text(planned(rule(core.Test(NUMBER), "A"), rule(core.Test(LISTED), "A")), "zh")
    assert "文号 含 规" in found and "名单 含 甲" in found and " = " not in found
    assert "doc number contains 规" in plan_text(planned(rule(core.Test(NUMBER), "A")), "en")


def test_what_only_a_stricter_reading_asks_is_told_as_such() -> None:
    both = rule(core.Test(LISTED), "A")
    first = both.versions[0].readings[0]
    stricter = replace(first, req=AllOf((core.Test(LISTED), core.Test(NUMBER))), default=False)
    found = planned(replace(both, versions=(replace(both.versions[0], readings=(first, stricter)),)))
    told = plan_text(found, "zh")
    assert "文号 含 规(有几种读法,这样都满足)" in told and "名单 含 甲(有" not in told


def test_a_step_taken_again_says_that_putting_things_right_is_not_counted() -> None:
    such = core.Truth(FieldRef("that", "通过"))
    using = program(rule(Exists("B", such, Window("before")), "A"), words=WORDS)
    failed = replace(record("B", -2), fields={"通过": False})
    told = plan_text(make_plan(using, case(failed), day(0), Asked(goals=("A",))), "zh", 300)
    assert "案卷里的那次用不上,要再办" in told
    assert "用不上" not in plan_text(make_plan(using, case(), day(0), Asked(goals=("A",))), "zh", 300)


def test_steps_that_did_not_wait_for_one_under_way_are_named(tmp_path: Path) -> None:
    running = COUNTY.replace("起: 2026-09-18, 止: 2026-10-26", "起: 2026-11-09, 止: 2026-12-14")
    path = tmp_path / "county.yaml"
    path.write_text("\n".join(line for line in running.splitlines() if "送审, 日期" not in line), "utf-8")
    ended = run("plan", path, "--on", "2026-11-26")
    assert ended.says("公开征求意见 2026-12-14 才结束,程序里排在它后面的", "没有等它", "送审")

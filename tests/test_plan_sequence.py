"""Steps that no rule puts behind the deliberation, though the procedure has them there."""

from __future__ import annotations

from pathlib import Path

from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Plan, Planned
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Exists, FieldRef, Req, Window
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .command_line import run
from .evaluating import WORDS
from .oracle.small import ALWAYS, case, day, days, program, record, rule
from .test_plan_meeting import COUNTY, settled_at


def made(*rules: tuple[str, Req]) -> Program:
    """A procedure A, B, C, I whose matter is settled at B."""
    return settled_at(program(*(rule(req, step, name=f"R{n}") for n, (step, req) in enumerate(rules))), "B")


def before(step: str, n: int = 0) -> Exists:
    return Exists(step, ALWAYS, Window("before", lo=days(n) if n else None))


def planned(using: Program, *include: str) -> Plan:
    return make_plan(using, case(), day(0), Asked(include=include, goals=("B",)))


def entry(found: Plan, step: str) -> Planned:
    return next(e for e in found.left if e.step == step)


def test_a_step_behind_the_deliberation_is_planned_no_earlier() -> None:
    found = planned(made(("B", before("A", 5))), "C")
    assert entry(found, "B").start.day == day(5) and entry(found, "C").start.day == day(5)
    assert entry(found, "C").chain[-1].cause == "sequence"
    assert "程序里排在后面" in plan_text(found, "zh", 300)
    assert "comes after it in the procedure" in plan_text(found, "en", 300)


def test_a_step_that_comes_first_in_the_procedure_waits_for_nothing() -> None:
    found = planned(made(("B", before("I", 5))), "A")
    assert entry(found, "B").start.day == day(5) and entry(found, "A").start.day == day(0)


def test_a_step_on_which_another_waits_is_left_where_it_is() -> None:
    # I needs C: put behind B, C would put I off by five days.
    found = planned(made(("B", before("A", 5)), ("I", before("C"))), "I")
    assert entry(found, "C").start.day == day(0) and entry(found, "I").start.day == day(5)
    held = planned(made(("B", before("A", 5)), ("B", before("C"))))
    assert entry(held, "C").start.day == day(0) and entry(held, "B").start.day == day(5)


def test_the_goal_comes_no_later_and_last_days_stay() -> None:
    found = make_plan(
        made(("B", before("A", 5))), case(), day(0), Asked({"C": day(3)}, include=("C",), goals=("B",))
    )
    assert found.possible and entry(found, "C").start.day == day(0)


def test_a_document_is_numbered_once_it_is_adopted_and_signed_after_the_meeting(tmp_path: Path) -> None:
    path = tmp_path / "county.yaml"
    path.write_text(COUNTY, "utf-8")
    ended = run("plan", path, "--on", "2026-11-26")
    rows = [line.split() for line in ended.out.splitlines()]
    days = {row[0]: row[1] for row in rows if len(row) > 2 and row[1].startswith("2026-")}
    assert days["集体讨论"] <= days["签发"] <= days["登记编号"] <= days["公布"]
    assert days["登记编号"] >= "2026-12-02"


def test_what_rests_on_a_step_taken_again_comes_behind_it() -> None:
    # A was taken, but C has to come before it: A is taken again, and B rests on A, as I does that comes 9 days after A.
    using = replace(
        program(
            rule(Exists("A", ALWAYS, Window("before")), "B", name="R0"),
            rule(Exists("C", ALWAYS, Window("before")), "A", name="R1"),
            rule(Exists("B", ALWAYS, Window("before")), "I", name="R2"),
            rule(
                Exists("A", core.Truth(FieldRef("that", "通过")), Window("before", lo=days(9))),
                "I",
                name="R3",
            ),
            words=WORDS,
        ),
        downstream={"A": ("B", "I"), "B": ("I",)},
    )
    sent = replace(record("A", -2), fields={"通过": False})
    found = make_plan(using, case(record("C", -4), sent), day(0), Asked(goals=("I",)))
    assert entry(found, "A").start.day == day(0) and entry(found, "I").start.day == day(9)
    assert entry(found, "B").start.day == day(1)

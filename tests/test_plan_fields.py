"""Values that a plan gives to the fields of records to come: what must be stated, what is claimed, what is left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.prospects import with_prospects
from guiju.engine.plan.timetable import Plan
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.core import (
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    ForEach,
    Lasts,
    Lit,
    Req,
    Stated,
    Window,
)
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import FieldDecl, Name, Type
from msgspec.structs import replace

from .oracle.small import FIELDS, case, day, days, program, rule, vocabulary

NUMBER, TEXT = FieldDecl(Name("数", "n"), Type("number")), FieldDecl(Name("号", "text"), Type("text"))
DATE = FieldDecl(Name("期", "date"), Type("date"))
LIST = FieldDecl(Name("表", "list"), Type("list"))
FOLDER = Path(__file__).parent.parent / "fixtures" / "documents"


def made(*reqs: tuple[str, Req]) -> Program:
    words = vocabulary()
    fields = (*FIELDS, NUMBER, TEXT, DATE, LIST)
    steps = {name: replace(step, fields=fields) for name, step in words.steps.items()}
    rules = (replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(reqs))
    return program(*rules, words=replace(words, steps=steps))


def before(step: str, where: core.Cond) -> Exists:
    return Exists(step, where, Window("before"))


def this(name: str) -> FieldRef:
    return FieldRef("this", name)


def that(name: str) -> FieldRef:
    return FieldRef("that", name)


def planned(*reqs: tuple[str, Req], goal: str = "A") -> Plan:
    return make_plan(made(*reqs), case(), day(0), Asked(goals=(goal,)))


def fields(found: Plan, step: str) -> dict[str, object]:
    (entry,) = [e for e in found.left if e.step == step]
    return dict(entry.fields)


@pytest.mark.parametrize("name", ["x", "号"])
def test_what_has_to_be_stated_is_written_down_and_no_way_out(name: str) -> None:
    found = planned(("A", before("B", Stated(that(name)))))
    assert found.possible and fields(found, "B") == {name: "…"} and not found.unproven
    itself = planned(("A", core.Test(Stated(this(name)))))
    assert itself.possible and fields(itself, "A") == {name: "…"} and not itself.unproven


def test_a_value_that_another_rule_wants_is_stated_with_it() -> None:
    one = core.Compare("=", this("x"), Lit("1"))
    for order in ((Stated(this("x")), one), (one, Stated(this("x")))):
        found = planned(*(("A", core.Test(c)) for c in order))
        assert found.possible and fields(found, "A") == {"x": "1"}


def test_of_two_bounds_on_one_number_the_stricter_is_kept() -> None:
    for bounds in ((3, 5), (5, 3)):
        asked = [core.Test(core.Compare(">=", this("数"), Lit(Decimal(n)))) for n in bounds]
        found = planned(*(("A", req) for req in asked))
        assert found.possible and fields(found, "A") == {"数": Decimal(5)}


def test_bounds_that_leave_no_number_leave_no_timetable() -> None:
    asked = [core.Compare(">=", this("数"), Lit(Decimal(5))), core.Compare("<=", this("数"), Lit(Decimal(3)))]
    assert planned(*(("A", core.Test(c)) for c in asked)).possible is False


def test_what_no_value_brings_about_is_told_and_not_in_the_way() -> None:
    # That a fact is stated, a day written into a record, each element of a list: somebody else sees to these.
    asked: list[Req] = [
        core.Test(Stated(FactRef("F"))),
        core.Test(Stated(this("期"))),
        core.Test(core.Compare(">=", this("期"), Lit(day(3)))),
        Lasts(">=", days(3), first=this("期"), last=this(core.START)),
        ForEach(this("表"), core.Test(core.Const(False))),
        Exists("B", core.Const(True), Window("after", that_point=core.DatePoint(that("期")))),
        Exists("B", core.Const(True), Window("after", this_point=core.DatePoint(this("期")))),
    ]
    for req in asked:
        found = planned(("A", req))
        assert found.possible and [r.id for r in found.unplanned] == ["R0"], req


def test_a_day_written_into_a_record_may_keep_it_clear_of_what_is_barred() -> None:
    barred = Forbid("B", core.Const(True), Window("before", that_point=core.DatePoint(that("期"))))
    found = planned(("A", barred), ("A", before("B", core.Const(True))))
    assert found.possible and [r.id for r in found.unplanned] == ["R0"]
    silent = replace(barred, where=Stated(that("期")))
    found = planned(("A", silent), ("A", before("B", core.Const(True))))
    assert found.possible and not found.unplanned


def test_of_two_ways_the_one_that_claims_nothing_is_taken() -> None:
    claim, plain = Stated(this("号")), core.Compare("=", this("x"), Lit("1"))
    for order in ((claim, plain), (plain, claim)):
        found = planned(("A", core.Test(core.Or(order))))
        assert fields(found, "A") == {"x": "1"}


def test_a_claim_is_made_where_nothing_else_will_do() -> None:
    claim, plain = Stated(this("号")), core.Compare("=", this("x"), Lit("1"))
    found = planned(
        ("A", core.Test(core.Or((claim, plain)))), ("A", core.Test(core.Compare("=", this("x"), Lit("2"))))
    )
    assert found.possible and fields(found, "A") == {"号": "…", "x": "2"}


@pytest.mark.parametrize("on", [date(2024, 11, 30), date(2024, 12, 2)])
def test_a_lawful_document_is_not_lost_before_it_is_registered(on: date) -> None:
    # Signed on Monday 2024-12-02, numbered on the 3rd, published on the 5th: 20 working days from the 2nd lead to the
    # 30th (3–6, 9–13, 16–20, 23–27 December are 19, the 30th is the 20th).
    shipped, _ = load_library()
    found, _ = load_case(FOLDER / "02_county_lawful.yaml", shipped.vocabulary, shipped.procedures)
    assert found is not None
    looked_at = replace(found, closed=False)
    seen = with_prospects(judge_case(shipped, looked_at, on))
    assert not [f.rule.id for f in seen.findings if f.state in (State.DOOMED, State.VIOLATED)]
    bare = replace(looked_at, records=tuple(r for r in looked_at.records if r.start <= on))
    plan = make_plan(shipped, bare, on)
    assert plan.possible and not plan.unproven
    assert "文号" in fields(plan, "登记编号")
    (published,) = [e for e in plan.left if e.step == "公布"]
    if on == date(2024, 12, 2):
        assert published.latest_start is not None and published.latest_start.day == date(2024, 12, 30)

"""What is stated on file is used by a plan; what would have to be stated is not claimed, and said to be in the way."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Plan
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, FieldRef, Stated, Window
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .evaluating import WORDS
from .oracle.small import ALWAYS, case, day, days, program, record, rule

DUE = FieldRef("that", "期日")
LATER = core.And((Stated(DUE), core.Compare(">", DUE, FieldRef("this", core.START))))
EARLY = AllOf((Exists("B", LATER, Window("before")), Exists("C", ALWAYS, Window("before"))))
RULE = rule(AnyOf((Exists("B", ALWAYS, Window("before", lo=days(20))), EARLY)), "A")
"""A comes 20 days after B, or once C has come, if B states a day that is not over by then."""
USING = program(RULE, words=WORDS)


def sent(on: int, due: date | None = None) -> Record:
    fields: dict[str, Value] = {} if due is None else {"期日": due}
    return replace(record("B", on), fields=fields)


def planned(looked_at: Case, by: int | None = None, using: Program = USING) -> Plan:
    asked = Asked({} if by is None else {"A": day(by)}, goals=("A",))
    return make_plan(using, looked_at, day(0), asked)


def first(found: Plan, step: str) -> int | None:
    return next(((e.start.day - day(0)).days for e in found.left if e.step == step), None)


def test_a_way_that_rests_on_a_statement_on_file_is_taken() -> None:
    found = planned(case(sent(-3, day(6)), record("C", -1)))
    assert first(found, "A") == 0
    assert (
        first(planned(case(sent(-3, day(6)))), "C") == 0 and first(planned(case(sent(-3, day(6)))), "A") == 1
    )


def test_without_the_statement_the_way_is_not_taken() -> None:
    assert first(planned(case(sent(-3), record("C", -1))), "A") == 17


def test_the_day_stated_binds_the_day_planned() -> None:
    # C can come today at the earliest, A tomorrow: the day stated has to be later than that.
    assert first(planned(case(sent(-3, day(2)))), "A") == 1
    assert first(planned(case(sent(-3, day(1)))), "A") == 17


def test_the_last_day_is_the_one_before_the_day_stated() -> None:
    found = planned(case(sent(-3, day(6)), record("C", -1)), by=12)
    assert found.can_be_done is True and first(found, "A") == 0
    (entry,) = found.left
    assert entry.latest_start is not None and entry.latest_start.day == day(5)


def test_a_day_that_only_a_claim_would_keep_cannot_be_kept_and_the_claim_is_told() -> None:
    found = planned(case(record("C", -1)), by=5)
    assert found.can_be_done is False and found.pressed_day is None
    assert found.claimed_day == day(1) and [r.id for r in found.claimed] == ["R"]
    assert "排期一概不用" in plan_text(found, "zh") and "not counted on" in plan_text(found, "en")


def test_where_the_default_reading_would_keep_the_day_it_is_said_with_that_day() -> None:
    first = RULE.versions[0].readings[0]
    plainly = replace(first, req=Exists("B", ALWAYS, Window("before", lo=days(5))))
    stricter = replace(first, req=Exists("B", ALWAYS, Window("before", lo=days(8))), default=False)
    several = replace(RULE, versions=(replace(RULE.versions[0], readings=(plainly, stricter)),))
    found = planned(case(), by=6, using=program(several, words=WORDS))
    assert found.exit_code == 1 and found.default_day == day(5)
    assert f"只按默认读法,最早 {day(5)},来得及" in plan_text(found, "zh").splitlines()[0]
    assert "by the default readings alone" in plan_text(found, "en").splitlines()[0]
    assert planned(case(), by=4, using=program(several, words=WORDS)).default_day is None

"""What the planner makes of a case: goals, deadlines, open facts, choices, redoing, years without a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from guiju.engine.case.model import Case
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.presupposed import main_step
from guiju.engine.plan.slack import doomed
from guiju.engine.plan.timetable import Days, Plan, Planned
from guiju.engine.report.plan.json import plan_data
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lasts,
    Req,
    Window,
)
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.vocabulary import FactDecl, Name, Procedure, Type
from msgspec.structs import replace

from .oracle.small import (
    ALWAYS,
    RUNNING,
    case,
    counts_as,
    day,
    days,
    exception,
    program,
    record,
    rule,
    vocabulary,
    workdays,
)

FOLDER = Path(__file__).parent.parent / "fixtures" / "decisions"
BEFORE = Window("before")
F = core.Truth(FactRef("F"))


def before(step: str, where: core.Cond = ALWAYS, lo: core.Duration | None = None) -> Exists:
    return Exists(step, where, Window("before", lo=lo))


def made(*rules: tuple[str | None, Req] | Rule) -> Program:
    stated = [r if isinstance(r, Rule) else rule(r[1], r[0]) for r in rules]
    return program(*(replace(r, id=f"R{i}") for i, r in enumerate(stated)))


def plan(
    using: Program,
    looked_at: Case,
    on: int = 0,
    by: Mapping[str, date] | None = None,
    include: tuple[str, ...] = (),
) -> Plan:
    return make_plan(using, looked_at, day(on), Asked(by or {}, include))


def step(found: Plan, name: str) -> Planned:
    (entry,) = [e for e in found.left if e.step == name]
    return entry


def starts(found: Plan) -> dict[str, int]:
    return {e.step: (e.start.day - day(0)).days for e in found.left}


EMPTY = case()
WORDS = vocabulary()


def test_the_goal_is_a_step_of_the_procedure_of_the_case() -> None:
    def needing(step: str, *before: str) -> list[Rule]:
        found = [Exists(b, ALWAYS, Window("before")) for b in before]
        return [rule(req, step, name=f"{step}{i}") for i, req in enumerate(found)]

    made = program(*needing("C", "A", "B"), *needing("B", "A"))
    steps = made.vocabulary.steps
    mine = Procedure(Name("甲程序", "mine"), (steps["A"], steps["B"]), "pack")
    made = replace(made, procedures={"甲程序": mine})
    assert main_step(made, made.rules) == "C"
    assert main_step(made, made.rules, ("甲程序",)) == "B"
    assert main_step(made, made.rules, ("别的程序",)) == "C"


def test_the_goal_is_the_step_before_which_most_others_are_demanded_and_what_needs_it() -> None:
    using = made(("A", before("B")), ("A", before("I")), ("C", before("A")))
    found = plan(using, EMPTY)
    assert [g.step for g in found.goals] == ["A", "C"]
    assert starts(found) == {"B": 0, "I": 0, "A": 1, "C": 2}


def test_what_is_done_counts_and_is_not_planned_again() -> None:
    using = made(("A", before("B", lo=days(5))))
    found = plan(using, case(record("B", -3)), on=0)
    assert starts(found) == {"A": 2}
    assert [h.duration for h in step(found, "A").chain] == [days(5)]
    assert step(found, "A").chain[0].source.day == day(-3)


def test_working_days_pass_over_the_weekend_and_say_so() -> None:
    # B on Monday the 8th; five working days lead to Monday the 15th.
    found = plan(made(("A", before("B", lo=workdays(5)))), EMPTY)
    assert starts(found) == {"B": 0, "A": 7}
    assert step(found, "A").chain[0].skipped == (day(5), day(6))


def test_an_interval_lasts_its_minimum() -> None:
    found = plan(made(("A", before("I")), ("I", Lasts(">=", days(30)))), EMPTY)
    assert (step(found, "I").end.day - step(found, "I").start.day).days == 30
    assert starts(found)["A"] == 31


def test_a_running_record_ends_when_it_has_lasted_long_enough() -> None:
    using = made(("A", before("I")), ("I", Lasts(">=", days(30))))
    found = plan(using, case(record("I", -10, RUNNING)))
    assert step(found, "I").end.day == day(20) and starts(found)["A"] == 21


def test_a_day_asked_for_gives_the_last_days() -> None:
    found = plan(made(("A", before("B", lo=days(5)))), EMPTY, by={"A": day(9)})
    entry = step(found, "B")
    assert found.possible and entry.latest_start is not None and entry.latest_start.day == day(4)
    assert entry.slack == 4 and entry.due_chain[-1].cause == "asked"


def test_a_day_that_cannot_be_kept_is_blocked_by_the_longest_chain() -> None:
    found = plan(made(("A", before("B", lo=days(5)))), EMPTY, by={"A": day(3)})
    assert found.possible is False and found.exit_code == 1 and found.block is not None
    assert (found.block.step, found.block.needed, found.block.allowed) == ("A", day(5), day(3))
    assert [h.rule.id for h in found.block.chain if h.rule] == ["R0"]


def test_rules_that_drive_each_other_round_are_named() -> None:
    found = plan(made(("A", before("B")), ("B", before("A"))), EMPTY)
    assert found.possible is False and found.block is not None and found.block.circle
    assert {h.rule.id for h in found.block.chain if h.rule} == {"R0", "R1"}


def test_of_several_ways_the_earliest_is_taken_and_the_others_are_told() -> None:
    using = made(("A", AnyOf((before("B", lo=days(9)), before("C", lo=days(2))))))
    found = plan(using, EMPTY, include=())
    goal = plan(using, EMPTY, by={"A": day(30)})
    assert starts(goal) == {"C": 0, "A": 2}
    assert [(a.took, a.others) for a in goal.alternatives] == [("C", ("B",))]
    assert found.goals == (), "what any of several steps may precede makes no main step"


def test_an_open_fact_is_taken_at_its_worst_and_each_answer_is_tried() -> None:
    conditional = replace(rule(before("B", lo=days(9)), "A"), when=F)
    found = plan(made(conditional, ("A", before("C"))), EMPTY)
    assert starts(found)["A"] == 9 and found.possible is True
    (asked,) = found.open
    assert asked.key == ("fact", "F")
    assert {a.answer.en: a.day for a in asked.answers} == {"yes": day(9), "no": day(1)}


def test_where_an_answer_decides_whether_a_day_can_be_kept_it_depends() -> None:
    conditional = replace(rule(before("B", lo=days(9)), "A"), when=F)
    found = plan(made(conditional, ("A", before("C"))), EMPTY, by={"A": day(4)})
    assert found.possible is None and found.exit_code == 3 and found.lenient_day == day(1)


def test_an_exception_that_is_live_lifts_the_rule() -> None:
    using = replace(
        made(("A", before("B", lo=days(9))), ("A", before("C"))), exceptions=(exception(F, target="R0"),)
    )
    assert starts(plan(using, case(facts={"F": True})))["A"] == 1
    assert starts(plan(using, case(facts={"F": False})))["A"] == 9


def test_records_to_come_get_the_values_that_rules_ask_for() -> None:
    lawful = core.Compare("=", FieldRef("that", "x"), core.Lit("1"))
    found = plan(made(("A", before("B", lawful))), EMPTY)
    assert dict(step(found, "B").fields) == {"x": "1"} and not found.unproven


def test_a_record_that_does_not_count_is_done_again() -> None:
    worthless = counts_as("B", core.Compare("=", FieldRef("this", "x"), core.Lit("2")), counts=False)
    using = replace(made(("A", before("B"))), counts=(worthless,))
    assert starts(plan(using, case(record("B", -1, x="2")))) == {"B": 0, "A": 1}
    assert starts(plan(using, case(record("B", -1, x="1")))) == {"A": 0}


def test_what_stands_for_another_step_serves_in_its_place() -> None:
    using = replace(made(("A", before("B"))), counts=(counts_as("C", ALWAYS, counts=True, as_step="B"),))
    assert starts(plan(using, case(record("C", -1)))) == {"A": 0}


def test_absence_is_no_way_round_a_step_that_the_rules_measure() -> None:
    measured = AnyOf((Forbid("B", ALWAYS, BEFORE), before("B", lo=days(7))))
    found = plan(made(("A", measured), ("A", before("C"))), EMPTY)
    assert starts(found) == {"B": 0, "C": 0, "A": 7}


def test_a_plan_claims_nothing() -> None:
    claim = core.Test(
        core.And(
            (core.Stated(FieldRef("this", "x")), core.Compare("=", FieldRef("this", "x"), core.Lit("1")))
        )
    )
    using = made(("A", AnyOf((before("B", lo=days(7)), claim))), ("A", before("C")))
    assert starts(plan(using, EMPTY))["A"] == 7


# --- the options of windows -------------------------------------------------------------------------------------------


def wants(name: str, **window: Any) -> Exists:
    return Exists(name, ALWAYS, Window(**{"direction": "before", **window}))


def test_a_first_day_outright_is_kept() -> None:
    assert starts(plan(made(("A", wants("B", since=core.FixedPoint(day(4))))), EMPTY)) == {"B": 4, "A": 5}


def test_a_last_day_outright_is_in_the_way_once_it_cannot_be_kept() -> None:
    using = made(("A", wants("B", by=core.FixedPoint(day(3)))), ("B", wants("C", lo=days(5))))
    found = plan(using, EMPTY)
    assert found.possible is False and found.block is not None
    assert (found.block.step, found.block.needed, found.block.allowed) == ("B", day(5), day(3))
    assert plan(made(using.rules[0]), EMPTY).possible


def test_a_last_day_that_rolls_on_leaves_the_days_off() -> None:
    # A on Monday, B within 5 days (Saturday), which rolls on to Monday the 15th; B wants C seven days before it.
    for roll in (True, False):
        using = made(
            ("A", wants("B", direction="after", hi=days(5), roll=roll)), ("B", wants("C", lo=days(7)))
        )
        found = plan(using, case(record("A", 0)), include=("B",))
        assert found.possible is roll


def test_what_must_not_come_between_comes_before() -> None:
    using = made(("A", wants("B", none_between=("C",))), ("A", wants("C", lo=days(2))))
    assert starts(plan(using, EMPTY)) == {"C": 0, "B": 1, "A": 2}


def test_a_bound_counted_back_counts_from_the_later_day() -> None:
    # Five working days back from Monday the 15th is Monday the 8th; from a Saturday it is the Monday before as well.
    found = plan(made(("A", wants("B", lo=workdays(5), back=True))), EMPTY)
    assert starts(found) == {"B": 0, "A": 5}


def test_the_same_day_is_taken_where_the_rule_allows_it() -> None:
    assert starts(plan(made(("A", wants("B", same_day=True))), EMPTY)) == {"B": 0, "A": 0}


def test_a_day_of_the_year_of_the_record_bounds_it() -> None:
    point = core.YearDayPoint(3, 31)
    found = plan(made(("A", wants("B", this_point=point)), ("A", wants("C"))), EMPTY)
    assert starts(found) == {"B": 0, "C": 0, "A": 1}
    late = make_plan(made(("A", wants("B", this_point=point)), ("A", wants("C"))), EMPTY, date(2021, 4, 2))
    assert {e.step: e.start.day for e in late.left}["A"] == date(2022, 1, 1), "B by 31 March of the year of A"


def test_a_date_fact_sets_the_days() -> None:
    point = core.DatePoint(FactRef("F"))
    using = made(("A", wants("B", this_point=point, lo=days(3))), ("A", wants("C")))
    found = plan(using, case(facts={"F": day(9)}), by={"A": day(20)})
    assert step(found, "B").latest_start is not None
    assert step(found, "B").latest_start == Days(day(6))


def test_the_earliest_of_several_days_bounds_outright() -> None:
    point = core.LatestPoint((core.FixedPoint(day(9)), core.FixedPoint(day(4))), (), "earliest")
    using = made(("A", wants("B", by=point)), ("A", wants("C")))
    late = plan(using, EMPTY, by={"A": day(20)})
    assert step(late, "B").latest_start == Days(day(4))


def test_a_length_that_the_case_states_is_used_and_asked_for_where_it_does_not() -> None:
    kinds = {**WORDS.facts, "期限": FactDecl(Name("期限", "length"), Type("duration"))}
    stated = core.Duration(0, "day", None, ("fact", "期限"))
    using = replace(
        made(("A", wants("B", lo=stated)), ("A", wants("C"))), vocabulary=replace(WORDS, facts=kinds)
    )
    assert starts(plan(using, case(facts={"期限": days(6)})))["A"] == 6
    unknown = plan(using, EMPTY)
    assert [o.key for o in unknown.open] == [("fact", "期限")] and starts(unknown)["A"] == 1


def test_once_a_day_has_passed_what_is_owed_instead_is_planned() -> None:
    req = core.OrElse(wants("B", direction="after", hi=days(3)), wants("B", direction="after", hi=days(10)))
    found = plan(made(("A", req)), case(record("A", -6)), on=0)
    # The last day was day -3, the breach is on day -2: ten days from there lead to day 8.
    assert found.possible and step(found, "B").latest_start == Days(day(8))
    too_late = plan(made(("A", req)), case(record("A", -6)), on=9)
    assert [f.rule.id for f in too_late.broken] == ["R0"] and not too_late.left


def test_a_record_set_in_the_file_stays_where_it_is_and_blocks_what_does_not_fit() -> None:
    using = made(("A", before("B", lo=days(5))))
    assert plan(using, case(record("A", 9))).possible
    found = plan(using, case(record("A", 3)))
    assert found.possible is False and found.block is not None and found.block.cause == "planned"


def test_days_beyond_the_last_notice_are_lower_bounds() -> None:
    using = made(("A", before("B", lo=workdays(7))))
    found = make_plan(using, EMPTY, date(2026, 12, 29))
    entry = step(found, "A")
    assert (entry.start.day, entry.start.year) == (date(2027, 1, 6), 2027) and found.unknown_years == (2027,)
    pressed = make_plan(using, EMPTY, date(2026, 12, 29), Asked({"A": date(2027, 1, 20)}))
    assert pressed.possible is None and pressed.exit_code == 3
    late = make_plan(using, EMPTY, date(2026, 12, 29), Asked({"A": date(2027, 1, 5)}))
    assert late.possible is False, "even if every day but 1 January were worked"


def test_a_plan_made_long_before_the_days_of_its_file_is_a_plan() -> None:
    using, far = made(("I", Lasts(">=", days(9)))), 366 * 25
    assert plan(using, case(record("I", far, far + 9))).possible
    late = plan(using, case(record("I", far, far + 3)))
    assert late.possible is False and late.block is not None and late.block.beyond is None
    assert late.block.allowed == day(far + 3) and late.block.needed == day(far + 9)


def test_no_step_is_planned_behind_the_last_year_there_is() -> None:
    using, end = made(("A", before("B", lo=days(5)))), date(2200, 12, 31)
    found = make_plan(using, EMPTY, date(2200, 12, 28))
    assert found.possible is None and found.exit_code == 3 and not found.entries
    assert make_plan(using, EMPTY, end).pressed_day is None, "nothing is told to be lost without haste"
    assert found.block is not None and (found.block.step, found.block.beyond) == ("A", end)
    assert (found.block.needed, found.block.allowed, found.block.cause) == (None, None, None)
    told = plan_text(found, "zh")
    assert "要排到 2200-12-31 以后" in told and "过了最后一天" not in told and "2201" not in told
    assert "after 2200-12-31" in plan_text(found, "en")
    assert plan_data(found)["block"]["beyond"] == "2200-12-31"
    assert make_plan(using, EMPTY, date(2200, 12, 26)).possible


def test_what_would_come_behind_the_last_year_is_not_doomed() -> None:
    using = made(("B", Exists("C", ALWAYS, Window("after", lo=days(5)))))
    looked_at = replace(
        EMPTY, records=(replace(record("B", 0), start=date(2200, 12, 28), end=date(2200, 12, 28)),)
    )
    assert not doomed(using, looked_at, date(2200, 12, 28))


def test_every_reading_is_kept_and_the_default_told() -> None:
    several = rule(before("B", lo=days(5)), "A")
    first = several.versions[0].readings[0]
    stricter = replace(first, req=before("B", lo=days(8)), default=False)
    several = replace(several, versions=(replace(several.versions[0], readings=(first, stricter)),))
    found = plan(made(several), EMPTY)
    assert starts(found)["A"] == 8 and found.default_day == day(5)


def test_what_is_violated_already_is_told_and_planned_around() -> None:
    using = made(("C", before("B")), ("A", before("I")))
    found = plan(using, case(record("C", -1)))
    assert [f.rule.id for f in found.broken] == ["R0"] and found.possible


def test_a_step_may_be_planned_that_no_rule_asks_for() -> None:
    using = made(("A", before("B")))
    assert "C" not in starts(plan(using, EMPTY))
    assert starts(plan(using, EMPTY, include=("C",)))["C"] == 0


def test_a_closed_or_finished_case_has_nothing_left() -> None:
    found = plan(made(("A", before("B"))), case(record("B", -2), record("A", -1)))
    assert found.left == () and found.possible is True


def test_two_of_a_step_are_planned_where_two_are_asked() -> None:
    found = plan(made(("A", replace(before("B"), at_least=2))), EMPTY)
    assert sorted(e.step for e in found.left) == ["A", "B", "B"] and not found.unproven


def test_both_parts_of_all_of_are_kept() -> None:
    found = plan(made(("A", AllOf((before("B", lo=days(2)), before("C", lo=days(4)))))), EMPTY)
    assert starts(found) == {"B": 0, "C": 0, "A": 4}

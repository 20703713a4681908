"""The gate before a step: what is in the way, what it depends on, and its laws against the planner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.gate import Gate, make_gate
from guiju.engine.plan.prospects import with_prospects
from guiju.engine.plan.slack import outlook
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Compare,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lit,
    Req,
    Truth,
    Window,
)
from guiju.engine.semantics.program import Program, Reading, Version
from guiju.engine.semantics.vocabulary import Name
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, day, days, program, record, rule, workdays
from .test_plan_brute_force import HORIZON, ON, worlds


def gate(made: Program, looked_at: Case, step: str = "A", on: int = 5, today: int | None = None) -> Gate:
    def judge(program: Program, case: Case, on: date) -> Verdict:
        return with_prospects(judge_case(program, case, on), Calendar())

    return make_gate(made, looked_at, step, day(on), day(on if today is None else today), Calendar(), judge)


def named(*reqs: tuple[str | None, Req]) -> Program:
    return program(*(replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(reqs)))


def before(step: str, lo: core.Duration | None = None) -> Exists:
    return Exists(step, ALWAYS, Window("before", lo=lo))


def after(step: str, lo: core.Duration | None = None, hi: core.Duration | None = None) -> Exists:
    return Exists(step, ALWAYS, Window("after", lo=lo, hi=hi))


NO_B = named(("A", before("B")))


def why(found: Gate) -> list[tuple[str, str]]:
    return [(b.why, b.finding.rule.id) for b in found.blocked]


def test_a_step_that_must_come_before_and_did_not_is_in_the_way() -> None:
    found = gate(NO_B, case(record("C", 1)))
    assert (found.answer, found.exit_code, why(found)) == ("no", 1, [("new", "R0")])
    assert not found.supposed.from_file and found.supposed.record.start == day(5)
    assert gate(NO_B, case(record("B", 1))).answer == "yes"


def test_on_the_same_day_it_hangs_on_the_order() -> None:
    found = gate(NO_B, case(record("B", 5)))
    assert (found.answer, found.exit_code) == ("depends", 3)
    assert "先后" in found.depends[0].questions[0].zh


def test_what_is_owed_after_the_step_does_not_keep_it_from_being_taken() -> None:
    assert gate(named(("A", after("B", hi=days(3)))), case()).answer == "yes"


def test_a_step_that_leaves_no_time_for_what_it_makes_due_is_doomed() -> None:
    # B is due three days after A, and no earlier than five days after C, which is yet to come.
    made = named(("A", after("B", hi=days(3))), ("B", before("C", lo=days(5))))
    found = gate(made, case(record("C", 1)), on=3)
    assert found.answer == "yes"  # B on day 6, which is the last one
    late = gate(made, case(), on=3)
    assert (late.answer, late.blocked[0].finding.state) == ("no", State.DOOMED)


def test_what_was_broken_before_counts_if_the_step_rests_on_it() -> None:
    # C came without B. A rests on C: once B and C are taken anew, A would have to be taken again.
    made = replace(
        named(("C", before("B"))), downstream={"B": ("C", "A"), "C": ("A",)}, order=("B", "C", "A")
    )
    found = gate(made, case(record("C", 1)))
    assert why(found) == [("standing", "R0")]
    assert [r.step for r in found.blocked[0].finding.cure.worthless] == ["C"]  # type: ignore[union-attr]
    apart = gate(replace(made, downstream={}), case(record("C", 1)))
    assert (apart.answer, [f.rule.id for f in apart.apart]) == ("yes", ["R0"])


def test_a_step_that_would_not_serve_yet_is_too_early() -> None:
    made = named(("C", after("A", lo=days(4))))
    early = gate(made, case(record("C", 2)))
    assert (early.answer, early.blocked) == ("no", ())
    assert {step: [r.id for r in rules] for step, rules in early.again.items()} == {"A": ["R0"]}
    assert gate(made, case(record("C", 1))).answer == "yes"


def test_a_step_that_would_make_another_one_worthless_is_too_early() -> None:
    made = named(("A", Exists("B", ALWAYS, Window(lo=days(3)))))  # B three days before or after A
    early = gate(made, case(record("B", 3)))
    assert (early.answer, set(early.again)) == ("no", {"B"})
    assert gate(made, case(record("B", 2))).answer == "yes"


def test_a_step_that_uses_up_a_way_round_is_too_early_for_what_is_left() -> None:
    # Once A is taken after C only B is left to keep the rule about C; B needs A after it, so that A is taken again.
    made = named(
        ("A", before("C")),
        ("B", after("A")),
        ("C", AnyOf((Forbid("A", ALWAYS, Window("after")), Exists("B", ALWAYS, Window())))),
    )
    early = gate(made, case(record("C", 0)), on=2)
    assert (early.answer, early.blocked) == ("no", ())
    assert {step: [r.id for r in rules] for step, rules in early.again.items()} == {"A": ["R1"]}
    assert early.earliest is not None and early.earliest.start.day == day(3)  # B on day 2, then A
    assert gate(made, case(record("C", 0), record("B", 2)), on=3).answer == "yes"


def test_a_step_after_which_another_one_is_taken_twice_is_too_early() -> None:
    # C on day 2 has A by day 7 (a Friday and a weekend later); B on day 4 or later, and 2 working days before A.
    made = named(
        (
            "A",
            AllOf(
                (
                    Exists("B", ALWAYS, Window("before", since=core.FixedPoint(day(4)))),
                    before("B", workdays(2)),
                )
            ),
        ),
        ("C", after("A", hi=workdays(3))),
    )
    early = gate(made, case(), "C", on=2)
    assert (early.answer, set(early.again)) == ("no", {"B"})
    assert early.earliest is not None and early.earliest.start.day == day(3)
    assert gate(made, case(), "C", on=3).answer == "yes"


def test_what_is_taken_twice_whatever_the_day_is_not_too_early() -> None:
    twice = ("A", replace(after("B"), at_least=2))
    assert gate(named(twice), case()).answer == "yes"
    # The same where no timetable is left for something else: I is due within 3 days, and 9 days after B.
    found = gate(
        named(twice, ("C", after("I", hi=days(3))), ("I", before("B", days(9)))), case(record("C", 4))
    )
    assert (found.answer, [f.state for f in found.apart]) == ("yes", [State.DOOMED])


def test_what_has_to_be_taken_again_without_the_step_as_well_is_not_its_doing() -> None:
    assert gate(named(("C", after("B"))), case(record("B", 0), record("C", 1))).answer == "yes"


def test_a_way_without_a_last_day_dooms_nothing() -> None:
    # A on this very day would do, and so would A whenever; B, which A needs, is none before day 4.
    made = named(
        ("A", Exists("B", ALWAYS, Window("before", since=core.FixedPoint(day(4))))),
        ("C", AnyOf((Exists("A", ALWAYS, Window()), Exists("A", ALWAYS, Window("before", same_day=True))))),
    )
    assert gate(made, case(), "C", on=2).answer == "yes"


def test_time_that_runs_out_anyway_is_not_the_doing_of_the_step() -> None:
    made = named(("C", after("B", hi=days(2))))
    found = gate(made, case(record("C", 1)))
    assert (found.answer, [f.state for f in found.apart]) == ("yes", [State.VIOLATED])


def test_the_stricter_reading_is_kept_to() -> None:
    lenient, strict = (
        Reading(Name("宽", "lenient"), before("B", lo=days(2)), default=True),
        Reading(Name("严", "strict"), before("B", lo=days(3)), default=False),
    )
    made = program(replace(rule(before("B")), versions=(Version(None, None, (lenient, strict)),)))
    found = gate(made, case(record("B", 3)))
    assert (found.answer, why(found)) == ("no", [("reading", "R")])
    assert gate(made, case(record("B", 2))).answer == "yes"
    assert gate(made, case(record("B", 4))).blocked[0].why == "new"


def test_a_stricter_reading_of_what_came_before_is_told_as_such() -> None:
    lenient = Reading(Name("宽", "lenient"), before("B", lo=days(2)), default=True)
    strict = Reading(Name("严", "strict"), before("B", lo=days(3)), default=False)
    made = program(replace(rule(before("B"), "C"), versions=(Version(None, None, (lenient, strict)),)))
    made = replace(made, downstream={"B": ("C", "A"), "C": ("A",)}, order=("B", "C", "A"))
    assert why(gate(made, case(record("B", 1), record("C", 3)))) == [("reading", "R")]
    assert why(gate(made, case(record("B", 1), record("C", 2)))) == [("standing", "R")]


def test_a_fact_not_stated_is_what_it_depends_on() -> None:
    made = program(replace(rule(before("B")), when=Truth(FactRef("F"))))
    found = gate(made, case())
    assert (found.answer, [q.zh for q in found.depends[0].questions]) == ("depends", ["F"])
    assert gate(made, case(facts={"F": True})).answer == "no"
    assert gate(made, case(facts={"F": False})).answer == "yes"


def test_what_the_step_itself_has_to_be_like_is_told_and_nothing_more() -> None:
    asked = core.Test(Compare("=", FieldRef("this", "x"), Lit("1")))
    found = gate(named(("A", asked)), case())
    assert (found.answer, [f.rule.id for f in found.at_the_step]) == ("yes", ["R0"])


def test_a_question_of_the_case_counts_only_where_it_decides() -> None:
    # Whatever F is, the step itself can be made to keep the rule.
    own = core.Test(Compare("=", FieldRef("this", "x"), Lit("1")))
    found = gate(program(replace(rule(own), when=Truth(FactRef("F")))), case())
    assert (found.answer, len(found.at_the_step)) == ("yes", 1)
    both = gate(program(replace(rule(AllOf((own, before("B")))), when=Truth(FactRef("F")))), case())
    assert [q.zh for q in both.depends[0].questions] == ["F"]


def test_a_step_not_on_record_from_which_time_is_measured_is_asked_for() -> None:
    there = AnyOf((Forbid("B", ALWAYS, Window("before")), before("B", lo=days(3))))
    found = gate(named(("A", there)), case())
    assert (found.answer, set(found.unrecorded)) == ("depends", {"B"})
    assert gate(named(("A", there)), case(record("B", 2))).answer == "yes"
    assert gate(named(("A", there)), case(record("B", 3))).answer == "no"
    other_way = AnyOf((Forbid("B", ALWAYS, Window("after")), before("B", lo=days(3))))
    assert gate(named(("A", other_way)), case()).answer == "yes", (
        "whether there is one after it is still to come"
    )


def test_the_record_of_the_file_is_taken_with_what_it_says() -> None:
    asked = core.Test(Compare("=", FieldRef("this", "x"), Lit("1")))
    planned = case(record("A", 8, x="2"))
    found = gate(named(("A", asked)), planned, on=5, today=3)
    assert found.supposed.from_file and found.supposed.moved_from == day(8)
    assert why(found) == [("new", "R0")]
    on_the_day = gate(named(("A", asked)), case(record("A", 5, x="1")), on=5)
    assert on_the_day.supposed.moved_from is None and on_the_day.answer == "yes"


def test_what_the_file_plans_before_the_step_is_taken_to_be_carried_out() -> None:
    found = gate(NO_B, case(record("B", 4)), on=5, today=2)
    assert found.answer == "yes" and [r.step for r in found.counted_on] == ["B"]
    assert gate(NO_B, case(record("B", 6)), on=5, today=2).answer == "no"


def test_a_closed_case_is_opened_for_the_question() -> None:
    assert gate(named(("A", after("B"))), case(record("C", 1), closed=True)).answer == "yes"


def test_what_is_lost_anyway_is_told_apart() -> None:
    made = named(("C", after("B", hi=days(3))), ("B", before("I", lo=days(9))))
    found = gate(made, case(record("C", 4)))
    assert (found.answer, [f.state for f in found.apart]) == ("yes", [State.DOOMED])


def test_it_can_be_taken_again_after_it_has_been_taken() -> None:
    found = gate(NO_B, case(record("A", 1), record("B", 2)))
    assert found.answer == "yes" and [f.activation.index for f in found.apart if f.activation] == [0]


def test_the_earliest_day_counts_from_today_and_leaves_out_what_comes_later() -> None:
    made = named(("A", before("B", lo=days(3))), ("C", before("A")))
    found = gate(made, case(record("B", 4), record("C", 9)), on=5, today=5)
    assert found.answer == "no" and found.earliest is not None and found.earliest.start.day == day(7)
    missing = gate(made, case(), on=9, today=5)
    assert missing.earliest is not None and missing.earliest.start.day == day(8)


def test_plans_of_the_file_that_are_in_the_way_are_given_up() -> None:
    made = named(("A", before("B")), ("B", before("C", lo=days(2))))
    found = gate(made, case(record("B", 4)), on=9, today=3)
    assert found.earliest is not None and found.earliest.start.day == day(6)


def broken_on(made: Program, looked_at: Case, on: int) -> set[object]:
    return {key_of(f) for f in judge_case(made, looked_at, day(on)).findings if f.state is State.VIOLATED}


def basic(made: Program) -> Iterator[Exists | Forbid]:
    """What the rules ask for, out of its all-ofs and any-ofs."""
    waiting: list[Req] = [reading.req for r in made.rules for v in r.versions for reading in v.readings]
    for req in waiting:
        if isinstance(req, AllOf | AnyOf):
            waiting += req.parts
        elif isinstance(req, Exists | Forbid):
            yield req


def of_a_day(made: Program) -> bool:
    """Whether a rule leaves but the day itself: two records of it have no order that a planner could rely on."""
    return any(req.window.hi is not None and not req.window.hi.n for req in basic(made))


def by_the_hour(found: Gate) -> bool:
    """Whether something has to follow the step on its very day (a day later more is lost, or more done again), and a rule
    tells two of one day apart in another way than by days."""

    def ahead(on: date) -> tuple[object, ...]:
        made, looked_at = found.verdict.program, found.case
        seen = outlook(made, looked_at, on)
        broken = {key_of(f) for f in judge_case(made, looked_at, on).findings if f.state is State.VIOLATED}
        return seen.doomed.keys() | broken, sum(t.again for t in seen.to_take)

    every = basic(found.verdict.program)
    if not any(isinstance(r, Forbid) or r.window.same_day or r.window.none_between for r in every):
        return False
    return ahead(found.on) != ahead(found.on + timedelta(days=1))


@given(worlds(), st.integers(ON, HORIZON), st.sampled_from("ABC"))
@settings(max_examples=120, deadline=None)
def test_yes_means_no_earlier_than_the_earliest_day(world: tuple[Program, Case], on: int, step: str) -> None:
    assume(not of_a_day(world[0]))
    found = gate(*world, step, on, ON)
    assume(not found.plan.capped)
    lost = any(f.state is State.DOOMED for f in found.verdict.findings)  # no plan leads anywhere
    assume(
        broken_on(*world, on) <= broken_on(*world, ON)
    )  # time alone breaks nothing that a plan would have kept
    if found.answer == "yes" and not lost and not by_the_hour(found):
        assert found.earliest is not None and found.earliest.start.day <= day(on)


@given(worlds(), st.sampled_from("ABC"))
@settings(max_examples=120, deadline=None)
def test_where_only_time_is_wanting_the_earliest_day_passes_and_the_one_before_does_not(
    world: tuple[Program, Case], step: str
) -> None:
    assume(not of_a_day(world[0]))
    first = gate(*world, step, ON, ON)
    found = first.earliest
    assume(found is not None and not first.plan.capped)
    assert found is not None
    others = [e for e in first.plan.left if e is not found and e.start.day <= found.start.day]
    again = len(first.plan.left) - len({e.step for e in first.plan.left})
    assume(not others and not again)
    n = (found.start.day - day(0)).days
    there = gate(*world, step, n, ON)
    assert not [b for b in there.blocked if b.why != "standing"] and not there.depends
    if n > ON:
        assert gate(*world, step, n - 1, ON).answer != "yes"

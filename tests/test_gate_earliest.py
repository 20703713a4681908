"""What a gate lets pass is in order afterwards, and the earliest day that it names is one on which it says no “no”."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.text import plain
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.gating import gate_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.gate import Gate, make_gate
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.report.gate.ci import gate_run
from guiju.engine.report.gate.text import gate_text
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.core import AllOf, AnyOf, Compare, Exists, FieldRef, Lit, Truth, Window
from guiju.engine.semantics.program import Program, Reading, Version
from guiju.engine.semantics.vocabulary import Name
from hypothesis import assume, given, settings
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, day, days, program, record, rule, workdays
from .test_gate import after, gate, named
from .test_plan_brute_force import ON, worlds

READY = Path(__file__).parent.parent / "fixtures" / "decisions" / "04_before_the_meeting.yaml"


def before(step: str, lo: core.Duration | None = None) -> Exists:
    return Exists(step, ALWAYS, Window("before", lo=lo))


# Sent for review (B) on Thursday day 3; C, where it is taken, comes 7 working days after B as well. By the 7th working
# day (Monday 14: 4, 7-11 and 14) A may be taken, or on the day of C.
ON_THE_DAY_OF_C = Exists("C", ALWAYS, Window(hi=days(0)))
SEVEN = ("A", AnyOf((before("B", workdays(7)), ON_THE_DAY_OF_C)))


def test_what_would_have_to_be_done_that_very_day_and_cannot_is_in_the_way() -> None:
    made = named(SEVEN, ("C", before("B", workdays(7))))
    for on in (4, 7, 11, 13):
        assert gate(made, case(record("B", 3)), on=on, today=3).answer == "no", on
    assert gate(made, case(record("B", 3)), on=14, today=3).answer == "yes"


def test_what_would_have_to_be_done_by_the_end_of_that_day_is_in_the_way_until_it_is_on_record() -> None:
    found = gate(named(SEVEN), case(record("B", 3)), on=7, today=3)
    assert (found.answer, [(b.why, b.finding.state) for b in found.blocked]) == (
        "no",
        [("new", State.VIOLATED)],
    )
    assert gate(named(SEVEN), case(record("B", 3), record("C", 7)), on=7, today=3).answer == "yes"
    owed_after = named(("A", Exists("C", ALWAYS, Window("after", hi=days(0), same_day=True))))
    assert gate(owed_after, case()).answer == "yes"


def test_a_stricter_reading_that_waits_for_the_day_itself_is_in_the_way() -> None:
    def reading(name: str, *, full: bool) -> Reading:
        window = Window("before", lo=workdays(7), full_days=full)
        req = AnyOf((Exists("B", ALWAYS, window), ON_THE_DAY_OF_C))
        return Reading(Name(name, name), req, default=not full)

    several = Version(None, None, (reading("宽", full=False), reading("严", full=True)))
    made = program(replace(rule(before("B")), versions=(several,)))
    looked_at = case(record("B", 3))
    found = gate(made, looked_at, on=14, today=3)
    assert (found.answer, [b.why for b in found.blocked]) == ("no", ["reading"])
    assert found.blocked[0].finding.why.zh.startswith("按“严”的读法")
    assert gate(made, looked_at, on=15, today=3).answer == "yes"


def test_a_field_of_the_step_left_open_hides_nothing_that_its_day_still_lacks() -> None:
    # B before A, or on its day if A's record says so: what A's record says is not known yet, but B is not there.
    of_the_day = AllOf((Exists("B", ALWAYS, Window(hi=days(0))), core.Test(Truth(FieldRef("this", "k")))))
    made = named(("A", AnyOf((before("B"), of_the_day))))
    assert [(b.why, b.finding.state) for b in gate(made, case()).blocked] == [("new", State.VIOLATED)]
    found = gate(made, case(record("B", 5)))
    assert (found.answer, found.blocked) == ("depends", ())  # the order of the two
    assert gate(made, case(record("B", 4))).answer == "yes"


def test_which_of_two_steps_of_a_day_came_first_is_asked_where_it_decides_what_is_left_to_do() -> None:
    # C has an A after it: with both on one day nobody knows whether another A is wanted.
    made = named(("C", after("A", hi=days(9))))
    found = gate(made, case(record("C", 5)), on=5)
    assert found.answer == "depends" and "先后" in found.depends[0].questions[0].zh
    assert gate(made, case(record("C", 4)), on=5).answer == "yes"


def test_whoever_takes_the_step_is_nobody_that_another_one_must_not_be_taken_by() -> None:
    # B, which comes before the meeting C, is not taken by whoever took A.
    same = Compare("=", FieldRef("that", core.ACTOR), FieldRef("this", core.ACTOR))
    made = named(("B", core.Forbid("A", same, Window())), ("C", before("A")), ("C", before("B")))
    assert gate(made, case()).answer == "yes"
    by_x = case(record("A", 1, actor="甲"))
    found = gate(made, by_x, "C", on=5)
    assert found.earliest is not None and [e.step for e in found.plan.left] == ["B", "C"]


def test_a_step_that_comes_after_its_own_last_day_is_too_late() -> None:
    made = named(("C", after("A", hi=days(3))))
    looked_at = case(record("C", 3))
    late = gate(made, looked_at, on=8, today=5)
    assert (late.answer, [b.why for b in late.blocked], late.apart) == ("no", ["late"], ())
    assert gate(made, looked_at, on=6, today=5).answer == "yes"
    overdue = gate(made, looked_at, on=8, today=7)  # it was due by day 6: now the sooner the better
    assert (overdue.answer, [f.rule.id for f in overdue.overdue]) == ("yes", ["R0"])


def test_a_step_that_holds_up_another_one_past_its_last_day_is_too_late() -> None:
    # B, due three days after C, needs an A before it.
    made = replace(named(("C", after("B", hi=days(3))), ("B", before("A"))), downstream={"A": ("B",)})
    late = gate(made, case(record("C", 3)), on=8, today=4)
    assert (late.answer, [(b.why, b.finding.rule.id) for b in late.blocked]) == ("no", [("late", "R0")])
    assert gate(made, case(record("C", 3)), on=5, today=4).answer == "yes"


def test_a_step_that_would_be_taken_again_in_any_case_is_too_early() -> None:
    # C has B before it, and A after it: an A that comes before C serves nothing, though nothing is broken or due yet.
    made = named(("C", before("B")), ("C", after("A", hi=days(9))))
    early = gate(made, case(record("B", 1)))
    assert (early.answer, set(early.again)) == ("no", {"A"})
    assert early.earliest is not None and early.earliest.start.day == day(6)
    assert gate(made, case(record("B", 1), record("C", 4))).answer == "yes"


def test_a_step_that_comes_between_two_others_is_too_early() -> None:
    # C, then A with no B between: a B today would mean C once more.
    made = named(("A", Exists("C", ALWAYS, Window("before", none_between=("B",)))))
    found = gate(made, case(record("C", 0)), "B", on=2)
    assert (found.answer, set(found.again)) == ("no", {"C"})
    assert [e.step for e in found.plan.left] == ["A", "B"]
    assert gate(made, case(record("C", 0), record("A", 1)), "B", on=2).answer == "yes"


def test_a_step_that_leaves_no_way_to_the_end_of_the_procedure_is_in_the_way() -> None:
    # B leads the procedure and needs C; A may come after B, or where there is no B at all: once A is there B is barred.
    made = named(("A", AnyOf((before("B"), core.Forbid("B", ALWAYS, Window())))), ("B", before("C")))
    found = gate(made, case(), on=2)
    assert (found.answer, found.blocked, found.again, found.dead_end is None) == ("no", (), {}, False)
    assert found.earliest is not None and [e.step for e in found.plan.left] == ["C", "B", "A"]
    assert gate(made, case(record("C", 0), record("B", 1)), on=2).answer == "yes"


def test_what_its_record_has_to_say_does_not_make_a_step_too_early() -> None:
    # What C wants is an A whose record says k: that is written down when A is taken.
    wanted = Exists("A", Truth(FieldRef("that", "k")), Window("after", hi=days(9)))
    found = gate(named(("C", wanted)), case(record("C", 3)))
    assert (found.answer, found.again) == ("yes", {})


def test_days_that_nobody_announced_yet_are_what_it_depends_on() -> None:
    # From 2026-12-28 seven working days end on 2027-01-06 at the earliest, or later: 2027 has no notice.
    on = date(2027, 1, 6)
    looked_at = case(record("B", (date(2026, 12, 28) - day(0)).days))

    def judge(made: Program, looked_at: Case, on: date) -> Verdict:
        return judge_case(made, looked_at, on)

    found = make_gate(named(SEVEN), looked_at, "A", on, on, Calendar(), judge)
    assert found.answer == "depends" and "2027" in found.depends[0].questions[0].zh


STRICT = Reading(
    Name("严", "strict"), core.Test(Compare("=", FieldRef("this", "x"), Lit("1"))), default=False
)
LENIENT = Reading(Name("宽", "lenient"), core.Test(core.Const(True)))


def resting(made: Program) -> Program:
    """A rests on C."""
    return replace(made, downstream={"B": ("C", "A"), "C": ("A",)}, order=("B", "C", "A"))


def test_a_day_before_which_something_has_to_be_put_right_is_no_lawful_day_by_itself() -> None:
    versions = (Version(None, None, (LENIENT, STRICT)),)
    made = resting(
        program(
            replace(rule(ALWAYS_MET, "C"), versions=versions, redo="C"),
            rule(before("B", days(4)), name="S"),
        )
    )
    found = gate(made, case(record("C", 1, x="2"), record("B", 2)), on=3)
    assert [(b.why, b.finding.rule.id, b.finding.state) for b in found.blocked] == [
        ("new", "S", State.VIOLATED),
        ("reading", "R", State.VIOLATED),
    ]
    assert found.earliest is not None and found.earliest.start.day == day(6)
    assert [f.rule.id for f in found.first] == ["R"]
    said = gate_text(found, "zh")
    assert f"不早于 {day(6)}" in said and "要先补正的:R" in said and f"最早 {day(6)}" not in said
    (shut,) = [r for r in gate_run(found, Path()).cases[0].remarks if r.code == "gate-no"]
    assert f"合法的日期不早于 {day(6)}" in shut.text.zh and "要先补正的" in shut.text.zh
    lawful = gate(made, case(record("C", 1, x="1"), record("B", 2)), on=3)
    assert lawful.first == () and f"最早 {day(6)}" in gate_text(lawful, "zh")


ALWAYS_MET = core.Test(core.Const(True))


def test_the_stricter_reading_says_what_is_missing() -> None:
    versions = (Version(None, None, (LENIENT, STRICT)),)
    made = resting(program(replace(rule(ALWAYS_MET, "C"), versions=versions, redo="C")))
    (blocked,) = gate(made, case(record("C", 1, x="2")), on=3).blocked
    assert blocked.finding.why.zh == f"按“严”的读法:{day(1)} 的C不符合:x = 1"
    assert [(r.name.zh, r.state) for r in blocked.finding.proof.readings] == [
        ("宽", State.SATISFIED),
        ("严", State.VIOLATED),
    ]


# --- a shipped case -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Program:
    return load_library()[0]


@pytest.fixture(scope="module")
def ready(shipped: Program) -> Case:
    found, _ = load_case(READY, shipped.vocabulary, shipped.procedures)
    assert found is not None
    return found


def at(shipped: Program, looked_at: Case, on: date, today: date) -> Gate:
    found = gate_case(shipped, looked_at, "集体讨论", today, on, Looking(today))
    assert isinstance(found, Gate)
    return found


def test_what_the_gate_lets_pass_is_no_breach_afterwards(shipped: Program, ready: Case) -> None:
    # Sent on Monday 2026-11-23: 24, 25, 26, 27, 30 November, 1 and 2 December are 7 working days; in full by the 3rd.
    today, sent = date(2026, 11, 24), date(2026, 11, 23)
    kept = [r for r in ready.records if r.step not in ("提交讨论", "集体讨论")]
    moved = tuple(replace(r, start=sent, end=sent) if r.step == "送审" else r for r in kept)
    reviewed = tuple(
        replace(r, start=today, end=today) if r.step in ("律师意见", "合法性审查") else r for r in moved
    )
    looked_at = replace(ready, records=reviewed)
    answers = {}
    for n in range(12):
        on = today + timedelta(n)
        found = at(shipped, looked_at, on, today)
        answers[on] = found.answer
        if found.answer != "no":
            known = {key_of(f) for f in found.verdict.findings if f.state is State.VIOLATED}
            later = judge_case(shipped, found.supposed.having, on + timedelta(1))
            assert {key_of(f) for f in later.findings if f.state is State.VIOLATED} <= known, on
    assert [on for on, said in answers.items() if said == "no"] == [
        d for d in answers if d < date(2026, 12, 3)
    ]
    assert answers[date(2026, 12, 3)] == "depends", "the submission is not on record"
    found = at(shipped, looked_at, date(2026, 12, 3), today)
    assert set(found.unrecorded) == {"提交讨论"} and found.earliest is not None
    assert found.earliest.start.day == date(2026, 12, 3)
    assert "提交讨论" in [e.step for e in found.plan.left if e.leading]


def test_a_waiver_covers_what_only_a_stricter_reading_finds(shipped: Program, ready: Case) -> None:
    # The notice board alone: by the stricter reading it takes the website and another channel.
    board = tuple(
        replace(r, fields={**r.fields, "渠道": ("公告栏",)}) if r.step == "公开征求意见" else r
        for r in ready.records
    )
    on, today = date(2026, 11, 27), date(2026, 11, 24)
    looked_at = replace(ready, records=board)
    shut = at(shipped, looked_at, on, today)
    assert [(b.why, b.finding.rule.id) for b in shut.blocked] == [("reading", "征求意见途径")]
    signed = Waiver("征求意见途径", plain("征求意见途径"), "县长", "理由", "依据", date(2026, 12, 31))
    found = at(shipped, replace(looked_at, waivers=(signed,)), on, today)
    assert found.answer == "yes" and [f.rule.id for f in found.waived] == ["征求意见途径"]
    assert "没有可放行的" not in gate_text(found, "zh") and "县长" in gate_text(found, "zh")


# --- any rules --------------------------------------------------------------------------------------------------------


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_on_the_earliest_day_with_the_plan_carried_out_the_gate_says_no_only_to_what_it_names(
    world: tuple[Program, Case],
) -> None:
    found = gate(*world, "A", ON, ON)
    entry = found.earliest
    assume(entry is not None and not found.plan.capped)
    assert entry is not None
    n = (entry.start.day - day(0)).days
    kept = [e for e in found.plan.entries if e is not entry and e.start.day <= entry.start.day]
    done = tuple(replace(e.record, start=e.start.day, end=e.end.day, index=i) for i, e in enumerate(kept))
    then = gate(world[0], replace(world[1], records=done), "A", n, n)
    named_first = {f.rule.id for f in found.first}
    assert {b.finding.rule.id for b in then.blocked} <= named_first


def test_what_is_in_time_only_within_a_day_is_asked_for() -> None:
    # A by day 5 needs B after it and C after B, both by day 5: on that day they would have to follow each other.
    by_5 = core.FixedPoint(day(5))
    made = named(("A", Exists("C", ALWAYS, Window("after", by=by_5))), ("C", before("B")), ("B", before("A")))
    assert gate(made, case(), on=3, today=3).answer == "yes"
    hurried = gate(made, case(), on=4, today=4)
    assert (hurried.answer, hurried.pressed) == ("depends", ("C", "B"))
    assert "能不能在同一天里依次办完" in gate_text(hurried, "zh")
    assert gate(made, case(), on=6, today=6).answer == "no"


def test_what_has_to_be_begun_on_the_very_day_is_asked_for() -> None:
    # After A comes B, after B comes C; a working day counted back from C leads to A at the latest. Day 2 is a Wednesday:
    # with B on that day C may come on Thursday, with B on Thursday C on Friday comes too late. On Friday there is time:
    # B on Saturday and C on Sunday, from which a working day leads back to Friday.
    made = named(
        ("A", core.Forbid("B", ALWAYS, Window("before"))),
        ("A", Exists("C", ALWAYS, Window("after", hi=workdays(1), back=True))),
        ("C", before("B")),
    )
    answers = {n: gate(made, case(), on=n, today=2) for n in range(2, 7)}
    assert [answers[n].answer for n in answers] == ["depends", "depends", "yes", "yes", "depends"]
    assert answers[2].pressed == ("C", "B") and answers[2].earliest is not None
    assert answers[2].earliest.start.day == day(4)


def test_the_papers_are_handed_over_no_later_than_the_meeting_whatever_day_is_asked_for(
    shipped: Program, ready: Case
) -> None:
    kept = tuple(r for r in ready.records if r.step not in ("提交讨论", "集体讨论"))
    asked = Asked(by={"公布": date(2026, 12, 18)})
    plan = make_plan(shipped, replace(ready, records=kept), date(2026, 11, 24), asked)
    last = {e.step: e.latest_start.day for e in plan.left if e.latest_start is not None}
    assert last["提交讨论"] <= last["集体讨论"] < last["公布"] == date(2026, 12, 18)

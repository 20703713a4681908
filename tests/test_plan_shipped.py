"""Plans by the shipped packs, against timetables worked out by hand from the articles and the notices."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.model import Authority, Case
from guiju.engine.evaluate.finding import State
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.planning import NoStep, meeting_step, steps_asked
from guiju.engine.plan.planner import Asked, make_plan
from guiju.engine.plan.timetable import Days, Plan
from guiju.engine.report.plan.chain import ChainWords
from guiju.engine.report.plan.text import plan_text
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Exists,
    FieldRef,
    Forbid,
    Lasts,
    Window,
)
from guiju.engine.semantics.program import Program, Reading, Rule, Version
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

from .oracle.small import (
    ALWAYS,
    case,
    day,
    days,
    program,
    record,
    rule,
    workdays,
)
from .test_plan_planner import BEFORE, EMPTY, FOLDER, before, made, plan, starts, step, wants


@pytest.fixture(scope="module")
def shipped() -> Program:
    return load_library()[0]


def fixture(shipped: Program, name: str) -> Case:
    found, _ = load_case(next(FOLDER.glob(f"{name}_*.yaml")), shipped.vocabulary, shipped.procedures)
    assert found is not None
    return found


def test_the_running_comment_period_of_luhu_county(shipped: Program) -> None:
    # Comments are open to Monday 2026-12-07 (set in the file). Opinions are worked through the day after, the 8th
    # (art. 18: only once all came in), the file goes to review on the 9th, and 7 working days must pass in full:
    # 10, 11, 14, 15, 16, 17, 18 December; under the stricter reading the meeting may be held on the day after, the 19th.
    found = make_plan(shipped, fixture(shipped, "03"), date(2026, 11, 24))
    days = {e.step: e.start.day.isoformat() for e in found.left}
    assert days["意见研究采纳"] == "2026-12-08" and days["送审"] == "2026-12-09"
    assert days["集体讨论"] == "2026-12-19" and found.default_day == date(2026, 12, 18)
    assert days["作出决定"] == "2026-12-20" and days["公布"] == "2026-12-20"
    assert [h.target.step for h in found.critical] == ["意见研究采纳", "送审", "提交讨论", "集体讨论"]
    assert found.possible and not found.unproven and not found.open


def test_backward_from_the_meeting_of_luhu_county(shipped: Program) -> None:
    # A meeting by Thursday 12-31: 7 working days in full before it are 22, 23, 24, 25, 28, 29, 30, so the file is sent on
    # Monday the 21st, the table is made on the 20th, and comments may stay open to the 19th.
    found = make_plan(
        shipped, fixture(shipped, "03"), date(2026, 11, 24), Asked({"集体讨论": date(2026, 12, 31)})
    )
    last = {
        e.step: e.latest_start.day.isoformat() for e in found.left if e.latest_start and e.standing == "new"
    }
    assert last["送审"] == "2026-12-21" and last["意见研究采纳"] == "2026-12-20"
    (comment,) = [e for e in found.left if e.standing == "running"]
    assert comment.latest_end is not None and comment.latest_end.day == date(2026, 12, 19)


def test_the_meeting_is_read_from_the_rules_and_steps_are_named_in_either_language(shipped: Program) -> None:
    looked_at, on = fixture(shipped, "03"), date(2026, 11, 24)
    assert meeting_step(shipped, looked_at, on) == "集体讨论"
    asked = steps_asked(shipped, looked_at, on, [("legality_review", on)], ("hearing",))
    assert asked == Asked({"合法性审查": on}, ("听证会",))
    assert steps_asked(shipped, looked_at, on, [("nothing", on)], ()) == NoStep("nothing", "undeclared")
    assert steps_asked(shipped, looked_at, on, [], ("签发",)) == NoStep("签发", "elsewhere")
    assert steps_asked(shipped, looked_at, on, [("启动决定", on)], ()) == NoStep("启动决定", "done")


def test_a_review_that_found_the_draft_unlawful_is_done_again(shipped: Program) -> None:
    whole = fixture(shipped, "07")
    kept = [r for r in sorted(whole.records, key=lambda r: r.start) if r.start <= date(2023, 4, 12)]
    looked_at = replace(whole, closed=False, records=tuple(r for r in whole.records if r in kept))
    assert any(r.fields.get("结论") == "不合法" for r in kept)
    found = make_plan(shipped, looked_at, date(2023, 4, 12))
    review = [e for e in found.left if e.step == "合法性审查"]
    assert review and dict(review[0].fields)["结论"] == "合法" and not found.unproven


def test_what_can_no_longer_be_kept_leaves_no_timetable_until_it_is_violated(shipped: Program) -> None:
    whole = fixture(shipped, "10")
    kept = tuple(r for r in whole.records if r.start <= date(2021, 10, 8))
    assert kept[-1].step == "提交讨论" and kept[-1].start == date(2021, 10, 8)
    looked_at = replace(whole, closed=False, records=kept)
    found = make_plan(shipped, looked_at, date(2021, 10, 8))
    assert found.possible is False and found.block is not None and not found.broken
    assert found.block.step == "合法性审查"
    assert found.block.rule is not None and found.block.rule.id == "提交前审查"
    the_day_after = make_plan(shipped, looked_at, date(2021, 10, 9))
    assert the_day_after.possible and [f.rule.id for f in the_day_after.broken] == ["提交前审查"]


def test_a_review_of_the_day_of_the_submission_is_in_time_only_within_that_day(shipped: Program) -> None:
    # Sent and submitted on Thursday 26 November; the papers list an opinion that is not on record.
    ready, today = fixture(shipped, "04"), date(2026, 11, 26)
    on_one_day = tuple(
        replace(r, start=today, end=today) if r.step in ("送审", "提交讨论") else r
        for r in ready.records
        if r.step not in ("律师意见", "合法性审查", "集体讨论")
    )
    found = make_plan(shipped, replace(ready, records=on_one_day), today)
    assert (found.possible, found.pressed_day) == (None, today)
    assert "几步在同一天里依次办完才来得及" in plan_text(found, "zh")


def test_a_later_day_without_a_chain_is_not_said_to_be_free_today(shipped: Program) -> None:
    found = make_plan(shipped, fixture(shipped, "03"), date(2026, 11, 24))
    sent = next(e for e in found.left if e.step == "送审")
    said = ChainWords(found).earliest(replace(sent, chain=(), beside=()))
    assert said.zh == "最早 2026-12-09(周三):排在要再办一次的步骤之后"


def test_the_order_of_words_of_a_place_reads_as_the_national_one(shipped: Program) -> None:
    town = replace(fixture(shipped, "02"), records=(), closed=False)
    assert town.authority == Authority(town.authority.name, "乡镇", town.authority.region)
    found = make_plan(shipped, town, date(2020, 4, 22))
    (meeting,) = [e for e in found.left if e.step == "集体讨论"]
    assert dict(meeting.fields)["会议形式"] == "党政联席会议" and not found.unproven


def test_a_step_that_is_taken_twice_anyway_is_taken_as_early_as_that_allows() -> None:
    # After C an A within 1 working day and one 2 working days later, B before each: C on day 2, A on days 3 and 4. One
    # A on a Saturday serves both for which 2 days will do, and would put C off until Friday.
    using = made(
        ("A", before("B")),
        ("C", Exists("A", ALWAYS, Window("after", lo=days(2), back=True))),
        ("C", Exists("A", ALWAYS, Window("after", lo=workdays(2)))),
        ("C", Exists("A", ALWAYS, Window("after", hi=workdays(1)))),
    )
    found = make_plan(using, EMPTY, day(2), Asked(goals=("C",)))
    assert sorted((e.step, (e.start.day - day(0)).days) for e in found.left) == [
        ("A", 3), ("A", 4), ("B", 2), ("C", 2)
    ]  # fmt: skip


def test_what_is_not_to_come_after_a_step_is_no_way_round_taking_one_before_it() -> None:
    # “None after, or one so long before”: with none at all the first is met, on the very day.
    either = AnyOf((Forbid("A", ALWAYS, Window("after")), before("A", lo=days(3))))
    assert starts(plan(made(("B", either)), EMPTY, include=("B",))) == {"B": 0}
    measured = AnyOf((Forbid("A", ALWAYS, BEFORE), before("A", lo=days(3))))
    assert starts(plan(made(("B", measured)), EMPTY, include=("B",))) == {"A": 0, "B": 3}
    # Where A is taken before C, it may still be that there is none after B.
    long_before = AnyOf((Forbid("A", ALWAYS, Window("after")), before("A", lo=days(9))))
    both = made(("C", measured), ("B", before("C")), ("B", long_before))
    assert starts(plan(both, EMPTY, include=("B",))) == {"A": 0, "C": 3, "B": 4}


def test_what_goes_only_within_a_day_is_said_to() -> None:
    # C, B and A in this order: on days of their own A comes on day 2 at the earliest.
    using = made(("A", before("B")), ("B", before("C")))
    on_one_day = plan(using, EMPTY, by={"A": day(0)})
    assert (on_one_day.possible, on_one_day.exit_code, on_one_day.pressed_day) == (None, 3, day(0))
    assert plan(using, EMPTY, by={"A": day(2)}).possible is True
    round_and_round = plan(made(("A", before("B")), ("B", before("A"))), EMPTY)
    assert (round_and_round.possible, round_and_round.pressed_day) == (False, None)


def test_what_somebody_has_to_claim_is_planned_where_there_is_no_other_way() -> None:
    claim = core.Test(
        core.And(
            (core.Stated(FieldRef("this", "x")), core.Compare("=", FieldRef("this", "x"), core.Lit("1")))
        )
    )
    # I is over five days after A at the latest and lasts nine days, or says why not.
    ended = Exists("I", ALWAYS, Window("after", that_point=core.EdgePoint("end"), hi=days(5)))
    using = made(("A", ended), ("I", AnyOf((Lasts(">=", days(9)), claim))))
    found = plan(using, case(record("A", 0)), on=2)
    assert found.possible and dict(step(found, "I").fields) == {"x": "1"}
    assert step(found, "I").latest_end == Days(day(5))


def test_what_is_claimed_is_claimed_under_all_readings_though_the_default_one_reaches_the_day_asked() -> None:
    # B was on day 0. A comes 5 days after it, by the other reading 6, or says why not.
    claim = core.Test(core.Stated(FieldRef("this", "x")))
    both = tuple(
        Reading(Name(zh, zh), AnyOf((before("B", lo=n), claim)), default)
        for zh, n, default in (("五日", days(5), True), ("六日", days(6), False))
    )
    (plain,) = made(("A", before("B"))).rules
    using = program(replace(plain, versions=(Version(None, None, both),)))
    for by in (4, 5):
        found = plan(using, case(record("B", 0)), on=1, by={"A": day(by)})
        assert (found.possible, found.claimed_day) == (False, day(1)), by


def test_of_two_ways_that_hold_the_last_day_is_that_of_the_one_that_leaves_more_time() -> None:
    # B may come on the day of A, or else within 5 days after it. C is needed by B.
    same_day, within_5 = (
        Exists("B", ALWAYS, Window(hi=days(0))),
        Exists("B", ALWAYS, Window("after", hi=days(5))),
    )
    for ways in ((same_day, within_5), (within_5, same_day)):
        using = made(("A", AnyOf(ways)), ("B", Exists("C", ALWAYS, Window("before", same_day=True))))
        found = plan(using, case(record("A", 0)), on=0)
        assert (step(found, "B").start, step(found, "B").latest_start) == (Days(day(0)), Days(day(5)))
        assert [h.duration for h in step(found, "B").due_chain] == [days(5)]
        assert step(found, "C").latest_start == Days(day(5)) and step(found, "C").slack == 5


def test_the_last_day_of_a_way_that_another_step_closes_is_not_told() -> None:
    # B by day 5, or by day 9 if C is not taken: but C is asked for as well.
    other = AllOf((Exists("B", ALWAYS, Window("after", hi=days(9))), Forbid("C", ALWAYS, Window())))
    using = made(
        ("A", AnyOf((Exists("B", ALWAYS, Window("after", hi=days(5))), other))),
        ("A", Exists("C", ALWAYS, Window("after"))),
    )
    assert step(plan(using, case(record("A", 0))), "B").latest_start == Days(day(5))


def test_a_decision_is_published_within_twenty_working_days(shipped: Program) -> None:
    # Decided on Friday 2021-06-25: 28 June–2 July, 5–9, 12–16 and 19–23 July are 20 working days.
    whole = fixture(shipped, "01")
    kept = tuple(r for r in whole.records if r.start <= date(2021, 6, 25))
    assert kept[-1].step == "作出决定"
    found = make_plan(shipped, replace(whole, closed=False, records=kept), date(2021, 6, 25))
    published = step(found, "公布")
    assert published.start == Days(date(2021, 6, 25)) and published.latest_start == Days(date(2021, 7, 23))


def test_what_leads_to_the_goal_is_told_from_what_is_planned_besides() -> None:
    # A needs B, which needs C; I is owed to what was done before, and A to I within 9 days.
    using = made(
        ("A", before("B")),
        ("B", before("C")),
        ("C", Exists("I", ALWAYS, Window("after"))),
        ("I", Exists("A", ALWAYS, Window("before", hi=days(30)))),
    )
    using = replace(using, order=("C", "B", "A", "I"))
    found = make_plan(using, EMPTY, day(0), Asked(goals=("A",)))
    assert [e.step for e in found.left if e.leading] == ["C", "B"]
    assert {e.step for e in found.left} == {"A", "B", "C", "I"}


def test_what_waits_for_a_step_of_the_same_day_says_so() -> None:
    found = plan(made(("A", wants("B", same_day=True)), ("A", wants("C", same_day=True))), EMPTY)
    assert set(step(found, "A").beside) == {"B", "C"} and step(found, "A").chain == ()
    assert step(found, "B").beside == ()


def test_what_the_goal_rests_on_has_to_be_put_right_first() -> None:
    # A rests on C. What was done of C is in order by the default reading only; or that is not known.
    x_is_1 = core.Test(core.Compare("=", FieldRef("this", "x"), core.Lit("1")))
    lenient = Reading(Name("宽", "lenient"), core.Test(ALWAYS))
    strict = Reading(Name("严", "strict"), x_is_1, default=False)
    several = replace(rule(x_is_1, "C"), versions=(Version(None, None, (lenient, strict)),), redo="C")
    resting = {"downstream": {"B": ("C", "A"), "C": ("A",)}, "order": ("B", "C", "A")}

    def looked_at(one: Rule, x: str | None) -> Plan:
        using = replace(made(one, ("A", before("B"))), **resting)
        return make_plan(using, case(record("C", -1, x=x)), day(0), Asked(goals=("A",)))

    broken = looked_at(several, "2")
    assert (broken.exit_code, broken.can_be_done, starts(broken)["A"]) == (3, None, 1)
    assert [f.rule.id for f in broken.proviso] == ["R0"] and broken.proviso[0].why.zh.startswith(
        "按“严”的读法"
    )
    said = plan_text(broken, "zh").splitlines()[0]
    assert said == f"要先补正R;A不早于 {day(1)}"
    assert looked_at(several, "1").exit_code == 0 and looked_at(several, "1").first == ()
    unknown = looked_at(replace(rule(x_is_1, "C"), redo="C"), None)
    assert unknown.exit_code == 3 and [f.state for f in unknown.proviso] == [State.UNKNOWN]
    assert plan_text(unknown, "zh").splitlines()[0].startswith("取决于案卷没有说明的(R)")
    apart = make_plan(
        made(several, ("A", before("B"))), case(record("C", -1, x="2")), day(0), Asked(goals=("A",))
    )
    assert apart.exit_code == 0 and apart.first == ()

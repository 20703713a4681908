"""The finding of a rule: its activations, versions, readings and sentence, and cases where nothing is final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from guiju.engine.case.model import Case, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.monitor import rule_state
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, DatePoint, EdgePoint, FactRef, FieldRef, Lit, Point, Window
from guiju.engine.semantics.program import Period, Reading, Rule, Version
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

from .evaluating import WORDS, having, judged
from .oracle.small import (
    ALWAYS,
    BASIS,
    RUNNING,
    case,
    counts_as,
    day,
    days,
    exception,
    program,
    record,
    rule,
)

VIO, PEN, HOL, SAT, NOT, UNK = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.NOT_APPLICABLE,
    State.UNKNOWN,
)
YES, NO = core.Test(core.Const(True)), core.Test(core.Const(False))
F = core.Truth(FactRef("F"))
A = record("A", 0)


def every(stated: Rule, looked_at: Case, on: int | date = 9) -> tuple[Finding, ...]:
    made = program(stated, words=WORDS)
    return judge_rule(stated, looked_at, day(on) if isinstance(on, int) else on, made)


def only(stated: Rule, looked_at: Case, on: int | date = 9) -> Finding:
    (found,) = every(stated, looked_at, on)
    return found


# --- activations ------------------------------------------------------------------------------------------------


def test_one_finding_for_each_counted_record_in_the_order_of_the_file() -> None:
    found = every(rule(YES), case(record("A", 3), record("B", 0), record("A", 1), record("A", 20)))
    assert [f.activation.index for f in found if f.activation] == [0, 2]


def test_a_power_gives_no_finding() -> None:
    for modality, n in (("may", 0), ("must", 1), ("must_not", 1)):
        assert len(every(replace(rule(YES), modality=modality), case(A))) == n


def periods(
    period: Period, looked_at: Case, on: date, *starts: date | None
) -> list[tuple[date, date | None]]:
    versions = tuple(Version(s, None, (Reading(Name("", ""), YES),)) for s in starts or (None,))
    stated = replace(rule(YES, None), period=period, versions=versions)
    return [(f.activation.start, f.activation.end) for f in every(stated, looked_at, on) if f.activation]


def test_a_period_rule_has_one_activation_for_each_period_begun() -> None:
    years = [(date(y, 1, 1), date(y, 12, 31)) for y in (2021, 2022, 2023)]
    assert periods("year", case(A), date(2023, 1, 1)) == years
    assert periods("year", case(A), date(2022, 12, 31)) == years[:2]
    months = periods("month", case(record("A", 270)), date(2022, 2, 1))
    assert months == [
        (date(2021, 12, 1), date(2021, 12, 31)),
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2022, 2, 1), date(2022, 2, 28)),
    ]
    assert periods("year", case(A), date(2023, 5, 1), date(2022, 6, 1), date(2023, 1, 1)) == years[1:]
    assert periods("year", case(A), date(2021, 5, 1), date(2020, 6, 1)) == years[:1]
    assert periods("year", case(A), date(2021, 5, 1), None, date(2022, 1, 1)) == years[:1]
    idle = only(replace(rule(YES, None), period="year"), case(), 0)
    assert (idle.state, idle.why) == (NOT, Text("尚无有关期间的记录", "there is no record of the period yet"))


def test_what_a_period_asks_for_is_sought_in_that_period() -> None:
    by_march = core.Exists("B", ALWAYS, Window("after", this_point=EdgePoint("start"), hi=days(89)))
    stated = replace(rule(by_march, None), period="year")
    found = every(stated, case(A, record("B", 10)), date(2022, 3, 1))
    assert [f.state for f in found] == [SAT, PEN]
    assert found[1].why.zh.startswith("还须有B(2022-01-01 至 2022-12-31 的期间的第一天之后")


# --- versions ----------------------------------------------------------------------------------------------------


def versioned(
    *versions: tuple[int | None, int | None, core.Req], reference: Point | None = None, step: str | None = "A"
) -> Rule:
    made = tuple(
        Version(
            None if start is None else day(start),
            None if until is None else day(until),
            (Reading(Name("", ""), req),),
        )
        for start, until, req in versions
    )
    return replace(rule(YES, step), versions=made, reference=reference)


TWO = versioned((None, 5, NO), (5, 8, YES))


def test_the_version_in_force_on_the_day_of_the_activation_is_taken() -> None:
    for n, expected in ((0, VIO), (4, VIO), (5, SAT), (7, SAT), (8, NOT)):
        assert only(TWO, case(record("A", n))).state is expected, n
    early = only(versioned((5, 6, YES), (7, None, YES)), case(A))
    assert (early.state, early.why) == (
        NOT,
        Text(
            "2021-03-08 时《规范》还没有施行(2021-03-13 起)",
            "《规范》 was not in force on 2021-03-08 (from 2021-03-13)",
        ),
    )
    between = only(versioned((5, 6, YES), (7, None, YES)), case(record("A", 6)))
    assert between.why.en == "this requirement of 《规范》 had ended by 2021-03-14"
    nameless = only(replace(versioned((5, None, YES)), basis=()), case(A))
    assert nameless.why.zh == "2021-03-08 时R还没有施行(2021-03-13 起)"
    no_versions = only(replace(rule(YES), versions=()), case(A))
    assert no_versions.why.en == "this requirement of 《规范》 had ended by 2021-03-08"
    gone = only(TWO, case(record("A", 8)))
    assert gone.why == Text(
        "2021-03-16 时《规范》这一要求已经失效", "this requirement of 《规范》 had ended by 2021-03-16"
    )
    assert gone.activation is not None
    shown = only(TWO, case(record("A", 6))).proof
    assert (shown.version_start, shown.version_until) == (day(5), day(8))


def test_the_reference_point_chooses_the_version() -> None:
    interval = case(record("I", 4, 6))
    by_end = replace(TWO, step="I", reference=EdgePoint("end"))
    by_start = replace(TWO, step="I", reference=EdgePoint("start"))
    assert only(by_end, interval).state is SAT
    assert only(by_start, interval).state is VIO
    assert only(replace(by_end, reference=None), interval).state is VIO
    running = case(record("I", 4, RUNNING))
    assert only(by_end, running, 6).state is SAT
    assert only(by_end, running, 8).state is NOT
    dated = replace(TWO, reference=DatePoint(FieldRef("this", "期日")))
    assert only(dated, case(having(A, 期日=day(5)))).state is SAT
    assert only(dated, case(having(A, 期日=day(4)))).state is VIO
    assert only(dated, case(A)).state is SAT, "without a day the last version is taken"
    no_date = replace(TWO, reference=DatePoint(FieldRef("this", "x")))
    assert only(no_date, case(record("A", 0, x="1"))).state is SAT


def test_a_case_rule_takes_the_version_at_the_start_of_the_procedure() -> None:
    whole = replace(TWO, step=None)
    assert only(whole, case(record("A", 6), record("B", 5))).state is SAT
    assert only(whole, case(record("A", 6), record("B", 4))).state is VIO
    assert only(whole, case(record("A", 6), facts={"程序启动日": day(1)})).state is VIO
    assert only(replace(whole, reference=EdgePoint("end")), case(record("A", 6))).state is SAT
    assert only(whole, case()).state is HOL
    assert only(replace(whole, versions=()), case()).state is NOT
    assert only(replace(whole, versions=()), case(A)).state is NOT


# --- a case without a start ----------------------------------------------------------------------------------------


def test_nothing_is_final_about_a_case_that_has_not_begun() -> None:
    for req, expected in ((YES, HOL), (NO, PEN)):
        assert only(rule(req, None), case()).state is expected
        final = SAT if req is YES else VIO
        assert only(rule(req, None), case(A)).state is final
        assert only(rule(req, None), case(facts={"程序启动日": day(0)})).state is final
        assert only(rule(req, None), case(record("A", 10)), 9).state is expected


# --- readings --------------------------------------------------------------------------------------------------------


def reading(name: str, req: core.Req, *, default: bool) -> Reading:
    return Reading(Name(name, name), req, default, BASIS, Text(name, name))


def test_every_reading_is_judged_and_the_default_gives_the_state() -> None:
    strict = core.Exists("B", ALWAYS, Window("after", hi=days(2)))
    lenient = core.Exists("B", ALWAYS, Window("after", hi=days(5)))
    readings = (reading("严", strict, default=False), reading("宽", lenient, default=True))
    stated = replace(rule(YES), versions=(Version(None, None, readings),))
    found = only(stated, case(A), 4)
    assert (found.state, found.last_day) == (PEN, day(5))
    assert [(r.name.zh, r.default, r.state, r.last_day, r.basis) for r in found.proof.readings] == [
        ("严", False, VIO, day(2), BASIS),
        ("宽", True, PEN, day(5), BASIS),
    ]
    assert [r.arithmetic[0].result for r in found.proof.readings] == [day(2), day(5)]
    both = (replace(readings[0], default=True), readings[1])
    assert only(replace(stated, versions=(Version(None, None, both),)), case(A), 4).state is VIO
    single = replace(stated, versions=(Version(None, None, readings[1:]),))
    assert only(single, case(A), 4).proof.readings == ()


# --- conditions and sentences -----------------------------------------------------------------------------------------


def asked(when: core.Cond, req: core.Req, facts: Mapping[str, Value] | None = None, on: int = 9) -> Finding:
    return judged(req, case(A, facts=facts), on, when=when)


def test_the_condition_of_the_rule_decides_whether_it_applies() -> None:
    no = asked(F, NO, {"F": False})
    assert (no.state, no.why) == (NOT, Text("前提不成立:F", "the condition does not hold: the f"))
    assert asked(F, NO, {"F": True}).state is VIO
    open_ = asked(F, NO)
    assert open_.state is UNK
    assert {a.assignment[0][1].en: a.state for a in open_.answers} == {"yes": VIO, "no": NOT}
    assert open_.unknown == (Text("F", "the f"),)
    assert open_.why == Text(
        "2021-03-08 的A不符合这一要求(是否适用还要看事实)",
        "the step a of 2021-03-08 does not meet the requirement (whether it applies hangs on the facts)",
    )
    fine = asked(F, YES)
    assert fine.state is HOL
    assert fine.why.en == "the step a of 2021-03-08 meets: yes (whether it applies hangs on the facts)"


def test_an_open_requirement_says_that_it_cannot_be_told_and_of_what() -> None:
    test = core.Test(Compare("=", FieldRef("this", "x"), Lit("1")))
    found = asked(ALWAYS, test)
    assert found.why == Text(
        "还不能判断是否符合:2021-03-08 的A",
        "it cannot be told yet whether it is met: the step a of 2021-03-08",
    )
    whole = only(rule(core.Test(F), None), case(A))
    assert whole.why == Text("还不能判断是否符合", "it cannot be told yet whether it is met")
    period = every(replace(rule(core.Test(F), None), period="year"), case(A))[0]
    assert period.why == Text("还不能判断是否符合", "it cannot be told yet whether it is met")


def test_a_finding_that_holds_says_what_holds() -> None:
    barred = core.Forbid("B", ALWAYS, Window("after"))
    found = asked(ALWAYS, barred)
    assert found.state is HOL
    assert found.why == Text("2021-03-08 的A之后,没有B", "no step b after the step a of 2021-03-08")
    assert found.last_day is None and found.days_late is None


def test_the_last_day_is_given_while_it_matters() -> None:
    within = core.Exists("B", ALWAYS, Window("after", hi=days(3)))
    for on, late in ((3, None), (4, 1), (5, 2)):
        found = asked(ALWAYS, within, on=on)
        assert (found.last_day, found.days_late) == (day(3), late)
    done = judged(within, case(A, record("B", 1)), 2)
    assert (done.state, done.last_day) == (SAT, None)
    open_ = judged(within, case(A), 2, when=F)
    assert (open_.state, open_.last_day) == (UNK, day(3))


def test_the_window_in_which_nothing_was_found_is_named_for_what_was_sought() -> None:
    before = core.Exists("B", ALWAYS, Window("before"))
    assert judged(before, case(A), 1).proof.sought == Text(
        "2021-03-08 的A之前", "before the step a of 2021-03-08"
    )
    assert judged(before, case(record("B", -1), A), 1).proof.sought is None
    assert judged(core.Forbid("B", ALWAYS, Window("before")), case(A), 1).proof.sought is not None
    assert judged(NO, case(A), 1).proof.sought is None
    assert judged(NO, case(A), 1, when=core.Const(False)).proof.sought is None


def test_an_activation_that_may_not_count_is_not_applicable_under_that_answer() -> None:
    lame = counts_as("A", F, counts=False)
    found = judged(NO, case(A), counts=(lame,))
    assert found.state is UNK
    assert found.why.en.endswith("(whether it applies hangs on the facts)")
    stated = replace(rule(NO), versions=())
    assert only(stated, case(A)).state is NOT
    exempt = judged(NO, case(A), exceptions=(exception(ALWAYS),))
    assert (exempt.state, exempt.deciding, exempt.last_day) == (State.EXEMPT, None, None)


# --- the state of a whole rule -----------------------------------------------------------------------------------------

BEFORE = core.Exists("B", ALWAYS, Window("before"))
AFTER = core.Exists("B", ALWAYS, Window("after"))
FIRST = case(record("B", 0))
MONITORED: dict[str, tuple[core.Req, str | None, core.Cond, Case, State]] = {
    "no activation yet, B to come first": (BEFORE, "A", ALWAYS, case(), HOL),
    "B came first": (BEFORE, "A", ALWAYS, FIRST, SAT),
    "broken": (BEFORE, "A", ALWAYS, case(A), VIO),
    "broken and kept": (BEFORE, "A", ALWAYS, case(A, record("B", 1), record("A", 2)), VIO),
    "pending": (AFTER, "A", ALWAYS, case(A), PEN),
    "met, and may be activated again": (AFTER, "A", ALWAYS, case(A, record("B", 1)), HOL),
    "closed": (AFTER, "A", ALWAYS, case(A, record("B", 1), closed=True), SAT),
    "never applies": (AFTER, "A", core.Const(False), case(A), SAT),
    "of the case": (core.Exists("B", ALWAYS, Window()), None, ALWAYS, FIRST, SAT),
    "bounded from below": (core.Exists("B", ALWAYS, Window("before", lo=days(0))), "A", ALWAYS, FIRST, HOL),
    "bounded from above": (core.Exists("B", ALWAYS, Window("before", hi=days(99))), "A", ALWAYS, FIRST, HOL),
    "nothing between": (core.Exists("B", ALWAYS, Window("before", none_between=("C",))), "A", ALWAYS, FIRST, HOL),
    "immediately": (core.Exists("B", ALWAYS, Window("before", immediate=True)), "A", ALWAYS, FIRST, HOL),
    "before a date of its own": (
        core.Exists("B", ALWAYS, Window("before", this_point=EdgePoint("end"))), "A", ALWAYS, FIRST, HOL,
    ),
    "a bar kept for ever": (core.Forbid("B", core.Const(False), Window("before")), "A", ALWAYS, case(), SAT),
    "a bar that may be broken": (core.Forbid("B", ALWAYS, Window("after")), "A", ALWAYS, case(), HOL),
    "all of": (core.AllOf((BEFORE, YES)), "A", ALWAYS, FIRST, SAT),
    "all of, one bounded": (
        core.AllOf((BEFORE, core.Exists("B", ALWAYS, Window("before", hi=days(99))))), "A", ALWAYS, FIRST, HOL,
    ),
    "any of": (core.AnyOf((BEFORE, NO)), "A", ALWAYS, FIRST, SAT),
    "or else": (core.OrElse(BEFORE, NO), "A", ALWAYS, FIRST, SAT),
    "or else, bounded": (
        core.OrElse(core.Exists("B", ALWAYS, Window("before", hi=days(99))), NO), "A", ALWAYS, FIRST, HOL,
    ),
    "a test not yet known": (core.Test(Compare("=", FieldRef("this", "x"), Lit("1"))), "A", ALWAYS, case(), HOL),
    "a test that always holds": (YES, "A", ALWAYS, case(), SAT),
}  # fmt: skip


@pytest.mark.parametrize("name", MONITORED)
def test_the_state_of_a_rule_counts_the_activations_to_come(name: str) -> None:
    req, step, when, looked_at, expected = MONITORED[name]
    stated = rule(req, step, when)
    assert rule_state(stated, looked_at, day(5), program(stated, words=WORDS)) is expected


def test_the_state_of_a_rule_leaves_out_what_does_not_apply_and_takes_the_worst() -> None:
    stated = rule(NO, when=Compare("=", FieldRef("this", "x"), Lit("1")))
    looked_at = case(record("A", 0, x="2"), record("A", 1, x="1"))
    assert rule_state(stated, looked_at, day(5), program(stated, words=WORDS)) is VIO
    yearly = replace(rule(YES, None), period="year")
    assert rule_state(yearly, case(A), day(5), program(yearly, words=WORDS)) is HOL
    closed = case(A, closed=True)
    assert rule_state(yearly, closed, day(5), program(yearly, words=WORDS)) is SAT
    exempt = rule(NO)
    lifted = program(exempt, exceptions=(exception(ALWAYS),), words=WORDS)
    assert rule_state(exempt, case(A, closed=True), day(5), lifted) is SAT
    rival = replace(
        rule(YES),
        versions=(Version(None, None, (reading("甲", YES, default=True), reading("乙", NO, default=False))),),
    )
    assert rule_state(rival, case(), day(5), program(rival, words=WORDS)) is SAT


def test_a_condition_on_how_long_counts_inside_a_quantity_too() -> None:
    """A running record to which the rule does not apply yet may still come to be judged."""
    early = core.Test(Compare(">=", FieldRef("this", core.START), Lit(day(5))))
    long = core.Lasting(">=", days(3))
    looked_at = case(record("I", 4), facts={"名册": ("甲",)})
    for when in (long, core.Quant("every", 0, FactRef("名册"), long)):
        stated = rule(early, "I", when)
        assert rule_state(stated, looked_at, day(5), program(stated, words=WORDS)) is HOL

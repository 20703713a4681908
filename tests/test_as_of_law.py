"""The law of one day: what is in force then is all there is; where no law changes, nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.case.model import Authority, Case
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics import core
from guiju.engine.semantics.as_of_law import as_of_law
from guiju.engine.semantics.core import Compare, Duration, Exists, FactRef, Lit, Req, Window
from guiju.engine.semantics.in_force import Span, in_force
from guiju.engine.semantics.program import (
    Citation,
    ExceptionRule,
    Norm,
    Param,
    ParamValue,
    Program,
    Reading,
    Rule,
    ScopeRule,
    Version,
)
from guiju.engine.semantics.vocabulary import Name
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .evaluating import WORDS, by_reference, pack
from .oracle.small import ALWAYS, GIST, case, counts_as, day, days, exception, program, record, rule
from .oracle.strategies import Question, questions
from .test_meaning import trying

NORMS = {
    "norm": Norm("norm", "规范", None, None, None, en="The Norm"),
    "old": Norm("old", "旧规", None, None, day(0), day(10), en="The Old Rules"),
    "new": Norm("new", "新规", None, None, day(10), en="The New Rules"),
    "always": Norm("always", "常法", None, None, None),
}
OLD, NEW = (Citation("old", 1),), (Citation("new", 1),)
WAIT = Exists("B", ALWAYS, Window("after", hi=days(3)))
TWO = (case(record("A", 4)), case(record("A", 14)))
"""The same step under the old rules and under the new ones."""


def reading(req: Req) -> tuple[Reading, ...]:
    return (Reading(Name("", ""), req),)


def changing(name: str = "R") -> Rule:
    """Under the old rules an A needs a B within 3 days, under the new ones none is allowed; before that nothing."""
    barred = core.Forbid("B", ALWAYS, Window("after", hi=days(3)))
    versions = (Version(day(0), day(10), reading(WAIT)), Version(day(10), None, reading(barred)))
    return replace(rule(WAIT, name=name), versions=versions, basis=OLD)


def made(*rules: Rule, **parts: object) -> Program:
    return replace(program(*rules, words=WORDS), **{"norms": NORMS, **parts})


def states(of: Program, looked_at: Case, on: int = 30) -> list[State]:
    return [f.state for f in judge_case(of, looked_at, day(on)).findings]


def single(of: Program, looked_at: Case, on: int = 30) -> Finding:
    (finding,) = judge_case(of, looked_at, day(on)).findings
    return finding


# --- rules ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("law", "state"), [(5, State.VIOLATED), (9, State.VIOLATED), (10, State.SATISFIED)])
def test_the_version_of_the_day_is_taken_whatever_the_day_of_the_step(law: int, state: State) -> None:
    asked = as_of_law(made(changing()), day(law))
    assert asked.law == day(law)
    for looked_at in (*TWO, case(record("A", -400))):
        assert states(asked, looked_at) == [state]


@pytest.mark.parametrize(
    "reference",
    [
        core.FixedPoint(day(2)),
        core.FixedPoint(day(12)),
        core.DatePoint(FactRef("定日")),
        core.ProcedureStart(),
        core.StepStart("B", "after"),
        core.LatestPoint((core.EdgePoint("start"),), ("B",)),
    ],
)
def test_the_day_that_a_rule_goes_by_plays_no_part(reference: core.LawDay) -> None:
    stated = made(replace(changing(), reference=reference))
    for looked_at in TWO:
        assert states(as_of_law(stated, day(5)), looked_at) == [State.VIOLATED]
        assert states(as_of_law(stated, day(15)), looked_at) == [State.SATISFIED]


def test_of_versions_that_overlap_the_first_is_taken_as_in_any_judgment() -> None:
    early, late = changing().versions
    both = replace(changing(), versions=(replace(early, until=None), late))
    (taken,) = as_of_law(made(both), day(15)).rules[0].versions
    assert taken == Version(None, None, early.readings)
    assert states(made(both), TWO[1]) == states(as_of_law(made(both), day(15)), TWO[1]) == [State.VIOLATED]


def test_a_rule_without_days_is_left_as_it_is() -> None:
    stated = made(rule(WAIT), replace(rule(WAIT, name="P"), modality="may", versions=()))
    assert as_of_law(stated, day(-1000)).rules == stated.rules
    assert as_of_law(stated, day(-1000)) == replace(stated, law=day(-1000))


def test_what_was_not_in_force_does_not_apply_and_says_which_law_was_asked_for() -> None:
    young = made(replace(rule(WAIT), versions=(Version(day(10), None, reading(WAIT)),), basis=NEW))
    before = single(as_of_law(young, day(9)), TWO[1])
    assert (before.state, before.outside) == (State.NOT_APPLICABLE, True)
    assert before.why == Text(
        f"按 {day(9)} 的法律判断,那一天《新规》还没有施行({day(10)} 起)",
        f"by the law of {day(9)}, when The New Rules was not in force (from {day(10)})",
    )
    past = made(replace(rule(WAIT), versions=(Version(day(0), day(10), reading(WAIT)),), basis=OLD))
    after = single(as_of_law(past, day(10)), TWO[0])
    assert after.why == Text(
        f"按 {day(10)} 的法律判断,那一天《旧规》已经失效({day(10)} 起)",
        f"by the law of {day(10)}, when The Old Rules was no longer in force (since {day(10)})",
    )
    within = made(replace(past.rules[0], basis=(Citation("norm", 1),)))
    assert "没有这一要求" in single(as_of_law(within, day(10)), TWO[0]).why.zh
    assert "did not ask for this" in single(as_of_law(within, day(10)), TWO[0]).why.en


def test_it_is_said_where_the_step_has_not_been_taken_too() -> None:
    young = made(replace(rule(WAIT), versions=(Version(day(10), None, reading(WAIT)),), basis=NEW))
    finding = single(as_of_law(young, day(9)), case(record("C", 3)))
    assert (finding.state, finding.activation) == (State.NOT_APPLICABLE, None)
    assert "还没有施行" in finding.why.zh
    assert "没有A的记录" in single(as_of_law(young, day(10)), case(record("C", 3))).why.zh.replace(
        "尚无", "没有"
    )


# --- exceptions, counts-as rules, scopes ------------------------------------------------------------------


def resting_on(basis: tuple[Citation, ...]) -> ExceptionRule:
    return replace(exception(ALWAYS), basis=basis)


@pytest.mark.parametrize(("basis", "lifted"), [(OLD, [True, False]), (NEW, [False, True])])
def test_an_exception_lifts_while_it_is_in_force(basis: tuple[Citation, ...], lifted: list[bool]) -> None:
    of = made(rule(WAIT), exceptions=(resting_on(basis),))
    wanted = [State.EXEMPT if yes else State.VIOLATED for yes in lifted]
    assert [single(of, c).state for c in TWO] == wanted, "each step by its own law"
    for looked_at in TWO:
        asked = [single(as_of_law(of, law), looked_at).state for law in (day(5), day(15))]
        assert asked == wanted, "every step by the law asked for"


def test_an_exception_not_in_force_is_shown_with_the_reason() -> None:
    (result,) = single(made(rule(WAIT), exceptions=(resting_on(NEW),)), TWO[0]).proof.exceptions
    assert (result.live, result.applied, result.claimed) == (False, False, False)
    assert result.reason == Text(f"{day(4)} 时不在施行中", f"not in force on {day(4)}")


def test_an_exception_goes_by_the_day_that_the_rule_goes_by() -> None:
    by_start = replace(rule(WAIT), reference=core.ProcedureStart())
    of = made(by_start, exceptions=(resting_on(OLD),))
    late = case(record("C", 4), record("A", 14))
    assert single(of, late).state is State.EXEMPT
    assert single(made(rule(WAIT), exceptions=(resting_on(OLD),)), late).state is State.VIOLATED


def test_a_counts_as_rule_of_the_day_touches_all_records_and_no_other_does() -> None:
    ignored = replace(counts_as("A", ALWAYS, counts=False), basis=NEW)
    of = made(rule(WAIT), counts=(ignored,))
    assert [single(of, c).state for c in TWO] == [State.VIOLATED, State.NOT_APPLICABLE]
    for looked_at in TWO:
        asked = [single(as_of_law(of, law), looked_at).state for law in (day(5), day(15))]
        assert asked == [State.VIOLATED, State.NOT_APPLICABLE]


def test_a_scope_rule_speaks_while_it_is_in_force() -> None:
    scope = ScopeRule("S", Name("S", "S"), "pack", ALWAYS, NEW, GIST)
    of = made(rule(WAIT), scopes=(scope,))
    assert [single(as_of_law(of, law), TWO[0]).state for law in (day(5), day(15))] == [
        State.VIOLATED,
        State.NOT_APPLICABLE,
    ]
    assert single(of, TWO[0], on=9).state is State.VIOLATED
    assert single(of, TWO[0], on=10).state is State.NOT_APPLICABLE, "in force while the case lasts"
    ended = made(rule(WAIT), scopes=(replace(scope, basis=OLD),))
    assert single(ended, TWO[1]).state is State.VIOLATED


# --- layers -----------------------------------------------------------------------------------------------

LAYERS = {
    p.id: p
    for p in (
        replace(pack("国"), layer="国家"),
        replace(pack("省", region="甲省"), layer="省", over="国"),
    )
}
HERE = Authority(None, None, "甲省")


def stricter(in_condition: bool = False, basis: tuple[Citation, ...] = NEW) -> Program:
    """A term of 10 days, in the province of 5 days by the new rules."""
    values = (
        ParamValue("国", Duration(10, "day"), (Citation("always", 1),)),
        ParamValue("省", Duration(5, "day"), basis),
    )
    limits = (ParamValue("国", Decimal(100), ()), ParamValue("省", Decimal(200), basis))
    params = {
        "期": Param(Name("期", "term"), "duration", values),
        "额": Param(Name("额", "limit"), "amount", limits),
    }
    when = Compare("<=", FactRef("金额"), Lit(Decimal(100), "额")) if in_condition else ALWAYS
    waiting = rule(Exists("B", ALWAYS, Window("after", hi=Duration(10, "day", "期"))), when=when)
    return replace(made(replace(waiting, pack="国")), packs=LAYERS, params=params)


def here(looked_at: Case) -> Case:
    return replace(looked_at, authority=HERE, facts={"金额": Decimal(150)})


def test_a_province_whose_rules_are_not_in_force_does_not_tighten() -> None:
    of = stricter()
    last = [single(of, here(c), on=c.records[0].start.day - day(0).day).last_day for c in TWO]
    assert last == [day(14), day(19)], "each step by the value of its own day"
    for looked_at, begun in zip(TWO, (4, 14), strict=True):
        found = [single(as_of_law(of, law), here(looked_at), on=begun).last_day for law in (day(9), day(10))]
        assert found == [day(begun + 10), day(begun + 5)]


def test_a_value_that_ended_makes_room_for_the_one_above() -> None:
    of = stricter(basis=OLD)
    assert [single(of, here(c), on=14).last_day for c in TWO] == [day(9), day(24)]


def test_the_finding_names_the_value_of_its_day() -> None:
    for looked_at, name in zip(TWO, ("包国", "包省"), strict=True):
        (use,) = single(stricter(), here(looked_at)).proof.parameters
        assert use.pack.zh == name


def test_a_value_in_a_condition_is_that_of_the_start_of_the_procedure() -> None:
    begun_before = here(case(record("C", 4), record("A", 14)))
    assert single(stricter(True), begun_before).state is State.NOT_APPLICABLE
    assert single(stricter(True), here(TWO[1])).state is State.VIOLATED
    assert single(as_of_law(stricter(True), day(15)), begun_before).state is State.VIOLATED


def test_a_version_is_parted_on_the_day_the_value_changes_and_on_no_other() -> None:
    verdict = judge_case(stricter(), here(TWO[0]), day(30))
    assert [(v.start, v.until) for v in verdict.program.rules[0].versions] == [
        (None, day(10)),
        (day(10), None),
    ]
    elsewhere = judge_case(stricter(), TWO[0], day(30))
    assert elsewhere.program.rules[0] is not None
    assert [(v.start, v.until) for v in elsewhere.program.rules[0].versions] == [(None, None)]


def test_a_recurring_duty_keeps_its_periods_when_a_value_changes() -> None:
    of = stricter()
    monthly = replace(of, rules=(replace(of.rules[0], step=None, period="month"),))
    found = judge_case(
        monthly, here(case(record("C", 0))), day(30)
    ).findings  # from 8 March on, new value from 18 March
    begun = [f.activation.start for f in found if f.activation]
    assert begun == [date(2021, 3, 1), date(2021, 4, 1)]
    assert [f.proof.parameters[0].pack.zh for f in found] == ["包国", "包省"]


def referring(basis: tuple[Citation, ...]) -> Program:
    """A town is bound by the rules of the county only through an article of the reference."""
    clause = replace(by_reference("上", "乡镇"), basis=basis)
    packs = {p.id: p for p in (pack("上", "县"), pack("下", "乡镇", references=(clause,)))}
    return replace(made(replace(rule(WAIT), pack="上")), packs=packs)


def test_who_is_bound_by_reference_is_bound_only_while_the_clause_is_in_force() -> None:
    def of_a_town(looked_at: Case) -> Case:
        return replace(looked_at, authority=Authority(None, "乡镇", None))

    of = referring(NEW)
    assert [single(of, of_a_town(c)).state for c in TWO] == [State.NOT_APPLICABLE, State.VIOLATED]
    before = single(as_of_law(of, day(5)), of_a_town(TWO[1]))
    assert (before.state, before.chain) == (State.NOT_APPLICABLE, NEW)
    assert before.why.zh == f"按 {day(5)} 的法律判断,那一天《规范》没有这一要求"
    assert single(as_of_law(of, day(15)), of_a_town(TWO[0])).state is State.VIOLATED
    ended = referring(OLD)
    assert [single(ended, of_a_town(c)).state for c in TWO] == [State.VIOLATED, State.NOT_APPLICABLE]


# --- the time of a part -----------------------------------------------------------------------------------


def test_the_norm_cited_first_gives_the_time() -> None:
    assert in_force((*NEW, *OLD), NORMS) == Span(day(10), None)
    assert in_force((*OLD, *NEW), NORMS) == Span(day(0), day(10))
    assert in_force((), NORMS) == in_force((Citation("unknown", 1),), NORMS) == Span()
    span = Span(day(0), day(10))
    assert [span.covers(day(n)) for n in (-1, 0, 9, 10)] == [False, True, True, False]
    assert not span.meets(Span(day(10), None)) and span.meets(Span(None, day(1)))
    assert span.within(Span(day(5), None)) == Span(day(5), day(10))


# --- as a law: nothing changes where each step's own law is that of the day ----------------------------------

LONG_AGO, IN_AGES = day(-1500), day(1500)
TIMES = {
    "ever": (None, None),
    "now": (LONG_AGO, IN_AGES),
    "since": (LONG_AGO, None),
    "over": (None, LONG_AGO),
    "coming": (IN_AGES, None),
}
OF_A_TIME = {name: Norm(name, name, None, None, *span) for name, span in TIMES.items()}
LAW_DAYS: Sequence[core.LawDay | None] = (
    None,
    None,
    core.EdgePoint("end"),
    core.FixedPoint(day(3)),
    core.ProcedureStart(),
    core.StepStart("B", "after"),
    core.StepStart("C", "before"),
    core.LatestPoint((core.EdgePoint("start"),), ("C",)),
)


@st.composite
def in_one_span(draw: st.DrawFn) -> tuple[Question, Program]:
    """A question whose rule, exceptions and counts-as rules come and go, though never in the time of the case."""
    question = draw(questions())
    time = st.sampled_from(sorted(TIMES))

    def basis() -> tuple[Citation, ...]:
        return (Citation(draw(time), 1), Citation(draw(time), 1))

    (own,) = question.rule.versions
    other = reading(core.Test(core.Const(draw(st.booleans()))))
    versions = [Version(LONG_AGO, IN_AGES, own.readings)]
    versions += [Version(IN_AGES, None, other)] * draw(st.booleans())
    versions = [Version(None, LONG_AGO, other)] * draw(st.booleans()) + versions
    of_spans = question.rule.step is None and not question.rule.of_the_case
    spans = of_spans or question.rule.every is not None
    stated = replace(
        question.rule,
        versions=tuple(versions),
        reference=None if spans else draw(st.sampled_from(LAW_DAYS)),
    )
    whole = replace(
        question.program,
        norms={**question.program.norms, **OF_A_TIME},
        rules=(stated,),
        exceptions=tuple(replace(e, basis=basis()) for e in question.program.exceptions),
        counts=tuple(replace(c, basis=basis()) for c in question.program.counts),
    )
    return Question(stated, whole, question.case, question.on), whole


def judged(of: Program, question: Question) -> dict[object, object]:
    found = judge_rule(of.rules[0], question.case, question.on, of)
    return {f.activation.index if f.activation else None: (f.state, f.last_day, f.unknown) for f in found}


@trying(150)
@given(in_one_span(), st.integers(-30, 40))
def test_the_law_of_any_day_in_the_span_gives_the_plain_judgment(
    drawn: tuple[Question, Program], law: int
) -> None:
    question, whole = drawn
    assert judged(as_of_law(whole, day(law)), question) == judged(whole, question)


@trying(100)
@given(in_one_span(), st.sampled_from([day(-2000), day(0), day(2000)]))
def test_the_order_of_rules_does_not_matter(drawn: tuple[Question, Program], law: date) -> None:
    question, whole = drawn
    two = replace(whole, rules=(whole.rules[0], replace(changing("S"), step="A")))
    turned = replace(two, rules=two.rules[::-1], counts=two.counts[::-1], exceptions=two.exceptions[::-1])

    def told(of: Program) -> set[object]:
        found = (f for r in of.rules for f in judge_rule(r, question.case, question.on, of))
        return {(f.rule.id, f.activation and f.activation.index, f.state, f.last_day) for f in found}

    assert told(as_of_law(two, law)) == told(as_of_law(turned, law))


@trying(60)
@given(in_one_span(), st.sampled_from([day(-2000), day(0), day(2000)]))
def test_asking_twice_for_a_day_changes_nothing_more(drawn: tuple[Question, Program], law: date) -> None:
    once = as_of_law(drawn[1], law)
    assert as_of_law(once, law) == once

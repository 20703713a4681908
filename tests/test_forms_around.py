"""What surrounds the evaluator knows tallies, the same day, the earliest, bounds a case states and deemed records:
sentences, small changes on trial, the analysis, the procedure graph, proposals of a change."""

from __future__ import annotations

import pytest
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.used import used_by
from guiju.engine.analysis.windows import at_least_as_long, inside
from guiju.engine.calendar import Calendar
from guiju.engine.case.duration import Duration
from guiju.engine.explain.days import least_lengths
from guiju.engine.graph.claims import Claim, claims_of
from guiju.engine.handbook.sentences import rule_sentence
from guiju.engine.handbook.sentences_others import counts_sentence
from guiju.engine.handbook.walk import facts_of
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    EdgePoint,
    Exists,
    FactRef,
    FieldRef,
    Lasts,
    LatestPoint,
    Tally,
    Window,
)
from guiju.engine.semantics.program import CountsRule
from guiju.engine.trial.mutants import mutants
from msgspec.structs import replace

from .evaluating import WORDS
from .linting import none, one
from .linting import rule as written
from .oracle.small import ALWAYS, counts_as, days, program, rule, workdays

FACT = Duration(0, "day", of=("fact", "定日"))
FIELD = Duration(0, "day", of=("this", "份数"))
SMALL = program(words=WORDS)
EARLIEST = LatestPoint((EdgePoint("end"), core.DatePoint(FactRef("定日"))), (), "earliest")
PEOPLE = FieldRef("this", "专家")
DEEMED = replace(
    counts_as("B", ALWAYS, counts=True, as_step="C", name="D"),
    unless_done=Exists("D", ALWAYS, Window("after", hi=days(5))),
)


def there_is(window: Window) -> Exists:
    return Exists("B", ALWAYS, window)


SENTENCES = [
    (
        there_is(Window("before", same_day=True)),
        "每次A之前,应当有B(同一天也可以)。",
        "Before each step a, there must be a step b (the same day will do).",
    ),
    (
        there_is(Window("after", hi=FACT)),
        "每次A之后定日所载的时长之内,应当有B。",
        "Within the time stated as “set day” after each step a, there must be a step b.",
    ),
    (
        there_is(Window("before", lo=FIELD)),
        "每次A之前,至少提前本次A的份数所载的时长,应当有B。",
        "At least the time stated as this step a’s “copies” before each step a, there must be a step b.",
    ),
    (
        there_is(Window("before", this_point=EARLIEST)),
        "每次A,本次A结束、定日之中最早的一日之前,应当有B。",
        "For each step a, before the earliest of the end of this step a and “set day”, there must be a step b.",
    ),
    (
        core.Test(core.Compare("=", Tally("distinct", PEOPLE, "姓名"), core.Count(PEOPLE))),
        "每次A应当符合:专家中各项姓名不同值的个数等于专家的个数。",
        "For each step a, the following must hold: the number of different values of “full name” in its experts is the "
        "number of entries in its experts.",
    ),
]


@pytest.mark.parametrize(("req", "zh", "en"), SENTENCES)
def test_sentences(req: core.Req, zh: str, en: str) -> None:
    said = rule_sentence(rule(req), SMALL)
    assert (said.zh, said.en) == (zh, en)


def test_sentences_of_deemed_records() -> None:
    expiry = counts_sentence(replace(DEEMED, dated="expiry"), SMALL)
    assert expiry.zh == "B,没有做到“本次B之后5日之内,有D”的,自违反之日视为C。"
    assert "from the day of the breach, unless" in expiry.en
    after = counts_sentence(replace(DEEMED, unless_done=None, after=days(60)), SMALL)
    assert after.zh == "B,自其开始之日起满60日的,该日视为C。"
    assert after.en == "A step b counts as a step c on the day 60 days after it starts."
    both = counts_sentence(replace(DEEMED, after=days(60)), SMALL)
    assert "自其开始之日起满60日之日视为C" in both.zh


def test_a_fact_that_holds_a_bound_is_a_fact_of_the_rule() -> None:
    assert set(facts_of(rule(there_is(Window("after", hi=FACT))))) == {"定日"}
    used = used_by(program(rule(there_is(Window("after", hi=FACT, lo=FIELD))), words=WORDS))
    assert "定日" in used.facts and ("A", "份数") in used.fields
    tallied = rule(core.Test(core.Compare("=", Tally("distinct", PEOPLE, "姓名"), core.Lit("1"))))
    assert ("", "姓名") in used_by(program(tallied, words=WORDS)).fields


# --- small changes on trial -------------------------------------------------------------------------------------


def operators(req: core.Req) -> set[str]:
    return {m.operator for m in mutants(program(rule(req), words=WORDS))}


def test_changes_of_the_new_forms() -> None:
    assert "same_day_dropped" in operators(there_is(Window("before", same_day=True)))
    assert "to_latest" in operators(there_is(Window("before", this_point=EARLIEST)))
    latest = replace(EARLIEST, pick="latest")
    assert "to_earliest" in operators(there_is(Window("before", this_point=latest)))
    restarting = replace(latest, steps=("C",))
    assert "to_earliest" not in operators(there_is(Window("after", this_point=restarting)))
    total = core.Compare("=", Tally("distinct", PEOPLE, "姓名"), core.Lit("1"))
    assert "to_most_frequent" in operators(core.Test(total))


def test_a_bound_held_in_a_fact_is_dropped_and_not_counted_up() -> None:
    tried = list(mutants(program(rule(there_is(Window("after", hi=FACT))), words=WORDS)))
    assert {m.operator for m in tried} & {"plus_one", "minus_one", "unit_changed"} == set()
    (dropped,) = [m.text for m in tried if m.operator == "hi_dropped"]
    assert "定日" in dropped.zh and "0" not in dropped.zh


def test_changes_of_deemed_records() -> None:
    def of(counts: CountsRule) -> set[str]:
        return {m.operator for m in mutants(program(counts=(counts,), words=WORDS))}

    assert "dated_at_start" in of(replace(DEEMED, dated="expiry"))
    assert "after_dropped" in of(replace(DEEMED, unless_done=None, after=days(60)))
    assert not {"dated_at_start", "after_dropped"} & of(DEEMED)


# --- analysis and graph -------------------------------------------------------------------------------------------


def test_a_length_that_a_case_states_may_be_any() -> None:
    lengths = Lengths(Calendar())
    assert lengths.days(FACT) == (0, None)
    assert at_least_as_long(FACT, FACT, lengths)
    assert at_least_as_long(FACT, days(0), lengths)
    for shorter, longer in ((FACT, days(1)), (FACT, FIELD), (days(99), FACT), (workdays(99), FACT)):
        assert not at_least_as_long(shorter, longer, lengths)


def test_the_same_day_is_the_wider_window() -> None:
    lengths = Lengths(Calendar())
    strict, wide = Window("before"), Window("before", same_day=True)
    assert inside(strict, wide, lengths)
    assert not inside(wide, strict, lengths)


def test_two_that_may_be_of_one_day_are_no_circle() -> None:
    first, second = "每一 讨论 有 审查 先于 本", "每一 审查 有 讨论 先于 本"
    one("L001", written("子", first) + written("丑", second))
    none("L001", written("子", f"{first} 同日亦可") + written("丑", f"{second} 同日亦可"))


def test_no_time_is_too_long_for_a_bound_that_a_case_states() -> None:
    world = "每一 公示 期限 不少于 30日", "每一 公示 期限 至多 10日"
    one("L003", written("子", world[0]) + written("丑", world[1]))
    fact = '事实 公示期 (display_time): 时长 "多久?" / "How long?"\n'
    none("L003", fact + written("子", world[0]) + written("丑", "每一 公示 期限 至多 事实.公示期"))
    none("L002", fact + written("子", world[0]) + written("丑", "每一 公示 期限 至多 事实.公示期"))


def test_a_claim_has_no_number_where_the_case_states_it() -> None:
    (claim,) = claims_of(rule(there_is(Window("before", lo=FACT, hi=days(9)))))
    assert isinstance(claim, Claim)
    assert (claim.lo, claim.hi) == (None, days(9))
    assert claims_of(rule(Lasts(">=", FACT), "I")) == ()


def test_the_shortest_end_knows_nothing_of_a_length_that_a_case_states() -> None:
    made = program(rule(Lasts(">=", FACT), "I"), rule(Lasts(">=", days(3)), "I", name="S"), words=WORDS)
    assert least_lengths(made) == {"I": (days(3),)}

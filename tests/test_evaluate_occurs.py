"""Whether something happened, asked in the condition of a rule, an exception, a proof or a scope."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.monitor import rule_state
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    Compare,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lasting,
    Lit,
    Not,
    Occurs,
    Or,
    Truth,
    Window,
)
from guiju.engine.semantics.program import ScopeRule
from guiju.engine.semantics.vocabulary import Name

from .evaluating import WORDS, F, env_of, judged, labels, state, verdict
from .oracle.small import (
    ALWAYS,
    BASIS,
    GIST,
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

SAT, VIO, PEN, HOL = State.SATISFIED, State.VIOLATED, State.PENDING, State.HOLDING
UNK, NA = State.UNKNOWN, State.NOT_APPLICABLE
BEFORE = Window("before")
B_BEFORE = Occurs(Exists("B", ALWAYS, BEFORE))
NO_B_BEFORE = Occurs(Forbid("B", ALWAYS, BEFORE))
MUST_C = Exists("C", ALWAYS, Window("after", hi=days(3)))


def asked(cond: core.Cond, *records: Record, on: int = 9, closed: bool = False) -> bool | None:
    env = env_of(*records, on=on, closed=closed)
    return holds(env, Scope(this=env.happened[0]), cond).value


def test_the_records_up_to_now_decide() -> None:
    a = record("A", 4)
    assert asked(B_BEFORE, a, record("B", 3)) is True
    assert asked(B_BEFORE, a) is False
    assert asked(B_BEFORE, a, record("B", 5)) is False
    assert asked(NO_B_BEFORE, a, record("B", 3)) is False
    assert asked(NO_B_BEFORE, a) is True
    assert asked(B_BEFORE, a, record("B", 4)) is None, "which came first on that day"
    assert asked(B_BEFORE, a, record("I", 0), record("B", 12)) is False, "planned is not happened"


@pytest.mark.parametrize(
    ("least", "most", "certain", "perhaps", "expected"),
    [
        (1, None, 0, 1, None),
        (1, None, 1, 1, True),
        (2, None, 1, 1, None),
        (3, None, 1, 1, False),
        (0, 1, 1, 1, None),
        (0, 1, 2, 0, False),
        (0, 2, 1, 1, True),
        (1, 1, 1, 0, True),
    ],
)
def test_certain_and_possible_records_are_counted(
    least: int, most: int | None, certain: int, perhaps: int, expected: bool | None
) -> None:
    records = [record("B", 1) for _ in range(certain)] + [record("B", 4) for _ in range(perhaps)]
    cond = Occurs(Exists("B", ALWAYS, BEFORE, least, most))
    assert asked(cond, record("A", 4), *records) is expected


def test_what_has_not_ended_did_not_happen_yet() -> None:
    long = Lasting(">=", days(5), "that")
    cond = Occurs(Exists("I", long, Window()))
    assert asked(cond, record("A", 0), record("I", 0, RUNNING), on=4) is False
    assert asked(Not(cond), record("A", 0), record("I", 0, RUNNING), on=4) is True
    assert asked(cond, record("A", 0), record("I", 0, RUNNING), on=5) is True
    assert asked(cond, record("A", 0), record("I", 0, RUNNING), on=4, closed=True) is None
    mixed = Occurs(Exists("I", core.And((F, long)), Window()))
    assert asked(mixed, record("A", 0), record("I", 0, RUNNING), on=4) is None


def test_a_rule_applies_once_it_has_happened() -> None:
    assert state(MUST_C, case(record("A", 4), record("B", 3)), 9, when=B_BEFORE) is VIO
    assert state(MUST_C, case(record("A", 4)), 9, when=B_BEFORE) is NA
    same_day = judged(MUST_C, case(record("A", 4), record("B", 4)), 9, when=B_BEFORE)
    assert same_day.state is UNK
    assert {a.state for a in same_day.answers} == {VIO, NA}
    later = Occurs(Exists("B", ALWAYS, Window("after")))
    assert [state(MUST_C, case(record("A", 4), record("B", 6)), on, when=later) for on in (5, 6, 8)] == [
        NA,
        PEN,
        VIO,
    ]


def test_a_record_that_does_not_count_did_not_happen() -> None:
    ones = counts_as("B", Compare("=", FieldRef("this", "x"), Lit("1")), counts=False)
    looked_at = case(record("A", 4), record("B", 3, x="1"))
    assert judged(MUST_C, looked_at, 9, when=B_BEFORE, counts=(ones,)).state is NA
    assert state(MUST_C, looked_at, 9, when=B_BEFORE) is VIO


def test_fields_of_both_records_are_compared() -> None:
    same_x = Occurs(Exists("B", Compare("=", FieldRef("that", "x"), FieldRef("this", "x")), BEFORE))
    a = record("A", 4, x="1")
    assert asked(same_x, a, record("B", 3, x="1")) is True
    assert asked(same_x, a, record("B", 3, x="2")) is False
    assert asked(same_x, a, record("B", 3)) is None


def test_the_case_as_a_whole_may_ask() -> None:
    any_b = Occurs(Exists("B", ALWAYS, Window()))
    must = Exists("C", ALWAYS, Window())
    assert state(must, case(record("A", 0)), step=None, when=any_b) is NA
    assert state(must, case(record("B", 0)), step=None, when=any_b) is PEN


def test_an_exception_and_its_proof_may_ask() -> None:
    looked_at = case(record("A", 4), record("B", 3))
    lifted = exception(B_BEFORE)
    assert judged(MUST_C, looked_at, 9, exceptions=(lifted,)).state is State.EXEMPT
    assert judged(MUST_C, case(record("A", 4)), 9, exceptions=(lifted,)).state is VIO
    unproven = exception(B_BEFORE, proof=Occurs(Exists("D", ALWAYS, BEFORE)))
    found = judged(MUST_C, looked_at, 9, exceptions=(unproven,))
    assert found.state is VIO
    (result,) = found.proof.exceptions
    assert result.claimed and result.reason.zh == "主张了例外,但未证明:A之前有D"


def test_a_scope_may_ask() -> None:
    no_b = Occurs(Forbid("B", ALWAYS, Window()))
    scope = ScopeRule("S", Name("S", "S"), "pack", no_b, BASIS, GIST)

    def applied(looked_at: Case) -> State:
        (found,) = verdict(rule(MUST_C), looked_at=looked_at, on=9, scopes=(scope,)).findings
        return found.state

    assert applied(case(record("A", 0))) is NA
    assert applied(case(record("A", 0), record("B", 1))) is VIO


def test_a_rule_that_may_still_come_to_apply_is_not_settled() -> None:
    """What RV-LTL calls holding: nothing is wrong, and B, or A after it, may still come."""
    later = Occurs(Exists("B", ALWAYS, Window("after")))

    def of(stated: core.Req, cond: core.Cond, step: str | None, *records: Record) -> State:
        made = rule(stated, step, cond)
        return rule_state(made, case(*records), day(9), program(made, words=WORDS))

    assert of(core.Forbid("C", ALWAYS, Window()), later, "A", record("A", 0)) is HOL
    assert of(core.Test(core.Const(True)), later, "A", record("A", 0)) is SAT
    assert of(MUST_C, B_BEFORE, "A", record("B", 0)) is HOL
    assert of(MUST_C, B_BEFORE, "A", record("C", 0)) is HOL, "both may still come"
    any_b = Occurs(Exists("B", ALWAYS, Window()))
    assert of(core.Test(Truth(FactRef("G"))), any_b, None, record("A", 0)) is HOL
    assert of(core.Test(core.Const(True)), any_b, None, record("A", 0)) is SAT
    assert of(core.Test(Lasting("<=", days(3))), ALWAYS, "I", record("A", 0)) is HOL
    assert of(core.Lasts("<=", days(3)), ALWAYS, "I", record("A", 0)) is HOL


def test_the_question_is_the_order_of_that_day() -> None:
    env = env_of(record("A", 4), record("B", 4), on=9)
    found = holds(env, Scope(this=env.happened[0]), Or((B_BEFORE, NO_B_BEFORE)))
    assert labels(found) == {
        ("2021-03-12 当天A与B的先后", "which came first on 2021-03-12: step a or step b")
    }


@pytest.mark.parametrize(
    ("cond", "zh", "en"),
    [
        (B_BEFORE, "A之前有B", "there is step b before step a"),
        (NO_B_BEFORE, "A之前没有B", "there is no step b before step a"),
        (Occurs(Exists("B", ALWAYS, Window())), "全案之中有B", "there is step b anywhere in the case"),
        (
            Occurs(Exists("B", ALWAYS, BEFORE, 2)),
            "A之前有B至少 2 次",
            "there is step b before step a at least 2 times",
        ),
        (
            Occurs(Exists("B", ALWAYS, BEFORE, 2, 2)),
            "A之前有B恰好 2 次",
            "there is step b before step a exactly 2 times",
        ),
        (
            Occurs(Exists("B", ALWAYS, BEFORE, 0, 1)),
            "A之前有B至多 1 次",
            "there is step b before step a at most once",
        ),
        (
            Occurs(Exists("B", ALWAYS, BEFORE, 1, 3)),
            "A之前有B 1 至 3 次",
            "there is step b before step a 1 to 3 times",
        ),
        (Occurs(Exists("B", F, BEFORE)), "A之前有B(F)", "there is step b (the f) before step a"),
    ],
)
def test_what_happened_in_words(cond: Occurs, zh: str, en: str) -> None:
    text = Describer(WORDS, "A").condition(cond, None)
    assert (text.zh, text.en) == (zh, en)

"""The oracle on bounds that a case states and on records deemed to be there, worked out by hand."""

from __future__ import annotations

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics.core import Exists, Forbid, Lasts, Req, Window
from guiju.engine.semantics.program import CountsRule
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, counts_as, day, days, program, record, rule
from .oracle.states import oracle
from .oracle.wide import WORDS

SAT, VIO, PEN, HOL, UNK = State.SATISFIED, State.VIOLATED, State.PENDING, State.HOLDING, State.UNKNOWN
BY_FACT = Duration(0, "day", of=("fact", "T"))
EARLIER, NONE = Exists("B", ALWAYS, Window("before")), Forbid("B", ALWAYS, Window("before"))
DEEMED = replace(
    counts_as("C", ALWAYS, counts=True, as_step="B"),
    unless_done=Exists("I", ALWAYS, Window("after", hi=days(2))),
)
WAITING = (record("C", 0), record("A", 1))


def state(
    req: Req,
    *records: Record,
    on: int,
    counts: tuple[CountsRule, ...] = (),
    step: str = "A",
    **facts: Duration,
) -> State:
    stated = rule(req, step)
    found = oracle(stated, case(*records, facts=facts), day(on), program(stated, counts=counts, words=WORDS))
    (only,) = found.values()
    return only


@pytest.mark.parametrize(("n", "expected"), [(2, SAT), (1, VIO)])
def test_a_bound_that_the_case_states(n: int, expected: State) -> None:
    soon = Exists("B", ALWAYS, Window("after", hi=BY_FACT))
    assert state(soon, record("A", 0), record("B", 2), on=5, T=days(n)) is expected
    assert state(soon, record("A", 0), record("B", 2), on=5) is UNK
    assert state(Lasts(">=", BY_FACT), record("I", 0, n), on=5, step="I", T=days(2)) is expected


def test_a_record_deemed_where_something_was_not_done() -> None:
    assert [state(EARLIER, *WAITING, on=n, counts=(DEEMED,)) for n in (1, 2, 3)] == [PEN, PEN, SAT]
    assert [state(NONE, *WAITING, on=n, counts=(DEEMED,)) for n in (2, 3)] == [HOL, VIO]
    done = (*WAITING, record("I", 2, 2))
    assert [state(EARLIER, *done, on=n, counts=(DEEMED,)) for n in (1, 2)] == [PEN, VIO]


def test_on_expiry_and_after_a_time_it_is_of_a_later_day() -> None:
    on_expiry = replace(DEEMED, dated="expiry")
    in_time = replace(DEEMED, unless_done=None, after=days(2))
    for rule_ in (on_expiry, in_time):
        assert state(EARLIER, *WAITING, on=2, counts=(rule_,)) is VIO
    late = (record("C", 0), record("A", 5))
    assert [state(EARLIER, *late, on=5, counts=(c,)) for c in (on_expiry, in_time)] == [SAT, SAT]

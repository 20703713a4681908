"""Days that the case does not state: what hangs on them is the question, and what does not hang on them is not asked."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE, Truth3
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.windows import fit
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, DatePoint, Duration, EdgePoint, FactRef, FieldRef, Window

from .evaluating import A, F, b, env_of, exists, forbid, having, judged, placed, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, exception, record

VIO, PEN, HOL, SAT, UNK = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
)
START, END = EdgePoint("start"), EdgePoint("end")
THEIRS, MINE = DatePoint(FieldRef("that", "期日")), DatePoint(FieldRef("this", "期日"))
YES = frozenset({True, False})


def asked(truth: Truth3) -> set[object]:
    return {atom.key for atom in truth.atoms}


# this, that, window -> whether the record of which no day is stated fits; "asked": that is the question
PLACED: dict[str, tuple[Record, Record, Window, bool | str | None]] = {
    "after": (A, b(1), Window("after", that_point=THEIRS), "asked"),
    "after an end to come": (record("I", 0, RUNNING), b(1), Window("after", that_point=THEIRS), False),
    "after an end to come, within": (
        record("I", 0, RUNNING), b(1), Window("after", that_point=THEIRS, hi=days(3)), False,
    ),
    "before an end to come": (record("I", 0, RUNNING), b(1), Window("before", this_point=END, that_point=THEIRS), True),
    "so long before an end to come": (
        record("I", 0, RUNNING), b(1), Window("before", this_point=END, that_point=THEIRS, lo=days(3)), "asked",
    ),
    "shortly before an end to come": (
        record("I", 0, RUNNING), b(1), Window("before", this_point=END, that_point=THEIRS, hi=days(3)), "asked",
    ),
    "before or on the day of an end to come": (
        record("I", 0, RUNNING), b(1), Window("before", this_point=END, that_point=THEIRS, same_day=True), True,
    ),
    "any time": (A, b(1), Window(that_point=THEIRS), True),
    "any time, within": (A, b(1), Window(that_point=THEIRS, hi=days(3)), "asked"),
    "not before the end of what runs": (
        record("I", 0, RUNNING), b(1), Window(that_point=THEIRS, since=END), False,
    ),
    "not after the end of what runs": (record("I", 0, RUNNING), b(1), Window(that_point=THEIRS, by=END), True),
    "not after a day": (A, b(1), Window(that_point=THEIRS, by=core.FixedPoint(day(3))), "asked"),
    "counted from a day not stated": (A, b(1), Window("after", this_point=MINE, hi=days(3)), "asked"),
    "covering a day not stated": (A, record("I", 0, 3), Window("covering", this_point=MINE), "asked"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACED)
def test_a_record_whose_day_is_not_stated(name: str) -> None:
    this, that, window, expected = PLACED[name]
    found = placed(window, this, that).truth
    if expected != "asked":
        assert found.value is expected
        return
    assert found.value is None
    (question,) = found.atoms - {FREE}
    assert {answer for answer, _ in question.choices} == YES
    env = env_of(this, that, on=9)
    about, sought = env.happened
    under = {
        answer: fit(env.assuming({question.key: answer}), about, sought, window, broken).truth
        for answer in (True, False)
    }
    whole = {True: True, False: False}
    if name == "so long before an end to come":  # what today keeps is kept; what it does not may be kept yet
        assert (under[True].value, under[False]) == (True, Truth3(None, frozenset({FREE})))
    elif name == "shortly before an end to come":
        assert (under[True], under[False].value) == (Truth3(None, frozenset({FREE})), False)
    else:
        assert {answer: truth.value for answer, truth in under.items()} == whole


def test_what_lies_between_is_asked_all_the_same() -> None:
    dated = Window("before", that_point=THEIRS, none_between=("C",))
    assert placed(dated, record("A", 5), b(1), record("C", 3)).truth.value is False
    assert placed(dated, record("A", 5), b(1), record("C", 7)).truth.value is None


STATES: dict[str, tuple[core.Req, Case, State, State]] = {
    # the requirement, the case, its state while the interval runs, its state once it has ended on day 6
    "exists": (
        core.Exists("B", ALWAYS, Window("after", that_point=THEIRS)), case(record("I", 0, RUNNING), b(1)), PEN, UNK,
    ),
    "forbid": (
        core.Forbid("B", ALWAYS, Window("after", that_point=THEIRS)), case(record("I", 0, RUNNING), b(1)), HOL, UNK,
    ),
    "exists before": (
        core.Exists("B", ALWAYS, Window("before", this_point=END, that_point=THEIRS)),
        case(record("I", 0, RUNNING), b(1)), SAT, UNK,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_more_than_unknown_is_said_before_an_end_to_come(name: str) -> None:
    req, looked_at, running, ended = STATES[name]
    assert state(req, looked_at, 9, step="I") is running
    over = case(record("I", 0, 6), *looked_at.records[1:])
    assert state(req, over, 9, step="I") is ended


def test_an_exception_that_hangs_on_such_a_day_and_on_an_end_to_come() -> None:
    """Whatever the day, the interval has not lasted long enough yet; and nothing comes after its end."""
    dated = core.Occurs(core.Exists("B", ALWAYS, Window("before", this_point=START, that_point=THEIRS)))
    long_enough = core.Lasting(">=", days(20))
    looked_at = case(record("I", 0, RUNNING), b(1))
    req = core.Test(core.Const(False))
    both = judged(req, looked_at, 9, step="I", exceptions=(exception(core.And((dated, long_enough))),))
    assert both.state is VIO and both.proof.exceptions[0].live is False
    one = judged(req, looked_at, 9, step="I", exceptions=(exception(core.Or((dated, long_enough))),))
    assert one.state is UNK and one.proof.exceptions[0].live is None
    proof = judged(req, looked_at, 9, step="I", exceptions=(exception(dated, proof=long_enough),))
    assert proof.state is VIO
    none_after = core.Occurs(core.Forbid("B", ALWAYS, Window("after", that_point=THEIRS)))
    assert judged(req, looked_at, 9, step="I", exceptions=(exception(none_after),)).state is State.EXEMPT


def test_a_condition_joined_with_what_is_to_come_asks_nothing_that_cannot_matter() -> None:
    looked_at, kept = case(record("I", 0, RUNNING)), core.Test(core.Const(True))
    waits = core.Lasting(">=", days(20))
    assert state(kept, looked_at, 9, step="I", when=core.And((F, waits))) is State.NOT_APPLICABLE
    assert (
        state(kept, looked_at, 9, step="I", when=core.Not(core.Or((F, core.Not(waits)))))
        is State.NOT_APPLICABLE
    )
    found = judged(core.Test(core.Const(False)), looked_at, 9, step="I", when=core.Or((F, waits)))
    assert (found.state, found.questions) == (UNK, (("fact", "F"),))


def test_the_question_is_put_in_words_with_what_each_answer_leads_to() -> None:
    found = judged(exists(window=Window("after", that_point=THEIRS, hi=days(3))), case(A, b(1)), 9)
    assert found.unknown == (Text("B.期日", "step b.due day"),)
    told = [(words, answer.state) for answer in found.answers for _, words in answer.assignment]
    assert told == [
        (Text("按其日期算得符合", "it is met by that day"), SAT),
        (Text("按其日期算得不符合", "it is not met by that day"), PEN),
    ]


def test_of_a_day_that_the_rule_counts_from_it_is_asked_what_fits_and_what_still_can() -> None:
    within = exists(window=Window("after", this_point=MINE, hi=days(3)))
    found = judged(within, case(A), 9)
    assert found.state is UNK and {answer.state for answer in found.answers} == {PEN, VIO}
    assert judged(within, case(A, b(1)), 9).state is UNK
    assert judged(within, case(having(A, 期日=day(8)), b(1)), 9).state is PEN


def test_no_end_to_come_is_within_a_time_yet_whenever_it_began() -> None:
    """Whether a time not stated is over by now does not matter to what is within it only once it has ended."""
    since = core.FieldRef("this", "期日")
    within, beyond = (core.Lasting(op, days(3), first=since) for op in ("<=", ">="))
    kept, looked_at = core.Test(core.Const(False)), case(record("I", 0, RUNNING))
    assert state(kept, looked_at, 9, step="I", when=within) is State.NOT_APPLICABLE
    assert judged(kept, looked_at, 9, step="I", when=within).questions == ()
    assert state(kept, looked_at, 9, step="I", when=core.Not(within)) is UNK
    assert state(kept, looked_at, 9, step="I", when=beyond) is UNK
    assert state(kept, looked_at, 9, step="I", when=core.Not(beyond)) is State.NOT_APPLICABLE


# --- the same question asked once -----------------------------------------------------------------------------


def test_what_is_asked_twice_of_the_same_days_has_one_answer() -> None:
    """Under the same bounds the record fits both windows or none; 12 months and a year are the same bound."""
    lengths = [days(3), Duration(12, "month"), Duration(1, "year")]
    for one, other in [(lengths[0],) * 2, (lengths[1], lengths[2]), (lengths[2], lengths[1])]:
        wanted = exists(window=Window("after", that_point=THEIRS, hi=one))
        barred = forbid(window=Window("after", that_point=THEIRS, hi=other))
        looked_at = case(A, b(1), closed=True)
        assert state(AllOf((wanted, barred)), looked_at, 9) is VIO
        assert state(core.AnyOf((wanted, barred)), looked_at, 9) is SAT


def test_two_records_of_one_day_fit_alike() -> None:
    since = Window("after", this_point=DatePoint(FactRef("定日")))
    both = AllOf((exists(window=since), core.Exists("C", ALWAYS, since)))
    found = judged(both, case(A, b(1), record("C", 1), closed=True), 9)
    assert found.state is UNK and len(found.questions) == 1
    apart = judged(both, case(A, b(1), record("C", 2), closed=True), 9)
    assert apart.state is UNK and len(apart.questions) == 2

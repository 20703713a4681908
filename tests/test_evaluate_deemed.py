"""Records deemed to be there: dated on the start, on expiry or after a time, and still to come while that is open."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.requirements import broken
from guiju.engine.explain.open_atoms import about
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Exists, FactRef, Forbid, Lasting, LatestPoint, Req, Window
from guiju.engine.semantics.program import CountsRule
from msgspec.structs import replace

from .evaluating import env_of, judged
from .oracle.small import ALWAYS, RUNNING, case, counts_as, day, days, record, workdays

SAT, VIO, PEN, HOL, UNK, NA = (
    State.SATISFIED,
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.UNKNOWN,
    State.NOT_APPLICABLE,
)
TOLD = Exists("D", ALWAYS, Window("after", hi=days(2)))
"""What is to be done after C within two days: else C stands for B."""
DEEMED = replace(counts_as("C", ALWAYS, counts=True, as_step="B", name="D"), unless_done=TOLD)
ON_EXPIRY = replace(DEEMED, dated="expiry")
IN_TIME = replace(counts_as("C", ALWAYS, counts=True, as_step="B", name="T"), after=days(3))


def derived(
    rule: CountsRule, *records: Record, on: int, closed: bool = False
) -> list[tuple[date, bool | None]]:
    env = env_of(record("C", 0), *records, on=on, counts=(rule,), closed=closed)
    return [(c.record.start, c.counts.value) for c in candidates(env, "B", broken)]


def found(
    req: Req, rule: CountsRule, *records: Record, on: int, step: str = "A", closed: bool = False
) -> State:
    return judged(req, case(*records, closed=closed), on, step=step, counts=(rule,)).state


# --- which day ------------------------------------------------------------------------------------------------


def test_on_expiry_it_is_of_the_day_of_the_breach() -> None:
    assert derived(DEEMED, on=3) == [(day(0), True)]
    assert derived(ON_EXPIRY, on=3) == [(day(3), True)]
    assert derived(ON_EXPIRY, on=9) == [(day(3), True)]
    assert derived(ON_EXPIRY, record("D", 2), on=9) == []
    over_the_weekend = replace(ON_EXPIRY, unless_done=replace(TOLD, window=Window("after", hi=workdays(5))))
    assert derived(over_the_weekend, on=20) == [(day(8), True)]


def test_a_breach_without_a_day_of_its_own_is_where_the_record_started() -> None:
    never = replace(ON_EXPIRY, unless_done=core.Test(core.Const(False)))
    assert derived(never, on=9) == [(day(0), True)]


def test_what_only_the_closing_breaks_is_broken_after_everything() -> None:
    whenever = replace(ON_EXPIRY, unless_done=Exists("D", ALWAYS, Window("after")))
    assert derived(whenever, on=9, closed=True) == []
    assert derived(replace(whenever, dated="start"), on=9, closed=True) == [(day(0), True)]


def test_after_a_time_it_is_of_that_day_once_it_has_come() -> None:
    assert [derived(IN_TIME, on=n) for n in (2, 3, 9)] == [[], [(day(3), True)], [(day(3), True)]]
    assert derived(replace(IN_TIME, after=workdays(5)), on=9) == [(day(7), True)]


def test_a_record_of_another_day_has_no_time_and_no_order_of_that_day() -> None:
    env = env_of(record("C", 0, 1, time="09:00", order=2, actor="甲", x="1"), on=9, counts=(IN_TIME,))
    (candidate,) = candidates(env, "B", broken)
    made = candidate.record
    assert (made.start, made.end, made.time, made.order) == (day(3), day(3), None, None)
    assert (made.actor, made.fields, made.derived_by) == ("甲", {"x": "1"}, "T")
    same_day = env_of(record("C", 0, 1, time="09:00"), on=9, counts=(DEEMED,))
    assert candidates(same_day, "B", broken)[0].record.time == "09:00"


def test_after_a_time_only_where_something_was_not_done() -> None:
    both = replace(DEEMED, after=days(5))
    assert derived(both, on=4) == []
    assert derived(both, on=5) == [(day(5), True)]
    assert derived(both, record("D", 1), on=9) == []


def test_a_time_that_the_case_does_not_state_is_open() -> None:
    by_fact = replace(IN_TIME, after=Duration(0, "day", of=("fact", "时限")))
    made = derived(by_fact, on=5)
    assert [counts for _, counts in made] == [None, None]
    req = Exists("B", ALWAYS, Window("before"))
    looked_at = case(record("C", 0), record("A", 4))
    asked = judged(req, looked_at, 9, counts=(by_fact,))
    assert (asked.state, [u.zh for u in asked.unknown]) == (UNK, ["时限"])
    for n, expected in ((3, SAT), (5, VIO)):
        known = replace(looked_at, facts={"时限": days(n)})
        assert judged(req, known, 9, counts=(by_fact,)).state is expected


@pytest.mark.parametrize(
    ("req", "between", "outside"),
    [
        (Exists("B", ALWAYS, Window("before", hi=days(3))), SAT, VIO),
        (Forbid("B", ALWAYS, Window("before", hi=days(3))), VIO, SAT),
    ],
)
def test_a_day_that_is_open_may_lie_between_the_first_and_the_last_that_it_can_be(
    req: Req, between: State, outside: State
) -> None:
    by_fact = replace(IN_TIME, after=Duration(0, "day", of=("fact", "时限")))
    looked_at = case(record("C", 0), record("A", 5))
    asked = judged(req, looked_at, 20, counts=(by_fact,))
    assert (asked.state, [u.zh for u in asked.unknown]) == (UNK, ["时限"])
    for n, expected in ((1, outside), (3, between), (9, outside)):
        assert (
            judged(req, replace(looked_at, facts={"时限": days(n)}), 20, counts=(by_fact,)).state is expected
        )
    too_early = case(record("C", 10), record("A", 5))
    assert judged(req, too_early, 20, counts=(by_fact,)).state is outside, (
        "on none of its days is it in the window"
    )


def test_a_day_open_for_want_of_a_notice_may_lie_between_as_well() -> None:
    begun, about = (Record(s, d, d, 0) for s, d in (("C", date(2030, 12, 28)), ("A", date(2031, 1, 20))))
    rule, seen = replace(IN_TIME, after=workdays(7)), (date(2031, 3, 28) - day(0)).days
    asked = judged(
        Exists("B", ALWAYS, Window("before", hi=days(15))), case(begun, about), seen, counts=(rule,)
    )
    assert asked.state is UNK and "2030" in asked.unknown[0].en


def test_a_year_without_a_notice_is_asked() -> None:
    far = Record("C", date(2031, 3, 3), date(2031, 3, 3), 0)
    env = replace(
        env_of(counts=(replace(IN_TIME, after=workdays(5)),)), now=date(2031, 3, 20), happened=(far,)
    )
    assert {c.counts.value for c in candidates(env, "B", broken)} == {None}
    soon = replace(env.afresh(), now=date(2031, 3, 6))
    assert candidates(soon, "B", broken) == (), "five working days take at least five days"


X1 = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))


def test_the_order_on_the_day_of_expiry_is_a_question_of_its_own() -> None:
    looked_at = case(record("C", 0), record("A", 3))
    shown = judged(Exists("B", ALWAYS, Window("before")), looked_at, 9, counts=(ON_EXPIRY,))
    assert shown.state is UNK
    (key,) = shown.questions
    assert about(key) == (), "nothing that the file could say of the two records settles it"
    assert {a.state for a in shown.answers} == {SAT, VIO}


# --- still to come ----------------------------------------------------------------------------------------------

EARLIER = Exists("B", ALWAYS, Window("before"))
NONE = Forbid("B", ALWAYS, Window("before"))


def test_while_it_may_arise_on_an_earlier_day_nothing_is_final() -> None:
    records = (record("C", 0), record("A", 1))
    assert [found(EARLIER, DEEMED, *records, on=n) for n in (1, 2, 3)] == [PEN, PEN, SAT]
    assert [found(NONE, DEEMED, *records, on=n) for n in (1, 2, 3)] == [HOL, HOL, VIO]
    done = (*records, record("D", 2))
    assert [found(EARLIER, DEEMED, *done, on=n) for n in (1, 2)] == [PEN, VIO]
    assert [found(NONE, DEEMED, *done, on=n) for n in (1, 2)] == [HOL, SAT]
    assert found(EARLIER, DEEMED, *records, on=1, closed=True) is SAT, "the closing breaks what was not done"


def test_one_that_would_lie_elsewhere_changes_nothing() -> None:
    late = (record("A", 1), record("C", 2))
    assert found(EARLIER, DEEMED, *late, on=2) is VIO
    on_expiry = (record("C", 0), record("A", 1))
    assert found(EARLIER, ON_EXPIRY, *on_expiry, on=2) is VIO, "it would be of day 3"
    assert [found(EARLIER, IN_TIME, *on_expiry, on=n) for n in (2, 3)] == [VIO, VIO]


def test_on_expiry_a_breach_may_also_lie_where_the_record_started() -> None:
    """What must lie before a day is broken once that day is over, but where the record it is about began."""
    by_then = core.DatePoint(FactRef("定日"))
    rule = replace(ON_EXPIRY, unless_done=Exists("D", ALWAYS, Window("before", this_point=by_then)))
    looked_at = case(record("C", 0), record("A", 1), facts={"定日": day(4)})
    states = [judged(EARLIER, looked_at, n, counts=(rule,)).state for n in (1, 4, 5)]
    assert states == [PEN, PEN, SAT]


def test_a_number_of_them() -> None:
    records = (record("B", 0), record("C", 0), record("A", 1))
    one = replace(EARLIER, at_most=1)
    assert [found(one, DEEMED, *records, on=n) for n in (2, 3)] == [HOL, VIO]


def test_a_length_that_is_not_reached_yet_leaves_it_to_come() -> None:
    brief = replace(counts_as("I", ALWAYS, counts=True, as_step="B"), unless_done=core.Lasts("<=", days(3)))
    records = (record("I", 0, RUNNING), record("A", 1))
    assert [found(EARLIER, brief, *records, on=n) for n in (3, 4)] == [PEN, SAT]


def test_it_is_shown_with_the_reason() -> None:
    shown = judged(EARLIER, case(record("C", 0), record("A", 1)), 2, counts=(DEEMED,))
    (unused,) = shown.proof.not_used
    assert (unused.record.step, unused.record.derived_by) == ("B", "D")
    assert (unused.reason.zh, unused.reason.en) == ("还没有到视为的时候", "is not deemed to be there yet")
    assert shown.unknown == ()


def test_it_activates_nothing_yet() -> None:
    about_b = Exists("A", ALWAYS, Window("after"))
    looked_at = case(record("C", 0))
    idle = judged(about_b, looked_at, 2, step="B", counts=(DEEMED,))
    assert (idle.state, idle.activation) == (NA, None)
    assert idle.why.zh == "尚无B的记录"
    assert judged(about_b, looked_at, 3, step="B", counts=(DEEMED,)).state is PEN


def test_what_is_not_stated_and_what_is_to_come_are_told_apart() -> None:
    either = replace(DEEMED, unless_done=core.AllOf((TOLD, core.Test(core.Truth(FactRef("F"))))))
    shown = judged(EARLIER, case(record("C", 0), record("A", 1)), 2, counts=(either,))
    assert shown.state is UNK
    assert {(a.assignment[0][1].zh, a.state) for a in shown.answers} == {("是", PEN), ("否", SAT)}


def test_a_clock_it_may_move_leaves_nothing_final() -> None:
    clock = Window("after", this_point=LatestPoint((core.EdgePoint("end"),), ("B",)), hi=days(3))
    req = Exists("D", X1, clock)
    told = replace(DEEMED, unless_done=Exists("D", ALWAYS, Window("after", hi=days(9))))
    records = (record("A", 0), record("C", 2), record("D", 1, x="2"))
    assert found(req, replace(told, when=ALWAYS), *records, on=5) is PEN
    assert found(req, replace(told, counts=False, as_step=None, unless_done=None), *records, on=5) is VIO


def test_nothing_may_lie_between_and_one_may_still_arise_there() -> None:
    between = Window("after", none_between=("B",))
    req = Exists("D", X1, between)
    told = replace(DEEMED, unless_done=Exists("J", ALWAYS, Window("after", hi=days(5))))
    records = (record("A", 0), record("C", 1), record("D", 2, x="1"))
    assert [found(req, told, *records, on=n) for n in (3, 6)] == [HOL, HOL]
    assert found(req, told, *records, on=7) is VIO
    barred = Forbid(req.step, req.where, between)
    assert [found(barred, told, *records, on=n) for n in (3, 7)] == [PEN, SAT]


def test_days_left_out_of_a_count_are_not_those_of_one_to_come() -> None:
    excluding = Exists(
        "D",
        X1,
        Window("after", hi=days(2), excluding=("B",)),
    )
    told = replace(DEEMED, unless_done=Exists("J", ALWAYS, Window("after", hi=days(5))))
    records = (record("A", 0), record("C", 1), record("D", 3, x="1"))
    assert [found(excluding, told, *records, on=n) for n in (4, 7)] == [PEN, SAT]
    in_time = (record("A", 0), record("C", 1), record("D", 2, x="1"))
    assert [found(excluding, told, *in_time, on=n) for n in (4, 7)] == [HOL, SAT]


def test_a_condition_asks_only_what_has_happened() -> None:
    happened = core.Test(core.Occurs(EARLIER))
    records = (record("C", 0), record("A", 1))
    assert [found(happened, DEEMED, *records, on=n) for n in (2, 3)] == [VIO, SAT]


@pytest.mark.parametrize("rule", [DEEMED, ON_EXPIRY, IN_TIME])
@pytest.mark.parametrize("req", [EARLIER, NONE, replace(EARLIER, at_most=1)])
def test_no_final_state_changes_as_time_passes(rule: CountsRule, req: Req) -> None:
    for start in range(3):
        for more in ((), (record("D", start + 1),), (record("D", start + 4),)):
            records = (record("C", start), record("A", 2), record("B", 1), *more)
            states = [found(req, rule, *records, on=n) for n in range(2, 12)]
            for before, after in pairwise(states):
                assert before not in (SAT, VIO) or after is before, (start, more, states)


def test_the_source_may_not_count_yet() -> None:
    env = env_of(record("I", 0, RUNNING), on=2, counts=(
        counts_as("I", Lasting("<=", days(3)), counts=False),
        replace(counts_as("I", ALWAYS, counts=True, as_step="B"), unless_done=core.Test(core.Const(False))),
    ))  # fmt: skip
    (candidate,) = candidates(env, "B", broken)
    assert candidate.to_come and FREE in candidate.counts.atoms


@pytest.mark.parametrize(
    ("most", "records", "state"), [(1, 1, State.SATISFIED), (1, 2, State.HOLDING), (2, 2, State.SATISFIED)]
)
def test_what_may_yet_be_deemed_is_counted_once(most: int, records: int, state: State) -> None:
    """Of one that may come to be deemed no two can: at most one is safe whatever comes, where no other can."""
    whenever = replace(DEEMED, unless_done=Exists("D", ALWAYS, Window("after")))
    early = Window("before", this_point=core.FixedPoint(day(1)))
    at_most = Exists("B", ALWAYS, early, at_least=0, at_most=most)
    looked_at = case(*(record("C", 0) for _ in range(records)))
    assert judged(at_most, looked_at, 6, step=None, counts=(whenever,)).state is state

"""Or else: when a requirement was broken, and what is owed from then on."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf, FactRef, OrElse, Window

from .evaluating import AFTER3, A, F, b, env_of, exists, forbid, judged, state
from .oracle.small import ALWAYS, RUNNING, case, day, days, record

VIO, PEN, HOL, SAT, UNK, CUR = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
    State.CURED,
)
C_AFTER = core.Exists("C", ALWAYS, Window("after"))
C_NEAR_2 = core.Exists("C", ALWAYS, Window(hi=days(2)))
C_IN_2 = core.Exists("C", ALWAYS, Window("after", hi=days(2)))


def c(n: int, **more: str) -> Record:
    return record("C", n, time=more.get("time"))


OR_ELSE: dict[str, tuple[core.Req, Case, int, State]] = {
    "kept": (OrElse(exists(), C_AFTER), case(A, b(1)), 9, SAT),
    "not yet broken": (OrElse(exists(), C_AFTER), case(A), 3, PEN),
    "broken": (OrElse(exists(), C_AFTER), case(A), 4, PEN),
    "made good": (OrElse(exists(), C_AFTER), case(A, c(5)), 9, CUR),
    "made good on the day of the breach": (OrElse(exists(), C_AFTER), case(A, c(4)), 9, CUR),
    "too early to make good": (OrElse(exists(), C_AFTER), case(A, c(3)), 9, PEN),
    "counted from the breach": (OrElse(exists(), C_IN_2), case(A, c(6)), 9, CUR),
    "made good too late": (OrElse(exists(), C_IN_2), case(A, c(7)), 9, VIO),
    "on either side, from the breach": (OrElse(exists(), C_NEAR_2), case(A, c(6)), 9, CUR),
    "on either side, too early": (OrElse(exists(), C_NEAR_2), case(A, c(3)), 6, PEN),
    "on either side, too late": (OrElse(exists(), C_NEAR_2), case(A, c(7)), 9, VIO),
    "only closing breaks it": (OrElse(exists(), C_AFTER), case(A, c(2), closed=True), 2, VIO),
    "closing an untimed one": (OrElse(exists(window=Window("after")), C_AFTER), case(A, c(2), closed=True), 9, VIO),
    "closed, broken before": (OrElse(exists(), C_AFTER), case(A, c(4), closed=True), 9, CUR),
    "closed, too early to make good": (OrElse(exists(), C_AFTER), case(A, c(3), closed=True), 9, VIO),
    "one too many": (OrElse(exists(0, 1), C_AFTER), case(A, b(2), b(1), c(2, time="9:00")), 9, UNK),
    "one too many, made good": (OrElse(exists(0, 1), C_AFTER), case(A, b(2), b(1), c(3)), 9, CUR),
    "one too many, too early": (OrElse(exists(0, 1), C_AFTER), case(A, b(2), b(1), c(1)), 9, PEN),
    "one too many of one day": (
        OrElse(exists(0, 1), C_AFTER), case(A, b(2, time="11:00"), b(2, time="09:00"), c(2, time="10:00")), 9, PEN,
    ),
    "barred": (OrElse(forbid(), C_AFTER), case(A, b(3), b(1), c(2)), 9, CUR),
    "barred, too early": (OrElse(forbid(), C_AFTER), case(A, b(1), c(0)), 9, PEN),
    "nothing may lie between": (
        OrElse(exists(window=Window("after", none_between=("D",))), C_AFTER),
        case(A, record("D", 2), b(3), c(3)), 9, CUR,
    ),
    "between, too early": (
        OrElse(exists(window=Window("after", none_between=("D",))), C_AFTER),
        case(A, record("D", 2), b(3), c(1)), 9, PEN,
    ),
    "between, but after the last day": (
        OrElse(exists(window=Window("after", hi=days(2), none_between=("D",))), C_AFTER),
        case(A, record("D", 5), c(4)), 9, CUR,
    ),
    "between, on the last day": (
        OrElse(exists(window=Window("after", hi=days(2), none_between=("D",))), C_AFTER),
        case(A, record("D", 2, time="10:00"), c(2, time="11:00")), 9, CUR,
    ),
    "within a distance": (OrElse(exists(window=Window(hi=days(3))), C_AFTER), case(A, c(3)), 9, PEN),
    "never possible, on the last day": (OrElse(exists(where=core.Const(False)), C_AFTER), case(A, c(2)), 3, CUR),
    "never before": (OrElse(exists(window=Window("before")), C_AFTER), case(A, c(1)), 9, CUR),
    "never before, same day": (OrElse(exists(window=Window("before")), C_AFTER), case(A, c(0)), 9, UNK),
    "a date passed before it": (
        OrElse(exists(window=Window("before", this_point=core.DatePoint(FactRef("定日")))), C_AFTER),
        case(A, c(1), facts={"定日": day(5)}), 9, CUR,
    ),
    "a test": (OrElse(core.Test(core.Const(False)), C_AFTER), case(A, c(1)), 9, CUR),
    "owed by a test": (OrElse(core.Test(core.Const(False)), core.Test(core.Const(True))), case(A), 9, CUR),
    "owed and barred": (OrElse(core.Test(core.Const(False)), core.Forbid("C", ALWAYS, AFTER3)), case(A), 2, HOL),
    "neither": (OrElse(core.Test(core.Const(False)), core.Test(core.Const(False))), case(A), 9, VIO),
    "all of, by the first breach": (
        OrElse(AllOf((exists(), core.Exists("D", ALWAYS, Window("after", hi=days(5))))), C_AFTER),
        case(A, c(4)), 9, CUR,
    ),
    "any of, by the last breach": (
        OrElse(AnyOf((exists(), core.Exists("D", ALWAYS, Window("after", hi=days(5))))), C_AFTER),
        case(A, c(4)), 9, PEN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OR_ELSE)
def test_once_broken_the_rest_is_owed_from_the_breach_on(name: str) -> None:
    req, looked_at, on, expected = OR_ELSE[name]
    assert state(req, looked_at, on) is expected


def test_a_duration_is_broken_at_its_end_or_the_day_after_the_bound_while_it_runs() -> None:
    long_ = OrElse(core.Lasts("<=", days(3)), C_AFTER)
    assert state(long_, case(record("I", 0, 5), c(4)), 9, step="I") is PEN
    assert state(long_, case(record("I", 0, 5), c(6)), 9, step="I") is CUR
    assert state(long_, case(record("I", 0, RUNNING), c(3)), 9, step="I") is PEN
    assert state(long_, case(record("I", 0, RUNNING), c(4)), 9, step="I") is CUR
    short = OrElse(core.Lasts(">=", days(3)), C_AFTER)
    assert state(short, case(record("I", 0, 2), c(3)), 9, step="I") is CUR


def test_a_case_rule_is_broken_from_the_start_of_the_procedure() -> None:
    req = OrElse(core.Test(core.Const(False)), C_AFTER)
    assert state(req, case(A, c(0)), 9, step=None) is CUR
    assert state(req, case(A, c(1), facts={"程序启动日": day(2)}), 9, step=None) is PEN
    assert state(req, case(A, c(2), facts={"程序启动日": day(2)}), 9, step=None) is CUR


def test_a_cured_finding_says_what_was_wrong_and_what_made_it_good() -> None:
    found = judged(OrElse(exists(), C_AFTER), case(A, c(5)), 9)
    assert found.why == Text(
        "2021-03-08 的A之后 3日之内,没有B;其后已补正:已有 2021-03-13 的C",
        "no step b after the step a of 2021-03-08 within 3 days; made good since: done: the step c of 2021-03-13",
    )
    assert (found.last_day, found.days_late) == (None, None)


def test_a_pending_finding_says_what_is_owed_now() -> None:
    found = judged(OrElse(exists(), C_IN_2), case(A), 4)
    assert found.state is PEN
    assert found.why == Text(
        "2021-03-08 的A之后 3日之内,没有B;现在要做的是:还须有C(2021-03-12之后 2日之内),最后一天是 2021-03-14",
        "no step b after the step a of 2021-03-08 within 3 days; what is owed now: "
        "step c is still due after 2021-03-12 within 2 days, 2021-03-14 at the latest",
    )


def test_a_requirement_that_may_be_broken_or_not_is_not_said_to_be_broken_while_the_rest_holds() -> None:
    at_most_one = exists(0, 1, where=core.Compare("=", core.FieldRef("that", "x"), core.Lit("1")))
    req = OrElse(at_most_one, core.Forbid("C", ALWAYS, Window("after", hi=days(9))))
    found = judged(req, case(A, b(1, x="1"), b(2)), 2)
    assert found.state is HOL
    assert found.why == Text(
        "还不能判断是否符合:2021-03-08 的A",
        "it cannot be told yet whether it is met: the step a of 2021-03-08",
    )


def test_violated_or_cured_is_violated_and_an_open_breach_is_unknown() -> None:
    req = OrElse(core.Test(core.Const(False)), core.Test(F))
    assert state(req, case(A), 9) is VIO
    assert state(OrElse(core.Test(F), core.Test(core.Const(True))), case(A), 9) is UNK
    assert state(OrElse(core.Test(F), C_AFTER), case(A), 9) is UNK
    nested = OrElse(core.Test(core.Const(True)), core.Test(core.Const(False)))
    env = env_of(A)
    assert judge(env, env.happened[0], nested).states == {Basic.SATISFIED}


def test_a_breach_whose_day_is_open_leaves_open_what_is_owed_from_it_on() -> None:
    """Whether B came after A on day 1 is not stated: so it was broken on day 2, or only by the missing C on day 4."""
    at_once = core.Exists("B", ALWAYS, Window("after", hi=days(0)))
    within_two = core.Exists("C", ALWAYS, Window("after", hi=days(2)))
    owed = core.Exists("B", ALWAYS, Window("after", lo=days(2), hi=days(2)))
    broken = OrElse(AllOf((at_once, within_two)), owed)
    first = case(record("B", 1, time="08:00"), record("A", 1))
    assert state(broken, first, 5) is UNK
    assert state(broken, first, 9) is VIO
    told = case(record("B", 1, time="08:00"), record("A", 1, time="09:00"))
    assert state(broken, told, 5) is VIO


def test_what_is_owed_on_either_side_is_said_to_follow_the_breach() -> None:
    found = judged(OrElse(exists(), C_NEAR_2), case(A), 4)
    assert found.state is PEN
    assert f"{day(4)}之后 2日之内" in found.why.zh and f"after {day(4)} within 2 days" in found.why.en

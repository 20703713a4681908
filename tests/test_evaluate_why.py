"""The sentence on a finding: what is wrong, what is due, or what was found."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.why import why
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    And,
    Compare,
    Contains,
    FactRef,
    FieldRef,
    Lit,
    Member,
    Not,
    Truth,
    Window,
)
from msgspec.structs import replace

from .evaluating import WORDS, having, judged
from .oracle.small import ALWAYS, case, counts_as, days, record

X, OF_A = FieldRef("that", "x"), FieldRef("this", "x")
F, H = FactRef("F"), FactRef("H")
A = record("A", 0)
AFTER3 = Window("after", hi=days(3))


def b(n: int) -> Record:
    return record("B", n)


def exists(at_least: int = 1, at_most: int | None = None, window: Window = AFTER3) -> core.Exists:
    return core.Exists("B", ALWAYS, window, at_least, at_most)


THIS_1 = Compare("=", OF_A, Lit("1"))


PASSED = core.Truth(core.FieldRef("that", "通过"))

SENTENCES: list[tuple[core.Req, tuple[Record, ...], int, str, str]] = [
    (
        exists(0, 1),
        (b(1), b(2)),
        3,
        "2021-03-08 的A之后 3日之内有 2 次B,最多只能有 1 次",
        "step b 2 times after the step a of 2021-03-08 within 3 days; at most 1 allowed",
    ),
    (
        exists(2),
        (b(1),),
        2,
        "至少要有 2 次B(2021-03-08 的A之后 3日之内),已有 1 次,最后一天是 2021-03-11",
        "step b is due at least 2 times after the step a of 2021-03-08 within 3 days, 1 so far, "
        "2021-03-11 at the latest",
    ),
    (
        exists(2),
        (b(1),),
        4,
        "2021-03-08 的A之后 3日之内只有 1 次B,至少要 2 次",
        "step b only 1 times after the step a of 2021-03-08 within 3 days; at least 2 required",
    ),
    (
        exists(2, 3),
        (b(1),),
        4,
        "2021-03-08 的A之后 3日之内只有 1 次B,至少要 2 次",
        "step b only 1 times after the step a of 2021-03-08 within 3 days; at least 2 required",
    ),
    (
        exists(),
        (b(5),),
        5,
        "2021-03-08 的A之后 3日之内,没有B(2021-03-13 的B超过了期限)",
        "no step b after the step a of 2021-03-08 within 3 days (the step b of 2021-03-13 is beyond the time allowed)",
    ),
    (
        exists(),
        (b(4), b(5), b(6), b(7)),
        9,
        "2021-03-08 的A之后 3日之内,没有B(2021-03-12 的B超过了期限;2021-03-13 的B超过了期限;"
        "2021-03-14 的B超过了期限)",
        "no step b after the step a of 2021-03-08 within 3 days (the step b of 2021-03-12 is beyond the time "
        "allowed; the step b of 2021-03-13 is beyond the time allowed; the step b of 2021-03-14 is beyond the time "
        "allowed)",
    ),
    (
        exists(window=Window("after")),
        (),
        5,
        "还须有B(2021-03-08 的A之后)",
        "step b is still due after the step a of 2021-03-08",
    ),
    (exists(), (b(1), b(2), b(3)), 5, "已有 2021-03-09 的B、2021-03-10 的B、2021-03-11 的B",
     "done: the step b of 2021-03-09, the step b of 2021-03-10, the step b of 2021-03-11"),
    (exists(0, 1), (), 9, "2021-03-08 的A之后 3日之内:B", "step b after the step a of 2021-03-08 within 3 days"),
    (
        core.Forbid("B", ALWAYS, AFTER3),
        (b(1), b(2)),
        5,
        "2021-03-08 的A之后 3日之内,不应有B,却有 2021-03-09 的B、2021-03-10 的B",
        "step b after the step a of 2021-03-08 within 3 days is barred, yet there is the step b of 2021-03-09, "
        "the step b of 2021-03-10",
    ),
    (
        core.Forbid("B", ALWAYS, AFTER3),
        (),
        5,
        "2021-03-08 的A之后 3日之内,没有B",
        "no step b after the step a of 2021-03-08 within 3 days",
    ),
    (
        core.Test(Compare("!=", OF_A, Lit("1"))),
        (),
        0,
        "2021-03-08 的A不符合:x ≠ 1",
        "the step a of 2021-03-08 does not meet the requirement: x ≠ one",
    ),
    (core.Test(THIS_1), (), 0, "2021-03-08 的A符合:x = 1", "the step a of 2021-03-08 meets: x = one"),
    (
        core.AllOf((core.Test(THIS_1), exists())),
        (),
        9,
        "2021-03-08 的A之后 3日之内,没有B",
        "no step b after the step a of 2021-03-08 within 3 days",
    ),
    (
        core.AnyOf((exists(), core.Exists("C", ALWAYS, AFTER3))),
        (),
        9,
        "2021-03-08 的A之后 3日之内,没有B,也没有C",
        "no step b, no step c after the step a of 2021-03-08 within 3 days",
    ),
    (
        core.AnyOf((exists(), replace(exists(), window=Window("before")))),
        (),
        9,
        "2021-03-08 的A之后 3日之内,没有B",
        "no step b after the step a of 2021-03-08 within 3 days",
    ),
    (
        core.AnyOf((core.Forbid("B", ALWAYS, AFTER3), core.Exists("C", ALWAYS, AFTER3))),
        (b(1), b(2), b(3)),
        9,
        "已有 2021-03-09 的B、2021-03-10 的B;2021-03-08 的A之后 3日之内,没有C",
        "on file: the step b of 2021-03-09, the step b of 2021-03-10; no step c after the step a of 2021-03-08 "
        "within 3 days",
    ),
    (
        core.AnyOf((core.Forbid("B", ALWAYS, AFTER3), core.Forbid("B", ALWAYS, Window("after")))),
        (b(1),),
        9,
        "2021-03-08 的A之后 3日之内,不应有B,却有 2021-03-09 的B,而且2021-03-08 的A之后,不应有B,却有 2021-03-09 的B",
        "step b after the step a of 2021-03-08 within 3 days is barred, yet there is the step b of 2021-03-09, "
        "and step b after the step a of 2021-03-08 is barred, yet there is the step b of 2021-03-09",
    ),
    (
        core.Exists("B", PASSED, Window("before", none_between=("B",))),
        (having(record("B", -3), 通过=False),),
        9,
        "2021-03-08 的A之前,最近一次B不符合:通过(2021-03-05 的B不符合条件)",
        "the last step b before the step a of 2021-03-08 does not meet: passed "
        "(the step b of 2021-03-05 does not meet the condition)",
    ),
    (
        core.Forbid("B", core.Not(PASSED), Window("before", none_between=("B",))),
        (having(record("B", -3), 通过=False),),
        9,
        "2021-03-08 的A之前,最近一次B不应是“非(通过)”的,却是 2021-03-05 的B",
        "the last step b before the step a of 2021-03-08 must not be one of which holds: not (passed); it is the step b "
        "of 2021-03-05",
    ),
    (
        core.Exists("B", ALWAYS, Window("before", none_between=("B",))),
        (),
        9,
        "2021-03-08 的A之前,没有B",
        "no step b before the step a of 2021-03-08",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("req", "records", "on", "zh", "en"), SENTENCES)
def test_one_sentence_says_what_is_wrong_due_or_found(
    req: core.Req, records: tuple[Record, ...], on: int, zh: str, en: str
) -> None:
    assert judged(req, case(record("A", 0, x="1"), *records), on).why == Text(zh, en)


def test_only_the_first_ways_out_of_an_any_of_are_said() -> None:
    ways = core.AnyOf(tuple(core.Exists(s, ALWAYS, AFTER3) for s in "BCDI"))
    said = judged(ways, case(A), 9).why
    assert [s in said.zh for s in ("没有B", "没有C", "没有D", "没有I")] == [True, True, True, False]


def test_an_any_of_that_is_only_due_or_has_one_part_is_said_as_its_part() -> None:
    either = core.AnyOf((exists(), core.Exists("C", ALWAYS, Window("before"))))
    assert judged(either, case(A), 1).why.en.startswith("step b is still due")
    single = core.AnyOf((core.Forbid("B", ALWAYS, AFTER3),))
    assert "is barred, yet" in judged(single, case(A, b(1)), 9).why.en


def test_durations_in_both_languages() -> None:
    rows: list[tuple[core.Lasts, int, str, str]] = [
        (core.Lasts(">=", days(3)), 2, "不足 3日", "lasts less than 3 days"),
        (core.Lasts("<=", days(3)), 4, "超过 3日", "lasts more than 3 days"),
        (core.Lasts(">=", days(1)), 2, "不少于 1日", "lasts at least 1 day"),
        (core.Lasts("<=", days(3)), 2, "不超过 3日", "lasts at most 3 days"),
    ]
    for req, end, zh, en in rows:
        said = judged(req, case(record("I", 0, end)), 9, step="I").why
        about = Describer(WORDS).record(record("I", 0, end))
        assert said == Text(about.zh + zh, f"{about.en} {en}")
    unknown_end = Outcome(frozenset({Basic.PENDING}), core.Lasts(">=", days(3)))
    assert why(Describer(WORDS), record("I", 0, 2), unknown_end).zh.endswith("还须满 3日")


def test_an_interval_that_failed_with_other_ways_out_is_said_by_its_duration() -> None:
    ways = core.AnyOf((core.Exists("B", ALWAYS, AFTER3), core.Lasts(">=", days(30))))
    assert judged(ways, case(record("I", 0, 2)), 9, step="I").why.en == (
        "the step i of 2021-03-08 to 2021-03-10 lasts less than 30 days"
    )


def test_a_failed_test_is_said_with_its_condition_where_that_reads_as_words() -> None:
    whole = judged(core.Test(Truth(F)), case(A, facts={"F": False}), step=None)
    assert whole.why == Text("本案不符合:F", "the case does not meet the requirement: the f")
    words = Describer(WORDS, "A")
    for cond, said in (
        (THIS_1, True),
        (Member(OF_A, ("1",)), True),
        (Contains(FieldRef("this", "名单"), "甲"), True),
        (Not(THIS_1), False),
        (And((THIS_1,)), False),
    ):
        in_words = words.condition(cond, None)
        bad = Outcome(frozenset({Basic.VIOLATED}), core.Test(cond))
        about = Text("2021-03-08 的A不符合", "the step a of 2021-03-08 does not meet the requirement")
        more = Text(f":{in_words.zh}", f": {in_words.en}") if said else Text("这一要求", "")
        assert why(words, A, bad) == about + more
        good = replace(bad, states=frozenset({Basic.SATISFIED}))
        assert why(words, A, good).zh == f"2021-03-08 的A符合:{in_words.zh}"
    period = why(words, record("", 0), Outcome(frozenset({Basic.VIOLATED}), core.Test(Truth(F))))
    assert period.zh == "2021-03-08 至 2021-03-08 的期间不符合:F"


def test_parts_together_have_a_sentence_of_their_own() -> None:
    whole = Outcome(frozenset({Basic.SATISFIED}), core.AllOf(()))
    assert why(Describer(WORDS), A, whole) == Text("各项要求合并判断", "judged over its parts together")


def test_a_bar_that_may_be_broken_is_not_said_to_be() -> None:
    barred = core.Forbid("B", Compare("=", X, Lit("1")), AFTER3)
    maybe = Outcome(frozenset({Basic.VIOLATED, Basic.SATISFIED}), barred)
    assert why(Describer(WORDS, "A"), A, maybe).en == (
        "no step b (x = one) after the step a of 2021-03-08 within 3 days"
    )
    discounted = judged(exists(), case(A, b(1)), 9, counts=(counts_as("B", ALWAYS, counts=False),))
    assert discounted.why.zh.endswith("(2021-03-09 的B不算数)")


def test_a_way_barred_by_what_lies_on_the_same_day_says_what_that_is() -> None:
    # B is of the day of A: whether it came before A is open, that it is there is not.
    none = core.AllOf(
        (core.Forbid("B", ALWAYS, Window("before")), core.Forbid("B", ALWAYS, Window("any", hi=days(0))))
    )
    ways = core.AnyOf((none, core.Exists("B", ALWAYS, Window("before", lo=days(3)))))
    said = judged(ways, case(A, b(0)), on=1).why
    assert said.zh.startswith("已有 2021-03-08 的B;") and said.en.startswith("on file: ")

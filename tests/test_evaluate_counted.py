"""Which records count: 不视为 and 视为 rules, derived records, and norms not yet in force."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Breach, Candidate, Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit, Window
from guiju.engine.semantics.program import Citation, CountsRule, Norm
from msgspec.structs import replace

from .evaluating import env_of, judged, labels
from .oracle.small import ALWAYS, case, counts_as, day, days, record

X1 = Compare("=", FieldRef("this", "x"), Lit("1"))
F = core.Truth(FactRef("F"))
NOT_X1 = counts_as("B", X1, counts=False, name="N")
A_AS_B = counts_as("A", ALWAYS, counts=True, as_step="B", name="D")


def counted(env: Env, step: str) -> list[tuple[str, bool | None]]:
    return [(c.record.step, c.counts.value) for c in candidates(env, step, broken)]


def test_without_rules_the_happened_records_of_the_step_count() -> None:
    env = env_of(record("B", 0), record("A", 0), record("B", 3), record("B", 1), on=1)
    assert candidates(env, "B", broken) == (
        Candidate(env.happened[0], candidates(env, "B", broken)[0].counts),
        Candidate(env.happened[2], candidates(env, "B", broken)[1].counts),
    )
    assert counted(env, "B") == [("B", True), ("B", True)]
    assert [r.start for r in env.planned] == [day(3)]


def test_a_rule_discounts_the_records_with_its_condition_and_is_named() -> None:
    env = env_of(
        record("B", 0, x="1"), record("B", 0, x="2"), record("B", 0), record("A", 0, x="1"), counts=(NOT_X1,)
    )
    found = candidates(env, "B", broken)
    assert [c.counts.value for c in found] == [False, True, None]
    assert [c.rules for c in found] == [(NOT_X1,), (), (NOT_X1,)]
    assert labels(found[2].counts) == {("B.x", "step b.x")}
    assert counted(env, "A") == [("A", True)]


def test_one_discounting_rule_that_holds_is_enough() -> None:
    asked = counts_as("B", F, counts=False, name="Q")
    env = env_of(record("B", 0, x="1"), record("B", 0, x="2"), counts=(asked, NOT_X1))
    found = candidates(env, "B", broken)
    assert [(c.counts.value, tuple(r.id for r in c.rules)) for c in found] == [
        (False, ("Q", "N")),
        (None, ("Q",)),
    ]


def test_a_derived_record_stands_on_the_same_days_after_those_of_the_file() -> None:
    env = env_of(record("A", 0, 2, actor="甲", x="2"), record("B", 1), on=3, counts=(A_AS_B,))
    own, derived = candidates(env, "B", broken)
    assert own.record is env.happened[1] and own.rules == ()
    assert derived.rules == (A_AS_B,) and derived.counts.value is True
    source = env.happened[0]
    assert derived.record == replace(source, step="B", derived_by="D")
    assert counted(env, "A") == [("A", True)] and counted(env, "C") == []


def test_a_derived_record_is_subject_to_the_rules_of_its_new_step_and_needs_a_source_that_counts() -> None:
    env = env_of(record("A", 0, x="1"), record("A", 0, x="2"), record("A", 0), counts=(A_AS_B, NOT_X1))
    found = candidates(env, "B", broken)
    assert [c.counts.value for c in found] == [False, True, None]
    assert [tuple(r.id for r in c.rules) for c in found] == [("D", "N"), ("D",), ("D", "N")]
    lame = env_of(record("A", 0), counts=(A_AS_B, counts_as("A", ALWAYS, counts=False)))
    assert counted(lame, "B") == []
    asked = env_of(record("A", 0), counts=(A_AS_B, counts_as("A", F, counts=False)))
    assert counted(asked, "B") == [("B", None)]


def test_a_record_derives_another_only_with_the_condition_of_the_rule() -> None:
    only = replace(A_AS_B, when=X1)
    env = env_of(record("A", 0, x="1"), record("A", 0, x="2"), record("A", 0), counts=(only,))
    assert counted(env, "B") == [("B", True), ("B", None)]
    for idle in (
        replace(A_AS_B, counts=False),
        replace(A_AS_B, as_step="A"),
        replace(A_AS_B, as_step="C"),
        replace(A_AS_B, as_step=None),
    ):
        assert counted(env_of(record("A", 0), counts=(idle,)), "B") == []
    same = counts_as("B", ALWAYS, counts=True, as_step="B")
    assert counted(env_of(record("B", 0), counts=(same,)), "B") == [("B", True)]


def test_unless_done_derives_a_punctual_record_only_where_the_requirement_is_broken_for_good() -> None:
    told = core.Exists("C", ALWAYS, Window("after", hi=days(2)))
    rule = replace(A_AS_B, unless_done=told)

    def derived(*, on: int, records: tuple[tuple[str, int], ...]) -> list[tuple[str, bool | None]]:
        env = env_of(record("A", 0, 1), *(record(s, n) for s, n in records), on=on, counts=(rule,))
        assert all(c.record.end == c.record.start == day(0) for c in candidates(env, "B", broken))
        return counted(env, "B")

    assert derived(on=3, records=()) == [("B", None)], "it may still arise"
    assert derived(on=4, records=()) == [("B", True)]
    assert derived(on=4, records=(("C", 3),)) == []
    assert derived(on=4, records=(("C", 1),)) == [("B", None)]
    test = replace(A_AS_B, unless_done=core.Test(F))
    assert counted(env_of(record("A", 0), counts=(test,)), "B") == [("B", None)]
    assert counted(env_of(record("A", 0), counts=(test,), facts={"F": True}), "B") == []
    assert counted(env_of(record("A", 0), counts=(test,), facts={"F": False}), "B") == [("B", True)]


def test_only_what_is_later_than_the_breach_is_a_candidate_for_what_is_owed_instead() -> None:
    env = env_of(record("A", 1), record("B", 0), record("B", 1), record("B", 2), on=3)
    after = env.after(Breach(day(1), env.happened[0]))
    assert [(c.record.start, c.counts.value) for c in candidates(after, "B", broken)] == [
        (day(1), None),
        (day(2), True),
    ]
    assert len(candidates(env, "B", broken)) == 3
    by_day = env.after(Breach(day(1)))
    assert [c.record.start for c in candidates(by_day, "B", broken)] == [day(1), day(2)]
    with_source = env_of(record("A", 0), record("A", 2), on=3, counts=(A_AS_B,)).after(Breach(day(1)))
    assert [c.record.start for c in candidates(with_source, "B", broken)] == [day(2)]


def test_a_rule_touches_the_records_of_the_time_in_which_its_first_norm_is_in_force() -> None:
    young = Norm("young", "新规", None, None, day(2))
    old = Norm("old", "旧规", None, None, day(1))
    undated = Norm("undated", "规", None, None, None)
    ended = Norm("ended", "旧规", None, None, day(0), day(2))

    def with_basis(rule: CountsRule, *norms: str) -> list[tuple[str, bool | None]]:
        told = replace(rule, basis=tuple(Citation(n, 1) for n in norms))
        env = env_of(record("B", 1), record("B", 2), record("A", 1), on=3, counts=(told,))
        env = replace(env, norms={"young": young, "old": old, "undated": undated, "ended": ended})
        return counted(env, "B")

    never = counts_as("B", ALWAYS, counts=False)
    assert with_basis(never, "young") == [("B", True), ("B", False)]
    assert with_basis(never, "young", "old") == [("B", True), ("B", False)]
    assert with_basis(never, "old", "young") == [("B", False), ("B", False)]
    assert with_basis(never, "ended") == [("B", False), ("B", True)]
    assert with_basis(never, "undated") == [("B", False), ("B", False)]
    assert with_basis(never, "young", "undated", "missing") == [("B", True), ("B", False)]
    assert with_basis(A_AS_B, "young") == [("B", True), ("B", True)]
    assert with_basis(A_AS_B, "old") == [("B", True), ("B", True), ("B", True)]


BEFORE = core.Exists("B", ALWAYS, Window("before"))


def test_a_record_that_does_not_count_serves_nothing_and_is_shown_with_the_rule() -> None:
    found = judged(BEFORE, case(record("A", 1), record("B", 0, x="1")), 2, counts=(NOT_X1,))
    assert found.state is State.VIOLATED
    (unused,) = found.proof.not_used
    assert (unused.record.step, unused.rule, unused.reason) == ("B", NOT_X1, Text("不算数", "does not count"))
    assert found.why == Text(
        "2021-03-09 的A之前,没有B(2021-03-08 的B不算数)",
        "no step b before the step a of 2021-03-09 (the step b of 2021-03-08 does not count)",
    )
    open_ = judged(BEFORE, case(record("A", 1), record("B", 0)), 2, counts=(NOT_X1,))
    assert open_.state is State.UNKNOWN
    assert [t.en for t in open_.unknown] == ["step b.x"]
    assert {a.assignment[0][1].en: a.state for a in open_.answers} == {
        "one": State.VIOLATED,
        "two": State.SATISFIED,
    }
    assert open_.proof.not_used[0].reason == Text(
        "是否符合还不清楚", "it is open whether it meets the condition"
    )


def test_an_activating_record_that_does_not_count_activates_nothing() -> None:
    not_a = counts_as("A", X1, counts=False, name="N")
    idle = judged(BEFORE, case(record("A", 1, x="1")), 2, counts=(not_a,))
    assert (idle.state, idle.activation) == (State.NOT_APPLICABLE, None)
    assert idle.why == Text("A的记录都不算数", "no record of step a counts")
    assert [(n.rule, n.reason) for n in idle.proof.not_used] == [(not_a, Text("不算数", "does not count"))]
    none = judged(BEFORE, case(), 2, counts=(not_a,))
    assert none.why == Text("尚无A的记录", "there is no record of step a yet")
    open_ = judged(BEFORE, case(record("A", 1)), 2, counts=(not_a,))
    assert open_.state is State.UNKNOWN and open_.activation is not None
    assert {a.assignment[0][1].en: a.state for a in open_.answers} == {
        "one": State.NOT_APPLICABLE,
        "two": State.VIOLATED,
    }


def test_a_derived_activation_that_may_not_arise_is_not_applicable_where_it_does_not() -> None:
    rule = replace(A_AS_B, unless_done=core.Test(F))
    needs_c = core.Exists("C", ALWAYS, Window("before"))
    found = judged(needs_c, case(record("A", 1)), 2, step="B", counts=(rule,))
    assert found.state is State.UNKNOWN
    assert {a.assignment[0][1].en: a.state for a in found.answers} == {
        "yes": State.NOT_APPLICABLE,
        "no": State.VIOLATED,
    }
    derived = judged(needs_c, case(record("A", 1), record("C", 0)), 2, step="B", counts=(A_AS_B,))
    assert derived.activation is not None
    assert (derived.state, derived.activation.derived_by) == (State.SATISFIED, "D")


def test_a_record_may_serve_what_derives_from_it_but_not_itself() -> None:
    own = core.Exists("A", ALWAYS, Window("covering"))
    assert judged(own, case(record("A", 1)), 2).state is State.VIOLATED
    derived = core.Exists("B", ALWAYS, Window("covering"))
    assert judged(derived, case(record("A", 1)), 2, counts=(A_AS_B,)).state is State.SATISFIED


def test_a_record_that_counts_under_no_answer_activates_nothing() -> None:
    never = counts_as("A", core.Or((F, core.Not(F))), counts=False)
    finding = judged(core.Forbid("B", ALWAYS, Window("before")), case(record("A", 3)), 7, counts=(never,))
    assert finding.activation is None and finding.state is State.NOT_APPLICABLE
    assert [n.record.step for n in finding.proof.not_used] == ["A"]

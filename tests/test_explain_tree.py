"""A proof tree says of every part what the evaluator uses: the root is the finding, a whole is its parts together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations, product

from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.explain.node import Node
from guiju.engine.explain.setting import setting
from guiju.engine.explain.tree import proof_tree
from guiju.engine.report.explain.tree import tree_lines
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics import core
from guiju.engine.semantics.program import ExceptionRule
from hypothesis import HealthCheck, given, settings

from .evaluating import WORDS, exists, forbid, having
from .oracle import strategies
from .oracle.small import ALWAYS, BASIS, case, counts_as, day, days, exception, program, record, rule
from .oracle.strategies import Question

RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def trees(asked: Question) -> Iterator[tuple[Finding, Node]]:
    view = setting(asked.program, asked.case, asked.on)
    for finding in judge_rule(asked.rule, asked.case, asked.on, asked.program):
        yield finding, proof_tree(view.env("pack"), finding)


def possible(tree: Node) -> set[State]:
    """The states that the parts directly below a finding leave possible, put together as the page says."""
    guard = next((n for n in tree.children if n.kind == "guard"), None)
    if guard is not None and guard.truth is False:
        return {State.NOT_APPLICABLE}
    asked = [n for n in tree.children if n.kind in ("requirement", "lifted", "early")]
    states = {s for n in asked for s in n.states}
    return states | {State.NOT_APPLICABLE} if guard is not None and guard.truth is None else states


def joined(states: set[State]) -> State:
    """One state for several, as docs/semantics.md has it (over the answers)."""
    if len(states) == 1:
        return next(iter(states))
    if states <= {State.VIOLATED, State.CURED}:
        return State.VIOLATED
    fine = {State.SATISFIED, State.HOLDING, State.EXEMPT, State.NOT_APPLICABLE}
    return State.HOLDING if states <= fine else State.UNKNOWN


@RELAXED
@given(strategies.questions())
def test_the_root_is_what_its_parts_come_to(asked: Question) -> None:
    for finding, tree in trees(asked):
        assert tree.states == (finding.state,)
        if not tree.children or (finding.activation is None and asked.rule.step is not None):
            continue
        states = sorted(possible(tree), key=lambda s: s.rank)
        if len(states) == 1:
            assert states == [finding.state]
        else:  # the answers to what is open leave some of them
            left = [s for n in range(1, len(states) + 1) for s in combinations(states, n)]
            assert finding.state in {joined(set(s)) for s in left}


@RELAXED
@given(strategies.questions())
def test_a_whole_is_its_parts_together(asked: Question) -> None:
    for _, tree in trees(asked):
        for node in tree.walk():
            parts = [n for n in node.children if n.kind == "requirement"]
            if node.kind == "requirement" and len(parts) > 1:
                pick = max if node.label.en.endswith("at least one of these") else min
                together = {pick(c, key=lambda s: s.rank) for c in product(*(p.states for p in parts))}
                assert set(node.states) == together, node.label
            conditions = [n.truth for n in node.children if n.kind == "condition"]
            if node.kind == "condition" and conditions and node.label.en in JOINED:
                assert node.truth is JOINED[node.label.en](conditions)
            if node.kind in ("record", "barred"):
                served = [n.truth for n in node.children]
                assert node.truth is every(served)


Truths = list[bool | None]


def every(truths: Truths) -> bool | None:
    return False if False in truths else None if None in truths else True


def some(truths: Truths) -> bool | None:
    return True if True in truths else None if None in truths else False


def opposite(truths: Truths) -> bool | None:
    return None if truths[0] is None else not truths[0]


JOINED: dict[str, Callable[[Truths], bool | None]] = {
    "all of these hold": every,
    "at least one of these holds": some,
    "the following does not hold": opposite,
}


@RELAXED
@given(strategies.questions())
def test_the_records_that_serve_are_those_the_finding_uses(asked: Question) -> None:
    for finding, tree in trees(asked):
        asked_for = [n for n in tree.children if n.kind in ("requirement", "early")]
        if len(asked_for) != 1:  # of several effects the finding shows the first
            continue
        (node,) = asked_for
        if {n.kind for n in node.children} == {"record"} and not node.atoms:
            served = {(n.record.index, n.record.step) for n in node.children if n.record and n.truth}
            assert served == {(r.index, r.step) for r in finding.proof.used}


# --- one of each ------------------------------------------------------------------------------------------------

A, TODAY = record("A", 0), day(9)


def tree_of(
    req: core.Req,
    *records: Record,
    when: core.Cond = ALWAYS,
    facts: Mapping[str, Value] | None = None,
    exceptions: tuple[ExceptionRule, ...] = (),
) -> Node:
    stated = rule(req, "A", when)
    made = program(stated, words=WORDS, exceptions=exceptions)
    looked_at = case(*records, facts=facts)
    found = judge_rule(stated, looked_at, TODAY, made)
    return proof_tree(setting(made, looked_at, TODAY).env("pack"), found[0])


def kinds(tree: Node) -> list[str]:
    return [n.kind for n in tree.walk()]


def test_every_candidate_is_shown_with_what_it_lacks() -> None:
    where = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
    tree = tree_of(exists(where=where), A, record("B", 1, x="2"), record("B", 7, x="1"))
    (asked,) = tree.children
    assert asked.states == (State.VIOLATED,)
    first, second = (n for n in asked.children if n.kind == "record")
    assert [(n.kind, n.truth) for n in first.children] == [("window", True), ("condition", False)]
    assert [(n.kind, n.truth) for n in second.children] == [("window", False), ("condition", True)]
    assert second.children[0].sums[0].result == day(3) and second.children[0].note is not None
    assert first.children[1].facts[0].value == "2"


def test_a_record_that_does_not_count_serves_nothing() -> None:
    against = counts_as("B", core.Compare("=", core.FieldRef("this", "y"), core.Lit("1")), counts=False)
    stated = rule(exists())
    made = program(stated, words=WORDS, counts=(against,))
    looked_at = case(A, record("B", 1, y="1"), record("B", 2, y="2"))
    found = judge_rule(stated, looked_at, TODAY, made)
    (asked,) = proof_tree(setting(made, looked_at, TODAY).env("pack"), found[0]).children
    first, second = asked.children
    assert (first.truth, second.truth) == (False, True)
    (counts, _) = first.children
    assert (counts.kind, counts.truth) == ("counts", False)
    assert counts.children[0].label.zh == "不作数:要旨" and counts.children[0].basis == BASIS


def test_a_step_without_a_record_is_said() -> None:
    (asked,) = tree_of(exists(), A).children
    assert asked.note is not None and asked.note.en == "the file has no record of this step"


def test_a_barred_record_is_one_that_serves_the_bar() -> None:
    (asked,) = tree_of(forbid(), A, record("B", 1)).children
    assert [(n.kind, n.truth) for n in asked.children] == [("barred", True)]


def test_a_guard_that_fails_ends_the_tree() -> None:
    tree = tree_of(exists(), A, when=core.Truth(core.FactRef("F")), facts={"F": False})
    assert tree.states == (State.NOT_APPLICABLE,)
    assert kinds(tree) == ["finding", "guard", "condition"]


def test_exceptions_stand_under_what_they_lift() -> None:
    lifted = core.Truth(core.FactRef("F"))
    both = (exception(lifted), exception(core.Truth(core.FactRef("G")), target="E", name="E2"))
    tree = tree_of(exists(), A, exceptions=both, facts={"F": True, "G": False})
    (top,) = [n for n in tree.children if n.kind == "exception"]
    assert top.truth is True and top.note is not None
    assert [n.truth for n in top.children if n.kind == "exception"] == [False]
    assert tree.states == (State.EXEMPT,) and tree.children[-1].kind == "lifted"


def test_or_else_shows_what_is_owed_instead() -> None:
    after = core.Window("after", hi=days(3))
    req = core.OrElse(exists(), core.Exists("C", ALWAYS, after))
    (asked,) = tree_of(req, A, record("C", 5)).children
    assert asked.states == (State.CURED,)
    assert [n.kind for n in asked.children] == ["requirement", "owed"]


def test_each_element_of_a_list_is_shown() -> None:
    people: tuple[Mapping[str, Value], ...] = ({"姓名": "甲", "相关": True}, {"姓名": "乙", "相关": False})
    of, conflict = core.FieldRef("this", "专家"), core.FieldRef("item", "相关")
    req = core.Test(core.Quant("every", 0, of, core.Not(core.Truth(conflict))))
    tree = tree_of(req, having(A, 专家=people))
    found = [n.truth for n in tree.walk() if n.label.zh.startswith("第 ")]
    assert found == [False, True] and tree.states == (State.VIOLATED,)


def test_the_day_after_the_last_is_another_state() -> None:
    stated = rule(exists())
    made = program(stated, words=WORDS)
    for on, state in ((date(2021, 3, 11), State.PENDING), (date(2021, 3, 12), State.VIOLATED)):
        looked_at = case(A)
        found = judge_rule(stated, looked_at, on, made)
        tree = proof_tree(setting(made, looked_at, on).env("pack"), found[0])
        assert tree.states == tree.children[0].states == (state,)


def test_a_deep_tree_keeps_room_for_words() -> None:
    req: core.Req = exists()
    for _ in range(40):
        req = core.AllOf((req,))
    tree = tree_of(req, A)
    stated = rule(req)
    names = Names(program(stated, words=WORDS))
    for lang in ("zh", "en"):
        lines = list(tree_lines(tree, stated, names, lang, 100))
        assert max(map(columns, lines)) <= 100
        assert all(len(line.lstrip("│├└─ ")) > 10 for line in lines if "step b" in line or "B" in line)
        assert len(lines) < 60

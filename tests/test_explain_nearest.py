"""What is proposed is true: each change, made, leads to the state it says, and nothing less does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from unittest import mock

from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.activations import same_record
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.explain import nearest as search
from guiju.engine.explain.budget import Budget
from guiju.engine.explain.change import Change
from guiju.engine.explain.edits import (
    AddRecord,
    DropRecord,
    Edit,
    MoveRecord,
    SetFact,
    SetField,
    SetOrder,
    changed,
    cost,
    still_possible,
)
from guiju.engine.explain.nearest import Nearest, nearest, nearest_of_all
from guiju.engine.explain.setting import FINE, Setting, setting
from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule, ExceptionRule
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from .evaluating import WORDS, exists, forbid, having
from .oracle import strategies
from .oracle.small import case, counts_as, day, days, exception, program, record, rule
from .oracle.strategies import Question

People = tuple[Mapping[str, Value], ...]
A = record("A", 0)
FIRST = core.FieldRef("this", "x")


def state_after(view: Setting, finding: Finding, edits: tuple[Edit, ...], on: date) -> State | None:
    found = view.judged(finding.rule, changed(view.case, edits), on)
    return next((f.state for f in found if same_record(f.activation, finding.activation)), None)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.questions())
def test_every_change_does_what_it_says_and_no_part_of_it_does(asked: Question) -> None:
    view = setting(asked.program, asked.case, asked.on)
    for finding in view.judged(asked.rule, asked.case, asked.on):
        found = nearest(view, finding)
        if found is None:
            assert finding.state in FINE | {State.NOT_APPLICABLE} or finding.outside
            continue
        for change in found.changes:
            assert 1 <= len(change.edits) <= 3
            assert state_after(view, finding, change.edits, change.on) is change.state
            settled = change.state in FINE
            assert settled or finding.state is State.UNKNOWN
            for size in range(1, len(change.edits)):
                for part in combinations(change.edits, size):
                    last = max([asked.on, *(d for e in part for d in days_set(e))])
                    less = state_after(view, finding, part, last)
                    assert less not in FINE
                    assert finding.state is not State.UNKNOWN or less in (None, State.UNKNOWN)


def days_set(edit: Edit) -> list[date]:
    match edit:
        case AddRecord(added):
            return [added.start, added.end or added.start]
        case MoveRecord(_, start, end):
            return [start, end or start]
    return []


# --- one of each kind -------------------------------------------------------------------------------------------


def looked_up(
    req: core.Req,
    *records: Record,
    on: int = 9,
    step: str | None = "A",
    closed: bool = False,
    exceptions: tuple[ExceptionRule, ...] = (),
    counts: tuple[CountsRule, ...] = (),
) -> tuple[Setting, Finding, Nearest]:
    stated = rule(req, step)
    made = program(stated, words=WORDS, exceptions=exceptions, counts=counts)
    looked_at = case(*records, closed=closed)
    view = setting(made, looked_at, day(on))
    (finding,) = view.judged(stated, looked_at, day(on))
    found = nearest(view, finding)
    assert found is not None
    return view, finding, found


def best(found: Nearest) -> Change:
    return found.changes[0]


def edits(found: Nearest) -> list[tuple[type[object], ...]]:
    return [tuple(type(e) for e in c.edits) for c in found.changes]


def test_a_record_that_came_too_late_is_moved_to_the_last_lawful_day() -> None:
    _, _, found = looked_up(exists(), A, record("B", 7))
    assert best(found).edits == (MoveRecord(case(A, record("B", 7)).records[1], day(3), day(3)),)
    assert best(found).ranges == ("earlier",) and not best(found).possible


def test_a_record_that_is_missing_is_added_where_it_fits() -> None:
    _, _, found = looked_up(exists(), A)
    (added,) = best(found).edits
    assert isinstance(added, AddRecord) and day(0) < added.record.start <= day(3)
    assert not best(found).possible


def test_what_is_still_due_can_still_be_done() -> None:
    _, finding, found = looked_up(exists(), A, on=1)
    assert finding.state is State.PENDING
    (added,) = best(found).edits
    assert isinstance(added, AddRecord) and added.record.start == day(1)
    assert best(found).possible and best(found).ranges == ("later",)


def test_a_field_with_the_wrong_value() -> None:
    where = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
    _, _, found = looked_up(exists(where=where), A, record("B", 1, x="2"))
    (set_,) = best(found).edits
    assert isinstance(set_, SetField) and (set_.name, set_.value, set_.was) == ("x", "1", "2")
    assert not best(found).possible


def test_what_is_not_stated_can_still_be_stated() -> None:
    where = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
    _, finding, found = looked_up(exists(where=where), A, record("B", 1))
    assert finding.state is State.UNKNOWN
    assert all(c.possible for c in found.changes)
    assert best(found).state is State.SATISFIED


def test_the_new_record_has_what_is_asked_of_it_and_counts() -> None:
    where = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
    against = counts_as("B", core.Compare("!=", core.FieldRef("this", "y"), core.Lit("2")), counts=False)
    _, _, found = looked_up(exists(where=where), A, counts=(against,))
    (added,) = best(found).edits
    assert isinstance(added, AddRecord) and dict(added.record.fields) == {"x": "1", "y": "2"}


def test_a_barred_record_is_moved_or_left_out() -> None:
    _, _, found = looked_up(forbid(), A, record("B", 2))
    assert (DropRecord,) in edits(found) and (MoveRecord,) in edits(found)
    moved = next(c for c in found.changes if isinstance(c.edits[0], MoveRecord))
    assert moved.edits == (MoveRecord(case(A, record("B", 2)).records[1], day(4), day(4)),)
    assert moved.ranges == ("later",)


def test_one_record_too_many_is_left_out() -> None:
    _, _, found = looked_up(exists(1, 1), A, record("B", 1), record("B", 2), closed=True)
    assert edits(found)[0] in ((DropRecord,), (MoveRecord,))


def test_an_interval_goes_on_to_the_day_it_may_end() -> None:
    stated = core.Lasts(">=", days(3))
    _, _, found = looked_up(stated, record("I", 0, 1), step="I")
    assert (MoveRecord,) == tuple(type(e) for e in best(found).edits)
    ends = {(e.start, e.end) for c in found.changes for e in c.edits if isinstance(e, MoveRecord)}
    assert (day(0), day(3)) in ends
    longer = next(
        c for c in found.changes if (e := c.edits[0]) and isinstance(e, MoveRecord) and e.end == day(3)
    )
    assert longer.ranges == ("later",)


def test_an_exception_is_claimed_with_its_proof() -> None:
    proof = core.Contains(core.FieldRef("this", core.EVIDENCE), "批文")
    lifted = exception(core.Truth(core.FactRef("F")), proof=proof)
    never = core.Test(core.Const(False))
    _, _, found = looked_up(never, A, exceptions=(lifted,))
    assert best(found).state is State.EXEMPT
    assert {type(e) for e in best(found).edits} == {SetFact, SetField}
    assert best(found).possible


def test_the_order_within_a_day_decides_either_way() -> None:
    before = core.Window("before")
    _, finding, found = looked_up(exists(window=before), A, record("B", 0))
    assert finding.state is State.UNKNOWN
    assert [c.state for c in found.changes] == [State.SATISFIED, State.VIOLATED]
    assert edits(found) == [(SetOrder,), (SetOrder,)]


def test_two_edits_where_one_does_not_do() -> None:
    both = core.AllOf((exists(), core.Test(core.Compare("=", FIRST, core.Lit("1")))))
    _, _, found = looked_up(both, replace(A, fields={"x": "2"}))
    assert len(best(found).edits) == 2
    assert best(found).state is State.SATISFIED


def test_an_element_of_a_list_put_right() -> None:
    people: People = ({"姓名": "甲", "相关": True}, {"姓名": "乙", "相关": False})
    of, conflict = core.FieldRef("this", "专家"), core.FieldRef("item", "相关")
    req = core.Test(core.Quant("every", 0, of, core.Not(core.Truth(conflict))))
    _, _, found = looked_up(req, having(A, 专家=people))
    (set_,) = best(found).edits
    assert isinstance(set_, SetField) and set_.value == (
        {"姓名": "甲", "相关": False},
        {"姓名": "乙", "相关": False},
    )


def test_nothing_helps_and_it_says_so() -> None:
    _, _, found = looked_up(core.Test(core.Const(False)), A)
    assert found.changes == () and not found.capped


def test_the_search_is_bounded_and_says_so() -> None:
    both = core.AllOf((exists(), core.Test(core.Const(False))))
    with mock.patch.object(search, "JUDGEMENTS", 1):
        _, _, found = looked_up(both, A)
    assert found.capped and found.changes == ()


def test_all_findings_share_one_budget_and_the_worst_come_first() -> None:
    missing, due = rule(exists(), name="R"), rule(exists(window=core.Window("after", hi=days(30))), name="S")
    made = program(due, missing, words=WORDS)
    looked_at = case(A)
    view = setting(made, looked_at, day(9))
    findings = [f for r in (due, missing) for f in view.judged(r, looked_at, day(9))]
    assert [f.state for f in findings] == [State.PENDING, State.VIOLATED]
    plenty = nearest_of_all(view, findings)
    assert all(found is not None and found.changes for found in plenty)
    with mock.patch.object(search, "Budget", lambda: Budget(1)):
        last, first = nearest_of_all(view, findings)
    assert first is not None and first.capped and first.judged
    assert last == Nearest((), capped=True, judged=0)


def test_an_interval_inside_a_list_of_demands_ends_late_enough() -> None:
    lasting = core.OrElse(
        core.ForEach(core.FactRef("名册"), core.Lasts(">=", days(20))), core.Test(core.Const(True))
    )
    made = program(rule(lasting, "I"), words=WORDS)
    assert setting(made, case(A), day(9)).lengths == {"I": (days(20),)}


def test_what_a_change_would_break_elsewhere_is_told() -> None:
    wanted, barred = rule(exists(), name="R"), rule(forbid(), name="S")
    made = program(wanted, barred, words=WORDS)
    looked_at = case(A)
    view = setting(made, looked_at, day(9))
    finding = next(f for f in judge_case(made, looked_at, day(9)).findings if f.rule.id == "R")
    found = nearest(view, finding)
    assert found is not None
    assert all([f.rule.id for f in c.newly_broken] == ["S"] for c in found.changes)


def test_a_rule_that_is_kept_needs_no_change() -> None:
    stated = rule(exists())
    looked_at = case(A, record("B", 1))
    view = setting(program(stated, words=WORDS), looked_at, day(9))
    (finding,) = view.judged(stated, looked_at, day(9))
    assert nearest(view, finding) is None


def test_the_same_case_gives_the_same_answer() -> None:
    first = looked_up(exists(), A, record("B", 7))[2]
    assert first == looked_up(exists(), A, record("B", 7))[2]


def test_what_can_still_be_done() -> None:
    running = case(record("I", 0, -1000)).records[0]
    done = case(A).records[0]
    assert still_possible(AddRecord(replace(done, start=day(5))), day(5))
    assert not still_possible(AddRecord(replace(done, start=day(4))), day(5))
    assert still_possible(MoveRecord(running, day(0), day(6)), day(5))
    assert not still_possible(MoveRecord(done, day(0), day(6)), day(5))
    assert still_possible(SetFact("F", True), day(5)) and not still_possible(
        SetFact("F", True, False), day(5)
    )
    assert not still_possible(DropRecord(done), day(5))


def test_what_is_smaller_and_more_lawful_costs_less() -> None:
    a, later = case(A).records[0], replace(case(A).records[0], index=9, start=day(6), end=day(6))
    dearer: list[Edit] = [
        SetFact("F", True),
        AddRecord(later),
        MoveRecord(a, day(2), day(2)),
        MoveRecord(a, day(4), day(4)),
        AddRecord(replace(later, start=day(1), end=day(1))),
        SetFact("F", True, False),
    ]
    prices = [cost(e, day(5)) for e in dearer]
    assert prices == sorted(prices) and len(set(prices)) == len(prices)

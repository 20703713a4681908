"""Rules for the cases of some procedures only; equal questions; the answers about a list that is not stated."""

from __future__ import annotations

from guiju.engine.evaluate.finding import State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Exists, FactRef, FieldRef, ForEach, Truth, Window
from msgspec.structs import replace

from .evaluating import judged, verdict
from .oracle.small import ALWAYS, case, record, rule

BEFORE = Exists("B", ALWAYS, Window("before"))


def test_a_rule_for_another_procedure_is_not_listed() -> None:
    ours, theirs, anyone = rule(BEFORE, name="R"), rule(BEFORE, name="S"), rule(BEFORE, name="T")
    ours = replace(ours, procedures=("程序", "第三"))
    theirs = replace(theirs, procedures=("别的程序",))
    found = verdict(ours, theirs, anyone)
    assert [f.rule.id for f in found.findings] == ["R", "T"]
    assert [r.id for r in found.program.rules] == ["R", "T"]


def test_it_guards_no_step_of_the_case_either() -> None:
    """A step ahead that only a rule of another procedure guards needs nothing."""
    owed = rule(Exists("B", ALWAYS, Window("after")), "A", name="W")
    guarding = rule(Exists("C", ALWAYS, Window("before")), "B", name="R")
    assert [f.need for f in verdict(owed, guarding, on=1).findings] == [None, "C"]
    elsewhere = replace(guarding, procedures=("别的程序",))
    assert [f.need for f in verdict(owed, elsewhere, on=1).findings] == [None]


def test_equal_questions_are_named_once() -> None:
    """Two lists of one name in two records of no place: one label, two questions."""
    listed = Truth(FieldRef("that", "通过"))
    req = core.AllOf((Exists("B", listed, Window("before")), Exists("C", ALWAYS, Window("before"))))
    records = (record("C", 0), record("B", 0), record("B", 1), record("A", 2))
    found = judged(req, case(*records), 5)
    assert found.state is State.UNKNOWN
    assert [u.zh for u in found.unknown] == ["B.通过"]
    assert len(found.questions) == 2


def test_of_a_list_not_stated_it_is_asked_whether_all_of_it_is_so() -> None:
    each = ForEach(FactRef("名册"), Exists("B", ALWAYS, Window("before")))
    found = judged(each, case(record("A", 0)), 1)
    assert {(a.assignment[0][1].zh, a.assignment[0][1].en, a.state) for a in found.answers} == {
        ("都符合", "all of them do", State.SATISFIED),
        ("有的不符合", "some do not", State.VIOLATED),
    }

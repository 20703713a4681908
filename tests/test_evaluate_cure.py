"""Cures: the step that is missing, what is worthless without it, and what to do again."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.cure import with_cure
from guiju.engine.evaluate.finding import Cure, Finding, State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Window
from msgspec.structs import replace

from .evaluating import WORDS, judged, verdict
from .oracle.small import (
    ALWAYS,
    RUNNING,
    case,
    days,
    program,
    record,
    rule,
)

YES, NO = core.Test(core.Const(True)), core.Test(core.Const(False))


def before(step: str) -> core.Exists:
    return core.Exists(step, ALWAYS, Window("before"))


DOWN = {"B": ("C", "A"), "A": ("C",), "I": ("A",)}
TOLD = Text("补做", "do it")


def cured(
    req: core.Req, *records: Record, step: str | None = "A", on: int = 9, **more: object
) -> Cure | None:
    stated = replace(rule(req, step), cure=TOLD, **more)
    found = verdict(stated, looked_at=case(*records), on=on, order=("I", "B", "A", "C", "D"), downstream=DOWN)
    return found.findings[0].cure


def test_a_skipped_step_makes_worthless_what_rests_on_it() -> None:
    found = cured(before("B"), record("A", 1), record("C", 2))
    assert found is not None
    assert (found.text, found.missing, found.redo) == (TOLD, "B", ("B", "A", "C"))
    assert [r.step for r in found.worthless] == ["A", "C"]
    later = cured(before("B"), record("A", 1), record("B", 2))
    assert later is not None
    assert (later.missing, later.redo) == (None, ("B", "A"))


def test_only_a_violation_has_a_cure() -> None:
    assert cured(before("B"), record("B", 0), record("A", 1)) is None
    assert cured(core.Exists("B", ALWAYS, Window("after")), record("A", 1)) is None
    doomed = judged(before("B"), case(record("A", 1)), 2).in_state(State.DOOMED)
    made = replace(program(words=WORDS), downstream=DOWN)
    assert with_cure(doomed, case(record("A", 1)).records, made).cure == Cure(
        None, "B", case(record("A", 1)).records, ("B", "A")
    )


def test_what_was_owed_after_something_is_done_and_nothing_falls_with_it() -> None:
    after = core.Exists("B", ALWAYS, Window("after", hi=days(2)))
    assert cured(after, record("A", 1), record("C", 2)) == Cure(TOLD, "B", (), ("B",))
    late = cured(after, record("A", 1), record("B", 5))
    assert late is not None and (late.missing, late.worthless, late.redo) == (None, (), ())
    earlier = cured(after, record("B", 0), record("A", 1))
    assert earlier == Cure(TOLD, "B", (), ("B",))
    same_day = cured(after, record("A", 1, time="10:00"), record("B", 1, time="09:00"))
    assert same_day == Cure(TOLD)
    whole = cured(core.Exists("B", core.Const(False), Window("after")), record("B", 1), step=None)
    assert whole == Cure(TOLD)
    redone = cured(after, record("A", 1), record("C", 2), redo="A")
    assert redone is not None
    assert (redone.missing, redone.redo) == (None, ("A", "C"))


def test_a_hint_and_a_count_too_high_have_only_the_words_of_the_rule() -> None:
    assert cured(before("B"), record("A", 1), severity="hint") == Cure(TOLD)
    too_many = core.Exists("B", ALWAYS, Window("before"), 0, 0)
    assert cured(too_many, record("B", 0), record("A", 1)) == Cure(TOLD)
    assert cured(NO, record("A", 1)) == Cure(TOLD)
    assert cured(core.Forbid("B", ALWAYS, Window("before")), record("B", 0), record("A", 1)) == Cure(TOLD)


def test_a_step_that_came_too_soon_is_itself_done_again() -> None:
    apart = core.Exists("B", ALWAYS, Window("before", lo=days(3)))
    found = cured(apart, record("B", 0), record("A", 1), record("C", 2))
    assert found is not None
    assert (found.missing, found.redo) == (None, ("A", "C"))
    backward = core.Exists("B", ALWAYS, Window("before", lo=days(3), back=True))
    again = cured(backward, record("B", 0), record("A", 1), record("C", 2))
    assert again is not None and again.redo == ("A", "C")
    other = cured(core.Exists("B", ALWAYS, Window("before", hi=days(1))), record("B", 0), record("A", 5))
    assert other is not None and other.redo == ("B", "A")
    whole = cured(
        core.Exists("B", ALWAYS, Window("after", lo=days(3))), record("A", 0), record("B", 1), step=None
    )
    assert whole is None


def test_a_duration_and_a_step_missing_between_are_done_again() -> None:
    short = cured(core.Lasts(">=", days(3)), record("I", 0, 1), record("A", 2), step="I")
    assert short is not None
    assert (short.missing, short.redo) == (None, ("I", "A"))
    between = core.Forbid("B", ALWAYS, Window("after", none_between=("C",)))
    found = cured(between, record("A", 0), record("B", 1))
    assert found is not None
    assert (found.missing, found.redo) == ("C", ("C",))


def test_the_rule_may_name_the_step_to_do_again() -> None:
    found = cured(NO, record("A", 1), record("C", 2), redo="A")
    assert found is not None
    assert (found.missing, found.redo) == (None, ("A", "C"))


def test_a_finding_of_a_running_case_keeps_its_activation() -> None:
    running = case(record("I", 0, RUNNING))
    (found,) = verdict(rule(YES, "I"), looked_at=running).findings
    assert isinstance(found, Finding) and found.activation == running.records[0]
    assert found.cure is None and found.need is None


def test_what_was_done_too_late_tells_one_delay_and_is_not_to_be_done_at_once() -> None:
    within = core.Exists("B", ALWAYS, Window("after", hi=days(2)))
    late = verdict(
        replace(rule(within, "A"), cure=TOLD), looked_at=case(record("A", 1), record("B", 7)), on=30
    ).findings[0]
    assert late.state is State.VIOLATED and late.last_day is not None and late.done_late is not None
    assert late.delay == 4 == (late.done_late - late.last_day).days
    assert late.cure is not None and late.cure.text is not None and late.cure.redo == ()
    assert f"已于 {late.done_late} 办理,迟 4 日" in late.cure.text.zh
    assert "4 days late" in late.cure.text.en and TOLD.zh not in late.cure.text.zh


def test_what_was_not_done_at_all_is_late_up_to_the_day_of_looking() -> None:
    within = core.Exists("B", ALWAYS, Window("after", hi=days(2)))
    for others in ((), (record("B", 0),)):
        missing = verdict(
            replace(rule(within, "A"), cure=TOLD), looked_at=case(record("A", 1), *others), on=30
        ).findings[0]
        assert missing.done_late is None and missing.delay == missing.days_late == 27
        assert missing.cure is not None and missing.cure.text == TOLD

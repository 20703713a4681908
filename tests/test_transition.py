"""Transitional clauses, stated in a pack: which text governs what began before the day on which a new one came in.

The old rules want a report after each check, from 2024-01-01 on works must have begun. `show` is a display that takes
time, `begin` stands for the decision.
"""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.report.proof.values import NotInProof
from guiju.engine.semantics.as_of_law import as_of_law

from .proving import faults, proof_of
from .site_works import codes, exception, made, rule, verdict

OLD, NEW = date(2020, 1, 1), date(2024, 1, 1)
VERSIONS = (
    "version 2020-01-01 to 2024-01-01 { has report any_time } version 2024-01-01 { has begin any_time }"
)


def under(clause: str, steps: str, on: date = date(2024, 6, 15), about: str = "check") -> date | None:
    """From when on the text is in force that governs the only step of the kind."""
    program = made(rule(f"each {about} {VERSIONS} {clause}"))
    (finding,) = [f for f in verdict(program, steps, on).findings if f.rule.id == "r1"]
    return finding.proof.version_start


def record(step: str, start: str, more: str = "") -> str:
    return f"  - {{step: {step}, {'start' if step == 'show' else 'date'}: {start}{more}}}\n"


# --- "procedures begun before the day go on under the old text" -------------------------------------------


@pytest.mark.parametrize("clause", ["law_as_of procedure.start", "适用时点 程序.起"])
@pytest.mark.parametrize(("begun", "text"), [("2023-12-31", OLD), ("2024-01-01", NEW)])
def test_a_procedure_goes_on_under_the_text_it_began_with(clause: str, begun: str, text: date) -> None:
    steps = record("show", begun, ", end: 2024-01-20") + record("check", "2024-03-01")
    assert under(clause, steps) == text
    assert under("", steps) == NEW, "without the clause the day of the step decides"


def test_a_rule_that_rests_on_a_repealed_norm_goes_on_for_what_began_under_it() -> None:
    norm = 'norm gone 《旧工程办法》 { in_force 2020-01-01 until 2024-01-01 in_english "Old Code" }\n'
    body = rule("each check has report any_time law_as_of procedure.start").replace(
        "basis code", "basis gone"
    )
    program = made(norm, body)
    found = [
        verdict(program, record("show", begun, ", end: 2024-01-20") + record("check", "2024-03-01")).findings[
            0
        ]
        for begun in ("2023-12-31", "2024-01-01")
    ]
    assert [f.state for f in found] == [State.PENDING, State.NOT_APPLICABLE]
    assert "已经失效" in found[1].why.zh


# --- "applies to decisions made on or after" ----------------------------------------------------------------


@pytest.mark.parametrize("clause", ["law_as_of begin after this", "适用时点 begin 后于 本"])
def test_what_leads_to_a_decision_is_judged_by_the_text_of_its_day(clause: str) -> None:
    before, after = record("begin", "2023-12-31"), record("begin", "2024-01-01")
    assert under(clause, record("check", "2023-11-01") + before) == OLD
    assert under(clause, record("check", "2023-11-01") + after) == NEW
    assert under(clause, record("check", "2023-11-01") + before + after) == OLD, (
        "the decision that comes next"
    )
    same_day = record("check", "2023-12-31") + before
    assert under(clause, same_day) == OLD, "a decision of that day is the one"
    assert under(clause, record("begin", "2023-10-01") + record("check", "2023-11-01")) == NEW


def test_a_decision_to_come_is_made_today_at_the_earliest() -> None:
    steps = record("check", "2023-11-01")
    assert under("law_as_of begin after this", steps, date(2023, 12, 31)) == OLD
    assert under("law_as_of begin after this", steps, date(2024, 1, 1)) == NEW
    planned = steps + record("begin", "2024-02-01")
    assert under("law_as_of begin after this", planned, date(2023, 12, 31)) == OLD


def test_what_follows_a_decision_is_judged_by_the_text_of_its_day() -> None:
    clause = "law_as_of begin before this"
    old, new = record("begin", "2023-12-31"), record("begin", "2024-01-01")
    checked = record("check", "2024-03-01")
    assert [under(clause, s + checked) for s in (old, new, old + new, "")] == [OLD, NEW, NEW, NEW]
    assert under(clause, record("check", "2023-11-01") + new) == OLD, (
        "none before: the day of the step itself"
    )


def test_a_step_that_does_not_count_decides_nothing() -> None:
    none = 'does_not_count none { basis code art 7 gist "不算" / "none" record report when pressing }\n'
    program = made(rule(f"each check {VERSIONS} law_as_of report after this"), none)
    steps = record("check", "2023-11-01") + record("report", "2023-12-01")

    def chosen(facts: str) -> date | None:
        (finding,) = verdict(program, steps, more=f"facts: {{{facts}}}").findings
        return finding.proof.version_start

    assert chosen("pressing: no") == OLD
    assert chosen("pressing: yes") == NEW, "no decision yet: today's text"
    assert chosen("") == NEW, "not known whether it counts: the last text"


# --- "for procedures not ended by the day the new text applies from the next step" --------------------------


def test_from_the_next_step_on_is_what_a_rule_says_without_a_clause() -> None:
    steps = record("check", "2023-12-31") + record("check", "2024-01-01")
    found = verdict(made(rule(f"each check {VERSIONS}")), steps).findings
    by_day = {f.activation.start: f.proof.version_start for f in found if f.activation}
    assert by_day == {date(2023, 12, 31): OLD, date(2024, 1, 1): NEW}


def test_a_period_that_runs_keeps_its_text_or_takes_the_new_one_as_the_pack_says() -> None:
    running = record("show", "2023-12-20", ", end: 2024-01-10")
    assert under("", running, about="show") == OLD
    assert under("law_as_of this.end", running, about="show") == NEW


# --- "steps already taken stay valid" -----------------------------------------------------------------------


def test_a_step_of_before_serves_under_the_new_text() -> None:
    """The new text wants a check that was passed; one made before the day will do as it is."""
    body = "has check(result = passed) before this; has check before this not_after 2023-12-31"
    program = made(rule(f"each begin any_of {{ {body} }}"))

    def state(day: str, result: str = "failed") -> State:
        checked = f", result: {result}"
        (finding,) = verdict(program, record("check", day, checked) + record("begin", "2024-03-01")).findings
        return finding.state

    assert [state("2023-12-31"), state("2024-01-01")] == [State.SATISFIED, State.VIOLATED]
    assert state("2024-01-01", "passed") is State.SATISFIED


def test_a_new_rule_on_what_counts_leaves_the_steps_of_before_alone() -> None:
    norm = 'norm young 《新办法》 { in_force 2024-01-01 in_english "New Code" }\n'
    own = 'does_not_count own { basis young art 1 gist "自查不算" / "own" record check when own_check }\n'
    program = made(norm, rule("each begin has check before this"), own)
    for day, state in (("2023-12-31", State.SATISFIED), ("2024-01-01", State.VIOLATED)):
        steps = record("check", day, ", own_check: yes") + record("begin", "2024-03-01")
        assert [f.state for f in verdict(program, steps).findings] == [state]


# --- beside all that ----------------------------------------------------------------------------------------


def test_an_unknown_step_is_an_error_at_its_place() -> None:
    assert codes(rule(f"each check {VERSIONS} law_as_of beginn after this")) == [("P010", 1)]


@pytest.mark.parametrize(
    "clause", ["law_as_of procedure", "law_as_of begin", "law_as_of begin after this.start"]
)
def test_half_a_clause_is_an_error(clause: str) -> None:
    assert "P001" in {code for code, _ in codes(rule(f"each check {VERSIONS} {clause}"))}


@pytest.mark.parametrize(
    "clause", ["", "law_as_of procedure.start", "law_as_of begin after this", "law_as_of begin before this"]
)
def test_the_law_of_one_day_takes_no_notice_of_the_clause(clause: str) -> None:
    program = made(rule(f"each check {VERSIONS} {clause}"))
    steps = record("show", "2023-12-31", ", end: 2024-01-20") + record("check", "2024-03-01")

    def state(day: date) -> Finding:
        (finding,) = verdict(as_of_law(program, day), steps + record("begin", "2024-03-05")).findings
        return finding

    assert [state(d).state for d in (date(2023, 12, 31), NEW)] == [State.PENDING, State.SATISFIED]
    assert state(date(2019, 12, 31)).state is State.NOT_APPLICABLE


def test_the_proof_follows_the_start_of_the_procedure_and_says_what_it_cannot_follow() -> None:
    steps = record("show", "2023-12-31", ", end: 2024-01-20") + record("check", "2024-03-01")
    young = 'norm young 《新办法》 { in_force 2024-01-01 in_english "New Code" }\n'
    lifted = exception("e1", "r1", "when pressing").replace("basis code", "basis young")
    for clause in ("", "law_as_of procedure.start"):
        program = made(young, rule(f"each check {VERSIONS} {clause}"), lifted)
        for day in ("2023-12-31", "2024-01-01"):
            seen = verdict(program, steps.replace("2023-12-31", day), more="facts: {pressing: yes}")
            assert faults(proof_of(seen)) == [], (clause, day)
    for clause in ("law_as_of begin after this", "law_as_of latest(this.start, begin)"):
        with pytest.raises(NotInProof, match="another step or several days"):
            proof_of(verdict(made(rule(f"each check {VERSIONS} {clause}")), steps))

"""What consumers in continuous integration are told of a finding: level, place, fingerprint, waiver; and its cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePath

import pytest
from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.ci.check import check_run, level_of, outcome_of
from guiju.engine.report.ci.model import CiFinding
from guiju.engine.report.ci.paths import file_uri, run_path
from guiju.engine.report.ci.render import FORMS, Form, render_ci
from guiju.engine.report.gate.ci import gate_run
from guiju.engine.report.verdict.result import FileResult
from msgspec.structs import replace

from .ci_samples import CHECK, FOLDER, HOSTILE_RUN, gate_of, gates, runs
from .ci_samples import case as shipped
from .steps import steps
from .test_report_samples import EARLY, FULL, RESULTS

ALL = [f for c in CHECK.cases for f in c.findings]


def findings(verdict: Verdict) -> dict[tuple[str, str], CiFinding]:
    (case,) = check_run([FileResult(verdict.case.file, verdict)], FOLDER).cases
    return {(f.rule.id, f.about.zh): f for f in case.findings}


# --- levels ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_outcome_and_only_what_does_not_apply_is_left_out(state: State) -> None:
    finding = replace(FULL.findings[1], state=state, waiver=None)
    outcome = outcome_of(finding)
    assert (outcome is None) == (state is State.NOT_APPLICABLE)
    if outcome is not None:
        shown = level_of(finding, outcome) is not None
        wanted = (State.VIOLATED, State.DOOMED, State.UNKNOWN, State.AT_RISK)
        assert shown == (state in wanted)


def test_the_level_of_a_breach_goes_by_how_grave_it_is() -> None:
    finding = next(f for f in FULL.findings if f.state is State.VIOLATED and not f.waived)
    levels = [level_of(replace(finding, severity=s), "broken") for s in ("breach", "flaw", "hint")]
    assert levels == ["error", "warning", "note"]
    assert level_of(replace(finding, state=State.UNKNOWN, severity="hint"), "open") == "warning"


def test_a_waived_breach_is_a_note_and_says_who_signed_while_one_that_has_lapsed_is_an_error() -> None:
    waived = [f for f in ALL if f.outcome == "waived"]
    assert waived and all(f.level == "note" and f.waiver is not None for f in waived)
    signed = [line.zh for f in waived if f.waiver is not None for line in f.waiver.lines]
    assert any("样例镇镇长" in line for line in signed)
    lapsed = [f for f in FULL.findings if f.waiver is not None and not f.waived]
    assert lapsed
    for finding in lapsed:
        outcome = outcome_of(finding)
        assert outcome in ("broken", "open")
        (told,) = [f for f in ALL if f.rule.id == finding.rule.id]
        assert told.waiver is None and any(d.key == "waiver" for d in told.details)


def test_what_a_gate_is_shut_by_is_an_error_and_what_it_hangs_on_a_warning() -> None:
    levels = {a: {(f.outcome, f.level) for f in r.cases[0].findings} for a, r in runs().items()}
    assert ("broken", "error") in levels["gate-no"]
    assert ("open", "warning") in levels["gate-depends"]
    assert {level for _, level in levels["gate-yes"]} == {None}
    answers = {a: [r.level for r in runs()[f"gate-{a}"].cases[0].remarks] for a in gates()}
    assert answers == {"no": ["error"], "depends": ["warning"], "yes": []}


def test_what_lets_a_gate_pass_because_somebody_signed_is_told_in_every_format() -> None:
    gate = gate_of(shipped("41"))
    run = gate_run(gate, FOLDER)
    (told,) = [f for f in run.cases[0].findings if f.outcome == "waived"]
    assert gate.answer == "yes" and told.level == "note" and told.waiver is not None
    for form in FORMS:
        assert "柏洲县县长" in render_ci(run, form, "zh"), form


def test_the_run_says_what_the_commands_say() -> None:
    assert CHECK.exit_code == 2 and [c.exit_code for c in CHECK.cases] == [1, 0, 2]
    assert [c.readable for c in CHECK.cases] == [True, True, False]
    assert {f"gate-{a}": g.exit_code for a, g in gates().items()} == {
        name: run.exit_code for name, run in runs().items() if name != "check"
    }


def test_a_case_without_a_step_is_not_clear() -> None:
    empty = replace(EARLY, findings=(), case=replace(EARLY.case, records=(), closed=False))
    (case,) = check_run([FileResult("a.yaml", empty)], FOLDER).cases
    assert case.exit_code == 3
    assert ("nothing-recorded", "warning") in {(r.code, r.level) for r in case.remarks}


def test_waivers_that_no_finding_is_marked_with_are_told() -> None:
    told = [r.text.zh for c in CHECK.cases for r in c.remarks if r.code == "idle-waiver"]
    assert any("本次不理会" in t for t in told)


# --- places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("a.yaml", "a.yaml"),
        ("./案 卷/甲.yaml", "案 卷/甲.yaml"),
        ("x/../y/b.yaml", "y/b.yaml"),
        ("/srv/repo/d/c.yaml", "d/c.yaml"),
        ("../e.yaml", "/srv/e.yaml"),
        ("/srv/repository/f.yaml", "/srv/repository/f.yaml"),
        ("..g/h.yaml", "..g/h.yaml"),
    ],
)
def test_paths_are_below_the_folder_of_the_run_or_absolute(file: str, told: str) -> None:
    assert run_path(file, PurePath("/srv/repo")) == told


def test_addresses_of_files_are_percent_encoded() -> None:
    assert file_uri("案 卷/a#1.yaml") == "%E6%A1%88%20%E5%8D%B7/a%231.yaml"
    assert file_uri("/x y/甲.yaml") == "file:///x%20y/%E7%94%B2.yaml"
    assert file_uri("c:d.yaml") == "c%3Ad.yaml"  # no scheme


def test_a_finding_stands_at_its_record_or_at_the_head_of_the_case() -> None:
    gate = runs()["gate-yes"].cases[0]
    lines = {f.place.line for f in gate.findings}
    (record,) = [r for r in shipped("04").records if r.step == "集体讨论"]
    assert record.span is not None and lines == {record.spans["步骤"].line}
    whole = runs()["gate-no"].cases[0].findings[0].place
    assert whole.line == shipped("03").spans["案卷"].line and not whole.whole_file


# --- fingerprints ------------------------------------------------------------------------------------------


def shifted(record: Record, by: int) -> Record:
    span = record.span
    moved = replace(span, line=span.line + by, end_line=span.end_line + by) if span is not None else None
    return replace(record, span=moved)


def moved(verdict: Verdict, order: Iterable[int], by: int) -> Verdict:
    """The same case with its records in another order in the file, further down."""
    records = list(verdict.case.records)
    places = {old: new for new, old in enumerate(order)}
    again = {r.index: replace(shifted(r, by), index=places[n]) for n, r in enumerate(records)}

    def changed(finding: Finding) -> Finding:
        about = finding.activation
        if about is None or not about.step:
            return finding
        return replace(finding, activation=again.get(about.index, about))

    return replace(
        verdict,
        case=replace(verdict.case, records=tuple(sorted(again.values(), key=lambda r: r.index))),
        findings=tuple(changed(f) for f in verdict.findings),
    )


def test_fingerprints_survive_moved_lines_and_another_order_of_records() -> None:
    before = findings(FULL)
    after = findings(moved(FULL, reversed(range(len(FULL.case.records))), 40))
    assert len(before) > 8
    prints: dict[str, set[str]] = {f.rule.id: set() for f in before.values()}
    for found in before.values():
        prints[found.rule.id].add(found.fingerprint)
    for found in after.values():
        assert found.fingerprint in prints[found.rule.id], found.rule.id
    lines = {f.place.line for f in before.values()} ^ {f.place.line for f in after.values()}
    assert lines  # they did move


def test_fingerprints_do_not_hang_on_the_state_but_on_file_and_rule() -> None:
    finding = next(f for f in FULL.findings if f.activation is not None and f.activation.step)
    pending = replace(FULL, findings=(replace(finding, state=State.PENDING),))
    violated = replace(FULL, findings=(replace(finding, state=State.VIOLATED),))
    (a,), (b,) = findings(pending).values(), findings(violated).values()
    assert a.fingerprint == b.fingerprint
    elsewhere = replace(violated, case=replace(FULL.case, file="other.yaml"))
    (c,) = findings(elsewhere).values()
    assert c.fingerprint != a.fingerprint


def test_no_two_results_of_a_run_share_a_fingerprint() -> None:
    again = replace(FULL, case=replace(FULL.case, file="again.yaml"))
    twice = check_run([*RESULTS, FileResult("again.yaml", again)], FOLDER)
    prints = [f.fingerprint for f in twice.reported]
    assert len(prints) == len(set(prints)) > 10


def test_the_gate_on_another_day_has_the_same_fingerprints() -> None:
    later = gate_run(gate_of(shipped("03"), date(2026, 11, 27)), FOLDER)
    now = runs()["gate-no"]
    kept = {f.fingerprint for f in now.reported} & {f.fingerprint for f in later.reported}
    assert len(kept) == len(now.reported)


# --- all of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_what_a_file_says_is_never_more_than_text(form: Form) -> None:
    text = render_ci(HOSTILE_RUN, form, "zh")
    text.encode("utf-8")
    assert "\x1b" not in text and "\u202e" not in text and "\u2028" not in text


@pytest.mark.parametrize("form", FORMS)
def test_the_work_goes_with_the_number_of_cases(form: Form) -> None:
    def printed(times: int) -> int:
        return steps(lambda: render_ci(check_run(RESULTS * times, Path("/srv/repo")), form, "zh"))

    printed(1)
    assert printed(80) < 4.1 * printed(20)

"""The decisions in `fixtures/decisions`, judged with the shipped packs and held against what is expected of each.

What an expected file holds: `expected.py`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from guiju.cli.check import command
from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.case_schema import case_schema
from guiju.engine.semantics.program import Program

from .expected import (
    Draft202012Validator,
    expected_of,
    must_be_as_expected,
    must_keep_to_the_schema,
    must_state_the_law_in_both_languages,
    stated,
    verdict_of,
)

FOLDER = Path(__file__).parent.parent / "fixtures" / "decisions"
CASES = sorted(FOLDER.glob("*.yaml"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


@pytest.fixture(scope="module")
def results(program: Program) -> dict[str, FileResult]:
    """Every case, by its name, as seen on the day its expected file names."""
    return {
        case.stem: check_file(program, case, Looking(date.fromisoformat(stated(case)["on"])))
        for case in CASES
    }


@pytest.fixture(scope="module")
def validator(program: Program) -> Any:
    return Draft202012Validator(case_schema(program))


@each_case
def test_the_findings_are_the_expected_ones(results: dict[str, FileResult], case: Path) -> None:
    must_be_as_expected(results[case.stem], case)


@each_case
def test_the_file_is_read_without_a_warning(results: dict[str, FileResult], case: Path) -> None:
    assert results[case.stem].diagnostics == ()


@each_case
def test_the_file_names_its_schema_and_keeps_to_it(validator: Any, case: Path) -> None:
    must_keep_to_the_schema(validator, case)


@each_case
def test_the_law_is_stated_in_both_languages(case: Path) -> None:
    must_state_the_law_in_both_languages(case)


def test_every_expected_file_has_its_case() -> None:
    assert {expected_of(case) for case in CASES} == set(FOLDER.glob("*.expected.json"))


def test_cases_in_both_languages_and_all_exit_codes_are_there() -> None:
    english = [case for case in CASES if "\nsteps:" in case.read_text("utf-8")]
    assert len(english) >= 3
    assert len(CASES) - len(english) >= 20
    assert {stated(case)["exit"] for case in CASES} == {0, 1, 3}


def test_an_unknown_year_is_named(results: dict[str, FileResult]) -> None:
    unknown = [f for f in verdict_of(results["33_year_without_calendar"]).findings if f.unknown]
    assert len(unknown) == 2
    for finding in unknown:
        assert all("2027" in text.zh and "2027" in text.en for text in finding.unknown)


def test_missing_facts_are_named(results: dict[str, FileResult]) -> None:
    findings = verdict_of(results["29_facts_missing"]).findings
    asked = {text.zh for f in findings if f.state is State.UNKNOWN for text in f.unknown}
    for fact in ("专业性技术性较强", "可能造成不利影响", "须向党委请示报告"):
        assert any(fact in text for text in asked)


def test_the_waived_case_is_violated_without_its_waiver(program: Program) -> None:
    case = FOLDER / "41_waived.yaml"
    on = date.fromisoformat(stated(case)["on"])
    results = {heeded: check_file(program, case, Looking(on, waivers=heeded)) for heeded in (True, False)}
    assert [results[heeded].exit_code for heeded in (True, False)] == [0, 1]
    assert verdict_of(results[False]).waivers_ignored == 1


def test_what_does_not_count_is_listed(results: dict[str, FileResult]) -> None:
    discounted = verdict_of(results["10_comments_for_review"]).discounted
    assert [(n.record.step, n.rule and n.rule.row) for n in discounted] == [("合法性审查", "D25-1b")]


@pytest.mark.parametrize("name", ["01_county_lawful", "12_shortened_with_reason"])
def test_a_lawful_decision_is_blamed_for_nothing_on_the_way(
    program: Program, results: dict[str, FileResult], name: str
) -> None:
    calendar = Calendar()
    case = verdict_of(results[name]).case
    for day in sorted({r.start for r in case.records} | {r.end for r in case.records if r.end}):
        found = judge_case(program, case, day, calendar)
        blamed = [f.rule.id for f in found.findings if f.state in (State.VIOLATED, State.UNKNOWN)]
        assert (day, blamed) == (day, [])


@pytest.mark.parametrize(
    ("name", "code"), [("01_county_lawful", 0), ("05_review_skipped", 1), ("29_facts_missing", 3)]
)
def test_the_command_ends_with_the_code(name: str, code: int) -> None:
    result = CliRunner().invoke(command, [str(FOLDER / f"{name}.yaml"), "--on", "2026-11-24"])
    assert result.exit_code == code, result.output


def test_the_command_takes_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER.parent)
    result = CliRunner().invoke(command, ["decisions", "--on", "2026-11-24"])
    assert result.exit_code == 1
    table = [line for line in result.output.splitlines() if line.startswith("decisions")]
    assert [Path(line.split()[0]).name for line in table] == [case.name for case in CASES]

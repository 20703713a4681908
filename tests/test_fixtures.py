"""The decisions in `fixtures/decisions`, judged with the shipped packs and held against what is expected of each.

`<name>.expected.json` says by hand what the law gives and why (`law`) and on which day the case is looked at (`on`),
and holds every finding that is not simply satisfied or not applicable; the rest is counted. GUIJU_UPDATE_EXPECTED=1
writes it anew, all but `law` and `on`.
"""

from __future__ import annotations

import importlib
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from guiju.cli.check import command
from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.result import FileResult
from guiju.engine.semantics.case_schema import case_schema
from guiju.engine.semantics.program import Program

FOLDER = Path(__file__).parent.parent / "fixtures" / "decisions"
CASES = sorted(FOLDER.glob("*.yaml"))
FIRST_LINE = "# yaml-language-server: $schema=../../schema/guiju-case.schema.json"
PLAIN = (State.SATISFIED, State.NOT_APPLICABLE)
Draft202012Validator: Any = importlib.import_module("jsonschema").Draft202012Validator
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


def expected_of(case: Path) -> Path:
    return case.with_suffix(".expected.json")


def stated(case: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(expected_of(case).read_text("utf-8"))
    return data


def verdict_of(result: FileResult) -> Verdict:
    assert result.verdict is not None, [d.message.zh for d in result.diagnostics]
    return result.verdict


def outcome(result: FileResult) -> dict[str, Any]:
    """What an expected file holds of a result, besides the day and the law."""
    findings = verdict_of(result).findings
    told = [f for f in findings if f.state not in PLAIN or _readings_differ(f)]
    rest = Counter(f.state.value for f in findings if f not in told)
    return {
        "exit": result.exit_code,
        "findings": [_told(f) for f in told],
        "counts": {state.value: rest[state.value] for state in State if rest[state.value]},
    }


def _readings_differ(finding: Finding) -> bool:
    return len({r.state for r in finding.proof.readings}) > 1


def _told(finding: Finding) -> dict[str, Any]:
    at = finding.activation
    told: dict[str, Any] = {
        "row": finding.rule.row,
        "rule": finding.rule.id,
        "state": finding.state.value,
        "severity": finding.severity,
        "strength": finding.strength,
        "at": f"{at.step} {at.start}" if at else None,
    }
    if finding.waived:
        told["waived"] = True
    if _readings_differ(finding):
        told["readings"] = {r.name.zh: r.state.value for r in finding.proof.readings}
    if finding.state is State.PENDING:
        told["last_day"] = str(finding.last_day)
    if finding.state is State.EXEMPT:
        told["by"] = [e.exception.id for e in finding.proof.exceptions if e.applied]
    if finding.state is State.VIOLATED:
        assert finding.cure is not None
        told |= {"missing": finding.cure.missing, "redo": list(finding.cure.redo)}
    return told


def _written(data: dict[str, Any]) -> str:
    """JSON with one line for each finding, so that a change shows as the findings it concerns."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for key, value in data.items():
        if key == "law":
            texts = ",\n".join(f"    {line(lang)}: {line(text)}" for lang, text in value.items())
            parts.append(f"  {line(key)}: {{\n{texts}\n  }}")
        elif key == "findings" and value:
            lines = ",\n".join(f"    {line(finding)}" for finding in value)
            parts.append(f"  {line(key)}: [\n{lines}\n  ]")
        else:
            parts.append(f"  {line(key)}: {line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


@each_case
def test_the_findings_are_the_expected_ones(results: dict[str, FileResult], case: Path) -> None:
    hand = {key: stated(case)[key] for key in ("law", "on")}
    found = hand | outcome(results[case.stem])
    if os.environ.get("GUIJU_UPDATE_EXPECTED") == "1":
        expected_of(case).write_text(_written(found), "utf-8", newline="\n")
    assert found == stated(case)


@each_case
def test_the_file_is_read_without_a_warning(results: dict[str, FileResult], case: Path) -> None:
    assert results[case.stem].diagnostics == ()


@each_case
def test_the_file_names_its_schema_and_keeps_to_it(validator: Any, case: Path) -> None:
    text = case.read_text("utf-8")
    assert text.splitlines()[0] == FIRST_LINE
    errors = validator.iter_errors(yaml.load(text, Loader=yaml.BaseLoader))
    assert [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in errors] == []


@each_case
def test_the_law_is_stated_in_both_languages(case: Path) -> None:
    law = stated(case)["law"]
    assert set(law) == {"zh", "en"}
    assert any("一" <= c <= "鿿" for c in law["zh"])
    assert not any("一" <= c <= "鿿" for c in law["en"])


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

"""What `<name>.expected.json` beside a fixture holds: the law in words (`law`) and the day of looking (`on`), by hand;
every finding that is not simply satisfied or not applicable; and the number of the others.

GUIJU_UPDATE_EXPECTED=1 writes it anew, all but `law` and `on`.
"""

from __future__ import annotations

import importlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.program import Program

FIRST_LINE = "# yaml-language-server: $schema=../../schema/guiju-case.schema.json"
PLAIN = (State.SATISFIED, State.NOT_APPLICABLE)
Draft202012Validator: Any = importlib.import_module("jsonschema").Draft202012Validator


def judged(program: Program, cases: Iterable[Path]) -> dict[str, FileResult]:
    """Every case, by its name, as seen on the day its expected file names."""
    return {
        case.stem: check_file(program, case, Looking(date.fromisoformat(stated(case)["on"])))
        for case in cases
    }


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


def must_be_as_expected(result: FileResult, case: Path) -> None:
    hand = {key: stated(case)[key] for key in ("law", "on")}
    found = hand | outcome(result)
    if os.environ.get("GUIJU_UPDATE_EXPECTED") == "1":
        expected_of(case).write_text(_written(found), "utf-8", newline="\n")
    assert found == stated(case)


def must_keep_to_the_schema(validator: Any, case: Path) -> None:
    text = case.read_text("utf-8")
    assert text.splitlines()[0] == FIRST_LINE
    errors = validator.iter_errors(yaml.load(text, Loader=yaml.BaseLoader))
    assert [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in errors] == []


def must_state_the_law_in_both_languages(case: Path) -> None:
    law = stated(case)["law"]
    assert set(law) == {"zh", "en"}
    assert any("一" <= c <= "鿿" for c in law["zh"])
    assert not any("一" <= c <= "鿿" for c in law["en"])

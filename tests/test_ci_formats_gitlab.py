"""Code Quality reports of GitLab, held against the fields of its documentation and read as GitLab reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Lang, plain
from guiju.engine.report.ci.gitlab import ci_gitlab
from guiju.engine.report.ci.model import CiRun
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from .ci_samples import CHECK, HOSTILE_RUN, runs
from .command_line import ROOT

SCHEMA = json.loads((ROOT / "tests" / "data" / "gitlab-code-quality.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
GRAVEST_FIRST = ["blocker", "critical", "major", "minor", "info"]
NAMES = ["check", "gate-no", "gate-yes", "gate-depends", "hostile"]


def run_of(name: str) -> CiRun:
    return HOSTILE_RUN if name == "hostile" else runs()[name]


def issues(run: CiRun, lang: Lang = "zh") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ci_gitlab(run, lang))
    return found


def as_gitlab_keeps_them(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """One for each fingerprint, the last one written; what comes after a broken one is lost."""
    kept: dict[str, dict[str, Any]] = {}
    for issue in found:
        needed = ("description", "fingerprint", "severity")
        if not all(isinstance(issue.get(k), str) for k in needed) or "path" not in issue.get("location", {}):
            break
        kept[issue["fingerprint"]] = issue
    return kept


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_it_has_the_documented_fields_and_none_is_lost(name: str, lang: Lang) -> None:
    run = run_of(name)
    found = issues(run, lang)
    assert [e.message for e in VALIDATOR.iter_errors(found)] == []
    notes = [note for case in run.cases for note in case.notes]
    assert len(as_gitlab_keeps_them(found)) == len(run.reported) + len(notes)


def test_the_next_record_of_a_file_is_no_new_issue() -> None:
    def recorded(number: int) -> dict[str, Any]:
        note = plain(f"record {number}")
        cases = tuple(replace(c, findings=(), remarks=(), notes=(note,)) for c in CHECK.cases[:1])
        (issue,) = issues(replace(CHECK, cases=cases))
        return issue

    first, second = recorded(1), recorded(2)
    assert first["severity"] == "info" and first["description"] == "guiju --record: record 1"
    assert first["fingerprint"] == second["fingerprint"]


def test_severities() -> None:
    found = {(f.outcome, f.level): i["severity"] for f, i in _pairs(CHECK) if hasattr(f, "outcome")}
    assert found["broken", "error"] == "critical" and found["open", "warning"] == "major"
    assert found["short", "warning"] == "minor" and found["waived", "note"] == "info"
    (fault,) = [i for i in issues(CHECK) if i["check_name"] == "C012"]
    assert fault["severity"] == "blocker" and fault["location"] == {
        "path": "bad.yaml",
        "lines": {"begin": 2, "end": 2},
    }
    severities = {name: [i["severity"] for i in issues(runs()[name])] for name in runs()}
    assert severities["gate-no"][0] == "blocker" and severities["gate-yes"] == []
    assert set(severities["gate-depends"]) == {"major"}
    for listed in severities.values():
        assert set(listed) <= set(GRAVEST_FIRST)


def _pairs(run: CiRun) -> list[tuple[Any, dict[str, Any]]]:
    return list(zip(run.reported, issues(run), strict=True))


def test_a_waived_one_says_so_and_by_whom() -> None:
    waived = [i for f, i in _pairs(CHECK) if getattr(f, "outcome", "") == "waived"]
    assert waived and all("已放行" in i["description"] for i in waived)
    assert any("样例镇镇长" in i["content"]["body"] for i in waived)


def test_a_description_names_rule_reason_and_article() -> None:
    broken = [f for f in CHECK.cases[0].findings if f.outcome == "broken"]
    described = [i["description"] for i in issues(CHECK, "en")]
    for finding in broken:
        parts = (finding.rule.label.en, finding.why.en, finding.rule.basis.en)
        assert any(all(p in d for p in parts) for d in described)

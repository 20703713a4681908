"""SARIF of checks and gates, held against the official schema (tests/data, from OASIS) and read by another program."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.model import CiRun
from guiju.engine.report.ci.sarif import ci_sarif
from jsonschema import Draft4Validator

from .ci_samples import CHECK, HOSTILE_RUN, runs
from .command_line import ROOT

SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
Sarif: Any = importlib.import_module("sarif_pydantic").Sarif
NAMES = ["check", "gate-no", "gate-yes", "gate-depends", "hostile"]


def run_of(name: str) -> CiRun:
    return HOSTILE_RUN if name == "hostile" else runs()[name]


def written(run: CiRun, lang: Lang = "zh") -> dict[str, Any]:
    data: dict[str, Any] = json.loads(ci_sarif(run, lang, "1.2.3"))
    (only,) = data["runs"]
    return dict(only)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid_and_another_program_reads_as_much_as_was_written(name: str, lang: Lang) -> None:
    run = run_of(name)
    text = ci_sarif(run, lang, "1.2.3")
    assert [e.message for e in VALIDATOR.iter_errors(json.loads(text))] == []
    (read,) = Sarif.model_validate_json(text).runs
    assert read.results is not None and len(read.results) == len(run.reported)
    assert read.tool.driver.name == "guiju" and read.invocations is not None
    assert read.invocations[0].execution_successful is (run.exit_code != 2)


def test_every_result_names_a_rule_of_the_run_and_a_place() -> None:
    found = written(CHECK)
    rules = found["tool"]["driver"]["rules"]
    assert len({r["id"] for r in rules}) == len(rules)
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]  # a host refuses a result without one
        assert place["physicalLocation"]["region"]["startLine"] >= 1
        assert len(result["partialFingerprints"]["guiju/v1"]) == 32
    applied = {f.rule.id for c in CHECK.cases for f in c.findings}
    assert applied <= {r["id"] for r in rules}  # also those that were kept


def test_levels_and_states() -> None:
    found = {(r["properties"]["state"], r["level"]) for r in written(CHECK)["results"] if "properties" in r}
    assert {("violated", "error"), ("unknown", "warning"), ("at_risk", "warning")} <= found
    assert not {s for s, _ in found} & {"satisfied", "pending", "cured", "holding", "exempt"}
    counts = written(CHECK)["properties"]["cases"][0]["findings"]
    assert counts["pending"] and counts["satisfied"] and counts["cured"]  # told all the same


def test_a_waived_result_is_suppressed_with_its_reason_and_the_place_of_the_waiver() -> None:
    results = written(CHECK)["results"]
    waived = [r for r in results if "suppressions" in r]
    assert waived and all(r["level"] == "note" for r in waived)
    (suppression,) = waived[0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert "汛期将至,工程不能再等" in suppression["justification"]
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 20
    lapsed = [r for r in results if "照常计入" in r["message"]["text"]]
    assert lapsed and not any("suppressions" in r for r in lapsed)


def test_an_unreadable_file_is_a_result_and_makes_the_invocation_fail() -> None:
    found = written(CHECK)
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is False and invocation["exitCode"] == 2
    (told,) = invocation["toolExecutionNotifications"]
    place = told["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "bad.yaml"} and told["level"] == "error"
    (fault,) = [r for r in found["results"] if r["ruleId"] == "C012"]
    assert fault["level"] == "error" and "合法性审查" in fault["message"]["text"]
    assert written(runs()["gate-no"])["invocations"][0]["executionSuccessful"] is True


def test_both_languages_are_in_the_properties_and_the_message_in_one() -> None:
    zh, en = (written(CHECK, lang) for lang in ("zh", "en"))
    for a, b in zip(zh["results"], en["results"], strict=True):
        assert a["partialFingerprints"] == b["partialFingerprints"]
        if "properties" in a:
            assert a["properties"] == b["properties"]
            assert a["message"]["text"] == a["properties"]["message"]["zh"]
            assert b["message"]["text"] == a["properties"]["message"]["en"]


def test_records_beside_the_finding_are_related_places_and_chinese_paths_are_encoded() -> None:
    results = [r for r in written(CHECK)["results"] if "relatedLocations" in r]
    assert results
    uri = results[0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E6%A1%88%E5%8D%B7/decision.yaml"


def test_runs_before_different_steps_are_not_compared_with_each_other() -> None:
    assert written(CHECK)["automationDetails"]["id"] == "guiju-check/"
    assert written(runs()["gate-no"])["automationDetails"]["id"] == "guiju-gate/集体讨论/"


def test_the_schema_does_refuse() -> None:
    data = json.loads(ci_sarif(CHECK, "zh", "1.2.3"))
    data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert list(VALIDATOR.iter_errors(data))

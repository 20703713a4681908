"""The JSON report keeps its schema, holds the whole proof, and is JSON whatever a file contains."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from guiju.engine.report.models.case import ReportModel
from guiju.engine.report.models.findings import json_value
from guiju.engine.report.verdict.json import render_json, report_schema
from guiju.engine.report.verdict.result import FileResult
from msgspec.structs import replace

from tests.test_report_samples import EARLY, FULL, HOSTILE, HOSTILE_NAME, PROBLEM, RESULTS, SHORT_COMMENT

jsonschema = import_module("jsonschema")  # it has no types of its own


def report(*results: FileResult) -> dict[str, Any]:
    text = render_json(results)
    text.encode("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    jsonschema.validate(loaded, report_schema())
    return loaded


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_a_report_reads_back_as_its_model() -> None:
    text = render_json(RESULTS)
    model = ReportModel.model_validate_json(text)
    assert json.loads(model.model_dump_json(by_alias=True)) == json.loads(text)


def test_the_schema_refuses_what_the_model_does_not_have() -> None:
    loaded = report(FileResult("park.yaml", EARLY))
    loaded["cases"][0]["verdict"]["findings"][0]["state"] = "fine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(loaded, report_schema())


def test_several_files_make_one_report() -> None:
    loaded = report(*RESULTS)
    assert loaded["schema"] == "guiju.report/1"
    assert [c["exit_code"] for c in loaded["cases"]] == [1, 0, 2]
    assert loaded["exit_code"] == 2
    assert loaded["cases"][2]["verdict"] is None
    assert loaded["cases"][2]["diagnostics"][0]["place"] == {"file": "bad.yaml", "line": 2, "column": 10}
    assert loaded["counts"]["satisfied"] == 2


def test_a_finding_holds_its_proof() -> None:
    finding = report(FileResult("x", replace(FULL, findings=(SHORT_COMMENT,))))["cases"][0]["verdict"][
        "findings"
    ][0]
    assert finding["rule"]["row"] == "15-2" and finding["rule"]["modality"] == "must"
    assert finding["rule"]["basis"][0]["text"]["zh"] == "《样例决策条例》第十五条第二款"
    assert finding["basis"]["zh"].startswith(
        "依《样例镇决策程序规定》第三条;依《样例决策条例》第四十二条参照"
    )
    assert finding["activation"]["place"] == {"file": "案卷/decision.yaml", "line": 8, "column": 5}
    assert (finding["activation"]["start"], finding["activation"]["end"]) == ("2019-09-05", "2019-10-01")
    sum_ = finding["arithmetic"][0]
    assert (sum_["duration"], sum_["result"], sum_["holds"]) == (
        {"n": 30, "unit": "day"},
        "2019-10-05",
        False,
    )
    assert [e["live"] for e in finding["exceptions"]] == [True, None]
    assert finding["strength"] == "by_reference" and finding["severity"] == "flaw"


def test_hostile_text_survives_as_data_and_never_raw() -> None:
    text = render_json([FileResult(HOSTILE_NAME, HOSTILE)])
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "\\ud800" in text
    loaded = report(FileResult(HOSTILE_NAME, HOSTILE))
    assert loaded["cases"][0]["verdict"]["case"]["name"] == HOSTILE_NAME
    record = loaded["cases"][0]["verdict"]["findings"][0]["activation"]
    assert record["fields"] == {HOSTILE_NAME: [HOSTILE_NAME, {HOSTILE_NAME: HOSTILE_NAME}]}


def test_chinese_stays_readable() -> None:
    assert "老旧小区加装电梯补贴方案" in render_json([FileResult("x", FULL, (PROBLEM,))])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("3"), 3),
        (Decimal("0.1"), 0.1),
        (Decimal("0.12345678901234567891"), "0.12345678901234567891"),
        (True, True),
        (date(2019, 9, 5), "2019-09-05"),
        ((Decimal("1"), "甲"), [1, "甲"]),
        (None, None),
    ],
)
def test_values_keep_their_kind(value: Any, expected: object) -> None:
    assert json_value(value) == expected and type(json_value(value)) is type(expected)

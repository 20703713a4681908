"""`guiju lint --format sarif`, held against the official schema of SARIF 2.1.0 (tests/data, from OASIS)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.analysis.check import CHECKS
from guiju.engine.analysis.law_drift import CODE
from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci.sarif_problems import Code, render_sarif
from jsonschema import Draft4Validator

from .command_line import ROOT, run
from .test_lint_json import pack

SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
CODES = {"L001": Code(Text("圈", "circle"), "error"), "L020": Code(Text("无", "none"), "note")}


def valid(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    assert [e.message for e in Draft4Validator(SCHEMA).iter_errors(data)] == []
    (only,) = data["runs"]
    return dict(only)


def rendered(
    *diagnostics: Diagnostic, sources: dict[str, Source] | None = None, lang: Lang = "en"
) -> dict[str, Any]:
    return valid(render_sarif(diagnostics, CODES, sources or {}, lang, "1.2.3"))


def test_a_run_of_lint_is_valid_and_names_every_check(tmp_path: Path) -> None:
    (tmp_path / "a.rule").write_text(pack(), encoding="utf-8")
    ended = run("lint", tmp_path / "a.rule", "--format", "sarif", lang="en")
    assert ended.code == 1
    found = valid(ended.out)
    driver = found["tool"]["driver"]
    assert driver["name"] == "guiju" and [r["id"] for r in driver["rules"]] == [
        *(c.code for c in CHECKS),
        CODE,
    ]
    assert driver["rules"][2]["helpUri"] == "diagnostics.md#l003"
    assert driver["rules"][2]["defaultConfiguration"] == {"level": "error"}
    (result,) = found["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("L003", 2, "error")
    place = result["locations"][0]["physicalLocation"]
    assert (
        place["artifactLocation"]["uri"] == (tmp_path / "a.rule").as_uri()
        and place["region"]["startLine"] == 4
    )
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 5 and related["message"]["text"].startswith(
        "'丑_en'"
    )


def test_the_schema_does_refuse() -> None:
    bad = json.loads(render_sarif([Diagnostic("L001", Text("甲", "a"))], CODES, {}, "zh", "1.0.0"))
    bad["runs"][0]["results"][0]["level"] = "hint"
    assert list(Draft4Validator(SCHEMA).iter_errors(bad))


def test_columns_count_utf16_units() -> None:
    source = Source("a b/甲.rule", "x\n𠀀𠀁甲 乙丙")
    span = Span(source.name, 2, 5, 2, 7)  # 乙丙, after two signs outside the basic plane
    found = rendered(Diagnostic("L001", Text("甲", "a"), span), sources={source.name: source})
    assert found["columnKind"] == "utf16CodeUnits"
    place = found["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 9}
    assert place["artifactLocation"]["uri"] == "a%20b/%E7%94%B2.rule"
    bare = rendered(Diagnostic("L001", Text("甲", "a"), span))
    assert bare["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 5


def test_whole_files_have_no_region_and_runs_no_place() -> None:
    found = rendered(
        Diagnostic("G001", Text("丙", "c"), Span("x.rule", 1, 1, 1, 1)), Diagnostic("L001", Text("丁", "d"))
    )
    without, whole = found["results"]
    assert without["locations"] == [] and "region" not in whole["locations"][0]["physicalLocation"]
    assert [r["id"] for r in found["tool"]["driver"]["rules"]] == ["L001", "L020", "G001"]
    assert whole["ruleIndex"] == 2


@pytest.mark.parametrize(("lang", "text"), [("zh", "甲\n乙"), ("en", "a\nb")])
def test_the_message_carries_the_way_out(lang: Lang, text: str) -> None:
    span = Span("x.rule", 3, 1, 3, 2)
    label = Label(Span("y.rule", 1, 1, 1, 4), Text("那里", "there"))
    found = rendered(Diagnostic("L001", Text("甲", "a"), span, Text("乙", "b"), "note", (label,)), lang=lang)
    assert found["results"][0]["message"]["text"] == text and found["results"][0]["level"] == "note"
    assert (
        found["tool"]["driver"]["language"] == lang and found["tool"]["driver"]["semanticVersion"] == "1.2.3"
    )

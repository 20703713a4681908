"""docs/formats.md is true: its tables are those of the program, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from guiju.cli.check import command as check_command
from guiju.cli.ci_formats import STEP_SUMMARY, SUMMARY_BYTES
from guiju.cli.gate import command as gate_command
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.render import FORMS, render_ci
from guiju.engine.report.verdict.result import FileResult
from msgspec.structs import replace

from .ci_samples import FOLDER, runs
from .command_line import ROOT
from .github_runner import KEPT, parsed
from .pages import table
from .test_report_samples import FULL

PAGES = [ROOT / "docs" / "formats.md", ROOT / "docs" / "formats.zh.md"]
ABSENT = "–"


def forms(command: object) -> set[str]:
    options = {p.name: p for p in getattr(command, "params", ())}
    return set(options["form"].type.choices)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_formats_are_those_of_the_commands(page: Path) -> None:
    rows = {r[0].strip("`"): re.split(r"[,、]\s*", r[2]) for r in table(page, "formats")}
    found: dict[str, list[str]] = {}
    for name, command in (("check", check_command), ("gate", gate_command)):
        for form in forms(command):
            found.setdefault(form, []).append(name)
    assert rows == found


def come_to(finding: Finding) -> dict[str, str]:
    """What a finding comes to in each of the formats."""
    run = check_run([FileResult("a.yaml", replace(FULL, findings=(finding,), idle_waivers=()))], FOLDER)
    sarif, junit, github, gitlab = (render_ci(run, form, "zh") for form in FORMS)
    results = json.loads(sarif)["runs"][0]["results"]
    tests = [
        t for t in ElementTree.fromstring(junit).iter("testcase") if "guiju" not in str(t.get("classname"))
    ]
    kinds = [[p.tag for p in t if p.tag != "system-out"] or ["passed"] for t in tests]
    commands = [a for line in github.splitlines() if (a := parsed(line)) and "file" in a.properties]
    issues = json.loads(gitlab)
    return {
        "sarif": only([r["level"] for r in results]),
        "junit": only([k for (k,) in kinds]),
        "github": only([a.kind for a in commands]),
        "gitlab": only([i["severity"] for i in issues]),
    }


def only(found: list[str]) -> str:
    assert len(found) <= 1
    return found[0] if found else ABSENT


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_each_state_comes_to(page: Path) -> None:
    plain = next(f for f in FULL.findings if f.state is State.VIOLATED and not f.waived)
    signed = next(f for f in FULL.findings if f.waived)
    seen: set[tuple[str, str]] = set()
    for first, *cells in table(page, "levels"):
        stated = dict(zip(("sarif", "junit", "github", "gitlab"), cells, strict=True))
        waived = "waived" in first
        severities = re.findall(r"breach|flaw|hint", first) or ["breach", "flaw", "hint"]
        for state in re.findall(r"`(\w+)`", first):
            for severity in severities:
                finding = replace(signed if waived else plain, state=State(state), severity=severity)
                assert come_to(finding) == stated, (first, severity)
            seen |= {(state, "waived" if waived else s) for s in severities}
    assert {s for s, _ in seen} == {s.value for s in State}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_numbers_and_names_in_the_text(page: Path) -> None:
    text = page.read_text("utf-8")
    assert STEP_SUMMARY in text and f"{SUMMARY_BYTES // 1024**2} MiB" in text
    assert f"{KEPT} " in text
    for form in ("sarif", "junit"):
        assert f"`{form}`" in text
    sarif = json.loads(render_ci(runs()["check"], "sarif", "zh"))["runs"][0]
    for name in ("partialFingerprints", "relatedLocations"):
        assert name in text and any(name in r for r in sarif["results"])
    for name in ("columnKind", "invocations", "automationDetails", "properties"):
        assert name in text and name in sarif
    assert sarif["columnKind"] in text and sarif["automationDetails"]["id"] in text

"""What `guiju test` prints: text in both languages, JSON, JUnit XML."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.trial.json import trial_json
from guiju.engine.report.trial.junit import trial_junit
from guiju.engine.report.trial.text import render_trial
from guiju.engine.trial.coverage import coverage_of
from guiju.engine.trial.equivalent import Equivalent
from guiju.engine.trial.killing import fates
from guiju.engine.trial.mutants import mutants
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import try_examples
from msgspec.structs import replace

from .trying import NOTICE, REVIEW, program_of

WRONG = "案例 太短 { 公示 2021-03-01 至 2021-03-04  预期 公示期 已满足 }\n"
SAME = "公示期/req.duration/unit_changed"


WHY = "2021-03-01 至 2021-03-04 的公示不足 7日"


def trial(*parts: str, coverage: bool = False, mutate: bool = False) -> Trial:
    program = program_of(*parts)
    tried = tuple(try_examples(program, program.examples))
    covered = tuple(coverage_of(program, program.rules, tried)) if coverage else None
    mutation = None
    if mutate:
        declared = Equivalent(SAME, Text("都一样", "all the same"), Span("e.toml", 1, 1, 1, 2))
        sound = [t.example for t in tried if t.met]
        found = fates(program, list(mutants(program)), sound)
        mutation = Mutation(tuple(found), {SAME: declared})
    return Trial((), program, program.rules, tried, covered, mutation, 90.0)


def test_a_failed_expectation_as_a_difference() -> None:
    lines = render_trial(trial(NOTICE, WRONG), "zh").splitlines()
    assert lines == [
        "× 案例“太短”不合预期 ─ 试.rule:17",
        "  规则    公示期",
        "  - 应为  已满足",
        "  + 得到  违反",
        f"  理由    {WHY}",
        "          2021-03-01 起算,当日不计,+7日 = 2021-03-08;实际 2021-03-04,少 4 日",
        "",
        "规则 1 条;案例 3 个,2 个合乎预期",
    ]
    english = render_trial(trial(NOTICE, WRONG), "en").splitlines()
    assert english[0] == "× example '太短' does not come out ─ 试.rule:17"
    assert english[1:4] == [
        "  rule        notice_period",
        "  - expected  satisfied",
        "  + found     violated",
    ]
    assert english[-1] == "1 rule; 3 examples, 2 as expected"


def test_an_unnamed_example_is_called_by_its_kind() -> None:
    wrong = NOTICE.replace("2021-03-20", "2021-03-04").replace("至 2021-03-02", "至 2021-03-22")
    said = render_trial(trial(wrong), "zh")
    assert "× 合例不合预期" in said and "× 违例不合预期" in said
    assert "  - 应为  已满足或暂合规或豁免\n  + 得到  违反" in said
    assert "conforming example does not come out" in render_trial(trial(wrong), "en")


def test_a_rule_without_a_finding_says_so() -> None:
    elsewhere = '规则包 另 "另" / "Other" { 层级 乡镇  约束 乡镇  适用程序 试程序 }\n'
    outside = "案例 镇里 { 约束 乡镇  公示 2021-03-01 至 2021-03-04  预期 公示期 违反 }"
    assert "规则包不约束这个案例" in render_trial(trial(NOTICE, elsewhere, outside), "zh")


def test_gaps_and_changes_nobody_noticed() -> None:
    said = render_trial(trial(NOTICE, REVIEW, coverage=True, mutate=True), "zh")
    assert "没有案例的情形:\n  先论证  不适用的;待补充或者待办的" in said
    assert "  公示期 ─ 试.rule:11\n    7日 → 8日\n      [公示期/req.duration/plus_one]" in said
    assert f"  {SAME}\n    7日 → 7个工作日\n    理由:都一样" in said
    assert "覆盖:2 条规则中,1 条的各种情形都有案例" in said
    english = render_trial(trial(NOTICE, REVIEW, coverage=True, mutate=True), "en")
    assert "because: all the same" in english
    assert "coverage: of 2 rules, 1 have an example of every kind" in english
    assert re.search(
        r"\d+ changes tried: \d+ noticed by an example \(\d+\.\d%, at least 90% asked for\)", english
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_asked(lang: Lang) -> None:
    said = render_trial(trial(NOTICE, REVIEW, WRONG, coverage=True, mutate=True), lang, width=60)
    assert max(columns(line) for line in said.splitlines()) <= 60


def test_exit_codes() -> None:
    assert trial(NOTICE).exit_code == 0
    assert trial(NOTICE, WRONG).exit_code == 1
    weak = trial(NOTICE, mutate=True)
    assert not weak.enough_killed and weak.exit_code == 1


# --- JSON -------------------------------------------------------------------------------------------------


def test_json_has_everything_in_both_languages() -> None:
    whole: dict[str, Any] = json.loads(trial_json(trial(NOTICE, REVIEW, WRONG, coverage=True, mutate=True)))
    assert (whole["ok"], whole["rules"], whole["examples"], whole["failed"]) == (False, 2, 5, 1)
    (failure,) = whole["failures"]
    assert failure["title"] == {"zh": "案例“太短”", "en": "example '太短'"}
    assert failure["expected"] == {"state": "satisfied", "zh": "已满足", "en": "satisfied"}
    assert failure["found"]["state"] == "violated"
    assert failure["place"].startswith("试.rule:")
    assert [set(g) for g in failure["grounds"]] == [{"zh", "en"}] * 2
    parts = {p["kind"]: p["shown"] for c in whole["coverage"] if c["rule"] == "先论证" for p in c["parts"]}
    assert parts == {"conforming": True, "violating": True, "not_applicable": False, "open": False}
    mutation = whole["mutation"]
    by_id = {m["id"]: m for m in mutation["mutants"]}
    assert mutation["tried"] == len(by_id)
    assert by_id[SAME]["equivalent"] == {"zh": "都一样", "en": "all the same"}
    assert by_id["公示期/req/bound_swapped"]["killed_at"] == "试.rule:14"
    assert by_id["公示期/req.duration/plus_one"]["killed_by"] is None


def test_json_without_what_was_not_asked_for() -> None:
    whole = json.loads(trial_json(trial(NOTICE)))
    assert whole["ok"] and whole["coverage"] is None and whole["mutation"] is None


# --- JUnit ------------------------------------------------------------------------------------------------

_ATTRIBUTES = {
    "testsuites": ({"name", "tests", "failures", "skipped"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"testcase"}),
    "testcase": ({"name", "classname", "time"}, {"failure", "skipped"}),
    "failure": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
}


def junit(*parts: str, mutate: bool = False) -> ET.Element:
    """The report, read again; it has the elements and attributes of the JUnit schema and no others."""
    root = ET.fromstring(trial_junit(trial(*parts, mutate=mutate), "en"))
    for element in root.iter():
        attributes, children = _ATTRIBUTES[element.tag]
        assert set(element.keys()) == attributes, element.tag
        assert {c.tag for c in element} <= children, element.tag
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))
    return root


def test_junit_has_a_case_for_each_expectation() -> None:
    root = junit(NOTICE, WRONG)
    (suite,) = root
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("试.rule", "3", "1")
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "expected satisfied, found violated"
    assert "2021-03-08" in (failure.text or "")


def test_junit_has_a_case_for_each_change() -> None:
    _, changes = junit(NOTICE, mutate=True)
    cases = {c.get("name"): c for c in changes}
    assert [e.tag for e in cases["公示期/req/bound_swapped"]] == []
    assert [e.tag for e in cases["公示期/req.duration/plus_one"]] == ["failure"]
    assert [(e.tag, e.get("message")) for e in cases[SAME]] == [("skipped", "all the same")]


def test_junit_holds_no_character_that_xml_cannot() -> None:
    made = trial(NOTICE, WRONG)
    odd = tuple(replace(t, example=replace(t.example, name="\x01<&>")) for t in made.tried)
    root = ET.fromstring(trial_junit(replace(made, tried=odd), "zh"))
    assert all("案例“\ufffd<&>”" in (c.get("name") or "") for c in root.iter("testcase"))

"""JUnit XML of checks and gates, held against Jenkins' schema (tests/data) and read back by `junitparser`."""

from __future__ import annotations

import importlib
from io import StringIO
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.junit import ci_junit
from guiju.engine.report.ci.model import CiRun
from guiju.engine.report.verdict.result import FileResult
from msgspec.structs import replace

from .ci_samples import CHECK, FOLDER, HOSTILE_RUN, runs
from .command_line import ROOT
from .test_report_samples import EARLY, RESULTS

xmlschema: Any = importlib.import_module("xmlschema")
junitparser: Any = importlib.import_module("junitparser")
SCHEMA = xmlschema.XMLSchema(str(ROOT / "tests" / "data" / "junit-10.xsd"))
NAMES = ["check", "gate-no", "gate-yes", "gate-depends", "hostile"]


def run_of(name: str) -> CiRun:
    return HOSTILE_RUN if name == "hostile" else runs()[name]


def read(run: CiRun, lang: Lang = "zh") -> Any:
    return junitparser.JUnitXml.fromstring(ci_junit(run, lang).encode("utf-8"))


def results(run: CiRun) -> dict[tuple[str, str], set[str]]:
    """What came of each test, by class name and name: the kinds of its results (none: it passed)."""
    return {
        (test.classname, test.name): {type(r).__name__ for r in test.result}
        for suite in read(run)
        for test in suite
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid_and_the_reader_counts_what_the_file_says(name: str, lang: Lang) -> None:
    text = ci_junit(run_of(name), lang)
    SCHEMA.validate(StringIO(text))
    found = junitparser.JUnitXml.fromstring(text.encode("utf-8"))
    told = (found.tests, found.failures, found.errors)
    found.update_statistics()
    assert told == (found.tests, found.failures, found.errors)
    for suite in found:
        stated = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert stated == (suite.tests, suite.failures, suite.errors, suite.skipped)


def test_the_schema_does_refuse() -> None:
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        SCHEMA.validate(
            StringIO(ci_junit(CHECK, "zh").replace("<testcase classname", "<testcase clasname", 1))
        )


def test_each_state_comes_to_its_result() -> None:
    found = results(CHECK)
    by_outcome: dict[str, set[frozenset[str]]] = {}
    for case in CHECK.cases:
        for finding in case.findings:
            key = (f"{case.file}.{finding.rule.pack}", finding.rule.label.zh)
            by_outcome.setdefault(finding.outcome, set()).add(frozenset(found[key]))
    assert by_outcome["broken"] == {frozenset({"Failure"})}
    assert by_outcome["open"] == {frozenset({"Error"})}
    assert by_outcome["waived"] == {frozenset({"Skipped"})}
    assert by_outcome["kept"] == by_outcome["told"] == by_outcome["short"] == {frozenset()}


def test_a_file_that_cannot_be_read_is_an_error_and_one_suite_stands_for_each_file() -> None:
    assert [s.name for s in read(CHECK)] == ["案卷/decision.yaml", "park.yaml", "bad.yaml"]
    assert results(CHECK)["bad.yaml.guiju", "案卷可以判断"] == {"Error"}
    assert results(CHECK)["park.yaml.guiju", "案卷可以判断"] == set()


def test_what_is_worth_knowing_of_a_test_that_passed_is_in_its_output() -> None:
    told = {f.rule.label.zh: f for c in CHECK.cases for f in c.findings if f.outcome in ("told", "short")}
    assert told
    for suite in read(CHECK):
        for test in suite:
            if test.name in told and not test.result:
                assert told[test.name].why.zh in test.system_out


def test_a_case_without_a_step_and_a_run_without_rules_do_not_look_green() -> None:
    empty = replace(EARLY, findings=(), case=replace(EARLY.case, records=(), closed=False))
    run = check_run([FileResult("a.yaml", empty)], FOLDER)
    assert results(run) == {("a.yaml.guiju", "案卷可以判断"): {"Error"}}


def test_the_gate_itself_is_a_test() -> None:
    outcomes = {
        name: results(run)[f"{run.cases[0].file}.guiju", "集体讨论能不能办"]
        for name, run in runs().items()
        if name != "check"
    }
    assert outcomes == {"gate-no": {"Failure"}, "gate-yes": set(), "gate-depends": {"Error"}}


def test_names_are_unique_so_that_no_test_hides_another() -> None:
    found = [(t.classname, t.name) for suite in read(CHECK) for t in suite]
    assert len(found) == len(set(found)) > 10


def test_a_rule_with_several_findings_is_one_test_that_tells_all() -> None:
    (suite,) = [s for s in read(CHECK) if s.name == RESULTS[0].file]
    several = [f for f in CHECK.cases[0].findings if f.outcome == "broken"]
    by_rule = [f for f in several if sum(f.rule.id == g.rule.id for g in several) > 1]
    assert by_rule
    (test,) = [t for t in suite if t.name == by_rule[0].rule.label.zh]
    (failure,) = test.result
    assert all(f.about.zh in failure.text for f in by_rule if f.rule.id == by_rule[0].rule.id)

"""The workflow of docs/recipes, its `run` steps one after the other in bash, with the files and variables that the runner
documents. The actions that it uses stand for what the test lays ready: a checkout with the commit before, Python."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from .command_line import FIXTURES, Ended
from .recipes import RECIPES, committed, git, ran, repository, runner, wheel

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="the recipe is for runners with bash"
)
WORKFLOW = yaml.safe_load((RECIPES / "github.yml").read_text("utf-8"))
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""What the documentation says that `shell: bash` means."""

BROKEN, LAWFUL, OPEN = (
    FIXTURES / f"{name}.yaml" for name in ("05_review_skipped", "01_county_lawful", "29_facts_missing")
)


class Job:
    """One job of the workflow in a checkout."""

    def __init__(self, name: str, checkout: Path, values: Mapping[str, str]) -> None:
        self._job, self._checkout = WORKFLOW["jobs"][name], checkout
        self._values = {"vars.GUIJU || './guiju'": str(wheel()), **values}
        self.temp = checkout.parent / "temp"
        self.temp.mkdir(exist_ok=True)
        self.summary = self.temp / "summary.md"
        self.summary.write_text("", "utf-8")

    def run(self) -> Iterator[tuple[str, Ended]]:
        """Each step that runs something, until one fails."""
        for step in self._job["steps"]:
            if "run" not in step:
                continue
            script = self.temp / "step.sh"
            script.write_text(step["run"], "utf-8")
            given = {**WORKFLOW["env"], **step.get("env", {})}
            env = {
                **runner(),
                **{name: self._filled(value) for name, value in given.items()},
                "GITHUB_ACTIONS": "true",
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_WORKSPACE": str(self._checkout),
                "RUNNER_TEMP": str(self.temp),
            }
            ended = ran(self._checkout, *SHELL, script, env=env)
            yield step["name"], ended
            if ended.code:
                return

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self._values[found[1]], text)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "checkout")
    (folder / "cases" / "2026 年").mkdir(parents=True)
    shutil.copy(BROKEN, folder / "cases" / "untouched.yaml")
    shutil.copy(BROKEN, folder / "cases" / "dropped.yaml")
    committed(folder)
    return folder


def changed(checkout: Path, **cases: Path) -> list[tuple[str, Ended]]:
    """What the check says of a change that puts the cases there."""
    for name, case in cases.items():
        shutil.copy(case, checkout / "cases" / "2026 年" / f"{name}.yaml")
    committed(checkout)
    return list(Job("check", checkout, {}).run())


def test_every_step_that_is_not_run_here_is_an_action_known_to_the_test() -> None:
    used = {
        s["uses"].partition("@")[0] for job in WORKFLOW["jobs"].values() for s in job["steps"] if "uses" in s
    }
    assert used == {
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
        "github/codeql-action/upload-sarif",
    }
    check: dict[str, Any] = WORKFLOW["jobs"]["check"]
    assert check["steps"][0]["with"]["fetch-depth"] == 2
    assert WORKFLOW["defaults"]["run"]["shell"] == "bash"


def test_only_the_cases_of_the_change_are_checked_and_a_breach_fails(checkout: Path) -> None:
    steps = changed(checkout, 加装电梯=BROKEN)
    assert [(name, ended.code) for name, ended in steps] == [
        ("Install guiju", 0),
        ("Find the case files that were changed", 0),
        ("Check them", 1),
    ]
    said = steps[-1][1].out
    assert "::error file=cases/2026 年/加装电梯.yaml,line=" in said and "untouched" not in said
    summary = (checkout.parent / "temp" / "summary.md").read_text("utf-8")
    assert summary.startswith("## 违反 1 项") and summary.count("\n## ") == 0
    (sarif,) = json.loads((checkout / "guiju.sarif").read_text("utf-8"))["runs"]
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["results"]}
    assert places == {"cases/2026%20%E5%B9%B4/%E5%8A%A0%E8%A3%85%E7%94%B5%E6%A2%AF.yaml"}
    assert "</html>" in (checkout / "guiju.html").read_text("utf-8")


def test_lawful_and_open_cases_pass_an_unreadable_one_does_not(checkout: Path, tmp_path: Path) -> None:
    (_, ended) = changed(checkout, a=LAWFUL, b=OPEN)[-1]
    assert ended.code == 0 and "::warning file=cases/2026 年/b.yaml" in ended.out
    half = tmp_path / "half.yaml"
    half.write_text("案卷: 半份\n程序: [", "utf-8")
    (_, ended) = changed(checkout, c=half)[-1]
    assert ended.code == 1 and "::error file=cases/2026 年/c.yaml" in ended.out


def test_a_change_without_a_case_is_none(checkout: Path) -> None:
    git(checkout, "rm", "--quiet", "cases/dropped.yaml")
    (_, ended) = changed(checkout)[-1]
    assert (ended.code, ended.out) == (0, "no case file to check\n")


def test_the_gate_answers_yes_no_and_that_depends(checkout: Path) -> None:
    answers = {}
    for case, before, on in (
        ("04_before_the_meeting", "集体讨论", "2026-11-27"),
        ("05_review_skipped", "集体讨论", "2022-05-16"),
        ("29_facts_missing", "collective_discussion", "2025-07-21"),
    ):
        shutil.copy(FIXTURES / f"{case}.yaml", checkout / "cases" / f"{case}.yaml")
        values = {"inputs.case": f"cases/{case}.yaml", "inputs.before": before, "inputs.on": on}
        job = Job("gate", checkout, values)
        (*_, (_, ended)) = job.run()
        answers[case] = ended.code
        assert ended.out.startswith("::") and job.summary.read_text("utf-8").startswith("##")
    assert list(answers.values()) == [0, 1, 3]


def test_what_is_typed_into_the_form_is_never_run(checkout: Path) -> None:
    typed = {"inputs.case": "$(touch typed)", "inputs.before": "`touch typed`", "inputs.on": ""}
    (*_, (_, ended)) = Job("gate", checkout, typed).run()
    assert ended.code == 2 and not (checkout / "typed").exists()

"""The GitLab jobs of docs/recipes: run by gitlab-ci-local where npm can fetch it, and their lines in bash in any case."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from .command_line import FIXTURES, Ended
from .recipes import RECIPES, committed, git, home, npm_package, ran, repository, runner, wheel

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="the recipe is for runners with bash"
)
JOBS = yaml.safe_load((RECIPES / "gitlab.yml").read_text("utf-8"))
BROKEN = FIXTURES / "05_review_skipped.yaml"
OTHER = 9
"""The exit code where another guiju than the one under test comes first."""
FETCHED = "gitlab-ci-local@4.61.0"


@pytest.fixture(autouse=True)
def another_guiju(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell of whoever runs the tests puts another guiju first on the path, as pyenv does; bash reads that when it
    is told to, and when it takes itself to have been started over a network."""
    other = tmp_path_factory.mktemp("home")
    (other / "guiju").write_text(f"#!/bin/sh\necho 'another guiju' >&2\nexit {OTHER}\n", "utf-8")
    (other / "guiju").chmod(0o755)
    (other / ".bashrc").write_text(f'export PATH="{other}:$PATH"\n', "utf-8")
    monkeypatch.setenv("HOME", str(other))
    monkeypatch.setenv("BASH_ENV", str(other / ".bashrc"))
    monkeypatch.delenv("SHLVL", raising=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository in which the last commit adds a case that breaks a rule."""
    folder = repository(tmp_path / "checkout")
    (folder / "cases").mkdir()
    shutil.copy(RECIPES / "gitlab.yml", folder / ".gitlab-ci.yml")
    shutil.copy(BROKEN, folder / "cases" / "untouched.yaml")
    before = committed(folder)
    git(folder, "remote", "add", "origin", "git@localhost:office/cases.git")
    git(folder, "update-ref", "refs/remotes/origin/main", before)
    shutil.copy(BROKEN, folder / "cases" / "加装 电梯.yaml")
    committed(folder)
    return folder


def in_bash(checkout: Path, name: str, variables: Mapping[str, str]) -> Ended:
    """The lines of a job in one shell, which ends at the first that fails."""
    job, base = JOBS[name], JOBS[JOBS[name]["extends"]]
    own = f'[ "$(command -v guiju)" = "{home() / "runner" / "bin" / "guiju"}" ] || exit {OTHER}'
    lines = ["set -eo pipefail", *base["before_script"], own, *job["script"]]
    given = {**JOBS["variables"], **job.get("variables", {}), "GUIJU": str(wheel()), **variables}
    return ran(checkout, "bash", "-c", "\n".join(lines), env={**runner(), **given})


def by_gitlab_ci_local(checkout: Path, name: str, variables: Mapping[str, str], folder: Path) -> Ended:
    program = npm_package(FETCHED) / "gitlab-ci-local" / "src" / "index.js"
    copier = folder / "rsync"  # it copies the checkout for containers; a shell works in the checkout itself
    copier.write_text("#!/bin/sh\n", "utf-8")
    copier.chmod(0o755)
    env = {**runner(), "PATH": os.pathsep.join((str(folder), runner()["PATH"]))}
    given = {"GUIJU": str(wheel()), **variables}
    words = [w for item in given.items() for w in ("--variable", "=".join(item))]
    return ran(checkout, "node", program, name, "--force-shell-executor", *words, env=env)


def since(checkout: Path) -> dict[str, str]:
    return {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(checkout, "rev-parse", "HEAD^1"),
    }


def reports(checkout: Path) -> tuple[set[str], int]:
    """The files named in the quality report, and the failures of the JUnit report."""
    quality = json.loads((checkout / "guiju-quality.json").read_text("utf-8"))
    suites = ElementTree.parse(checkout / "guiju-junit.xml").getroot()
    return {q["location"]["path"] for q in quality}, len(suites.findall(".//failure"))


def test_only_the_cases_of_the_change_are_checked_and_a_breach_fails(checkout: Path) -> None:
    ended = in_bash(checkout, "check", since(checkout))
    assert ended.code == 1 and "cases/加装 电梯.yaml" in ended.out and "untouched" not in ended.out
    assert reports(checkout) == ({"cases/加装 电梯.yaml"}, 2)
    assert "</html>" in (checkout / "guiju.html").read_text("utf-8")


def test_an_open_case_ends_with_the_code_that_the_job_allows(checkout: Path) -> None:
    shutil.copy(FIXTURES / "29_facts_missing.yaml", checkout / "cases" / "open.yaml")
    committed(checkout)
    assert (
        in_bash(checkout, "check", since(checkout)).code == JOBS["check"]["allow_failure"]["exit_codes"] == 3
    )
    git(checkout, "rm", "--quiet", "cases/untouched.yaml")
    committed(checkout)
    ended = in_bash(checkout, "check", since(checkout))
    assert ended.code == 0 and "no case file to check" in ended.out


def test_the_gate_answers_with_its_exit_code(checkout: Path) -> None:
    shutil.copy(FIXTURES / "04_before_the_meeting.yaml", checkout / "cases" / "next.yaml")
    assert in_bash(checkout, "gate", {"CASE": "cases/next.yaml", "ON": "2026-11-27"}).code == 0
    no = in_bash(checkout, "gate", {"CASE": "cases/加装 电梯.yaml", "ON": "2022-05-16"})
    assert no.code == 1 and "不可以" in no.out
    assert ElementTree.parse(checkout / "guiju-gate.xml").getroot().findall(".//failure")


def test_gitlab_ci_local_runs_the_jobs(checkout: Path, tmp_path: Path) -> None:
    ended = by_gitlab_ci_local(checkout, "check", since(checkout), tmp_path)
    assert "json schema validated" in ended.said and "FAIL 1" in ended.said, ended.said
    assert "上会前审查" in ended.out and reports(checkout) == ({"cases/加装 电梯.yaml"}, 2)

"""The pre-commit hooks, run by pre-commit: those of the recipe with the guiju that is installed, and those of the
repository in the environment that pre-commit builds for them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from .command_line import FIXTURES, Ended
from .recipes import RECIPES, SCRIPTS, copied, git, ran, repository, skip_without_index
from .watched import MAIN, WORDS

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
BROKEN, LAWFUL = (FIXTURES / f"{name}.yaml" for name in ("05_review_skipped", "01_county_lawful"))
UNTIDY = MAIN.replace("  gist", "      gist")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "office")
    (folder / "cases").mkdir()
    (folder / "packs").mkdir()
    return folder


def pre_commit(folder: Path, *words: str, skip: str = "", seconds: int = 300) -> Ended:
    """What pre-commit says of what is staged."""
    git(folder, "add", "--all")
    path = os.pathsep.join((str(SCRIPTS), os.environ["PATH"]))
    env = {
        "PATH": path,
        "PRE_COMMIT_HOME": str(folder.parent / "kept"),
        "PRE_COMMIT_COLOR": "never",
        "PIP_NO_COMPILE": "1",
        "SKIP": skip,
    }
    return ran(folder, SCRIPTS / "pre-commit", *words, env=env, seconds=seconds)


def test_a_commit_that_breaks_a_rule_is_stopped_until_it_is_mended(folder: Path) -> None:
    shutil.copy(RECIPES / "pre-commit-config.yaml", folder / ".pre-commit-config.yaml")
    shutil.copy(BROKEN, folder / "cases" / "加装 电梯.yaml")
    shutil.copy(BROKEN, folder / "elsewhere.yaml")
    assert pre_commit(folder, "install").code == 0
    env = {"PATH": os.pathsep.join((str(SCRIPTS), os.environ["PATH"]))}
    stopped = ran(folder, "git", "commit", "--message", "a case", env=env)
    assert stopped.code == 1 and "上会前审查" in stopped.said and "elsewhere" not in stopped.said
    assert ran(folder, "git", "rev-parse", "HEAD").code != 0
    shutil.copy(LAWFUL, folder / "cases" / "加装 电梯.yaml")
    git(folder, "add", "--all")
    passed = ran(folder, "git", "commit", "--message", "a case", env=env)
    assert passed.code == 0 and git(folder, "rev-parse", "HEAD"), passed.said


def test_packs_are_put_into_form_and_checked(folder: Path) -> None:
    shutil.copy(RECIPES / "pre-commit-config.yaml", folder / ".pre-commit-config.yaml")
    pack = folder / "packs" / "main.rule"
    (folder / "packs" / "words.rule").write_text(WORDS, "utf-8")
    pack.write_text(UNTIDY, "utf-8")
    first = pre_commit(folder, "run", skip="guiju-lint")
    assert (
        first.code == 1
        and "files were modified by this hook" in first.out
        and pack.read_text("utf-8") == MAIN
    )
    assert pre_commit(folder, "run", skip="guiju-lint").code == 0
    pack.write_text(MAIN.replace("plan_display lasts", "plan_displays lasts"), "utf-8")
    wrong = pre_commit(folder, "run")
    assert wrong.code == 1 and "packs/main.rule:" in wrong.out


@pytest.mark.skipif(sys.platform == "win32", reason="one run of the slowest test is enough")
def test_the_hooks_of_the_repository_run_in_an_environment_of_their_own(folder: Path, tmp_path: Path) -> None:
    skip_without_index(tmp_path)
    source = copied(tmp_path / "guiju")
    (folder / "packs" / "words.rule").write_text(WORDS, "utf-8")
    (folder / "packs" / "main.rule").write_text(MAIN, "utf-8")
    shutil.copy(BROKEN, folder / "cases" / "a.yaml")
    hooks = [
        {"id": "guiju-check", "files": "^cases/"},
        {"id": "guiju-gate", "args": ["cases/a.yaml", "--before", "集体讨论", "--on", "2022-05-16"]},
        {"id": "guiju-fmt"},
        {"id": "guiju-lint"},
    ]
    repo = {"repo": str(source), "rev": git(source, "rev-parse", "HEAD"), "hooks": hooks}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}), "utf-8")
    built = pre_commit(folder, "install-hooks", seconds=600)
    assert built.code == 0, built.said
    stopped = pre_commit(folder, "run", skip="guiju-lint")
    assert stopped.code == 1 and "上会前审查" in stopped.out and "guiju-gate" not in stopped.out
    gate = pre_commit(folder, "run", "guiju-gate", "--hook-stage", "manual")
    assert gate.code == 1 and "不可以" in gate.out
    shutil.copy(LAWFUL, folder / "cases" / "a.yaml")
    passed = pre_commit(folder, "run")
    assert passed.code == 0 and passed.out.count("Passed") == 3, passed.said

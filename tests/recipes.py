"""What the tests of the recipes in docs/recipes run them with: git repositories, an environment to install into, npm."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from .command_line import ROOT, Ended, environment

RECIPES = ROOT / "docs" / "recipes"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SOURCES = (
    "cli",
    "engine",
    "grammars",
    "rules",
    "pyproject.toml",
    "MANIFEST.in",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
SCRIPTS = Path(sys.executable).parent
"""Where the programs of the environment are in which the tests run."""

_NOBODY = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@localhost",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@localhost",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
_CUT_OFF = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "network",
    "E403",
    "E404",
)


def ran(folder: Path, *words: str | Path, env: Mapping[str, str] | None = None, seconds: int = 300) -> Ended:
    """A program run to its end in a folder, as nobody in particular."""
    done = subprocess.run(
        [str(w) for w in words],
        cwd=folder,
        env=environment({**_NOBODY, **(env or {})}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def git(folder: Path, *words: str | Path) -> str:
    done = ran(folder, "git", *words)
    assert done.code == 0, done.said
    return done.out.strip()


def committed(folder: Path) -> str:
    """Everything in the folder as one more commit; its name."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a state of the files")
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return folder


def copied(folder: Path) -> Path:
    """A repository with what guiju is installed from; the tests may run where there is none."""
    repository(folder)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    committed(folder)
    return folder


@cache
def home() -> Path:
    """A folder for what all tests of a session share."""
    folder = Path(tempfile.mkdtemp(prefix="guiju-recipes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def wheel() -> Path:
    copy, built = copied(home() / "source"), home() / "wheel"
    words = (
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--wheel-dir",
        built,
        copy,
    )
    done = ran(home(), sys.executable, "-m", "pip", *words)
    assert done.code == 0, done.said
    (found,) = built.glob("guiju-*.whl")
    return found


@cache
def runner() -> dict[str, str]:
    """The variables of a machine as a runner has it: `pip` and `python` of an environment without guiju come first on the
    path, and no shell reads anything that would put another before them. What guiju needs is lent to it, so that `pip
    install` wants no index."""
    folder = home() / "runner"
    venv.create(folder, with_pip=False)
    (site,) = folder.rglob("site-packages")
    (site / "lent.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n", "utf-8")
    pip = folder / "bin" / "pip"
    pip.write_text(f'#!/bin/sh\nexec "{folder}/bin/python" -m pip "$@"\n', "utf-8")
    pip.chmod(0o755)
    path = os.pathsep.join((str(pip.parent), os.environ["PATH"]))
    user = home() / "user"
    user.mkdir()
    quiet = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    own = {"PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": ""}
    return {
        "PATH": path,
        "HOME": str(user),
        "BASH_ENV": "",
        "CI": "true",
        "TZ": "Asia/Shanghai",
        **quiet,
        **own,
    }


@cache
def npm_package(name: str) -> Path:
    """The folder of node_modules in which the package is; skips the test where npm or its index is not to be had."""
    folder = home() / "npm" / name.replace("/", "-")
    folder.mkdir(parents=True)
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    done = ran(folder, "npm", "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", name)
    if done.code and any(sign in done.said for sign in _CUT_OFF):
        pytest.skip(f"{name} cannot be fetched with npm")
    assert done.code == 0, done.said
    return folder / "node_modules"


def skip_without_index(folder: Path) -> None:
    """Skips the test where pip cannot fetch what an isolated environment is built from."""
    words = ("download", "--no-deps", "--retries", "0", "--timeout", "15", "--dest", folder, "setuptools>=77")
    if ran(folder, sys.executable, "-m", "pip", *words).code:
        pytest.skip("the package index cannot be reached")

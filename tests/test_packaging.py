"""The wheel: it holds the packages and their data and nothing else, and it runs where nothing but it was put."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest

from .command_line import FIXTURES, ROOT, environment

SOURCES = ("cli", "engine", "grammars", "rules", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
DATA = {
    "engine": ("py.typed",),
    "engine/handbook": ("templates/*",),
    "engine/report": ("templates/*",),
    "cli": ("py.typed",),
    "grammars": ("*.lark", "*.toml"),
    "rules": ("**/*.rule", "**/*.toml", "**/*.yaml"),
}


def project() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources, so that nothing is left in the repository."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, copy / name)
    (copy / "rules" / "decision" / "note.txt").write_text("not for the wheel", encoding="utf-8")
    built = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", built, copy)
    (found,) = built.glob("guiju-*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment of its own that holds the wheel; what it depends on is lent to it."""
    home = tmp_path_factory.mktemp("clean") / "env"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    pip("--python", scripts / "python", "install", "--no-deps", "--no-index", wheel)
    (site,) = home.rglob("site-packages")
    lent = sysconfig.get_paths()["purelib"]
    (site / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return scripts


def pip(*arguments: str | Path) -> None:
    words = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_the_packages_named_are_those_of_the_tree() -> None:
    named = project()["tool"]["setuptools"]["packages"]
    tree = {
        "guiju." + str(path.parent.relative_to(ROOT)).replace("/", ".")
        for part in ("cli", "engine", "grammars", "rules")
        for path in (ROOT / part).rglob("__init__.py")
    }
    assert set(named) == tree and len(named) == len(tree)
    with_code = {p.parent for part in ("cli", "engine") for p in (ROOT / part).rglob("*.py")}
    assert all((folder / "__init__.py").exists() for folder in with_code)


def test_the_wheel_holds_every_module_and_all_data(wheel: Path) -> None:
    held = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    wanted = {p for part in ("cli", "engine", "grammars", "rules") for p in (ROOT / part).rglob("*.py")}
    wanted |= {
        p for folder, patterns in DATA.items() for pattern in patterns for p in (ROOT / folder).glob(pattern)
    }
    assert held == {"guiju/" + p.relative_to(ROOT).as_posix() for p in wanted}
    for needed in (
        "guiju/grammars/guiju.lark",
        "guiju/grammars/words.toml",
        "guiju/rules/norms/catalogue.yaml",
        "guiju/rules/norms/决策条例.yaml",
        "guiju/rules/calendar/2026.yaml",
        "guiju/rules/decision/vocabulary.rule",
        "guiju/engine/report/templates/report.html",
        "guiju/engine/py.typed",
        "guiju/cli/py.typed",
    ):
        assert needed in held
    assert not any(n.startswith("guiju/tests") or n.endswith(".txt") for n in held)


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (info,) = {n.partition("/")[0] for n in archive.namelist() if ".dist-info/" in n}
    about = Parser().parsestr(archive.read(f"{info}/METADATA").decode("utf-8"))
    assert about["Name"] == "guiju" and about["License-Expression"] == "Apache-2.0"
    assert about["Requires-Python"] == ">=3.11"
    needed = {
        r.partition(";")[0].strip().lower() for r in about.get_all("Requires-Dist", []) if "extra ==" not in r
    }
    assert any(r.startswith("click") for r in needed)
    assert not any(r.startswith(("pytest", "jsonschema", "rich")) for r in needed)
    programs = archive.read(f"{info}/entry_points.txt").decode("utf-8")
    assert "guiju = guiju.cli.main:main" in programs and "check = guiju.cli.main:check_main" in programs


def test_the_wheel_runs_where_nothing_else_of_the_project_is(installed: Path, tmp_path: Path) -> None:
    case = tmp_path / "案卷.yaml"
    case.write_bytes((FIXTURES / "05_review_skipped.yaml").read_bytes())
    env = environment({"GUIJU_CACHE_DIR": str(tmp_path / "cache"), "LANG": "zh_CN.UTF-8"})

    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / words[0]), *words[1:]],
            capture_output=True,
            encoding="utf-8",
            env=env,
            cwd=tmp_path,
            timeout=120,
            check=False,
        )

    where = ran("python", "-c", "import guiju.cli.main as m; print(m.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)
    cold = ran("check", "案卷.yaml", "--on", "2026-11-24")
    assert (cold.returncode, cold.stderr) == (1, "") and "合法性审查" in cold.stdout
    assert ran("guiju", "check", "案卷.yaml", "--on", "2026-11-24").stdout == cold.stdout
    page = ran("guiju", "check", "案卷.yaml", "--on", "2026-11-24", "--format", "html")
    assert page.returncode == 1 and "</html>" in page.stdout
    for words in (
        ("graph", "重大行政决策"),
        ("new", "重大行政决策"),
        ("coverage",),
        ("schema",),
        ("norms", "list"),
    ):
        done = ran("guiju", *words)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "案卷.yaml"]

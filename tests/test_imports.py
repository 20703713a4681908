"""What is imported when: one direction between the parts, and a check that loads only what it needs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .command_line import CACHE, FIXTURES, ROOT, environment, process

ON = ("--on", "2026-11-24")
HEAVY = (
    "networkx",
    "lark",
    "watchfiles",
    "rich",
    "jinja2",
    "jsonschema",
    "graphlay",
    "pydantic",
    "importlib.metadata",
    "re2",
)


def imported(*arguments: str | Path) -> set[str]:
    """Every module that a process of the command line imports."""
    process("coverage")  # fills the cache
    ended = process(*arguments, options=("-X", "importtime"))
    names = re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$", ended.err, re.M)
    assert ended.code in (0, 1) and "guiju.cli.main" in names
    return set(names)


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names} | names


def test_a_check_imports_nothing_heavy() -> None:
    found = packages(imported("check", FIXTURES / "05_review_skipped.yaml", *ON))
    assert not found & set(HEAVY)
    assert "guiju.engine.evaluate.verdict" in found
    assert "shutil" not in found and "guiju.engine.syntax.keywords" not in found


def test_only_the_forms_asked_for_are_imported() -> None:
    case = FIXTURES / "05_review_skipped.yaml"
    assert "jinja2" in packages(imported("check", case, *ON, "--format", "html"))
    assert "pydantic" in packages(imported("check", case, *ON, "--format", "json"))
    assert {"networkx", "graphlay"} <= packages(imported("graph", case, *ON))


def test_help_imports_no_engine_beyond_messages() -> None:
    found = imported("check", "--help")
    parts = {
        name.split(".")[2] for name in found if name.startswith("guiju.engine.") and name.count(".") >= 2
    }
    assert parts <= {"diagnostics", "report"}
    laid_out = {name for name in found if name.startswith("guiju.engine.report.")}
    layout = "guiju.engine.report.layout"
    assert laid_out <= {layout, f"{layout}.columns", f"{layout}.char_width"}


def test_the_parts_import_in_one_direction() -> None:
    """The contract in pyproject.toml, held by import-linter."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"],
        capture_output=True,
        encoding="utf-8",
        env={**environment(), "NO_COLOR": "1"},
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


def modules() -> list[Path]:
    return sorted(p for part in ("cli", "engine") for p in (ROOT / part).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_the_project_by_its_installed_name(path: Path) -> None:
    own = {"engine", "cli", "grammars", "rules", "tests"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}"
            names = [node.module or ""]
        assert not {n.partition(".")[0] for n in names} & own, f"{path}:{getattr(node, 'lineno', 0)}"


def test_no_part_reaches_for_the_network_or_a_process() -> None:
    barred = {
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "requests",
        "httpx",
        "subprocess",
        "multiprocessing",
        "asyncio",
    }
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            wrong = barred & {n for name in names for n in (name, name.partition(".")[0])}
            if path.relative_to(ROOT).as_posix() == "cli/lsp_server.py":
                wrong -= {"asyncio"}  # for the timers of its loop and nothing else: see the next test
            if path.relative_to(ROOT).as_posix() == "engine/document/sandbox.py":
                wrong -= {"subprocess"}  # for the process that reads documents: see the test below
            assert not wrong, path


def test_the_reading_of_documents_starts_this_interpreter_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "engine" / "document" / "sandbox.py").read_text("utf-8"))
    used = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "subprocess"
    ]
    assert sorted(used) == ["DEVNULL", "PIPE", "PIPE", "Popen", "TimeoutExpired"]
    (started,) = (
        n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "subprocess.Popen"
    )
    assert ast.unparse(started.args[0]).startswith("[sys.executable, '-I', '-X', 'utf8', '-c', _START, ")
    assert "shell" not in {keyword.arg for keyword in started.keywords}
    (start,) = (n for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "_START")
    assert isinstance(start.value, ast.Constant)


def test_the_language_server_uses_the_timers_of_its_loop_and_nothing_else_of_it() -> None:
    tree = ast.parse((ROOT / "cli" / "lsp_server.py").read_text("utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "asyncio"
    }
    assert used == {"get_running_loop", "TimerHandle"}
    of_the_loop = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "loop"
    }
    assert of_the_loop == {"call_later", "call_soon_threadsafe"}
    imported = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    assert not any(n.module and n.module.partition(".")[0] == "asyncio" for n in imported)


def test_runs_of_the_tests_leave_the_cache_of_the_user_alone() -> None:
    assert environment()["GUIJU_CACHE_DIR"] == str(CACHE) != os.environ.get("GUIJU_CACHE_DIR", "")

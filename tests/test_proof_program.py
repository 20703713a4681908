"""The program that checks proofs stands alone: short, with the standard library only, run by itself."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.report.proof.values import NotInProof
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Suspected
from msgspec.structs import replace

from .command_line import FIXTURES, ROOT, run
from .oracle import small
from .proving import CHECKER, proof_of

CASE = FIXTURES / "05_review_skipped.yaml"
DOUBT = Suspected("low", Text("对吗?", "Right?"))


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("proof") / "proof.json"
    ended = run("check", CASE, "--on", "2022-07-01", "--proof", path)
    assert ended.code == 1 and ended.says("证明写在", digest(path)), ended.said
    return path


def digest(path: Path) -> str:
    told: str = json.loads(path.read_text("utf-8"))["rules"]["digest"]
    return told


def checked(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program run by a Python without site-packages, the environment or this folder."""
    command = [sys.executable, "-I", "-S", CHECKER, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_it_is_short_and_imports_nothing_but_the_standard_library() -> None:
    text = CHECKER.read_text("utf-8")
    lines = text.splitlines()
    assert len(lines) < 312 and max(map(len, lines)) <= 110
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names and "guiju" not in text.replace("guiju check", "")
    assert not any(word in text for word in ("importlib", "__import__", "exec(", "eval("))


def test_a_proof_holds(proof: Path) -> None:
    ended = checked(proof, "--case", CASE, "--rules", digest(proof))
    assert ended.returncode == 0 and digest(proof) in ended.stdout, ended.stdout + ended.stderr


def test_another_case_other_rules_and_a_changed_bound_are_told(proof: Path, tmp_path: Path) -> None:
    other = checked(proof, "--case", FIXTURES / "01_county_lawful.yaml")
    assert other.returncode == 1 and "not the case that was checked" in other.stdout
    assert checked(proof, "--rules", "0" * 64).returncode == 1
    changed = tmp_path / "changed.json"
    text = proof.read_text("utf-8")
    assert '20,"workday"' in text
    changed.write_text(text.replace('20,"workday"', '21,"workday"', 1), encoding="utf-8")
    ended = checked(changed)
    assert ended.returncode == 1 and "the rules are others" in ended.stdout


def test_what_is_no_proof_is_not_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    for path in (broken, tmp_path / "none.json"):
        ended = checked(path)
        assert ended.returncode == 2 and "cannot read it" in ended.stderr and "Traceback" not in ended.stderr
    assert checked().returncode == 2


@pytest.mark.parametrize("page", ["proof.md", "proof.zh.md"])
def test_every_form_of_the_rules_is_documented(proof: Path, page: str) -> None:
    text = re.sub("```.*?```", "", (ROOT / "docs" / page).read_text("utf-8"), flags=re.DOTALL)
    documented = set(re.findall("`([^`]+)`", text))
    told = {
        word for phrase in documented for word in (phrase, phrase.split(" ")[0], phrase.rsplit(" ", 1)[0])
    }
    rules = json.loads(proof.read_text("utf-8"))["rules"]
    heads = {form[0] for form in forms([rules["sources"], rules["packs"]])}
    assert {"share", "before", "add", "field"} <= heads
    assert heads - told == set()


def forms(node: Any) -> Iterator[list[Any]]:
    """The lists that begin with an English word."""
    if isinstance(node, list) and node and isinstance(node[0], str) and node[0].isascii():
        yield node
    for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        yield from forms(part)


def test_a_form_without_words_is_refused_by_name() -> None:
    tally = core.Compare(">", core.Tally("distinct", core.FactRef("L")), core.Lit(Decimal(1)))
    made = small.program(small.rule(core.Test(tally)))
    verdict = judge_case(made, small.case(small.record("A", 0)), small.day(1))
    with pytest.raises(NotInProof, match="tally"):
        proof_of(verdict)


@pytest.mark.parametrize(("suspected", "form"), [(None, "wording"), (DOUBT, "suspected")])
def test_what_looks_at_words_is_refused_by_name(suspected: Suspected | None, form: str) -> None:
    match = core.Matches(core.FactRef("W"), ("x",))
    req = core.Test(core.Truth(core.FactRef("F")) if suspected else match)
    made = small.program(replace(small.rule(req), suspected=suspected))
    verdict = judge_case(made, small.case(small.record("A", 0)), small.day(1))
    with pytest.raises(NotInProof, match=form):
        proof_of(verdict)


def test_one_case_at_a_time(tmp_path: Path) -> None:
    ended = run("check", CASE, FIXTURES / "01_county_lawful.yaml", "--proof", tmp_path / "p.json", lang="en")
    assert ended.code == 2 and ended.says("one case at a time")
    assert not list(tmp_path.iterdir())
    text = CASE.read_bytes()
    taken = run("check", CASE, "--proof", CASE, lang="en")
    assert taken.code == 2 and taken.says("is an input file") and CASE.read_bytes() == text

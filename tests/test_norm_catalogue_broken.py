"""A catalogue of norms that somebody has broken is told with file, line and column, by every command that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from guiju.engine.diagnostics import shipped
from guiju.engine.diagnostics.model import Refused
from guiju.engine.norms.lookup import shipped_norms

from .command_line import ROOT, run

PACK = Path("text/state_5_clauses.rule")
GOOD = "in_force: {from: {value: 2019-09-01, source: stated}}"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Path]:
    """The catalogue in a copy of the rules, which the commands take for the shipped ones."""
    rules = shutil.copytree(shipped.RULES, tmp_path / "rules")
    with mock.patch.object(shipped, "RULES", rules):
        shipped_norms.cache_clear()
        yield rules / "norms" / "catalogue.yaml"
    shipped_norms.cache_clear()


def broken(path: Path, old: str, new: str) -> int:
    """The line that was changed."""
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (GOOD.replace("2019-09-01", "2019-13-01"), "in_force"),
        (GOOD.replace("in_force", "in_forse"), "in_forse"),
        (GOOD[:-2], "YAML"),
    ],
)
def test_the_problem_is_told_with_its_place(catalogue: Path, new: str, words: str) -> None:
    line = broken(catalogue, GOOD, new)
    with pytest.raises(Refused) as caught:
        shipped_norms()
    told = caught.value.diagnostics
    assert all(d.code == "N012" and d.span is not None and d.span.file == str(catalogue) for d in told)
    assert any(d.span is not None and abs(d.span.line - line) <= 1 for d in told)
    assert any(words in d.message.zh for d in told)


def test_a_file_without_norms_and_one_of_the_further_files(catalogue: Path) -> None:
    further = next((catalogue.parent / "further").glob("*.yaml"))
    further.write_text("norms: {甲法: {title: 甲法, in_force: 三}}\n", "utf-8")
    with pytest.raises(Refused) as caught:
        shipped_norms()
    assert {d.span.file for d in caught.value.diagnostics if d.span} == {str(further)}
    catalogue.write_text("norms: 3\n", "utf-8")
    with pytest.raises(Refused, match="norms"):
        shipped_norms()


@pytest.mark.parametrize(
    "command", [("lint", PACK), ("test", PACK), ("impact", "民法典", ROOT / "fixtures" / "filed")]
)
def test_commands_end_with_the_problem_and_not_with_a_fault(
    catalogue: Path, command: tuple[str | Path, ...]
) -> None:
    line = broken(catalogue, GOOD, GOOD.replace("2019-09-01", "2019-13-01"))
    rules = catalogue.parent.parent
    ended = run(*(rules / each if each is PACK else each for each in command))
    assert ended.code == 2 and ended.says("N012", f"catalogue.yaml:{line}:")
    assert not ended.says("内部错误")

"""Workflow commands of GitHub Actions, read by the rules of its runner; and the summary of the job."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from guiju.cli.ci_formats import SUMMARY_BYTES
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.github import ci_github
from guiju.engine.report.ci.words import message
from guiju.engine.report.verdict.result import FileResult
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .ci_samples import CHECK, FOLDER, HOSTILE_RUN, runs
from .command_line import FIXTURES, process, run
from .github_runner import KINDS, KNOWN, parsed, shown
from .test_report_samples import FULL

ON = ("--on", "2026-11-24")
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


@pytest.mark.parametrize("name", ["check", "gate-no", "gate-yes", "gate-depends"])
def test_every_line_is_a_command_that_reads_back_as_what_was_meant(name: str) -> None:
    made = runs()[name]
    found = [parsed(line) for line in ci_github(made, "zh").splitlines()]
    assert all(a is not None and set(a.properties) <= set(KNOWN) for a in found)
    read = [(a.kind, a.properties.get("file"), a.message) for a in found if a is not None]
    for meant in made.reported:
        assert (LEVELS[meant.level or ""], meant.place.file, message(meant, "zh")) in read
    assert any(run_answer in text for _, _, text in read for run_answer in [made.answer.zh])


def test_the_gravest_come_first_and_the_summary_is_kept_however_many_notices_there_are() -> None:
    kinds = [a.kind for line in ci_github(CHECK, "zh").splitlines() if (a := parsed(line)) is not None]
    assert kinds == sorted(kinds, key=KINDS.index)
    many = check_run(
        [
            FileResult(f"{n}.yaml", replace(FULL, case=replace(FULL.case, file=f"{n}.yaml")))
            for n in range(30)
        ],
        FOLDER,
    )
    kept = shown(ci_github(many, "zh"))
    assert [sum(a.kind == k for a in kept) for k in KINDS] == [10, 10, 10]
    assert [a.message for a in kept if a.properties.get("title") == "guiju check"] == [many.answer.zh]


def test_columns_are_told_only_within_a_line() -> None:
    for line in ci_github(CHECK, "en").splitlines():
        found = parsed(line)
        assert found is not None
        assert not ("endline" in found.properties and "col" in found.properties)


def test_what_a_file_says_starts_no_command() -> None:
    for line in ci_github(HOSTILE_RUN, "zh").splitlines():
        found = parsed(line)
        assert found is not None and set(found.properties) <= set(KNOWN)


PIECES = ("%", "%25", "%0A", "%0D", "%3A", "%2C", ":", "::", ",", "=", "\n", "\r", "x", "甲")
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join) | st.text()


@given(TEXTS, TEXTS.map(str.strip).filter(bool))
def test_any_text_reads_back(text: str, title: str) -> None:
    remark = CHECK.cases[2].remarks[0]
    changed = replace(remark, text=replace(remark.text, zh=text), title=replace(remark.text, zh=title))
    made = replace(CHECK, cases=(replace(CHECK.cases[2], remarks=(changed,)),))
    first, *_ = ci_github(made, "zh").split("\n")
    found = parsed(first)
    assert found is not None and (found.message, found.properties["title"]) == (text, title)


def test_the_summary_of_the_job_is_appended_only_for_this_format(tmp_path: Path) -> None:
    case = FIXTURES / "05_review_skipped.yaml"
    summary = tmp_path / "summary.md"
    summary.write_text("# before\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    ended = process("check", case, *ON, "--format", "github", "--lang", "zh", env=env)
    assert ended.code == 1 and ended.out.startswith("::error file=")
    text = summary.read_text("utf-8")
    plain = process("check", case, *ON, "--format", "markdown", "--lang", "zh", env=env)
    assert text == "# before\n" + plain.out + "\n"
    assert summary.read_text("utf-8") == text  # markdown writes nothing there


def test_a_summary_too_long_for_the_host_is_cut_and_says_so(tmp_path: Path) -> None:
    for n in range(40):
        shutil.copy(FIXTURES / "05_review_skipped.yaml", tmp_path / f"{n}.yaml")
    summary = tmp_path / "summary.md"
    taken = SUMMARY_BYTES - 30_000
    summary.write_text("x" * taken, encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert process("check", tmp_path, *ON, "--format", "github", "--lang", "zh", env=env).code == 1
    written = summary.read_bytes()[taken:].decode("utf-8")
    assert 15_000 < len(written.encode("utf-8")) <= 30_000 and "没有列出" in written


def test_a_summary_that_cannot_be_written_changes_nothing_else(tmp_path: Path) -> None:
    case, env = FIXTURES / "05_review_skipped.yaml", {"GITHUB_STEP_SUMMARY": str(tmp_path)}
    ended = process("check", case, *ON, "--format", "github", "--lang", "zh", env=env)
    assert ended.code == 1 and "GITHUB_STEP_SUMMARY" in ended.err
    assert ended.out == run("check", case, *ON, "--format", "github").out

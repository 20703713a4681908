"""`--format sarif | junit | github | gitlab | markdown` of `guiju check` and `guiju gate`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from guiju.cli.errors import sources_of
from guiju.cli.language import run_language, say
from guiju.engine.diagnostics.os_errors import os_reason

if TYPE_CHECKING:
    from guiju.engine.plan.gate import Gate
    from guiju.engine.report.ci.model import CiRun
    from guiju.engine.report.verdict.result import FileResult

CI_FORMATS: Final = ("sarif", "junit", "github", "gitlab", "markdown")
STEP_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
SUMMARY_BYTES: Final = 1024 * 1024
"""What GitHub takes as the summary of one step; a longer one is refused whole."""


def check_for_ci(results: Sequence[FileResult], form: str, *, show_all: bool) -> str:
    """The results of a check in one of the formats. `github` also appends the Markdown to the summary of the step, where
    the runner names a file for it."""
    from guiju.engine.report.ci.check import check_run

    root, lang = Path.cwd(), run_language()

    def markdown(limit: int | None) -> str:
        from guiju.engine.report.ci.markdown import check_markdown

        sources = sources_of([d for r in results for d in r.diagnostics])
        return check_markdown(results, lang, root, sources=sources, show_all=show_all, limit=limit)

    return _rendered(form, lambda: check_run(results, root), markdown)


def gate_for_ci(gate: Gate, form: str) -> str:
    """The same for the answer of a gate."""
    from guiju.engine.report.gate.ci import gate_run

    root, lang = Path.cwd(), run_language()

    def markdown(limit: int | None) -> str:
        from guiju.engine.report.gate.markdown import gate_markdown

        return gate_markdown(gate, lang, root, limit=limit)

    return _rendered(form, lambda: gate_run(gate, root), markdown)


def _rendered(form: str, run: Callable[[], CiRun], markdown: Callable[[int | None], str]) -> str:
    from guiju.engine.report.ci.render import render_ci

    lang = run_language()
    match form:
        case "markdown":
            return markdown(None)
        case "github":
            _summarize(markdown)
            return render_ci(run(), "github", lang)
        case "sarif" | "junit" | "gitlab":
            return render_ci(run(), form, lang)
    raise ValueError(form)


def _summarize(markdown: Callable[[int | None], str]) -> None:
    """A summary that cannot be written is said, and changes nothing else."""
    named = os.environ.get(STEP_SUMMARY)
    if not named:
        return
    path = Path(named)
    try:
        taken = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write(markdown(SUMMARY_BYTES - taken) + "\n")
    except OSError as error:
        reason = os_reason(error)
        click.echo(
            say(
                f"写不了作业摘要({STEP_SUMMARY}):{reason.zh}",
                f"cannot write the summary of the job ({STEP_SUMMARY}): {reason.en}",
            ),
            err=True,
        )

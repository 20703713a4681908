"""`guiju check CASE --proof FILE`: the verdict with its proofs, written for another program to check."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from guiju.cli.errors import USAGE
from guiju.cli.language import say
from guiju.cli.output import write_out
from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.report.verdict.result import FileResult


def write_proof(results: Sequence[FileResult], output: Path, calendar: Calendar) -> None:
    """Writes the proof of the one case there is and says where, with the digest of its rules. Ends the run with a plain
    message for several cases, or a rule that the proof file has no words for; a case that was refused has no proof."""
    from guiju.engine.report.proof.file import digest_in, proof_text
    from guiju.engine.report.proof.values import NotInProof

    if any(r.verdict is not None and _of_text(r.verdict.case) for r in results):
        _refuse(
            "文件文本没有证明文件;--proof 只用于不带文本的案卷",
            "there is no proof file for the text of a document; --proof is for a case without one",
        )
    if len(results) != 1:
        _refuse("--proof 一次只写一个案卷的证明", "--proof writes the proof of one case at a time")
    verdict, content = results[0].verdict, results[0].content
    if verdict is None or content is None:
        return
    try:
        text = proof_text(verdict, content, calendar)
    except NotInProof as problem:
        form = problem.form
        _refuse(
            f"证明文件还写不了这一写法:{form.zh}", f"the proof file has no words for this form: {form.en}"
        )
    write_out(text, output)
    name = shown(str(output), 200)
    told = say(
        f"证明写在 {name};规则摘要 {digest_in(text)}", f"proof written to {name}; rules {digest_in(text)}"
    )
    click.echo(told, err=True)


def _of_text(case: Case) -> bool:
    from guiju.engine.textcase.values import PROCEDURE

    return case.text is not None or PROCEDURE in case.procedures


def _refuse(zh: str, en: str) -> NoReturn:
    click.echo(say(zh, en), err=True)
    sys.exit(USAGE)

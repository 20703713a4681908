"""Cases checked and recorded, for `guiju check --record`; a record that cannot be written is said in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.language import say
from guiju.engine.diagnostics.nearest import shown

if TYPE_CHECKING:
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.report.verdict.result import FileResult
    from guiju.engine.semantics.program import Program


def checked_and_recorded(
    program: Program,
    paths: Sequence[Path],
    looking: Looking,
    folder: Path,
    packs: Sequence[Path],
    calendars: Sequence[Path] = (),
) -> tuple[list[FileResult], bool]:
    """The results in order, each recorded, and whether that went well to the end. No verdict is given without its
    record: the first that cannot be recorded ends the run."""
    from guiju.engine.pipeline.recording import NotRecorded, record_paths

    results: list[FileResult] = []
    try:
        for result in record_paths(program, paths, looking, folder, packs, calendars):
            results.append(result)
    except NotRecorded as failed:
        name, kept = shown(str(folder), 200), sum(r.record is not None for r in results)
        click.echo(
            say(
                f"写不了记录 {name}:{failed.reason.zh}。已记录 {kept} 个案卷,其余没有记录,也不给出结论;"
                "处理之后再运行一次,已有的不会重复记录。",
                f"cannot record in {name}: {failed.reason.en}. {kept} recorded; the rest is not, and no verdict on it "
                "is given. Run this again when it is put right: nothing is recorded twice.",
            ),
            err=True,
        )
        return results, False
    return results, True

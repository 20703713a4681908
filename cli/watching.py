"""`guiju check --watch`: cases judged again whenever they are saved, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click
from guiju.cli.errors import print_diagnostics, report_broken_run
from guiju.cli.language import say
from guiju.cli.output import close_quietly, refuse_input, write_out
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.pipeline.file_changes import Change
from guiju.engine.pipeline.file_events import wakes
from guiju.engine.pipeline.watching import JudgedBy, Round, Watch
from guiju.engine.report.verdict.result import FileResult

Render = Callable[[Sequence[FileResult], Sequence[FileResult]], str]
"""The report on some results, with a summary of all those they are among."""

_NAMED = 3
"""So many files are named that changed together; the others are counted."""


def refuse_beside_watch(form: str, output: Path | None, others: Mapping[str, Path | None]) -> None:
    """Ends the run where `--watch` makes no sense beside the other options. Raises click.UsageError."""
    for option, value in others.items():
        if value is not None:
            raise click.UsageError(
                say(
                    f"--watch 不能和 {option} 一起用:一边修改一边保存的案卷还不是定稿。定稿之后不带 --watch 运行一次",
                    f"--watch does not go with {option}: what is saved while it is being written is not final. Run "
                    "it once without --watch when it is",
                )
            )
    if form != "text" and output is None:
        raise click.UsageError(
            say(
                f"--watch 在屏幕上只写文字。要 --format {form},请加 --output 文件,每次重新判断之后重写这个文件",
                f"--watch writes plain text on the screen. For --format {form} add --output FILE, which is written "
                "anew after each check",
            )
        )


def refuse_missing(paths: Sequence[Path]) -> None:
    """Ends the run where a path to be watched is not there: what is mistyped would be waited for without end. Raises
    click.UsageError."""
    for path in paths:
        if not path.exists():
            name = shown(str(path), 200)
            raise click.UsageError(
                say(
                    f"找不到 {name}:--watch 监视已有的文件或者文件夹",
                    f"{name} is not there: --watch watches files and folders that are",
                )
            )


def watch_paths(paths: Sequence[Path], by: JudgedBy, render: Render, output: Path | None) -> None:
    """Reports, and reports again after every change, until Ctrl-C or until nobody reads them."""
    try:
        watched = Watch(paths, by)
        _look(watched, by, render, output)
        for _ in wakes(watched.folders):
            _look(watched, by, render, output)
    except KeyboardInterrupt:
        click.echo(say("\n不再监视", "\nno longer watching"))
    except BrokenPipeError:  # nobody reads any more
        close_quietly()


def _look(watched: Watch, by: JudgedBy, render: Render, output: Path | None) -> None:
    """One look. A fault of the program is said, and the next save may be spared it."""
    try:
        seen = watched.look()
        if seen is not None:
            _show(seen, by, render, output)
    except BrokenPipeError:
        raise
    except Exception as error:
        report_broken_run(error)


def _show(seen: Round, by: JudgedBy, render: Render, output: Path | None) -> None:
    click.clear()  # of itself only where a person is looking
    click.echo(f"{datetime.now():%H:%M:%S}  {_what_changed(seen.changes)}".rstrip())
    if seen.problems:
        print_diagnostics(seen.problems, err=False)
    if seen.refused:
        click.echo(
            say(
                "规则包或日历有错误,改好之前不判断案卷",
                "until packs and calendar are right, no case is judged",
            )
        )
    elif output is None:
        click.echo(render(seen.judged, seen.results), nl=False)
    else:
        refuse_input(output, [*(Path(r.file) for r in seen.results), *by.packs, *by.calendars])
        write_out(render(seen.results, seen.results), output)
        click.echo(say(f"已写入 {shown(str(output), 200)}", f"written to {shown(str(output), 200)}"))
    click.echo(say("监视中,按 Ctrl-C 结束", "watching; Ctrl-C ends it"))


def _what_changed(changes: Sequence[Change]) -> str:
    kinds = {"new": say("新增", "new"), "changed": say("改动", "changed"), "gone": say("删除", "removed")}
    named = [f"{kinds[c.kind]} {shown(str(c.path), 200)}" for c in changes[:_NAMED]]
    if len(changes) > _NAMED:
        rest = len(changes) - _NAMED
        named.append(say(f"等 {rest} 个文件", f"and {rest} more"))
    return say(",", ", ").join(named)

"""`guiju lint PACK…`: what is wrong with rule pack files, and whether their examples come out as they say."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from guiju.cli.errors import USAGE, sources_of
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import lang_option
from guiju.cli.output import write_out
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import CASE_FILES


@click.command(
    "lint",
    cls=Command,
    help=say(
        "检查规则包文件,并运行其中的案例。\n\n"
        "文件与随附的规则包一起检查。退出码:0 没有错误;1 有案例不合预期;2 文件有错误。",
        "Check rule pack files and run the examples in them.\n\n"
        "The files are checked together with the shipped packs. Exit codes: 0 no errors; 1 an example does not "
        "come out as expected; 2 errors in the files.",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=say("规则包文件...", "PACKS..."),
)
@lang_option
def command(paths: tuple[Path, ...]) -> None:
    from guiju.engine.pipeline.pack_check import check_packs
    from guiju.engine.report.diagnostics_text import render_diagnostics

    cases = [path for path in paths if path.suffix.lower() in CASE_FILES and path.is_file()]
    if cases:
        for path in cases:
            name = shown(str(path), 200)
            click.echo(
                say(
                    f"{name}:这像案卷文件,请用 guiju check",
                    f"{name}: this looks like a case file; use guiju check",
                ),
                err=True,
            )
        sys.exit(USAGE)
    found = check_packs(paths)
    wrong = [*found.diagnostics, *found.failures]
    report = render_diagnostics(wrong, sources_of(wrong), run_language()) if wrong else ""
    if found.exit_code != 2:
        passed = found.examples - len({f.span for f in found.failures})
        report += say(
            f"规则 {found.rules} 条;案例 {found.examples} 个,{passed} 个合乎预期",
            f"{found.rules} {_plural('rule', found.rules)}; "
            f"{found.examples} {_plural('example', found.examples)}, {passed} as expected",
        )
    write_out(report, None)
    sys.exit(found.exit_code)


def _plural(noun: str, count: int) -> str:
    """The English noun as the count asks for it."""
    return noun if count == 1 else f"{noun}s"

"""`guiju lint PACK…`: what is wrong with rule pack files, and whether their examples come out as they say."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from guiju.cli.errors import sources_of
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import lang_option
from guiju.cli.output import write_out


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

    found = check_packs(paths)
    shown = [*found.diagnostics, *found.failures]
    report = render_diagnostics(shown, sources_of(shown), run_language()) if shown else ""
    if found.exit_code != 2:
        passed = found.examples - len({f.span for f in found.failures})
        report += say(
            f"规则 {found.rules} 条;案例 {found.examples} 个,{passed} 个合乎预期",
            f"{found.rules} rule(s); {found.examples} example(s), {passed} as expected",
        )
    write_out(report, None)
    sys.exit(found.exit_code)

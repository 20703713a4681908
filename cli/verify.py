"""`guiju verify FOLDER`: whether a folder of records is whole, and whether its verdicts come out again."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from guiju.cli.errors import USAGE
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, output_option
from guiju.cli.output import refuse_among_records, write_out
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.os_errors import os_reason

_ROOT = re.compile(r"(?:([0-9]{1,7}):)?([0-9a-f]{64})")


class KeptRoot(click.ParamType[tuple[str, int | None]]):
    """A root of 64 hexadecimal digits, blanks between them allowed, with the number of its record before it or not."""

    name = "root"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int | None]:
        if isinstance(value, tuple):
            return value
        found = _ROOT.fullmatch("".join(value.split()).lower())
        if found is None:
            name = shown(str(value), 80)
            message = say(
                f"“{name}”不是根,根是 64 位十六进制数字,前面可以写记录编号,如 12:3f9a…",
                f"'{name}' is no root: 64 hexadecimal digits, with the number of the record before it if you like, "
                "as in 12:3f9a…",
            )
            self.fail(message, param, ctx)
        return found[2], int(found[1]) if found[1] else None


@click.command(
    "verify",
    cls=Command,
    help=say(
        "核对 guiju check --record 写下的记录:有没有被抽走、改动、换序、重编或截去;"
        "再从记录里的原文重新判断每个案卷,看结论是否相同。\n\n"
        "退出码:0 完整,结论都相同;1 有损坏或不同;2 读不了。",
        "Look at the records that guiju check --record wrote: whether any was removed, edited, reordered, chained anew "
        "or cut off; then judge each case again from the texts in its record and see whether the verdict is the same.\n\n"
        "Exit codes: 0 whole, and all verdicts the same; 1 something is broken or differs; 2 it cannot be read.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文件夹", "FOLDER"))
@click.option(
    "--root",
    "roots",
    type=KeptRoot(),
    multiple=True,
    metavar=say("[编号:]根", "[NUMBER:]HEX"),
    help=say("纸上留下的根(可重复)", "a root kept on paper (repeatable)"),
)
@click.option(
    "--no-rerun",
    is_flag=True,
    help=say("只核对记录是否完整,不重新判断", "only whether the records are whole; judge nothing again"),
)
@format_option("text", "json")
@output_option
@lang_option
def command(
    folder: Path, roots: tuple[tuple[str, int | None], ...], no_rerun: bool, form: str, output: Path | None
) -> None:
    from guiju.engine.pipeline.verifying import verify_folder
    from guiju.engine.record.audit import Root
    from guiju.engine.record.folder import NoRecordFolder

    refuse_among_records(output, folder, "--output")
    try:
        seen = verify_folder(folder, [Root(value, size) for value, size in roots], rerun=not no_rerun)
    except NoRecordFolder:
        _unreadable(folder, say("里面没有记录", "it holds no records"))
    except OSError as error:
        reason = os_reason(error)
        _unreadable(folder, say(reason.zh, reason.en))
    if form == "json":
        from guiju.engine.report.verify.json import verification_json

        text = verification_json(seen)
    else:
        from guiju.engine.report.verify.text import render_verification

        text = render_verification(seen, run_language())
    write_out(text, output)
    sys.exit(seen.exit_code)


def _unreadable(folder: Path, reason: str) -> NoReturn:
    name = shown(str(folder), 200)
    click.echo(say(f"读不了 {name}:{reason}", f"cannot read {name}: {reason}"), err=True)
    sys.exit(USAGE)

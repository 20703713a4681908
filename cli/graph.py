"""`guiju graph PROCEDURE|CASE`: the procedure as a picture, or a case laid on it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Literal

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import Day, lang_option, output_option, pack_option
from guiju.cli.output import write_out
from guiju.cli.packs import find_procedure, load_packs
from guiju.engine.diagnostics.source import CASE_FILES

_ENDINGS: dict[str, Literal["svg", "mermaid"]] = {".svg": "svg", ".mmd": "mermaid", ".md": "mermaid"}


@click.command(
    "graph",
    cls=Command,
    help=say(
        "画出程序:步骤的先后和期限。给出案卷的,标明哪些办了、哪些缺、哪些须重做。\n\n"
        "例:guiju graph 案卷.yaml -o 案卷.svg",
        "Draw a procedure: the order of its steps, and their time limits. For a case file, show what was done, what "
        "is missing and what has to be done again.\n\nExample: guiju graph case.yaml -o case.svg",
    ),
)
@click.argument("subject", metavar=say("程序或案卷", "PROCEDURE|CASE"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "mermaid"]),
    default=None,
    help=say(
        "图的格式(默认看文件名,否则 svg)", "format of the picture (default: by the file name, else svg)"
    ),
)
@click.option(
    "--on",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say(
        "案卷以这一天的眼光看(默认今天);程序按这一天有效的规则画(默认最新的)",
        "look at the case on this day (default: today); draw the procedure under the rules in force on it "
        "(default: the latest)",
    ),
)
@output_option
@lang_option
@pack_option
def command(
    subject: str,
    form: Literal["svg", "mermaid"] | None,
    on: date | None,
    output: Path | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.engine.pipeline.drawing import draw_case, draw_procedure

    wanted = _form(form, output)
    program = load_packs(packs)
    path = Path(subject)
    if path.suffix.lower() not in CASE_FILES and not path.is_file():
        name = find_procedure(program, subject).name.zh
        write_out(draw_procedure(program, name, wanted, run_language(), on), output)
        return
    from guiju.engine.pipeline.check import Looking, check_file

    result = check_file(program, path, Looking(on or date.today()))
    if result.diagnostics:
        print_diagnostics(result.diagnostics)
    if result.verdict is None:
        sys.exit(USAGE)
    write_out(draw_case(result.verdict, wanted, run_language()), output)


def _form(asked: Literal["svg", "mermaid"] | None, output: Path | None) -> Literal["svg", "mermaid"]:
    """The form asked for, else that of the file's name; a name that says another form ends the run."""
    by_name = _ENDINGS.get(output.suffix.lower()) if output is not None else None
    if output is None or (by_name is not None and asked in (None, by_name)):
        return asked or by_name or "svg"
    raise click.UsageError(
        say(
            "图只能写成 .svg(svg)或者 .mmd、.md(mermaid)文件",
            "a picture is written as .svg (svg) or as .mmd or .md (mermaid)",
        )
    )

"""`guiju graph PROCEDURE|CASE`: the procedure as a picture, or a case laid on it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import Day, lang_option, output_option, pack_option
from guiju.cli.output import write_out
from guiju.cli.packs import find_procedure, load_packs

_CASES = (".yaml", ".yml")
_MERMAID = (".mmd", ".mermaid")


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
    subject: str, form: str | None, on: date | None, output: Path | None, packs: tuple[Path, ...]
) -> None:
    from guiju.engine.pipeline.drawing import Form, draw_case, draw_procedure

    wanted: Form = "mermaid" if form == "mermaid" or (form is None and _is_mermaid(output)) else "svg"
    program = load_packs(packs)
    path = Path(subject)
    if path.suffix.lower() not in _CASES and not path.is_file():
        name = find_procedure(program, subject).name.zh
        write_out(draw_procedure(program, name, wanted, run_language(), on), output)
        return
    from guiju.engine.pipeline.check import check_file

    result = check_file(program, path, on or date.today())
    if result.diagnostics:
        print_diagnostics(result.diagnostics)
    if result.verdict is None:
        sys.exit(USAGE)
    write_out(draw_case(result.verdict, wanted, run_language()), output)


def _is_mermaid(output: Path | None) -> bool:
    return output is not None and output.suffix.lower() in _MERMAID

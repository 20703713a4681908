"""`guiju graph PROCEDURE|CASE|FOLDER|DOCUMENT`: a procedure, a case on it, or what documents rest on, as a picture."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Literal, NoReturn

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import (
    Day,
    calendar_option,
    known_on_option,
    lang_option,
    law_option,
    no_waivers_option,
    output_option,
    pack_option,
)
from guiju.cli.output import refuse_input, write_out
from guiju.cli.packs import find_procedure, load_packs
from guiju.engine.diagnostics.source import CASE_FILES
from guiju.engine.document.read_kind import names_document

_ENDINGS: dict[str, Literal["svg", "mermaid"]] = {".svg": "svg", ".mmd": "mermaid", ".md": "mermaid"}


@click.command(
    "graph",
    cls=Command,
    help=say(
        "画出程序:步骤的先后和期限。给出案卷的,标明哪些办了、哪些缺、哪些须重做。\n\n"
        "给出文件或者文件目录的,画引用关系:文件依据、引用、废止哪些规范,标明不再施行的规范和接替它的规范。\n\n"
        "例:guiju graph 案卷.yaml -o 案卷.svg;guiju graph 文件目录 -o 引用.svg",
        "Draw a procedure: the order of its steps, and their time limits. For a case file, show what was done, what "
        "is missing and what has to be done again.\n\n"
        "For a document or a folder of them, draw what they rest on: the norms they name as basis, cite and repeal, "
        "those no longer in force, and what took their place.\n\n"
        "Example: guiju graph case.yaml -o case.svg; guiju graph FOLDER -o citations.svg",
    ),
)
@click.argument("subject", metavar=say("程序|案卷|文件目录", "PROCEDURE|CASE|FOLDER"))
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
        "案卷和文件以这一天的眼光看(默认今天);程序按这一天有效的规则画(默认最新的)",
        "look at the case or the documents on this day (default: today); draw the procedure under the rules in "
        "force on it (default: the latest)",
    ),
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help=say(
        "引用关系里连只是提到的现行规范也画", "of documents, draw also norms in force that they only speak of"
    ),
)
@output_option
@law_option
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    subject: str,
    form: Literal["svg", "mermaid"] | None,
    on: date | None,
    whole: bool,
    output: Path | None,
    law: date | None,
    no_waivers: bool,
    calendars: tuple[Path, ...],
    known_on: date | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.pipeline.drawing import draw_case, draw_procedure

    wanted = _form(form, output)
    path = Path(subject)
    if path.is_dir() or names_document(path.name):
        if law or no_waivers or calendars or known_on:
            raise click.UsageError(
                say(
                    "--as-of-law、--no-waivers、--calendar、--known-on 说的是怎样看案卷,画引用关系不用",
                    "--as-of-law, --no-waivers, --calendar and --known-on say how to look at a case; what documents rest "
                    "on is drawn without them",
                )
            )
        _draw_citations(path, on or date.today(), wanted, whole, output)
    program, calendar = load_packs(packs, law), load_calendar(calendars, known_on)
    if path.suffix.lower() not in CASE_FILES and not path.is_file():
        name = find_procedure(program, subject).name.zh
        write_out(draw_procedure(program, name, wanted, run_language(), on), output)
        return
    from guiju.engine.pipeline.check import Looking, check_file

    result = check_file(program, path, Looking(on or date.today(), calendar, not no_waivers))
    if result.diagnostics:
        print_diagnostics(result.diagnostics)
    if result.verdict is None:
        sys.exit(USAGE)
    refuse_input(output, [path, *packs, *calendars])
    write_out(draw_case(result.verdict, wanted, run_language()), output)


def _draw_citations(
    path: Path, on: date, form: Literal["svg", "mermaid"], whole: bool, output: Path | None
) -> NoReturn:
    """Ends the run: with 0, or 2 if a document could not be read; the others are drawn all the same."""
    from guiju.engine.pipeline.citations import citations_of
    from guiju.engine.pipeline.drawing import draw_citations

    found = citations_of([path], on)
    refuse_input(output, [Path(node.document.file) for _, node in found.graph.documents()])
    for read in found.unread:
        print_diagnostics(read.diagnostics)
    if any(found.graph.documents()):
        write_out(draw_citations(found.graph, form, run_language(), whole=whole), output)
    sys.exit(USAGE if found.unread else 0)


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

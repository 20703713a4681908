"""`guiju coverage`: which requirements of the law the shipped packs check, and which they cannot."""

from __future__ import annotations

from pathlib import Path

import click
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, output_option, pack_option
from guiju.cli.output import write_out
from guiju.cli.packs import load_packs


@click.command(
    "coverage",
    cls=Command,
    help=say(
        "列出规则包里的每一项要求:由哪些规则检查,或者为什么不能检查。",
        "List every requirement of the packs: the rules that check it, or why it cannot be checked.",
    ),
)
@format_option("text", "markdown", "json")
@output_option
@lang_option
@pack_option
def command(form: str, output: Path | None, packs: tuple[Path, ...]) -> None:
    from guiju.engine.pipeline.coverage import coverage
    from guiju.engine.pipeline.coverage_table import coverage_json, coverage_markdown, coverage_text

    program = load_packs(packs)
    table = coverage(program)
    match form:
        case "json":
            rendered = coverage_json(table, program)
        case "markdown":
            rendered = coverage_markdown(table, program, run_language())
        case _:
            rendered = coverage_text(table, program, run_language())
    write_out(rendered, output)

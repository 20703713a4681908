"""`guiju document FILE|FOLDER…`: what was read of documents, before any rule is asked."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, on_option, output_option
from guiju.cli.output import refuse_input, write_out

if TYPE_CHECKING:
    from guiju.engine.report.document.result import DocumentRead


@click.command(
    "document",
    cls=Command,
    help=say(
        "读文件,列出读到的东西:题首、施行和有效期、章条款项、引用的规范和它的状态、定义、形式上的问题。不按规则判断;"
        "要判断,用 guiju check 文件。\n\n"
        "可读 .docx、.pdf(有文字的)、.html、.md、.txt;目录里的都读。\n\n"
        "退出码:0 都读了;2 有文件读不了。",
        "Read documents and list what was read: head, time in force, chapters and articles, the norms cited and how they "
        "stand, definitions, problems of form. No rule is asked; for that, guiju check FILE.\n\n"
        "Reads .docx, .pdf with text, .html, .md, .txt; of a folder all of these.\n\n"
        "Exit codes: 0 all were read; 2 a file could not be read.",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=say("文件或目录...", "PATHS..."),
)
@on_option
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help=say("长的部分也全部列出", "list long sections to their end"),
)
@format_option("text", "json")
@output_option
@lang_option
def command(paths: tuple[Path, ...], on: date | None, show_all: bool, form: str, output: Path | None) -> None:
    from guiju.engine.pipeline.documents import look_at_documents
    from guiju.engine.report.document.result import read_exit_code

    results = list(look_at_documents(paths, on or date.today()))
    refuse_input(output, [Path(result.file) for result in results])
    code = read_exit_code(results)
    if form == "json":
        from guiju.engine.report.document.json import documents_json

        write_out(documents_json(results, code), output)
    else:
        write_out(_text(results, show_all or output is not None), output)
    sys.exit(code)


def _text(results: list[DocumentRead], show_all: bool) -> str:
    from guiju.engine.report.diagnostics.text import render_diagnostics
    from guiju.engine.report.document.text import render_counts, render_document

    lang = run_language()
    blocks = []
    for result in results:
        if result.diagnostics:
            blocks.append(render_diagnostics(result.diagnostics, {}, lang))
        blocks.append(render_document(result, lang, show_all=show_all))
    if len(results) > 1:
        blocks.append(render_counts(results).in_lang(lang))
    return "\n".join(block.rstrip("\n") + "\n" for block in blocks if block)

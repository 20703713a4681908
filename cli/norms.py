"""`guiju norms list` and `guiju norms index`: the norms that citations are checked against."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Group
from guiju.cli.language import run_language, say
from guiju.cli.options import lang_option, output_option
from guiju.cli.output import write_out
from guiju.engine.diagnostics.model import Refused, has_errors
from guiju.engine.diagnostics.nearest import shown


@click.group(
    "norms",
    cls=Group,
    help=say(
        "规范索引:规则引用条文时据以核对。",
        "The index of norms, against which the citations of rules are checked.",
    ),
)
@lang_option
def command() -> None:
    pass


@command.command(
    "list",
    help=say("列出索引里的规范。", "List the norms of the index."),
    short_help=say("列出索引里的规范", "list the norms of the index"),
)
@output_option
@lang_option
def list_norms(output: Path | None) -> None:
    from guiju.engine.norms.norm_index import load_index
    from guiju.engine.pipeline.norms import norms_text

    try:
        rendered = norms_text(load_index(), run_language())
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    write_out(rendered, output)


@command.command(
    "index",
    help=say(
        "由规范文本(.md)生成索引文件,每件规范一个。\n\n索引只记条、款、项、句的数目和摘要,不含条文。",
        "Make the files of the index, one for each norm, from texts of norms (.md).\n\n"
        "The index holds the numbers of articles, paragraphs, items and sentences and digests, not the words.",
    ),
    short_help=say("由规范文本生成索引", "make the index from texts of norms"),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文本目录", "FOLDER"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar=say("目录", "FOLDER"),
    help=say("索引写到哪个目录", "the folder to write the index to"),
)
@click.option(
    "--catalogue",
    type=click.Path(path_type=Path),
    default=None,
    metavar=say("文件", "FILE"),
    help=say("规范目录(默认随附的)", "the catalogue of norms (default: the shipped one)"),
)
@lang_option
def index_norms(folder: Path, out: Path, catalogue: Path | None) -> None:
    from guiju.engine.norms.norm_index import index_folder
    from guiju.engine.pipeline.norms import shipped_catalogue

    if not folder.is_dir():
        click.echo(say(f"没有目录 {folder}", f"there is no folder {folder}"), err=True)
        sys.exit(USAGE)
    if not any(path.name.lower() != "readme.md" for path in folder.glob("*.md")):
        name = shown(str(folder), 200)
        message = say(f"目录 {name} 里没有规范文本(.md)", f"the folder {name} holds no text of a norm (.md)")
        click.echo(message, err=True)
        sys.exit(USAGE)
    found = index_folder(folder, catalogue or shipped_catalogue(), out)
    if found:
        print_diagnostics(found)
    sys.exit(USAGE if has_errors(found) else 0)

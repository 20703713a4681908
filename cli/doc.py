"""`guiju doc [PACK_FILE…]`: the rules of packs as a handbook that a lawyer can read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from guiju.cli.errors import USAGE
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import lang_option
from guiju.cli.packs import load_packs
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.os_errors import os_reason

if TYPE_CHECKING:
    from guiju.engine.semantics.program import Pack, Program

_FOLDER = "handbook"


@click.command(
    "doc",
    cls=Command,
    help=say(
        "把规则写成手册:每条规则用中文和英文各写成一句话,附条款、图示、例外、案例和补正办法。\n\n"
        "不给文件的,写随附的规则包。例:guiju doc -o 手册",
        "Write the rules as a handbook: each rule as a sentence in Chinese and English, with its articles, a picture, "
        "exceptions, examples and cure.\n\nWithout files: the shipped packs. Example: guiju doc -o handbook",
    ),
)
@click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[规则包文件]...", "[PACK_FILE]...")
)
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(path_type=Path, file_okay=True),
    default=Path(_FOLDER),
    metavar=say("目录", "FOLDER"),
    help=say(f"写到哪个目录(默认 {_FOLDER})", f"folder to write into (default: {_FOLDER})"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    default="html",
    help=say("页面格式(默认 html)", "format of the pages (default: html)"),
)
@click.option(
    "--pack",
    "names",
    multiple=True,
    metavar=say("名称", "NAME"),
    help=say("只写这个规则包(可重复)", "write this pack only (repeatable)"),
)
@lang_option
def command(
    paths: tuple[Path, ...], folder: Path, form: Literal["html", "markdown"], names: tuple[str, ...]
) -> None:
    from guiju.engine.pipeline.handbook import in_layers, packs_of_files, render_handbook, write_handbook

    program = load_packs(paths)
    if names:
        packs = [_find(program, name) for name in dict.fromkeys(names)]
    else:
        packs = packs_of_files(program, paths) if paths else list(program.packs.values())
    if not packs:
        click.echo(say("这些文件里没有规则", "there are no rules in these files"), err=True)
        sys.exit(USAGE)
    pages = render_handbook(program, in_layers(packs), run_language(), form)
    try:
        written = write_handbook(pages, folder)
    except OSError as error:
        name, reason = shown(str(folder), 200), os_reason(error)
        click.echo(say(f"写不了 {name}:{reason.zh}", f"cannot write {name}: {reason.en}"), err=True)
        sys.exit(USAGE)
    click.echo(_summary(written, folder))


def _find(program: Program, name: str) -> Pack:
    """The pack called so; names the nearest one and ends the run if there is none."""
    if name in program.packs:
        return program.packs[name]
    close = nearest(name, program.packs)
    given = shown(name)
    hint = say(f",是不是“{close[0]}”?", f"; did you mean '{close[0]}'?") if close else ""
    known = "" if close else say(";有:", "; there are: ") + say("、", ", ").join(program.packs)
    click.echo(say(f"没有规则包“{given}”", f"there is no pack '{given}'") + hint + known, err=True)
    sys.exit(USAGE)


def _summary(written: Sequence[Path], folder: Path) -> str:
    pages, name = len(written), shown(str(folder), 200)
    first = shown(str(written[0]), 200)
    return say(
        f"在 {name} 写了 {pages} 页;从 {first} 看起", f"wrote {pages} pages into {name}; begin with {first}"
    )

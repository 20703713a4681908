"""`guiju fmt FILE…`: rule packs in their one canonical layout, in Chinese or in English."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import say
from guiju.cli.output import write_out
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import CASE_FILES
from guiju.engine.diagnostics.text import Lang

if TYPE_CHECKING:
    from guiju.engine.pipeline.formatting import Formatted

_STDIN = Path("-")


@click.command(
    "fmt",
    cls=Command,
    help=say(
        "把规则包整理成统一的格式,注释都保留。\n\n"
        "直接改写文件;目录里的 .rule 文件都整理;“-”读标准输入、写标准输出。有语法错误的文件不动。"
        "退出码:0 正常;1(--check)有文件需要整理;2 文件有错误。",
        "Put rule packs into their one canonical form; every comment is kept.\n\n"
        "Files are rewritten in place; of a folder, all .rule files; '-' reads standard input and writes standard "
        "output. A file that cannot be parsed is left alone. Exit codes: 0 done; 1 (--check) a file would change; "
        "2 errors in the files.",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar=say("规则包文件...", "PACKS..."),
)
@click.option(
    "--check", is_flag=True, help=say("只列出需要整理的文件", "only list the files that would change")
)
@click.option("--diff", is_flag=True, help=say("只显示改动", "only show the changes"))
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    help=say(
        "译成中文或英文的关键词和名称(默认保持文件原来的语言);也是输出语言",
        "translate keywords and names (default: each file keeps its language); the language of the output too",
    ),
)
def command(paths: tuple[Path, ...], check: bool, diff: bool, language: Lang | None) -> None:
    results = _formatted(paths, language)
    wrong = [d for result in results for d in result.diagnostics]
    changed = [result for result in results if result.changed]
    if wrong:
        print_diagnostics(wrong)
    if diff:
        write_out("".join(_difference(result) for result in changed), None)
    elif check:
        _list(changed, say("需要整理", "would change"))
    else:
        _write(results)
    if wrong:
        sys.exit(USAGE)
    sys.exit(1 if check and changed else 0)


def _formatted(paths: Sequence[Path], language: Lang | None) -> list[Formatted]:
    from guiju.engine.pipeline.formatting import format_files, format_text, pack_files

    if _STDIN in paths:
        if len(paths) > 1:
            _refuse(say("“-”不能和文件一起用", "'-' does not go together with files"))
        return [format_text(sys.stdin.buffer.read(), str(_STDIN), language)]
    for path in paths:
        name = shown(str(path), 200)
        if path.suffix.lower() in CASE_FILES and path.is_file():
            _refuse(
                say(
                    f"{name}:这像案卷文件,不是规则包", f"{name}: this looks like a case file, not a rule pack"
                )
            )
    files = pack_files(paths)
    if not files:
        _refuse(say("这里没有规则包文件(.rule)", "there are no rule pack files (.rule) here"))
    return format_files(files, language)


def _write(results: Sequence[Formatted]) -> None:
    for result in results:
        path = Path(result.source.name)
        if path == _STDIN:
            if not result.diagnostics:
                write_out(result.text, None)
        elif result.changed:
            write_out(result.text, path)
            _list([result], say("已整理", "formatted"))


def _list(results: Sequence[Formatted], what: str) -> None:
    for result in results:
        write_out(f"{what} {shown(result.source.name, 200)}", None)


def _difference(result: Formatted) -> str:
    name = result.source.name
    lines = unified_diff(
        result.given.splitlines(keepends=True), result.text.splitlines(keepends=True), name, name
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)

"""`guiju ledger new` and `guiju ledger check`: the ledger of filed documents that an office keeps in Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from guiju.cli.errors import USAGE
from guiju.cli.help import Command, Group
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, output_option
from guiju.cli.output import refuse_input, write_file, write_out
from guiju.engine.diagnostics.nearest import shown


@click.group(
    "ledger",
    cls=Group,
    help=say(
        "规范性文件台账(Excel):生成样表,检查填得对不对。",
        "The ledger of filed documents, in Excel: a template, and what is wrong with one that is filled in.",
    ),
)
@lang_option
def command() -> None:
    pass


@command.command(
    "new",
    cls=Command,
    help=say(
        "生成一份空的台账(.xlsx),每列的批注说明填什么。\n\n例:guiju ledger new 台账.xlsx",
        "Write an empty ledger (.xlsx); a comment on each column says what goes in.\n\n"
        "Example: guiju ledger new ledger.xlsx",
    ),
    short_help=say("生成一份空的台账", "write an empty ledger"),
)
@click.argument("file", type=click.Path(path_type=Path), metavar=say("文件", "FILE"))
@click.option("--example", "with_example", is_flag=True, help=say("带一行示例", "with a row as an example"))
@lang_option
def new(file: Path, with_example: bool) -> None:
    from guiju.engine.ledger.template import example, template

    name = shown(str(file), 200)
    if file.suffix.lower() != ".xlsx":
        click.echo(say(f"{name}:扩展名请用 .xlsx", f"{name}: the name must end in .xlsx"), err=True)
        sys.exit(USAGE)
    if file.exists() or file.is_symlink():
        click.echo(say(f"{name} 已经存在,没有改动", f"{name} exists already; it is left as it is"), err=True)
        sys.exit(USAGE)
    lang = run_language()
    write_file(file, template(lang, [example(lang)] if with_example else []))
    click.echo(
        say(
            f"已写入 {name};填好后用 guiju ledger check {name} 检查",
            f"{name} is written; once it is filled in, look at it with guiju ledger check {name}",
        ),
        err=True,
    )


@command.command(
    "check",
    cls=Command,
    help=say(
        "检查台账:读出了哪些文件,哪一格填得不对。\n\n"
        "公式不计算,宏不运行。退出码:0 没有错误;2 有错误,或者文件读不了。",
        "Look at a ledger: which documents it holds, and which cells are wrong.\n\n"
        "No formula is calculated and no macro is run. Exit codes: 0 no errors; 2 errors, or the file cannot be "
        "read.",
    ),
    short_help=say("检查台账填得对不对", "look for mistakes in a ledger"),
)
@click.argument("file", type=click.Path(path_type=Path), metavar=say("文件", "FILE"))
@format_option("text", "json")
@output_option
@lang_option
def check(file: Path, form: str, output: Path | None) -> None:
    from guiju.engine.diagnostics.model import has_errors
    from guiju.engine.ledger.files import files_not_there
    from guiju.engine.ledger.read_ledger import read_ledger
    from msgspec.structs import replace

    refuse_input(output, [file])
    ledger = read_ledger(file)
    ledger = replace(ledger, diagnostics=(*ledger.diagnostics, *files_not_there(ledger, file.parent)))
    code = USAGE if has_errors(ledger.diagnostics) else 0
    if form == "json":
        from guiju.engine.report.ledger.json import render_ledger_json

        write_out(render_ledger_json(ledger, code), output)
    else:
        from guiju.engine.report.ledger.text import render_ledger

        write_out(render_ledger(ledger, run_language()), output)
    sys.exit(code)

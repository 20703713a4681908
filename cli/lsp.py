"""`guiju lsp`: the language server for rule packs and case files, started by an editor."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import click
from guiju.cli.errors import USAGE
from guiju.cli.help import Command
from guiju.cli.language import say
from guiju.cli.options import lang_option

_HOST = "127.0.0.1"


@click.command(
    "lsp",
    cls=Command,
    help=say(
        "供编辑器使用的语言服务:检查、补全、悬停说明、跳转、改名、整理格式,规则包和案卷都可以。\n\n"
        "由编辑器启动,通过标准输入输出通信。",
        "The language server for editors: diagnostics, completion, hover, definitions, renaming and formatting, for "
        "rule packs and case files.\n\n"
        "Started by an editor; it speaks over standard input and output.",
    ),
)
@click.option(
    "--stdio",
    is_flag=True,
    expose_value=False,
    help=say("标准输入输出(默认)", "standard input and output (the default)"),
)
@click.option(
    "--tcp",
    type=click.IntRange(1, 65535),
    default=None,
    metavar=say("端口", "PORT"),
    help=say(
        "改为在本机的这个端口等待一个编辑器", "wait for one editor on this port of this machine instead"
    ),
)
@lang_option
def command(tcp: int | None) -> None:
    if find_spec("pygls") is None:
        click.echo(
            say(
                "语言服务需要 pygls,请先安装:pip install 'guiju[editor]'",
                "the language server needs pygls; install it with: pip install 'guiju[editor]'",
            ),
            err=True,
        )
        sys.exit(USAGE)
    from guiju.cli.lsp_server import Server

    server = Server().protocol
    if tcp is None:
        server.start_io()
    else:
        server.start_tcp(_HOST, tcp)

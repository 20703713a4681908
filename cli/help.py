"""Help pages in the language of the run: what Click itself words in English only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from guiju.cli.language import say

_WORDS = {
    "Options": say("选项", "Options"),
    "Commands": say("命令", "Commands"),
    "Show this message and exit.": say("显示这段说明", "show this page"),
    "Show the version and exit.": say("显示版本", "show the version"),
}


class HelpPage(click.HelpFormatter):
    """Lays out a page as Click does, with its fixed words in the language of the run."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = args.replace("[OPTIONS]", say("[选项]", "[OPTIONS]"))
        args = args.replace("COMMAND [ARGS]...", say("命令 [参数]...", "COMMAND [ARGS]..."))
        super().write_usage(prog, args, say("用法: ", "Usage: "))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _WORDS.get(text, text)) for term, text in rows], col_max, col_spacing)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_WORDS.get(name, name)):
            yield


class Context(click.Context):
    formatter_class = HelpPage


class Command(click.Command):
    context_class = Context


class Group(click.Group):
    context_class = Context
    command_class = Command

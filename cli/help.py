"""Help pages in the language of the run: what Click itself words in English only, set by terminal columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from guiju.cli.language import say
from guiju.engine.report.layout.columns import columns, fill, pad

_WORDS = {
    "Options": say("选项", "Options"),
    "Commands": say("命令", "Commands"),
    "Show this message and exit.": say("显示这段说明", "show this page"),
    "Show the version and exit.": say("显示版本", "show the version"),
}
_REQUIRED = "  [required]"


class HelpPage(click.HelpFormatter):
    """Lays out a page as Click does, with its fixed words in the language of the run and by the columns that a
    Chinese character takes (Click counts characters)."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = args.replace("[OPTIONS]", say("[选项]", "[OPTIONS]"))
        args = args.replace("COMMAND [ARGS]...", say("命令 [参数]...", "COMMAND [ARGS]..."))
        super().write_usage(prog, args, say("用法: ", "Usage: "))

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            lines = fill(" ".join(paragraph.split()), self.width, indent, indent)
            self.write(("\n" if number else "") + "\n".join(lines) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = [(term, _worded(text)) for term, text in rows]
        term_width = min(max(columns(term) for term, _ in rows), col_max)
        indent = " " * self.current_indent
        rest = " " * (self.current_indent + term_width + col_spacing)
        for term, text in rows:
            lead = indent + pad(term, term_width) + " " * col_spacing
            if columns(term) > term_width:
                self.write(f"{indent}{term}\n")
                lead = rest
            self.write("\n".join(fill(text, self.width, lead, rest)) + "\n")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_WORDS.get(name, name)):
            yield


def _worded(text: str) -> str:
    """What an option does, without Click's own English."""
    if text.endswith(_REQUIRED):
        return _worded(text.removesuffix(_REQUIRED)) + say("(必填)", " (required)")
    return _WORDS.get(text, text)


class Context(click.Context):
    formatter_class = HelpPage


class Command(click.Command):
    context_class = Context


class Group(click.Group):
    context_class = Context
    command_class = Command

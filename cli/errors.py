"""Errors of usage and of the program itself, in plain words and in the language of the run."""

from __future__ import annotations

import os

import click
from guiju.cli.language import run_language, say
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source, decode

USAGE = 2


def report_usage(error: click.UsageError) -> int:
    """Says what is wrong with the arguments and how to get help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return USAGE
    click.echo(say("用法有误:", "usage: ") + _wording(error), err=True)
    if error.ctx is not None:
        click.echo(
            say(f"帮助:{error.ctx.command_path} --help", f"help: {error.ctx.command_path} --help"), err=True
        )
    return USAGE


def _wording(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        close = nearest(error.option_name, error.possibilities or [])
        hint = say(f",是不是 {close[0]}?", f"; did you mean {close[0]}?") if close else ""
        name = shown(error.option_name)
        of_all = error.ctx is not None and isinstance(error.ctx.command, click.Group)
        if of_all and not any(c.startswith(error.option_name[:4]) for c in close):
            hint = say(":选项写在命令后面", ": options stand behind the command")
        return say(f"没有选项 {name}", f"there is no option {name}") + hint
    if isinstance(error, click.BadOptionUsage):
        name = shown(error.option_name)
        if "does not take" in error.message:
            return say(f"选项 {name} 后面不能有值", f"option {name} takes no value")
        return say(f"选项 {name} 后面要有值", f"option {name} needs a value")
    if isinstance(error, click.MissingParameter):
        name = _missing(error)
        return say(f"缺少参数 {name}", f"missing argument {name}")
    if isinstance(error, click.BadParameter):
        name = _name(error)
        return say(f"参数 {name} 的值不对:{_value(error)}", f"bad value for {name}: {_value(error)}")
    if isinstance(error, click.UsageError) and error.message.startswith("No such command"):
        name = shown(error.message.split("'")[1]) if "'" in error.message else ""
        commands = (
            error.ctx.command.list_commands(error.ctx)
            if error.ctx and isinstance(error.ctx.command, click.Group)
            else []
        )
        close = nearest(name, commands)
        hint = say(f",是不是 {close[0]}?", f"; did you mean {close[0]}?") if close else ""
        return say(f"没有命令 {name}", f"there is no command {name}") + hint
    if error.message.startswith("Got unexpected extra argument"):
        surplus = shown(error.message.partition("(")[2].removesuffix(")"), 200)
        return say(f"多出的参数:{surplus}", f"surplus arguments: {surplus}")
    return shown(error.message, 300)


def _missing(error: click.MissingParameter) -> str:
    param, ctx = error.param, error.ctx
    if param is None or ctx is None:
        return ""
    metavar = param.make_metavar(ctx)
    return f"{param.opts[0]} {metavar}" if isinstance(param, click.Option) else metavar


def _name(error: click.BadParameter) -> str:
    """An option by its name, an argument by the word that the help has for it."""
    if isinstance(error.param, click.Argument) and error.ctx is not None:
        return error.param.make_metavar(error.ctx)
    return error.param.opts[0] if error.param is not None else ""


def _value(error: click.BadParameter) -> str:
    param = error.param
    if param is not None and isinstance(param.type, click.Choice):
        choices = " | ".join(str(c) for c in param.type.choices)
        return say(f"可以是 {choices}", f"it can be {choices}")
    return shown(error.message, 300)


def report_broken_run(error: Exception) -> int:
    """A fault of the program: named in one line, with the details only on request; a file of the rules that somebody has
    broken: its problems."""
    if isinstance(error, Refused):
        print_diagnostics(error.diagnostics)
        return USAGE
    if os.environ.get("GUIJU_DEBUG"):
        import traceback

        traceback.print_exception(error)
    name = type(error).__name__
    detail = shown(str(error), 200)
    click.echo(
        say(
            f"程序内部错误({name}:{detail})。请把案卷和这行字报给维护者;设 GUIJU_DEBUG=1 可看细节。",
            f"internal error ({name}: {detail}). Please report it with the file; GUIJU_DEBUG=1 shows the details.",
        ),
        err=True,
    )
    return USAGE


def print_diagnostics(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic], *, err: bool = True) -> None:
    """The problems of files, each with its line and a caret."""
    from guiju.engine.report.diagnostics.text import render_diagnostics

    click.echo(render_diagnostics(diagnostics, sources_of(diagnostics), run_language()), err=err, nl=False)


def sources_of(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> dict[str, Source]:
    """The texts that the diagnostics point into, as far as they can be read as text."""
    from pathlib import Path

    sources: dict[str, Source] = {}
    names = {d.span.file for d in diagnostics if d.span} | {
        x.span.file for d in diagnostics for x in d.labels
    }
    for name in names:
        try:
            path = Path(name)
            if path.is_file():
                sources[name] = decode(path.read_bytes()[: 4 * 1024 * 1024], name)
        except Exception:  # the excerpt is a courtesy: without it the message still stands
            continue
    return sources

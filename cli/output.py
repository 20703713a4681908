"""Where the result of a command goes: to the screen, or whole into a file."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from guiju.cli.errors import USAGE
from guiju.cli.language import say
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.os_errors import os_reason


def refuse_input(output: Path | None, inputs: Iterable[Path]) -> None:
    """Ends the run before anything is written if the output would replace a file that was read."""
    for path in inputs:
        if output is not None and output.exists() and path.exists() and output.samefile(path):
            name = shown(str(output), 200)
            click.echo(
                say(f"{name} 是输入文件,不能写在上面", f"{name} is an input file and is not overwritten"),
                err=True,
            )
            sys.exit(USAGE)


def write_out(text: str, output: Path | None) -> None:
    """To the screen, or (`output`) into a file; ends the run with a plain message if that cannot be written."""
    if output is None:
        try:
            click.echo(text, nl=not text.endswith("\n"))
        except BrokenPipeError:
            close_quietly()
        return
    write_file(output, text)


def write_file(output: Path, content: str | bytes) -> None:
    """Into a file, whole; ends the run with a plain message if that cannot be written."""
    try:
        write_whole(output, content)
    except OSError as error:
        name, reason = shown(str(output), 200), os_reason(error)
        click.echo(say(f"写不了 {name}:{reason.zh}", f"cannot write {name}: {reason.en}"), err=True)
        sys.exit(USAGE)


def close_quietly() -> None:
    """The reader went away (`| head`): write no more and say nothing; the exit code still tells the result."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one move, so that no half-written one is ever left. Raises OSError.

    A link is followed, and what is no ordinary file (a pipe, a device) is written to, never replaced.
    """
    import shutil

    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)

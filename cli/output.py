"""Where the result of a command goes: to the screen, or whole into a file."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click
from guiju.cli.errors import USAGE
from guiju.cli.language import say
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.os_errors import os_reason

_OF_PROGRAMS = frozenset(
    ("pdf", "doc", "docx", "dot", "dotx", "odt", "rtf", "wps", "ofd", "xls", "xlsx", "xlsm", "ods", "et")
)
"""Names of files that office programs and readers open."""


def refuse_input(output: Path | None, inputs: Iterable[Path]) -> None:
    """Ends the run before anything is written if the output would replace a file that was read."""
    for path in inputs:
        if output is not None and output.exists() and path.exists() and output.samefile(path):
            name = shown(str(output), 200)
            _refuse(say(f"{name} 是输入文件,不能写在上面", f"{name} is an input file and is not overwritten"))


def refuse_same_file(one: Path | None, other: Path | None, options: tuple[str, str]) -> None:
    """Ends the run before anything is written if two options would write one file, one result over the other."""
    if one is not None and other is not None and _real(one) == _real(other):
        first, second, name = *options, shown(str(other), 200)
        _refuse(
            say(
                f"{first} 和 {second} 不能写到同一个文件 {name}",
                f"{first} and {second} cannot both write the same file {name}",
            )
        )


def refuse_among_records(output: Path | None, folder: Path | None, option: str) -> None:
    """Ends the run before anything is written if the file would lie in a folder of records, where it is no record."""
    if output is not None and folder is not None and _real(output).is_relative_to(_real(folder)):
        name = shown(str(folder), 200)
        _refuse(
            say(
                f"{option} 的文件不能写在记录文件夹里({name})",
                f"the file of {option} cannot lie in a folder of records ({name})",
            )
        )


def form_by_suffix(output: Path | None, form: str, forms: Sequence[str]) -> str:
    """The form that the name of the output asks for where none was chosen (`form` is then text); ends the run where the
    name is that of another kind of file, which no program would open."""
    suffix = output.suffix.lower()[1:] if output is not None else ""
    if form == "text" and suffix in forms:
        return suffix
    if output is not None and suffix in _OF_PROGRAMS and suffix != form:
        names = " ".join(f".{each}" for each in ("txt", *forms))
        name = shown(str(output), 200)
        _refuse(
            say(
                f"写不出 {name}:这里能写的格式是 {names}",
                f"cannot write {name}: the formats that can be written here are {names}",
            )
        )
    return form


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
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
        _refuse(say(f"写不了 {name}:{reason.zh}", f"cannot write {name}: {reason.en}"))


def close_quietly() -> None:
    """The reader went away (`| head`): write no more and say nothing; the exit code still tells the result."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one move, so that no half-written one is ever left or read, whoever else writes it at the same
    time, and none is lost if the machine stops. Raises OSError.

    A link is followed, and what is no ordinary file (a pipe, a device) is written to, never replaced.
    """
    import shutil

    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    path = _real(path)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(f".guiju-{os.urandom(8).hex()}.part")
    try:
        with partial.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)

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

_ENDINGS: dict[str, tuple[str, ...]] = {
    "text": ("txt",),
    "markdown": ("md",),
    "html": ("html", "htm"),
    "json": ("json",),
    "csv": ("csv",),
    "svg": ("svg",),
    "ics": ("ics",),
    "sarif": ("sarif",),
    "junit": ("xml",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
}
"""The endings of names that stand for a form, the usual one first; what only a platform reads has none."""


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


def form_for(output: Path | None, asked: str | None, forms: Sequence[str]) -> str:
    """The form asked for, else the one that the ending of the name stands for, else the first. Ends the run where the
    ending is that of none of the forms, or where a file of this form would be named as one for an office program."""
    ending = output.suffix.lower()[1:] if output is not None else ""
    if asked is not None and (ending not in _OF_PROGRAMS or ending in _ENDINGS.get(asked, ())):
        return asked
    if asked is None and ending in ("", *_ENDINGS.get(forms[0], ())):
        return forms[0]
    found = next((f for f in forms if ending in _ENDINGS.get(f, ())), None)
    if asked is not None or found is None:
        name, known = shown(str(output), 200), " ".join(f".{_ENDINGS[f][0]}" for f in forms if f in _ENDINGS)
        line = say(
            f"写不出 {name}:按文件名能写的有 {known}",
            f"cannot write {name}: by the file name it can be {known}",
        )
        further = say(";要别的文件名,请加 --format", "; for any other name add --format")
        _refuse(line + (further if ending not in _OF_PROGRAMS else ""))
    return found


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

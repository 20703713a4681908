"""The bytes of a document from the disk: a plain file of at most so many bytes, read once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.os_errors import os_reason
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.read_limits import MIB

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def read_file(path: Path, limit: int) -> bytes:
    """Raises `Refused` (G001 to G003). A pipe or device is not waited for."""
    name = str(path)
    try:
        descriptor = os.open(path, _HOW)
        try:
            data = _read(descriptor, limit, name)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise _refused("G001", Text("找不到文件", "no such file"), name) from None
    except OSError as error:
        raise _refused(
            "G001", Text("读不了文件:", "cannot read the file: ") + os_reason(error), name
        ) from None
    except ValueError:  # a NUL in the name
        raise _refused("G001", Text("文件名不对", "no name of a file"), name) from None
    if not data:
        raise _refused("G002", Text("文件是空的", "the file is empty"), name)
    return data


def _read(descriptor: int, limit: int, name: str) -> bytes:
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise _refused("G001", Text("是一个目录或特殊文件", "is a folder or a special file"), name)
    if about.st_size > limit:
        raise _too_large(limit, name)
    with os.fdopen(descriptor, "rb", closefd=False) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise _too_large(limit, name)
    return data


def _too_large(limit: int, name: str) -> Refused:
    size = limit // MIB
    return _refused(
        "G003", Text(f"文件超过 {size} MiB 上限", f"the file is over the limit of {size} MiB"), name
    )


def _refused(code: str, message: Text, name: str) -> Refused:
    return Refused([Diagnostic(code, message, Span(name, 1, 1, 1, 1))])

"""What the record asks of the operating system, one method for each call, so that tests can fail or kill any of them.

Files are found complete under their name or not at all: they are written under another name in the same folder and
flushed to the disk before they get their own (`publish`, `put`). All raise OSError as the system gives it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

PARTIAL = ".part"
_STALE = 3600.0
_ALWAYS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# A link could lead out of the folder, and opening a pipe would wait for a writer.
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _ALWAYS
_MAKING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS


class NotPlain(Exception):
    """Under this name lies a link, a folder or a special file, or a file over the limit."""


class NoLinks(Exception):
    """The file system has no second names for files, without which a name cannot be claimed safely."""


class Disk:
    """The calls."""

    def make_folder(self, path: Path) -> None:
        path.mkdir()

    def names(self, folder: Path) -> list[str]:
        """The names in a folder that is no link; NotADirectoryError for anything else."""
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return [path.name for path in folder.iterdir()]

    def blank(self, folder: Path) -> set[str]:
        """The names of the empty files in a folder."""
        with os.scandir(folder) as found:
            return {each.name for each in found if each.stat(follow_symlinks=False).st_size == 0}

    def read(self, path: Path, most: int) -> bytes:
        """A plain file of at most `most` bytes; `NotPlain` for anything else."""
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            raise NotPlain
        try:
            handle = os.open(path, _READING)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
                raise NotPlain from None
            raise
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            os.close(handle)
            raise NotPlain
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise NotPlain
        return data

    def modified(self, path: Path) -> float:
        """When a file was last written, in seconds since 1970."""
        return path.lstat().st_mtime

    def create(self, path: Path) -> int:
        return os.open(path, _MAKING, 0o644)

    def write(self, handle: int, data: bytes) -> int:
        """Writes what fits; gives the number of bytes written, as the system does."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def link(self, source: Path, target: Path) -> None:
        """A second name for a file; FileExistsError if the name is taken, whoever took it."""
        os.link(source, target)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Names given in the folder last through a loss of power. Windows has no call for it, nor need of one."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system that cannot flush a folder
                raise
        finally:
            os.close(handle)


def publish(disk: Disk, target: Path, data: bytes) -> None:
    """A new file, complete and on the disk when this returns. FileExistsError if there is one of this name.

    A link and not a move: a move would replace the file that another writer has put there meanwhile. `NoLinks` where the
    file system has none.
    """
    partial = _written(disk, target, data)
    try:
        try:
            disk.link(partial, target)
        except OSError as error:
            if error.errno in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
                raise NoLinks from None
            raise
        disk.sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            disk.remove(partial)


def put(disk: Disk, target: Path, data: bytes) -> None:
    """A file in place of the one of this name, if any: whoever reads it finds the old one or the new one."""
    partial = _written(disk, target, data)
    try:
        disk.replace(partial, target)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(partial)
        raise


def sweep(disk: Disk, folder: Path, names: Iterable[str], now: float) -> None:
    """Removes what writers that were killed left behind; a writer at work is never an hour behind."""
    for name in names:
        if name.startswith(".") and name.endswith(PARTIAL):
            with contextlib.suppress(OSError):
                if now - disk.modified(folder / name) > _STALE:
                    disk.remove(folder / name)


def _written(disk: Disk, target: Path, data: bytes) -> Path:
    partial = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}{PARTIAL}")
    handle = disk.create(partial)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[disk.write(handle, bytes(left)) :]
            disk.sync(handle)
        finally:
            disk.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(partial)
        raise
    return partial

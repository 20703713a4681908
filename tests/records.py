"""Folders of records for tests: made, tampered with, and a disk that fails or dies at a chosen call."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from guiju.engine.record.audit import audit
from guiju.engine.record.canonical import to_bytes
from guiju.engine.record.disk import Disk
from guiju.engine.record.entry import decode, file_name
from guiju.engine.record.folder import RECORDS, Kept, Records
from guiju.engine.record.tree import Tree, leaf_hash


def content(n: int | str) -> dict[str, Any]:
    return {"case": f"案卷{n}", "n": str(n)}


class Unflushed(Disk):
    """For tests in which nothing is killed: nothing waits for the disk."""

    def sync(self, handle: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


def fill(folder: Path, count: int, first: int = 1) -> list[Kept]:
    with Records(folder, Unflushed()) as records:
        return [records.append(f"key{n}", content(n)) for n in range(first, first + count)]


def path_of(folder: Path, number: int) -> Path:
    return folder / RECORDS / file_name(number)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / RECORDS).iterdir() if not p.name.startswith("."))


def keys_in(folder: Path) -> list[str]:
    """The keys of all records, in order; each file must be whole."""
    return [decode((folder / RECORDS / name).read_bytes()).key for name in names(folder)]


def sound(folder: Path) -> bool:
    found = audit(folder)
    return not found.faults and found.tree.size == len(names(folder))


def raw(folder: Path, number: int) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path_of(folder, number).read_text("utf-8"))
    return data


def rewrite(folder: Path, number: int, value: Mapping[str, Any]) -> None:
    path_of(folder, number).write_bytes(to_bytes(value))


def edit(folder: Path, number: int, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what a record says, in canonical form, and nothing else."""
    value = raw(folder, number)
    change(value)
    rewrite(folder, number, value)


def rechain(folder: Path, first: int) -> None:
    """What a forger with patience does: number and chain all records from `first` on as if they were the first ones."""
    tree = Tree()
    for name in names(folder):
        number = tree.size + 1
        if number >= first:
            value = json.loads((folder / RECORDS / name).read_text("utf-8"))
            last = tree.leaves[-1].hex() if tree.size else None
            value |= {"number": number, "prior": {"size": tree.size, "root": tree.root().hex(), "leaf": last}}
            (folder / RECORDS / name).write_bytes(to_bytes(value))
        tree.append(leaf_hash((folder / RECORDS / name).read_bytes()))


class Killed(BaseException):
    """The process is gone: no further call reaches the disk."""


class FailingDisk(Disk):
    """Counts the calls that change something; at call number `at` it does what `how` says.

    `before`, `after`: killed before or after the call; `half`: half of the bytes are written, then killed; a number: the
    call fails with this error, a write after half of the bytes, as on a full disk. Flushing costs a call, but no
    time: only a loss of power tells the difference (`LossyDisk`).
    """

    def __init__(self, at: int, how: str | int) -> None:
        self.at, self.how = at, how
        self.calls = 0
        self.dead = False

    def _run(self, call: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        if self.dead:
            raise Killed
        self.calls += 1
        if self.calls != self.at:
            return call()
        if isinstance(self.how, int):
            if half is not None:
                half()
            raise OSError(self.how, os.strerror(self.how))
        self.dead = True
        if self.how == "after":
            call()
        elif self.how == "half" and half is not None:
            half()
        raise Killed

    def make_folder(self, path: Path) -> None:
        self._run(lambda: Disk.make_folder(self, path))

    def create(self, path: Path) -> int:
        handle: int = self._run(lambda: Disk.create(self, path))
        return handle

    def write(self, handle: int, data: bytes) -> int:
        written: int = self._run(
            lambda: Disk.write(self, handle, data), lambda: os.write(handle, data[: len(data) // 2])
        )
        return written

    def sync(self, handle: int) -> None:
        self._run(lambda: None)

    def close(self, handle: int) -> None:
        Disk.close(self, handle)  # whatever happens: the test process must not run out of handles
        self._run(lambda: None)

    def link(self, source: Path, target: Path) -> None:
        self._run(lambda: Disk.link(self, source, target))

    def replace(self, source: Path, target: Path) -> None:
        self._run(lambda: Disk.replace(self, source, target))

    def remove(self, path: Path) -> None:
        self._run(lambda: Disk.remove(self, path))

    def sync_folder(self, folder: Path) -> None:
        self._run(lambda: None)


FULL = errno.ENOSPC


class LossyDisk(FailingDisk):
    """Killed by a loss of power: of what was not flushed, `lost` says for each file and name whether it is gone."""

    def __init__(self, at: int, lost: Callable[[], bool]) -> None:
        super().__init__(at, "after")
        self._lost = lost
        self._open: dict[int, Path] = {}
        self._unflushed: set[Path] = set()
        self._named: list[tuple[Path, Callable[[], None]]] = []

    def lose_power(self) -> None:
        """Make the folder what it may be when the machine is on again."""
        for path in self._unflushed:
            if path.exists() and self._lost():
                os.truncate(path, path.stat().st_size // 2)
        for _, undo in reversed(self._named):
            if self._lost():
                undo()

    def create(self, path: Path) -> int:
        handle = super().create(path)
        self._open[handle] = path
        self._unflushed.add(path)
        return handle

    def sync(self, handle: int) -> None:
        super().sync(handle)
        self._unflushed.discard(self._open[handle])

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self._named.append((target.parent, lambda: target.unlink(missing_ok=True)))

    def replace(self, source: Path, target: Path) -> None:
        old = target.read_bytes() if target.exists() else None

        def undo() -> None:
            target.unlink()
            if old is not None:
                target.write_bytes(old)

        super().replace(source, target)
        self._named.append((target.parent, undo))

    def make_folder(self, path: Path) -> None:
        super().make_folder(path)
        self._named.append((path.parent, lambda: shutil.rmtree(path, ignore_errors=True)))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._named = [(within, undo) for within, undo in self._named if within != folder]

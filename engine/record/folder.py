"""A folder of records to add to: `records/000001.json`, `records/000002.json`, … and `head.json` beside them.

Writers need no lock. Each writes its record in full under another name, then claims the next number by linking it there,
which fails if the number is taken; who comes too late reads the record that took it and tries the next. So a number is
given once, there are no gaps, and a writer that is killed holds nobody up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from guiju.engine.diagnostics.limits import RECORD_BYTES, RECORDS_IN_FOLDER
from guiju.engine.record.disk import Disk, NotPlain, publish, sweep
from guiju.engine.record.entry import (
    SCHEMA,
    Entry,
    Malformed,
    decode,
    encode,
    file_name,
    number_of,
    prior,
)
from guiju.engine.record.fault import Damaged, edited, no_record, removed, truncated
from guiju.engine.record.head import Head, Spoilt, load_head, store_head
from guiju.engine.record.tree import Tree, leaf_hash
from msgspec import Struct

RECORDS = "records"
_HEAD_EVERY = 256


class NoRecordFolder(Exception):
    """The folder holds something else than records."""


class TooMuch(Exception):
    """The record is over the limit for one, or the folder is full."""


class Kept(Struct, frozen=True):
    """A record that is on the disk; `root`, in hexadecimal, is that of the tree that ends with it."""

    number: int
    root: str
    entry: Entry


class Records:
    """The folder, open to add to. As a context manager it keeps the head when it is left.

    Raises `Damaged` when what is there is not what was recorded, `NoRecordFolder`, `TooMuch`,
    `NoLinks` and OSError.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()
        self._folder = folder
        self._within = folder / RECORDS
        self._tree = Tree()
        self._keys: dict[str, int] = {}
        self._stored = 0
        self._make()
        self._catch_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, Exception):
            self._keep_head()

    def append(self, key: str, content: Mapping[str, Any]) -> Kept:
        """The record of `content`, on the disk when this returns; the one there is, if `key` has been recorded."""
        while key not in self._keys:
            number = self._tree.size + 1
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            entry = Entry(SCHEMA, number, prior(self._tree), now, key, dict(content))
            data = encode(entry)
            if len(data) > RECORD_BYTES or number > RECORDS_IN_FOLDER:
                raise TooMuch
            try:
                publish(self._disk, self._within / file_name(number), data)
            except FileExistsError:
                self._follow(number)
                continue
            self._add(entry, data)
            if self._tree.size - self._stored >= _HEAD_EVERY:
                self._keep_head()
            return Kept(number, self._tree.root().hex(), entry)
        return self._found(self._keys[key])

    def _found(self, number: int) -> Kept:
        """A record from before. Its writer may have been stopped before the folder was flushed."""
        entry, data = self._read(number)
        if leaf_hash(data) != self._tree.leaves[number - 1]:
            raise Damaged(edited(number))
        self._disk.sync_folder(self._within)
        return Kept(number, self._tree.root(number).hex(), entry)

    def _make(self) -> None:
        """The folder and the one within, unless they are there."""
        try:
            names = self._disk.names(self._folder)
        except FileNotFoundError:
            self._made(self._folder)
            names = []
        if RECORDS not in names:
            if any(not name.startswith(".") for name in names):
                raise NoRecordFolder
            self._made(self._within)
        sweep(self._disk, self._folder, names, time.time())

    def _made(self, folder: Path) -> None:
        with suppress(FileExistsError):
            self._disk.make_folder(folder)
        self._disk.sync_folder(folder.parent)

    def _catch_up(self) -> None:
        """The tree and the keys of what is in the folder: from the head, then from the records it does not know."""
        names = self._disk.names(self._within)
        sweep(self._disk, self._within, names, time.time())
        last = _last_of(names)
        with suppress(Spoilt):
            head = load_head(self._disk, self._folder)
            if head is not None:
                self._trust(head, last)
        for number in range(self._tree.size + 1, last + 1):
            self._follow(number)
        emptied = [n for n in map(number_of, self._disk.blank(self._within)) if n is not None and n <= last]
        if emptied:
            raise Damaged(no_record(min(emptied)))

    def _trust(self, head: Head, last: int) -> None:
        """Take the head's word for its records, if they are there and the last of them is the one it knows."""
        if head.size > last:
            raise Damaged(truncated(last + 1, head.size))
        self._tree = head.tree()
        self._keys = {key: number for number, key in enumerate(head.keys, 1)}
        self._stored = head.size
        if head.size:
            entry, data = self._read(head.size)
            before = prior(self._tree, head.size - 1)
            if leaf_hash(data) != self._tree.leaves[-1] or entry.prior != before:
                raise Damaged(edited(head.size))

    def _follow(self, number: int) -> None:
        """Add a record that another writer made."""
        entry, data = self._read(number)
        if entry.number != number or entry.prior != prior(self._tree):
            raise Damaged(edited(number))
        self._add(entry, data)

    def _add(self, entry: Entry, data: bytes) -> None:
        self._tree.append(leaf_hash(data))
        self._keys.setdefault(entry.key, entry.number)

    def _read(self, number: int) -> tuple[Entry, bytes]:
        try:
            data = self._disk.read(self._within / file_name(number), RECORD_BYTES)
            return decode(data), data
        except FileNotFoundError:
            raise Damaged(removed(number)) from None
        except (NotPlain, Malformed):
            raise Damaged(no_record(number)) from None

    def _keep_head(self) -> None:
        if self._tree.size != self._stored:
            keys = {number: key for key, number in self._keys.items()}
            listed = tuple(keys.get(number, "") for number in range(1, self._tree.size + 1))
            store_head(self._disk, self._folder, self._tree, listed)
            self._stored = self._tree.size


def _last_of(names: Iterable[str]) -> int:
    """The number of records, when they are numbered without a gap; raises `Damaged` naming the first that lacks."""
    numbers = sorted(n for n in map(number_of, names) if n is not None)
    for expected, number in enumerate(numbers, 1):
        if number != expected:
            raise Damaged(removed(expected))
    return len(numbers)

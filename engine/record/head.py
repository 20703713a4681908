"""`head.json`: the leaves of the tree and the keys of the records, so that adding one need not read all of them.

It follows from the records and is made anew when it is missing or behind. While it is there it also bears witness to the
last record, which no later record does yet.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

import msgspec
from guiju.engine.diagnostics.limits import RECORD_HEAD_BYTES
from guiju.engine.record.canonical import NotCanonical, from_bytes, to_bytes
from guiju.engine.record.disk import Disk, NotPlain, put
from guiju.engine.record.tree import Tree
from msgspec import Struct

NAME = "head.json"


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """`leaves[i]` and `keys[i]` are those of record i + 1, in hexadecimal; `root` is that of all `size` leaves."""

    schema: Literal["guiju.head/1"]
    size: int
    root: str
    leaves: tuple[str, ...]
    keys: tuple[str, ...]

    def tree(self) -> Tree:
        return Tree(bytes.fromhex(leaf) for leaf in self.leaves)


class Spoilt(Exception):
    """There is a `head.json`, but it is none."""


def load_head(disk: Disk, folder: Path) -> Head | None:
    """The head of the folder; None when there is none. Raises `Spoilt`, and OSError when it cannot be read."""
    try:
        data = disk.read(folder / NAME, RECORD_HEAD_BYTES)
    except FileNotFoundError:
        return None
    except NotPlain:
        raise Spoilt from None
    try:
        head = msgspec.convert(from_bytes(data), Head, strict=True)
        sound = head.size == len(head.leaves) == len(head.keys) and head.tree().root().hex() == head.root
    except (NotCanonical, msgspec.ValidationError, ValueError, RecursionError):
        raise Spoilt from None
    if not sound:
        raise Spoilt
    return head


def store_head(disk: Disk, folder: Path, tree: Tree, keys: tuple[str, ...]) -> None:
    """Keep the head, in one move. A disk that cannot take it costs nothing: the records are there."""
    leaves = tuple(leaf.hex() for leaf in tree.leaves)
    head = Head("guiju.head/1", tree.size, tree.root().hex(), leaves, keys)
    with contextlib.suppress(OSError):
        put(disk, folder / NAME, to_bytes(msgspec.to_builtins(head)))

"""One record: its number, what the tree was before it, and the content, which this layer does not look into."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

import msgspec
from guiju.engine.record.canonical import NotCanonical, from_bytes, to_bytes
from guiju.engine.record.tree import Tree
from msgspec import Struct

SCHEMA: Final = "guiju.record/1"

_NAME = re.compile(r"[0-9]{6,7}\.json")


class Prior(Struct, frozen=True, forbid_unknown_fields=True):
    """The tree before a record: its size, its root and its last leaf (None: there was none), in hexadecimal."""

    size: int
    root: str
    leaf: str | None


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Record `number`, counted from 1. `key` tells what was judged, by which rules, on what day: who records the same
    again gets the record there is. `recorded` is the time in UTC as the clock of the machine had it.
    """

    schema: Literal["guiju.record/1"]
    number: int
    prior: Prior
    recorded: str
    key: str
    content: dict[str, Any]


class Malformed(ValueError):
    """A file that is no record."""


def encode(entry: Entry) -> bytes:
    return to_bytes(msgspec.to_builtins(entry))


def decode(data: bytes) -> Entry:
    """Raises `Malformed`."""
    try:
        return msgspec.convert(from_bytes(data), Entry, strict=True)
    except (NotCanonical, msgspec.ValidationError, RecursionError):
        raise Malformed from None


def prior(tree: Tree, size: int | None = None) -> Prior:
    """What a record says of the tree that it is added to, when that has (had) `size` leaves."""
    before = tree.size if size is None else size
    return Prior(before, tree.root(before).hex(), tree.leaves[before - 1].hex() if before else None)


def file_name(number: int) -> str:
    return f"{number:06d}.json"


def number_of(name: str) -> int | None:
    """The number of the record in a file of this name; None for the name of anything else."""
    if not _NAME.fullmatch(name):
        return None
    number = int(name.removesuffix(".json"))
    return number if number and file_name(number) == name else None

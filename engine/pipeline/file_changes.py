"""What became of files between two looks at them.

A file has changed when its bytes have: a save that writes the same again is none. Times and sizes only tell which
files need not be read, and not even that while a file is so young that a second save could bear the same time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.source import read_bytes
from msgspec import Struct

_YOUNG = 3_000_000_000
"""Nanoseconds during which the time of a file is no proof: some disks count in steps of two seconds."""


class Change(Struct, frozen=True):
    """What became of a file."""

    path: Path
    kind: Literal["new", "changed", "gone"]


class Held(Struct, frozen=True):
    """A file as it was looked at; `stamp` is None where a later change need not show in it."""

    there: bool = False
    digest: bytes = b""
    stamp: tuple[int, ...] | None = None


def held(paths: Iterable[Path], before: Mapping[Path, Held]) -> dict[Path, Held]:
    """The files as they are now; what surely is as it was before is not read."""
    return {path: _held(path, before.get(path, Held())) for path in paths}


def changes(before: Mapping[Path, Held], now: Mapping[Path, Held]) -> list[Change]:
    """The files that are new, changed or gone since, in the order of the names they were asked for by."""
    found = []
    for path in dict.fromkeys((*now, *before)):
        was, is_now = before.get(path, Held()), now.get(path, Held())
        if was.there and not is_now.there:
            found.append(Change(path, "gone"))
        elif is_now.there and not was.there:
            found.append(Change(path, "new"))
        elif was.digest != is_now.digest:
            found.append(Change(path, "changed"))
    return found


def _held(path: Path, was: Held) -> Held:
    try:
        stat = path.stat()
    except OSError:
        return Held()
    stamp = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino, stat.st_dev)
    if was.stamp == stamp:
        return was
    young = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _YOUNG
    try:
        digest = hashlib.sha256(read_bytes(path, str(path))).digest()
    except Refused as refused:
        digest = repr(refused.diagnostics).encode()
    return Held(True, digest, None if young else stamp)

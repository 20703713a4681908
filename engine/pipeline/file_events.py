"""When to look at files again: the system says so, and a clock where it does not.

In: which folders; out: an iterator that returns whenever a file directly in one of them may have changed. It may return
without cause, so whoever waits compares what there is with what there was.

The system's notices come through watchfiles. They are missing on network drives, for folders that were made since, and
where the system has no watches left; what was missed is found by the clock, a second later at the most.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

_TOGETHER = 25
"""Milliseconds without a further notice after which a save is over: editors write, rename and touch in one go."""

_TOGETHER_AT_MOST = 200
"""Milliseconds after which notices that do not end are acted upon all the same."""

_CLOCK = 1000
"""Milliseconds after which files are looked at without any notice."""


class Folder(Struct, frozen=True):
    """A folder under its path; one that was removed and made again is another."""

    path: Path
    device: int
    number: int


def folder_at(path: Path) -> Folder | None:
    """The folder there, if there is one that can be looked into."""
    with contextlib.suppress(OSError):
        if path.is_dir():
            stat = path.stat()
            return Folder(path, stat.st_dev, stat.st_ino)
    return None


def wakes(folders: Callable[[], frozenset[Folder]]) -> Iterator[None]:
    """Returns after each change in the folders, which are asked for again each time. Ends with KeyboardInterrupt."""
    while True:
        watched = folders()
        try:
            yield from _notices(watched, folders)
        except (OSError, RuntimeError):  # a folder that went away just now, or no watches left
            time.sleep(_CLOCK / 1000)
            yield


def _notices(watched: frozenset[Folder], folders: Callable[[], frozenset[Folder]]) -> Iterator[None]:
    """Until other folders are to be watched."""
    from watchfiles import watch

    paths = sorted({f.path for f in watched})
    notices = watch(
        *paths,
        watch_filter=None,
        recursive=False,
        debounce=_TOGETHER_AT_MOST,
        step=_TOGETHER,
        rust_timeout=_CLOCK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    with contextlib.closing(notices):
        for _ in notices:
            yield
            if folders() != watched:
                return

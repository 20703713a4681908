"""When files are looked at again: notices of the system, the clock where there are none, and what need not be read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import watchfiles
from guiju.engine.pipeline import file_changes, file_events
from guiju.engine.pipeline.file_changes import Change, Held, changes, held
from guiju.engine.pipeline.file_events import Folder, folder_at, wakes

LONG = 40.0
"""Seconds between two ticks of the clock, in tests that must not be woken by it."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Somebody writes to the file again and again."""
    stopped = Event()

    def write() -> None:
        while not stopped.wait(0.1):
            path.write_text(str(time.monotonic()), "utf-8")

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stopped.set()
        writer.join()


def kept(monkeypatch: pytest.MonkeyPatch) -> list[set[Any]]:
    """What is noticed each time that watchfiles returns: nothing, when only time went by."""
    noticed: list[set[Any]] = []

    def watch(*paths: Path, **options: Any) -> Iterator[set[Any]]:
        for changed in actual(*paths, **options):
            noticed.append(changed)
            yield changed

    actual = watchfiles.watch
    monkeypatch.setattr(watchfiles, "watch", watch)
    return noticed


def folder(path: Path) -> Folder:
    path.mkdir(exist_ok=True)
    found = folder_at(path)
    assert found is not None
    return found


def test_notices_come_before_the_clock_from_whichever_folders_are_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_events, "_CLOCK", int(LONG * 1000))
    first, second = folder(tmp_path / "a"), folder(tmp_path / "b")
    watched = {first}
    woken = wakes(lambda: frozenset(watched))
    noticed = kept(monkeypatch)
    with writing(first.path / "case.yaml"):
        next(woken)
    watched |= {second}
    with writing(second.path / "case.yaml"):
        next(woken)
        next(woken)
    assert len(noticed) == 3 and all(noticed), "nothing was noticed before the clock"


def test_without_notices_the_clock_wakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_events, "_CLOCK", 10)
    watched = frozenset({folder(tmp_path)})
    next(wakes(lambda: watched))

    def refused(*_: Any, **__: Any) -> Iterator[None]:
        raise OSError(28, "no watches left")

    monkeypatch.setattr(watchfiles, "watch", refused)
    woken = wakes(lambda: watched)
    next(woken)
    next(woken)
    next(wakes(frozenset))


def test_a_young_file_is_read_again_an_old_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a", "utf-8")
    young = held([path], {})
    assert young[path].there and young[path].stamp is None
    later = time.time_ns() + 60_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    old = held([path], young)
    assert old[path].stamp is not None and changes(young, old) == []

    def read(*_: Any) -> bytes:
        raise AssertionError("read")

    monkeypatch.setattr(file_changes, "read_bytes", read)
    assert held([path], old) == old
    path.write_text("b", "utf-8")
    with pytest.raises(AssertionError, match="read"):
        held([path], old)


def test_what_became_of_each_file() -> None:
    a, b, c, d = (Path(name) for name in "abcd")
    was = {a: Held(True, b"1"), b: Held(True, b"1"), c: Held(), d: Held(True, b"1")}
    now = {a: Held(True, b"1"), b: Held(True, b"2"), c: Held(True, b"1")}
    assert changes(was, now) == [Change(b, "changed"), Change(c, "new"), Change(d, "gone")]
    assert changes({c: Held()}, {c: Held()}) == []

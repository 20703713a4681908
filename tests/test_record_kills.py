"""Writers that are killed, lose their disk or their power, or write at once: whatever was finished is in the folder,
once, and the folder can be read and added to. "Finished" is what `append` returned, as that is when a report is printed.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from guiju.engine.record.disk import Disk
from guiju.engine.record.folder import Records

from .records import FULL, FailingDisk, Killed, LossyDisk, Unflushed, content, fill, keys_in, names, sound

JOB = [f"key{n}" for n in range(1, 6)]
KILLS = 300
OPEN = b"open\n"


def work(folder: Path, disk: Disk, finished: list[str]) -> None:
    """A batch of which the first records may be there already, as after a run that was killed."""
    with Records(folder, disk) as records:
        for key in JOB:
            records.append(key, content(key))
            finished.append(key)


def intact(folder: Path, finished: list[str]) -> None:
    """Readable, nothing lost, nothing doubled; and the same batch, run again, completes it."""
    if (folder / "records").exists():
        keys = keys_in(folder)
        assert sound(folder)
        assert keys == JOB[: len(keys)] and set(finished) <= set(keys)
    else:
        assert not finished
    work(folder, Unflushed(), [])
    assert keys_in(folder) == JOB and sound(folder)


def every_call(how: str | int, start: int, tmp_path: Path) -> Iterator[tuple[Path, FailingDisk]]:
    """A folder with the first `start` records and a disk that fails at call 1, 2, … until a run has no such call."""
    for at in range(1, 1000):
        folder = tmp_path / str(at)
        if start:
            fill(folder, start)
        disk = FailingDisk(at, how)
        yield folder, disk
        if disk.calls < at:
            assert at > 20
            return


@pytest.mark.parametrize("start", [0, 2])
@pytest.mark.parametrize("how", ["before", "half", "after"])
def test_killed_at_every_call(how: str, start: int, tmp_path: Path) -> None:
    for folder, disk in every_call(how, start, tmp_path):
        finished: list[str] = []
        try:
            work(folder, disk, finished)
        except Killed:
            assert disk.dead
        intact(folder, finished)


@pytest.mark.parametrize("start", [0, 2])
@pytest.mark.parametrize("error", [FULL, errno.EIO])
def test_a_disk_that_fails_at_every_call(error: int, start: int, tmp_path: Path) -> None:
    for folder, disk in every_call(error, start, tmp_path):
        finished: list[str] = []
        failed = False
        try:
            work(folder, disk, finished)
        except OSError as raised:
            failed = True
            assert raised.errno == error
        assert failed or finished == JOB
        left = list(folder.rglob(".*.part")) if folder.exists() else []
        assert len(left) <= 1  # only where the removal itself is what failed
        intact(folder, finished)


@pytest.mark.parametrize("seed", range(8))
def test_power_lost_at_every_call(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    for at in range(1, 1000):
        folder = tmp_path / str(at)
        disk = LossyDisk(at, lambda: seed == 0 or rng.random() < 0.5)
        finished: list[str] = []
        try:
            work(folder, disk, finished)
        except Killed:
            disk.lose_power()
        intact(folder, finished)
        shutil.rmtree(folder)
        if disk.calls < at:
            return


def _writer(folder: Path, out: int) -> None:
    """Records keys without end; says each on `out` once it is finished. Runs in a forked process."""
    known = len(keys_in(folder)) if (folder / "records").exists() else 0
    with Records(folder) as records:
        # the last one again: it may have been finished without being said
        os.write(out, OPEN)
        for n in range(max(known, 1), 1_000_000):
            key = f"key{n}"
            records.append(key, content(n))
            os.write(out, f"{key}\n".encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_killed_for_real_at_random_moments(tmp_path: Path) -> None:
    """300 processes, one after the other on the same folder, each killed by the system in the middle of its work."""
    rng = random.Random(11)
    said: list[str] = []
    folder = tmp_path / "r"
    with Records(folder) as records:
        started = time.perf_counter()
        records.append("key1", content(1))
        one = time.perf_counter() - started
    for _ in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reading)
                _writer(folder, writing)
            finally:
                os._exit(1)
        os.close(writing)
        # killed while it may still read the folder, once it has it open, once one new record is finished
        lines, heard = rng.choices((0, 1, 3), (20, 70, 10))[0], b""
        while heard.count(b"\n") < lines:
            heard += os.read(reading, 1 << 16)
        time.sleep(rng.random() * min(2 * one, 0.02))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        with os.fdopen(reading, "rb") as stream:
            *finished, _ = (heard + stream.read()).decode().split("\n")
        said += [line for line in finished if line.startswith("key")]
    keys = keys_in(folder)
    assert sound(folder) and keys == [f"key{n}" for n in range(1, len(keys) + 1)]
    assert set(said) <= set(keys) and len(keys) > 10
    fill(folder, 1, first=len(keys) + 1)
    assert sound(folder)


def _append(folder: Path, name: str, count: int) -> None:
    with Records(folder, Unflushed()) as records:
        for n in range(count):
            records.append(f"{name}-{n}", content(f"{name}-{n}"))


def together(folder: Path, jobs: list[str], count: int) -> None:
    """A process for each job, all at once."""
    writers = [multiprocessing.Process(target=_append, args=(folder, name, count)) for name in jobs]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0


def test_two_processes_at_once(tmp_path: Path) -> None:
    together(tmp_path, ["a", "b"], 100)
    keys = keys_in(tmp_path)
    assert sorted(keys) == sorted(f"{name}-{n}" for name in "ab" for n in range(100))
    assert [k for k in keys if k[0] == "a"] == [f"a-{n}" for n in range(100)]
    assert sound(tmp_path)


def test_the_same_batch_twice_at_once(tmp_path: Path) -> None:
    together(tmp_path, ["a", "a"], 60)
    assert keys_in(tmp_path) == [f"a-{n}" for n in range(60)] and sound(tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are set in a forked process")
def test_a_file_size_limit_leaves_no_half_record(tmp_path: Path) -> None:
    """A short write comes first, and the error only with the next: what a full disk does as well."""
    fill(tmp_path, 2)
    child = os.fork()
    if child == 0:
        code = 9
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            with Records(tmp_path) as records:
                records.append("big", {"text": "x" * 10_000})
        except OSError as error:
            code = 0 if error.errno == errno.EFBIG else 8
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert names(tmp_path) == ["000001.json", "000002.json"]
    assert not list(tmp_path.rglob(".*.part")) and sound(tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, where the tests may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if sys.platform != "linux" or os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    folder = small_disk / "r"
    finished: list[str] = []
    with pytest.raises(OSError, match="space") as full, Records(folder) as records:
        for n in range(100):
            records.append(f"key{n}", {"text": f"{n}" * 3000})
            finished.append(f"key{n}")
    assert full.value.errno == errno.ENOSPC and finished
    assert keys_in(folder) == finished and sound(folder)
    assert not list(folder.rglob(".*.part"))

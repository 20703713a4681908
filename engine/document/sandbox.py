"""A process of its own for each form of document, so that no file can stop, slow down or take over the program.

The program opens the file, hands over its bytes and waits for a bounded answer for a bounded time. A process that is
late, breaks off or answers nonsense is ended, and a new one takes the next file. One that does well is kept, as
starting takes longer than most files; after some files it is replaced all the same.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

import msgspec
from guiju.engine.document.model import AnyForm
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Remark
from guiju.engine.document.sandbox_wire import Answer, Task, TooLong, receive, send

# The interpreter takes its own modules first; those of the folder it is started in never, nor what PYTHONPATH names now.
_START = (
    "import sys; sys.path.extend(sys.argv[1:]); from guiju.engine.document.sandbox_child import main; main()"
)
_NEEDED = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TEMP")
_GRACE = 2.0
_decode = msgspec.json.Decoder(Answer).decode


class Sandbox:
    """The reading processes of one batch. Use as a context manager, or `close` it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._workers: dict[AnyForm, _Worker] = {}

    def read(self, form: AnyForm, data: bytes) -> Answer:
        """What the process made of a file. Never raises for what a file does; `OSError` if no process can be started."""
        worker = self._workers.pop(form, None) or _Worker(form, self._limits)
        answer = worker.ask(data)
        if worker.usable:
            self._workers[form] = worker
        return answer

    def close(self) -> None:
        while self._workers:
            self._workers.popitem()[1].end()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Worker:
    """One process. `usable` is False once it is ended."""

    def __init__(self, form: AnyForm, limits: Limits) -> None:
        self._limits, self._left = limits, limits.files
        self.usable = True
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, *_module_folders()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path.cwd().anchor,
            env={"HOME": os.sep} | {name: os.environ[name] for name in _NEEDED if name in os.environ},
            start_new_session=True,
        )
        self._task = msgspec.json.encode(Task(form, limits))

    def ask(self, data: bytes) -> Answer:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._kill()

        clock = threading.Timer(self._limits.wall, stop)
        clock.start()
        try:
            answer = self._exchange(data)
        finally:
            clock.cancel()
        self._left -= 1
        if answer is None:
            self.end()
            return Answer(refusal=self._reason(late.is_set()))
        if late.is_set() or self._left <= 0:
            self.end()
        return answer

    def _exchange(self, data: bytes) -> Answer | None:
        """The answer; None when there is none that can be used."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            if self._task:
                send(process.stdin, self._task)
                self._task = b""
            send(process.stdin, data)
            message = receive(process.stdout, self._limits.answer)
            return None if message is None else _decode(message)
        except (OSError, TooLong, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _reason(self, late: bool) -> Remark:
        if late:
            return Remark("W005", (int(self._limits.wall),))
        if self._process.returncode == -getattr(signal, "SIGXCPU", 0):
            return Remark("W005", (self._limits.cpu,))
        return Remark("W007", (self._limits.memory,))

    def end(self) -> None:
        """End the process, politely where it still listens."""
        self.usable = False
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._kill()
            process.wait()
        process.stdout.close()

    def _kill(self) -> None:
        """End it and whatever it may have started."""
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _module_folders() -> list[str]:
    """Where modules lie for this program, without the folder it was started in."""
    here = Path.cwd()
    return [folder for folder in sys.path if Path(folder).is_absolute() and Path(folder).resolve() != here]

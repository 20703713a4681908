"""A thread that does long work beside the loop that answers requests: one piece at a time, of each kind the latest."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Condition, Thread

Job = Callable[[], None]


class Worker:
    """Does what it is given, in the order given. Work with the key of work that still waits takes its place."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, Job] = {}
        self._news = Condition()
        self._thread: Thread | None = None

    def do(self, key: Hashable, job: Job) -> None:
        """Queue a piece of work, which sees to its own faults. The process need not wait for it to end."""
        with self._news:
            self._waiting[key] = job
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
            self._news.notify()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: bool(self._waiting))
                job = self._waiting.pop(next(iter(self._waiting)))
            job()

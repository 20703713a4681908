"""The reading process gives up what it does not need to read a file: time, memory, files, the network, programs.

Called after everything is imported. From then on not even a module can be loaded.
"""

from __future__ import annotations

import sys
from typing import Any

from guiju.engine.document.read_limits import Limits

_FORBIDDEN = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "ctypes.dlopen",
    "shutil.",
    "tempfile.",
    "import",
    "marshal.load",
)
_DESCRIPTORS = 3  # standard input, output and error; no other can be opened, so no socket either


class Locked(BaseException):
    """The process was asked for what it has given up. No reader may mistake this for a fault of the file."""


def lock(limits: Limits) -> None:
    """Limits held by the system, where it can (Linux, macOS; not Windows), and a watch on what Python is asked to do."""
    try:
        import resource
    except ImportError:
        pass
    else:
        for what, amount in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        ):
            _limit(what, amount)
        if hasattr(resource, "RLIMIT_NPROC"):
            _limit(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)


def allow_seconds(limits: Limits) -> None:
    """So much computing time from now on; the system ends the process after it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.cpu + 1, hard))


def _limit(what: int, amount: int) -> None:
    import resource

    try:
        resource.setrlimit(what, (amount, amount))
    except (ValueError, OSError):  # a system that knows the limit but does not hold it
        return


def _refuse(event: str, _: Any) -> None:
    if event.startswith(_FORBIDDEN):
        raise Locked(event)

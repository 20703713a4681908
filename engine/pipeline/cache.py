"""The cache of compiled programs. Whatever is wrong with it, the packs are simply compiled again.

A file lies in the user's own cache folder and is read only if it is the user's own, its checksum holds, and it
names no class but those of a program: a pickle from elsewhere could run code.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.semantics.program import Program

_MAGIC = b"guiju program 3\n"
_KEPT = 8
_MODULES = frozenset(
    f"guiju.engine.{name}"
    for name in (
        "case.duration",
        "semantics.core",
        "semantics.program",
        "semantics.vocabulary",
        "diagnostics.model",
        "diagnostics.text",
    )
)
_PLAIN = frozenset({("datetime", "date"), ("decimal", "Decimal")})


def load_cached(digest: str) -> tuple[Program, tuple[Diagnostic, ...]] | None:
    """The program stored under a digest, with the warnings about its packs; None when there is none or it cannot be
    trusted."""
    try:
        path = _folder() / f"{digest}.bin"
        with path.open("rb") as stream:
            if not _own(os.fstat(stream.fileno())):
                return None
            data = stream.read()
        head = len(_MAGIC)
        checksum, payload = data[head : head + 32], data[head + 32 :]
        if data[:head] != _MAGIC or hashlib.sha256(digest.encode() + payload).digest() != checksum:
            return None
        program, warnings = _Unpickler(io.BytesIO(payload)).load()
    except Exception:  # damaged in whatever way: compile again
        return None
    return (program, warnings) if isinstance(program, Program) else None


def store(digest: str, program: Program, warnings: Iterable[Diagnostic] = ()) -> None:
    """Keep a program, with the warnings that are said each time, in one move; silently not if the folder cannot be
    written."""
    with contextlib.suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        payload = pickle.dumps((program, tuple(warnings)), protocol=5)
        checksum = hashlib.sha256(digest.encode() + payload).digest()
        partial = folder / f"{digest}.{os.getpid()}.part"
        partial.write_bytes(_MAGIC + checksum + payload)
        partial.replace(folder / f"{digest}.bin")
        _forget_old(folder)


def _forget_old(folder: Path) -> None:
    entries = sorted(folder.glob("*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in entries[_KEPT:]:
        old.unlink(missing_ok=True)


def _folder() -> Path:
    chosen = os.environ.get("GUIJU_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "guiju" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "guiju"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "guiju"


def _own(stat: os.stat_result) -> bool:
    """The file belongs to this user and nobody else may write it (where the system can tell)."""
    if sys.platform == "win32":
        return True
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


class _Unpickler(pickle.Unpickler):
    """Makes nothing but values: only classes defined in the modules of a program. A function, or a name with dots
    (which would reach through a class to whatever hangs on it), is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module in _MODULES and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")

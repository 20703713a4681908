"""Digests of what a verdict rests on beside the case: the shipped packs, norms, calendar and grammar, and the code.

All are SHA-256 over the bytes of files, in hexadecimal, so that they are equal wherever the same is installed.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from guiju.engine.diagnostics.shipped import GRAMMARS, RULES
from guiju.engine.pipeline.imports import PACK_SUFFIX
from guiju.engine.record.content import Engine, Shipped

_CODE = ("calendar", "case", "diagnostics", "evaluate", "graph", "norms", "plan", "semantics", "syntax")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def shipped_digests() -> Shipped:
    """The files under `rules`, each pack and each year of the calendar for itself."""
    packs = _files(RULES, RULES.rglob(f"*{PACK_SUFFIX}"))
    calendar = _files(RULES, (RULES / "calendar").glob("*.yaml"))
    norms = _files(RULES, (RULES / "norms").rglob("*.yaml"))
    grammar = _files(GRAMMARS, [*GRAMMARS.glob("*.lark"), *GRAMMARS.glob("*.toml")])
    return Shipped(dict(packs), dict(calendar), _whole(norms), _whole(grammar))


@cache
def engine_digest() -> Engine:
    """This program, by its version and the code that verdicts hang on; reports and commands are no part of it."""
    engine = Path(__file__).parent.parent
    code = _files(engine, (path for part in _CODE for path in (engine / part).glob("*.py")))
    return Engine(version("guiju"), _whole(code), platform.python_version())


def _files(folder: Path, paths: Iterable[Path]) -> Mapping[str, str]:
    """Each file by its path inside the folder, in the order of these."""
    found = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: digest(found[name].read_bytes()) for name in sorted(found)}


def _whole(files: Mapping[str, str]) -> str:
    return digest("".join(f"{name}\0{found}\0" for name, found in files.items()).encode())

"""Paths as consumers of results want them: relative to the folder of the run, with forward slashes; and as URIs."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath
from urllib.parse import quote

from guiju.engine.diagnostics.model import Span
from guiju.engine.report.ci.model import CiPlace
from guiju.engine.report.words.naming import visible


@lru_cache(maxsize=4096)
def run_path(file: str, root: PurePath) -> str:
    """The path below `root`; of a file outside of it (or on another drive) the absolute one. Signs that cannot be seen
    are written out: no consumer could tell them from others."""
    whole = os.path.normpath(root / file)
    try:
        below = os.path.relpath(whole, root)
    except ValueError:
        return visible(Path(whole).as_posix())
    outside = below == os.pardir or below.startswith(os.pardir + os.sep)
    return visible(PurePath(whole if outside else below).as_posix())


def run_place(span: Span, root: PurePath) -> CiPlace:
    """A place with the path of its file below `root`."""
    return CiPlace(run_path(span.file, root), span.line, span.column, span.end_line, span.end_column)


def file_uri(path: str) -> str:
    """A path as a URI: a relative one as a relative reference, an absolute one as the address of a file. What URIs cannot
    hold is percent-encoded as UTF-8; a first part with a colon is no scheme."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(pure.as_posix(), errors="replace")

"""Documents read and taken apart: files and folders of them, one broken file stopping none of the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.own_papers import own_title
from guiju.engine.document.read_document import read_documents
from guiju.engine.document.read_kind import names_document
from guiju.engine.pipeline.texts import text_of
from guiju.engine.report.document.result import DocumentRead


def look_at_documents(paths: Sequence[Path], on: date) -> Iterator[DocumentRead]:
    """A result for every file named and every document in the folders named, in a stable order, as of `on`."""
    for path in paths:
        found = sorted(_inside(path)) if path.is_dir() else [path]
        if not found:
            message = Text("目录里没有文件(.docx、.pdf、.html、.md、.txt)", "the folder holds no document")
            yield DocumentRead(str(path), None, (Diagnostic("G007", message, Span(str(path), 1, 1, 1, 1)),))
        yield from _read(found, on)


def _read(paths: Iterable[Path], on: date) -> Iterator[DocumentRead]:
    for read in read_documents(paths):
        if read.document is None:
            yield DocumentRead(read.name, None, read.refused)
            continue
        try:
            text = text_of(read.document, on)
        except Exception as error:  # whatever it is, the other files are looked at
            yield DocumentRead(read.name, None, problems_of(error, read.name))
            continue
        yield DocumentRead(read.name, text, read.document.warnings)


def _inside(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found = (Path(root) / n for n in names if names_document(n) and not n.startswith((".", "~$")))
        yield from (path for path in found if own_title(path) is None)

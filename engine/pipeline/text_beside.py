"""A text that lies beside a case under the same name, and that the case does not name: it was not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text

_MAKING = "规范性文件"
"""The procedure whose cases have texts that rules look at."""

_SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".txt", ".md")


def text_beside(case: Case, path: Path) -> Iterator[Diagnostic]:
    """A note (C091) where the case names no text and one of its name lies beside it; a folder that is reviewed takes it
    for the text of the case."""
    if case.text is not None or _MAKING not in case.procedures:
        return
    beside = _beside(path)
    if beside is None:
        return
    name = shown(beside)
    message = Text(
        f"旁边有同名的「{name}」,案卷没有写它,这里没有看",
        f"“{name}” lies beside the case under the same name; the case does not name it, so it was not looked at",
    )
    hint = Text(
        f"它就是这份文件的文本的,在案卷里写上“文本: {name}”",
        f"if it is the text of this document, write “text: {name}” into the case",
    )
    yield Diagnostic("C091", message, Span(str(path), 1, 1, 1, 1), hint, "note")


def _beside(path: Path) -> str | None:
    """The first document of that name, its ending in capitals or not; None too where the folder cannot be listed."""
    try:
        named = [each for each in path.parent.iterdir() if each.stem == path.stem]
    except OSError:
        return None
    documents = [each for each in named if each.suffix.lower() in _SUFFIXES and each.is_file()]
    found = min(documents, key=lambda each: (_SUFFIXES.index(each.suffix.lower()), each.name), default=None)
    return found.name if found is not None else None

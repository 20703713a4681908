"""The canonical text of an open pack."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor.library import Library
from guiju.engine.editor.positions import lines_of
from guiju.engine.pipeline.formatting import format_open


def formatted(library: Library, source: Source) -> str | None:
    """The pack in its canonical form, in its own language; None if it is in it already or cannot be read."""
    result = format_open(source, list(library.sources.values()))
    return result.text if result.changed else None


def whole(source: Source) -> Span:
    """The stretch of the whole text."""
    lines = lines_of(source)
    return Span(source.name, 1, 1, len(lines), len(lines[-1]) + 1)

"""Diagnostics are values: what is wrong with a file, where, and what was meant instead."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Literal

from guiju.engine.diagnostics.text import Text
from msgspec import Struct
from msgspec.structs import replace

Severity = Literal["error", "warning", "note"]


class Span(Struct, frozen=True, order=True):
    """A stretch of a file. Lines and columns are 1-based; columns count code points, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def whole_file(self) -> bool:
        """An empty stretch at the top speaks of the file as a whole: neither line nor column is shown."""
        return (self.line, self.column, self.end_line, self.end_column) == (1, 1, 1, 1)


class Label(Struct, frozen=True):
    """A second place that belongs to a diagnostic (the first of two equal keys, say)."""

    span: Span
    message: Text


class Diagnostic(Struct, frozen=True):
    """One problem: a stable code (`C0..` case, `P0..` pack, `G0..` general), a message, its place, a way out."""

    code: str
    message: Text
    span: Span | None = None
    hint: Text | None = None
    severity: Severity = "error"
    labels: tuple[Label, ...] = ()
    supposes: Supposition | None = None


class Supposition(Struct, frozen=True):
    """What a diagnostic about the form of a text takes for granted about names: that `name` is declared, or is not.
    Where that is not so, `otherwise` stands in its place."""

    name: str
    declared: bool
    otherwise: Diagnostic


def settled(diagnostic: Diagnostic, declared: Container[str]) -> Diagnostic:
    """The diagnostic that stands once it is known which names are declared."""
    while diagnostic.supposes is not None:
        supposed = diagnostic.supposes
        holds = (supposed.name in declared) is supposed.declared
        diagnostic = replace(diagnostic, supposes=None) if holds else supposed.otherwise
    return diagnostic


def by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in the order a reader meets them: file, line, column; those without a place first."""

    def key(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        span = diagnostic.span
        return (span.file, span.line, span.column, diagnostic.code) if span else ("", 0, 0, diagnostic.code)

    return sorted(diagnostics, key=key)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity == "error" for d in diagnostics)


class Refused(Exception):
    """The input as a whole cannot be read; carries every diagnostic found until then."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(by_place(diagnostics))
        super().__init__("; ".join(d.message.en for d in self.diagnostics[:3]))

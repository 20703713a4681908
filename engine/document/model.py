"""A document as it was read: its paragraphs in order, before anything is made of them."""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.model import Diagnostic
from msgspec import Struct

Form = Literal["docx", "txt", "md", "html", "pdf"]
AnyForm = Form | Literal["xlsx"]
"""A workbook is read in the same way, but is no document (`workbook.py`)."""


class Cell(Struct, frozen=True):
    """The place of a paragraph in a table: which table, row and column, each counted from 1."""

    table: int
    row: int
    column: int


class Paragraph(Struct, frozen=True):
    """One paragraph: its text as written (no line ends in it), its number in the document, counted from 1, the page where
    the file knows pages, the name of its style (docx, md, html headings) and its place in a table."""

    text: str
    number: int
    page: int | None = None
    style: str | None = None
    cell: Cell | None = None


class Place(Struct, frozen=True):
    """A stretch of text: the number of a paragraph, and the characters from `start` up to `end` in it, counted from 0."""

    paragraph: int
    start: int
    end: int


class RawDocument(Struct, frozen=True):
    """`name` is the path that was given. `warnings` say what of the file could not be read and was left out (pictures,
    scanned pages, tracked changes)."""

    name: str
    form: Form
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[Diagnostic, ...] = ()

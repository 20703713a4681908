"""A paper as an office writes it, as data: title, headings, paragraphs, tables, signature, annexes.

What is in it is settled by those who write one (review/paper.py, opinion/outline.py); how it looks, by docx_file.py for
Word, paper_text.py for looking at it. All texts are in the language of the paper; those that come
from files need no care: every writer makes them safe.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from guiju.engine.diagnostics.text import Lang
from msgspec import Struct

Align = Literal["left", "center", "right"]


class Heading(Struct, frozen=True):
    """`level` 1 is 一、, 2 is (一), 3 is 1.; the text has its number in it."""

    level: Literal[1, 2, 3]
    text: str


class Para(Struct, frozen=True):
    """A paragraph; `label` leads it and stands out. One without text stays with what follows."""

    text: str
    label: str = ""


class Line(Struct, frozen=True):
    """A line by itself, not indented: the addressee, a number under the title."""

    text: str
    align: Align = "left"


class Column(Struct, frozen=True):
    """`share` is its part of the width of the table, in any unit."""

    title: str
    share: float
    align: Align = "left"


class Table(Struct, frozen=True):
    """Every row has as many cells as there are columns. Its head stands on every page, no row is torn apart but a
    high one; `together`: it stays on one page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    together: bool = False


class Signature(Struct, frozen=True):
    """Who signs, and the date: lines at the right that stay together."""

    lines: tuple[str, ...]


class Attached(Struct, frozen=True):
    """The list of annexes behind the text, before the signature; `lead` stands before the first name."""

    lead: str
    names: tuple[str, ...]


Block = Heading | Para | Line | Table | Signature | Attached


class Annex(Struct, frozen=True):
    """On a page of its own; `wide`: across the page, for a table of many columns."""

    mark: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


class Paper(Struct, frozen=True):
    """`on` is the day that is written into the properties of the file."""

    title: str
    lang: Lang
    on: date
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()

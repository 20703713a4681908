"""A workbook as an office keeps one, as data: sheets of rows under one head each.

All texts are in the language of the book; those that come from files need no care: they are written as text, whatever
they begin with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from guiju.engine.diagnostics.text import Lang
from msgspec import Struct

Cell = str | int | date | None
Shade = Literal["plain", "light", "medium", "strong", "dotted"]
"""How a value stands out, in colour and without: light is yellow and italic, medium grey and struck under, strong red and
bold, dotted has a pattern."""


class Field(Struct, frozen=True):
    """A column. `widest` is the most characters of one column width that a line in it takes before it is broken.
    `choices`: somebody fills it in, from these; `to_fill`: somebody fills it in, freely. `shades` by its values; `note`
    is shown when the head is pointed at."""

    title: str
    widest: int = 40
    choices: tuple[str, ...] = ()
    to_fill: bool = False
    shades: Mapping[str, Shade] = {}
    note: str = ""


class Sheet(Struct, frozen=True):
    """Every row has as many cells as there are fields."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Book(Struct, frozen=True):
    """`on` is the day that is written into the properties of the file."""

    title: str
    lang: Lang
    on: date
    sheets: tuple[Sheet, ...]

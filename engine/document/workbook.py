"""A workbook as it was read: the cells of its sheets that hold something, before anything is made of them."""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.model import Diagnostic
from msgspec import Struct

CellKind = Literal["text", "number", "date", "time", "bool", "error", "nothing"]


class SheetCell(Struct, frozen=True):
    """One cell, row and column counted from 1. `text` is its value: a text as written, a number in digits, a day as
    2019-09-05 (with 2019-09-05T14:30:00 where it has a time), a time or length of time as 14:30:00, `1` or `0`, an error
    as Excel shows it (#REF!). Where `formula`, it is the value that was saved with the file, as nothing is calculated
    here; `nothing` is a formula without one."""

    row: int
    column: int
    kind: CellKind
    text: str
    formula: bool = False


class Area(Struct, frozen=True):
    """Merged cells, from the upper left one, which alone holds a value, to the lower right one."""

    row: int
    column: int
    last_row: int
    last_column: int


class Sheet(Struct, frozen=True):
    """`cells` by row and column. `hidden`: the sheet is not shown; `hidden_rows` and `hidden_columns` are those that are
    not shown and hold something."""

    name: str
    hidden: bool = False
    cells: tuple[SheetCell, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


class Book(Struct, frozen=True):
    """The sheets of a workbook in its order. `since_1904`: days that are numbers count from
    1904-01-01, which is 0, not from 1899-12-31."""

    sheets: tuple[Sheet, ...] = ()
    since_1904: bool = False


class Workbook(Struct, frozen=True):
    """`name` is the path that was given. `warnings` say what of the file was left out."""

    name: str
    book: Book
    warnings: tuple[Diagnostic, ...] = ()


def cell_name(row: int, column: int) -> str:
    """As Excel names a cell: (5, 4) is D5."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """As Excel names a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters

"""Tables as CSV for spreadsheets: with a mark of the encoding, which Excel needs, and no cell that it would calculate."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.report.words.naming import visible

MARK = "\ufeff"
_CALCULATED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Cell = str | int | date | None


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Lines end in CR LF (RFC 4180), those within a cell in LF; days are written as 2021-03-01. A text that a spreadsheet
    would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def _cell(value: Cell) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    shown = "\n".join(map(visible, value.replace("\r\n", "\n").split("\n")))
    return f"'{shown}" if shown.lstrip().startswith(_CALCULATED) else shown

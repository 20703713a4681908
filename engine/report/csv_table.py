"""Tables as CSV for spreadsheets: with a mark of the encoding, which Excel needs, and no cell that it would calculate."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from guiju.engine.report.naming import visible

_MARK = "\ufeff"
_CALCULATED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines end in CR LF (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return _MARK + out.getvalue()


def _cell(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_CALCULATED) else shown

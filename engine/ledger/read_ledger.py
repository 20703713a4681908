"""The ledger of filed documents that an office keeps in Excel: `read_ledger`.

In: the path of a workbook. Out: a `Ledger` with a row for each document, and every problem at its sheet and cell, all at
once. Nothing is raised for what a file holds, nothing in it is calculated or run.
"""

from __future__ import annotations

from pathlib import Path

from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_workbook import USUAL, read_workbook
from guiju.engine.document.workbook import Sheet, Workbook, column_name
from guiju.engine.ledger.model import Ledger
from guiju.engine.ledger.problems import Problems
from guiju.engine.ledger.read_rows import RowReader
from guiju.engine.ledger.remarks import (
    tell_formulas,
    tell_hidden,
    tell_left_out,
    tell_merged,
    tell_numbers_as_days,
    tell_sheets,
    tell_twice,
    tell_unnamed,
)
from guiju.engine.ledger.table import grid_of, heading_row, lines_across, no_heading, read_heading, spread
from msgspec.structs import replace


def read_ledger(path: Path, limits: Limits = USUAL) -> Ledger:
    """The ledger in a workbook: the first sheet with the heading of one, hidden ones last."""
    try:
        workbook = read_workbook(path, limits)
    except Refused as refused:
        return Ledger(str(path), diagnostics=refused.diagnostics)
    ledger = ledger_of(workbook)
    return replace(ledger, diagnostics=(*workbook.warnings, *ledger.diagnostics))


def ledger_of(workbook: Workbook) -> Ledger:
    """The ledger in the cells of a workbook."""
    filled = [sheet for sheet in workbook.book.sheets if sheet.cells]
    headed = [sheet for sheet in filled if heading_row(sheet, grid_of(sheet)) is not None]
    if not headed:
        problems = Problems(workbook.name, "")
        no_heading(tuple(filled), problems)
        return Ledger(workbook.name, diagnostics=tuple(problems.found))
    used = next((sheet for sheet in headed if not sheet.hidden), headed[0])
    problems = Problems(workbook.name, used.name)
    tell_sheets(used, [(sheet, sheet in headed) for sheet in filled if sheet is not used], problems)
    return _read(used, workbook, problems)


def _read(sheet: Sheet, workbook: Workbook, problems: Problems) -> Ledger:
    grid = grid_of(sheet)
    at = heading_row(sheet, grid) or 1
    heading = read_heading(sheet, grid, at, problems)
    merged = spread(sheet, grid, (heading.row + 1, max(grid)), heading)
    reader = RowReader(heading, lines_across(sheet, heading), workbook.book.since_1904, problems)
    rows = reader.read(grid, merged)
    if not rows:
        message = Text("表头下面没有文件", "there is no document below the heading")
        hint = Text("每份文件填一行", "fill in a row for each document")
        problems.at_sheet("X005", message, hint, row=heading.row)
    tell_unnamed(grid, heading, rows, problems)
    tell_numbers_as_days(reader.numbers_as_days, problems)
    tell_twice(rows, heading, problems)
    tell_formulas(grid, heading, rows, problems)
    tell_merged(merged, rows, problems)
    tell_hidden(sheet, heading, rows, problems)
    tell_left_out(reader.left_out, problems)
    return Ledger(
        workbook.name,
        sheet.name,
        at,
        tuple((key, column_name(column)) for key, column in heading.known.items()),
        rows,
        tuple(problems.found),
    )

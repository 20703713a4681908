"""Where in a workbook the ledger stands: the sheet, the row of the heading, its columns and the rows below.

Offices put lines with a title above the heading, and headings in two rows of merged cells (日期 over 成文日期 and
发布日期).
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.document.workbook import Area, Sheet, SheetCell
from guiju.engine.ledger.columns import Column, column_names, column_of, columns
from guiju.engine.ledger.problems import Problems, quoted
from msgspec import Struct

HEADING_ROWS = 20
"""The heading stands in one of so many rows from the top."""

Grid = Mapping[int, Mapping[int, SheetCell]]


class Heading(Struct, frozen=True):
    """The heading of a table. `row` is its last row, `known` are the numbers of the columns by key, `unknown` the
    names of the others by their numbers; `columns` are all of them, in order."""

    row: int
    known: Mapping[str, int]
    unknown: Mapping[int, str]

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(sorted([*self.known.values(), *self.unknown]))


def grid_of(sheet: Sheet) -> dict[int, dict[int, SheetCell]]:
    """The cells by row and column."""
    grid: dict[int, dict[int, SheetCell]] = {}
    for cell in sheet.cells:
        grid.setdefault(cell.row, {})[cell.column] = cell
    return grid


def heading_row(sheet: Sheet, grid: Grid) -> int | None:
    """The row with most names of columns, the first of those; None where no row names the needed one or two of them."""
    counts = {row: _names_known(sheet, grid, row) for row in range(1, HEADING_ROWS + 1) if row in grid}
    best = max(counts, key=lambda row: (len(counts[row]), -row), default=None)
    if best is None or (len(counts[best]) < 2 and not any(column.needed for column in counts[best])):
        return None
    return best


def _names_known(sheet: Sheet, grid: Grid, row: int) -> set[Column]:
    names = (column_of(cell.text) for cell in _names(sheet, grid, row).values())
    return {column for column in names if column is not None}


def _names(sheet: Sheet, grid: Grid, row: int) -> dict[int, SheetCell]:
    """What the heading in a row calls each column: a cell merged over several rows counts in each of them."""
    names = {
        area.column: grid[area.row][area.column]
        for area in sheet.merged
        if area.row < row <= area.last_row and area.column in grid.get(area.row, {})
    }
    return names | {column: cell for column, cell in grid.get(row, {}).items() if cell.text.strip()}


def read_heading(sheet: Sheet, grid: Grid, row: int, problems: Problems) -> Heading:
    """The columns that the heading names, and what is wrong with it."""
    last = max([row, *(a.last_row for a in sheet.merged if a.row <= row <= a.last_row and _low(a))])
    known: dict[str, int] = {}
    unknown: dict[int, str] = {}
    twice: dict[int, str] = {}
    cells = _names(sheet, grid, row)
    for number, cell in sorted(cells.items()):
        column = column_of(cell.text)
        if column is None:
            unknown[number] = " ".join(cell.text.split())
            continue
        if column.key in known:
            twice[number] = " ".join(cell.text.split())
            first = cells[known[column.key]]
            problems.at_cell(
                "X003",
                cell.row,
                number,
                quoted(cell.text) + Text("与前面的一列相同", " is the same as a column before it"),
                Text("留一列,另一列改名或删掉", "keep one of them, and rename or delete the other"),
                other=(first.row, known[column.key], quoted(first.text)),
            )
            continue
        known[column.key] = number
    _tell_unknown(cells, unknown, known, problems)
    _tell_missing(row, known, unknown, problems)
    return Heading(last, known, unknown | twice)


def _low(area: Area) -> bool:
    """Whether it is of few rows, as a heading or a caption is."""
    return area.last_row - area.row < 4


def _tell_unknown(
    cells: Mapping[int, SheetCell], unknown: Mapping[int, str], known: Mapping[str, int], problems: Problems
) -> None:
    for number, name in unknown.items():
        close = [n for n in nearest(name, column_names()) if _key(n) not in known]
        hint = Text(f"是不是「{close[0]}」?", f"did you mean “{close[0]}”?") if close else None
        message = (
            Text("不认识列名", "the column ") + quoted(name) + Text(",没有用", " is unknown and not used")
        )
        problems.at_cell("X004", cells[number].row, number, message, hint, "warning")


def _tell_missing(row: int, known: Mapping[str, int], unknown: Mapping[int, str], problems: Problems) -> None:
    for column in columns():
        if not column.needed or column.key in known:
            continue
        alike = [name for name in unknown.values() if column.key in map(_key, nearest(name, column_names()))]
        hint = (
            Text("列名写成", "call it ") + quoted(column.zh) + Text("", " or ") + Text("", f"“{column.en}”")
        )
        if alike:
            hint = quoted(alike[0]) + Text("是不是这一列?", " may be the one; ") + hint
        message = Text("表头里没有", "the heading has no column ") + column_called(column)
        problems.at_sheet("X002", message, hint, row=row)


def _key(name: str) -> str | None:
    column = column_of(name)
    return column.key if column is not None else None


def column_called(column: Column) -> Text:
    """The name of a column in quotation marks, in the language of the reader."""
    return Text(f"「{column.zh}」", f"“{column.en}” ({column.zh})")


def no_heading(sheets: tuple[Sheet, ...], problems: Problems) -> None:
    """Say that no sheet has a heading, and what one looks like."""
    names = join([plain(c.zh) for c in columns()[:5]])
    looked = join([quoted(sheet.name) for sheet in sheets[:5]]) if sheets else Text("", "")
    problems.at_file(
        "X001",
        Text(
            f"前 {HEADING_ROWS} 行里找不到台账的表头(看了工作表",
            f"no heading of a ledger in the first {HEADING_ROWS} rows (of sheet ",
        )
        + looked
        + Text(")", ")"),
        Text(
            f"表头是写着 {names.zh} 等列名的一行;样表可用 guiju ledger new 台账.xlsx 生成",
            f"the heading is a row with names such as {names.en}; guiju ledger new FILE.xlsx writes a template",
        ),
    )


def spread(
    sheet: Sheet, grid: Grid, rows: tuple[int, int], heading: Heading
) -> dict[int, dict[int, SheetCell]]:
    """The values of merged cells for all rows that they reach over, in the column where they begin. Of cells merged over
    each other, which Excel does not make, the first counts."""
    first, last = rows
    wanted = set(heading.columns)
    found: dict[int, dict[int, SheetCell]] = {}
    for area in sheet.merged:
        cell = grid.get(area.row, {}).get(area.column)
        if cell is None or area.column not in wanted or area.last_row == area.row or area.row <= heading.row:
            continue
        for row in range(max(area.row + 1, first), min(area.last_row, last) + 1):
            if area.column in found.setdefault(row, {}):
                break
            found[row][area.column] = cell
    return found


def lines_across(sheet: Sheet, heading: Heading) -> frozenset[int]:
    """The rows below the heading in which a cell is merged over half of the columns or more: a caption between the
    documents, a signature or a remark below them."""
    wanted = heading.columns

    def across(area: Area) -> bool:
        return sum(1 for c in wanted if area.column <= c <= area.last_column) * 2 >= max(len(wanted), 4)

    return frozenset(a.row for a in sheet.merged if a.row > heading.row and _low(a) and across(a))

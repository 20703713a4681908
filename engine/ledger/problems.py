"""Collecting what is wrong with a ledger, each problem at its sheet and cell."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Diagnostic, Label, Severity, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.document.workbook import cell_name
from guiju.engine.ledger.codes import CODES
from msgspec import Struct, field


class Problems(Struct):
    """The diagnostics of one sheet of a file, in the order they were found. A span has the row as its line and the number
    of the column as its column; messages name the sheet and the cell as Excel does."""

    file: str
    sheet: str
    found: list[Diagnostic] = field(default_factory=list)

    def at_cell(
        self,
        code: str,
        row: int,
        column: int,
        message: Text,
        hint: Text | None = None,
        severity: Severity = "error",
        other: tuple[int, int, Text] | None = None,
    ) -> None:
        """A problem of one cell; `other` is a second cell that belongs to it. KeyError for an unknown code."""
        labels = (Label(self.span(*other[:2]), self.place(*other[:2]) + other[2]),) if other else ()
        place = self.place(row, column)
        self._add(
            Diagnostic(code, place + message, self.span(row, column), hint, severity, labels),
        )

    def at_sheet(
        self, code: str, message: Text, hint: Text | None = None, severity: Severity = "error", row: int = 1
    ) -> None:
        """A problem of the sheet as a whole."""
        sheet = Text("工作表", "sheet ") + quoted(self.sheet) + Text(":", ": ")
        self._add(Diagnostic(code, sheet + message, self.span(row, 1), hint, severity))

    def at_file(self, code: str, message: Text, hint: Text | None = None) -> None:
        """A problem of the workbook as a whole."""
        self._add(Diagnostic(code, message, Span(self.file, 1, 1, 1, 1), hint))

    def place(self, row: int, column: int) -> Text:
        cell = cell_name(row, column)
        return Text("工作表", "sheet ") + quoted(self.sheet) + Text(f"单元格 {cell}:", f", cell {cell}: ")

    def span(self, row: int, column: int) -> Span:
        return Span(self.file, row, column, row, column + 1)

    def _add(self, diagnostic: Diagnostic) -> None:
        if diagnostic.code not in CODES:
            raise KeyError(diagnostic.code)
        self.found.append(diagnostic)


def quoted(text: str) -> Text:
    """A text of the file in the quotation marks of each language, on one line, safe to print and shortened."""
    safe = shown(" ".join(text.split()))
    return Text(f"「{safe}」", f"“{safe}”")


def cells_named(cells: list[str], most: int = 5) -> Text:
    """The first cells of a list, and how many there are in all."""
    row = ", ".join(cells[:most])
    if len(cells) <= most:
        return plain(row)
    return Text(f"{row} 等 {len(cells)} 格", f"{row} and {len(cells) - most} more")

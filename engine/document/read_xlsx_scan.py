"""What the XML of a sheet says beside its values: where something stands, which cells are formulas or errors, what is
merged and what is hidden.

It is gone through before the values are read, so that a sheet whose cells are scattered over millions of rows is known
before a table of that size is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Unreadable, over
from guiju.engine.document.read_xml import walk
from guiju.engine.document.workbook import Area, cell_name
from msgspec import Struct, field

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\Z")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_KIND = "xlsx"


class Scan(Struct):
    """Rows and columns count from 1. `full` are the cells with a value or a formula, in the order of the sheet; `errors`
    is what Excel shows there."""

    full: dict[tuple[int, int], None] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    chars: int = 0

    def height_and_width(self) -> tuple[int, int]:
        """Of the smallest rectangle with all that stands in the sheet; (0, 0) of an empty one."""
        if not self.full:
            return 0, 0
        rows, columns = zip(*self.full, strict=True)
        return max(rows) - min(rows) + 1, max(columns) - min(columns) + 1

    def column_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


def string_lengths(data: bytes, part: str, limits: Limits) -> list[int]:
    """The lengths of the texts that cells refer to by number. Raises `Unreadable`."""
    lengths: list[int] = []

    def start(name: str, _: Mapping[str, str]) -> None:
        if name.rpartition("}")[2] == "si":
            lengths.append(0)

    def text(found: str) -> None:
        if lengths:
            lengths[-1] += len(found)

    walk(data, part, limits, start, lambda _: None, text, _KIND)
    return lengths


def scan(data: bytes, part: str, limits: Limits, lengths: Sequence[int]) -> Scan:
    """Go through one sheet. Raises `Unreadable`, also where cells are out of order or stand twice, as programs would read
    different values there."""
    walker = _Walker(part, limits, lengths)
    walk(data, part, limits, walker.start, walker.end, walker.text, _KIND)
    return walker.scan


class _Walker:
    def __init__(self, part: str, limits: Limits, lengths: Sequence[int]) -> None:
        self.scan = Scan()
        self._part, self._limits, self._lengths = part, limits, lengths
        self._row = self._column = 0
        self._type = ""
        self._full = self._formula = self._in_value = False
        self._value: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition("}")[2]:
            case "row":
                self._start_row(attributes)
            case "c":
                self._start_cell(attributes)
            case "f":
                self._full = self._formula = True
            case "v" | "t":
                self._full = self._in_value = True
            case "mergeCell":
                self.scan.merged.append(self._area(attributes.get("ref", "")))
            case "col" if _on(attributes):
                first, last = (self._number(attributes.get(key, "")) for key in ("min", "max"))
                self.scan.hidden_columns.append((first, last))
        if len(self.scan.merged) > self._limits.cells or len(self.scan.hidden_columns) > _LAST_COLUMN:
            raise over("cells", self._limits.cells)

    def end(self, name: str) -> None:
        match name.rpartition("}")[2]:
            case "v" | "t":
                self._in_value = False
            case "c":
                self._end_cell()

    def text(self, found: str) -> None:
        if self._in_value:
            self._value.append(found)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        row = self._number(attributes["r"]) if "r" in attributes else self._row + 1
        if not self._row < row <= _LAST_ROW:
            raise self._damaged()
        self._row, self._column = row, 0
        if _on(attributes):
            self.scan.hidden_rows.add(row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        row, column = self._row, self._column + 1
        if "r" in attributes:
            row, column = self._place(attributes["r"])
        if row != self._row or not self._column < column <= _LAST_COLUMN:
            raise self._damaged()
        self._column, self._type = column, attributes.get("t", "n")
        self._full = self._formula = False
        self._value.clear()

    def _end_cell(self) -> None:
        if not self._full:
            return
        scan, at, value = self.scan, (self._row, self._column), "".join(self._value)
        scan.full[at] = None
        if self._formula:
            scan.formulas.add(at)
        if self._type == "e":
            scan.errors[at] = value.strip()
        number = int(value) if self._type == "s" and value.isascii() and value.isdecimal() else -1
        scan.chars += self._lengths[number] if 0 <= number < len(self._lengths) else len(value)
        if len(scan.full) > self._limits.cells:
            raise over("cells", self._limits.cells)
        if scan.chars > self._limits.chars:
            raise over("chars", self._limits.chars)

    def _area(self, reference: str) -> Area:
        first, _, last = reference.partition(":")
        (row, column), (last_row, last_column) = self._place(first), self._place(last or first)
        if last_row < row or last_column < column:
            raise self._damaged()
        return Area(row, column, last_row, last_column)

    def _place(self, reference: str) -> tuple[int, int]:
        found = _REFERENCE.match(reference)
        if found is None:
            raise self._damaged()
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), column

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= 7):
            raise self._damaged()
        return int(text)

    def _damaged(self) -> Unreadable:
        return Unreadable("W003", _KIND, self._part)


def _on(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden", "0") in ("1", "true", "on")


def far_cell(scan: Scan) -> str:
    """The cell that makes the rectangle of a sheet so large: the one furthest down or, in the last row, to the right."""
    return cell_name(*max(scan.full))

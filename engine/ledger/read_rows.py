"""The rows below the heading as `Row`s; those that hold no document are left out, and their numbers kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.limits import LEDGER_ROWS
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.validity import last_day_of_term
from guiju.engine.document.workbook import SheetCell, cell_name
from guiju.engine.ledger.columns import column_of, columns, says_ditto, stands_below
from guiju.engine.ledger.model import Given, Row
from guiju.engine.ledger.problems import Problems
from guiju.engine.ledger.table import Grid, Heading, column_called
from guiju.engine.ledger.values import Cells
from msgspec.structs import replace

_Row = Mapping[int, SheetCell]


class RowReader:
    """Reads the documents of one sheet. `across` are the rows of captions. `left_out` are then the rows that hold no
    document, `numbers_as_days` the cells in which a number was taken for a day."""

    def __init__(
        self, heading: Heading, across: frozenset[int], since_1904: bool, problems: Problems
    ) -> None:
        self._heading, self._across, self._since_1904, self._problems = heading, across, since_1904, problems
        self._columns = frozenset(heading.columns)
        self._serial = heading.known.get("serial")
        self.left_out: list[int] = []
        self.numbers_as_days: list[tuple[int, int]] = []

    def read(self, grid: Grid, spread: Grid) -> tuple[Row, ...]:
        """The documents, in the order of the sheet; `spread` are the values of merged cells further down."""
        rows: list[Row] = []
        above: dict[int, SheetCell] = {}
        for number in sorted(row for row in grid if row > self._heading.row):
            cells = {column: cell for column, cell in grid[number].items() if column in self._columns}
            if not cells or self._only_numbered(cells):
                continue
            if self._no_document(number, cells):
                self.left_out.append(number)
                continue
            if len(rows) >= LEDGER_ROWS:
                message = Text(
                    f"文件超过 {LEDGER_ROWS} 行上限",
                    f"there are more documents than the limit of {LEDGER_ROWS}",
                )
                self._problems.at_sheet("X006", message, row=number)
                break
            full = {**spread.get(number, {}), **cells}
            meant = {c: above.get(c, cell) if says_ditto(cell.text) else cell for c, cell in full.items()}
            rows.append(self._row(number, meant))
            above.update(meant)
        return tuple(rows)

    def _only_numbered(self, cells: _Row) -> bool:
        """Rows that are numbered beforehand and not yet filled in."""
        return set(cells) == {self._serial} and next(iter(cells.values())).kind in ("number", "nothing")

    def _no_document(self, row: int, cells: _Row) -> bool:
        """Captions between the documents, signatures and remarks below them, the heading once more on the next page."""
        first = cells[min(cells)].text
        if (row in self._across and len(cells) <= 2) or (stands_below(first) and len(cells) <= 4):
            return True
        if set(cells) == {self._serial}:
            return True
        named = [column_of(cell.text) for cell in cells.values()]
        return len(named) > 1 and None not in named

    def _row(self, number: int, cells: _Row) -> Row:
        before = len(self._problems.found)
        known = self._heading.known
        by_key = {key: cells[column] for key, column in known.items() if column in cells}
        places = {key: (number, column) for key, column in known.items()}
        found = Cells(by_key, places, self._problems, self._since_1904)
        row = Row(
            self._problems.sheet,
            number,
            self._problems.span(number, min(cells)),
            title=found.text("title"),
            serial=found.text("serial"),
            number=found.text("number"),
            register=found.text("register"),
            issuer=found.text("issuer"),
            drafter=found.text("drafter"),
            implementer=found.text("implementer"),
            made=found.day("made"),
            published=found.day("published"),
            effective=found.day("effective"),
            filed=found.day("filed"),
            basis=found.norms("basis"),
            text=found.path("text"),
            case=found.path("case"),
            result=found.result("result"),
            why=found.text("why", lines=True),
            changes=found.text("changes", lines=True),
            deadline=found.deadline("deadline"),
            review=found.text("review", lines=True),
            remarks=found.text("remarks", lines=True),
            others=tuple(self._others(number, cells)),
        )
        row = self._with_its_end(row, found)
        self._compare_days(row)
        self._tell_missing(row, places, before)
        self.numbers_as_days += found.numbers_as_days
        return replace(row, problems=tuple(self._problems.found[before:]))

    def _with_its_end(self, row: Row, found: Cells) -> Row:
        """The day, the length and 长期 may each stand in either of the two columns."""
        for given in (found.until("valid_until"), found.until("term")):
            match given:
                case Given(value=bool()):
                    row = replace(row, unlimited=given)
                case Given(value=Duration()) if row.term is None:
                    row = replace(row, term=given)
                case Given(value=date()) if row.valid_until is None:
                    row = replace(row, valid_until=given)
        self._compare_ends(row)
        return row

    def _compare_ends(self, row: Row) -> None:
        if row.valid_until is None or row.term is None or row.effective is None:
            return
        stated, reckoned = row.valid_until.value, last_day_of_term(row.effective.value, row.term.value)
        if (
            reckoned is None or abs((stated - reckoned).days) <= 1
        ):  # some count to the same day of the last year
            return
        message = Text(
            f"有效期至 {stated},而从 {row.effective.value} 起算的有效期到 {reckoned} 为止;以写明的日期为准",
            f"valid until {stated}, but the term from {row.effective.value} ends on {reckoned}; the stated day counts",
        )
        column = self._heading.known.get("valid_until", self._heading.known.get("term", 1))
        self._problems.at_cell("X028", row.row, column, message, severity="warning")

    def _compare_days(self, row: Row) -> None:
        if row.made is None or row.effective is None or row.effective.value >= row.made.value:
            return
        message = Text(
            f"施行日期 {row.effective.value} 早于成文日期 {row.made.value}",
            f"in force from {row.effective.value}, which is before the day of the document, {row.made.value}",
        )
        hint = Text("对照原件核对这两个日期", "compare both days with the document itself")
        self._problems.at_cell("X030", row.row, self._heading.known["effective"], message, hint, "warning")

    def _tell_missing(self, row: Row, places: Mapping[str, tuple[int, int]], before: int) -> None:
        told = {problem.span for problem in self._problems.found[before:]}
        for column in columns():
            if not column.needed or column.key not in places or getattr(row, column.key) is not None:
                continue
            if self._problems.span(*places[column.key]) not in told:
                message = column_called(column) + Text("没有填", " is empty")
                self._problems.at_cell("X010", *places[column.key], message)

    def _others(self, number: int, cells: _Row) -> Iterator[tuple[str, Given[str]]]:
        for column, name in self._heading.unknown.items():
            if column in cells and cells[column].kind not in ("nothing", "error"):
                cell = cells[column]
                yield name, Given(cell.text.strip(), cell_name(number, column), cell.formula)

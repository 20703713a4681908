"""A ledger as it was read: a row for each document, each value with the cell it stands in."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.document.validity import last_day_of_term
from guiju.engine.ledger.columns import Result
from msgspec import Struct

T = TypeVar("T")


class Given(Struct, Generic[T], frozen=True):
    """A value and the cell it stands in (D5). `formula`: what a formula had come to when the file was last saved."""

    value: T
    cell: str
    formula: bool = False


class Row(Struct, frozen=True):
    """One document. What is None is not stated: the column is not there, the cell is empty or could not be read; then
    `problems` say so. `row` is the number of the row in Excel, `span` its first cell. `others` are the values of columns
    that are not known, by their headings."""

    sheet: str
    row: int
    span: Span
    title: Given[str] | None = None
    serial: Given[str] | None = None
    number: Given[str] | None = None
    register: Given[str] | None = None
    issuer: Given[str] | None = None
    drafter: Given[str] | None = None
    implementer: Given[str] | None = None
    made: Given[date] | None = None
    published: Given[date] | None = None
    effective: Given[date] | None = None
    valid_until: Given[date] | None = None
    term: Given[Duration] | None = None
    unlimited: Given[bool] | None = None
    filed: Given[date] | None = None
    basis: Given[tuple[str, ...]] | None = None
    text: Given[str] | None = None
    case: Given[str] | None = None
    result: Given[Result] | None = None
    why: Given[str] | None = None
    changes: Given[str] | None = None
    deadline: Given[date] | None = None
    review: Given[str] | None = None
    remarks: Given[str] | None = None
    others: tuple[tuple[str, Given[str]], ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def last_day(self) -> Given[date] | None:
        """The last day on which it is in force: as stated, else the end of its term from the day in force; None where
        neither is known, or no end is set."""
        if self.valid_until is not None or self.term is None or self.effective is None:
            return self.valid_until
        last = last_day_of_term(self.effective.value, self.term.value)
        return Given(last, self.term.cell, self.term.formula) if last is not None else None


class Ledger(Struct, frozen=True):
    """`name` is the path that was given, `sheet` the one with the table, whose heading is in row `header`. `columns` are
    those that were found, key and letter (title, B). `diagnostics` are all problems, those of the rows too, and what is
    to be known of the workbook; with an error among them the rows are not complete."""

    name: str
    sheet: str | None = None
    header: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

"""A ledger as JSON: pydantic models, which are what a program may rely on.

Days are as 2019-09-05, a length of time as its number and unit. Names may be added; none is removed or changed but with a
new `schema`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.ledger.codes import CODES
from guiju.engine.ledger.columns import columns
from guiju.engine.ledger.model import Given, Ledger, Row, T
from guiju.engine.report.diagnostics.json import PAGE, FoundModel, found_model
from guiju.engine.report.models.case import Model, Str
from pydantic import Field

SCHEMA: Final = "guiju.ledger/1"


class TermModel(Model):
    """`unit`: year or month."""

    n: int
    unit: Str


class ValueModel(Model):
    """A value and its cell. `formula`: what a formula had come to when the file was last saved."""

    value: bool | TermModel | list[Str] | Str
    cell: Str
    formula: bool


class RowModel(Model):
    """One document; `values` by the keys of the columns, `others` by headings that are not known. `last_day`: as stated,
    or the end of the term."""

    row: int
    values: dict[str, ValueModel]
    others: list[tuple[Str, ValueModel]]
    last_day: ValueModel | None
    problems: list[Str]


class LedgerModel(Model):
    """`exit_code`: 0 no errors, 2 errors. `columns`: key and letter. `problems` of a row are the codes of the diagnostics
    at its cells."""

    schema_: Literal["guiju.ledger/1"] = Field(default=SCHEMA, alias="schema")
    exit_code: int
    file: Str
    sheet: Str | None
    heading_row: int | None
    columns: dict[str, str]
    rows: list[RowModel]
    diagnostics: list[FoundModel]


def render_ledger_json(ledger: Ledger, exit_code: int) -> str:
    """The ledger as one JSON object, indented, ending in a line end."""
    model = LedgerModel(
        exit_code=exit_code,
        file=ledger.name,
        sheet=ledger.sheet,
        heading_row=ledger.header,
        columns=dict(ledger.columns),
        rows=[_row(row) for row in ledger.rows],
        diagnostics=[found_model(d, _page(d)) for d in by_place(ledger.diagnostics)],
    )
    return model.model_dump_json(by_alias=True, indent=2) + "\n"


def _page(diagnostic: Diagnostic) -> str:
    """The section of the documentation with the code of a ledger, or of a file that cannot be read."""
    return f"{PAGE}#6-ledgers" if diagnostic.code in CODES else f"{PAGE}#5-documents"


def _row(row: Row) -> RowModel:
    keys = [*(column.key for column in columns()), "unlimited"]
    given = {key: getattr(row, key) for key in keys}
    return RowModel(
        row=row.row,
        values={key: _value(value) for key, value in given.items() if value is not None},
        others=[(name, _value(value)) for name, value in row.others],
        last_day=_value(row.last_day) if row.last_day is not None else None,
        problems=[problem.code for problem in row.problems],
    )


def _value(given: Given[T]) -> ValueModel:
    return ValueModel(value=_plain(given.value), cell=given.cell, formula=given.formula)


def _plain(value: object) -> str | bool | list[str] | TermModel:
    match value:
        case bool():
            return value
        case date():
            return value.isoformat()
        case Duration():
            return TermModel(n=value.n, unit=value.unit)
        case tuple():
            return [str(part) for part in value]
    return str(value)

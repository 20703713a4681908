"""Texts that the time of a record is compared with: written HH:MM, since texts are compared sign by sign."""

from __future__ import annotations

from guiju.engine.case.dates import NotADate, read_time
from guiju.engine.semantics import core
from guiju.engine.semantics.names import Table
from guiju.engine.syntax import tree as t


def time_of_day(table: Table, beside: core.Operand, node: t.Literal_) -> None:
    """An error where the value stands beside the time of a record and is no time of day."""
    if not isinstance(beside, core.FieldRef) or beside.name != core.TIME or beside.who == "item":
        return
    found = read_time(str(node.value)) if node.kind in ("text", "name", "number") else None
    if isinstance(found, NotADate):
        table.error("P011", found.message, node.span, found.hint)

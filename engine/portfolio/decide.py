"""Which result the reasons lead to, by the decision table.

Firm causes decide; the first row of the table that one of them hits. Failing these, suspicions of high and medium
confidence do, and the result is then one that a person has to verify. Those of low confidence change nothing. That the
main content is hit counts beside firm causes too: confirming one article of many does not make the others harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from guiju.engine.portfolio.causes import is_hint
from guiju.engine.portfolio.model import Reason
from guiju.engine.portfolio.table import MAINLY, Proposal, Row, Table
from msgspec import Struct

Weight = Literal["firm", "likely", "asked"]


class Decided(Struct, frozen=True):
    """See `Reviewed`."""

    proposal: Proposal
    to_verify: bool
    reasons: tuple[Reason, ...]
    faults: tuple[Reason, ...]
    questions: tuple[Reason, ...]


def decide(table: Table, found: Sequence[Reason], readable: bool, whole: bool = True) -> Decided:
    """`readable`: its text was there to be judged; else nothing but a firm cause decides. `whole`: nothing is missing in
    it that must be there before it can be said to remain in force. Reasons of the row that decides come first, then the
    others in the order of the table."""
    placed = [(reason, table.row(reason.cause, reason.whole), weight(reason)) for reason in found]
    leading = [(r, row, w) for r, row, w in placed if row is not None and w != "asked"]
    faults = tuple(r for r, row, w in placed if row is None and w == "firm")
    questions = tuple(r for r, row, w in placed if w == "asked" or (row is None and w == "likely"))
    main = [row for r, row, _ in leading if r.cause == MAINLY and row is not None]
    for wanted in ("firm", "likely"):
        if wanted == "likely" and not readable:
            break
        hit = [row for _, row, w in leading if w == wanted and row is not None]
        if hit:
            row = min([*hit, *main], key=table.table.index)
            ordered = sorted(leading, key=lambda each: _order(each[1], each[2], row, table))
            reasons = tuple(r for r, _, _ in ordered)
            return Decided(row.result, wanted == "likely" or row not in hit, reasons, faults, questions)
    reasons = tuple(r for r, _, _ in leading)
    return Decided("keep" if readable and whole else "ask", False, reasons, faults, questions)


def weight(reason: Reason) -> Weight:
    """How much a reason can change."""
    if is_hint(reason) or (not reason.firm and reason.sure not in ("high", "medium")):
        return "asked"
    return "firm" if reason.firm else "likely"


def _order(row: Row | None, weight_: Weight, deciding: Row, table: Table) -> tuple[bool, bool, int]:
    return row is not deciding, weight_ != "firm", table.table.index(row) if row is not None else 0

"""What a clean-up review says of each filed document, and of all of them: data for every kind of
output.

The four results and the causes are those of the offices' own tables (清理意见表); which cause leads to which
result is data (`rules/review/`), not code.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.semantics.program import Citation
from msgspec import Struct

Proposal = Literal["keep", "amend", "repeal", "lapse", "ask"]
"""继续有效, 修改, 废止, 宣布失效; 待核: nothing can be proposed before somebody has looked."""


class Entry(Struct, frozen=True):
    """One filed document, as the ledger or the folder has it. `row` counts from 1. `cell` names where
    in a ledger the row stands; `text` and `case` are the files of its text and of its procedure, None
    where there is none. `stated` is the result that somebody has already written down, with
    `stated_why`."""

    row: int
    title: str
    number: str | None = None
    register: str | None = None
    issuer: str | None = None
    drafter: str | None = None
    made: date | None = None
    published: date | None = None
    effective: date | None = None
    valid_until: date | None = None
    filed: date | None = None
    basis: tuple[str, ...] = ()
    text: str | None = None
    case: str | None = None
    cell: str | None = None
    stated: Proposal | None = None
    stated_why: str | None = None


class Quote(Struct, frozen=True):
    """Words of the document, and where they stand: 第三条第二款, and the place in its file."""

    where: str
    words: str
    span: Span | None = None


class Reason(Struct, frozen=True):
    """Why a result is proposed. `cause` is one of the cause codes (兜底, 期满 …). `firm`: a fact of dates,
    records or catalogue; not firm: a heuristic, for a person to look at, `sure` how sure it is.
    `finding` is what it rests on, where a rule found it."""

    cause: str
    message: Text
    basis: tuple[Citation, ...] = ()
    quote: Quote | None = None
    firm: bool = True
    sure: Literal["high", "medium", "low"] | None = None
    cure: Text | None = None
    finding: Finding | None = None


class Filing(Struct, frozen=True):
    """Whether the document was reported for filing in time: the last day by the rule that sets one
    (None: none known), the day it was done, and the days it is late (0: in time)."""

    last_day: date | None
    done: date | None
    days_late: int = 0
    finding: Finding | None = None


class Reviewed(Struct, frozen=True):
    """One row of the review. `faults` are what went wrong in its making and is to be put right beside
    the result (补正). `problems` are why a file of it could not be read: then it is one row with its
    error, and `proposal` is "ask". `last_day` is the last day of its validity, as the text or the
    ledger states it, `expires_soon` within a year of the review."""

    entry: Entry
    proposal: Proposal
    reasons: tuple[Reason, ...] = ()
    faults: tuple[Reason, ...] = ()
    questions: tuple[Reason, ...] = ()
    filing: Filing | None = None
    last_day: date | None = None
    expires_soon: bool = False
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class Review(Struct, frozen=True):
    """The whole review, as seen on `on`: the documents in the order they were given, and what is wrong
    with the list itself."""

    on: date
    reviewed: tuple[Reviewed, ...]
    name: str = ""
    remarks: tuple[Diagnostic, ...] = ()

    def of(self, proposal: Proposal) -> tuple[Reviewed, ...]:
        return tuple(r for r in self.reviewed if r.proposal == proposal)

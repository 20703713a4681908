"""What a clean-up review says of each filed document, and of all of them: data for every kind of
output.

The four results and the causes are those of the offices' own tables (清理意见表); which cause leads to which
result is data (`rules/review/decision.yaml`, table.py), not code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, Span, has_errors
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Assumption, Finding
from guiju.engine.ledger.codes import CODES as LEDGER_CODES
from guiju.engine.portfolio.table import Proposal as Proposal
from guiju.engine.portfolio.table import Table
from guiju.engine.semantics.program import Citation, HowSure, Pack, Program
from msgspec import Struct

What = Literal["number", "made", "published", "effective", "valid_until", "filed"]
"""What several sources state of one document: 文号, 成文, 公布, 施行, 有效期至, 备案."""

From = Literal["ledger", "case", "text"]


class Entry(Struct, frozen=True):
    """One filed document, as the ledger or the folder has it; in a review, what that leaves open is filled in from its
    case and its text. `row` counts from 1. `cell` names where in a ledger the row stands; `text` and `case` are the files
    of its text and of its procedure, None where there is none. `unlimited`: its validity is stated to have no end.
    `term` is its term where the ledger has one and no last day follows from the ledger alone.
    `stated` is the result that somebody has already written down, with `stated_why`; `changes` is what is to be amended,
    `amend_by` until when; `opinion` is that of whoever examined it (审核意见)."""

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
    unlimited: bool = False
    basis: tuple[str, ...] = ()
    text: str | None = None
    case: str | None = None
    cell: str | None = None
    stated: Proposal | None = None
    stated_why: str | None = None
    changes: str | None = None
    amend_by: date | None = None
    opinion: str | None = None
    note: str | None = None
    term: Duration | None = None


class Quote(Struct, frozen=True):
    """Words of the document, and where they stand: 第三条第二款, and the place in its file. `marked` are those of them
    that a rule looks for."""

    where: str
    words: str
    span: Span | None = None
    marked: tuple[str, ...] = ()


class Reason(Struct, frozen=True):
    """Why a result is proposed. `cause` is one of the cause codes (兜底, 期满 …). `firm`: a fact of dates, records or
    catalogue, or what a person has confirmed; not firm: for a person to look at, `sure` how sure it is, `question` what
    to ask. `finding` is what it rests on, where a rule found it; `whole` where it is about the document as a whole."""

    cause: str
    message: Text
    basis: tuple[Citation, ...] = ()
    quote: Quote | None = None
    firm: bool = True
    sure: HowSure | None = None
    question: Text | None = None
    cure: Text | None = None
    finding: Finding | None = None
    whole: bool = False


UNLIMITED = "长期"
"""That a document has no last day, in place of the day."""


class Stated(Struct, frozen=True):
    """What one source states of a document, in its own words where it is no date. `inferred`: a day of the text for which
    another day stood in."""

    source: From
    value: date | str
    inferred: bool = False


class Difference(Struct, frozen=True):
    """Sources that do not agree."""

    what: What
    stated: tuple[Stated, ...]


class Filing(Struct, frozen=True):
    """Whether the document was reported for filing in time: the last day by the rule that sets one (None: none known),
    the day it was done, and the days it is late (0: in time, or no last day known)."""

    last_day: date | None
    done: date | None
    days_late: int = 0
    finding: Finding | None = None


class Reviewed(Struct, frozen=True):
    """One row of the review.

    `reasons` are what the result rests on, those that decide first; `to_verify`: it rests on suspicions alone, which a
    person must look at before it is a result. `faults` are what went wrong in its making, or is missing, and is to be
    put right beside the result (补正). `questions` change no result. `problems` are why a file of it, or a cell of its
    row in the ledger, could not be read; without its text, and with nothing else that decides, `proposal` is "ask".
    `last_day` is the last day of its validity
    as far as it is known, `expires_soon`: within the time of the table, `evaluate_from` the day from which it is to be
    evaluated. `stated_otherwise`: the result in the ledger or the case is another one. `judged_procedure`: it has a case.
    """

    entry: Entry
    proposal: Proposal
    to_verify: bool = False
    reasons: tuple[Reason, ...] = ()
    faults: tuple[Reason, ...] = ()
    questions: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()
    stated_otherwise: Text | None = None
    filing: Filing | None = None
    last_day: date | None = None
    expires_soon: bool = False
    evaluate_from: date | None = None
    judged_text: bool = False
    judged_procedure: bool = False
    assumptions: tuple[Assumption, ...] = ()
    waived: tuple[Finding, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """Why its text or its case could not be read."""
        return tuple(p for p in self.problems if p.code not in LEDGER_CODES)

    @property
    def bad_cells(self) -> tuple[Diagnostic, ...]:
        """Cells of its row in the ledger that could not be read; its files may well have been."""
        return tuple(p for p in self.problems if p.code in LEDGER_CODES)

    @property
    def has_questions(self) -> bool:
        asked = self.questions or self.differences or self.stated_otherwise
        return bool(asked) or self.proposal == "ask" or any(not r.firm for r in self.reasons)


class GoneNorm(Struct, frozen=True):
    """A norm that is no longer in force, or that another one has replaced, and the rows that rest on it."""

    title: str
    number: str | None
    since: date | None
    successor: str | None
    rows: tuple[int, ...]


RemarkKind = Literal[
    "duplicate", "same title", "two results", "named", "no file", "not listed", "no deadline"
]


class Remark(Struct, frozen=True):
    """Something wrong with the list itself, and the rows it is about."""

    kind: RemarkKind
    message: Text
    rows: tuple[int, ...] = ()


class Review(Struct, frozen=True):
    """The whole review, as seen on `on`: the documents in the order they were given, and what is wrong with the list
    itself. `name` is the folder or ledger; `unused` are the files beside it that are neither documents nor cases, `own`
    those of them that this program wrote, `problems` what there is to say of the ledger as a file, warnings among it."""

    on: date
    program: Program
    table: Table
    reviewed: tuple[Reviewed, ...]
    name: str = ""
    remarks: tuple[Remark, ...] = ()
    gone: tuple[GoneNorm, ...] = ()
    unused: tuple[str, ...] = ()
    packs: tuple[Pack, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    own: tuple[str, ...] = ()

    def of(self, proposal: Proposal) -> tuple[Reviewed, ...]:
        return tuple(r for r in self.reviewed if r.proposal == proposal)

    @property
    def counts(self) -> Mapping[Proposal, int]:
        """How many documents there are of each result, left out ones only where there are any; the sum is that of all."""
        counted = {proposal: len(self.of(proposal)) for proposal in self.table.results}
        return {proposal: n for proposal, n in counted.items() if n or proposal != "outside"}

    @property
    def without_case(self) -> tuple[Reviewed, ...]:
        """Those whose making was not judged, as there is no case."""
        return tuple(r for r in self.reviewed if not r.judged_procedure and r.entry.case is None)

    @property
    def case_unread(self) -> tuple[Reviewed, ...]:
        """Those whose making was not judged, as their case could not be read."""
        return tuple(r for r in self.reviewed if not r.judged_procedure and r.entry.case is not None)

    @property
    def filed_late(self) -> tuple[Reviewed, ...]:
        return tuple(r for r in self.reviewed if r.filing is not None and r.filing.days_late > 0)

    @property
    def expiring(self) -> tuple[Reviewed, ...]:
        return tuple(r for r in self.reviewed if r.expires_soon)

    @property
    def exit_code(self) -> int:
        """2 something could not be read · 1 something to amend, repeal or declare lapsed, or a fault of procedure · 3
        only questions · 0 all remain in force."""
        if has_errors(self.problems) or any(r.problems for r in self.reviewed):
            return 2
        if any(r.faults or r.proposal not in ("keep", "outside", "ask") for r in self.reviewed):
            return 1
        return 3 if self.remarks or any(r.has_questions for r in self.reviewed) else 0

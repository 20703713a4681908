"""The JSON form of a clean-up review as pydantic models. Its schema is `docs/review-schema.json`.

Dates are ISO strings; every text comes in both languages. Names may be added; none is removed or changed but with a new
`schema`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from guiju.engine.portfolio.model import From, RemarkKind, What
from guiju.engine.portfolio.table import Proposal
from guiju.engine.report.models.case import (
    AssumptionModel,
    Both,
    CitationModel,
    DiagnosticModel,
    Model,
    PackModel,
    Place,
    ReviewedModel,
    StateName,
    Str,
)
from guiju.engine.semantics.program import HowSure, SeverityLevel, Strength
from pydantic import Field

SCHEMA: Final = "guiju.review/1"


class EntryModel(Model):
    """One document as the list has it, completed from its case and its text. `stated` is the result somebody has written
    down in the list, with the reason; `basis` the titles of what it names as its basis."""

    row: int
    cell: Str | None
    title: Str
    number: Str | None
    register_number: Str | None
    issuer: Str | None
    drafter: Str | None
    made: date | None
    published: date | None
    effective: date | None
    valid_until: date | None
    unlimited: bool
    filed: date | None
    basis: list[Str]
    text: Str | None
    case: Str | None
    stated: Proposal | None
    stated_why: Str | None
    changes: Str | None
    amend_by: date | None
    opinion: Str | None
    note: Str | None


class QuoteModel(Model):
    """`where` is the place in the document (第三条第二款), `place` that in its file: the line is the number of the
    paragraph. `marked` are the words that a rule looks for."""

    where: Str
    words: Str
    marked: list[Str]
    place: Place | None


class RuleFoundModel(Model):
    """The rule that found it, and how."""

    id: Str
    row: Str | None
    name: Both
    pack: Str
    gist: Both
    state: StateName
    strength: Strength
    severity: SeverityLevel


class ReasonModel(Model):
    """`cause` is a cause of the decision table. `firm`: a fact, or confirmed by a person (`reviewed`); else `how_sure` it
    is (null: something is not stated) and the `question` to a person."""

    cause: Both
    message: Both
    firm: bool
    how_sure: HowSure | None
    question: Both | None
    quote: QuoteModel | None
    basis: Both | None
    citations: list[CitationModel]
    cure: Both | None
    whole_document: bool
    rule: RuleFoundModel | None
    reviewed: ReviewedModel | None


class StatedModel(Model):
    """`inferred`: a day of the text for which another day stood in."""

    source: From
    value: Str
    inferred: bool


class DifferenceModel(Model):
    what: What
    stated: list[StatedModel]


class FilingModel(Model):
    """`last_day` null: no rule sets one, as far as is known. `days_late` counts to the day of filing, else to that of the
    review."""

    last_day: date | None
    done: date | None
    days_late: int
    rule: Str | None


class DocumentModel(Model):
    """One row. `proposal` rests on `reasons`, those that decide first; `to_verify`: on suspicions alone. `faults` are to
    be put right beside the result; `questions` change nothing. `problems`: a file of it, or a cell of its row in the
    ledger (codes X0..), could not be read."""

    entry: EntryModel
    proposal: Proposal
    to_verify: bool
    reasons: list[ReasonModel]
    faults: list[ReasonModel]
    questions: list[ReasonModel]
    differences: list[DifferenceModel]
    stated_otherwise: Both | None
    filing: FilingModel | None
    last_day: date | None
    expires_soon: bool
    evaluate_from: date | None
    judged_text: bool
    judged_procedure: bool
    waived: list[RuleFoundModel]
    assumptions: list[AssumptionModel]
    problems: list[DiagnosticModel]
    warnings: list[DiagnosticModel]


class GoneNormModel(Model):
    """A norm no longer in force, and the rows whose documents name it as their basis."""

    title: Str
    number: Str | None
    since: date | None
    successor: Str | None
    rows: list[int]


class RemarkModel(Model):
    kind: RemarkKind
    message: Both
    rows: list[int]


class ReviewModel(Model):
    """A review. `exit_code`: 2 something could not be read, 1 something to amend, repeal or declare lapsed or a fault of
    procedure, 3 only questions, 0 all remain in force. `counts` has every result (`outside` where there are any); they
    add up to the number of documents. Rows are `filed_late` and `expiring`; `unread`, those with a text or a case that
    could not be read; `bad_cells`, those with a cell of the ledger that could not be read; `without_case`, those whose
    making was not judged as there is no case."""

    schema_: Literal["guiju.review/1"] = Field(default=SCHEMA, alias="schema")
    exit_code: int
    name: Str
    on: date
    counts: dict[Proposal, int]
    documents: list[DocumentModel]
    filed_late: list[int]
    expiring: list[int]
    unread: list[int]
    bad_cells: list[int]
    without_case: list[int]
    gone: list[GoneNormModel]
    remarks: list[RemarkModel]
    unused: list[Str]
    problems: list[DiagnosticModel]
    packs: list[PackModel]
    table_edition: Str
    rules_digest: Str

"""The JSON report as pydantic models: what a program may rely on. Its schema is `docs/report-schema.json`.

Dates are ISO strings; lines and columns count from 1; every text comes in both languages; a step, rule or
fact has its declared names in both. Names may be added; none is removed or changed but with a new `schema`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from guiju.engine.diagnostics.model import Severity
from guiju.engine.report.models.basics import AnyValue as AnyValue
from guiju.engine.report.models.basics import Both as Both
from guiju.engine.report.models.basics import Model as Model
from guiju.engine.report.models.basics import Place as Place
from guiju.engine.report.models.basics import Str as Str
from guiju.engine.report.models.suspected import IdleReviewModel as IdleReviewModel
from guiju.engine.report.models.suspected import ReviewedModel as ReviewedModel
from guiju.engine.report.models.suspected import SuspicionModel as SuspicionModel
from guiju.engine.semantics.core import Unit
from guiju.engine.semantics.program import Modality, SeverityLevel, Strength
from pydantic import Field

SCHEMA: Final = "guiju.report/1"

StateName = Literal[
    "violated",
    "doomed",
    "at_risk",
    "unknown",
    "pending",
    "cured",
    "holding",
    "satisfied",
    "exempt",
    "not_applicable",
]


class CitationModel(Model):
    """`norm` is the key within the rules; `text` the whole citation as written. `inserted` is the number of an article
    inserted after `article` (第十五条之一 is 15, 1). Of a range `through` is the last article."""

    norm: Str
    title: Both
    number: Str | None = None
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    sentence: int | None = None
    through: int | None = None
    through_inserted: int | None = None
    text: Both


class RecordModel(Model):
    """`end` is null while the step runs or its end is not stated; `derived_by` names the deeming rule, of the day of a
    breach the rule that was broken."""

    step: Both
    start: date
    end: date | None
    time: Str | None = None
    order: int | None = None
    actor: Str | None = None
    evidence: list[Str] | None = None
    fields: dict[Str, AnyValue] = Field(default_factory=dict)
    derived_by: Str | None = None
    place: Place | None = None


class NotUsedModel(Model):
    record: RecordModel
    reason: Both
    rule: Str | None = None
    basis: list[CitationModel] = Field(default_factory=list)


class FactModel(Model):
    name: Both
    value: AnyValue = None
    by_default: bool = False
    place: Place | None = None


class DurationModel(Model):
    n: int
    unit: Unit


class OpenDayModel(Model):
    """A day that hangs on the notice of `year`, which is missing: it is not before `first` and not after `last`."""

    first: date | None
    last: date | None
    year: int


class ArithmeticModel(Model):
    """`start` plus (`back`: minus) `duration` is `result`; `actual relation result` must hold. `result` is
    null where a year has no calendar, and `between` then tells where it lies; `skipped` are the days off passed over;
    `text` is the sum in words."""

    start: date
    duration: DurationModel
    back: bool
    options: list[Str]
    skipped: list[date]
    result: date | None
    relation: Str
    actual: date | None
    holds: bool | None
    text: Both
    between: OpenDayModel | None = None


class ReadingModel(Model):
    name: Both
    gist: Both | None
    basis: list[CitationModel]
    default: bool
    state: StateName
    arithmetic: list[ArithmeticModel]
    last_day: date | None
    last_day_between: OpenDayModel | None = None


class ExceptionModel(Model):
    """`live` is null while it is open whether the exception's conditions hold."""

    id: Str
    name: Both
    basis: list[CitationModel]
    live: bool | None
    applied: bool
    reason: Both


class ParameterModel(Model):
    """A parameter that the rule uses, and the pack whose value counts for the case."""

    name: Both
    value: AnyValue
    pack: Both
    basis: list[CitationModel]


class GivenModel(Model):
    question: Both
    answer: Both


class AnswerModel(Model):
    given: list[GivenModel]
    state: StateName


class CureModel(Model):
    text: Both | None
    missing: Both | None
    worthless: list[RecordModel]
    redo: list[Both]


class RuleModel(Model):
    id: Str
    row: Str | None
    name: Both
    pack: Str
    modality: Modality
    gist: Both
    basis: list[CitationModel]
    liability: list[CitationModel]
    place: Place | None
    sorted_as: Str | None = None


class WaiverModel(Model):
    """A waiver of the case. `live` says whether it counts on the day of looking; a finding with a live waiver keeps its
    state and is left out of the exit code. `approved_on` null: no day stated, live from the beginning."""

    approved_by: Str
    reason: Str
    basis: Str
    until: date
    approved_on: date | None
    standing: Literal["live", "expired", "not_yet"]
    live: bool
    place: Place | None


class IdleWaiverModel(Model):
    """A waiver of the case that has nothing to waive. `states` are those of its rule; none: it does not bind."""

    rule: Both
    states: list[StateName]
    waiver: WaiverModel


class FindingModel(Model):
    """One rule on one activation (`activation` null: the case). `basis` is the whole basis as written, with
    the chain by which the rule binds; `version_*` bound the version of the rule that was applied."""

    rule: RuleModel
    state: StateName
    strength: Strength
    severity: SeverityLevel
    why: Both
    basis: Both
    chain: list[CitationModel]
    bound_by: Str | None
    breach: Both | None = None
    activation: RecordModel | None
    records: list[RecordModel]
    not_used: list[NotUsedModel]
    sought: Both | None
    facts: list[FactModel]
    parameters: list[ParameterModel]
    arithmetic: list[ArithmeticModel]
    exceptions: list[ExceptionModel]
    readings: list[ReadingModel]
    version_start: date | None
    version_until: date | None
    unknown: list[Both]
    answers: list[AnswerModel]
    last_day: date | None
    last_day_between: OpenDayModel | None = None
    days_late: int | None
    slack: int | None = None
    cure: CureModel | None
    need: Both | None
    waiver: WaiverModel | None = None
    suspected: SuspicionModel | None = None


class AssumptionModel(Model):
    text: Both
    basis: list[CitationModel]
    place: Place | None


class PackModel(Model):
    id: Str
    title: Both
    layer: Str
    version: Str


class AuthorityModel(Model):
    name: Str | None
    level: Str | None
    region: Str | None


class CaseModel(Model):
    name: Str
    procedures: list[Str]
    authority: AuthorityModel
    closed: bool


class VerdictModel(Model):
    """One case as seen on `on`; `law` is the day whose law was asked for, null where each step goes by the law of its
    own day; `counts` has every state that occurs, `waived` how many of them are waived, `suspected` how many findings
    wait for a person to look; `rules_digest` tells rules apart; `waivers_ignored` says how many waivers were left aside
    because that was asked for."""

    case: CaseModel
    on: date
    law: date | None
    answer: Both
    counts: dict[StateName, int]
    findings: list[FindingModel]
    assumptions: list[AssumptionModel]
    planned: list[RecordModel]
    discounted: list[NotUsedModel]
    packs: list[PackModel]
    rules_digest: Str
    waived: dict[StateName, int] = Field(default_factory=dict)
    idle_waivers: list[IdleWaiverModel] = Field(default_factory=list)
    suspected: int = 0
    idle_reviews: list[IdleReviewModel] = Field(default_factory=list)
    waivers_ignored: int = 0


class LabelModel(Model):
    place: Place | None
    message: Both


class DiagnosticModel(Model):
    code: Str
    severity: Severity
    message: Both
    place: Place | None
    hint: Both | None
    labels: list[LabelModel]


class FileModel(Model):
    """One file; `verdict` is null when it could not be read, and `diagnostics` say why."""

    file: Str
    exit_code: int
    verdict: VerdictModel | None
    diagnostics: list[DiagnosticModel]


class RecordedModel(Model):
    """Where the verdict stands in a folder of records: its number there, and the root of the tree of `size` records,
    the last of which it is."""

    number: int
    size: int
    root: Str


class RecordedFileModel(FileModel):
    """A file whose verdict was recorded."""

    record: RecordedModel


class ReportModel(Model):
    """A run. `exit_code`: 0 nothing violated or unknown, 1 something violated, 2 a file could not be read, 3
    nothing violated but something unknown."""

    schema_: Literal["guiju.report/1"] = Field(default=SCHEMA, alias="schema")
    exit_code: int
    counts: dict[StateName, int]
    cases: list[RecordedFileModel | FileModel]
    diagnostics: list[DiagnosticModel]

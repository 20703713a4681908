"""What the evaluator says: findings with their whole proof, as data for every kind of output."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal

from guiju.engine.calendar import OpenDay
from guiju.engine.case.model import Case, Record, Value
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.waivers import Standing, Waiver
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Duration, Req
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    HowSure,
    Pack,
    Program,
    Rule,
    SeverityLevel,
    Strength,
)
from guiju.engine.semantics.vocabulary import Kind, Name
from msgspec import Struct
from msgspec.structs import replace


class State(Enum):
    """The states of a finding, worst first (docs/semantics.md §4)."""

    VIOLATED = "violated"
    DOOMED = "doomed"
    AT_RISK = "at_risk"
    UNKNOWN = "unknown"
    PENDING = "pending"
    CURED = "cured"
    HOLDING = "holding"
    SATISFIED = "satisfied"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"

    @property
    def rank(self) -> int:
        """0 is worst."""
        return list(State).index(self)


class FactUse(Struct, frozen=True):
    """A fact or field that was read: its label, the value (None: not stated), where, and whether by default.

    `key` tells it from any other: ("fact", name) or ("field", index of the record, name). `kind` is its declared type.
    """

    label: Text
    value: Value | None
    span: Span | None
    by_default: bool = False
    key: Hashable = None
    kind: Kind | None = None


class NotUsed(Struct, frozen=True):
    """A record that might have served and did not: why, and the article that discounts it (if one does)."""

    record: Record
    reason: Text
    rule: CountsRule | None = None


class Moments(Struct, frozen=True):
    """The first and the last moment that a point in time can be; the same one where its time is stated."""

    first: datetime
    last: datetime


class Arithmetic(Struct, frozen=True):
    """One sum: `start` plus `duration` gives `result`; `skipped` are the days off passed over (工作日, roll),
    `actual` the date compared with it, `relation` what must hold (`actual relation result`), `holds` if it does. `notes`
    tell of local closures on the way and of notices that came after `start` and moved the result. `left_out` are those of
    the days passed over on which a step ran that is left out of the count. A sum in hours has the `moments` of its start,
    its result and the actual point; its days are the last ones these can lie on. `between` tells where the result lies
    that hangs on a year without a notice; there is none without it where the calendar does not reach so far."""

    start: date
    duration: Duration
    result: date | None
    relation: str = ">="
    actual: date | None = None
    holds: bool | None = None
    skipped: tuple[date, ...] = ()
    options: tuple[str, ...] = ()
    back: bool = False
    notes: tuple[Text, ...] = ()
    left_out: tuple[date, ...] = ()
    moments: tuple[Moments, Moments, Moments | None] | None = None
    between: OpenDay | None = None


class Part(Struct, frozen=True):
    """What one basic requirement of a rule comes to: the records that serve, those that do not, the last day."""

    used: tuple[Record, ...]
    not_used: tuple[NotUsed, ...]
    last_day: date | None


class Answer(Struct, frozen=True):
    """What one combination of answers to the open questions leads to."""

    assignment: tuple[tuple[Text, Text], ...]
    state: State


class ReadingResult(Struct, frozen=True):
    name: Text
    gist: Text | None
    basis: tuple[Citation, ...]
    default: bool
    state: State
    arithmetic: tuple[Arithmetic, ...] = ()
    last_day: date | None = None
    open_last_day: OpenDay | None = None


class ExceptionResult(Struct, frozen=True):
    """An exception that was considered: live (True), not (False) or open (None), and the atom that decided."""

    exception: ExceptionRule
    live: bool | None
    applied: bool
    reason: Text
    claimed: bool = False  # its condition holds, but what would prove it does not


class ParamUse(Struct, frozen=True):
    """A parameter that the rule uses: its value, the pack whose value counts for the case, and what that rests on."""

    name: Text
    value: Duration | Decimal
    pack: Text
    basis: tuple[Citation, ...] = ()
    kind: Kind = "number"


class Proof(Struct, frozen=True):
    """Why the finding has its state."""

    used: tuple[Record, ...] = ()
    not_used: tuple[NotUsed, ...] = ()
    sought: Text | None = None  # the window in which nothing was found, in words
    facts: tuple[FactUse, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()
    exceptions: tuple[ExceptionResult, ...] = ()
    readings: tuple[ReadingResult, ...] = ()
    version_start: date | None = None
    version_until: date | None = None
    parameters: tuple[ParamUse, ...] = ()


class Cure(Struct, frozen=True):
    """What to do: the rule's own words, the skipped step (if one is missing), the records made worthless by
    the skip, and the steps to do again in order."""

    text: Text | None = None
    missing: str | None = None
    worthless: tuple[Record, ...] = ()
    redo: tuple[str, ...] = ()


class Ahead(Struct, frozen=True):
    """What looking ahead made of a finding: its state without that, and the days between the earliest day that is
    feasible and the last one lawful (None where no day is known)."""

    base: State
    slack: int | None = None


class WaiverSeen(Struct, frozen=True):
    """A waiver as it stands on the day of looking."""

    waiver: Waiver
    standing: Standing

    @property
    def live(self) -> bool:
        return self.standing == "live"


class IdleWaiver(Struct, frozen=True):
    """A waiver that has nothing to waive: the states of the findings of its rule (none: the rule does not bind)."""

    seen: WaiverSeen
    states: tuple[State, ...]


class Suspicion(Struct, frozen=True):
    """What a heuristic found: how sure it is, what to ask a person, and the passage: where it stands in its text, what it
    says, its place in the file, and the `words` in it that the rule looks for. `reviewed` is what a person found of it,
    where the case says so."""

    how_sure: HowSure
    question: Text
    where: str | None = None
    quote: str | None = None
    span: Span | None = None
    words: tuple[str, ...] = ()
    reviewed: ReviewedPassage | None = None


class IdleReview(Struct, frozen=True):
    """An entry of 核对 that fits no finding: of a day to come, of words that are not there, of a rule that is not
    judged here."""

    entry: ReviewedPassage
    reason: Literal["later", "not there", "not judged"]


class Finding(Struct, frozen=True):
    """One rule on one activation (None: the case) in one state. `why` says in one sentence what is wrong (or
    what was found); `unknown` names what the state hangs on; `need` marks a step that must precede a later one."""

    rule: Rule
    activation: Record | None
    state: State
    why: Text
    proof: Proof = Proof()
    strength: Strength = "explicit"
    severity: SeverityLevel = "breach"
    chain: tuple[Citation, ...] = ()  # leads the basis when the rule binds by reference
    bound_by: str | None = None  # the local rule a case cites as binding it
    last_day: date | None = None
    open_last_day: OpenDay | None = None  # where the last day hangs on a year without a notice
    days_late: int | None = None  # up to the day of looking
    done_late: date | None = None  # the day on which what was owed was done, after `last_day`
    unknown: tuple[Text, ...] = ()
    questions: tuple[Hashable, ...] = ()  # the keys of what `unknown` names, each label once
    answers: tuple[Answer, ...] = ()
    cure: Cure | None = None
    need: str | None = None
    outside: bool = False  # out of the pack's scope, or from before or after its time
    deciding: Req | None = None  # the basic requirement the state rests on
    source: Record | None = (
        None  # from whose end the period in `activation` is counted, or about which it was broken
    )
    parts: tuple[Part, ...] = ()  # what each basic requirement rests on, in the order of the rule
    ahead: Ahead | None = None  # where the state was made worse, since time is short or has run out
    breach: Name | None = (
        None  # the rule whose breach it is about; `activation` is then the day of the breach
    )
    waiver: WaiverSeen | None = None  # of its rule, live or not, where there is something to waive
    suspected: Suspicion | None = None  # where a heuristic found something, whatever a person said of it

    @property
    def waived(self) -> bool:
        """Signed off: it keeps its state and is shown, but does not count for the exit code."""
        return self.waiver is not None and self.waiver.live

    @property
    def judged(self) -> State:
        """The state by the records alone, without looking ahead."""
        return self.ahead.base if self.ahead is not None else self.state

    @property
    def delay(self) -> int | None:
        """The days late: up to the day on which it was done, else up to the day of looking. None: not late by a day."""
        if self.done_late is None or self.last_day is None:
            return self.days_late
        return (self.done_late - self.last_day).days or None

    def in_state(self, state: State) -> Finding:
        return replace(self, state=state)


class Assumption(Struct, frozen=True):
    """Something taken for granted and said aloud: a default, a scope not settled, a pack by reference; `of_run`: how the
    run was asked to look."""

    text: Text
    basis: tuple[Citation, ...] = ()
    span: Span | None = None
    of_run: bool = False


class Verdict(Struct, frozen=True):
    """The whole answer for one case as seen on `on`."""

    case: Case
    program: Program
    on: date
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...] = ()
    packs: tuple[Pack, ...] = ()
    planned: tuple[Record, ...] = ()
    discounted: tuple[NotUsed, ...] = ()
    idle_waivers: tuple[IdleWaiver, ...] = ()
    idle_reviews: tuple[IdleReview, ...] = ()
    waivers_ignored: int = 0  # how many the case has, where it was asked to look at it without
    not_judged: tuple[Pack, ...] = ()  # left out of the run, though they would bind the case

    @property
    def exit_code(self) -> int:
        """0 nothing violated or unknown · 1 something violated (or doomed) · 3 nothing violated, something unknown, or
        packs that would bind the case were left out. What is waived does not count."""
        states = {f.state for f in self.findings if not f.waived}
        if states & {State.VIOLATED, State.DOOMED}:
            return 1
        return 3 if State.UNKNOWN in states or self.nothing_recorded or self.not_judged else 0

    @property
    def nothing_recorded(self) -> bool:
        """No step has happened and no scope rule settles the case: there is nothing to judge."""
        happened = any(r.start <= self.on for r in self.case.records)
        return not happened and not any(f.outside for f in self.findings)

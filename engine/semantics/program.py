"""A compiled program: norms, vocabulary, counts-as rules, rules and exceptions, with all names resolved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Cond, Duration, LawDay, Req
from guiju.engine.semantics.vocabulary import Kind, Name, Procedure, Vocabulary
from msgspec import Struct, field

Modality = Literal["must", "must_not", "may"]
Strength = Literal["explicit", "inferred", "by_reference", "unsure"]
SeverityLevel = Literal["breach", "flaw", "hint"]
SEVERITY_ORDER: tuple[SeverityLevel, ...] = ("breach", "flaw", "hint")
"""The gravest first."""
Period = Literal["year", "half_year", "quarter", "month"]
HowSure = Literal["high", "medium", "low"]


class Norm(Struct, frozen=True):
    """A legal source. `indexed` is false when no text is at hand, so its articles cannot be checked."""

    key: str
    title: str
    number: str | None
    rank: str | None
    in_force: date | None
    until: date | None = None
    indexed: bool = False
    note: Text | None = None
    en: str | None = None


class Citation(Struct, frozen=True):
    """Norm key, article, paragraph 款, item 项, sentence 句; None where the citation does not go that deep.

    `through` is the last article of a range and the number of one inserted after it (0: the article itself).
    """

    norm: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    sentence: int | None = None
    span: Span | None = None
    suffix: int = 0  # of an article inserted after another: 第十五条之一 has 1
    through: tuple[int, int] | None = None

    def covers(self, other: Citation) -> bool:
        """Whether the other lies in the place that this one names: in its norm, its range or article, as deep as it
        goes."""
        if self.norm != other.norm or self.article is None:
            return self.norm == other.norm
        if other.article is None:
            return False
        first, there = (self.article, self.suffix), (other.article, other.suffix)
        if self.through is not None:
            return first <= there and (other.through or there) <= self.through
        own = (*first, self.paragraph, self.item, self.sentence)
        deeper = (*there, other.paragraph, other.item, other.sentence)
        return other.through is None and all(n in (None, m) for n, m in zip(own, deeper, strict=True))


class Reading(Struct, frozen=True):
    """One reading of the law. A rule without rival readings has a single one with an empty name."""

    name: Name
    req: Req
    default: bool = True
    basis: tuple[Citation, ...] = ()
    gist: Text | None = None


class Version(Struct, frozen=True):
    """What a rule says for reference dates in [start, until); `span` is where its pack writes it as a version."""

    start: date | None
    until: date | None
    readings: tuple[Reading, ...]
    span: Span | None = None


class Places(Struct, frozen=True):
    """Where a rule writes what an error may be about: the condition, what is owed instead, the step to do again."""

    when: Span | None = None
    otherwise: Span | None = None
    redo: Span | None = None


class NotWaivable(Struct, frozen=True):
    """That a case cannot waive a rule, and where its pack says so."""

    span: Span | None = None


class Breaches(Struct, frozen=True):
    """The ids of the rules whose breach a rule is about, and how it names them: by id or by the provisions that they
    rest on."""

    rules: tuple[str, ...]
    said: tuple[str | Citation, ...]


class Suspected(Struct, frozen=True):
    """What makes a rule a heuristic: what it finds is put to a person as a `question`, and `how_sure` it is."""

    how_sure: HowSure
    question: Text


class Wording(Struct, frozen=True):
    """Named patterns of text (RE2), as written."""

    name: Name
    pack: str
    patterns: tuple[str, ...]
    span: Span | None = None


class Rule(Struct, frozen=True):
    """For each activation with `when`: the requirement of the version in force. An activation is the case (`step`
    None), each counted record of `step`, with `period` each calendar period, with `every` each stretch of that
    length from the end of each counted record of `step` (else from the start of the procedure) on, or with `breaches`
    each violated finding of the rules in it.

    `row` is the id of the requirement in the table of requirements; several rules may share one.
    `reference` is the day that selects the version (default: start of the activating record).
    `delegates` are the layers that may regulate the point otherwise, even less strictly. `category` is the kind of fault,
    for summaries.
    """

    id: str
    name: Name
    pack: str
    modality: Modality
    step: str | None
    period: Period | None
    when: Cond
    versions: tuple[Version, ...]
    basis: tuple[Citation, ...]
    gist: Text
    row: str | None = None
    strength: Strength = "explicit"
    severity: SeverityLevel = "breach"
    cure: Text | None = None
    redo: str | None = None  # the step to do again, where it is not the one the requirement misses
    note: Text | None = None
    liability: tuple[Citation, ...] = ()
    reference: LawDay | None = None
    span: Span | None = None
    every: Duration | None = None
    delegates: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()  # only for cases of these; none named: all
    not_waivable: NotWaivable | None = None
    breaches: Breaches | None = None
    suspected: Suspected | None = None
    category: str | None = None
    places: Places = Places()

    @property
    def of_the_case(self) -> bool:
        """Whether it is about the case as a whole."""
        return self.step is None and self.period is None and self.every is None and self.breaches is None


class ExceptionRule(Struct, frozen=True):
    """Lifts the rules (or exceptions) named in `targets`, or puts `instead` in their place.

    `proof` must hold besides `when`; if it fails the exception is claimed but not shown.
    Among live exceptions the one deeper in the tree wins, then the higher `priority`. `whole_pack`: the targets are all
    rules of its pack.
    """

    id: str
    name: Name
    pack: str
    targets: tuple[str, ...]
    when: Cond
    basis: tuple[Citation, ...]
    gist: Text
    proof: Cond | None = None
    instead: Req | None = None
    priority: int = 0
    row: str | None = None
    span: Span | None = None
    whole_pack: bool = False
    places: Places = Places()


class CountsRule(Struct, frozen=True):
    """视为 / 不视为: a record of `step` counts (or does not) when `when` holds over its own fields and the facts.

    `as_step` other than `step`: such a record also stands as a derived record of that step.
    `unless_done`: the derived record arises only where this requirement is violated for the record, dated at the
    record's start or, with `dated` "expiry", on the day of the breach. `after`: the derived record is one of the day
    so long after the record's start, once that day has come. `sets` are the fields that the derived record has besides
    those of its source, or in their place.
    """

    id: str
    name: Name
    pack: str
    step: str
    counts: bool
    when: Cond
    basis: tuple[Citation, ...]
    gist: Text
    as_step: str | None = None
    unless_done: Req | None = None
    row: str | None = None
    span: Span | None = None
    dated: Literal["start", "expiry"] = "start"
    after: Duration | None = None
    sets: tuple[tuple[str, bool | Decimal | str | date | Duration], ...] = ()


class ScopeRule(Struct, frozen=True):
    """When a whole pack does not apply: `when` true takes the case out, unknown is noted as an assumption."""

    id: str
    name: Name
    pack: str
    when: Cond
    basis: tuple[Citation, ...]
    gist: Text
    row: str | None = None
    span: Span | None = None


class ByReference(Struct, frozen=True):
    """The rules of `pack` bind organs of `levels` by reference: `basis` leads the chain, findings say so.

    `unless_bound` names a citation fact: when it cites a local rule, that rule leads and severity is full.
    `read_as` maps a value that such an organ uses to the value the rule speaks of.
    """

    pack: str
    levels: tuple[str, ...]
    basis: tuple[Citation, ...]
    gist: Text
    lower_severity: bool
    unless_bound: str | None
    read_as: tuple[tuple[str, str], ...] = ()


class ParamValue(Struct, frozen=True):
    """What a pack says a parameter is."""

    pack: str
    value: Duration | Decimal
    basis: tuple[Citation, ...] = ()
    gist: Text | None = None
    delegates: tuple[str, ...] = ()
    span: Span | None = None


class Param(Struct, frozen=True):
    """A number, amount or length of time that rules use by name. The rules carry the value of the pack that
    declares it (the first of `values`); a lower pack that binds the case puts its own in place."""

    name: Name
    kind: Kind
    values: tuple[ParamValue, ...]


class Pack(Struct, frozen=True):
    """One layer. `levels` are the organs it binds directly; `region` and `organ` narrow it to a place."""

    id: str
    title: Text
    layer: str
    levels: tuple[str, ...]
    procedures: tuple[str, ...]
    region: str | None = None
    organ: str | None = None
    version: str = ""
    over: str | None = None
    by_reference: tuple[ByReference, ...] = ()
    span: Span | None = None


class LeftOut(Struct, frozen=True):
    """Shipped packs that are not used, as a pack of the user's declares `words` of the first of them too (docs/decisions/
    0019); the others build on it. `span` is where the user declares the first of the words."""

    packs: tuple[Pack, ...]
    words: tuple[str, ...]
    span: Span | None = None


class NotCheckable(Struct, frozen=True):
    """A row of the table of requirements that no case can be checked for, with the reason.

    `kind`: power, duty_of_organ, liability, principle or other.
    """

    row: str
    pack: str
    basis: tuple[Citation, ...]
    kind: str
    reason: Text


class ExampleRecord(Struct, frozen=True):
    step: str
    start: date
    end: date | None
    time: str | None
    order: int | None
    actor: str | None
    evidence: tuple[str, ...] | None
    fields: tuple[tuple[str, object], ...]


class Example(Struct, frozen=True):
    """A small case inside a pack and the state it must give: {rule id: state word}. `paragraphs` are a text that is
    looked at with it, as the records of its units."""

    name: str
    pack: str
    level: str | None
    facts: tuple[tuple[str, object], ...]
    records: tuple[ExampleRecord, ...]
    closed: bool
    on: date | None
    expect: tuple[tuple[str, str], ...]
    span: Span | None = None
    region: str | None = None
    organ: str | None = None
    paragraphs: tuple[str, ...] = ()


class Program(Struct, frozen=True):
    """Everything compiled together. `order` is the topological order of steps in the procedure graph and
    `downstream` what rests on each step, both computed by the graph package when the program is built; `resting` is
    the latter by the rules for the cases of each procedure alone.

    `law` is the day whose law it holds, of a program that answers by the law of one day (as_of_law.py). `left_out` are
    the shipped packs that it goes without.
    """

    packs: Mapping[str, Pack]
    norms: Mapping[str, Norm]
    procedures: Mapping[str, Procedure]
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    exceptions: tuple[ExceptionRule, ...] = ()
    counts: tuple[CountsRule, ...] = ()
    scopes: tuple[ScopeRule, ...] = ()
    not_checkable: tuple[NotCheckable, ...] = ()
    examples: tuple[Example, ...] = ()
    digest: str = ""
    order: tuple[str, ...] = ()
    downstream: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    resting: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    params: Mapping[str, Param] = field(default_factory=dict)
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    law: date | None = None
    left_out: tuple[LeftOut, ...] = ()

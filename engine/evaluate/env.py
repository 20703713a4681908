"""What an evaluation can see: the case as of a day, the rules that discount records, the answers assumed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Arithmetic, FactUse
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3
from guiju.engine.semantics.core import Edge, Exists, Forbid
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Norm
from guiju.engine.semantics.vocabulary import PROCEDURE_START, FieldDecl, Name, Vocabulary
from msgspec import Struct, field
from msgspec.structs import replace


def procedure_start(case: Case, happened: Iterable[Record]) -> date | None:
    """The stated start, else the day of the first record of those that happened."""
    stated = case.facts.get(PROCEDURE_START)
    if isinstance(stated, date):
        return stated
    return min((r.start for r in happened), default=None)


class Candidate(Struct, frozen=True):
    """A record that may stand for a step, and whether it counts; `rules` are the counts-as rules that decide."""

    record: Record
    counts: Truth3
    rules: tuple[CountsRule, ...] = ()

    @property
    def to_come(self) -> bool:
        """Whether it is a derived record that may still arise, though on a day gone by."""
        return self.record.derived_by is not None and FREE in self.counts.atoms


class Item(Struct, frozen=True):
    """An element of a list, of a fact or field, while the elements are looked at one by one."""

    owner: Hashable
    index: int
    value: Value | Mapping[str, Value]
    label: Text
    fields: tuple[FieldDecl, ...] = ()
    values: tuple[Name, ...] = ()


class Tries(Struct):
    """How many more views under assumed answers one verdict may look at: a bound on time, not on meaning. Past
    it a finding that is open stays unknown, as it is, without saying what each answer leads to."""

    left: int = 4_000


class Asked(Struct, frozen=True):
    """What a condition may ask of all records: whether those up to now meet a requirement, and which days are left
    out of a count. Injected, because both are worked out with conditions."""

    occurs: Callable[[Env, Record | None, Exists | Forbid], Truth3]
    left_out: Callable[[Env, tuple[str, ...]], Callable[[date], bool] | None]


class Break(Struct, frozen=True):
    """Whether a rule that others are about is violated on one activation `of` it, and since which day (None where that
    is not known, and where only the closing breaks it: nothing follows that). `open`: what the day may hang on."""

    rule: Name
    of: Record | None
    truth: Truth3
    day: date | None
    open: frozenset[Atom] = frozenset()


class Env(Struct):
    """One view of one case. `answers` maps atom keys to assumed answers; `later_than` hides records that are
    not later than a breach (for what is owed instead). `element` is the element of a list that a requirement is
    about. `breaks_of` judges the rules whose breach others are about, by id. `candidates_of`, `in_order_of`,
    `breaks_seen`, `guards_told` and `exceptions_to` keep what was worked out, `facts_read` and `sums_made` what the
    proof shows of conditions.

    `closed` holds from the end of the last record on: an earlier view of a closed case is open.
    """

    case: Case
    now: date
    vocabulary: Vocabulary
    counts_rules: tuple[CountsRule, ...]
    exceptions: tuple[ExceptionRule, ...]
    norms: Mapping[str, Norm]
    calendar: Calendar
    asked: Asked
    answers: Mapping[Hashable, Hashable] = field(default_factory=dict)
    read_as: Mapping[str, frozenset[str]] = field(default_factory=dict)
    later_than: Breach | None = None
    facts_read: dict[Hashable, FactUse] = field(default_factory=dict)
    sums_made: dict[Hashable, Arithmetic] = field(default_factory=dict)
    candidates_of: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    in_order_of: dict[tuple[str, ...], tuple[Candidate, ...]] = field(default_factory=dict)
    happened: tuple[Record, ...] = ()
    started: date | None = None
    closed: bool = False
    tries: Tries = field(default_factory=Tries)
    element: Item | None = None
    breaks_of: Mapping[str, Callable[[Env], tuple[Break, ...]]] = field(default_factory=dict)
    breaks_seen: dict[str, tuple[Break, ...]] = field(default_factory=dict)
    guards_told: dict[tuple[str, Name | None], Text] = field(default_factory=dict)
    exceptions_to: dict[str, tuple[ExceptionRule, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.happened:  # a changed copy has it from the first
            records = self.case.records
            self.happened = tuple(r for r in records if r.start <= self.now)
            self.started = procedure_start(self.case, self.happened)
            self.closed = self.case.closed and all((r.end or r.start) <= self.now for r in records)

    @property
    def planned(self) -> tuple[Record, ...]:
        return tuple(r for r in self.case.records if r.start > self.now)

    def start_of_procedure(self) -> date | None:
        return self.started

    def closing(self) -> date:
        """The day on which a closed case ended, the last one recorded; the day of looking, where that is not known."""
        ends = [r.end for r in self.happened if r.end is not None]
        return max(ends) if self.closed and ends and len(ends) == len(self.happened) else self.now

    def assuming(self, answers: Mapping[Hashable, Hashable]) -> Env:
        """The same view under further answers."""
        return replace(self.afresh().unread(), answers={**self.answers, **answers})

    def unread(self) -> Env:
        """The same view with nothing noted for a proof."""
        return replace(self, facts_read={}, sums_made={})

    def afresh(self) -> Env:
        """The same view with nothing worked out about which records count and what is broken."""
        return replace(self, candidates_of={}, in_order_of={}, breaks_seen={})

    def breaks(self, rule: str) -> tuple[Break, ...]:
        """The breaches of a rule in this view; none of a rule that is not judged in this verdict."""
        if rule not in self.breaks_seen:
            judge = self.breaks_of.get(rule)
            apart = replace(self.unread(), later_than=None, element=None)
            self.breaks_seen[rule] = judge(apart) if judge is not None else ()
        return self.breaks_seen[rule]

    def after(self, breach: Breach) -> Env:
        return replace(self, later_than=breach)

    def running(self, record: Record) -> bool:
        """Whether the end of the record is still to come. The last day of a period stands in the calendar."""
        if not record.step and record.end is not None:
            return False
        return (record.end is None and not self.closed) or (record.end is not None and record.end > self.now)


class Breach(Struct, frozen=True):
    """When a requirement was broken: on `day`, by that edge of `record` if one did it. Made of `parts` it is the one
    that comes as the `n`-th of them. It may have been earlier under some answers to what is `open`."""

    day: date
    record: Record | None = None
    edge: Edge = "start"
    parts: tuple[Breach, ...] = ()
    n: int = 1
    open: frozenset[Atom] = frozenset()


def read_fact(env: Env, key: Hashable, use: FactUse) -> None:
    """Note that a fact or field was read (for the proof)."""
    env.facts_read.setdefault(key, use)


def fact_use(env: Env, name: str, value: Value | None, by_default: bool) -> FactUse:
    """A fact that was read, with its place in the file: for what the head states of the organ, in the head."""
    span = env.case.fact_spans.get(name)
    if span is None and value is not None and name in IN_THE_HEAD:
        span = env.case.spans.get(IN_THE_HEAD[name]) or env.case.spans.get("机关")
    declared = env.vocabulary.facts.get(name)
    kind = declared.type.kind if declared is not None else None
    return FactUse(env.vocabulary.words(name), value, span, by_default, ("fact", name), kind)


IN_THE_HEAD = {"机关名称": "机关", "机关层级": "层级", "机关地区": "地区"}

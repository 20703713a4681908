"""What the oracle looks at: a case in which nothing is unknown, as moments on days.

A moment is (day, rank): the day as an ordinal, the rank its place within the day. Ranks of what is recorded
come from an arrangement of the day (an answer); what is still to come on a day ranks after all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from guiju.engine.case.model import Value
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics.core import Req
from guiju.engine.semantics.program import CountsRule

FAR = 10**7
"""A day that never comes: the end of a record that goes on."""
BEGINNING, CLOSING, ENDING, COMING, LAST = -1, 400, 500, 1000, 2000
"""Ranks: before everything of the day; after all that is recorded; then, of what is to come: ends before any
record, records, ends after all of them."""


class Moment(NamedTuple):
    """`rank` is None for a date that is no record: it lies on both sides of its day."""

    day: int
    rank: int | None


NEVER = Moment(FAR, 0)


@dataclass(frozen=True)
class Language:
    """What can be recorded at all: the steps, which of them take time, and the values of each field and fact
    whose answers can be listed."""

    steps: tuple[str, ...]
    intervals: frozenset[str]
    listed: Mapping[str, tuple[Value, ...]]


Question = tuple[Hashable, ...]


@dataclass(frozen=True)
class Wild:
    """An unlisted value of a record to come: whatever it is compared with, the comparison comes out as `answer`."""

    answer: bool


class Ask(Exception):
    """The truth hangs on this question, which has these answers."""

    def __init__(self, question: Question, answers: Sequence[Value]) -> None:
        super().__init__(question)
        self.question, self.answers = question, answers


class TooMuch(Exception):
    """There is more to look at than was allowed."""


@dataclass
class Effort:
    """How many continuations may be looked at, and how many were."""

    most: int
    spent: int = 0

    def spend(self) -> None:
        self.spent += 1
        if self.spent > self.most:
            raise TooMuch

    def foresee(self, number: int) -> None:
        if self.spent + number > self.most:
            raise TooMuch


Times = tuple[float, float]


@dataclass(frozen=True)
class Rec:
    """A record. `end` is None while it runs; until `until` it is known to run. What `fields` lacks is unknown. `times`
    are the first and last minute of its day at which it can have started; `ran`: it was running at the moment `now`."""

    id: int
    step: str
    start: Moment
    end: Moment | None
    fields: Mapping[str, Value | Wild]
    stated: frozenset[str] = frozenset()
    derived: bool = False
    until: int = 0
    times: Times = (0, 1439)
    ran: bool = False

    def ending(self, end: Moment, until: int) -> Rec:
        """With this end, if it has none."""
        return self if self.end else replace(self, end=end, until=until, ran=True)


@dataclass(frozen=True)
class World:
    """One order of things: the recorded records, some of them perhaps running at the moment `now`.

    `begun` is the first day recorded; `answers` holds what has been answered so far. `over`: nothing more will
    happen; `origin` is, as things stand, the world in which ends are still to come; `judge` gives the state of a
    requirement of a record, apart from the closing. `element` is the element of a list that a requirement is about,
    `closing` the last day of a closed case, else the day of looking.
    """

    facts: Mapping[str, Value]
    stated: frozenset[str]
    records: tuple[Rec, ...]
    now: Moment
    counts: tuple[CountsRule, ...]
    language: Language
    effort: Effort
    begun: int | None = None
    answers: Mapping[Question, Value] = field(default_factory=dict)
    closed: bool = False
    over: bool = False
    origin: World | None = None
    judge: Callable[[Req, Rec, World], State] | None = None
    element: tuple[Hashable, Mapping[str, Any]] | None = None
    closing: int = FAR

    def ask(self, question: Question, answers: Sequence[Value] = (True, False)) -> Value:
        if question not in self.answers:
            raise Ask(question, answers)
        return self.answers[question]

    def present(self) -> World:
        """As things stand now: an end to come is nowhere, and a running record has lasted until today."""
        seen = tuple(r.ending(NEVER, self.now.day) for r in self.records)
        return replace(self, records=seen, origin=self.origin or self)

    def finished(self, ends: Mapping[int, Moment], added: tuple[Rec, ...]) -> World:
        """Nothing more will happen: running records end as told, and `added` came after now."""
        records = tuple(r if r.end else r.ending(ends[r.id], ends[r.id].day) for r in self.records) + added
        begun = self.begun if self.begun is not None else min((r.start.day for r in records), default=None)
        return World(
            self.facts,
            self.stated,
            records,
            self.now,
            self.counts,
            self.language,
            self.effort,
            begun,
            self.answers,
            self.closed,
            True,
            None,
            self.judge,
            self.element,
            self.closing,
        )

    def at(self, moment: Moment) -> World:
        """The same case seen at an earlier moment (things of that very moment included)."""
        seen = [r for r in self.records if not later(r.start, moment)]
        records = [replace(r, end=None, until=0) if r.end and later(r.end, moment) else r for r in seen]
        return replace(self, records=tuple(records), now=moment, origin=None)


def later(one: Moment, other: Moment) -> bool:
    """`one` comes after `other`; a bare date lies on both sides of its day."""
    if one.day != other.day:
        return one.day > other.day
    return one.rank is None or other.rank is None or one.rank > other.rank


def running(record: Rec) -> bool:
    """In the present: its end is still to come."""
    return record.end == NEVER and record.until < FAR

"""What the oracle looks at: a case in which nothing is unknown, as moments on days.

A moment is (day, rank): the day as an ordinal, the rank its place within the day. Ranks of what is recorded
come from an arrangement of the day (an answer); what is still to come on a day ranks after all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from guiju.engine.case.model import Value
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
class Rec:
    """A record with every field known. `end` is None while it runs; until `until` it is known to run."""

    id: int
    step: str
    start: Moment
    end: Moment | None
    fields: Mapping[str, Value]
    stated: frozenset[str] = frozenset()
    derived: bool = False
    until: int = 0


@dataclass(frozen=True)
class World:
    """One answer: facts and recorded records known, some records perhaps running at the moment `now`."""

    facts: Mapping[str, Value]
    stated: frozenset[str]
    records: tuple[Rec, ...]
    now: Moment
    counts: tuple[CountsRule, ...]

    def present(self) -> World:
        """As things stand now: an end to come is nowhere, and a running record has lasted until today."""
        records = [
            replace(r, end=NEVER, until=self.now.day) if r.end is None else replace(r, until=r.end.day)
            for r in self.records
        ]
        return replace(self, records=tuple(records))

    def finished(self, ends: Mapping[int, Moment], added: Iterable[Rec]) -> World:
        """Nothing more will happen: running records end as told, and `added` came after now."""
        records = []
        for record in (*self.records, *added):
            end = record.end or ends[record.id]
            records.append(replace(record, end=end, until=end.day))
        return replace(self, records=tuple(records))

    def at(self, moment: Moment) -> World:
        """The same case seen at an earlier moment (things of that very moment included)."""
        seen = [r for r in self.records if not later(r.start, moment)]
        records = [replace(r, end=None) if r.end and later(r.end, moment) else r for r in seen]
        return replace(self, records=tuple(records), now=moment)


def later(one: Moment, other: Moment) -> bool:
    """`one` comes after `other`; a bare date lies on both sides of its day."""
    if one.day != other.day:
        return one.day > other.day
    return one.rank is None or other.rank is None or one.rank > other.rank

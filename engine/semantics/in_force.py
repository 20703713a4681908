"""When a part of a program is in force: as long as the norm that it cites first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guiju.engine.semantics.program import Citation, Norm, Rule
from msgspec import Struct


class Span(Struct, frozen=True):
    """The days from `start` on, before `until`; None: without an end on that side."""

    start: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)

    def meets(self, other: Span) -> bool:
        """Whether the two have a day in common."""
        return not self.within(other).empty

    def within(self, other: Span) -> Span:
        """The days that both have."""
        starts = [s.start for s in (self, other) if s.start is not None]
        ends = [s.until for s in (self, other) if s.until is not None]
        return Span(max(starts, default=None), min(ends, default=None))

    @property
    def empty(self) -> bool:
        return self.start is not None and self.until is not None and self.until <= self.start


def first_day(rule: Rule) -> date | None:
    """The first day on which a version of the rule is in force; None: there is no such first day."""
    starts = [version.start for version in rule.versions]
    known = [start for start in starts if start is not None]
    return min(known, default=None) if len(known) == len(starts) else None


def is_in_force(rule: Rule, day: date) -> bool:
    """Whether a version of the rule is in force on a day."""
    return any(Span(v.start, v.until).covers(day) for v in rule.versions)


def in_force(basis: Sequence[Citation], norms: Mapping[str, Norm]) -> Span:
    """The days on which the norm cited first is in force; all days where nothing is known of it."""
    norm = norms.get(basis[0].norm) if basis else None
    return Span(norm.in_force, norm.until) if norm is not None else Span()

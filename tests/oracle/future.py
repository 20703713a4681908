"""All continuations of a world, as far as they can matter to one basic requirement.

Added are up to a few records after the moment of looking, on every day up to just beyond the largest bound,
with every value of the fields that are read; and every running record ends on each of these days, or never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from guiju.engine.case.model import Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Req

from . import reads
from .truth import add
from .world import COMING, ENDING, FAR, LAST, NEVER, Moment, Rec, World


@dataclass(frozen=True)
class Language:
    """What can be recorded at all: the steps, which of them take time, the values of each field."""

    steps: tuple[str, ...]
    intervals: frozenset[str]
    values: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Choice:
    step: str
    day: int
    end: Moment | None
    fields: Mapping[str, Value]


def continuations(part: Req, world: World, language: Language, since: Moment | None) -> Iterator[World]:
    """Every finished sequence that begins with `world`; `since` is the breach that R' counts from."""
    days = range(world.now.day, _horizon(part, world, since) + 1)
    choices = list(_choices(part, world, language, days))
    running = [r.id for r in world.records if r.end is None]
    moments = [Moment(day, rank) for day in days for rank in (ENDING, LAST)]
    for ends in product([*moments, NEVER], repeat=len(running)):
        for added in _sequences(choices, reads.further(part), 0):
            yield world.finished(dict(zip(running, ends, strict=True)), added)


def _choices(part: Req, world: World, language: Language, days: range) -> Iterator[Choice]:
    """One further record, in every way that the requirement can tell apart."""
    steps = set(language.steps) if reads.immediate(part) else reads.sought(part)
    steps |= {rule.step for rule in world.counts if rule.as_step in steps}
    target = {part.step} if isinstance(part, core.Exists | core.Forbid) else set()
    target |= {rule.step for rule in world.counts if rule.as_step in target}
    for day, step in product(days, sorted(steps)):
        names = reads.fields((rule.when for rule in world.counts), "this")
        names |= reads.fields(reads.conditions(part), "that") if step in target else set()
        ends = [Moment(other, ENDING) for other in days if other > day] + [NEVER]
        for end in [None, *ends] if step in language.intervals & target else [None]:
            for values in product(*(language.values[name] for name in sorted(names))):
                yield Choice(step, day, end, dict(zip(sorted(names), values, strict=True)))


def _sequences(choices: list[Choice], most: int, length: int) -> Iterator[tuple[Rec, ...]]:
    """Every sequence of up to `most` records, in the order in which they come."""
    yield ()
    if most == 0:
        return
    for choice in choices:
        start = Moment(choice.day, COMING + length)
        first = Rec(-1 - length, choice.step, start, choice.end or start, choice.fields)
        onward = [other for other in choices if other.day >= choice.day]
        for rest in _sequences(onward, most - 1, length + 1):
            yield (first, *rest)


def _horizon(part: Req, world: World, since: Moment | None) -> int:
    """One day beyond the last day on which a bound that counts from something known can fall."""
    days = {value.toordinal() for value in world.facts.values() if isinstance(value, date)}
    days |= {r.start.day for r in world.records}
    days |= {r.end.day for r in world.records if r.end and r.end.day < FAR}
    if since or any(r.end is None for r in world.records):
        days.add(world.now.day)
    reach = [add(day, duration) for day in days for duration in reads.durations(part)]
    rolls = part.roll if isinstance(part, core.Lasts) else _rolls(part)
    return max(world.now.day, *reach, 0) + (3 if rolls else 1)


def _rolls(part: Req) -> bool:
    return isinstance(part, core.Exists | core.Forbid) and part.window.roll

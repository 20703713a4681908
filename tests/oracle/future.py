"""All continuations of a world, as far as they can matter to one basic requirement.

Added are up to a few records after the moment of looking, on every day up to just beyond the largest bound (far
from anything known the days are alike, so only those around it), with every value of the fields that are read;
and every running record ends on each of these days, or never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import factorial

from guiju.engine.case.model import Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Req

from . import reads
from .hours import minutes_to_come
from .sums import add
from .truth import counted
from .windows import moment, start_of_procedure
from .world import COMING, ENDING, FAR, LAST, NEVER, Language, Moment, Rec, Wild, World


@dataclass(frozen=True)
class Choice:
    step: str
    day: int
    end: Moment | None
    minute: int
    fields: Mapping[str, Value | Wild]


def continuations(part: Req, this: Rec | None, world: World, breach: Moment | None) -> Iterator[World]:
    """Every finished sequence that begins with `world`; `breach` is what R' counts from."""
    days = _days(part, this, world, breach)
    choices = list(_choices(part, world, days))
    running = [r.id for r in world.records if r.end is None]
    moments = [Moment(day, rank) for day in days for rank in (ENDING, LAST)]
    further = reads.further(part) + bool(_measures(part, world))
    longest = len(choices) ** further // factorial(further)
    world.effort.foresee(longest * (len(moments) + 1) ** len(running))
    for ends in product([*moments, NEVER], repeat=len(running)):
        for added in _sequences(choices, further, 0):
            world.effort.spend()
            yield world.finished(dict(zip(running, ends, strict=True)), added)


def values(name: str, language: Language) -> tuple[Value | Wild, ...]:
    return language.listed.get(name, (Wild(True), Wild(False)))


def _choices(part: Req, world: World, days: Sequence[int]) -> Iterator[Choice]:
    """One further record, in every way that the requirement can tell apart."""
    language = world.language
    steps = set(language.steps) if reads.immediate(part) else reads.sought(part)
    steps |= {rule.step for rule in world.counts if rule.as_step in steps}
    steps |= {step for measure in _measures(part, world) for step in reads.sought(measure)}
    target = {part.step} if isinstance(part, core.Exists | core.Forbid) else set()
    target |= {rule.step for rule in world.counts if rule.as_step in target}
    lasting = language.intervals & ((target if reads.ends(part) else set()) | reads.restarting(part))
    minutes = minutes_to_come(reads.durations((part, *_measures(part, world))), world.records)
    for day, step in product(days, sorted(steps)):
        stands_for = {step, *(rule.as_step for rule in world.counts if rule.step == step)}
        names = reads.fields((rule.when for rule in world.counts if rule.step in stands_for), "this")
        names |= reads.fields([part], "that") if step in target else set()
        ends = [Moment(other, ENDING) for other in days if other > day] + [NEVER]
        for end in [None, *ends] if step in lasting else [None]:
            for minute in minutes if day > world.now.day else [0]:
                for chosen in product(*(values(name, language) for name in sorted(names))):
                    yield Choice(step, day, end, minute, dict(zip(sorted(names), chosen, strict=True)))


def _sequences(choices: list[Choice], most: int, length: int) -> Iterator[tuple[Rec, ...]]:
    """Every sequence of up to `most` records, in the order in which they come."""
    yield ()
    if most == 0:
        return
    for choice in choices:
        start = Moment(choice.day, COMING + length)
        end = choice.end or start
        times = choice.minute, choice.minute
        first = Rec(-1 - length, choice.step, start, end, choice.fields, until=end.day, times=times)
        if most == 1:
            yield (first,)
            continue
        onward = [other for other in choices if other.day >= choice.day]
        for rest in _sequences(onward, most - 1, length + 1):
            yield (first, *rest)


NEAR = range(-3, 4)
"""Days around a bound: over a weekend it moves by two."""


def _days(part: Req, this: Rec | None, world: World, breach: Moment | None) -> Sequence[int]:
    """From today to beyond the last day on which a bound that counts from something known can fall."""
    now = world.now.day
    marks = {value.toordinal() for value in world.facts.values() if isinstance(value, date)}
    marks |= {v.toordinal() for r in world.records for v in r.fields.values() if isinstance(v, date)}
    marks |= {day for r in world.records for day in (r.start.day, r.end.day if r.end else now)}
    marks |= set() if world.begun is None else {world.begun}
    marks |= {this.start.day} if this else set()
    marks |= _marks_of_points(part, this, world)
    lengths = any(isinstance(node, core.Lasting) for node in reads.nodes(part))
    if breach or lengths or any(r.end is None for r in world.records):
        marks.add(now)
    known = {day for day in marks if day < FAR}
    bounds = {bound for day in known for bound in _later(part, day, world)}
    bounds |= {2 * day - bound for day in known for bound in _later(part, day, world)}
    last = max(now, *known, *bounds, 0) + (3 if reads.rolls(part) else 1)
    if last - now < 21:
        return range(now, last + 1)
    near = {day + n for day in {now, *known, *bounds} for n in NEAR}
    return sorted(day for day in near if now <= day <= last)


def _measures(part: Req, world: World) -> list[Req]:
    """What decides whether a record stands for one that is sought."""
    if not isinstance(part, core.Exists | core.Forbid):
        return []
    return [r.unless_done for r in world.counts if r.as_step == part.step and r.unless_done is not None]


def _later(part: Req, day: int, world: World) -> list[int]:
    """The days that a bound leads to; one more where what was not done by then is deemed done."""
    durations = [d for value in (part, *_measures(part, world)) for d in reads.durations(value)]
    durations += [r.after for r in world.counts if r.after is not None and r.after.of is None]
    return [add(day, duration) + n for duration in durations for n in range(1 + bool(_measures(part, world)))]


def _marks_of_points(part: Req, this: Rec | None, world: World) -> set[int]:
    present = world.present()
    own = next((r for r in present.records if this and r.id == this.id), this)
    if own is None and start_of_procedure(world) is None:
        return set()
    return {moment(point, own, counted(present), present).day for point in reads.points(part)}

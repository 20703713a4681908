"""Every answer to what a case leaves open.

The order within a day, where neither time nor order is stated, and in a closed case an end not stated are varied
beforehand; a fact or field not stated is asked for when a rule comes to read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations, product
from typing import TypeVar

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.semantics.core import ACTOR, EVIDENCE
from guiju.engine.semantics.program import Program

from .hours import times
from .world import CLOSING, ENDING, Ask, Effort, Language, Moment, Question, Rec, Wild, World

Item = tuple[Record, str]
Seen = TypeVar("Seen")


def is_closed(case: Case, on: date) -> bool:
    """`closed` holds from the last record on: with anything still to come on the list the case is open."""
    return case.closed and all(r.start <= on and (r.end is None or r.end <= on) for r in case.records)


def last_day(case: Case, on: date) -> date:
    """The last day of a closed case: the last one recorded; where an end is not stated, the day of looking."""
    ends = [r.end for r in case.records if r.end is not None]
    return max(ends) if ends and len(ends) == len(case.records) else on


def worlds(
    case: Case, on: date, program: Program, steps: set[str], language: Language, last: int, effort: Effort
) -> Iterator[World]:
    """One world per order of the days and per unknown end, with the records of `steps`; `last` is the last day
    of interest."""
    happened = [r for r in case.records if r.start <= on]
    read = [r for r in happened if r.step in steps]
    begun = min((r.start.toordinal() for r in happened), default=None)
    stated = dict(case.facts) | _authority(case)
    default = {n: f.default for n, f in program.vocabulary.facts.items() if f.default is not None}
    unended = [r.index for r in read if r.end is None] if is_closed(case, on) else []
    now = Moment(on.toordinal(), CLOSING)
    days_after = [Moment(day, ENDING) for day in range(now.day + 1, last + 1)]
    much_later = Moment(last + 1000, ENDING)
    for ranks in _arrangements(read, on):
        that_day = [Moment(now.day, rank - 1) for rank in range(0, 2 * len(ranks) + 2, 2)]
        for chosen in product([*that_day, *days_after, much_later], repeat=len(unended)):
            ended = dict(zip(unended, chosen, strict=True))
            records = tuple(
                replace(_known(r, ranks, ended.get(r.index), on), times=times(r, happened)) for r in read
            )
            if all(r.end is None or r.end >= r.start for r in records):
                yield World(
                    default | stated, frozenset(stated), records, now, program.counts, language, effort, begun
                )


def leaves(world: World, look: Callable[[World], Seen]) -> Iterator[Seen]:
    """What is seen under each answer to what the look turns out to hang on."""
    waiting: list[Mapping[Question, Value]] = [{}]
    while waiting:
        answers = waiting.pop()
        world.effort.spend()
        try:
            yield look(replace(world, answers=answers))
        except Ask as ask:
            waiting += [{**answers, ask.question: answer} for answer in ask.answers]


def _authority(case: Case) -> dict[str, Value]:
    organ = case.authority
    given = {"机关名称": organ.name, "机关层级": organ.level, "机关地区": organ.region}
    return {name: value for name, value in given.items() if value is not None}


def _known(record: Record, ranks: dict[tuple[int, str], int], end: Moment | None, on: date) -> Rec:
    fields: dict[str, Value | Wild] = dict(record.fields)
    if record.actor is not None:
        fields[ACTOR] = record.actor
    if record.evidence is not None:
        fields[EVIDENCE] = record.evidence
    start = Moment(record.start.toordinal(), ranks.get((record.index, "start"), 0))
    if record.end == record.start:
        end = start
    elif record.end is not None and record.end <= on:
        end = Moment(record.end.toordinal(), ranks.get((record.index, "end"), 0))
    until = end.day if end else 0
    return Rec(record.index, record.step, start, end, fields, frozenset(fields), until=until)


def _arrangements(records: list[Record], on: date) -> Iterator[dict[tuple[int, str], int]]:
    """Every way in which the moments of each day can follow each other, as (record, edge) -> rank.

    Ranks are even: between any two there is room for an end that is not stated.
    """
    days: dict[date, list[Item]] = {}
    for record in records:
        days.setdefault(record.start, []).append((record, "start"))
        if record.end is not None and record.start < record.end <= on:
            days.setdefault(record.end, []).append((record, "end"))
    choices = [[order for order in permutations(items) if _fits(order)] for items in days.values()]
    for arrangement in product(*choices):
        yield {
            (item.index, edge): 2 * rank for order in arrangement for rank, (item, edge) in enumerate(order)
        }


def _fits(order: Sequence[Item]) -> bool:
    """Stated times, or else stated positions, are kept; they are those of a record's start."""
    starts = [record for record, edge in order if edge == "start"]
    return not any(_before(second, first) for i, first in enumerate(starts) for second in starts[i + 1 :])


def _before(one: Record, other: Record) -> bool:
    if one.time is not None and other.time is not None and one.time != other.time:
        return one.time < other.time
    return one.order is not None and other.order is not None and one.order < other.order

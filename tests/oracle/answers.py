"""Every answer to everything a case leaves open that a rule can ask about.

Open are: facts and fields not stated, the order within a day where neither time nor order is stated, and, in
a closed case, an end not stated. Only what the rule reads is varied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations, product

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.semantics.core import ACTOR, EVIDENCE
from guiju.engine.semantics.program import Program

from .future import Language
from .world import CLOSING, ENDING, NEVER, Moment, Rec, World

Asked = Mapping[str, set[str]]
Item = tuple[Record, str]


def is_closed(case: Case, on: date) -> bool:
    """`closed` holds from the last record on: with anything still to come on the list the case is open."""
    return case.closed and all(r.start <= on and (r.end is None or r.end <= on) for r in case.records)


def worlds(
    case: Case, on: date, program: Program, facts: Sequence[str], asked: Asked, language: Language, last: int
) -> Iterator[World]:
    """One world per answer, with the facts named and the records of the steps asked about.

    `asked` maps a step to the fields that are read of its records; `last` is the last day of interest.
    """
    happened = [r for r in case.records if r.start <= on and r.step in asked]
    given: dict[str, Value] = {
        name: fact.default for name, fact in program.vocabulary.facts.items() if fact.default is not None
    }
    given.update(case.facts)
    open_facts = [name for name in facts if name not in given]
    open_fields = [(r.index, n) for r in happened for n in sorted(asked[r.step]) if n not in _stated(r)]
    unended = [r.index for r in happened if r.end is None] if is_closed(case, on) else []
    ends = [*(Moment(day, ENDING) for day in range(on.toordinal(), last + 1)), NEVER]
    now = Moment(on.toordinal(), CLOSING)
    for fact_values in product(*(language.values[name] for name in open_facts)):
        known = given | dict(zip(open_facts, fact_values, strict=True))
        for values in product(*(language.values[name] for _, name in open_fields)):
            filled = dict(zip(open_fields, values, strict=True))
            for ranks in _arrangements(happened, on):
                for chosen in product(ends, repeat=len(unended)):
                    ended = dict(zip(unended, chosen, strict=True))
                    records = tuple(_known(r, filled, ranks, ended.get(r.index), on) for r in happened)
                    yield World(known, frozenset(case.facts), records, now, program.counts)


def _stated(record: Record) -> dict[str, Value]:
    stated: dict[str, Value] = dict(record.fields)
    if record.actor is not None:
        stated[ACTOR] = record.actor
    if record.evidence is not None:
        stated[EVIDENCE] = record.evidence
    return stated


def _known(
    record: Record,
    filled: dict[tuple[int, str], Value],
    ranks: dict[tuple[int, str], int],
    end: Moment | None,
    on: date,
) -> Rec:
    fields = _stated(record)
    stated = frozenset(fields)
    fields |= {name: value for (index, name), value in filled.items() if index == record.index}
    start = Moment(record.start.toordinal(), ranks.get((record.index, "start"), 0))
    if record.end == record.start:
        end = start
    elif record.end is not None and record.end <= on:
        end = Moment(record.end.toordinal(), ranks.get((record.index, "end"), 0))
    return Rec(record.index, record.step, start, end, fields, stated)


def _arrangements(records: list[Record], on: date) -> Iterator[dict[tuple[int, str], int]]:
    """Every way in which the moments of each day can follow each other, as (record, edge) -> rank."""
    days: dict[date, list[Item]] = {}
    for record in records:
        days.setdefault(record.start, []).append((record, "start"))
        if record.end is not None and record.start < record.end <= on:
            days.setdefault(record.end, []).append((record, "end"))
    choices = [[order for order in permutations(items) if _fits(order)] for items in days.values()]
    for arrangement in product(*choices):
        yield {(item.index, edge): rank for order in arrangement for rank, (item, edge) in enumerate(order)}


def _fits(order: Sequence[Item]) -> bool:
    """Stated times, or else stated positions, are kept; they are those of a record's start."""
    starts = [record for record, edge in order if edge == "start"]
    return not any(_before(second, first) for i, first in enumerate(starts) for second in starts[i + 1 :])


def _before(one: Record, other: Record) -> bool:
    if one.time is not None and other.time is not None and one.time != other.time:
        return one.time < other.time
    return one.order is not None and other.order is not None and one.order < other.order

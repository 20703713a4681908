"""Values for the fields of records to come, such that conditions turn out as wanted.

A plan writes down what is ordinary: of several ways it takes none that rests on a field being stated (载明) as long as
another will do, and so claims no exception that somebody has to claim. Where a condition asks for nothing but that a
field is stated, a value stands in for the one that somebody has to supply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.plan.demands import Wish
from guiju.engine.plan.field_values import Given, Solver, merge, scope_of, with_fields
from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace

_TRIED = 64

EnvOf = Callable[[Wish], Env]
"""The view of the case under the pack that a wish comes from: an organ's own words may read differently in each."""


class Filling(Struct, frozen=True):
    """The record with fields that meet all wishes about it as far as values decide them; None where none were found.
    There are none for `sure` unless a wish hangs on more than values, or not all were tried."""

    record: Record | None
    sure: bool = True


def fulfilled(env_of: EnvOf, wishes: Iterable[Wish], record: Record) -> Filling:
    """The record with fields that meet all wishes about it. What the values cannot decide (facts not stated, lists of
    records) stays open."""
    wanted = tuple(wishes)
    sure = True
    for claiming in (False, True):
        solvers = _solvers(env_of, wanted, record, claiming)
        tried = 0
        for values in islice(_together(solvers, {}), _TRIED):
            tried += 1
            made = with_fields(record, values)
            if _all_met(env_of, wanted, made):
                return Filling(made)
        sure = sure and tried < _TRIED and not any(s.beyond for s in solvers)
        if not any(s.unclaimed for s in solvers):
            break
    return Filling(None, sure)


def asked_for(env_of: EnvOf, wishes: Iterable[Wish], record: Record) -> Record:
    """The record with what rules ask of its fields and nothing else: no values that only keep a rule from applying, no
    element of a list that none of them wants."""
    wanted = tuple(w for w in wishes if not w.aside)
    made = fulfilled(env_of, wanted, record).record or record
    for name, value in made.fields.items():
        for element in value if isinstance(value, tuple) else ():
            kept = made.fields[name]
            assert isinstance(kept, tuple)
            fewer = {**made.fields, name: tuple(e for e in kept if e != element)}
            without = replace(made, fields=fewer)
            if fewer[name] and _all_met(env_of, wanted, without):
                made = without
    return made


def _all_met(env_of: EnvOf, wishes: tuple[Wish, ...], made: Record) -> bool:
    return all(holds(env_of(w), scope_of(w, made), w.cond).value is not (not w.want) for w in wishes)


def _solvers(env_of: EnvOf, wishes: tuple[Wish, ...], record: Record, claiming: bool) -> tuple[Solver, ...]:
    compared: dict[str, tuple[Decimal, ...]] = {}
    for wish in wishes:
        for name, number in _compared(wish):
            compared[name] = (*compared.get(name, ()), number)
    return tuple(Solver(env_of(w), w, record, compared, claiming=claiming) for w in wishes)


def _compared(wish: Wish) -> Iterator[tuple[str, Decimal]]:
    """The numbers that fields of the record are held against: what keeps to one may have to keep to another."""
    waiting: list[core.Cond] = [wish.cond]
    for cond in waiting:
        match cond:
            case core.Not(of):
                waiting.append(of)
            case core.And(parts) | core.Or(parts):
                waiting += parts
            case core.Compare(_, core.FieldRef(who, name), core.Lit(Decimal() as number)):
                if who == wish.role:
                    yield name, number
            case core.Compare(_, core.Lit(Decimal() as number), core.FieldRef(who, name)):
                if who == wish.role:
                    yield name, number


def _together(solvers: tuple[Solver, ...], so_far: Given) -> Iterator[Given]:
    if not solvers:
        yield so_far
        return
    first, *rest = solvers
    for more in first.all_ways():
        merged = merge(so_far, more)
        if merged is not None:
            yield from _together(tuple(rest), merged)

"""Values for the fields of records to come, such that conditions turn out as wanted.

A plan writes down what is ordinary: it states no field only because something is to be stated (载明), sets no dates in
fields, and so never claims an exception that somebody has to claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.values import Open, Scope, field_type, operand
from guiju.engine.plan.demands import Wish
from guiju.engine.semantics import core
from msgspec.structs import replace

Given = Mapping[str, Value]
_TRIED = 64
_PLACEHOLDER = "…"
"""Stands for a name or text that somebody has to supply."""


EnvOf = Callable[[Wish], Env]
"""The view of the case under the pack that a wish comes from: an organ's own words may read differently in each."""


def fulfilled(env_of: EnvOf, wishes: Iterable[Wish], record: Record) -> Record | None:
    """The record with fields that meet all wishes about it; None where no values were found that do.

    What the values cannot decide (facts not stated, lists of records) stays open.
    """
    wanted = tuple(wishes)
    for values in islice(_together(env_of, wanted, record, {}), _TRIED):
        made = with_fields(record, values)
        if all(_truth(env_of(w), w, made) is not (not w.want) for w in wanted):
            return made
    return None


def with_fields(record: Record, values: Given) -> Record:
    """The record with further fields, actor and evidence among them."""
    fields = {**record.fields, **{k: v for k, v in values.items() if k not in (core.ACTOR, core.EVIDENCE)}}
    actor, evidence = values.get(core.ACTOR), values.get(core.EVIDENCE)
    found = replace(record, fields=fields)
    if isinstance(actor, str):
        found = replace(found, actor=actor)
    if isinstance(evidence, tuple):
        found = replace(found, evidence=tuple(str(e) for e in evidence))
    return found


def _truth(env: Env, wish: Wish, made: Record) -> bool | None:
    return holds(env, _scope(wish, made), wish.cond).value


def _scope(wish: Wish, made: Record) -> Scope:
    return Scope(this=made) if wish.role == "this" else Scope(this=wish.about.subject, that=made)


def _together(env_of: EnvOf, wishes: tuple[Wish, ...], record: Record, so_far: Given) -> Iterator[Given]:
    if not wishes:
        yield so_far
        return
    first, *rest = wishes
    for more in _Solver(env_of(first), first, record).ways(first.cond, first.want):
        merged = _merge(so_far, more)
        if merged is not None:
            yield from _together(env_of, tuple(rest), record, merged)


def _merge(a: Given, b: Given) -> Given | None:
    """Both sets of values at once: lists are joined, anything else must agree."""
    out = dict(a)
    for name, value in b.items():
        old = out.get(name)
        if isinstance(old, tuple) and isinstance(value, tuple):
            out[name] = old + tuple(v for v in value if v not in old)
        elif old is not None and old != value:
            return None
        else:
            out[name] = value
    return out


class _Solver:
    """The values that bring about one wish, one way after the other."""

    def __init__(self, env: Env, wish: Wish, record: Record) -> None:
        self.env = env
        self.role = wish.role
        self.record = record
        self.scope = _scope(wish, record)

    def ways(self, cond: core.Cond, want: bool) -> Iterator[Given]:
        match cond:
            case core.Not(of):
                yield from self.ways(of, not want)
            case core.And(parts):
                yield from self._all(parts, want) if want else self._one(parts, want)
            case core.Or(parts):
                yield from self._one(parts, want) if want else self._all(parts, want)
            case _:
                if holds(self.env, self.scope, cond).value is want:
                    yield {}
                else:
                    yield from self._atom(cond, want)

    def _all(self, parts: tuple[core.Cond, ...], want: bool) -> Iterator[Given]:
        if not parts:
            yield {}
            return
        for first in self.ways(parts[0], want):
            for rest in self._all(parts[1:], want):
                merged = _merge(first, rest)
                if merged is not None:
                    yield merged

    def _one(self, parts: tuple[core.Cond, ...], want: bool) -> Iterator[Given]:
        for part in parts:
            yield from self.ways(part, want)

    def _atom(self, cond: core.Cond, want: bool) -> Iterator[Given]:
        match cond:
            case core.Truth(of) if self._free(of):
                yield {of.name: want}
            case core.Compare(op, left, right):
                yield from self._compare(op, left, right, want)
            case core.Member(left, values) if self._free(left):
                assert isinstance(left, core.FieldRef)
                chosen = self._read_as(values) if want else self._others(left.name, values)
                yield from ({left.name: v} for v in chosen if not isinstance(v, date))
            case core.Contains(of, str(text)) if self._free(of):
                yield {of.name: (text,)} if want else {of.name: ()}
            case core.Odd(of) if isinstance(of, core.FieldRef) and self._free(of):
                yield {of.name: Decimal(1 if want else 2)}
            case core.Stated() | core.Lasting() | core.Occurs() | core.Const():
                return
            case _:
                if holds(self.env, self.scope, cond).value is None:
                    yield {}  # left to whoever writes the record

    def _compare(self, op: core.Op, left: core.Operand, right: core.Operand, want: bool) -> Iterator[Given]:
        if not want:
            op = core.OPPOSITE[op]
        if isinstance(left, core.Count) and isinstance(right, core.Lit) and self._free(left.of):
            n = int(Fraction(right.value)) + _STEP[op] if isinstance(right.value, Decimal) else 1
            yield {left.of.name: self._elements(left.of.name, max(n, 0))}
            return
        if not self._free(left) and self._free(right):
            left, right, op = right, left, _MIRRORED[op]
        if not self._free(left):
            if holds(self.env, self.scope, core.Compare(op, left, right)).value is None:
                yield {}
            return
        assert isinstance(left, core.FieldRef)
        if self._free(right):
            assert isinstance(right, core.FieldRef)
            if left.name != right.name and self._kind(left.name) == "number":
                yield {left.name: Decimal(10 + _STEP[op]), right.name: Decimal(10)}
            return
        value = operand(self.env, self.scope, right)
        if isinstance(value, Open):
            yield {}
        elif isinstance(value, Decimal):
            yield {left.name: value + _STEP[op]}
        elif isinstance(value, bool | str) and op == "=":
            yield from ({left.name: v} for v in self._read_as((value,)))
        elif isinstance(value, bool | str) and op == "!=":
            yield from ({left.name: v} for v in self._others(left.name, (value,)))

    def _read_as(self, values: Iterable[Value]) -> Iterator[Value]:
        """The values, and those of the organ that read as one of them."""
        wanted = tuple(values)
        yield from wanted
        yield from (theirs for theirs, ours in self.env.read_as.items() if ours & set(wanted))

    def _free(self, of: object) -> bool:
        """A field of the record to come that nothing states yet."""
        if not isinstance(of, core.FieldRef) or of.who != self.role:
            return False
        if of.name in (core.START, core.END, core.TIME):
            return False
        if of.name == core.ACTOR:
            return self.record.actor is None
        if of.name == core.EVIDENCE:
            return self.record.evidence is None
        return of.name not in self.record.fields

    def _kind(self, name: str) -> str | None:
        kind = field_type(self.env, self.record.step, name)
        return kind.kind if kind is not None else None

    def _others(self, name: str, values: tuple[object, ...]) -> Iterator[Value]:
        kind = field_type(self.env, self.record.step, name)
        if kind is not None and kind.kind == "yesno":
            yield from (v for v in (True, False) if v not in values)
        elif kind is not None and kind.kind == "enum":
            yield from (v.zh for v in kind.values if v.zh not in values)
        else:
            yield _PLACEHOLDER

    def _elements(self, name: str, n: int) -> tuple[str, ...]:
        kind = field_type(self.env, self.record.step, name)
        listed = tuple(v.zh for v in kind.values)[:n] if kind is not None else ()
        return listed + tuple(_PLACEHOLDER + "′" * i for i in range(n - len(listed)))


_MIRRORED: dict[core.Op, core.Op] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_STEP: dict[core.Op, int] = {"=": 0, "!=": 1, "<": -1, "<=": 0, ">": 1, ">=": 0}

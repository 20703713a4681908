"""The values of fields that bring about one condition on a record to come, one way after the other."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record, Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.values import Open, Scope, field_type, operand
from guiju.engine.plan.claims import claims
from guiju.engine.plan.demands import Wish
from guiju.engine.semantics import core
from msgspec.structs import replace

Given = Mapping[str, Value]
PLACEHOLDER = "…"
"""Stands for a value that somebody has to supply."""


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


def merge(a: Given, b: Given) -> Given | None:
    """Both sets of values at once: a value takes the place of one that only stands in, lists are joined, anything else
    must agree."""
    out = dict(a)
    for name, value in b.items():
        old = out.get(name)
        if old is None or old in _STANDING_IN:
            out[name] = value
        elif value in _STANDING_IN:
            continue
        elif isinstance(old, tuple) and isinstance(value, tuple):
            out[name] = old + tuple(v for v in value if v not in old)
        elif old != value:
            return None
    return out


_STANDING_IN: tuple[Value, ...] = (PLACEHOLDER, (PLACEHOLDER,))


def scope_of(wish: Wish, made: Record) -> Scope:
    """What a wish is about, with the record as it is made."""
    return Scope(this=made) if wish.role == "this" else Scope(this=wish.about.subject, that=made)


class Solver:
    """The ways to bring about one wish. `compared` are numbers that fields are held against elsewhere; unless `claiming`
    no way is gone that rests on a field being stated, as long as there is another (`unclaimed`: one was left out).

    `beyond` tells that the condition hangs on more than values: on days, or on a fact not stated yet.
    """

    def __init__(
        self,
        env: Env,
        wish: Wish,
        record: Record,
        compared: Mapping[str, tuple[Decimal, ...]],
        *,
        claiming: bool = False,
    ) -> None:
        self.env = env
        self.wish = wish
        self.role = wish.role
        self.record = record
        self.scope = scope_of(wish, record)
        self.compared = compared
        self.claiming = claiming
        self.unclaimed = False
        self.beyond = False

    def all_ways(self) -> Iterator[Given]:
        yield from self._ways(self.wish.cond, self.wish.want)

    def _ways(self, cond: core.Cond, want: bool) -> Iterator[Given]:
        match cond:
            case core.Not(of):
                yield from self._ways(of, not want)
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
        for first in self._ways(parts[0], want):
            for rest in self._all(parts[1:], want):
                merged = merge(first, rest)
                if merged is not None:
                    yield merged

    def _one(self, parts: tuple[core.Cond, ...], want: bool) -> Iterator[Given]:
        claimed = [p for p in parts if want and claims(p)]
        others = [p for p in parts if p not in claimed]
        if claimed and others and not self.claiming:
            self.unclaimed, claimed = True, []
        for part in (*others, *claimed):
            yield from self._ways(part, want)

    def _atom(self, cond: core.Cond, want: bool) -> Iterator[Given]:
        match cond:
            case core.Truth(of) if self._free(of):
                yield {of.name: want}
            case core.Compare(op, left, right):
                yield from self._compare(op, left, right, want)
            case core.Member(left, values) if self._free(left):
                assert isinstance(left, core.FieldRef)
                chosen = self._read_as(values) if want else self._others(left.name, values)
                yield from ({left.name: v} for v in chosen if not self._is_time(v))
            case core.Contains(of, str(text)) if self._free(of):
                yield {of.name: (text,)} if want else {of.name: ()}
            case core.Odd(of) if isinstance(of, core.FieldRef) and self._free(of):
                yield {of.name: Decimal(1 if want else 2)}
            case core.Stated(of):
                yield from self._stated(of, want)
            case core.Lasting() | core.Occurs():
                self.beyond = True
            case core.Const():
                return
            case _:
                yield from self._if_open(cond)

    def _if_open(self, cond: core.Cond) -> Iterator[Given]:
        """What is left to whoever writes the record. Where it is decided, nothing brings it about."""
        if holds(self.env, self.scope, cond).value is None:
            yield {}

    def _stated(self, of: core.FactRef | core.FieldRef, want: bool) -> Iterator[Given]:
        """A value that stands in for the one to be stated, where its kind has such a value. Facts, and fields of another
        record, may still be stated."""
        if not want or (isinstance(of, core.FieldRef) and of.who == self.role and not self._free(of)):
            return
        kind = self._kind(of.name) if isinstance(of, core.FieldRef) and self._free(of) else None
        if isinstance(of, core.FieldRef) and of.name == core.EVIDENCE and self._free(of):
            yield {of.name: (PLACEHOLDER,)}
        elif isinstance(of, core.FieldRef) and self._free(of) and (kind in _NAMED or of.name == core.ACTOR):
            yield {of.name: PLACEHOLDER}
        else:
            self.beyond = True

    def _compare(self, op: core.Op, left: core.Operand, right: core.Operand, want: bool) -> Iterator[Given]:
        if not want:
            op = core.OPPOSITE[op]
        if isinstance(left, core.Count) and isinstance(right, core.Lit) and self._free(left.of):
            n = int(Fraction(right.value)) + _STEP[op] if isinstance(right.value, Decimal) else 1
            yield {left.of.name: self._elements(left.of.name, max(n, 0))}
            return
        if not self._free(left) and self._free(right):
            left, right, op = right, left, core.MIRRORED[op]
        if not self._free(left):
            self.beyond = self.beyond or self._of_time(left) or self._of_time(right)
            yield from self._if_open(core.Compare(op, left, right))
            return
        assert isinstance(left, core.FieldRef)
        if self._free(right):
            assert isinstance(right, core.FieldRef)
            if left.name != right.name and self._kind(left.name) == "number":
                yield {left.name: Decimal(10 + _STEP[op]), right.name: Decimal(10)}
            self.beyond = self.beyond or left.name != right.name
            return
        value = operand(self.env, self.scope, right)
        if isinstance(value, Open):
            yield {}
        elif isinstance(value, Decimal | Fraction):
            yield from ({left.name: n} for n in self._numbers(op, left.name, value))
        elif self._is_time(value) or op not in ("=", "!="):
            self.beyond = True
        elif isinstance(value, bool | str):
            chosen = self._read_as((value,)) if op == "=" else self._others(left.name, (value,))
            yield from ({left.name: v} for v in chosen)

    def _numbers(self, op: core.Op, name: str, value: Decimal | Fraction) -> Iterator[Decimal]:
        """Numbers that keep to the comparison: the nearest, then those near the other numbers that the field is held
        against."""
        near = value if isinstance(value, Decimal) else Decimal(floor(value))
        others = [n + step for n in (near, *self.compared.get(name, ())) for step in (0, 1, -1)]
        for number in dict.fromkeys((near + _STEP[op], *others)):
            if _KEEPS[op](Fraction(number), Fraction(value)):
                yield number

    def _read_as(self, values: Iterable[Value]) -> Iterator[Value]:
        """The values, before them those of the organ that read as one of them: its own words."""
        wanted = tuple(values)
        yield from (theirs for theirs, ours in self.env.read_as.items() if ours & set(wanted))
        yield from wanted

    def _free(self, of: object) -> bool:
        """A field of the record to come that nothing states yet."""
        if not isinstance(of, core.FieldRef) or of.who != self.role:
            return False
        if of.name in _DAYS:
            return False
        if of.name == core.ACTOR:
            return self.record.actor is None
        if of.name == core.EVIDENCE:
            return self.record.evidence is None
        return of.name not in self.record.fields

    def _of_time(self, of: core.Operand) -> bool:
        """Whether an operand is a day or time of a record: it is settled when the record comes."""
        return isinstance(of, core.FieldRef) and of.name in _DAYS

    def _is_time(self, value: object) -> bool:
        return isinstance(value, date | Duration)

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
            yield PLACEHOLDER

    def _elements(self, name: str, n: int) -> tuple[str, ...]:
        kind = field_type(self.env, self.record.step, name)
        listed = tuple(v.zh for v in kind.values)[:n] if kind is not None else ()
        return listed + tuple(PLACEHOLDER + "′" * i for i in range(n - len(listed)))


_DAYS = (core.START, core.END, core.TIME)
_NAMED = ("yesno", "enum", "text", "cite")
"""Kinds of fields with values that a word can stand in for."""

_STEP: dict[core.Op, int] = {"=": 0, "!=": 1, "<": -1, "<=": 0, ">": 1, ">=": 0}
_KEEPS: dict[core.Op, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

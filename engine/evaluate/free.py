"""Records that do not exist yet: could one count and satisfy a condition?

Its fields are free, but not each on its own: a record with x = 1 that counts only with x ≠ 1 is none. So the
fields with few values are tried out together; what remains free is taken as possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from guiju.engine.case.model import Value
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Truth3, conjunction, disjunction, fallen_out, known, negate
from guiju.engine.evaluate.values import Future, Scope, field_type
from guiju.engine.semantics import core
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.program import CountsRule
from msgspec.structs import replace

_COMBINATIONS = 256


def free_where(env: Env, scope: Scope, step: str, where: core.Cond) -> Truth3:
    """Whether a record of `step` to come could count and satisfy `where`, over what the case leaves open."""
    against = [r for r in env.counts_rules if r.step == step and not r.counts and _from_today(env, r)]
    if where == core.Const(True) and not against:
        return known(True)
    return disjunction(
        _one(env, scope, record, against, where) for record in _futures(env, step, against, where)
    )


def _from_today(env: Env, rule: CountsRule) -> bool:
    """Whether the rule is in force today: one that is not yet, or no longer, lets a record of today count."""
    return in_force(rule.basis, env.norms).covers(env.now)


def _one(env: Env, scope: Scope, record: Future, against: list[CountsRule], where: core.Cond) -> Truth3:
    discounted = disjunction(fallen_out(holds(env, Scope(this=record), r.when), False) for r in against)
    such = fallen_out(holds(env, replace(scope, that=record), where), True)
    return conjunction((negate(discounted), such))


def _futures(env: Env, step: str, against: list[CountsRule], where: core.Cond) -> Iterator[Future]:
    """Records to come with every combination of the values of the fields asked for, as far as these are few."""
    names = set(_fields(where, "that")) | {n for r in against for n in _fields(r.when, "this")}
    choices: dict[str, list[Value]] = {}
    size = 1
    for name in sorted(names):
        kind = field_type(env, step, name)
        values: list[Value] = []
        if kind is not None and kind.kind == "yesno":
            values = [True, False]
        elif kind is not None and kind.kind == "enum":
            values = [v.zh for v in kind.values]
        if values and size * len(values) <= _COMBINATIONS:
            choices[name] = values
            size *= len(values)
    declared = env.vocabulary.steps.get(step)
    punctual = declared is not None and not declared.interval
    for combination in product(*choices.values()):
        yield Future(dict(zip(choices, combination, strict=True)), punctual)


def _fields(cond: core.Cond, who: core.Who) -> Iterator[str]:
    """The fields of the record to come that a condition asks for."""
    match cond:
        case core.Truth(of) | core.Stated(of) | core.Odd(of) | core.Member(left=of) | core.Matches(of=of):
            yield from _named(of, who)
        case core.Contains(of, value):
            yield from _named(of, who)
            yield from _named(value, who)
        case core.Compare(_, left, right):
            yield from _named(left, who)
            yield from _named(right, who)
        case core.Lasting(first=first, last=last):
            yield from _named(first, who)
            yield from _named(last, who)
        case core.Not(of):
            yield from _fields(of, who)
        case core.And(parts) | core.Or(parts):
            for part in parts:
                yield from _fields(part, who)
        case core.Quant(of=of, where=where):
            yield from _named(of, who)
            yield from _fields(where, who)


def _named(operand: core.Operand | str | None, who: core.Who) -> Iterator[str]:
    match operand:
        case core.FieldRef(owner, name) if owner == who:
            yield name
        case core.Count(of) | core.Pick(of=of) | core.Tally(of=of):
            yield from _named(of, who)
        case core.Calc(_, left, right):
            yield from _named(left, who)
            yield from _named(right, who)

"""Which exception applies to a rule: the most specific live one; two of one rank that differ are a conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.conditions import holds_by_now
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import ExceptionResult
from guiju.engine.evaluate.kleene import FALSE, Atom, Truth3, conjunction
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics.core import Req
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.program import ExceptionRule, Rule
from msgspec import Struct

_OPEN_AT_ONCE = 6


class Effect(Struct, frozen=True):
    """What stands in place of the rule: itself (`kind` "none"), nothing ("exempt"), another requirement
    ("instead"), or an unsettled conflict ("conflict") between `by`."""

    kind: str
    req: Req | None = None
    by: tuple[ExceptionRule, ...] = ()


class Considered(Struct, frozen=True):
    """The effects possible over what is open, the atoms that decide, and each exception's standing."""

    effects: tuple[Effect, ...]
    atoms: frozenset[Atom]
    results: tuple[ExceptionResult, ...]


def consider(
    env: Env, rule: Rule, this: Record | None, words: Describer, day: date | None = None
) -> Considered:
    """The exceptions of a rule (and the exceptions to these) for one activation, by the law of `day`; None: of any."""
    tree = _tree(env, rule)
    if not tree:
        return Considered((Effect("none"),), frozenset(), ())
    idle = {e.id for e in tree if day is not None and not in_force(e.basis, env.norms).covers(day)}
    claims = {e.id: FALSE if e.id in idle else holds_by_now(env, Scope(this=this), e.when) for e in tree}
    proofs = {e.id: holds_by_now(env, Scope(this=this), e.proof) for e in tree if e.proof is not None}
    live = {e.id: conjunction((claims[e.id], proofs.get(e.id, Truth3(True)))) for e in tree}
    open_ = [e.id for e in tree if live[e.id].value is None][:_OPEN_AT_ONCE]
    sure = {e.id for e in tree if live[e.id].value}
    against = _by_target(e for e in tree if e.id in sure or e.id in open_)
    effects: dict[Effect, None] = {}
    for choice in product((True, False), repeat=len(open_)):
        settled = sure.union(i for i, chosen in zip(open_, choice, strict=True) if chosen)
        effects[_effect(rule.id, against, settled)] = None
    atoms = frozenset(a for i in open_ for a in live[i].atoms)
    applied = {e.id for effect in effects for e in effect.by} if len(effects) == 1 else set()
    results = tuple(
        ExceptionResult(e, False, False, _not_in_force(day))
        if e.id in idle
        else _result(e, live[e.id], e.id in applied, claims, proofs, words)
        for e in tree
    )
    return Considered(tuple(effects), atoms, results)


def _not_in_force(day: date | None) -> Text:
    return Text(f"{day} 时不在施行中", f"not in force on {day}")


def _tree(env: Env, rule: Rule) -> tuple[ExceptionRule, ...]:
    """The exceptions to a rule, then those to these, and so on, each time in the order of the packs."""
    if rule.id not in env.exceptions_to:
        against, place = _by_target(env.exceptions), {e.id: n for n, e in enumerate(env.exceptions)}
        found: dict[str, ExceptionRule] = {}
        targets = [rule.id]
        while targets:
            more = {e.id: e for target in targets for e in against.get(target, ()) if e.id not in found}
            targets = sorted(more, key=place.__getitem__)
            found |= {name: more[name] for name in targets}
        env.exceptions_to[rule.id] = tuple(found.values())
    return env.exceptions_to[rule.id]


def _by_target(exceptions: Iterable[ExceptionRule]) -> Mapping[str, Sequence[ExceptionRule]]:
    """The exceptions by the rule, or the exception, that each is to."""
    found: dict[str, list[ExceptionRule]] = {}
    for exception in exceptions:
        for target in dict.fromkeys(exception.targets):
            found.setdefault(target, []).append(exception)
    return found


def _effect(target: str, against: Mapping[str, Sequence[ExceptionRule]], live: Collection[str]) -> Effect:
    """The effect of the live exceptions to `target`; an exception lifted by its own exception drops out."""
    standing: list[tuple[tuple[int, int], Effect]] = []
    for exception in against.get(target, ()):
        if exception.id not in live:
            continue
        deeper = _effect(exception.id, against, live)
        if deeper.kind == "exempt":
            continue
        depth = 1
        if deeper.kind == "none":
            own = "exempt" if exception.instead is None else "instead"
            deeper, depth = Effect(own, exception.instead, (exception,)), 0
        standing.append(((depth, exception.priority), deeper))
    if not standing:
        return Effect("none")
    top = max(rank for rank, _ in standing)
    ranked = [effect for rank, effect in standing if rank == top]
    if len({(e.kind, e.req) for e in ranked}) > 1:
        return Effect("conflict", None, tuple(e for effect in ranked for e in effect.by))
    return ranked[0]


def _result(
    exception: ExceptionRule,
    live: Truth3,
    applied: bool,
    claims: Mapping[str, Truth3],
    proofs: Mapping[str, Truth3],
    words: Describer,
) -> ExceptionResult:
    claimed = claims[exception.id].value is True and live.value is not True
    return ExceptionResult(exception, live.value, applied, _reason(exception, claims, proofs, words), claimed)


def _reason(
    exception: ExceptionRule, claims: Mapping[str, Truth3], proofs: Mapping[str, Truth3], words: Describer
) -> Text:
    """The atom that decided whether the exception is live."""
    claim = claims[exception.id]
    condition = words.condition(exception.when, None)
    if claim.value is None:
        names = join([a.label for a in sorted(claim.atoms, key=lambda a: str(a.key))])
        return Text(f"要看:{names.zh}", f"hangs on: {names.en}")
    if claim.value is False:
        return Text(f"不成立:{condition.zh}", f"does not hold: {condition.en}")
    if exception.id in proofs and proofs[exception.id].value is not True:
        assert exception.proof is not None
        proof = words.condition(exception.proof, None)
        return Text(f"主张了例外,但未证明:{proof.zh}", f"claimed, not shown: {proof.en}")
    return Text(f"成立:{condition.zh}", f"holds: {condition.en}")

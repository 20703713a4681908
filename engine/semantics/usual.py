"""What concerns every case, wherever it is: the rules of no single place, their facts, and the steps always owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guiju.engine.semantics.core import AllOf, Const, Exists, FactRef, OrElse, Req
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, Rule, ScopeRule
from guiju.engine.semantics.vocabulary import FactDecl
from msgspec import Struct

_RANKS = {"breach": 0, "flaw": 1, "hint": 2}


def is_local(program: Program, pack: str) -> bool:
    """Whether a pack holds for one place or one organ only."""
    found = program.packs.get(pack)
    return found is not None and bool(found.region or found.organ)


def gravest_rules(program: Program) -> list[Rule]:
    """The rules of no single place: breaches before flaws before hints, otherwise in the order of the packs."""
    rules = [rule for rule in program.rules if not is_local(program, rule.pack)]
    return sorted(rules, key=lambda rule: _RANKS[rule.severity])


def usual_facts(program: Program) -> list[FactDecl]:
    """The facts of the vocabulary but those that only packs of one place or organ ask for."""
    local: set[str] = set()
    general: set[str] = set()
    parts: tuple[Rule | ExceptionRule | CountsRule | ScopeRule, ...] = (
        *program.rules,
        *program.exceptions,
        *program.counts,
        *program.scopes,
    )
    for part in parts:
        (local if is_local(program, part.pack) else general).update(_facts_in(part))
    return [fact for fact in program.vocabulary.facts.values() if fact.name.zh not in local - general]


def usual_steps(program: Program) -> set[str]:
    """The canonical names of the steps that rules demand whatever the facts are.

    A rule about a step that is itself owed only on a condition (a hearing) says nothing of every case.
    """
    plain: list[tuple[str | None, set[str]]] = []
    on_condition: set[str] = set()
    for rule in gravest_rules(program):
        if rule.modality == "may" or not rule.versions:
            continue
        asked = {step for reading in rule.versions[-1].readings for step in _demanded(reading.req)}
        if rule.when != Const(True):
            on_condition |= asked
        elif rule.severity == "breach":
            plain.append((rule.step, asked))
    demanded = {step for _, asked in plain for step in asked}
    optional = on_condition - demanded
    return {step for about, asked in plain if about not in optional for step in asked} - optional


def _demanded(req: Req) -> Iterator[str]:
    match req:
        case Exists():
            yield req.step
        case AllOf():
            for part in req.parts:
                yield from _demanded(part)
        case OrElse():
            yield from _demanded(req.then)


def _facts_in(part: Any) -> Iterator[str]:
    """The names of the facts anywhere in a rule or in a part of one."""
    if isinstance(part, FactRef):
        yield part.name
    elif isinstance(part, Struct):
        for name in part.__struct_fields__:
            yield from _facts_in(getattr(part, name))
    elif isinstance(part, tuple):
        for inner in part:
            yield from _facts_in(inner)

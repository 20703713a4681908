"""The state of a rule on each activation: answers, continuations, exceptions, else part, closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.case.model import Case, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, EVIDENCE, Cond, Req
from guiju.engine.semantics.program import ExceptionRule, Program, Rule
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl

from . import reads
from .answers import is_closed, worlds
from .future import Language, continuations
from .truth import add, counted, holds, true
from .world import BEGINNING, Moment, Rec, World

S = State
PLAIN = (S.VIOLATED, S.PENDING, S.HOLDING, S.SATISFIED)
HARMLESS = {S.SATISFIED, S.HOLDING, S.EXEMPT, S.NOT_APPLICABLE}
OTHERS = ("路人一", "路人二")
"""Two actors that no case names: an actor not stated may be any of those named, or someone else."""


def oracle(rule: Rule, case: Case, on: date, program: Program) -> dict[int | None, State]:
    """The state of each finding, by the index of its activating record (None: the case, or none at all)."""
    exceptions = _tree(rule, program.exceptions)
    states: dict[int | None, list[State]] = {}
    appears: set[int | None] = set()
    for world in _worlds(rule, exceptions, case, on, program):
        records = [r for r in counted(world) if r.step == rule.step and not r.derived]
        activations: list[Rec | None] = [None] if rule.step is None else [*records]
        appears |= {a.id if a else None for a in activations}
        for record in case.records if rule.step else [None]:
            index = record.index if record else None
            this = next((a for a in activations if a is None or a.id == index), None)
            absent = record is not None and this is None
            state = S.NOT_APPLICABLE if absent else _judge(rule, exceptions, this, world, case, on, program)
            states.setdefault(index, []).append(state)
    found = {index: collapse(seen) for index, seen in states.items() if index in appears}
    return found or {None: S.NOT_APPLICABLE}


def requirement(rule: Rule) -> Req:
    (version,) = rule.versions
    (reading,) = version.readings
    return reading.req


def language(case: Case, program: Program) -> Language:
    """What the vocabulary lets anyone record, with the actors that the case names and two more."""
    steps = program.vocabulary.steps
    values: dict[str, tuple[Value, ...]] = {
        ACTOR: (*sorted({r.actor for r in case.records if r.actor}), *OTHERS),
        EVIDENCE: ((), ("e",)),
    }
    declared: list[FieldDecl | FactDecl] = [f for step in steps.values() for f in step.fields]
    for declaration in [*declared, *program.vocabulary.facts.values()]:
        kind = declaration.type
        enum = tuple(value.zh for value in kind.values)
        values[declaration.name.zh] = enum if kind.kind == "enum" else (True, False)
    return Language(tuple(steps), frozenset(n for n, step in steps.items() if step.interval), values)


def _worlds(
    rule: Rule, exceptions: Sequence[ExceptionRule], case: Case, on: date, program: Program
) -> Iterable[World]:
    """The answers to what the rule, its exceptions and the counts-as rules read."""
    reqs = [requirement(rule), *(e.instead for e in exceptions if e.instead)]
    own: list[Cond] = [rule.when, *(e.when for e in exceptions), *(e.proof for e in exceptions if e.proof)]
    targets = [cond for req in reqs for cond in reads.conditions(req)]
    asked: dict[str, set[str]] = defaultdict(set)
    if any(reads.immediate(req) for req in reqs):
        asked.update({step: set() for step in program.vocabulary.steps})
    for step in {step for req in reqs for step in reads.sought(req)}:
        asked[step] |= reads.fields(targets, "that")
    if rule.step:
        asked[rule.step] |= reads.fields([*own, *targets], "this")
    for c in program.counts:
        if c.as_step in asked:
            asked[c.step] |= asked[c.as_step]
    for c in program.counts:
        # a condition on B also judges the records of C that stand as B
        for step in {c.step, *(d.step for d in program.counts if d.as_step == c.step)} & set(asked):
            asked[step] |= reads.fields([c.when], "this")
    facts = reads.facts([*own, *targets, *(c.when for c in program.counts)])
    reach = [add(r.start.toordinal(), d) for r in case.records for req in reqs for d in reads.durations(req)]
    last = max([on.toordinal(), *reach]) + 3
    return worlds(case, on, program, facts, asked, language(case, program), last)


def _judge(
    rule: Rule,
    exceptions: Sequence[ExceptionRule],
    this: Rec | None,
    world: World,
    case: Case,
    on: date,
    program: Program,
) -> State:
    """The state under one answer."""
    if not holds(rule.when, world, this):
        return S.NOT_APPLICABLE
    effects = _effects(rule.id, exceptions, this, world, 1)
    best = max((rank for rank, _ in effects), default=None)
    winners = {effect for rank, effect in effects if rank == best}
    if len(winners) > 1:
        return S.UNKNOWN
    req = next(iter(winners)) if winners else requirement(rule)
    if req is None:
        return S.EXEMPT
    state = state_of(req, this, world, language(case, program), is_closed(case, on))
    if rule.step is None and not any(r.start <= on for r in case.records):
        # without a start of the procedure nothing about the case is final
        return {S.SATISFIED: S.HOLDING, S.VIOLATED: S.PENDING}.get(state, state)
    return state


def _tree(rule: Rule, exceptions: Iterable[ExceptionRule]) -> list[ExceptionRule]:
    """The exceptions to the rule, and the exceptions to those."""
    found: list[ExceptionRule] = []
    names = {rule.id}
    while more := [e for e in exceptions if e not in found and names & set(e.targets)]:
        found += more
        names |= {e.id for e in more}
    return found


def _effects(
    target: str, exceptions: Sequence[ExceptionRule], this: Rec | None, world: World, depth: int
) -> list[tuple[tuple[int, int], Req | None]]:
    """What the live exceptions to `target` put in its place (None: nothing), with their rank.

    An exception to an exception takes that one away (so that its target stands again), or changes its effect.
    """
    effects: list[tuple[tuple[int, int], Req | None]] = []
    for exception in exceptions:
        if target not in exception.targets or not holds(exception.when, world, this):
            continue
        if exception.proof is not None and not holds(exception.proof, world, this):
            continue
        deeper = _effects(exception.id, exceptions, this, world, depth + 1)
        if not deeper:
            effects.append(((depth, exception.priority), exception.instead))
        else:
            effects += [effect for effect in deeper if effect[1] is not None]
    return effects


def state_of(req: Req, this: Rec | None, world: World, lang: Language, closed: bool) -> State:
    """The state under one answer, closing included."""
    if not isinstance(req, core.OrElse):
        return close(plain(req, this, world, lang), closed)
    first = plain(req.then, this, world, lang)
    if close(first, closed) is not S.VIOLATED:
        return close(first, closed)
    breach = _breach(req.then, this, world, lang) if first is S.VIOLATED else world.now
    other = close(plain(req.otherwise, this, world, lang, breach), closed)
    return S.CURED if other is S.SATISFIED else other


def close(state: State, closed: bool) -> State:
    return {S.HOLDING: S.SATISFIED, S.PENDING: S.VIOLATED}.get(state, state) if closed else state


def plain(req: Req, this: Rec | None, world: World, lang: Language, since: Moment | None = None) -> State:
    """violated, pending, holding or satisfied, in an open case."""
    match req:
        case core.AllOf(parts):
            return min((plain(part, this, world, lang, since) for part in parts), key=PLAIN.index)
        case core.AnyOf(parts):
            return max((plain(part, this, world, lang, since) for part in parts), key=PLAIN.index)
    seen = set()
    for future in continuations(req, world, lang, since):
        seen.add(true(req, future, _again(this, future), since))
        if len(seen) == 2:
            present = world.present()
            return S.HOLDING if true(req, present, _again(this, present), since) else S.PENDING
    return S.SATISFIED if seen == {True} else S.VIOLATED


def _again(this: Rec | None, world: World) -> Rec | None:
    """The activating record as the other world has it (its end may have come)."""
    return next(r for r in world.records if r.id == this.id) if this else None


def _breach(req: Req, this: Rec | None, world: World, lang: Language) -> Moment:
    """The first moment at which the requirement was violated: a day's beginning, or that of some record."""
    first = this.start if this else min(r.start for r in world.records)
    moments = {Moment(day, BEGINNING) for day in range(first.day + 1, world.now.day + 1)}
    moments |= {m for r in world.records for m in (r.start, r.end) if m and m >= first}
    for moment in sorted(moments):
        if plain(req, this, world.at(moment), lang) is S.VIOLATED:
            return moment
    return world.now


def collapse(states: Iterable[State]) -> State:
    """One state over all answers."""
    seen = set(states)
    if len(seen) == 1:
        return seen.pop()
    if seen <= HARMLESS:
        return S.HOLDING
    return S.VIOLATED if seen == {S.VIOLATED, S.CURED} else S.UNKNOWN


def rule_state(rule: Rule, case: Case, on: date, program: Program, length: int = 2) -> State:
    """The state of the whole rule, for every activation there is or may come: one answer, untimed rules.

    A continuation here adds up to `length` records, one a day.
    """
    (world,) = _worlds(rule, [], case, on, program)
    truths = {_rule_true(rule, end) for end in _days_to_come(world, program, length)}
    if len(truths) == 1:
        return S.SATISFIED if truths == {True} else S.VIOLATED
    return S.HOLDING if _rule_true(rule, world.present()) else S.PENDING


def _days_to_come(world: World, program: Program, length: int) -> Iterable[World]:
    yield world.finished({}, ())
    if length:
        day = world.now.day + 1
        for step in program.vocabulary.steps:
            start = Moment(day, 0)
            longer = (*world.records, Rec(-length, step, start, start, {}))
            next_day = World(world.facts, world.stated, longer, Moment(day, 1), world.counts)
            yield from _days_to_come(next_day, program, length - 1)


def _rule_true(rule: Rule, world: World) -> bool:
    activations = [r for r in counted(world) if r.step == rule.step] if rule.step else [None]
    req = requirement(rule)
    return all(_composed_true(req, world, this) for this in activations if holds(rule.when, world, this))


def _composed_true(req: Req, world: World, this: Rec | None) -> bool:
    match req:
        case core.AllOf(parts):
            return all(_composed_true(part, world, this) for part in parts)
        case core.AnyOf(parts):
            return any(_composed_true(part, world, this) for part in parts)
    return true(req, world, this)


def worst(states: Iterable[State]) -> State:
    return min(states, key=PLAIN.index)

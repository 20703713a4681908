"""The state of a rule on each activation: answers, continuations, exceptions, else part, closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

from guiju.engine.case.model import Case, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration, Req
from guiju.engine.semantics.program import ExceptionRule, Program, Rule
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS, FactDecl, FieldDecl
from msgspec.structs import replace as changed

from . import reads
from .activations import Activation, Key, activations, span
from .answers import is_closed, last_day, leaves, worlds
from .future import continuations
from .hours import day_due, point
from .lengths import filled, missing
from .notices import notices, under
from .sums import add
from .truth import counted, day_of, holds, items_of, true
from .values import Item, Scene, value_of
from .windows import in_window, start_of_procedure
from .world import BEGINNING, CLOSING, COMING, Effort, Language, Moment, Rec, World

S = State
PLAIN = (S.VIOLATED, S.PENDING, S.HOLDING, S.SATISFIED)
HARMLESS = {S.SATISFIED, S.HOLDING, S.EXEMPT, S.NOT_APPLICABLE}


def oracle(rule: Rule, case: Case, on: date, program: Program, most: int = 10**7) -> dict[Key, State]:
    """The state of each finding, by what it is about. TooMuch, where more than `most` continuations are needed."""
    possible = _possible(rule, case, on, program, most)
    return {key: collapse(seen) for key, seen in possible.items()} or {None: S.NOT_APPLICABLE}


def without_notice(
    rule: Rule, case: Case, on: date, program: Program, days: Iterable[date], most: int = 10**7
) -> dict[Key, State]:
    """The same where it is open which of these days are worked: over every notice that there can be."""
    states: dict[Key, set[State]] = defaultdict(set)
    for notice in notices(days):
        with under(notice):
            for key, seen in _possible(rule, case, on, program, most).items():
                states[key] |= seen
    return {key: collapse(seen) for key, seen in states.items()} or {None: S.NOT_APPLICABLE}


def _possible(rule: Rule, case: Case, on: date, program: Program, most: int) -> dict[Key, set[State]]:
    states: dict[Key, set[State]] = defaultdict(set)
    made = list(_worlds(_with_broken(rule, program), case, on, program, Effort(most)))
    keys = {key for world in made for found in leaves(world, partial(_about, rule, program)) for key in found}
    for key, world in product(keys, made):
        states[key] |= set(leaves(world, partial(_judge, rule, program, key)))
    return states


def requirement(rule: Rule) -> Req:
    (version,) = rule.versions
    (reading,) = version.readings
    return reading.req


def language(program: Program) -> Language:
    """What the vocabulary lets anyone record; a yes/no and an enum have answers that can be listed."""
    steps = program.vocabulary.steps
    listed: dict[str, tuple[Value, ...]] = {}
    facts = [*program.vocabulary.facts.values(), *AUTHORITY_FACTS.values()]
    declared: list[FieldDecl | FactDecl] = [*facts, *(f for step in steps.values() for f in step.fields)]
    items = [field for declaration in declared for field in declaration.type.item]
    for declaration in [*declared, *items]:
        kind = declaration.type
        if kind.kind in ("yesno", "enum"):
            listed[declaration.name.zh] = tuple(v.zh for v in kind.values) or (True, False)
    return Language(tuple(steps), frozenset(n for n, step in steps.items() if step.interval), listed)


def _with_broken(rule: Rule, program: Program) -> list[Rule]:
    """The rule and those whose breach it is about."""
    named = rule.breaches.rules if rule.breaches else ()
    return [rule, *(r for name in named for r in program.rules if r.id == name)]


def _about(rule: Rule, program: Program, world: World) -> dict[Key, Activation]:
    """The activations; of a rule about the breach of others each day of a breach, by what was broken."""
    if rule.breaches is None:
        return activations(rule, world)
    found: dict[Key, Activation] = {}
    for broken in _with_broken(rule, program)[1:]:
        for key, activation in _about(broken, program, world).items():
            if _judge(broken, program, key, world) is S.VIOLATED:
                day = _broken_on(broken, program, activation, world)
                if day is not None:
                    found[broken.id, key] = Activation(span(day, day), span(day, day))
    return found


def _broken_on(rule: Rule, program: Program, activation: Activation, world: World) -> int | None:
    """The day on which the finding became violated; None: only the closing broke it."""
    req = _in_its_place(rule, program, activation, world)
    assert req is not None and req != CONFLICT and not isinstance(req, core.OrElse) and activation.this
    if plain(req, activation.this, world) is not S.VIOLATED:
        return None
    breach = _breach(req, activation.this, world)
    assert breach is not None
    return breach.day


def _worlds(rules: Sequence[Rule], case: Case, on: date, program: Program, effort: Effort) -> Iterable[World]:
    """The orders of the records of the steps that the rules, their exceptions and the counts-as rules read."""
    exceptions = [e for rule in rules for e in _tree(rule, program.exceptions)]
    parts = (
        tuple((rule.when, rule.versions) for rule in rules),
        tuple((e.when, e.proof, e.instead) for e in exceptions),
    )
    steps = reads.sought(parts) | {rule.step for rule in rules if rule.step}
    if reads.immediate(parts):
        steps = set(program.vocabulary.steps)
    steps |= {c.step for c in program.counts if c.as_step in steps}
    steps |= reads.sought(tuple(c.unless_done for c in program.counts if c.as_step in steps))
    reach = [add(r.start.toordinal(), d) for r in case.records for d in _lengths(parts, case, program)]
    last = max([on.toordinal(), *reach]) + 3
    made = worlds(case, on, program, steps, language(program), last, effort)
    over = is_closed(case, on)
    closing = last_day(case, on).toordinal() if over else on.toordinal()
    return (replace(world, judge=plain, closed=over, closing=closing) for world in made)


def _lengths(parts: object, case: Case, program: Program) -> Iterable[Duration]:
    """The lengths that are added to days, those that the case states among them."""
    yield from (d for d in reads.durations((parts, tuple(c.unless_done for c in program.counts))) if not d.of)
    yield from (c.after for c in program.counts if c.after)
    if any(d.of for d in reads.lengths(parts)):
        stated = [*case.facts.values(), *(v for r in case.records for v in r.fields.values())]
        yield from (v for v in stated if isinstance(v, Duration))


CONFLICT = core.AllOf(())
"""Stands where two exceptions of one rank have different effects."""


def _judge(rule: Rule, program: Program, key: Key, world: World) -> State:
    """The state under one answer."""
    activation = _about(rule, program, world).get(key)
    if activation is None:
        return S.NOT_APPLICABLE
    present = world.present()
    if not holds(rule.when, present, _again(activation.of, present)):
        return S.NOT_APPLICABLE
    stretch = activation.this if rule.period or rule.every else None
    cut_short = stretch is not None and world.closed and stretch.until > world.closing
    if cut_short:  # what was not due by then is not owed
        world = replace(world, now=Moment(world.closing, CLOSING))
    req = _in_its_place(rule, program, activation, world)
    if req == CONFLICT:
        return S.UNKNOWN
    if req is None:
        return S.EXEMPT
    if stretch is not None:
        req = _owed(req, stretch, world)
        then = req.then if isinstance(req, core.OrElse) else req
        if then is None or (cut_short and plain(then, stretch, world) is S.PENDING):
            return S.NOT_APPLICABLE
    assert req is not None
    state = state_of(req, activation.this, world, world.closed)
    if activation.this is None and start_of_procedure(world) is None:
        # without a start of the procedure nothing about the case is final
        return {S.SATISFIED: S.HOLDING, S.VIOLATED: S.PENDING}.get(state, state)
    return state


def _owed(req: Req, stretch: Rec, world: World) -> Req | None:
    """What is left of a requirement of a stretch of time without what was due before the procedure began."""
    begun = start_of_procedure(world)
    if begun is None or begun <= stretch.start.day:
        return req
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            kept = tuple(p for p in (_owed(part, stretch, world) for part in parts) if p is not None)
            return type(req)(kept) if kept else None
        case core.ForEach(of, inner):
            left = _owed(inner, stretch, world)
            return None if left is None else core.ForEach(of, left)
        case core.OrElse(then, otherwise):
            left = _owed(then, stretch, world)
            return None if left is None else core.OrElse(left, otherwise)
        case core.Exists(at_least=least, window=window) if least and "item" not in _whose(window):
            sought = filled(req, Scene(world, stretch))
            begins = "程序启动日" not in world.facts and any(
                r.step == sought.step and r.start.day == begun for r in counted(world)
            )
            return req if begins or missing(sought) or _in_time(sought, begun, stretch, world) else None
    return req


def _whose(window: core.Window) -> set[str]:
    return {ref.who for ref in reads.references(window) if isinstance(ref, core.FieldRef)}


def _in_time(req: core.Exists, begun: int, stretch: Rec, world: World) -> bool:
    """Is there a day, from the start of the procedure on, that is not too late?"""
    late_only = changed(req.window, since=None, lo=None)
    days = (Moment(day, COMING) for day in range(begun, begun + A_LONG_TIME))
    records = (Rec(-1, req.step, day, day, {}, until=day.day) for day in days)
    return any(in_window(late_only, stretch, r, counted(world), world, None) for r in records)


A_LONG_TIME = 500
"""Days: more than what is left of a year and any bound that is counted from there."""


def _in_its_place(rule: Rule, program: Program, activation: Activation, world: World) -> Req | None:
    """The requirement, or what exceptions put in its place (None: nothing)."""
    present = world.present()
    of = _again(activation.of, present)
    effects = _effects(rule.id, _tree(rule, program.exceptions), of, present, 1)
    best = max((rank for rank, _ in effects), default=None)
    winners = {effect for rank, effect in effects if rank == best}
    if len(winners) > 1:
        return CONFLICT
    return next(iter(winners)) if winners else requirement(rule)


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


def state_of(req: Req, this: Rec | None, world: World, closed: bool) -> State:
    """The state under one answer, closing included."""
    if not isinstance(req, core.OrElse):
        return close(plain(req, this, world), closed)
    first = plain(req.then, this, world)
    if close(first, closed) is not S.VIOLATED:
        return close(first, closed)
    assert this is not None
    breach = _breach(req.then, this, world) if first is S.VIOLATED else world.now
    assert breach is not None
    other = close(plain(req.otherwise, this, world, breach), closed)
    return S.CURED if other is S.SATISFIED else other


def close(state: State, closed: bool) -> State:
    return {S.HOLDING: S.SATISFIED, S.PENDING: S.VIOLATED}.get(state, state) if closed else state


def plain(
    req: Req, this: Rec | None, world: World, breach: Moment | None = None, item: Item | None = None
) -> State:
    """violated, pending, holding or satisfied, in an open case."""
    match req:
        case core.AllOf(parts):
            return min((plain(part, this, world, breach, item) for part in parts), key=PLAIN.index)
        case core.AnyOf(parts):
            return max((plain(part, this, world, breach, item) for part in parts), key=PLAIN.index)
        case core.ForEach(of, inner):
            found = value_of(of, Scene(world, this))
            if not isinstance(found, tuple):
                return S.SATISFIED if world.ask(("each", req, found)) else S.VIOLATED
            items = items_of(of, found, Scene(world, this))
            each = (plain(inner, this, replace(world, element=one), breach, one) for one in items)
            return min(each, key=PLAIN.index, default=S.SATISFIED)
    req = filled(req, Scene(world, this))
    if missing(req):
        return S.SATISFIED if world.ask(("kept", req, this and this.id)) else S.VIOLATED
    seen = set()
    for future in continuations(req, this, world, breach):
        seen.add(true(req, Scene(future, _again(this, future), item=item), breach))
        if len(seen) == 2:
            present = world.present()
            now = true(req, Scene(present, _again(this, present), item=item), breach)
            return S.HOLDING if now else S.PENDING
    return S.SATISFIED if seen == {True} else S.VIOLATED


def _again(this: Rec | None, world: World) -> Rec | None:
    """The record as the other world has it (its end may have come); a period stays as it is."""
    return next((r for r in world.records if r.id == this.id), this) if this else None


def _breach(req: Req, this: Rec, world: World) -> Moment | None:
    """When the requirement was violated (None: it was not), never before the record that it is about."""
    match req:
        case core.AllOf(parts):
            return min(_breaches(parts, this, world))
        case core.AnyOf(parts):
            return max(_breaches(parts, this, world))
        case core.Exists(window=core.Window(direction="covering")):
            return this.start if plain(req, this, world) is S.VIOLATED else None
        case core.Exists(window=core.Window("after", point_of, hi=core.Duration(unit="hour") as hi)):
            begin = point(this, point_of.edge if isinstance(point_of, core.EdgePoint) else "end", world)
            due = Moment(min(day_due(begin, hi), world.now.day), BEGINNING)
            return max(this.start, due) if plain(req, this, world) is S.VIOLATED else None
        case core.Lasts(last=core.FactRef() | core.FieldRef() as last) if last.name != core.END:
            violated = plain(req, this, world) is S.VIOLATED
            return max(this.start, Moment(day_of(last, Scene(world, this)), BEGINNING)) if violated else None
    moments = {Moment(day, BEGINNING) for day in range(this.start.day + 1, world.now.day + 1)}
    moments |= {m for r in world.records for m in (r.start, r.end) if m and m >= this.start}
    for moment in sorted(moments):
        if plain(req, this, world.at(moment)) is S.VIOLATED:
            return moment
    return None


def _breaches(parts: Iterable[Req], this: Rec, world: World) -> list[Moment]:
    return [moment for part in parts if (moment := _breach(part, this, world))]


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
    (world,) = _worlds([rule], case, on, program, Effort(10**7))
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
            longer = (*world.records, Rec(-length, step, start, start, {}, until=day))
            next_day = replace(world, records=longer, now=Moment(day, 1))
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
    return true(req, Scene(world, this))


def worst(states: Iterable[State]) -> State:
    return min(states, key=PLAIN.index)

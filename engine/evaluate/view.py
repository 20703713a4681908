"""One judgement of a rule on one activation in one view: the states it may have, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.activations import Activation, under
from guiju.engine.evaluate.answers import Possible
from guiju.engine.evaluate.before_start import due_before_start
from guiju.engine.evaluate.conditions import holds_by_now
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.exceptions import Considered, Effect, consider
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import TRUE, Atom, Truth3, conjunction, fallen_out
from guiju.engine.evaluate.moment_of_breach import not_earlier
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.periods import as_closed, cut_short
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Reading, Rule
from msgspec import Struct

_STATES = {
    Basic.VIOLATED: State.VIOLATED,
    Basic.PENDING: State.PENDING,
    Basic.HOLDING: State.HOLDING,
    Basic.SATISFIED: State.SATISFIED,
}


_AT_THE_END = {**_STATES, Basic.PENDING: State.NOT_APPLICABLE, Basic.HOLDING: State.SATISFIED}


class View(Struct, frozen=True):
    """One judgement in one view: the states, what they hang on, and what they rest on. `not_owed` says why a period asks
    for nothing."""

    states: frozenset[State]
    atoms: frozenset[Atom]
    considered: Considered
    outcome: Outcome | None = None
    otherwise: Outcome | None = None
    guard: Truth3 = TRUE
    not_owed: Text | None = None

    @property
    def possible(self) -> Possible:
        return Possible(self.states, self.atoms if len(self.states) > 1 else frozenset())


def seen(env: Env, rule: Rule, reading: Reading, activation: Activation, day: date | None) -> View:
    """The rule under one reading on one activation, its exceptions by the law of `day` (None: of any)."""
    words = Describer(env.vocabulary, rule.step, activation.broken_rule)
    activation = under(env, rule, activation)
    this, asked_of = activation.record, activation.asked_of
    applies = holds_by_now(env, Scope(this=asked_of), rule.when)
    guard = conjunction((fallen_out(activation.counts, False), applies))
    if guard.value is False:
        return View(
            frozenset({State.NOT_APPLICABLE}), frozenset(), Considered((), frozenset(), ()), guard=guard
        )
    ends_early = cut_short(env, rule, this)
    env = as_closed(env) if ends_early else env
    considered = consider(env, rule, asked_of, words, day)
    states: set[State] = set()
    atoms: frozenset[Atom] = considered.atoms if len(considered.effects) > 1 else frozenset()
    shown: tuple[Outcome | None, Outcome | None] = (None, None)
    not_owed: Text | None = None
    for effect in considered.effects:
        found, hangs_on, outcome, otherwise = _under(env, reading, effect, this, ends_early)
        if State.NOT_APPLICABLE in found and outcome is not None and not_owed is None:
            early = due_before_start(env, this, effect.req or reading.req, broken).value is True
            not_owed = why_not_owed(env, ends_early and not early)
        states |= found
        atoms |= hangs_on
        if shown[0] is None or effect.kind == "none":
            shown = (outcome, otherwise)
    if guard.value is None:
        states.add(State.NOT_APPLICABLE)
        atoms |= guard.atoms
    if activation.breach is not None and activation.breach.open:  # each answer may put the day elsewhere
        states |= {State.SATISFIED, State.VIOLATED}
        atoms |= activation.breach.open
    if activation.missing is not None:
        states |= {State.SATISFIED, State.VIOLATED}
        atoms |= {activation.missing}
    return View(frozenset(states), atoms, considered, shown[0], shown[1], guard, not_owed)


_Judged = tuple[frozenset[State], frozenset[Atom], Outcome | None, Outcome | None]


def _under(env: Env, reading: Reading, effect: Effect, this: Record | None, ends_early: bool) -> _Judged:
    """The states under one effect of the exceptions. What a period still asked for when the case was closed in it
    (`ends_early`), or had asked for before the procedure began, is not owed."""
    if effect.kind == "exempt":
        return frozenset({State.EXEMPT}), frozenset(), None, None
    if effect.kind == "conflict":
        return frozenset({State.UNKNOWN}), frozenset(), None, None
    req = effect.req if effect.req is not None else reading.req
    early = due_before_start(env, this, req, broken)
    if early.value is False:
        return _owed(env, req, this, ends_early)
    not_owed: frozenset[State] = frozenset({State.NOT_APPLICABLE})
    if early.value is True:
        return not_owed, frozenset(), judge(env, this, req, closes=not ends_early), None
    states, atoms, outcome, otherwise = _owed(env, req, this, ends_early)
    return states | not_owed, atoms | early.atoms, outcome, otherwise


def _owed(env: Env, req: core.Req, this: Record | None, ends_early: bool) -> _Judged:
    outcome = judge(env, this, req, closes=not ends_early)
    states = (at_the_end if ends_early else as_states)(outcome.states)
    if this is None and env.start_of_procedure() is None:
        states = frozenset(_NOT_FINAL.get(s, s) for s in states)
    if not isinstance(req, core.OrElse) or State.VIOLATED not in states or outcome.breach is None:
        return states, outcome.atoms, outcome, None
    breach = not_earlier(env, outcome.breach, this)
    otherwise = judge(env.after(breach), this, req.otherwise)
    owed = frozenset(State.CURED if s is Basic.SATISFIED else _STATES[s] for s in otherwise.states)
    if breach.open:  # with when it was broken, what is owed from then on: each answer is tried
        owed |= _BROKEN_AT_ANY_TIME
    atoms = outcome.atoms | breach.open | otherwise.atoms
    return (states - {State.VIOLATED}) | owed, atoms, outcome, otherwise


def as_states(found: Iterable[Basic]) -> frozenset[State]:
    return frozenset(_STATES[s] for s in found)


def at_the_end(found: Iterable[Basic]) -> frozenset[State]:
    """Of a period during which the case was closed: what was not due yet is not owed."""
    return frozenset(_AT_THE_END[s] for s in found)


def why_not_owed(env: Env, ends_early: bool) -> Text:
    """Why a period asks for nothing: the case was closed before (`env`: on that day), or the procedure had not begun."""
    if ends_early:
        day = env.closing()
        return Text(
            f"案卷到 {day} 结案,那时这一期间的事还没有到期",
            f"the case was closed on {day}, before this period's duty was due",
        )
    day = env.start_of_procedure() or env.now
    return Text(
        f"这一期间的事在程序 {day} 开始以前就已到期",
        f"this period's duty was due before the procedure began on {day}",
    )


_BROKEN_AT_ANY_TIME = frozenset({State.VIOLATED, State.PENDING})


_NOT_FINAL = {State.SATISFIED: State.HOLDING, State.VIOLATED: State.PENDING}

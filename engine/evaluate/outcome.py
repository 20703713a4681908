"""What a requirement comes to: the states it may have over what is open, with the records and sums behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import IntEnum
from functools import reduce

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Breach, Env
from guiju.engine.evaluate.finding import Arithmetic, NotUsed
from guiju.engine.evaluate.kleene import Atom, Truth3
from guiju.engine.evaluate.order import precedes, start_of
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, ForEach, Lasts, OrElse, Req, Test
from msgspec import Struct
from msgspec.structs import replace


class Basic(IntEnum):
    """The four states of a requirement, worst first."""

    VIOLATED = 0
    PENDING = 1
    HOLDING = 2
    SATISFIED = 3


class Outcome(Struct, frozen=True):
    """`states` are those possible over the open `atoms`. `deciding` is the basic requirement the outcome
    rests on; `breach` tells when it was broken (meaningful where VIOLATED is possible); `elements` are those of
    a list that make it no better."""

    states: frozenset[Basic]
    deciding: Req
    atoms: frozenset[Atom] = frozenset()
    last_day: date | None = None
    breach: Breach | None = None
    used: tuple[Record, ...] = ()
    not_used: tuple[NotUsed, ...] = ()
    sums: tuple[Arithmetic, ...] = ()
    parts: tuple[Outcome, ...] = ()
    elements: tuple[Text, ...] = ()

    @property
    def worst(self) -> Basic:
        return min(self.states)


def own_breach(env: Env, this: Record | None) -> Breach:
    """Where nothing else broke it: the activating record, for the case the start of the procedure."""
    if this is not None:
        return Breach(this.start, this)
    return Breach(env.start_of_procedure() or env.now)


def not_earlier(env: Env, breach: Breach, this: Record | None) -> Breach:
    """The breach, but not before what the rule is about: until that is there, there is nothing to break."""
    own = own_breach(env, this)
    if breach.day != own.day or this is None or breach.record is None:
        return breach if breach.day > own.day else own
    return breach if precedes(env, start_of(this), start_of(breach.record)).value else own


def at_closing(outcome: Outcome) -> Outcome:
    """Closing turns holding into satisfied and pending into violated."""
    turned = {Basic.HOLDING: Basic.SATISFIED, Basic.PENDING: Basic.VIOLATED}
    states = frozenset(turned.get(s, s) for s in outcome.states)
    breach = outcome.breach
    if Basic.PENDING in outcome.states:
        breach = Breach(date.max)  # broken by the closing itself: nothing is later
    return replace(outcome, states=states, breach=breach)


_NEUTRAL = {True: frozenset({Basic.VIOLATED}), False: frozenset({Basic.SATISFIED})}


def combine(parts: Iterable[Outcome], whole: Req, *, best: bool) -> Outcome:
    """The worst (`all of`) or best (`any of`) of the parts for every combination of what is open."""
    outcomes = tuple(parts)
    pick: Callable[[Iterable[Basic]], Basic] = max if best else min
    states = reduce(
        lambda a, o: frozenset(pick((x, y)) for x in a for y in o.states), outcomes, _NEUTRAL[best]
    )
    deciding = _deciding(outcomes, best)
    breaches = [o.breach for o in outcomes if o.breach is not None and Basic.VIOLATED in o.states]
    breach = None
    if breaches:
        breach = (max if best else min)(breaches, key=lambda b: b.day)
    days = [o.last_day for o in outcomes if o.last_day is not None and Basic.PENDING in o.states]
    telling = _telling(outcomes, deciding, best)
    last_day = (max if best else min)(days) if days else deciding.last_day if deciding else None
    return Outcome(
        states,
        deciding.deciding if deciding else whole,
        frozenset(a for o in outcomes if len(o.states) > 1 for a in o.atoms),
        last_day,
        breach,
        tuple({(r.index, r.step): r for o in telling for r in o.used}.values()),
        _merged(n for o in telling for n in o.not_used),
        deciding.sums if deciding else (),
        outcomes,
    )


def left_out(part: Outcome, early: Truth3, *, best: bool) -> Outcome:
    """A part that does not matter, or perhaps not, to the best or the worst of the parts."""
    if early.value is None:
        return replace(part, states=part.states | _NEUTRAL[best], atoms=part.atoms | early.atoms)
    return replace(part, states=_NEUTRAL[best], atoms=frozenset(), breach=None)


def _merged(unused: Iterable[NotUsed]) -> tuple[NotUsed, ...]:
    """Each record once, with the rule that discounts it where there is one."""
    out: dict[tuple[int, str], NotUsed] = {}
    for entry in unused:
        key = (entry.record.index, entry.record.step)
        if key not in out or (entry.rule is not None and out[key].rule is None):
            out[key] = entry
    return tuple(out.values())


def _deciding(outcomes: tuple[Outcome, ...], best: bool) -> Outcome | None:
    """The part the whole rests on; of an any-of that failed, the part that says what to do about it."""
    if not outcomes:
        return None
    if best and all(o.worst is Basic.VIOLATED for o in outcomes):
        return min(outcomes, key=lambda o: _TELLING.index(type(o.deciding)))
    return (max if best else min)(outcomes, key=lambda o: o.worst)


_TELLING: list[type] = [Lasts, Exists, Test, ForEach, AllOf, AnyOf, OrElse, Forbid]


def _telling(outcomes: tuple[Outcome, ...], deciding: Outcome | None, best: bool) -> tuple[Outcome, ...]:
    """The parts worth showing: the one that decides, or all of an any-of that failed."""
    if deciding is None:
        return ()
    if best and deciding.worst is not Basic.SATISFIED:
        return outcomes
    return (deciding,)

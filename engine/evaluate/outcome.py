"""What a requirement comes to: the states it may have over what is open, with the records and sums behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import IntEnum
from functools import reduce

from guiju.engine.calendar import OpenDay
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import Arithmetic, NotUsed
from guiju.engine.evaluate.kleene import Atom, Truth3
from guiju.engine.evaluate.moment_of_breach import nth_of, perhaps_earlier
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
    a list that make it no better. `open_last_day` is where the last day lies that hangs on a year without a notice."""

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
    open_last_day: OpenDay | None = None

    @property
    def worst(self) -> Basic:
        return min(self.states)


def at_closing(outcome: Outcome) -> Outcome:
    """Closing turns holding into satisfied and pending into violated."""
    turned = {Basic.HOLDING: Basic.SATISFIED, Basic.PENDING: Basic.VIOLATED}
    states = frozenset(turned.get(s, s) for s in outcome.states)
    breach = outcome.breach
    if Basic.PENDING in outcome.states:  # broken by the closing itself: nothing is later
        breach = Breach(date.max, open=outcome.atoms if Basic.VIOLATED in outcome.states else frozenset())
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
    telling = _telling(outcomes, deciding, best)
    last_day, open_last_day = (
        _last_day(outcomes, best)
        if Basic.PENDING in states
        else (deciding.last_day, deciding.open_last_day)
        if deciding
        else (None, None)
    )
    return Outcome(
        states,
        deciding.deciding if deciding else whole,
        frozenset(a for o in outcomes if len(o.states) > 1 for a in o.atoms),
        last_day,
        _breach_of_parts(outcomes, best),
        tuple({(r.index, r.step): r for o in telling for r in o.used}.values()),
        _merged(n for o in telling for n in o.not_used),
        deciding.sums if deciding else (),
        outcomes,
        open_last_day=open_last_day,
    )


def _last_day(outcomes: Iterable[Outcome], best: bool) -> tuple[date | None, OpenDay | None]:
    """The last day of what is pending, or where it lies: the earliest one of an all-of, the latest one of an any-of,
    which has none where one of its parts has none."""
    waiting = [o for o in outcomes if Basic.PENDING in o.states]
    stated = [o.last_day for o in waiting if o.last_day is not None]
    open_ = [o.open_last_day for o in waiting if o.last_day is None and o.open_last_day is not None]
    if best and len(stated) + len(open_) < len(waiting):
        return None, None
    found = (max if best else min)(stated, default=None)
    if not open_:
        return found, None
    firsts, lasts = [d.first for d in open_], [d.last for d in open_]
    if best:
        first = max((d for d in (found, *firsts) if d is not None), default=None)
        last = None if None in lasts else max(d for d in (found, *lasts) if d is not None)
    else:
        first = None if None in firsts else min(d for d in (found, *firsts) if d is not None)
        last = min((d for d in (found, *lasts) if d is not None), default=None)
    if first == last and first is not None:
        return first, None
    return None, OpenDay(first, last, open_[0].year)


def left_out(part: Outcome, early: Truth3, *, best: bool) -> Outcome:
    """A part that does not matter, or perhaps not, to the best or the worst of the parts."""
    if early.value is None:
        return replace(part, states=part.states | _NEUTRAL[best], atoms=part.atoms | early.atoms)
    return replace(part, states=_NEUTRAL[best], atoms=frozenset(), breach=None)


def _breach_of_parts(outcomes: Iterable[Outcome], best: bool) -> Breach | None:
    """The latest (`any of`) or earliest (`all of`) breach of the parts that are violated; those that only may be are
    left open beside one that is for certain."""
    violated = [(o, o.breach) for o in outcomes if Basic.VIOLATED in o.states and o.breach is not None]
    certain = [b for o, b in violated if len(o.states) == 1]
    breaches = [b for _, b in violated] if best or not certain else certain
    if not breaches:
        return None
    possible = [(b.day, o.atoms | b.open) for o, b in violated if b not in breaches]
    return perhaps_earlier(nth_of(breaches, len(breaches) if best else 1), possible)


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
    return (max if best else min)(outcomes, key=lambda o: (o.worst, _until(o)))


def _until(outcome: Outcome) -> date:
    """Of parts that are pending an all-of rests on the one that is due first, an any-of on the one that has most time."""
    if outcome.worst is not Basic.PENDING:
        return date.min
    return outcome.last_day or (outcome.open_last_day and outcome.open_last_day.first) or date.max


_TELLING: list[type] = [Lasts, Exists, Test, ForEach, AllOf, AnyOf, OrElse, Forbid]


def _telling(outcomes: tuple[Outcome, ...], deciding: Outcome | None, best: bool) -> tuple[Outcome, ...]:
    """The parts worth showing: the one that decides, or all of an any-of that failed."""
    if deciding is None:
        return ()
    if best and deciding.worst is not Basic.SATISFIED:
        return outcomes
    return (deciding,)

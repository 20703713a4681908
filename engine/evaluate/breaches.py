"""The breaches of rules that other rules are about (若违反): their findings as judged, and the day of each breach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from guiju.engine.case.model import Record
from guiju.engine.evaluate.activations import Activation, activations, version_for
from guiju.engine.evaluate.env import Breach, Break, Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import TRUE, Truth3
from guiju.engine.evaluate.law_day import law_day
from guiju.engine.evaluate.moment_of_breach import not_earlier
from guiju.engine.evaluate.view import View, seen
from guiju.engine.semantics.program import Program, Rule
from msgspec.structs import replace

ReadAs = Mapping[str, frozenset[str]]
Breaks = Callable[[Env], tuple[Break, ...]]


def breaks_under(program: Program, read_as: Mapping[str, ReadAs] | None = None) -> dict[str, Breaks]:
    """How the rules are judged whose breach others are about. `read_as` gives, for each pack whose rules are judged, how
    its organ's own values read; None: the rules of all packs, values as they are."""
    asked = {id_ for rule in program.rules if rule.breaches is not None for id_ in rule.breaches.rules}
    found: dict[str, Breaks] = {}
    for rule in program.rules:
        if rule.id in asked and rule.modality != "may" and (read_as is None or rule.pack in read_as):
            found[rule.id] = partial(_breaks, rule, (read_as or {}).get(rule.pack, {}))
    return found


def _breaks(rule: Rule, read_as: ReadAs, env: Env) -> tuple[Break, ...]:
    own = env if env.read_as == read_as else replace(env.afresh(), read_as=read_as)
    return tuple(b for a in activations(own, rule)[0] for b in _break(own, rule, a))


def _break(env: Env, rule: Rule, activation: Activation) -> Iterator[Break]:
    """The breach on one activation, where it is broken or may be under some answer."""
    on = law_day(env, rule, activation)
    version = version_for(rule, on)
    if version is None:
        return
    reading = next(r for r in version.readings if r.default)
    found = seen(env, rule, reading, activation, on)
    if State.VIOLATED in found.states:
        truth = TRUE if found.states == {State.VIOLATED} else Truth3(None, found.atoms)
        moments = _moments(env, found, activation.record)
        open_ = frozenset(a for a in found.atoms.union(*(m.open for m in moments)) if a.choices)
        yield Break(rule.name, activation.record, truth, _day(moments), open_)


def _moments(env: Env, found: View, this: Record | None) -> list[Breach]:
    """When what is required was broken, and where something is owed instead, when that was."""
    breaches = [o.breach for o in (found.outcome, found.otherwise) if o is not None and o.breach is not None]
    return [not_earlier(env, breach, this) for breach in breaches]


def _day(moments: list[Breach]) -> date | None:
    """The day on which the finding became violated; None: the closing."""
    day = max((moment.day for moment in moments), default=None)
    return None if day == date.max else day

"""Parameters by layer and in time: which pack's value counts for a case, and the rules with that value in place.

The compiler puts the value of the declaring pack where a parameter is used. Of the packs that bind a case and give
a parameter a value in force, the one of the lowest layer counts (docs/semantics.md §3, parameters).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, TypeVar, cast

from guiju.engine.case.duration import reckoned
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.binding import Binding
from guiju.engine.evaluate.env import procedure_start
from guiju.engine.evaluate.finding import Finding, ParamUse
from guiju.engine.semantics.core import Duration, Exists, Lit
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.layers import above
from guiju.engine.semantics.program import Citation, Norm, ParamValue, Program, Rule, Version
from guiju.engine.semantics.vocabulary import LAYERS, Name
from guiju.engine.semantics.walk import parameters
from msgspec import Struct
from msgspec.structs import replace

_RANKS = {layer.zh: rank for rank, layer in enumerate(LAYERS)}
_COMBINATIONS = 16
_PARTS = 4096
_LEAVES = (Text, Span, Name, Citation)
_T = TypeVar("_T")
_Chosen = tuple[str, int, tuple[tuple[date | None, int], ...]]


class Term(Struct, frozen=True):
    """The value that counts from `start` on (None: from the first day) until the next term begins."""

    start: date | None
    value: ParamValue


class Counting(Struct, frozen=True):
    """What a parameter is for one case. In a requirement the value goes by the same day as the version of the rule
    (`terms`); anywhere else it is that of the day on which the procedure started."""

    at_start: ParamValue
    terms: tuple[Term, ...]

    def on(self, day: date | None) -> ParamValue:
        """The value that counts on a day; None: on the first day."""
        begun = [t for t in self.terms if t.start is None or (day is not None and t.start <= day)]
        return begun[-1].value


Values = Mapping[str, Counting]


def values_that_count(program: Program, bound: Sequence[Binding], case: Case, on: date) -> Values:
    """{parameter: the value in force of the lowest layer that binds; of one layer that of the pack that builds on most
    others, then that of the pack whose name comes first; else the value of the pack that declares it}."""
    if not program.params:
        return {}
    over = {p.id: p.over for p in program.packs.values() if p.over is not None}
    rank = {
        b.pack.id: (-_RANKS.get(b.pack.layer, -1), -len(above(b.pack.id, over)), b.pack.id) for b in bound
    }
    start = procedure_start(case, (r for r in case.records if r.start <= on)) or on
    found: dict[str, Counting] = {}
    for name, param in program.params.items():
        ranked = sorted((v for v in param.values if v.pack in rank), key=lambda v: rank[v.pack])
        counting = Counting(param.values[0], tuple(_terms(ranked, param.values[0], program.norms)))
        found[name] = replace(counting, at_start=counting.on(start))
    return found


def _terms(ranked: Sequence[ParamValue], declared: ParamValue, norms: Mapping[str, Norm]) -> Iterator[Term]:
    """On each day the first of the values that is in force then."""
    spans = [(value, in_force(value.basis, norms)) for value in ranked]
    days = sorted({day for _, span in spans for day in (span.start, span.until) if day is not None})
    last = None
    for start in (None, *days):
        value = next((v for v, span in spans if span.covers(start or date.min)), declared)
        if value is not last:
            yield Term(start, value)
        last = value


def with_values(program: Program, values: Values) -> Program:
    """The program with these values in the place of those it was compiled with; itself where none differs. A version of
    a rule in whose time a value changes becomes several.

    One combination of values gives one program: the cases of a run share it.
    """
    chosen = []
    for name, counting in values.items():
        given = program.params[name].values
        terms = tuple((term.start, given.index(term.value)) for term in counting.terms)
        at_start = given.index(counting.at_start)
        if at_start or any(number for _, number in terms):
            chosen.append((name, at_start, terms))
    return _changed(_Same(program), tuple(chosen)) if chosen else program


class _Same(Generic[_T]):
    """A program, or a part of one, told from others by identity: it holds mappings, or takes long to compare."""

    def __init__(self, it: _T) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


@lru_cache(maxsize=_COMBINATIONS)
def _changed(same: _Same[Program], chosen: tuple[_Chosen, ...]) -> Program:
    """The program with the values that stand at these places among those given for each parameter."""
    program = same.it
    values: dict[str, Counting] = {}
    for name, number, terms in chosen:
        given = program.params[name].values
        values[name] = Counting(given[number], tuple(Term(start, given[n]) for start, n in terms))
    changed = {name: counting.at_start for name, counting in values.items()}
    return replace(
        program,
        rules=tuple(_rule(rule, values, changed) for rule in program.rules),
        exceptions=substituted(program.exceptions, changed),
        counts=substituted(program.counts, changed),
        scopes=substituted(program.scopes, changed),
    )


def _rule(rule: Rule, values: Values, at_start: Mapping[str, ParamValue]) -> Rule:
    if not values.keys() & set(parameters(rule)):
        return rule
    versions = tuple(part for version in rule.versions for part in _in_time(version, values))
    return replace(substituted(replace(rule, versions=()), at_start), versions=versions)


def _in_time(version: Version, values: Values) -> Iterator[Version]:
    """The version, parted on the days on which a value that it uses changes."""
    used = {name: values[name] for name in parameters(version.readings) if name in values}
    days = sorted({t.start for c in used.values() for t in c.terms if t.start and _inside(t.start, version)})
    for start, until in pairwise((version.start, *days, version.until)):
        then = {name: counting.on(start) for name, counting in used.items()}
        yield Version(start, until, substituted(version.readings, then))


def _inside(day: date, version: Version) -> bool:
    return (version.start is None or version.start < day) and (version.until is None or day < version.until)


def substituted(node: _T, values: Mapping[str, ParamValue]) -> _T:
    """Any part of a program with the values put in; a part that uses no such parameter is the same object."""
    return cast(_T, _substituted(node, values))  # of the same type: only values inside it change


def _substituted(node: object, values: Mapping[str, ParamValue]) -> object:
    if isinstance(node, tuple):
        parts = tuple(_substituted(part, values) for part in node)
        return parts if any(a is not b for a, b in zip(parts, node, strict=True)) else node
    if not isinstance(node, Struct) or isinstance(node, _LEAVES):
        return node
    if isinstance(node, Duration | Lit) and node.param is not None and node.param in values:
        value = values[node.param].value
        if isinstance(node, Lit):
            return replace(node, value=value)
        return replace(value, param=node.param) if isinstance(value, Duration) else node
    changes: dict[str, Any] = {}
    for name in node.__struct_fields__:
        before = getattr(node, name)
        after = _substituted(before, values)
        if after is not before:
            changes[name] = after
    changed = replace(node, **changes) if changes else node
    if isinstance(changed, Exists) and changed.counted is not None and changed.counted in values:
        number = values[changed.counted].value
        return changed.counting(number) if isinstance(number, Decimal) else changed
    if isinstance(changed, Duration) and changes and changed.of is None:
        return reckoned(changed.shares, up=changed.up) or changed
    return changed


@lru_cache(maxsize=_PARTS)
def _used(same: _Same[object]) -> tuple[str, ...]:
    """The parameters that a part of a program uses: looked for once, however many cases a run judges by it."""
    return tuple(parameters(same.it))


class ParamUses:
    """What the findings of one verdict say of the parameters they rest on."""

    def __init__(self, program: Program, values: Values) -> None:
        self._program = program
        self._values = values
        self._of_version: dict[tuple[str, date | None], tuple[ParamUse, ...]] = {}

    def noted(self, finding: Finding) -> Finding:
        """The finding with the parameters of the version judged, and of the exceptions that were applied."""
        uses = list(self._uses(finding.rule, finding.proof.version_start))
        for result in finding.proof.exceptions:
            if result.applied:
                exception = result.exception
                uses += self._at_start((exception.when, exception.proof, exception.instead))
        if not uses:
            return finding
        return replace(finding, proof=replace(finding.proof, parameters=tuple(dict.fromkeys(uses))))

    def _uses(self, rule: Rule, start: date | None) -> tuple[ParamUse, ...]:
        key = (rule.id, start)
        if key not in self._of_version:
            judged = [n for v in rule.versions if v.start == start for n in _used(_Same(v.readings))]
            found = [*self._at_start((rule.when, rule.every))]
            found += [self._use(n, self._values[n].on(start)) for n in judged if n in self._values]
            self._of_version[key] = tuple(dict.fromkeys(found))
        return self._of_version[key]

    def _at_start(self, parts: Sequence[object]) -> Iterator[ParamUse]:
        names = (name for part in parts for name in _used(_Same(part)))
        return (self._use(n, self._values[n].at_start) for n in names if n in self._values)

    def _use(self, name: str, value: ParamValue) -> ParamUse:
        pack = self._program.packs.get(value.pack)
        title = pack.title if pack is not None else plain(value.pack)
        declared = self._program.params[name]
        return ParamUse(declared.name.words, value.value, title, value.basis, declared.kind)

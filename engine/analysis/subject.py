"""What the checks are given: the program, what of it is to be checked, and the means they share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from guiju.engine.analysis.asked import Place, Role
from guiju.engine.analysis.domains import TooMany, World
from guiju.engine.analysis.duties import Aims, Duty, at_one_time, duties
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.packs import bind_together
from guiju.engine.analysis.props import Prop
from guiju.engine.analysis.too_large import said_too_large, too_large
from guiju.engine.analysis.worlds import Worlds
from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic, Label, Severity, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Cond
from guiju.engine.semantics.names import Reference
from guiju.engine.semantics.program import Example, Program, Rule

_T = TypeVar("_T")
Staged = Callable[[Program, Example], tuple[Case, date]]
"""An example as a case, and the day it is looked at."""


class Subject:
    """A compiled library of which the declarations in the files `own` are checked.

    `references` are the words of the packs that stand for something declared (None: not at hand).
    """

    def __init__(
        self,
        program: Program,
        own: Collection[str],
        calendar: Calendar,
        stage: Staged,
        references: Sequence[Reference] | None = None,
    ) -> None:
        self.program = program
        self.own = frozenset(own)
        self.calendar = calendar
        self.stage = stage
        self.references = references
        self.aims = Aims(program)
        self.worlds = Worlds(program.vocabulary, _read_as(program))
        self.lengths = Lengths(calendar)
        self.too_large = too_large(program)
        self.capped: dict[Span | None, Text] = {
            r.span: said_too_large(self.too_large[r.id]) for r in program.rules if r.id in self.too_large
        }

    def is_own(self, span: Span | None) -> bool:
        return span is not None and span.file in self.own

    @cached_property
    def duties(self) -> list[Duty]:
        return duties(self.program, self.aims)

    def own_rules(self) -> Iterator[Rule]:
        return (r for r in self.program.rules if self.is_own(r.span))

    def pairs(
        self, rules: Iterable[Rule], keys: Callable[[Rule], Iterable[Hashable]]
    ) -> Iterator[tuple[Rule, Rule]]:
        """Every two rules with a key in common that can bind one case and of which one is own."""
        return self._beside(rules, keys, lambda rule: rule)

    def pairs_of_duties(self, keys: Callable[[Duty], Iterable[Hashable]]) -> Iterator[tuple[Duty, Duty]]:
        """The same of demands that have one of several keys in common and are in force at one time."""
        for a, b in self._beside(self.duties, keys, lambda duty: duty.rule):
            if at_one_time(a.version, b.version):
                yield a, b

    def _beside(
        self, items: Iterable[_T], keys: Callable[[_T], Iterable[Hashable]], rule_of: Callable[[_T], Rule]
    ) -> Iterator[tuple[_T, _T]]:
        """Two and two in the order of the program. Looking only where a key is shared keeps large libraries quick."""
        shelves: dict[Hashable, list[tuple[int, _T]]] = {}
        for place, item in enumerate(items):
            for key in keys(item):
                shelves.setdefault(key, []).append((place, item))
        found: dict[tuple[int, int], tuple[_T, _T]] = {}
        for shelf in shelves.values():
            for (m, a), (n, b) in combinations(shelf, 2):
                one, other = rule_of(a), rule_of(b)
                if (self.is_own(one.span) or self.is_own(other.span)) and m != n:
                    found.setdefault((m, n), (a, b))
        for _, (a, b) in sorted(found.items(), key=lambda entry: entry[0]):
            if bind_together(self.program, rule_of(a).pack, rule_of(b).pack):
                yield a, b

    # --- conditions --------------------------------------------------------------------------------------

    def prop(self, cond: Cond, this: str | None, that: str | None = None) -> Prop:
        """The condition about one record of each step: `this`, and of `that` another."""
        return self.worlds.prop(cond, Place(Role(f"{this}", this), _other(this, that)))

    def prop_of_other(self, cond: Cond, this: str | None, that: str) -> Prop:
        """A condition about the record of `that`, which stands beside one of `this`."""
        return self.worlds.prop(cond, Place(_other(this, that)))

    def together(self, span: Span | None, *props: Prop) -> World | None:
        """A world in which all hold; None if there is none or none was found in time, which is noted at `span`."""
        try:
            return self.worlds.together(*props)
        except TooMany:
            self._capped(span)
            return None

    def impossible(self, span: Span | None, *props: Prop) -> bool:
        """Whether they surely cannot hold together."""
        try:
            return self.worlds.together(*props) is None
        except TooMany:
            self._capped(span)
            return False

    def never(self, span: Span | None, prop: Prop, *given: Prop) -> bool:
        """Whether it is surely false, not merely unknown, wherever `given` hold."""
        try:
            return self.worlds.never(prop, given)
        except TooMany:
            self._capped(span)
            return False

    def always(self, span: Span | None, prop: Prop, *given: Prop, world: World | None = None) -> bool:
        """Whether it surely holds wherever `given` do, with the answers of `world`."""
        try:
            return self.worlds.always(prop, given, world)
        except TooMany:
            self._capped(span)
            return False

    def _capped(self, span: Span | None) -> None:
        message = Text(
            "这里的条件组合太多,没有全部查完;没有报告不等于没有问题",
            "the conditions here have too many combinations to look at all; no report does not mean no problem",
        )
        self.capped.setdefault(span, message)


def _read_as(program: Program) -> dict[str, list[str]]:
    """For each value of a rule those that an organ bound by reference may use for it."""
    found: dict[str, list[str]] = {}
    for reference in (r for pack in program.packs.values() for r in pack.by_reference):
        for theirs, ours in reference.read_as:
            found.setdefault(ours, []).append(theirs)
    return found


def _other(this: str | None, that: str | None) -> Role:
    return Role(f"{that}'" if that == this else f"{that}", that)


def finding(
    code: str,
    severity: Severity,
    message: Text,
    span: Span | None,
    labels: Iterable[tuple[Span | None, Text]] = (),
    hint: Text | None = None,
) -> Diagnostic:
    """A diagnostic; labels without a place are left out."""
    kept = tuple(Label(place, text) for place, text in labels if place is not None)
    return Diagnostic(code, message, span, hint, severity, kept)

"""Mutants: the rules with one small thing changed, to see whether any example notices.

A walk over the rules, exceptions, counts-as and scope rules of a program offers every node to the operators of its
type. What is the same by construction (another unit of no time at all, the end of a step that ends on the day it
starts) is not offered. Modality, texts and citations change no state and are left alone; so is what a norm says of
itself (the day it came into force).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, cast

from guiju.engine.case.duration import Share
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.semantics import core
from guiju.engine.semantics.program import (
    CountsRule,
    ExceptionRule,
    Param,
    Program,
    Rule,
    ScopeRule,
    Version,
    Wording,
)
from guiju.engine.trial import on_conditions as conditions
from guiju.engine.trial import on_declarations as declarations
from guiju.engine.trial import on_requirements as requirements
from guiju.engine.trial import on_windows as windows
from guiju.engine.trial.on_wordings import on_wording, with_wording
from guiju.engine.trial.site import Change, Site, activating_step, turned
from guiju.engine.trial.walk import Path, places, with_node
from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["rule", "exception", "counts", "scope", "param", "wording"]
Element = Rule | ExceptionRule | CountsRule | ScopeRule | Param | Wording
Operator = Callable[[Site], Iterator[Change]]

_OPERATORS: Mapping[type, Operator] = {
    Rule: declarations.on_rule,
    Version: declarations.on_version,
    ExceptionRule: declarations.on_exception,
    CountsRule: declarations.on_counts,
    ScopeRule: declarations.on_scope,
    core.Exists: requirements.on_exists,
    core.Forbid: requirements.on_forbid,
    core.Lasts: windows.on_lasts,
    core.AllOf: requirements.on_several,
    core.AnyOf: requirements.on_several,
    core.OrElse: requirements.on_or_else,
    core.ForEach: requirements.on_for_each,
    core.Window: windows.on_window,
    core.Duration: windows.on_duration,
    Share: windows.on_share,
    core.LatestPoint: windows.on_latest,
    core.FixedPoint: windows.on_fixed_point,
    core.YearDayPoint: windows.on_year_day,
    core.Compare: conditions.on_compare,
    core.Member: conditions.on_member,
    core.Contains: conditions.on_contains,
    core.Quant: conditions.on_quant,
    core.Lasting: windows.on_lasts,
    core.Not: conditions.on_not,
    core.And: conditions.on_junction,
    core.Or: conditions.on_junction,
    core.Lit: conditions.on_literal,
    core.Pick: conditions.on_pick,
    core.Calc: conditions.on_calc,
    core.Tally: conditions.on_tally,
}


class Mutant(Struct, frozen=True):
    """An element with one thing changed (`element` None: taken away).

    `id` is the element, the path of the node in it and the operator, the same in every run. `rival` is the version
    and the reading that the change lies in, where that reading is not the default one.
    """

    id: str
    kind: Kind
    owner: str
    operator: str
    text: Text
    element: Element | None
    rival: tuple[int, int] | None = None


def mutants(program: Program) -> Iterator[Mutant]:
    """Every mutant of a program, in the order of its declarations. Each element is changed in one place at a time;
    a change that leads to the same element as an earlier one is left out."""
    of_kind: tuple[tuple[Kind, Iterable[Rule | ExceptionRule | CountsRule | ScopeRule]], ...] = (
        ("rule", (r for r in program.rules if r.modality != "may")),
        ("exception", program.exceptions),
        ("counts", program.counts),
        ("scope", program.scopes),
    )
    for kind, elements in of_kind:
        for element in elements:
            yield from _of_element(kind, element, program)
    for param in program.params.values():
        yield from _of_param(param)
    for wording in program.wordings.values():
        name = wording.name.zh
        for change in on_wording(wording):
            changed = cast(Wording, change.node)
            mutant_id = f"{name}/patterns/{change.operator}"
            yield Mutant(mutant_id, "wording", name, change.operator, change.text, changed)


def _of_element(
    kind: Kind, element: Rule | ExceptionRule | CountsRule | ScopeRule, program: Program
) -> Iterator[Mutant]:
    seen: set[Element | None] = {element}
    step = activating_step(element, program)
    for place in places(element):
        for change in _changes(Site(place, program, step)):
            changed = None if change.node is None else with_node(element, place.path, change.node)
            if changed in seen:
                continue
            seen.add(changed)
            parts = [
                element.id,
                *([path] if (path := _spelled(element, place.path)) else []),
                change.operator,
            ]
            rival = _rival(element, place.path)
            yield Mutant("/".join(parts), kind, element.id, change.operator, change.text, changed, rival)


def _changes(site: Site) -> Iterator[Change]:
    node = site.place.node
    if isinstance(node, conditions.CONDITIONS):
        yield from conditions.on_any_condition(site)
    operator = _OPERATORS.get(type(node))
    if operator is not None:
        yield from operator(site)


def _spelled(element: Struct, path: Path) -> str:
    """The path as a reader of the rule sees it: a single version and a single reading are not named."""
    parts = list(path)
    if isinstance(element, Rule) and parts[:1] == ["versions"]:
        version = element.versions[int(parts[1])]
        reading = parts[2:4] if len(version.readings) > 1 else []
        first = parts[:2] if len(element.versions) > 1 else []
        parts = [*first, *reading, *parts[4:]] if parts[2:3] == ["readings"] else [*first, *parts[2:]]
    return ".".join(str(p) for p in parts)


def _rival(element: Struct, path: Path) -> tuple[int, int] | None:
    if not isinstance(element, Rule) or path[2:3] != ("readings",):
        return None
    version, reading = int(path[1]), int(path[3])
    return None if element.versions[version].readings[reading].default else (version, reading)


def _of_param(param: Param) -> Iterator[Mutant]:
    """The values that lower packs put in place of the first one, which the rules carry themselves."""
    for i, entry in enumerate(param.values[1:], start=1):
        value = entry.value
        others: list[tuple[str, core.Duration | Decimal]] = []
        if isinstance(value, core.Duration):
            others = [("plus_one", core.Duration(value.n + 1, value.unit))]
            others += [("minus_one", core.Duration(value.n - 1, value.unit))] if value.n else []
        else:
            others = [("plus_one", value + 1), ("minus_one", value - 1)]
        for name, other in others:
            entries = (*param.values[:i], replace(entry, value=other), *param.values[i + 1 :])
            changed = replace(param, values=entries)
            words = turned(_amount(value), _amount(other))
            yield Mutant(f"{param.name.zh}/values.{i}/{name}", "param", param.name.zh, name, words, changed)


def _amount(value: core.Duration | Decimal) -> Text:
    return quantity(value.n, value.unit) if isinstance(value, core.Duration) else plain(f"{value:f}")


def in_place(program: Program, mutant: Mutant) -> Program:
    """The program with the mutant in the place of the element it was made from."""

    def swapped(elements: Iterable[Struct]) -> tuple[Struct, ...]:
        kept = (mutant.element if getattr(e, "id", None) == mutant.owner else e for e in elements)
        return tuple(e for e in kept if e is not None)

    match mutant.kind:
        case "rule":
            return replace(program, rules=swapped(program.rules))
        case "exception":
            return replace(program, exceptions=swapped(program.exceptions))
        case "counts":
            return replace(program, counts=swapped(program.counts))
        case "scope":
            return replace(program, scopes=swapped(program.scopes))
        case "param":
            return replace(program, params={**program.params, mutant.owner: mutant.element})
        case "wording":
            assert isinstance(mutant.element, Wording)
            return with_wording(program, mutant.element)

"""Which of the rules that bind a case do so only for a time: those of packs that bind by reference, and scope rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from guiju.engine.case.model import Case
from guiju.engine.evaluate.binding import Binding
from guiju.engine.evaluate.env import procedure_start
from guiju.engine.semantics.in_force import Span, in_force
from guiju.engine.semantics.program import ByReference, Program, Rule, Version
from msgspec.structs import replace

_NEVER = Span(date.min, date.min)


def in_time(program: Program, bound: Sequence[Binding], case: Case, on: date) -> Program:
    """The program with rules only for the time in which the article by which their pack is referred to is in force, and
    with the scope rules in force on a day from the start of the procedure to the day of looking."""
    referred = {b.pack.id: _binds(program, b.reference) for b in bound if b.reference is not None}
    rules = program.rules
    if referred:
        rules = tuple(_within(rule, referred.get(rule.pack, Span())) for rule in rules)
    start = procedure_start(case, (r for r in case.records if r.start <= on)) or on
    lasted = Span(start, on + timedelta(days=1))
    scopes = tuple(s for s in program.scopes if in_force(s.basis, program.norms).meets(lasted))
    if all(a is b for a, b in zip(rules, program.rules, strict=True)) and len(scopes) == len(program.scopes):
        return program
    return replace(program, rules=rules, scopes=scopes)


def _binds(program: Program, reference: ByReference) -> Span:
    """The time of the clause; where the law of one day was asked for, all time or none."""
    span = in_force(reference.basis, program.norms)
    return span if program.law is None or span.covers(program.law) else _NEVER


def _within(rule: Rule, span: Span) -> Rule:
    """The rule with its versions cut to the span."""
    if all(_cut(version, span) == (version.start, version.until) for version in rule.versions):
        return rule
    versions = ((_cut(version, span), version.readings) for version in rule.versions)
    kept = tuple(Version(*days, readings) for days, readings in versions if not Span(*days).empty)
    return replace(rule, versions=kept)


def _cut(version: Version, span: Span) -> tuple[date | None, date | None]:
    kept = Span(version.start, version.until).within(span)
    return kept.start, kept.until

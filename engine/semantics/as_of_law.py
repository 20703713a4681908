"""The program as it stood on one day: every question put to it is answered by the law of that day alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.semantics.in_force import Span, in_force
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Norm,
    Param,
    Program,
    Rule,
    ScopeRule,
    Version,
)
from msgspec.structs import replace


def as_of_law(program: Program, day: date) -> Program:
    """The same program with only what is in force on `day`, and that at all times; `law` is the day.

    Of each rule the version of that day is left, open at both ends, so that it applies whatever day the rule goes by; a
    rule that was not in force has none. Exceptions, counts-as rules, scope rules and values of parameters are left out
    where they were not in force. A parameter keeps the value that declares it, for rules in which nothing else stands in
    its place. Clauses by which a pack binds by reference stay, so that it can be said that they were not in force.
    """
    norms = {key: _open(norm, day) for key, norm in program.norms.items()}
    law = _Law(day, program.norms)
    return replace(
        program,
        norms=norms,
        rules=tuple(law.rule(rule) for rule in program.rules),
        exceptions=tuple(e for e in program.exceptions if law.has(e)),
        counts=tuple(c for c in program.counts if law.has(c)),
        scopes=tuple(s for s in program.scopes if law.has(s)),
        params={key: law.param(param) for key, param in program.params.items()},
        law=day,
    )


def _open(norm: Norm, day: date) -> Norm:
    """A norm in force on the day is so at all times; another keeps its days, which say why it is not."""
    if not Span(norm.in_force, norm.until).covers(day):
        return norm
    return replace(norm, in_force=None, until=None)


class _Law:
    """What is in force on one day."""

    def __init__(self, day: date, norms: Mapping[str, Norm]) -> None:
        self._day = day
        self._norms = norms

    def has(self, part: ExceptionRule | CountsRule | ScopeRule) -> bool:
        return self._rests_on(part.basis)

    def rule(self, rule: Rule) -> Rule:
        found = next((v for v in rule.versions if Span(v.start, v.until).covers(self._day)), None)
        versions = () if found is None else (Version(None, None, found.readings),)
        return rule if versions == rule.versions else replace(rule, versions=versions)

    def param(self, param: Param) -> Param:
        declared, *others = param.values
        return replace(param, values=(declared, *(v for v in others if self._rests_on(v.basis))))

    def _rests_on(self, basis: tuple[Citation, ...]) -> bool:
        return in_force(basis, self._norms).covers(self._day)

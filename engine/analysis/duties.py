"""What a rule demands in the end: its requirement taken apart into single demands, each with when it binds.

Of a version the default reading is taken. A demand binds in all cases of the rule's condition in which no exception
takes its place. What is demanded for each element of a list is left aside; "any of" is taken apart only where one part
is left once the mere conditions among its parts fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from guiju.engine.semantics.core import (
    AllOf,
    And,
    AnyOf,
    Cond,
    Const,
    Exists,
    Forbid,
    ForEach,
    Lasts,
    Not,
    Or,
    OrElse,
    Req,
    Test,
)
from guiju.engine.semantics.program import ExceptionRule, Program, Reading, Rule, Version
from msgspec import Struct

Single = Exists | Forbid | Test | Lasts


class Duty(Struct, frozen=True):
    """A single demand of a rule, binding where `guard` holds for the record (or the case) it is about."""

    rule: Rule
    version: Version
    guard: Cond
    req: Single


class Aims:
    """The exceptions of a program by what they aim at: a rule or another exception."""

    def __init__(self, program: Program) -> None:
        self._by_target: dict[str, list[ExceptionRule]] = {}
        for exception in program.exceptions:
            for target in dict.fromkeys(exception.targets):
                self._by_target.setdefault(target, []).append(exception)

    def at(self, target: str) -> Sequence[ExceptionRule]:
        return self._by_target.get(target, ())

    def below(self, target: str) -> list[ExceptionRule]:
        """Those at the target, and at these in turn, each once."""
        found: dict[str, ExceptionRule] = {}
        waiting = [target]
        while waiting:
            for exception in self.at(waiting.pop()):
                if exception.id not in found:
                    found[exception.id] = exception
                    waiting.append(exception.id)
        return list(found.values())


def duties(program: Program, aims: Aims) -> list[Duty]:
    """The demands of all rules that demand something, in their order, version by version."""
    return [
        Duty(rule, version, guard, req)
        for rule in program.rules
        if rule.modality != "may"
        for version in rule.versions
        for guard, req in _singles(default_reading(version).req, standing(aims, rule))
    ]


def default_reading(version: Version) -> Reading:
    return next((r for r in version.readings if r.default), version.readings[0])


def standing(aims: Aims, rule: Rule) -> Cond:
    """When the rule's own requirement is what counts: its condition, and no exception in its place."""
    excepted = [live(aims, e) for e in aims.at(rule.id)]
    return both(rule.when, *(Not(e) for e in excepted))


def live(aims: Aims, exception: ExceptionRule) -> Cond:
    """When an exception has an effect of its own or of those that replace it: nothing lifts it."""
    lifting = [live(aims, e) for e in aims.at(exception.id) if e.instead is None]
    claim = both(exception.when, *([exception.proof] if exception.proof is not None else []))
    return both(claim, *(Not(e) for e in lifting))


def both(*conds: Cond) -> Cond:
    real = tuple(c for c in conds if c != Const(True))
    return And(real) if len(real) > 1 else real[0] if real else Const(True)


def at_one_time(a: Version, b: Version) -> bool:
    """Whether there is a day on which both are in force."""
    start = max(a.start or date.min, b.start or date.min)
    return start < min(a.until or date.max, b.until or date.max)


def _singles(req: Req, guard: Cond) -> Iterator[tuple[Cond, Single]]:
    match req:
        case AllOf(parts):
            for part in parts:
                yield from _singles(part, guard)
        case AnyOf(parts):
            tests = [p.cond for p in parts if isinstance(p, Test)]
            others = [p for p in parts if not isinstance(p, Test)]
            if not others:
                yield guard, Test(Or(tuple(tests)))
            elif len(others) == 1:
                yield from _singles(others[0], both(guard, *(Not(t) for t in tests)))
        case OrElse(then, _):
            yield from _singles(then, guard)
        case ForEach():
            return
        case _:
            yield guard, req

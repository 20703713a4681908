"""Rules by any of their names: Chinese, English, the row of the table of requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.semantics.program import (
    CountsRule,
    ExceptionRule,
    NotCheckable,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.rule_names import rules_called, spellings
from msgspec import Struct

_NEAREST = 3


class Found(Struct, frozen=True):
    """What a name stands for: rules, or else what is no rule by itself (an exception, a counts-as or a scope rule),
    or a row that no case can be checked for. `near` are names like it where there is nothing."""

    rules: tuple[Rule, ...] = ()
    others: tuple[ExceptionRule | CountsRule | ScopeRule, ...] = ()
    unchecked: tuple[NotCheckable, ...] = ()
    near: tuple[str, ...] = ()


def find(program: Program, spelling: str) -> Found:
    """The rules called so, several where they share a row; in the order of the program."""
    wanted = spelling.strip()
    rules = rules_called(program.rules, wanted)
    others: list[ExceptionRule | CountsRule | ScopeRule] = []
    if not rules:
        others += [e for e in program.exceptions if wanted in spellings(e)]
        others += [c for c in program.counts if wanted in spellings(c)]
        others += [s for s in program.scopes if wanted in spellings(s)]
    unchecked = () if rules or others else tuple(n for n in program.not_checkable if n.row == wanted)
    if rules or others or unchecked:
        return Found(rules, tuple(others), unchecked)
    return Found(near=tuple(nearest(wanted, _every(program), _NEAREST)))


def _every(program: Program) -> Iterator[str]:
    every: Iterable[Rule | ExceptionRule | CountsRule | ScopeRule] = (
        *program.rules,
        *program.exceptions,
        *program.counts,
        *program.scopes,
    )
    for rule in every:
        yield from (*rule.name.spellings, *((rule.row,) if rule.row else ()))
    yield from (n.row for n in program.not_checkable)

"""How a rule may be called: by its id, its Chinese or English name, or its row in the table of requirements."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule, ScopeRule


def spellings(rule: Rule | ExceptionRule | CountsRule | ScopeRule) -> set[str]:
    """Every way to call it; an English name also with blanks."""
    names = {rule.id, *rule.name.spellings, *(s.replace("_", " ") for s in rule.name.spellings)}
    return {*names, rule.row} if rule.row else names


def rules_called(rules: Iterable[Rule], spelling: str) -> tuple[Rule, ...]:
    """The rules that are called so, in their order: several where they share a row."""
    wanted = spelling.strip()
    return tuple(r for r in rules if wanted in spellings(r))

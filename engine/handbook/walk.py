"""The steps and facts that a rule or what surrounds it speaks of."""

from __future__ import annotations

from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule, ScopeRule
from guiju.engine.semantics.walk import facts, nodes

Item = Rule | ExceptionRule | CountsRule | ScopeRule


def steps_of(item: Item) -> dict[str, None]:
    """The steps that a rule is about, asks for, or takes account of."""
    found: dict[str, None] = {}
    for part in nodes(item):
        match part:
            case Rule(step=str(step)):
                found[step] = None
            case CountsRule(step=step, as_step=other):
                found |= dict.fromkeys(s for s in (step, other) if s is not None)
            case core.Exists(step=step) | core.Forbid(step=step):
                found[step] = None
            case core.Window(excluding=left_out, none_between=between):
                found |= dict.fromkeys((*left_out, *between))
            case core.Lasts(excluding=left_out) | core.Lasting(excluding=left_out):
                found |= dict.fromkeys(left_out)
            case core.StepStart(step=step):
                found[step] = None
            case core.LatestPoint(steps=steps):
                found |= dict.fromkeys(steps)
    return found


def facts_of(item: Item) -> dict[str, None]:
    """The facts whose answers a rule depends on."""
    return dict.fromkeys(facts(item))

"""Needs: what must be done before the next step, from rules whose activating record is not there yet."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule

_NEXT = 1_000_000_000


def with_needs(env: Env, findings: list[Finding], program: Program) -> list[Finding]:
    """Marks, for the first step not done that needs something, the findings whose rule would be broken by it."""
    if env.closed:
        return findings
    done = {r.step for r in env.happened}
    waiting: dict[str, list[int]] = {}
    for i, finding in enumerate(findings):
        step = finding.rule.step
        if finding.state is State.NOT_APPLICABLE and finding.activation is None and step and step not in done:
            if _missing(env, finding.rule) is not None:
                waiting.setdefault(step, []).append(i)
    first = min(
        waiting,
        key=lambda s: program.order.index(s) if s in program.order else len(program.order),
        default=None,
    )
    out = list(findings)
    for i in waiting.get(cast(str, first), []):
        out[i] = replace(out[i], need=_missing(env, out[i].rule))
    return out


def _missing(env: Env, rule: Rule) -> str | None:
    """The step that would be missing if the activating step were taken on the day of looking."""
    record = Record(rule.step or "", env.now, env.now, _NEXT)
    if not rule.versions or holds(env, Scope(this=record), rule.when).value is not True:
        return None
    reading = next(r for r in rule.versions[-1].readings if r.default)
    outcome = judge(env, record, reading.req)
    if outcome.states != {Basic.VIOLATED} or not isinstance(outcome.deciding, core.Exists):
        return None
    return outcome.deciding.step if outcome.deciding.window.direction == "before" else None

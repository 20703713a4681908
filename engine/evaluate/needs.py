"""Needs: what must be done before the next step, from rules whose activating record is not there yet."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule
from msgspec.structs import replace

_NEXT = 1_000_000_000


def with_needs(env: Env, findings: list[Finding], program: Program) -> list[Finding]:
    """Marks, for the first step not done that needs something, the findings whose rule would be broken by it."""
    if env.closed:
        return findings
    done = {r.step for r in env.happened}
    place = {step: i for i, step in enumerate(program.order)}
    reached = max((place.get(step, -1) for step in done), default=-1)
    waiting: dict[str, list[tuple[int, str]]] = {}
    for i, finding in enumerate(findings):
        step = finding.rule.step
        idle = finding.state is State.NOT_APPLICABLE and finding.activation is None
        if not idle or step is None or step in done or place.get(step, -1) < reached:
            continue
        missing = _missing(env, finding.rule)
        if missing is not None:
            waiting.setdefault(step, []).append((i, missing))
    first = min(waiting, key=lambda s: place.get(s, len(place)), default="")
    out = list(findings)
    for i, missing in waiting.get(first, []):
        out[i] = replace(out[i], need=missing)
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

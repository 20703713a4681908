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
    """Marks, for the step ahead that most rules guard (the meeting, as a rule), the findings whose rule would be
    broken if it were taken now."""
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
        missing = _missing(env, finding.rule) if _to_come(env, step, program) else None
        if missing is not None:
            waiting.setdefault(step, []).append((i, missing))
    first = min(waiting, key=lambda s: (-len(waiting[s]), place.get(s, len(place))), default="")
    out = list(findings)
    for i, missing in waiting.get(first, []):
        out[i] = replace(out[i], need=missing)
    return out


def _to_come(env: Env, step: str, program: Program) -> bool:
    """Whether the step will be taken at all: not one that is owed only on conditions that do not hold here."""
    owed = [r for r in program.rules if r.modality == "must" and step in _plainly_owed(r)]
    return not owed or any(holds(env, Scope(this=_next(env, r)), r.when).value for r in owed)


def _plainly_owed(rule: Rule) -> set[str]:
    reqs = [reading.req for version in rule.versions for reading in version.readings if reading.default]
    return {r.step for r in reqs if isinstance(r, core.Exists) and r.at_least > 0}


def _missing(env: Env, rule: Rule) -> str | None:
    """The step that would be missing if the activating step were taken on the day of looking."""
    record = _next(env, rule)
    if not rule.versions or holds(env, Scope(this=record), rule.when).value is not True:
        return None
    reading = next(r for r in rule.versions[-1].readings if r.default)
    outcome = judge(env, record, reading.req)
    if outcome.states != {Basic.VIOLATED} or not isinstance(outcome.deciding, core.Exists):
        return None
    return outcome.deciding.step if outcome.deciding.window.direction == "before" else None


def _next(env: Env, rule: Rule) -> Record:
    """The activating step as if it were taken on the day of looking."""
    return Record(rule.step or "", env.now, env.now, _NEXT)

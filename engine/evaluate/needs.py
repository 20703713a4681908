"""Needs: what must be done before the next step, from rules whose activating record is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guiju.engine.case.model import Record
from guiju.engine.evaluate.activations import Activation, version_for
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.kleene import TRUE
from guiju.engine.evaluate.law_day import law_day
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
    owing = [r for r in program.rules if r.modality == "must"]
    owed, by_step = {s for r in owing for s in _owed(r)}, _by_step(owing)
    done = {r.step for r in env.happened}
    place = {step: i for i, step in enumerate(program.order)}
    reached = max((place.get(step, -1) for step in done), default=-1)
    waiting: dict[str, list[tuple[int, str]]] = {}
    for i, finding in enumerate(findings):
        step = finding.rule.step
        idle = finding.state is State.NOT_APPLICABLE and finding.activation is None and not finding.outside
        if not idle or step not in owed or step in done or place.get(step, -1) < reached:
            continue
        missing = _missing(env, finding.rule, done) if _to_come(env, by_step.get(step, ())) else None
        if missing is not None:
            waiting.setdefault(step, []).append((i, missing))
    first = min(
        waiting, key=lambda s: (-len({m for _, m in waiting[s]}), place.get(s, len(place))), default=""
    )
    out = list(findings)
    for i, missing in waiting.get(first, []):
        out[i] = replace(out[i], need=missing)
    return out


def _to_come(env: Env, owing: Sequence[Rule]) -> bool:
    """Whether a step will be taken at all, by the rules that owe it: not one that is owed only on conditions that do not
    hold here."""
    return not owing or any(holds(env, Scope(this=_next(env, r)), r.when).value for r in owing)


def _by_step(rules: Iterable[Rule]) -> Mapping[str, Sequence[Rule]]:
    """The rules that ask for a step outright, by step."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        reqs = [reading.req for version in rule.versions for reading in version.readings if reading.default]
        for step in {r.step for r in reqs if isinstance(r, core.Exists) and r.at_least > 0}:
            found.setdefault(step, []).append(rule)
    return found


def _owed(rule: Rule) -> set[str]:
    """Every step the rule asks for, be it as one of several ways."""
    found: set[str] = set()
    waiting = [reading.req for version in rule.versions for reading in version.readings if reading.default]
    while waiting:
        req = waiting.pop()
        if isinstance(req, core.AllOf | core.AnyOf):
            waiting += req.parts
        elif isinstance(req, core.OrElse):
            waiting.append(req.then)
        elif isinstance(req, core.Exists) and req.at_least > 0:
            found.add(req.step)
    return found


def _missing(env: Env, rule: Rule, done: set[str]) -> str | None:
    """The step that would be missing if the activating step were taken on the day of looking.

    A rule that only speaks where a later step was left out (no meeting, say) asks for nothing ahead of it; where
    only time is wanting, no step is missing; and what recurs after a step is not owed before it. A step that was done
    but did not come out as it must (a review that found the draft unlawful) is missing where the rule says that it is to
    be done again.
    """
    if rule.every is not None or (rule.redo is not None and len(_owed(rule)) > 1):
        return None
    record = _next(env, rule)
    version = version_for(rule, law_day(env, rule, Activation(record, TRUE)))
    if version is None or holds(env, Scope(this=record), rule.when).value is not True:
        return None
    reading = next(r for r in version.readings if r.default)
    outcome = judge(env, record, reading.req)
    if outcome.states != {Basic.VIOLATED}:
        return None
    if rule.redo in done and rule.redo != rule.step:
        return rule.redo
    if not isinstance(outcome.deciding, core.Exists):
        return None
    step = outcome.deciding.step
    return step if outcome.deciding.window.direction == "before" and step not in done else None


def _next(env: Env, rule: Rule) -> Record:
    """The activating step as if it were taken on the day of looking."""
    return Record(rule.step or "", env.now, env.now, _NEXT)

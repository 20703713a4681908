"""What is broken because a step comes late, or has not come at all: today still in time, or overdue already."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.semantics import core
from msgspec import Struct

_LOST = (State.VIOLATED, State.DOOMED)


class Lateness(Struct, frozen=True):
    """Findings that are broken with the step and without it: those that wait for it, or for what comes only after it,
    and are not broken today (`today_in_time`), those that wait for it and are (`overdue`), and the `others`."""

    today_in_time: tuple[Finding, ...]
    overdue: tuple[Finding, ...]
    others: tuple[Finding, ...]


def late(apart: Iterable[Finding], step: str, today: Verdict) -> Lateness:
    """Sorts what is broken on the day of the step, whether or not it is taken; `today` is the verdict without it. What is
    in time today is told as it stands today, with its last day."""
    known = {key_of(f): f for f in today.findings}
    held_up = {step, *today.program.downstream.get(step, ())}
    in_time: list[Finding] = []
    overdue: list[Finding] = []
    others: list[Finding] = []
    for finding in apart:
        if not _waits_for(finding.deciding, held_up):
            others.append(finding)
        elif key_of(finding) in known and known[key_of(finding)].state in _LOST:
            overdue.append(finding)
        else:
            in_time.append(known.get(key_of(finding), finding))
    return Lateness(tuple(in_time), tuple(overdue), tuple(others))


def _waits_for(req: core.Req | None, steps: set[str]) -> bool:
    return isinstance(req, core.Exists) and req.step in steps

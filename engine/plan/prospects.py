"""A verdict that also looks ahead: pending findings with little time left, and those that can no longer be kept."""

from __future__ import annotations

from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.slack import Outlook, outlook
from msgspec.structs import replace

LITTLE = 7
"""Days of slack below which a finding is at risk: a week."""


def with_prospects(verdict: Verdict, calendar: Calendar | None = None, threshold: int = LITTLE) -> Verdict:
    """The verdict in which pending turns into at risk where the slack is less than `threshold` days, and into doomed,
    like holding, where no lawful timetable is left (docs/semantics.md §4). Findings stay worst first."""
    seen = outlook(verdict.program, verdict.case, verdict.on, calendar)
    findings = [_seen(f, seen, threshold) for f in verdict.findings]
    return replace(verdict, findings=tuple(sorted(findings, key=lambda f: f.state.rank)))


def _seen(finding: Finding, seen: Outlook, threshold: int) -> Finding:
    key = key_of(finding)
    if finding.state in (State.PENDING, State.HOLDING) and key in seen.doomed:
        return finding.in_state(State.DOOMED)
    slack = seen.slack.get(key)
    if finding.state is State.PENDING and slack is not None and slack < threshold:
        return finding.in_state(State.AT_RISK if slack >= 0 else State.DOOMED)
    return finding

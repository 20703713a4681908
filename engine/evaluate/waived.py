"""The waivers of a case laid on its verdict (docs/waivers.md).

In: a verdict, as it was judged. Out: the same findings in the same states, those of a waived rule marked with its waiver.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guiju.engine.case.waivers import Waiver
from guiju.engine.evaluate.finding import Finding, IdleWaiver, State, Verdict, WaiverSeen
from msgspec.structs import replace

COVERED = frozenset({State.VIOLATED, State.DOOMED, State.UNKNOWN})
"""What can be waived: the states that an exit code tells of."""


def with_waivers(verdict: Verdict, *, heeded: bool = True) -> Verdict:
    """The verdict with the waivers of its case as they stand on the day of looking, live or not; if they are not
    `heeded`, with nothing but their number. No state changes."""
    waivers = verdict.case.waivers
    if not waivers:
        return verdict
    if not heeded:
        return replace(verdict, waivers_ignored=len(waivers))
    seen = {w.rule: WaiverSeen(w, w.standing(verdict.on)) for w in waivers}
    findings = marked(verdict.findings, waivers, verdict.on)
    states = {w.rule: tuple(f.state for f in findings if f.rule.id == w.rule) for w in waivers}
    idle = tuple(
        IdleWaiver(seen[rule], found) for rule, found in states.items() if not COVERED.intersection(found)
    )
    return replace(verdict, findings=findings, idle_waivers=idle)


def marked(findings: Iterable[Finding], waivers: Iterable[Waiver], on: date) -> tuple[Finding, ...]:
    """The findings, those that a waiver covers with it as it stands on a day."""
    seen = {w.rule: WaiverSeen(w, w.standing(on)) for w in waivers}
    return tuple(
        replace(f, waiver=seen[f.rule.id]) if f.rule.id in seen and f.state in COVERED else f
        for f in findings
    )

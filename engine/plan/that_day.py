"""What a step lacks on its day, as the day after sees it: what had to be there by the end of that day, and is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

Judge = Callable[[Program, Case], Verdict]
"""The verdict on a case as of one day, looking ahead."""

_NOT_YET = (State.UNKNOWN, State.PENDING, State.AT_RISK)
_BROKEN = (State.VIOLATED, State.UNKNOWN)


class DayAfter:
    """The case with the step, as seen a day later; judged when first asked for, once under each program."""

    def __init__(self, judge: Judge, having: Case, record: Record) -> None:
        self._judge, self._having, self._record = judge, having, record
        self._seen: dict[int, Mapping[tuple[str, int | None], Finding]] = {}

    def ended(self, program: Program, finding: Finding) -> Finding | None:
        """The finding about the step, if it is broken once the day has ended, or that hangs on what is not stated, and
        what it still waits for is what cannot come after the step. What the step makes due itself is no such thing. No
        last day is told: nothing is late while the step has not been taken."""
        about = finding.activation
        if finding.state not in _NOT_YET or about is None or about.index != self._record.index:
            return None
        later = self._findings(program).get(key_of(finding))
        if later is None or later.state not in _BROKEN or not _looks_back(later.deciding):
            return None
        return replace(later, last_day=None, days_late=None)

    def _findings(self, program: Program) -> Mapping[tuple[str, int | None], Finding]:
        if id(program) not in self._seen:
            verdict = self._judge(program, self._having)
            self._seen[id(program)] = {key_of(f): f for f in verdict.findings}
        return self._seen[id(program)]


def _looks_back(req: core.Req | None) -> bool:
    """Whether a requirement is met, if at all, by something that does not come after what it is about."""
    match req:
        case core.Exists(window=window):
            return window.direction != "after"
        case core.AllOf(parts) | core.AnyOf(parts):
            return any(_looks_back(part) for part in parts)
        case core.OrElse(then=first):
            return _looks_back(first)
        case _:
            return False

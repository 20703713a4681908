"""Whether a document was reported for filing in time (备案), as the rules on filing say of its case, and the ledger."""

from __future__ import annotations

from datetime import date

from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.portfolio.model import Filing
from guiju.engine.portfolio.seen import Looked

_IDLE = frozenset({State.NOT_APPLICABLE, State.EXEMPT})


def filing(looked: Looked, on: date) -> Filing | None:
    """None where neither a rule nor a day is known. Of several rules the one with the earliest last day counts; days are
    late up to the day it was done, else up to `on`."""
    found = [f for f in looked.of_case.filing if f.state not in _IDLE] if looked.of_case is not None else []
    days = (*(looked.case.filed if looked.case is not None else ()), looked.entry.filed)
    done = next((day for day in days if day is not None and day <= on), None)
    if not found:
        return Filing(None, done) if done is not None else None
    chosen = min(found, key=lambda f: (f.last_day is None, f.last_day or date.max, f.state.rank))
    return Filing(chosen.last_day, done, _late(chosen, done, on), chosen)


def _late(finding: Finding, done: date | None, on: date) -> int:
    if finding.last_day is None:
        return 0
    return max(0, ((done or on) - finding.last_day).days)

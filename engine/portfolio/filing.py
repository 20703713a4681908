"""Whether a document was reported for filing in time (备案), as the rules on filing say of its case, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.portfolio.model import Filing, Reason
from guiju.engine.portfolio.seen import Looked, on_filing
from guiju.engine.semantics.program import SEVERITY_ORDER
from msgspec.structs import replace

_AT_MOST = "<="
_IDLE = frozenset({State.NOT_APPLICABLE, State.EXEMPT})


def filing(looked: Looked, on: date) -> Filing | None:
    """None where neither a rule nor a day is known. Of several rules the one with the earliest last day counts; days are
    late up to the day it was done, else up to `on`."""
    found = [f for f in looked.of_case.filing if f.state not in _IDLE] if looked.of_case is not None else []
    days = (*(looked.case.filed if looked.case is not None else ()), looked.entry.filed)
    done = next((day for day in days if day is not None and day <= on), None)
    if not found:
        return Filing(None, done) if done is not None else None
    last, _, _, chosen = min((_last(f) or date.max, f.state.rank, i, f) for i, f in enumerate(found))
    late = max(0, ((done or on) - last).days)
    return Filing(last if last != date.max else None, done, late, chosen)


def told_once(faults: Iterable[Reason]) -> Iterator[Reason]:
    """That a published document was not filed is one fault though several rules ask for it: the gravest tells it, in the
    words of the one with the earliest last day."""
    every = list(faults)
    together: dict[int, list[Reason]] = {}
    for reason in every:
        if reason.firm and (published := _not_filed(reason)) is not None:
            together.setdefault(published, []).append(reason)
    for reason in every:
        same = together.get(published, []) if (published := _not_filed(reason)) is not None else []
        if len(same) < 2 or reason not in same:
            yield reason
        elif reason is same[0]:
            gravest = min(same, key=lambda r: SEVERITY_ORDER.index(r.finding.severity) if r.finding else 0)
            strictest = min(same, key=lambda r: (r.finding.last_day if r.finding else None) or date.max)
            yield replace(gravest, message=strictest.message)


def _not_filed(reason: Reason) -> int | None:
    """The number of the publication after which it was not filed."""
    finding = reason.finding
    if finding is None or finding.activation is None or not on_filing(finding.rule):
        return None
    return finding.activation.index


def _last(finding: Finding) -> date | None:
    """The last day that the rule sets; where it was kept that of its sum, as nothing is due any more."""
    if finding.last_day is not None or finding.state is not State.SATISFIED:
        return finding.last_day
    sums = (each for each in finding.proof.arithmetic if each.relation == _AT_MOST)
    return min((each.result for each in sums if each.result is not None), default=None)

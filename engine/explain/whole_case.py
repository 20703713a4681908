"""A change seen in the whole case: what else it would break, and whether another day would break less."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.explain.budget import WHOLE_CASE, Budget
from guiju.engine.explain.change import Change
from guiju.engine.explain.edits import Edit, changed, days_of, shifted
from guiju.engine.explain.setting import Setting
from guiju.engine.explain.stance import Bundle
from msgspec.structs import replace

_OTHER_DAYS = 6
"""How many other days are tried for a change that would break something."""
_DAY = timedelta(days=1)

_Key = tuple[str, int | None, str]
LeadsTo = Callable[[Bundle], Change | None]


def in_the_whole_case(
    setting: Setting, finding: Finding, found: Sequence[Change], leads_to: LeadsTo, budget: Budget
) -> list[Change]:
    """Each change with what it would newly break, on the day (of those that do) that breaks least."""
    whole = _Whole(setting, finding, budget)
    return [whole.best(change, leads_to) for change in found]


class _Whole:
    def __init__(self, setting: Setting, finding: Finding, budget: Budget) -> None:
        self.setting, self.finding, self.budget = setting, finding, budget
        self._before: dict[date, dict[_Key, Finding]] = {}

    def best(self, change: Change, leads_to: LeadsTo) -> Change:
        """The change itself, or with its day next to another record of the file, whichever breaks least."""
        best = self.checked(change)
        for edits in self._other_days(change) if best.newly_broken else ():
            other = leads_to(edits)
            if other is not None and other.state is change.state:
                other = self.checked(other)
                if len(other.newly_broken) < len(best.newly_broken):
                    best = other
            if not best.newly_broken or self.budget.used_up:
                break
        return best

    def checked(self, change: Change) -> Change:
        """The change with the findings of other rules that it would newly break, seen on one day with and without."""
        on = change.on
        if on not in self._before:
            self._before[on] = self._violated((), on)
        after = self._violated(change.edits, on)
        fresh = (f for key, f in after.items() if key not in self._before[on])
        return replace(change, newly_broken=tuple(f for f in fresh if f.rule.id != self.finding.rule.id))

    def _violated(self, edits: Bundle, on: date) -> dict[_Key, Finding]:
        self.budget.take(WHOLE_CASE)
        case = changed(self.setting.case, edits)
        verdict = judge_case(self.setting.program, case, on, self.setting.calendar)
        return {_key(f): f for f in verdict.findings if f.state in (State.VIOLATED, State.DOOMED)}

    def _other_days(self, change: Change) -> Iterator[Bundle]:
        """The edits on days before, or after, other records of the file, the nearest first."""
        for i, (edit, side) in enumerate(zip(change.edits, change.ranges, strict=True)):
            if side is None:
                continue
            start, end = days_of(edit)
            records = self.setting.case.records
            if side == "earlier":
                by = sorted({(r.start - _DAY - end).days for r in records if r.start <= end}, reverse=True)
            else:
                by = sorted(
                    {((r.end or r.start) + _DAY - start).days for r in records if (r.end or r.start) >= start}
                )
            for days in by[:_OTHER_DAYS]:
                other: Edit | None = shifted(edit, days)
                if other is not None:
                    yield (*change.edits[:i], other, *change.edits[i + 1 :])
            return


def _key(finding: Finding) -> _Key:
    about = finding.activation
    return finding.rule.id, about.index if about else None, about.step if about else ""

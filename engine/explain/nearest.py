"""The nearest change: the smallest set of edits of a case with which a finding is fine (or, if open, decided).

A best-first search over bundles of edits, cheapest first; every candidate is judged by the evaluator, so that what is
proposed is true of the changed case. The search is bounded by the number of judgements, never by time, and so gives
the same answer everywhere.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, count

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.activations import same_record
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.explain.budget import Budget
from guiju.engine.explain.change import Change, Range
from guiju.engine.explain.edits import (
    AddRecord,
    Edit,
    MoveRecord,
    changed,
    cost,
    days_of,
    shifted,
    still_possible,
)
from guiju.engine.explain.propose import MOST_EDITS, proposals
from guiju.engine.explain.setting import FINE, Setting
from guiju.engine.explain.stance import Bundle, Stance
from guiju.engine.explain.whole_case import in_the_whole_case
from guiju.engine.semantics.program import Reading
from msgspec import Struct

JUDGEMENTS = 600
"""How many changed cases one search judges."""
_KEPT = 6
_SHOWN = 3
_SLACK = 2.5
"""How much more than the cheapest change another one may cost and still be worth telling."""


class Nearest(Struct, frozen=True):
    """The changes found, the best first; `capped` where the search ended before it had seen all of them, without
    having `judged` any where the run had none left."""

    changes: tuple[Change, ...]
    capped: bool
    judged: int


_SOUGHT = (State.VIOLATED, State.UNKNOWN, State.PENDING)


def nearest_of_all(setting: Setting, findings: Sequence[Finding]) -> list[Nearest | None]:
    """What would change each of the findings, in their order. They share one budget, from which the worst take
    first."""
    budget = Budget()
    worst_first = sorted(range(len(findings)), key=lambda n: findings[n].state.rank)
    found = {n: nearest(setting, findings[n], budget) for n in worst_first}
    return [found[n] for n in range(len(findings))]


def nearest(setting: Setting, finding: Finding, budget: Budget | None = None) -> Nearest | None:
    """What would change the finding; None where nothing is to be changed, or nothing can be (out of scope)."""
    if finding.judged not in _SOUGHT or finding.outside:
        return None
    budget = budget or Budget()
    if budget.used_up:
        return Nearest((), capped=True, judged=0)
    search = _Search(setting, finding, min(JUDGEMENTS, budget.left))
    found = search.run()
    if finding.state is State.UNKNOWN and any(c.possible for c in found):
        found = [
            c for c in found if c.possible
        ]  # what is missing is to be stated, not the past to be otherwise
    whole = in_the_whole_case(setting, finding, found, search.leads_to, budget)
    budget.take(search.judged)
    ordered = sorted(whole, key=lambda c: _rank(c, setting.on, finding))
    return Nearest(tuple(ordered[:_SHOWN]), search.capped, search.judged)


def _rank(change: Change, on: date, finding: Finding) -> tuple[bool, bool, float, str]:
    """What breaks nothing else comes first, then what mends (rather than only decides), then the smaller change."""
    price = _price(change.edits, on, finding)
    return bool(change.newly_broken), change.state not in FINE, price, repr(change.edits)


class _Search:
    def __init__(self, setting: Setting, finding: Finding, most: int) -> None:
        self.setting, self.finding, self.most = setting, finding, most
        self.judged = 0
        self.capped = False
        self._states: dict[str, Finding | None] = {}

    def run(self) -> list[Change]:
        """The cheapest changes, none of which holds another."""
        queue: list[tuple[float, str, int, Bundle]] = [(0.0, "", 0, ())]
        number = count()  # of two ways to the same edits the one found first
        seen: set[str] = set()
        found: list[Change] = []
        while queue and len(found) < _KEPT:
            price, key, _, edits = heapq.heappop(queue)
            if found and price > self.price(found[0].edits) + _SLACK:
                break
            if key in seen:
                continue
            seen.add(key)
            if any(set(map(repr, c.edits)) <= set(map(repr, edits)) for c in found):
                continue
            if self.judged >= self.most:
                self.capped = True
                break
            after = self.after(edits)
            if edits and after is not None and self.decides(after.state):
                least = self.least(edits)
                if all(_alike(c.edits) != _alike(least) for c in found):
                    found.append(self.change(least))
                continue
            if after is not None and len(edits) < MOST_EDITS:
                for more in self.following(edits, after):
                    heapq.heappush(queue, (self.price(more), _key(more), next(number), more))
        return found

    def leads_to(self, edits: Bundle) -> Change | None:
        """The change that the edits make; None where they do not decide the finding."""
        after = self.after(edits)
        return self.change(edits) if after is not None and self.decides(after.state) else None

    def price(self, edits: Bundle) -> float:
        return _price(edits, self.setting.on, self.finding)

    def following(self, edits: Bundle, after: Finding) -> Iterator[Bundle]:
        case, on = self.view(edits)
        env = self.setting.env(self.finding.rule.pack, case, on)
        stance = Stance(self.setting, case, self.setting.on, after, env)
        for more in proposals(stance, _reading(after)):
            if len(edits) + len(more) <= MOST_EDITS and not set(map(repr, more)) & set(map(repr, edits)):
                yield (*edits, *more)

    def decides(self, state: State) -> bool:
        """Whether the state is what is sought: fine; for an open finding anything that is settled."""
        if self.finding.state is State.UNKNOWN:
            return state in FINE or state in (State.NOT_APPLICABLE, State.VIOLATED, State.PENDING)
        return state in FINE

    def least(self, edits: Bundle) -> Bundle:
        """The smallest part of the edits that does it by itself."""
        for size in range(1, len(edits)):
            for part in combinations(edits, size):
                after = self.after(part)
                if after is not None and self.decides(after.state):
                    return part
        return edits

    def after(self, edits: Bundle) -> Finding | None:
        """The finding in the changed case; None where the record it is about is gone."""
        key = _key(edits)
        if key not in self._states:
            case, on = self.view(edits)
            self.judged += 1
            found = self.setting.judged(self.finding.rule, case, on)
            same = [f for f in found if same_record(f.activation, self.finding.activation)]
            self._states[key] = same[0] if same else None
        return self._states[key]

    def view(self, edits: Bundle) -> tuple[Case, date]:
        return changed(self.setting.case, edits), _day_of_looking(self.setting.on, edits)

    def change(self, edits: Bundle) -> Change:
        after = self.after(edits)
        assert after is not None
        on = _day_of_looking(self.setting.on, edits)
        possible = all(still_possible(e, self.setting.on) for e in edits)
        ranges = tuple(self.range(edits, i, possible) for i in range(len(edits)))
        return Change(edits, after.state, on, possible, ranges)

    def range(self, edits: Bundle, i: int, possible: bool) -> Range | None:
        """Whether the day before, or else the day after, does as well; of what is still to be done only the latter."""
        for name, days in _NEIGHBOURS[possible:]:
            other = shifted(edits[i], days)
            if other is not None:
                after = self.after((*edits[:i], other, *edits[i + 1 :]))
                if after is not None and self.decides(after.state):
                    return name
        return None


_NEIGHBOURS: tuple[tuple[Range, int], ...] = (("earlier", -1), ("later", 1))


def _reading(finding: Finding) -> Reading:
    proof, versions = finding.proof, finding.rule.versions
    version = next(
        (v for v in versions if (v.start, v.until) == (proof.version_start, proof.version_until)),
        versions[-1],
    )
    return next(r for r in version.readings if r.default)


def _day_of_looking(on: date, edits: Sequence[Edit]) -> date:
    """The day from which the changed case is looked at: a step to come has then been taken."""
    return max([on, *(d for e in edits for d in days_of(e))])


def _alike(edits: Bundle) -> list[str]:
    """What tells changes apart for a reader: of two that set other days for the same records the nearer is enough."""
    return sorted(map(_without_days, edits))


def _without_days(edit: Edit) -> str:
    match edit:
        case AddRecord(record):
            return f"add {record.step} {sorted(record.fields.items())!r}"
        case MoveRecord(record, start, end):
            return f"move {record.index} {start != record.start} {end != record.end}"
    return repr(edit)


def _key(edits: Bundle) -> str:
    return " ".join(sorted(map(repr, edits)))


def _price(edits: Bundle, on: date, finding: Finding) -> float:
    """What the edits cost; to move what the rule is about costs a little more than to move what it asks for."""
    about = [e for e in edits if isinstance(e, MoveRecord) and _is_activation(e.record, finding)]
    return round(sum(cost(e, on) for e in edits) + 0.5 * len(about), 3)


def _is_activation(record: Record, finding: Finding) -> bool:
    return finding.activation is not None and record.index == finding.activation.index

"""The records that match a pattern in a window: for certain, perhaps, or once they have ended."""

from __future__ import annotations

from datetime import timedelta

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.deemed import Broken
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.finding import NotUsed
from guiju.engine.evaluate.kleene import FALSE, FREE, TRUE, Atom, Truth3, conjunction, disjunction
from guiju.engine.evaluate.values import Scope
from guiju.engine.evaluate.windows import TO_COME, Fit, fit
from guiju.engine.semantics import core
from msgspec.structs import replace

NOT_COUNTED = Text("不算数", "does not count")
_NOT_SUCH = Text("不符合条件", "does not meet the condition")
_NOT_DEEMED = Text("还没有到视为的时候", "is not deemed to be there yet")
_UNDECIDED = Text("是否符合还不清楚", "it is open whether it meets the condition")


class Matches:
    """What was found for a requirement. `possible` records match under some answers to `atoms`; `growing` says
    whether a record that does not match yet can still do so when it ends; `most` is how many there are of all these at
    most; `not_used` gives the reasons. `hangs` has the atoms by the identity of the record."""

    def __init__(self, env: Env, this: Record | None, req: core.Exists | core.Forbid, broken: Broken) -> None:
        self.certain: list[Record] = []
        self.possible: list[Record] = []
        self.not_used: list[NotUsed] = []
        self.sums: dict[int, Fit] = {}
        self.hangs: dict[int, frozenset[Atom]] = {}
        self.growing: Truth3 = FALSE
        self.most = 0
        elsewhere: dict[tuple[int, str | None], list[Candidate]] = {}
        for candidate in candidates(env, req.step, broken):
            if this is None or not _same(candidate.record, this):
                self._try(env, this, req, candidate, broken)
                if _of_an_open_day(candidate):
                    key = (candidate.record.index, candidate.record.derived_by)
                    elsewhere.setdefault(key, []).append(candidate)
        for ends in elsewhere.values():
            if all(self._misses(c) for c in ends):
                self._try_between(env, this, req, ends, broken)

    @property
    def atoms(self) -> frozenset[Atom]:
        return frozenset(atom for atoms in self.hangs.values() for atom in atoms)

    def _misses(self, candidate: Candidate) -> bool:
        place = self.sums.get(id(candidate.record))
        return place is not None and place.truth.value is False

    def _try_between(
        self,
        env: Env,
        this: Record | None,
        req: core.Exists | core.Forbid,
        ends: list[Candidate],
        broken: Broken,
    ) -> None:
        """A derived record of an open day that fits on neither of its outermost days, on the first between that fits."""
        first, last = min(c.record.start for c in ends), max(c.record.start for c in ends)
        for n in range(1, (last - first).days):
            day = first + timedelta(days=n)
            record = replace(ends[0].record, start=day, end=day, time=None, order=None)
            if fit(env, this, record, req.window, broken).truth.value is not False:
                self._try(env, this, req, replace(ends[0], record=record), broken)
                return

    def _try(
        self,
        env: Env,
        this: Record | None,
        req: core.Exists | core.Forbid,
        candidate: Candidate,
        broken: Broken,
    ) -> None:
        record = candidate.record
        if candidate.counts.value is False:
            self.not_used.append(
                NotUsed(record, NOT_COUNTED, candidate.rules[0] if candidate.rules else None)
            )
            return
        place = fit(env, this, record, req.window, broken)
        self.sums[id(record)] = place
        if place.truth.value is False:
            self.not_used.append(NotUsed(record, place.miss or _NOT_SUCH))
            return
        such = holds(env, Scope(this=this, that=record), req.where)
        if such.value is False:
            self.not_used.append(NotUsed(record, _NOT_SUCH))
            return
        parts = (candidate.counts, place.truth, such)
        truth = conjunction(parts)
        questions = truth.atoms - {FREE}
        self.most += 1
        if truth.value:
            self.certain.append(record)
            return
        if FREE in truth.atoms:
            self.growing = disjunction((self.growing, Truth3(None, questions) if questions else TRUE))
        if questions and not any(part.atoms == {FREE} for part in parts):
            self.possible.append(record)
            self.hangs[id(record)] = questions
            self.not_used.append(NotUsed(record, _UNDECIDED))
        else:  # whatever the answers, not by now
            waits_for = _NOT_DEEMED if candidate.to_come else place.miss or TO_COME
            self.not_used.append(NotUsed(record, waits_for))


def _of_an_open_day(candidate: Candidate) -> bool:
    """Whether it stands for a derived record of which it is open on which day it came to be."""
    return (
        candidate.record.derived_by is not None and candidate.counts.value is None and not candidate.to_come
    )


def _same(record: Record, other: Record) -> bool:
    return record.index == other.index and record.step == other.step

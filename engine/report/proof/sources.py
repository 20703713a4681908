"""Which records may stand for a step, in the normal form of the proof file (docs/semantics.md §2).

Out: for each step its sources: records of which step, when they stand for it at all, whether
they then count, and, where they stand on one day only, that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.proof.conditions import Lowering
from guiju.engine.report.proof.forms import ALWAYS, UNDECIDED, Form, all_of, any_of, negated, within
from guiju.engine.report.proof.states import states
from guiju.engine.report.proof.values import NotInProof
from guiju.engine.semantics.core import Req
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.program import CountsRule, Program


def sources(program: Program, counts: Sequence[CountsRule], lower: Lowering) -> dict[str, Any]:
    found = _Sources(program, counts, lower)
    return {step: found.of(step) for step in program.vocabulary.steps}


class _Sources:
    def __init__(self, program: Program, counts: Sequence[CountsRule], lower: Lowering) -> None:
        self._program = program
        self._counts = counts
        self._lower = lower

    def of(self, step: str) -> list[dict[str, Any]]:
        against = (self._when(r) for r in self._counts if r.step == step and not r.counts)
        counts = negated(any_of(against))
        found = [_source(step, ALWAYS, counts, None)]
        for rule in self._counts:
            if rule.as_step != step or rule.step == step or not rule.counts:
                continue
            if rule.after is not None or rule.dated == "expiry":
                raise NotInProof(Text("期满视为已经办理", "what is deemed done once time has run out"))
            if rule.sets:
                raise NotInProof(Text("视为的记录另有字段", "fields given to what is deemed done"))
            broken = [] if rule.unless_done is None else [self._broken(rule.unless_done)]
            for source in self.of(rule.step):
                when = all_of([source["when"], source["counts"], self._when(rule), *broken])
                found.append(
                    _source(source["step"], when, counts, ["start", "this"] if broken else source["on"])
                )
        return found

    def _broken(self, req: Req) -> Form:
        """Violated; while that is not decided, the record is still to come."""
        found = states(req, self._lower)
        return any_of([found.violated, all_of([negated(found.satisfied), UNDECIDED])])

    def _when(self, rule: CountsRule) -> Form:
        """The condition of a rule, for records from the days on which it is in force."""
        span = in_force(rule.basis, self._program.norms)
        return all_of([*within(span, ["start", "this"]), self._lower.condition(rule.when)])


def _source(step: str, when: Form, counts: Form, on: Form | None) -> dict[str, Any]:
    return {"step": step, "when": when, "counts": counts, "on": on}

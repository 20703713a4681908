"""What a trial of rule packs came to: examples, coverage, mutants."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.model import Diagnostic, has_errors
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.trial.coverage import RuleCoverage
from guiju.engine.trial.equivalent import Equivalent
from guiju.engine.trial.killing import Fate
from guiju.engine.trial.run import Tried
from msgspec import Struct


class Mutation(Struct, frozen=True):
    """What became of the mutants, and which of those that survive are declared to make no difference."""

    fates: tuple[Fate, ...]
    declared: Mapping[str, Equivalent]

    @property
    def killed(self) -> int:
        return sum(1 for f in self.fates if f.killer is not None)

    @property
    def equivalent(self) -> tuple[Fate, ...]:
        return tuple(f for f in self.fates if f.killer is None and f.mutant.id in self.declared)

    @property
    def surviving(self) -> tuple[Fate, ...]:
        """Those that no example kills and nobody has explained."""
        return tuple(f for f in self.fates if f.killer is None and f.mutant.id not in self.declared)

    @property
    def percent(self) -> float:
        """The killed of all, those declared to make no difference included; 100 where there are none."""
        return 100 * self.killed / len(self.fates) if self.fates else 100.0


class Trial(Struct, frozen=True):
    """A trial. With errors in the files nothing was tried and `program` is None; `coverage` and `mutation` are None
    where they were not asked for. `min_killed` is the share of mutants to be killed, in percent; `powers` is how
    many powers (可以: nothing to judge) the files hold."""

    diagnostics: tuple[Diagnostic, ...]
    program: Program | None = None
    rules: tuple[Rule, ...] = ()
    tried: tuple[Tried, ...] = ()
    coverage: tuple[RuleCoverage, ...] | None = None
    mutation: Mutation | None = None
    min_killed: float = 0.0
    powers: int = 0

    @property
    def failed(self) -> tuple[Tried, ...]:
        return tuple(t for t in self.tried if not t.met)

    @property
    def examples(self) -> int:
        return len({id(t.example) for t in self.tried})

    @property
    def examples_failed(self) -> int:
        return len({id(t.example) for t in self.failed})

    @property
    def enough_killed(self) -> bool:
        return self.mutation is None or self.mutation.percent >= self.min_killed

    @property
    def exit_code(self) -> int:
        """0 fine · 1 an example does not come out or too few mutants are killed · 2 an error in a file."""
        if has_errors(self.diagnostics):
            return 2
        return 0 if not self.failed and self.enough_killed else 1

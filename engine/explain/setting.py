"""One case under the rules that bind it, for a rule looked at by itself.

In: the program, the case and the day of looking. Out: views (`Env`) equal to those the verdict is made in, of the
case itself and of changed copies of it, and the findings of one rule in such a view.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.binding import Binding, bindings
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.parameters import values_that_count, with_values
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.explain.days import least_lengths
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct
from msgspec.structs import replace


class Setting(Struct, frozen=True):
    """A case on a day under the packs that bind it; `bound` is by pack id, `lengths` by step how long the rules ask
    its records to last at least."""

    program: Program
    case: Case
    on: date
    bound: Mapping[str, Binding]
    calendar: Calendar
    lengths: Mapping[str, tuple[Duration, ...]]

    def env(self, pack: str, case: Case | None = None, on: date | None = None) -> Env:
        """The view of the rules of `pack`; of a changed copy of the case, or of another day, where given."""
        env = make_env(self.program, case or self.case, on or self.on, self.calendar)
        binding = self.bound.get(pack)
        return replace(
            env,
            counts_rules=tuple(r for r in env.counts_rules if r.pack in self.bound),
            exceptions=tuple(e for e in env.exceptions if e.pack in self.bound),
            read_as=binding.readings() if binding else {},
        )

    def judged(self, rule: Rule, case: Case, on: date) -> tuple[Finding, ...]:
        """The findings of a rule of the verdict on a changed copy of the case."""
        return judge_rule(rule, case, on, self.program, self.env(rule.pack, case, on))


def setting(program: Program, case: Case, on: date, calendar: Calendar | None = None) -> Setting:
    """The case with the packs that bind it, and the program with the values of parameters that count for it."""
    bound, _ = bindings(program, case)
    program = with_values(program, values_that_count(program, bound, case, on))
    by_id = {b.pack.id: b for b in bound}
    return Setting(program, case, on, by_id, calendar or Calendar(), least_lengths(program))


FINE = frozenset({State.SATISFIED, State.HOLDING, State.CURED, State.EXEMPT})
"""The states of a rule that applies and is kept (or need not be)."""

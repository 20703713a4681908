"""Questions about a draft whose answers stand until something changes that was looked at to answer them.

*Source: Acar, Blelloch, Harper, Adaptive functional programming (2002): what a computation reads is what it depends on.*
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Generic, Protocol, TypeVar

from guiju.engine.plan.entries import Entry
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.network import Held, Network, Var
from guiju.engine.plan.placing import day_of, is_constant
from msgspec import Struct, field

T = TypeVar("T")


class Looked(Protocol):
    """What can be looked at: a draft."""

    @property
    def ground(self) -> Ground: ...

    @property
    def network(self) -> Network: ...

    @property
    def entries(self) -> Mapping[tuple[int, str], Entry]: ...

    def of_step(self, step: str) -> tuple[Entry, ...]: ...


class Seen(Struct):
    """The days of points, the entries of steps and (where all were looked at) all entries, as they were."""

    days: dict[Var, date] = field(default_factory=dict)
    steps: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    entries: tuple[Entry, ...] | None = None

    def stands(self, draft: Looked) -> bool:
        """Whether all that was seen is the same in a draft."""
        held = draft.network.earliest
        return (
            all(var in held and held[var].day == day for var, day in self.days.items())
            and all(draft.of_step(step) == entries for step, entries in self.steps.items())
            and (self.entries is None or self.entries == tuple(draft.entries.values()))
        )


class Look:
    """A draft as a question sees it: what is looked at is kept in `seen`."""

    def __init__(self, draft: Looked) -> None:
        self._draft = draft
        self.ground = draft.ground
        self.calendar = draft.network.calendar
        self.seen = Seen()

    def held(self, var: Var) -> Held:
        if is_constant(var):
            return Held(day_of(var), None)
        found = self._draft.network.earliest[var]
        self.seen.days[var] = found.day
        return found

    def of_step(self, step: str) -> tuple[Entry, ...]:
        return self.seen.steps.setdefault(step, self._draft.of_step(step))

    def of_steps(self, steps: tuple[str, ...] | None) -> tuple[Entry, ...]:
        """The entries of several steps (None: of all) in the order of the draft."""
        if steps is not None and len(steps) < 2:
            return self.of_step(steps[0]) if steps else ()
        every = tuple(self._draft.entries.values())
        if steps is None:
            self.seen.entries = every
            return every
        for step in steps:
            self.of_step(step)
        return tuple(e for e in every if e.step in steps)

    def now(self, entry: Entry) -> Entry:
        """An entry with the fields that it has in the draft."""
        same = (e for e in self.of_step(entry.step) if e.record.index == entry.record.index)
        return next(same, entry)

    def believe(self, answer: Answer[T]) -> T:
        """What was found out before, resting on what it rested on then."""
        self.seen.days |= answer.seen.days
        self.seen.steps |= answer.seen.steps
        if answer.seen.entries is not None:
            self.seen.entries = answer.seen.entries
        return answer.value


class Answer(Struct, Generic[T], frozen=True):
    value: T
    seen: Seen


def answered(draft: Looked, before: Answer[T] | None, question: Callable[[Look], T]) -> Answer[T]:
    """The answer to a question about a draft; the one from before if it still stands."""
    if before is not None and before.seen.stands(draft):
        return before
    look = Look(draft)
    return Answer(question(look), look.seen)

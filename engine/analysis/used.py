"""What the rules of a program touch: steps, facts, fields."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.semantics.core import (
    Duration,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    Lasting,
    Lasts,
    LatestPoint,
    StepStart,
    Tally,
    Window,
)
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import PROCEDURE_START
from guiju.engine.semantics.walk import nodes_of_records
from msgspec import Struct, field


class Used(Struct):
    """Names by their kind. A field goes by (step, name), one of list elements by ("", name)."""

    steps: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)

    def add(self, part: object, this: str | None) -> None:
        """Everything in a part of a rule about records of `this`."""
        for value, that in nodes_of_records(part):
            match value:
                case FactRef(name):
                    self.facts.add(name)
                case FieldRef("item", name):
                    self.fields.add(("", name))
                case FieldRef(_, name):  # a point of the record looked for is written as its own
                    self.fields |= {(str(this), name), (str(that), name)}
                case Duration(of=("fact", str(name))):
                    self.facts.add(name)
                case Duration(of=("this", str(name))):
                    self.fields.add((str(this), name))
                case Tally(field=str(name)):
                    self.fields.add(("", name))
                case Exists() | Forbid():
                    self.steps.add(value.step)
                case Lasts() | Lasting():
                    self.steps.update(value.excluding)
                case Window():
                    self.steps.update((*value.excluding, *value.none_between))
                case LatestPoint():
                    self.steps.update(value.steps)
                case StepStart():
                    self.steps.add(value.step)
                case _:
                    continue

    def name(self, steps: Iterable[str | None]) -> None:
        self.steps.update(step for step in steps if step is not None)


def used_by(program: Program) -> Used:
    """What rules, exceptions, counts-as rules, scopes and pack headers touch; examples do not count."""
    used = Used(facts={PROCEDURE_START})
    about = {rule.id: rule.step for rule in program.rules}
    for rule in program.rules:
        used.name((rule.step, rule.redo))
        used.add((rule.when, rule.versions, rule.reference, rule.every), rule.step)
    waiting = list(program.exceptions)
    while waiting:  # an exception to an exception is about the same records
        found = [e for e in waiting if any(t in about for t in e.targets)] or waiting
        for exception in found:
            about[exception.id] = next((about[t] for t in exception.targets if t in about), None)
            used.add((exception.when, exception.proof, exception.instead), about[exception.id])
        waiting = [e for e in waiting if e not in found]
    for counts in program.counts:
        used.name((counts.step, counts.as_step))
        used.add((counts.when, counts.unless_done, counts.after), counts.step)
    for scope in program.scopes:
        used.add(scope.when, None)
    for pack in program.packs.values():
        used.facts.update(r.unless_bound for r in pack.by_reference if r.unless_bound)
    return used

"""Which mutants the examples kill.

A mutant is killed by the first example that no longer comes out as it expects. Only the examples that can notice are
judged: those that expect something of a rule the changed element bears on. A reading that is not the default has no
expectation of its own; a mutant inside one is killed by an example of the rule that comes out otherwise under that
reading than under the reading as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics.program import Example, Program, Rule
from guiju.engine.semantics.walk import parameters
from guiju.engine.trial.mutants import Mutant, in_place
from guiju.engine.trial.on_wordings import uses
from guiju.engine.trial.run import came_to, example_case, findings_of, meets, only
from msgspec import Struct
from msgspec.structs import replace


class Fate(Struct, frozen=True):
    """A mutant, and the example that kills it (None: it survives)."""

    mutant: Mutant
    killer: Example | None


def fates(
    program: Program, mutants: Sequence[Mutant], examples: Sequence[Example], jobs: int = 1
) -> list[Fate]:
    """What becomes of each mutant, in the order given. The examples must come out under the program itself.
    `jobs` processes share the work."""
    if jobs <= 1 or len(mutants) < 2 * jobs:
        found = _killers(program, examples, mutants)
    else:
        shares = [mutants[i::jobs] for i in range(jobs)]
        found = [None] * len(mutants)
        with ProcessPoolExecutor(jobs) as pool:
            for i, share in enumerate(pool.map(partial(_killers, program, examples), shares)):
                found[i::jobs] = share
    pairs = zip(mutants, found, strict=True)
    return [Fate(m, None if killer is None else examples[killer]) for m, killer in pairs]


def _killers(program: Program, examples: Sequence[Example], mutants: Sequence[Mutant]) -> list[int | None]:
    """For each mutant the number of an example that kills it."""
    killer = _Killer(program, examples)
    return [killer.of(m) for m in mutants]


class _Ready(Struct, frozen=True):
    """An example as a case, the day it is looked at, and its number."""

    number: int
    example: Example
    case: Case
    on: date


class _Killer:
    """Finds the example that kills a mutant. Keeps the calendar and the examples by rule."""

    def __init__(self, program: Program, examples: Sequence[Example]) -> None:
        self._program = program
        self._calendar = Calendar()
        self._ready = [_Ready(i, e, *example_case(program, e)) for i, e in enumerate(examples)]
        self._by_rule: dict[str, list[tuple[_Ready, str]]] = {}
        for ready in self._ready:
            for rule, state in ready.example.expect:
                self._by_rule.setdefault(rule, []).append((ready, state))
        self._alone = {r.id: only(program, {r.id}) for r in program.rules}
        self._written: dict[tuple[str, int, int], dict[int, str]] = {}

    def of(self, mutant: Mutant) -> int | None:
        """The number of an example that kills the mutant, if there is one."""
        if mutant.rival is not None:
            return self._of_rival(mutant, *mutant.rival)
        for rule in self._touched(mutant):
            changed = in_place(self._alone[rule], mutant)
            for ready, expected in self._telling(mutant, rule):
                if not meets(self._state(changed, ready, rule), expected):
                    return ready.number
        return None

    def _of_rival(self, mutant: Mutant, version: int, reading: int) -> int | None:
        alone = self._alone[mutant.owner]
        assert isinstance(mutant.element, Rule)
        changed = _with_rule(alone, _read(mutant.element, version, reading))
        written = self._states_as_written(mutant.owner, version, reading)
        for ready, _ in self._telling(mutant, mutant.owner):
            if self._state(changed, ready, mutant.owner) != written[ready.number]:
                return ready.number
        return None

    def _states_as_written(self, rule: str, version: int, reading: int) -> dict[int, str]:
        """What the examples of a rule come to under one of its readings."""
        key = (rule, version, reading)
        if key not in self._written:
            alone = self._alone[rule]
            own = next(r for r in alone.rules if r.id == rule)
            written = _with_rule(alone, _read(own, version, reading))
            ready = self._by_rule.get(rule, ())
            self._written[key] = {r.number: self._state(written, r, rule) for r, _ in ready}
        return self._written[key]

    def _state(self, program: Program, ready: _Ready, rule: str) -> str:
        return came_to(findings_of(judge_case(program, ready.case, ready.on, self._calendar), rule))

    def _touched(self, mutant: Mutant) -> list[str]:
        """The rules whose findings the changed element can alter."""
        program = self._program
        match mutant.kind:
            case "rule":
                return [mutant.owner]
            case "exception":
                return list(_aimed_at(program, mutant.owner))
            case "param":
                return [r.id for r in program.rules if mutant.owner in parameters(r)]
            case "wording":
                return list(_looking_for(program, mutant.owner))
        return [r.id for r in program.rules]

    def _telling(self, mutant: Mutant, rule: str) -> Iterator[tuple[_Ready, str]]:
        """The examples of a rule that may notice: for a counts-as rule those with a record of its step."""
        step = next((c.step for c in self._program.counts if c.id == mutant.owner), None)
        for ready, expected in self._by_rule.get(rule, ()):
            if mutant.kind != "counts" or any(r.step == step for r in ready.case.records):
                yield ready, expected


def _looking_for(program: Program, wording: str) -> Iterator[str]:
    """The rules that a wording bears on: those that use it, and those that an exception with it aims at; all of them
    where it says which records count or what is out of scope."""
    name = program.wordings[wording].name.words
    everywhere = uses((program.counts, program.scopes), name)
    aimed = {r for e in program.exceptions if uses(e, name) for r in _aimed_at(program, e.id)}
    return (r.id for r in program.rules if everywhere or r.id in aimed or uses(r, name))


def _aimed_at(program: Program, exception: str) -> Iterator[str]:
    """The rules that an exception bears on, be it through another exception."""
    rules = {r.id for r in program.rules}
    waiting, seen = [exception], {exception}
    while waiting:
        current = waiting.pop()
        targets = next((e.targets for e in program.exceptions if e.id == current), ())
        for target in targets:
            if target in rules and target not in seen:
                yield target
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def _with_rule(program: Program, rule: Rule) -> Program:
    return replace(program, rules=tuple(rule if r.id == rule.id else r for r in program.rules))


def _read(rule: Rule, version: int, reading: int) -> Rule:
    """The rule with another reading as its only one."""
    chosen = rule.versions[version]
    versions = list(rule.versions)
    versions[version] = replace(chosen, readings=(replace(chosen.readings[reading], default=True),))
    return replace(rule, versions=tuple(versions))

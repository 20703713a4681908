"""The shipped packs: at least 95 % of all small changes of their rules are noticed by an example, the others explained.

The same by hand, with every change that is not noticed: `guiju test --mutate --coverage`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.trial import Wanted, run_trial
from guiju.engine.semantics.program import Example, Program, Rule
from guiju.engine.trial.mutants import Mutant, in_place
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import example_case, only, state_of
from msgspec.structs import replace

ASKED = 95.0
NEVER_OPEN = {
    "审查意见有书面凭证",
    "未通过审查作决定",
    "未通过审查公布",
    "公平竞争审查听取意见",
    "竞争审查有结论",
    "溯及既往",
    "公布有效期",
    "失效后作依据",
    "制定主体明确",
    "三亚文本公布三十日后施行",
}
"""Rules that only speak where the file states what they ask for, so that nothing in them can be open."""


@pytest.fixture(scope="module")
def trial() -> Trial:
    return run_trial(Wanted(mutate=True, coverage=True, min_killed=ASKED))


@pytest.fixture(scope="module")
def mutation(trial: Trial) -> Mutation:
    assert trial.mutation is not None
    return trial.mutation


def test_every_example_comes_out(trial: Trial) -> None:
    assert [(t.example.name, t.rule) for t in trial.failed] == []
    assert trial.examples > 700 and len(trial.rules) > 100


def test_enough_changes_are_noticed(trial: Trial, mutation: Mutation) -> None:
    assert len(mutation.fates) > 2000
    assert mutation.percent >= ASKED and trial.exit_code == 0


def test_each_change_that_is_not_noticed_is_explained(trial: Trial, mutation: Mutation) -> None:
    assert [f.mutant.id for f in mutation.surviving] == []
    assert trial.diagnostics == ()
    assert len(mutation.equivalent) == len(mutation.declared) > 0


def test_every_kind_of_case_has_an_example(trial: Trial) -> None:
    assert trial.coverage is not None
    gaps = {(c.rule.id, p.kind) for c in trial.coverage for p in c.gaps}
    assert gaps == {(rule, "open") for rule in NEVER_OPEN}


# --- what is said to make no difference makes none ------------------------------------------------------------

VARIANTS = 25
"""Of each example of a rule, so that the test takes seconds; 2,500 were tried when the list was made."""


def varied(examples: Sequence[Example], dice: random.Random) -> Iterator[Example]:
    """Cases like the examples: records of others mixed in, moved by days, fields and facts left out."""
    for _ in range(VARIANTS):
        example, other = dice.choice(examples), dice.choice(examples)
        records = [r for e in (example, other) for r in e.records if dice.random() < 0.8]
        moved = []
        for record in records:
            days = timedelta(dice.choice((-8, -7, -6, -1, 0, 0, 0, 0, 1, 6, 7, 8)))
            fields = tuple(f for f in record.fields if dice.random() < 0.8)
            end = record.end + days if record.end else None
            moved.append(replace(record, start=record.start + days, end=end, fields=fields, order=None))
        if moved:
            facts = dict(f for e in (example, other) for f in e.facts if dice.random() < 0.8)
            closed = dice.random() < 0.3
            yield replace(example, records=tuple(moved), facts=tuple(facts.items()), closed=closed, on=None)


def read_under(program: Program, rule: str, mutant: Mutant) -> Program:
    """The program with the rule alone, under the reading that the mutant lies in."""
    alone = only(program, {rule})
    if mutant.rival is None:
        return alone
    version, reading = mutant.rival

    def chosen(whole: Rule) -> Rule:
        entry = whole.versions[version]
        read = replace(entry, readings=(replace(entry.readings[reading], default=True),))
        return replace(whole, versions=(*whole.versions[:version], read, *whole.versions[version + 1 :]))

    return replace(alone, rules=tuple(chosen(r) for r in alone.rules))


def touched(program: Program, owner: str) -> Sequence[str]:
    """The rule itself, those that an exception aims at, those of the pack whose scope it is."""
    aims = {e.id: e.targets for e in program.exceptions}
    packs = {s.id: s.pack for s in program.scopes}
    if owner in packs:
        return [r.id for r in program.rules if r.pack == packs[owner]]
    return aims.get(owner, (owner,))


def states(program: Program, rule: str, examples: Sequence[Example], calendar: Calendar) -> list[State]:
    found = []
    for example in examples:
        case, on = example_case(program, example)
        found.append(state_of(judge_case(program, case, on, calendar), rule))
    return found


def test_declared_equivalents_differ_on_no_variant_of_the_examples(trial: Trial, mutation: Mutation) -> None:
    program, calendar = trial.program, Calendar()
    assert program is not None
    for fate in mutation.equivalent:
        mutant = fate.mutant
        for rule in touched(program, mutant.owner):
            examples = [e for e in program.examples if rule in dict(e.expect)]
            cases = list(varied(examples, random.Random(mutant.id)))
            written = read_under(program, rule, mutant)
            changed = read_under(in_place(program, mutant), rule, mutant)
            assert states(written, rule, cases, calendar) == states(changed, rule, cases, calendar), mutant.id

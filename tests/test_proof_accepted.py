"""Every proof that `guiju check --proof` writes is accepted by the program that checks proofs.

GUIJU_EXAMPLES=20000 tries that many random questions, and all examples of the packs; by default some, always the same.
"""

from __future__ import annotations

import os
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.proof_values import NotInProof
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from guiju.engine.trial.run import example_case, only

from .command_line import FIXTURES
from .oracle import small
from .oracle.choose import Seeded
from .oracle.strategies import question
from .proving import day_in, faults, proof_of

ASKED = os.environ.get("GUIJU_EXAMPLES")
QUESTIONS = int(ASKED or 150)
CASES = sorted(FIXTURES.glob("*.yaml"))


@cache
def program() -> Program:
    return load_library()[0]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_proof_of_every_fixture_on_several_days(path: Path) -> None:
    case, _ = load_case(path, program().vocabulary, program().procedures, rules=program().rules)
    assert case is not None
    on = day_in(path)
    days = sorted(r.start for r in case.records)
    earlier = days[len(days) // 2] if days else on
    for day in (earlier, on, on + timedelta(400), *days[::2]) if ASKED else (earlier,):
        assert faults(proof_of(judge_case(program(), case, day), path.read_bytes())) == [], day


def test_the_proofs_of_the_examples_of_the_packs() -> None:
    calendar = Calendar()
    for example in program().examples[:: 1 if ASKED else 20]:
        case, on = example_case(program(), example)
        judged = only(program(), {rule for rule, _ in example.expect})
        assert faults(proof_of(judge_case(judged, case, on, calendar))) == [], example.name


def test_the_proofs_of_random_rules_on_random_cases() -> None:
    choose, proved = Seeded("proof"), 0
    while proved < QUESTIONS:
        asked = question(choose)
        try:
            text = proof_of(judge_case(asked.program, asked.case, asked.on))
        except NotInProof:
            continue
        assert faults(text) == [], str(asked)
        proved += 1


def test_what_is_owed_after_a_breach_by_another_record_of_the_step() -> None:
    apart = core.Forbid("A", small.ALWAYS, core.Window(lo=small.workdays(2), full_days=True))
    owed = core.Exists("C", small.ALWAYS, core.Window("after", lo=small.days(2), hi=small.days(3)))
    made = small.program(small.rule(core.OrElse(apart, owed)))
    looked_at = small.case(small.record("A", 5), small.record("A", 1))
    assert faults(proof_of(judge_case(made, looked_at, small.day(7)))) == []

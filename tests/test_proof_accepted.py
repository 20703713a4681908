"""Every proof that `guiju check --proof` writes is accepted by the program that checks proofs.

GUIJU_EXAMPLES=20000 tries that many random questions, and all examples of the packs; by default some, always the same.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Record
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.proof.file import proof_text
from guiju.engine.report.proof.values import NotInProof
from guiju.engine.semantics import core
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.trial.run import example_case, only
from msgspec.structs import replace

from .command_line import FIXTURES
from .oracle import small
from .oracle.choose import Seeded
from .oracle.strategies import question
from .oracle.wide import WORDS
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
    calendar, proved = Calendar(), 0
    for example in program().examples[:: 1 if ASKED else 20]:
        case, on = example_case(program(), example)
        judged = only(program(), {rule for rule, _ in example.expect})
        if any(rule.pack.startswith("文本_") for rule in judged.rules):
            continue  # words and suspicions have no proof, as tests/test_proof_program.py holds
        try:
            text = proof_of(judge_case(judged, case, on, calendar))
        except NotInProof:
            continue  # a length of time that a fact holds
        assert faults(text) == [], example.name
        proved += 1
    assert proved > 20


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


# --- what random questions once found, kept as it was found -----------------------------------------------------

THEIR_D, START = core.DatePoint(core.FieldRef("that", "d")), core.EdgePoint("start")
END = core.EdgePoint("end")
NO_SHORTER = core.Compare(">=", core.FieldRef("that", "t"), core.Lit(small.days(2)))
AFTER, DEEMED = core.Window("after"), small.counts_as("C", small.ALWAYS, counts=True, as_step="B")
UNLESS_A = replace(DEEMED, unless_done=core.Exists("A", small.ALWAYS, AFTER))
BARRED_ON_THE_DAY = core.OrElse(
    core.Forbid("B", small.ALWAYS, core.Window("after", this_point=START)),
    core.Exists("B", small.ALWAYS, core.Window("after", hi=small.workdays(0))),
)
FOUND: dict[str, tuple[Rule, tuple[Record, ...], int, dict[str, Any]]] = {
    "what broke the rule does not make it good": (
        small.rule(BARRED_ON_THE_DAY), (small.record("A", 3), small.record("B", 3)), 9, {},
    ),
    "something that may have come between leaves the day of the breach open": (
        small.rule(core.OrElse(
            core.Forbid("C", small.ALWAYS, core.Window(lo=small.workdays(1), none_between=("B",))),
            core.Exists("C", small.ALWAYS, core.Window("after", lo=small.days(2), hi=small.days(3))),
        )),
        (small.record("A", 2, order=1), small.record("B", 1), small.record("C", 4), small.record("C", 1, time="08:00")),
        4, {},
    ),
    "a part broken already or only by the closing": (
        small.rule(core.OrElse(
            core.AnyOf((
                core.Exists("B", core.Truth(core.FactRef("F")), AFTER),
                core.Exists("B", small.ALWAYS, core.Window("after", hi=small.days(2))),
            )),
            core.Exists("C", small.ALWAYS, core.Window("after", hi=small.days(1))),
        )),
        (small.record("A", 0), small.record("C", 3)), 9, {"closed": True},
    ),
    "what is not decided yet is nothing that happened": (
        small.rule(core.Forbid("B", small.ALWAYS, core.Window(hi=small.days(3))), None),
        (small.record("C", 0, y="2"),), 2,
        {
            "counts": (UNLESS_A,),
            "exceptions": (small.exception(core.Or((
                core.Occurs(core.Forbid("B", small.ALWAYS, core.Window())),
                core.Truth(core.FactRef("F")),
            ))),),
        },
    ),
    "what may still arise, under a condition": (
        small.rule(core.Forbid("B", small.ALWAYS, core.Window("after", hi=small.workdays(1)))),
        (small.record("C", 3), small.record("A", 2)), 8,
        {"counts": (replace(UNLESS_A, when=core.Truth(core.FactRef("F"))),)},
    ),
    "a day not stated after an end to come": (
        small.rule(core.Exists("I", small.ALWAYS, core.Window("after", that_point=THEIR_D)), "I"),
        (small.record("I", 2, small.RUNNING), small.record("I", 4, 6)), 9, {},
    ),
    "a day not stated, and something between": (
        small.rule(core.Forbid("C", small.ALWAYS, core.Window("before", that_point=THEIR_D, none_between=("B",)))),
        (small.record("A", 7), small.record("C", 5), small.record("B", 6)), 9, {},
    ),
    "what still runs beside what may have come first": (
        small.rule(core.Forbid("I", small.ALWAYS, core.Window("after", this_point=START, that_point=END)), "I"),
        (small.record("I", 6, 7), small.record("I", 6, 6), small.record("I", 5, 7)), 6, {},
    ),
    "no day on which it could have been": (
        small.rule(core.Exists(
            "B", small.ALWAYS,
            core.Window("before", this_point=core.FixedPoint(small.day(5)), lo=small.workdays(2), hi=small.workdays(2)),
        )),
        (small.record("A", 1),), 2, {},
    ),
    "12 months and a year": (
        small.rule(core.Exists("C", NO_SHORTER, AFTER, at_most=1)),
        (
            small.record("A", 0),
            replace(small.record("C", 1), fields={"t": core.Duration(12, "month")}),
            replace(small.record("C", 2), fields={"t": core.Duration(1, "year")}),
        ), 8, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_the_proof_holds_of(name: str) -> None:
    stated, records, on, more = FOUND[name]
    made = small.program(
        stated, exceptions=more.get("exceptions", ()), counts=more.get("counts", ()), words=WORDS
    )
    looked_at = small.case(*records, closed=more.get("closed", False))
    assert faults(proof_of(judge_case(made, looked_at, small.day(on)))) == []


def test_the_proofs_of_counts_in_a_year_without_a_notice() -> None:
    before = Calendar(date(2020, 10, 1))  # the days of the small world lie in 2021
    two, three = small.workdays(2), small.workdays(3)
    windows = [
        core.Window("before", lo=two, full_days=True),
        core.Window("before", core.FixedPoint(small.day(7)), lo=two),
        core.Window("after", lo=two),
        core.Window("after", hi=three),
        core.Window("after", lo=two, hi=three),
        core.Window("after", hi=small.days(3), roll=True),
    ]
    seen = set()
    for window, kind, n, on in product(windows, (core.Exists, core.Forbid), (-4, -2, 1, 3, 6), (0, 2, 3, 9)):
        stated = small.rule(kind("B", small.ALWAYS, window))
        made, looked_at = small.program(stated), small.case(small.record("A", 0), small.record("B", n))
        verdict = judge_case(made, looked_at, small.day(on), before)
        seen |= {f.state for f in verdict.findings}
        assert faults(proof_text(verdict, b"", before)) == [], (window, kind, n, on)
    assert len(seen) == 5

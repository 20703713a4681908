"""The examples of rule packs put to the test: each is a small case, judged like any other.

In: a program and its examples. Out: for each expectation that is not met, what was expected and what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics.program import Example, Pack, Program
from msgspec import Struct

FINE = "fine"
"""What a conforming example inside a rule expects: one of the states below."""

_FINE = (State.SATISFIED, State.HOLDING, State.EXEMPT)


class Missed(Struct, frozen=True):
    """An expectation that was not met: the rule, the state word expected, and the state found."""

    example: Example
    rule: str
    expected: str
    found: State


def run_examples(program: Program, examples: Iterable[Example]) -> list[Missed]:
    """Every expectation of the examples that the verdict on their case does not meet."""
    calendar = Calendar()
    missed: list[Missed] = []
    for example in examples:
        case, on = example_case(program, example)
        verdict = judge_case(program, case, on, calendar)
        for rule, expected in example.expect:
            found = state_of(verdict, rule)
            if not meets(found, expected):
                missed.append(Missed(example, rule, expected, found))
    return missed


def example_case(program: Program, example: Example) -> tuple[Case, date]:
    """The example as a case, and the day it is looked at.

    The organ is one that the pack of the example binds, where the example does not say another: of the first level
    of the pack, with the region and name the pack asks for. Without a day of its own an example is looked at on the
    day after its last record, so that everything in it has happened.
    """
    pack = program.packs.get(example.pack) or Pack(example.pack, Text("", ""), "", (), ())
    level = example.level or next(iter(pack.levels), None)
    records = tuple(
        Record(
            r.step,
            r.start,
            r.end,
            index,
            r.time,
            r.order,
            r.actor,
            r.evidence,
            _stated(r.fields),
            example.span,
        )
        for index, r in enumerate(example.records)
    )
    days = [d for r in records for d in (r.start, r.end) if d is not None]
    on = example.on or (max(days) + timedelta(days=1) if days else date.today())
    case = Case(
        example.name,
        pack.procedures or tuple(program.procedures),
        Authority(example.organ or pack.organ, level, example.region or pack.region),
        example.closed,
        _stated(example.facts),
        records,
        example.span.file if example.span else "",
    )
    return case, on


def state_of(verdict: Verdict, rule: str) -> State:
    """The worst state among the findings of a rule; not applicable if it gave none."""
    return min((f.state for f in findings_of(verdict, rule)), key=_rank, default=State.NOT_APPLICABLE)


def findings_of(verdict: Verdict, rule: str) -> list[Finding]:
    return [f for f in verdict.findings if f.rule.id == rule]


def meets(found: State, expected: str) -> bool:
    """Whether a state is the expected one (`fine`: nothing is wrong and the rule did apply)."""
    return found in _FINE if expected == FINE else found.value == expected


def as_diagnostics(missed: Sequence[Missed]) -> list[Diagnostic]:
    """The missed expectations as errors at the examples, for the author of the pack."""
    return [_diagnostic(m) for m in missed]


def _diagnostic(missed: Missed) -> Diagnostic:
    wanted, found = _expected(missed.expected), word("state", missed.found.value)
    message = Text(
        f"案例不合预期:规则“{missed.rule}”应为{wanted.zh},判断结果是{found.zh}",
        f"the example does not come out as expected: rule '{missed.rule}' should be {wanted.en}, it is {found.en}",
    )
    return Diagnostic("P040", message, missed.example.span)


def _expected(expected: str) -> Text:
    if expected == FINE:
        return join([word("state", s.value) for s in _FINE], zh="或", en=" or ")
    return word("state", expected)


def _rank(state: State) -> int:
    return state.rank


def _stated(pairs: tuple[tuple[str, object], ...]) -> dict[str, Value]:
    """The values of an example as a case has them: what is not stated is left out."""
    return {name: cast(Any, value) for name, value in pairs if value is not None}

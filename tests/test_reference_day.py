"""The day whose law applies, where a rule names it: any point that a window could have."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.evaluate.finding import Finding, State

from .site_works import made, rule, verdict

VERSIONS = (
    "version 2020-01-01 to 2024-01-01 { has report any_time } version 2024-01-01 { has begin any_time }"
)
REPORTED = (
    "  - {step: show, start: 2023-02-01, end: 2024-02-01}\n"
    "  - {step: check, date: 2023-06-01}\n"
    "  - {step: report, date: 2023-07-01}"
)


def found(point: str, steps: str = REPORTED, more: str = "", step: str = "check") -> Finding:
    program = made(rule(f"each {step} law_as_of {point} {VERSIONS}"))
    (finding,) = verdict(program, steps, date(2024, 6, 15), more).findings
    return finding


@pytest.mark.parametrize(
    ("point", "facts", "state"),
    [
        ("latest(this.start, show)", "", State.PENDING),  # the display ended on 2024-02-01
        ("latest(this.start, report)", "", State.SATISFIED),  # the report on 2023-07-01
        ("latest(this.start, fact.d0)", "facts: {d0: 2024-03-01}", State.PENDING),
        ("latest(this.start, fact.d0)", "facts: {d0: 2022-03-01}", State.SATISFIED),
        ("earliest(this.start, fact.d0)", "facts: {d0: 2024-03-01}", State.SATISFIED),
        ("earliest(2024-01-01, fact.d0)", "facts: {d0: 2024-03-01}", State.PENDING),
        ("next_year 01-31", "", State.PENDING),
        ("this_year 12-31", "", State.SATISFIED),
        ("fact.d0", "facts: {d0: 2023-12-31}", State.SATISFIED),
        ("this.start", "", State.SATISFIED),
        ("2024-01-01", "", State.PENDING),
    ],
)
def test_the_version_is_chosen_by_the_point(point: str, facts: str, state: State) -> None:
    assert found(point, more=facts).state is state


def test_a_day_that_is_not_known_is_none_so_the_last_version_is_taken() -> None:
    for point in ("fact.d0", "latest(this.start, fact.d0)", "earliest(this.start, fact.d0)"):
        assert found(point).proof.version_start == date(2024, 1, 1), point


def test_an_end_to_come_is_looked_at_as_of_the_day_of_looking() -> None:
    steps = "  - {step: show, start: 2023-02-01}\n  - {step: report, date: 2023-07-01}"
    assert found("this.end", steps, step="show").proof.version_start == date(2024, 1, 1)
    assert found("latest(this.end, fact.d0)", steps, "facts: {d0: 2023-03-01}", "show").state is State.PENDING

"""The state of a rule over all activations, those to come included, against a table of 18 Declare templates.

The table (tests/data/declare_rv_table.json) gives each template's four-valued state on all 121 traces of at
most four letters over a, b, x: permanently or temporarily satisfied or violated.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.monitor import rule_state

from .oracle import states
from .oracle.declare import EXCLUSIVE, TEMPLATES, each, prefix_case, program_of
from .oracle.small import day

TABLE: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "data" / "declare_rv_table.json").read_text(encoding="utf-8")
)
STATES = {"PS": State.SATISFIED, "TS": State.HOLDING, "TV": State.PENDING, "PV": State.VIOLATED}
LAST = day(10)


def test_every_template_has_a_rule() -> None:
    assert set(TABLE) == set(TEMPLATES)
    assert all(len(rows) == 121 for rows in TABLE.values())


def looked_at_on(looked_at: Case) -> date:
    return max((r.start for r in looked_at.records), default=day(0))


@pytest.mark.parametrize("template", TABLE)
def test_the_oracle_agrees_with_the_table(template: str) -> None:
    rules = TEMPLATES[template]
    made = program_of(rules)
    for prefix, expected in TABLE[template].items():
        seen = prefix_case(prefix)
        on = looked_at_on(seen)
        found = states.worst(states.rule_state(rule, seen, on, made) for rule in rules)
        assert found is STATES[expected], f"{template} on {prefix}"


@pytest.mark.parametrize("template", TABLE)
def test_the_monitor_agrees_with_the_table(template: str) -> None:
    rules = TEMPLATES[template]
    made = program_of(rules)
    for prefix, expected in TABLE[template].items():
        found = states.worst(rule_state(rule, prefix_case(prefix), LAST, made) for rule in rules)
        assert found is STATES[expected], f"{template} on {prefix}"


def test_exclusive_choice_as_one_requirement_of_the_case() -> None:
    (rule,) = each((None, EXCLUSIVE))
    made = program_of((rule,))
    for prefix, expected in TABLE["exclusive_choice(a,b)"].items():
        assert rule_state(rule, prefix_case(prefix), LAST, made) is STATES[expected], prefix

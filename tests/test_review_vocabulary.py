"""The steps, fields and facts that the review reads of texts and cases are those that the shipped packs declare."""

from __future__ import annotations

from guiju.engine.pipeline.library import load_library
from guiju.engine.portfolio import seen
from guiju.engine.portfolio.causes import WHOLE
from guiju.engine.portfolio.table import decision_table
from guiju.engine.textcase.values import PUBLICATION

PROGRAM = load_library()[0]
STEPS = PROGRAM.vocabulary.steps


def fields(step: str) -> set[str]:
    return {field.name.zh for field in STEPS[step].fields}


def test_the_procedure_and_its_steps() -> None:
    assert any(procedure.name.zh == seen.MAKING for procedure in PROGRAM.procedures.values())
    steps = (seen.CITATION, seen.EXPIRY_CLAUSE, seen.REPEAL_CLAUSE, seen.FILING, WHOLE, PUBLICATION)
    assert set(steps) <= set(STEPS)


def test_the_fields() -> None:
    assert seen.NUMBER in fields(seen.REGISTRATION) and seen.OUTCOME in fields(seen.CLEANUP)
    wanted = {"题名", "文号", "状态", "所在", "所在句", "失效日期", "替代文件", "成文后改版", "已核实"}
    assert wanted <= fields(seen.CITATION)


def test_the_facts() -> None:
    assert {seen.EFFECTIVE, seen.VALID_UNTIL} <= set(PROGRAM.vocabulary.facts)


def test_the_results_that_a_case_states() -> None:
    (outcome,) = (f for f in STEPS[seen.CLEANUP].fields if f.name.zh == seen.OUTCOME)
    assert None not in {decision_table().result_of(value.zh) for value in outcome.type.values}


def test_some_rule_is_on_filing() -> None:
    assert any(seen.on_filing(rule) for rule in PROGRAM.rules)


def test_every_kind_of_fault_that_shipped_rules_are_sorted_as_is_a_cause() -> None:
    found = {rule.category for rule in PROGRAM.rules if rule.category is not None}
    assert found <= set(decision_table().causes)

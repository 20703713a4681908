"""One exception for rules about different steps: what it says must mean the same for each of them."""

from __future__ import annotations

from guiju.engine.evaluate.finding import State

from .site_works import codes, exception, made, rule, verdict, wrong

RULES = (
    rule("each check has show before this", "r1"),
    rule("has report any_time", "r2"),
    rule("each show has report any_time", "r3"),
    rule("each begin has check before this", "r4"),
)


def test_a_field_that_one_of_the_rules_does_not_know_is_refused() -> None:
    for targets, named in (("r1, r2", "r2"), ("r1, r3", "r3"), ("r1, r2, r3", "r2"), ("r1, r1, r4", "r4")):
        (found,) = wrong(*RULES, exception("e1", targets, "when this.result = failed"))
        assert found.code == "P013" and f"'{named}'" in found.message.en, targets
    (found,) = wrong(*RULES, exception("e1", "r2, r1", "when this.result = failed"))
    assert found.message.en.startswith("there is no record here")


def test_a_name_that_is_a_field_for_one_and_a_fact_for_the_other_is_refused() -> None:
    more = "procedure works { extend report { field pressing: yesno } }\n"
    both = (rule("each report has show before this", "r5"), rule("each check has show before this", "r1"))
    assert codes(more, *both, exception("e1", "r1, r5", "when pressing")) == [("P013", 4)]
    assert codes(more, *both, exception("e1", "r1, r5", "when fact.pressing")) == []


def test_an_exception_to_an_exception_is_about_all_the_steps_behind_it() -> None:
    first = exception("e1", "r1, r4", "when pressing")
    assert codes(*RULES, first, exception("e2", "e1", "when result = failed")) == [("P013", 6)]
    assert codes(*RULES, first, exception("e2", "e1", "when price > 3 yuan")) == []
    assert (
        codes(*RULES, exception("e2", "e1", "when result = failed"), exception("e1", "r1", "when pressing"))
        == []
    )


def test_conditions_over_facts_hold_for_all_of_them() -> None:
    program = made(*RULES, exception("e1", "r1, r2, r3", "when pressing"))
    steps = "  - {step: check, date: 2024-04-01}\n  - {step: show, start: 2024-05-01, end: 2024-05-09}"
    states = {f.rule.id: f.state for f in verdict(program, steps, more="facts: {pressing: yes}").findings}
    assert states["r1"] is states["r2"] is states["r3"] is State.EXEMPT

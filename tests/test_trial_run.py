"""Examples put to the test: what they come to, and why."""

from __future__ import annotations

from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.trial.run import FINE, example_case, expected_words, run_examples, state_of, try_examples

from .trying import NOTICE, program_of


def test_an_expectation_that_is_met_and_one_that_is_not() -> None:
    program = program_of(NOTICE, "案例 太短 { 公示 2021-03-01 至 2021-03-04  预期 公示期 已满足 }")
    good, bad, named = try_examples(program, program.examples)
    assert good.met and bad.met and not named.met
    assert (named.rule, named.expected, named.found) == ("公示期", "satisfied", State.VIOLATED)
    assert named.telling is not None
    (sum_,) = named.telling.proof.arithmetic
    assert (sum_.start, sum_.result, sum_.actual) == (date(2021, 3, 1), date(2021, 3, 8), date(2021, 3, 4))
    (missed,) = run_examples(program, program.examples)
    assert (missed.example.name, missed.found) == ("太短", State.VIOLATED)


def test_a_rule_that_gives_no_finding_does_not_apply() -> None:
    elsewhere = '规则包 另 "另" / "Other" { 层级 乡镇  约束 乡镇  适用程序 试程序 }\n'
    program = program_of(
        NOTICE, elsewhere, "案例 乡镇 { 约束 乡镇  公示 2021-03-01 至 2021-03-04  预期 公示期 违反 }"
    )
    *_, town = try_examples(program, program.examples)
    assert (town.found, town.telling, town.met) == (State.NOT_APPLICABLE, None, False)


def test_the_organ_of_an_example() -> None:
    more = """
    案例 本县 { 地区 "样例省样例县"  机关 "样例县人民政府"  公示 2021-03-01 至 2021-03-20  预期 公示期 已满足 }
    """
    program = program_of(NOTICE, more)
    case, on = example_case(program, program.examples[-1])
    assert (case.authority.name, case.authority.level) == ("样例县人民政府", "县")
    assert (case.authority.region, on) == ("样例省样例县", date(2021, 3, 21))


def test_rules_judged_alone_come_out_as_among_all() -> None:
    program, _ = load_library()
    calendar = Calendar()
    some = program.examples[::9]
    assert len(some) > 60
    for tried in try_examples(program, some):
        case, on = example_case(program, tried.example)
        assert state_of(judge_case(program, case, on, calendar), tried.rule) is tried.found


def test_what_was_expected_in_words() -> None:
    assert expected_words("violated").en == "violated"
    assert expected_words(FINE).zh == "已满足或暂合规或豁免"

"""What the examples of a rule show of it."""

from __future__ import annotations

from guiju.engine.trial.coverage import RuleCoverage, coverage_of
from guiju.engine.trial.run import try_examples

from .test_trial_killing import EXCEPTION, READINGS
from .trying import NOTICE, REVIEW, program_of


def covered(name: str, *parts: str) -> RuleCoverage:
    program = program_of(*parts)
    tried = try_examples(program, program.examples)
    rules = [r for r in program.rules if r.id == name]
    (found,) = coverage_of(program, rules, tried)
    return found


def gaps(found: RuleCoverage) -> set[str]:
    return {p.kind for p in found.gaps}


def test_what_a_rule_cannot_show_is_not_asked_for() -> None:
    found = covered("公示期", NOTICE)
    assert [p.kind for p in found.parts] == ["conforming", "violating"]
    assert (found.examples, found.gaps) == (2, ())


def test_states_without_an_example() -> None:
    assert gaps(covered("先论证", REVIEW)) == {"not_applicable", "open"}
    more = """
    案例 保密 { 事实 保密 = 是  决定 2021-03-10  预期 先论证 不适用 }
    案例 没有说是否保密 { 决定 2021-03-10  预期 先论证 待补充 }
    """
    assert gaps(covered("先论证", REVIEW, more)) == set()


def test_an_example_that_does_not_come_out_shows_nothing() -> None:
    wrong = "案例 保密 { 事实 保密 = 是  决定 2021-03-10  预期 先论证 违反 }"
    found = covered("先论证", REVIEW, wrong)
    assert found.examples == 2
    assert "not_applicable" in gaps(found)


def test_each_exception_is_asked_to_hold_and_not_to_hold() -> None:
    found = covered("先论证", REVIEW, EXCEPTION)
    assert "exception_live" in gaps(found) and "exception_not_live" not in gaps(found)
    named = next(p for p in found.gaps if p.kind == "exception_live")
    assert named.words.zh == "例外成立:紧急先办" and named.words.en == "exception holds: urgent first"
    live = "案例 紧急又保密 { 事实 紧急 = 是, 保密 = 否  决定 2021-03-10  预期 先论证 违反 }"
    assert "exception_live" in gaps(covered("先论证", REVIEW, EXCEPTION, live))


def test_readings_must_differ_somewhere() -> None:
    assert gaps(covered("公示几日", READINGS)) == {"readings_differ"}
    differing = "案例 满6日 { 公示 2021-03-01 至 2021-03-07  预期 公示几日 违反 }"
    assert gaps(covered("公示几日", READINGS, differing)) == set()


VERSIONS = """
规范 旧法 《旧法》 { 施行 2015-01-01  废止 2030-01-01 }
应当 公示随版本 (notice_by_version) {
  依据 旧法 第一条  要旨 "先7日,后10日" / "Seven days, later ten"
  每一 公示
  版本 2015-01-01 至 2021-07-01 { 期限 不少于7日 }
  版本 2021-07-01 { 期限 不少于10日 }
  合例 { 公示 2021-03-01 至 2021-03-20 }
  违例 { 公示 2021-03-01 至 2021-03-02 }
}
"""


def test_each_version_is_asked_for() -> None:
    found = covered("公示随版本", VERSIONS)
    assert [p.words.zh for p in found.gaps] == ["版本:2021-07-01"]
    later = "案例 后来的 { 公示 2021-08-01 至 2021-08-20  预期 公示随版本 已满足 }"
    assert covered("公示随版本", VERSIONS, later).gaps == ()

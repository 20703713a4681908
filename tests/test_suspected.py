"""What heuristics find: a question to a person instead of a breach, and what the case says that a person found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from guiju.engine.case.model import Case, Record
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.suspected import with_suspicions
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.evaluate.waived import with_waivers
from guiju.engine.plan.prospects import with_prospects
from guiju.engine.semantics.program import Suspected
from guiju.engine.trial.coverage import coverage_of
from guiju.engine.trial.run import Tried, came_to, meets, run_examples, try_examples
from msgspec.structs import replace

from .suspecting import ON, SUSPECTS, WORDING, case_of, compiled, passage, program_of, review, verdict
from .trying import fates_of, surviving

PROGRAM = program_of(WORDING, SUSPECTS)
FINE = "对违反规定的,处 500 元罚 款。"


def only(record: Record, reviewed: tuple[ReviewedPassage, ...] = ()) -> Finding:
    (found,) = verdict(PROGRAM, record, reviewed=reviewed).findings
    return found


# --- found ------------------------------------------------------------------------------------------------


def test_a_rule_says_that_it_only_suspects_and_what_kind_of_fault_it_is() -> None:
    (rule,) = PROGRAM.rules
    asked = Text("是不是设定了处罚?", "Does this set a penalty?")
    assert rule.suspected == Suspected("high", asked) and rule.category == "越权设定"


def test_what_it_finds_is_unknown_with_its_question_and_the_passage() -> None:
    found = only(passage(FINE, where="第三条"))
    assert found.state is State.UNKNOWN and found.suspected is not None
    assert found.unknown == (Text("是不是设定了处罚?", "Does this set a penalty?"),)
    assert [(a.state, a.assignment[0][1].en) for a in found.answers] == [
        (State.VIOLATED, "yes"),
        (State.SATISFIED, "no"),
    ]
    told = found.suspected
    assert (told.how_sure, told.where, told.quote, told.words) == ("high", "第三条", FINE, ("罚款",))
    assert told.span is not None and told.reviewed is None
    assert found.why.en.startswith("for a person to look at; if so: ")


@pytest.mark.parametrize("text", ["应当改正", None])
def test_nothing_else_is_suspected(text: str | None) -> None:
    found = only(passage(text))
    assert found.suspected is None and found.state is (State.SATISFIED if text else State.UNKNOWN)


def test_the_exit_code_is_that_of_what_is_open() -> None:
    assert verdict(PROGRAM, passage(FINE)).exit_code == 3
    assert verdict(PROGRAM, passage(FINE), reviewed=(review("罚款", confirmed=True),)).exit_code == 1
    assert verdict(PROGRAM, passage(FINE), reviewed=(review("罚款", confirmed=False),)).exit_code == 0


def test_no_heuristic_ever_says_violated() -> None:
    """Neither by what happened nor, looking ahead, by what can no longer be done."""
    late = """\
应当 看过 (looked) { 依据 文法 第一条 要旨 "看" / "look" 每一 段 有 看 后于 本 至多 3日 疑似 低 "看了没有?" / "Looked?"
合例 { 段 2024-01-01 看 2024-01-02 } 违例 { 段 2024-01-01 截至 2024-02-01 } }
应当 不早 (not_early) { 依据 文法 第二条 要旨 "不早" / "late" 每一 看 有 段 先于 本 至少 5日
合例 { 段 2024-01-01 看 2024-01-08 } 违例 { 段 2024-01-01 看 2024-01-02 } }
应当 要看 (look_once) { 依据 文法 第二条 要旨 "看" / "look" 每一 段 有 看 后于 本 至多 3日
合例 { 段 2024-01-01 看 2024-01-02 } 违例 { 段 2024-01-01 截至 2024-02-01 } }
"""
    program = program_of(late)
    passed = verdict(program, passage("x", on=ON - timedelta(10)))
    by_rule = {f.rule.id: f for f in passed.findings}
    assert by_rule["看过"].state is State.UNKNOWN and by_rule["看过"].days_late is None
    assert by_rule["要看"].state is State.VIOLATED
    pending = verdict(program, passage("x"))
    ahead = with_prospects(pending)
    seen = {f.rule.id: f for f in ahead.findings}
    assert seen["要看"].state is State.DOOMED
    assert seen["看过"].state is State.UNKNOWN and seen["看过"].suspected is not None


def test_a_rule_about_the_whole_case_quotes_the_texts_it_read() -> None:
    whole = """\
应当 题不长 (short_title) { 依据 文法 第一条 要旨 "题" / "title" 要求 非 题 匹配 "关于.*的" 疑似 中 "对吗?" / "Right?"
合例 { 事实 题 = "通知" 段 2024-01-01 } 违例 { 事实 题 = "关于甲的通知" 段 2024-01-01 } }
"""
    program = program_of(whole)
    case = Case("案", ("文程序",), facts={"题": "关于停车的通知"}, records=(passage("x"),))
    (found,) = judge_case(program, case, ON).findings
    assert found.suspected is not None and found.suspected.quote == "关于停车的通知"
    entry = review("关于停车", confirmed=True, rule="题不长")
    (found,) = judge_case(program, replace(case, reviewed=(entry,)), ON).findings
    assert found.state is State.VIOLATED


def test_a_second_look_changes_nothing() -> None:
    once = verdict(
        PROGRAM, passage(FINE), reviewed=(review("罚款", confirmed=True), review("没有", confirmed=True))
    )
    assert with_suspicions(once) == once


# --- reviewed ---------------------------------------------------------------------------------------------


def test_confirmed_it_is_violated_and_says_by_whom() -> None:
    found = only(passage(FINE), reviewed=(review("处500元罚款", confirmed=True, reason="上位法没有"),))
    assert found.state is State.VIOLATED and found.suspected is not None
    assert found.suspected.reviewed is not None and found.suspected.reviewed.by == "张三"
    assert "confirmed by 张三: 上位法没有" in found.why.en and found.unknown == ()


def test_not_so_it_is_satisfied_and_says_why() -> None:
    found = only(passage(FINE), reviewed=(review("处500元罚款", confirmed=False, reason="只是转述"),))
    assert found.state is State.SATISFIED and found.cure is None
    assert "只是转述" in found.why.zh


@pytest.mark.parametrize(
    "quote", ["处 500 元罚款", "处５００元罚款", "处500元\n罚款", "罚款", "对违反规定的，处"]
)
def test_blanks_and_width_play_no_part_in_quoting(quote: str) -> None:
    assert only(passage(FINE), reviewed=(review(quote, confirmed=True),)).state is State.VIOLATED


def test_an_entry_is_about_its_rule_and_its_words_only() -> None:
    assert only(passage(FINE), reviewed=(review("没收", confirmed=True),)).state is State.UNKNOWN
    other = review("罚款", confirmed=True, rule="别的")
    assert only(passage(FINE), reviewed=(other,)).state is State.UNKNOWN


def test_of_two_that_fit_the_one_that_confirms_comes_first() -> None:
    both = (review("罚款", confirmed=False), review("500元", confirmed=True))
    for entries in (both, both[::-1]):
        assert only(passage(FINE), reviewed=entries).state is State.VIOLATED


def test_one_quotation_may_fit_several_passages() -> None:
    found = verdict(PROGRAM, passage(FINE), passage(FINE, 1), reviewed=(review("罚款", confirmed=False),))
    assert [f.state for f in found.findings] == [State.SATISFIED] * 2 and found.idle_reviews == ()


def test_what_fits_nothing_is_shown_with_the_reason() -> None:
    later = ON + timedelta(1)
    entries = (
        review("罚款", confirmed=True),
        review("已经删去", confirmed=False),
        review("元罚款", confirmed=False, on=later),
        review("罚款", confirmed=False, rule="别的"),
    )
    found = verdict(PROGRAM, passage(FINE), reviewed=entries)
    assert [(i.entry, i.reason) for i in found.idle_reviews] == [
        (entries[1], "not there"),
        (entries[2], "later"),
        (entries[3], "not judged"),
    ]
    assert verdict(PROGRAM, passage(FINE), reviewed=entries, on=later).findings[0].state is State.VIOLATED


def test_an_entry_about_words_that_no_longer_break_the_rule_is_idle() -> None:
    found = verdict(PROGRAM, passage("应当改正"), reviewed=(review("改正", confirmed=False),))
    assert [i.reason for i in found.idle_reviews] == ["not there"]


def test_a_waiver_covers_a_suspicion() -> None:
    waiver = Waiver("不罚", plain("不罚"), "甲", "乙", "丙", date(2025, 1, 1))
    case = replace(case_of(passage(FINE)), waivers=(waiver,))
    found = with_waivers(judge_case(PROGRAM, case, ON))
    assert found.findings[0].waived and found.exit_code == 0


# --- other rules ------------------------------------------------------------------------------------------

FOLLOWS = """\
应当 跟 (follow) { 依据 文法 第二条 要旨 "跟" / "follow" 若违反 %s 有 看
合例 { 看 2024-01-01 } 违例 { 看 2024-01-01 } }
"""


def test_no_rule_is_about_the_breach_of_a_suspicion() -> None:
    _, found = compiled(WORDING, SUSPECTS, FOLLOWS % "不罚")
    assert [d.code for d in found] == ["P013"]


def test_a_provision_leaves_out_the_heuristics_that_rest_on_it() -> None:
    firm = SUSPECTS.replace("不罚 (no_fines)", "真不罚 (really)").replace("  疑似 高", "  备注")
    program = program_of(WORDING, SUSPECTS, firm, FOLLOWS % "文法 第一条")
    follows = next(r for r in program.rules if r.id == "跟")
    assert follows.breaches is not None and follows.breaches.rules == ("真不罚",)
    _, found = compiled(WORDING, SUSPECTS, FOLLOWS % "文法 第一条")
    assert [d.code for d in found] == ["P013"]


# --- examples and mutants ---------------------------------------------------------------------------------


def test_the_examples_of_a_heuristic_expect_found_and_not_found() -> None:
    good, bad = try_examples(PROGRAM, PROGRAM.examples)
    assert (good.expected, bad.expected) == ("clear", "suspected")
    assert good.met and bad.met and (good.came_to, bad.came_to) == ("satisfied", "suspected")


def test_a_near_miss_that_is_found_after_all_is_missed() -> None:
    loose = SUSPECTS.replace("应当改正", "不再罚款")
    program = program_of(WORDING, loose)
    (missed,) = run_examples(program, program.examples)
    assert (missed.expected, missed.came_to) == ("clear", "suspected")


def test_an_open_text_is_neither_found_nor_clear() -> None:
    program = program_of(
        WORDING,
        SUSPECTS,
        "案例 空 { 段 2024-01-01  预期 不罚 疑似 }\n案例 空二 { 段 2024-01-01  预期 不罚 未见疑似 }\n",
    )
    assert [(m.example.name, m.came_to) for m in run_examples(program, program.examples)] == [
        ("空", "unknown"),
        ("空二", "unknown"),
    ]


def test_a_rule_that_does_not_apply_is_clear() -> None:
    assert meets(came_to([]), "clear") and not meets(came_to([]), "fine")
    tried = Tried(PROGRAM.examples[0], "不罚", "clear", ())
    assert tried.met


def test_a_heuristic_is_covered_by_what_is_found_and_what_is_not() -> None:
    (covered,) = coverage_of(PROGRAM, PROGRAM.rules, try_examples(PROGRAM, PROGRAM.examples))
    assert covered.gaps == ()
    (lacking,) = coverage_of(PROGRAM, PROGRAM.rules, try_examples(PROGRAM, PROGRAM.examples[:1]))
    assert [p.words.en for p in lacking.gaps] == ["in which something is suspected"]


def test_without_its_suspicion_the_violating_example_no_longer_comes_out() -> None:
    found = fates_of(PROGRAM)
    assert found["不罚/suspected_dropped"].killer is PROGRAM.examples[1]
    assert surviving(PROGRAM) == {"罚/patterns/pattern_1_dropped"}

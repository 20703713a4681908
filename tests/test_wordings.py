"""Wordings: what patterns find in a text, what is wrong with one and where, and conditions that match in three values."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.reference import make_env
from guiju.engine.evaluate.values import Future, Scope
from guiju.engine.semantics import core
from guiju.engine.semantics.patterns import as_written, first_match, looked_at
from guiju.engine.semantics.program import Program
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from . import linting
from .suspecting import ON, WORDING, WORLD, case_of, compiled, passage, program_of, verdict
from .trying import fates_of, surviving

LINE = WORLD.count("\n") + 1


def rule(condition: str, *, each: str = "每一 段") -> str:
    return (
        f'应当 查 (checked) {{ 依据 文法 第一条 要旨 "查" / "check" {each} 要求 {condition}\n'
        "合例 { 段 2024-01-01 } 违例 { 段 2024-01-01 } }\n"
    )


# --- what is found ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("罚款", "处以罚款的", "罚款"),
        ("罚款", "处以罚 \u3000款\n", "罚款"),
        ("30日", "自收到之日起３０日内", "30日"),
        (r"\(一\)", "（一）主体", "(一)"),
        ("a,b", "ａ，ｂ", "a,b"),
        ("罚款", "罚\u200b款", "罚款"),
        ("^应当", "应当改正", "应当"),
        ("^应当", "都应当改正", None),
        ("批准$", "经批准", "批准"),
        ("(?i)gb/t", "按 GB/T 1.1", "GB/T"),
        ("gb", "GB", None),
        ("[^。]{2}", "好。", None),
    ],
)
def test_a_pattern_looks_at_the_text_in_one_form(pattern: str, text: str, found: str | None) -> None:
    assert first_match((pattern,), text) == found


def test_of_several_patterns_any_will_do() -> None:
    assert first_match(("没收", "罚款"), "先罚款后没收") == "罚款"
    assert first_match(("甲", "乙"), "丙") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("未经批准不得开挖；依法批准的除外", "批准"),
        ("依法报镇政府批准", None),
        ("依法报批准，并经镇政府批准", "批准"),
        ("依法报镇政府，须经批准", "批准"),
    ],
)
def test_what_is_taken_out_clears_no_more_than_itself(text: str, found: str | None) -> None:
    assert first_match(("批准", "!依法[^,;]*批准"), text) == found


def test_what_is_taken_out_parts_what_stands_around_it() -> None:
    assert first_match(("应当[^。]*批准", "!依法[^,]*"), "应当依法办理，再报批准") is None
    assert first_match(("^。?甲", "!乙"), "乙甲") == "。甲"


def test_a_flag_of_one_pattern_is_not_that_of_the_next() -> None:
    assert first_match(("(?i)a", "b"), "B") is None
    assert first_match(("(?i)a", "b"), "A") == "A"


@given(st.text())
def test_the_form_is_that_of_itself(text: str) -> None:
    assert looked_at(looked_at(text)) == looked_at(text)
    assert not any(c.isspace() for c in looked_at(text))


# --- declarations -----------------------------------------------------------------------------------------


def only(program: Program) -> core.Cond:
    (found,) = program.rules
    req = found.versions[0].readings[0].req
    assert isinstance(req, core.Test)
    return req.cond


def test_a_wording_is_used_under_either_name() -> None:
    for name in ("罚", "fines"):
        assert only(program_of(WORDING, rule(f"文 匹配 {name}"))) == core.Matches(
            core.FieldRef("this", "文"), ("罚款", "没收.{0,4}所得"), Text("罚", "fines")
        )


def test_a_pattern_may_stand_in_the_condition() -> None:
    found = only(program_of(rule('事实.题 匹配 "通知|意见"')))
    assert found == core.Matches(core.FactRef("题"), ("通知|意见",), None)


def test_english_and_chinese_say_the_same() -> None:
    chinese = program_of(WORDING, rule("文 匹配 罚 且 非 主体 匹配 罚"))
    declared = WORDING.replace("用语", "wording")
    english = program_of(declared, rule("text matches fines and not actor matches fines"))
    assert only(chinese) == only(english) and chinese.wordings.keys() == english.wordings.keys()


@pytest.mark.parametrize(
    ("written", "code", "piece", "says"),
    [
        ('"a(?=b)"', "P050", "(?=", "stands before or behind"),
        ('"a(?<!b)"', "P050", "(?<!", "stands before or behind"),
        (r'"(a)\1"', "P050", r"\1", "refer back"),
        ('"ab", "(责令"', "P050", "(责令", "not closed"),
        ('"a b"', "P050", " ", "a blank"),
        ('"第（一"', "P050", "（", "never there"),
        ('"a，b"', "P050", "，", "never there"),
        ('".*"', "P050", ".*", "any text"),
        ('"a{1001}"', "P050", "{1001}", "repetition"),
        ('"[z-a]"', "P050", "z-a", "range"),
        ('"ab", "!(责令"', "P050", "(责令", "not closed"),
        ('"!ab"', "P050", '"!ab"', "not what to look for"),
        (r'"\pL{300}"', "P051", r"\pL{300}", "too much"),
        (
            f'"{"字" * (limits.PATTERN_CHARS + 1)}"',
            "P051",
            "字" * (limits.PATTERN_CHARS + 1),
            "1000 characters",
        ),
    ],
)
def test_the_error_stands_at_the_piece_that_is_wrong(written: str, code: str, piece: str, says: str) -> None:
    declared = f"用语 甲 = {written}"
    _, (found,) = compiled(declared + "\n")
    assert found.span is not None and says in found.message.en
    assert (found.code, found.span.line) == (code, LINE)
    column = declared.rindex(piece) + 1
    assert (found.span.column, found.span.end_column) == (column, column + len(piece))


def test_all_errors_are_shown_at_once_with_the_nearest_names() -> None:
    _, found = compiled(
        WORDING
        + '用语 乙 = "(", "好", ")"\n'
        + rule('文 匹配 罚款 且 词 匹配 罚 且 数 匹配 "[" 且 "字" 匹配 fine')
    )
    assert [d.code for d in found] == ["P050", "P050", "P010", "P011", "P011", "P050", "P010"]
    hints = [d.hint.en for d in found if d.code == "P010" and d.hint]
    assert hints == ["did you mean '罚'?", "did you mean 'fines'?"] or hints == ["did you mean 'fines'?"]
    assert "at_least 1 of" in next(d.hint.en for d in found if d.code == "P011" and d.hint)


def test_too_many_patterns() -> None:
    many = ", ".join('"字"' for _ in range(limits.PATTERNS_PER_WORDING + 1))
    _, found = compiled(f"用语 甲 = {many}\n")
    assert [d.code for d in found] == ["P051"]


def test_patterns_that_are_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = r'用语 甲 = "\pL{9}a", "\pL{9}b"' + "\n"
    assert compiled(declared)[1] == []
    monkeypatch.setattr(limits, "WORDING_MEMORY", 64 * 1024)
    first_match.cache_clear()
    _, found = compiled(declared)
    assert [(d.code, "together" in d.message.en) for d in found] == [("P051", True)]


def test_too_many_patterns_in_all_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATTERNS_PER_LIBRARY", 2)
    _, found = compiled(WORDING + '用语 乙 = "甲"\n')
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [("P051", LINE + 1)]


def test_a_name_twice() -> None:
    _, (found,) = compiled(WORDING + '用语 罚 = "款"\n')
    assert found.code == "P012" and found.labels


def test_an_unused_wording() -> None:
    world = linting.WORLD
    assert [d.code for d in linting.found('用语 没用 = "x"\n', world=world) if d.code == "L013"] == ["L013"]
    used = '用语 有用 = "x"\n' + linting.rule("子", "每一 决定 当 主体 匹配 有用 有 审查 先于 本")
    assert not [d for d in linting.found(used, world=world) if d.code == "L013"]


# --- three values -----------------------------------------------------------------------------------------

FINES = ("罚款",)
MATCH = core.Matches(core.FieldRef("this", "文"), FINES)


def env_of(program: Program, text: str | None) -> tuple[Env, Scope]:
    made = make_env(program, case_of(passage(text)), ON)
    return made, Scope(this=made.happened[0])


@pytest.mark.parametrize(("text", "value"), [("罚款", True), ("改正", False), (None, None), ("", False)])
def test_the_truth_table(text: str | None, value: bool | None) -> None:
    env, scope = env_of(program_of(), text)
    assert holds(env, scope, MATCH).value is value
    negated = {True: False, False: True, None: None}[value]
    assert holds(env, scope, core.Not(MATCH)).value is negated


def test_two_wordings_of_one_text_are_two_questions() -> None:
    env, scope = env_of(program_of(), None)
    other = core.Matches(MATCH.of, ("没收",))
    assert len(holds(env, scope, core.And((MATCH, other))).atoms) == 2
    assert len(holds(env, scope, core.And((MATCH, core.Not(MATCH)))).atoms) == 1


def test_what_is_to_come_may_match() -> None:
    env, _ = env_of(program_of(), None)
    found = holds(env, Scope(this=Future({}, True)), MATCH)
    assert found.value is None and found.atoms == {FREE}


def test_a_finding_hangs_on_a_text_that_is_not_stated() -> None:
    program = program_of(WORDING, rule("非 文 匹配 罚"))
    (found,) = verdict(program, passage(None)).findings
    assert found.state is State.UNKNOWN and found.suspected is None
    given = {a.assignment[0][1].en: a.state for a in found.answers}
    assert given == {"matches 'fines'": State.VIOLATED, "does not match 'fines'": State.SATISFIED}


def test_the_entries_of_a_list_are_looked_at_one_by_one() -> None:
    program = program_of(WORDING, rule('至少 1个 词 满足 (它 匹配 罚) 且 首个(词) 匹配 "改正"'))
    record = replace(passage("x"), fields={"文": "x", "词": ("限期改正", "并处罚款")})
    (found,) = verdict(program, record).findings
    assert found.state is State.SATISFIED


# --- mutants ------------------------------------------------------------------------------

KEPT = """\
应当 不罚 (no_fines) {
  依据 文法 第一条  要旨 "不设罚款" / "No fines"
  每一 段
  要求 非 文 匹配 罚
  合例 { 段(文 = "应当改正") 2024-01-01 }
  违例 { 段(文 = "处罚款") 2024-01-01 }
}
"""


def test_a_pattern_that_no_example_needs_survives() -> None:
    assert surviving(program_of(WORDING, KEPT)) == {"罚/patterns/pattern_1_dropped"}
    more = '案例 没收 { 段(文 = "没收违法所得") 2024-01-01  预期 不罚 违反 }\n'
    assert surviving(program_of(WORDING, KEPT, more)) == set()


def test_one_rule_that_needs_the_pattern_is_enough() -> None:
    other = KEPT.replace("不罚 (no_fines)", "不没收 (no_taking)").replace("处罚款", "没收违法所得")
    assert surviving(program_of(WORDING, KEPT, other)) == set()


def test_a_wording_of_an_exception_is_noticed_by_the_rule_it_aims_at() -> None:
    kept = KEPT.replace("匹配 罚\n", '匹配 "罚"\n')
    more = """\
用语 轻 (lenient) = "免予", "不予"
例外 免予 (spared) 针对 不罚 { 依据 文法 第二条  要旨 "免予的除外" / "Unless spared"  当 文 匹配 轻 }
案例 免 { 段(文 = "免予处罚") 2024-01-01  预期 不罚 豁免 }
"""
    assert surviving(program_of(kept, more)) == {"轻/patterns/pattern_1_dropped"}


def test_a_match_is_dropped_and_turned_about() -> None:
    program = program_of(WORDING, rule("文 匹配 罚").replace("段 2024", '段(文 = "罚款") 2024', 1))
    assert {"查/req/dropped", "查/req.cond/dropped", "查/req.cond/negated"} & set(fates_of(program))


@pytest.mark.parametrize(
    ("pattern", "written"),
    [("3,000元", "３，000元"), (r"\(一\)罚款", "（一）罚款"), ("处3", "处３"), ("款1", "款①")],
)
def test_what_is_found_is_told_as_the_text_has_it(pattern: str, written: str) -> None:
    text = "处 ３，000元以下(含)（一）罚 款①"
    found = first_match((pattern,), text)
    assert found is not None and as_written(found, text) == written


def test_words_that_are_not_there_are_told_as_they_are() -> None:
    assert as_written("罚款", "收费") == "罚款"

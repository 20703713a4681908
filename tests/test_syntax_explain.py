"""What the reader of packs says of a word that may not stand where it stands: what may, and what was probably meant."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.pipeline.library import compile_texts
from guiju.engine.syntax.expected import expected
from guiju.engine.syntax.keywords import keyword_table, token_word
from guiju.engine.syntax.mistaken import mistaken
from guiju.engine.syntax.parse import parser

HEAD = """\
规则包 探 "探" { 层级 省  约束 县  适用程序 探程序 }
规范 探法 《探法》 { 施行 2020-01-01 }
程序 探程序 {
  步骤 探受理 { 字段 名单: 列表, 事实: 是否, 载明: 列表, 之前: 是否 }
  步骤 探决定
}
事实 法定期限: 时长
事实 紧急: 是否
"""


def found(body: str, more: str = "") -> list[Diagnostic]:
    text = f'{HEAD}{more}应当 甲 {{ 依据 探法 第一条  要旨 "x" / "x"  每一 探受理\n{body} 合例 {{ }} 违例 {{ }} }}\n'
    return [d for d in compile_texts([Source("探.rule", text)]).diagnostics if d.code in ("P001", "P010")]


def one(body: str, more: str = "") -> tuple[str, str | None]:
    """The word that the single error in a rule with this body stands at, and the hint."""
    (wrong,) = found(body, more)
    assert wrong.span is not None
    line = f"{body} 合例 {{ }} 违例 {{ }} }}"
    word = line[wrong.span.column - 1 : wrong.span.end_column - 1]
    assert wrong.span.line == (HEAD + more).count("\n") + 2
    return word, wrong.hint.zh if wrong.hint else None


def test_every_terminal_has_words() -> None:
    terminals = {t.name for t in parser().terminals} - {"COMMENT", "BLANK"} | {"$END"}
    for terminal in terminals:
        words = token_word(terminal)
        assert terminal not in (words.zh, words.en)
    with pytest.raises(KeyError):
        token_word("NO_SUCH_TERMINAL")


@pytest.mark.parametrize(
    ("body", "word", "hint"),
    [
        ("如果 紧急 有 探决定 后于 本", "如果", "“如果”写作“当”"),
        ("如果 法定期限 > 3日 有 探决定 后于 本", "如果", "“如果”写作“当”"),
        ("if 紧急 有 探决定 后于 本", "if", "“if”写作“when”"),
        ("有 探决定 以前 本", "以前", "“以前”写作“先于”"),
        ("有 探决定 以后 本", "以后", "“以后”写作“后于”"),
        ('要求 名单 不含 "a"', "不含", "写作 非 名单 含 …"),
        ("有 探决定 后于 本 半年内", "半年内", "写作 6个月"),
        ("有 探决定 后于 本 10个自然日内", "10个自然日内", "自然日写作 日"),
        ("有 探决定 后于 本 30分钟内", "30分钟内", "期限最短计到小时:一小时写作 1小时"),
        ("要求 个数(名单) ≥ 5人", "5人", "数的后面不写“人”“名”“份”,只写数"),
        ("要求 个数(名单) 大于 5", "大于", "比较写作 >"),
        ("要求 个数(名单) 不少于 5", "不少于", "比较写作 ≥"),
        ("要求 紧急 并且 紧急", "并且", "“并且”写作“且”"),
        ("要求 紧急 或者 紧急", "或者", "“或者”写作“或”"),
        ("当 不是 紧急 有 探决定 后于 本", "不是", "“不是”写作“非”"),
        ("要求 双数(个数(名单))", "双数", "写作 非 单数(…)"),
    ],
)
def test_words_of_ordinary_language(body: str, word: str, hint: str) -> None:
    assert one(body) == (word, hint)


def test_the_same_day_and_a_list_that_holds() -> None:
    word, hint = one("有 探决定 后于 本 当日")
    assert word == "当日" and hint is not None and "不论先后 至多 0日" in hint
    word, hint = one("要求 存在 名单 满足 (紧急)")
    assert word == "存在" and hint is not None and hint.startswith("列表里有一项:至少 1个")


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("must甲", None),
        ("shall x {", "must"),
        ("shall not x {", "must_not"),
        ("必需 x {", "应当"),
        ("应 x {", "应当"),
    ],
)
def test_words_for_the_head_of_a_rule(text: str, keyword: str | None) -> None:
    meant = mistaken(text, 0, {"MUST"})
    assert (meant.hint.zh if meant else None) == (
        f"“{text.rsplit(' ', 2)[0]}”写作“{keyword}”" if keyword else None
    )


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("may not wait {", "wait", "write 'must_not' for 'may not'"),
        ("each a if urgent has b", "urgent", "write 'when' for 'if'"),
        ("has b prior to this", "to", "write 'before' for 'prior to'"),
        ("has b after this no later than 5 days", "no", "write 'not_after' for 'no later than'"),
        ("has b within 5 days of this", "this", "write: has step after this within 5 days"),
        ("ensure at_least 1 of list has", "has", None),
        (
            "has b where passed",
            "passed",
            "conditions of a record stand in brackets after the step: step(condition)",
        ),
        ("when a unless b", "b", "write when not (…), or an exception"),
        ("ensure copies is not 5", "not", "write != to compare"),
        ("ensure a before if", "before", None),
        ("if a and b has", "b", None),
    ],
)
def test_english_words(text: str, at: str, hint: str | None) -> None:
    found_ = mistaken(text, text.index(at), {"AND"})
    assert (found_.hint.en if found_ else None) == hint


def test_a_declared_name_is_no_mistaken_word() -> None:
    word, hint = one("要求 之前 5")
    assert word == "5" and hint is not None and "写作" not in hint
    assert one("要求 以前 5")[0] == "以前"


def test_a_blank_is_missed_only_in_a_word_that_is_no_name() -> None:
    assert (
        one("要求 紧急 且 (紧急) 法定期限 > 3日")[1]
        == "“法定期限”在这里读作步骤的名称,其后写 先于、之后 或者 期限"
    )
    (wrong,) = found("要求 个数(名单) 名单属于 5")
    assert wrong.hint == Text("“名单”和“属于”之间缺空格?", "is a blank missing between '名单' and '属于'?")
    (wrong,) = found("要求 个数(名单) 名单属于 5", "事实 名单属于: 是否\n")
    assert wrong.hint is not None and "缺空格" not in wrong.hint.zh


def test_a_name_that_is_a_keyword_wants_backquotes() -> None:
    word, hint = one("要求 事实 且 紧急")
    assert (word, hint) == ("事实", "作名称时用反引号:`事实`")
    assert not found("要求 `事实` 且 紧急")
    word, _ = one("要求 每个 且 紧急")
    assert word == "紧急"  # nothing is called 每个


def test_a_list_of_what_may_stand_is_short_and_tells_kinds_apart() -> None:
    many = [t for group in ("requirement", "clause", "declaration") for t in keyword_table()[group]]
    said = expected([*many, "BEFORE", "AFTER", "THEN", "SINCE", "EQ", "$END"])
    assert said == Text(
        "这里可以写:“=”;时间上的限定(先于、后于、之后…);一项要求(有、没有、要求…);"
        "下一个条款(依据、要旨、当…);下一个声明(应当、例外、案例…);文件结束",
        "expected here: '='; a bound in time (before, after, then, …); a requirement (has, has_no, ensure, …); "
        "the next clause (basis, gist, when, …); the next declaration (must, exception, example, …); "
        "the end of the file",
    )
    assert expected(["RBRACE", "BASIS", "KIND"]) == Text(
        "可以是:依据、类别、“}”", "expected: basis, kind, '}'"
    )
    assert expected([]) is None


def test_only_what_may_stand_is_named() -> None:
    _, hint = one('要求 紧急 "a"')
    assert hint is not None and "文件结束" not in hint and "“{”" not in hint and "下一个条款" in hint


def test_the_word_taken_for_a_step_is_named() -> None:
    assert one("有 探决定 后于 本 紧急") == ("合例", "“紧急”在这里读作步骤的名称,其后写 先于、之后 或者 期限")


@pytest.mark.parametrize(
    ("body", "word", "hint"),
    [
        ("依拒 探法 第二条  有 探决定 后于 本", "依拒", "是不是“依据”?"),
        ("有 探决定(主体 = 甲) 先余 本", "先余", "是不是“先于”?"),
        ("has 探决定 bafore this", "bafore", "是不是“before”?"),
        ("有探决定 后于 本 60日内", "有探决定", "“有”后要空一格"),
        ("当紧急  有 探决定 后于 本", "当紧急", "“当”后要空一格"),
    ],
)
def test_a_keyword_misspelt_or_run_together_stands_where_it_is(body: str, word: str, hint: str) -> None:
    assert one(body) == (word, hint)

"""The canonical text of a pack: what moves, what is spelled otherwise, and what stays as it was written."""

from __future__ import annotations

from unittest import mock

import pytest
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.syntax import format_words
from guiju.engine.syntax.format import format_pack
from wcwidth import wcswidth


def formatted(text: str, language: Lang | None = None, **names: Name) -> str:
    """The canonical text; `names` are words of the text that have two names, wherever they stand."""
    return format_pack(Source("包.rule", text), language, _places(text, names))


def _places(text: str, names: dict[str, Name]) -> dict[tuple[int, int], Name]:
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        for word, name in names.items():
            at = line.find(word)
            while at >= 0:
                found[number, at + 1] = name
                at = line.find(word, at + 1)
    return found


def rule(*clauses: str) -> str:
    """A rule in canonical layout with these clauses."""
    return "应当 甲 {\n" + "".join(f"  {clause}\n" for clause in clauses) + "}\n"


def clause(text: str, language: Lang | None = None, kind: str = "应当", **names: Name) -> str:
    """The canonical text of the clause of a rule (or of another kind of declaration)."""
    return clause_of(text, language, kind, names)


def clause_of(text: str, language: Lang | None, kind: str, names: dict[str, Name]) -> str:
    """The same, with names that are no words of Python."""
    whole = f"{kind} 甲 {{ {text} }}"
    lines = format_pack(Source("包.rule", whole), language, _places(whole, names)).splitlines()
    return "\n".join(line[2:] for line in lines[1:-1])


# --- layout -----------------------------------------------------------------------------------------------


def test_one_clause_on_a_line_and_two_blanks_for_each_brace() -> None:
    given = '应当 甲(a){依据 法 第一条 要旨 "好"/"good" 每一 送审 任一{ 全部{有 公布 有 备案} 要求 x }}'
    assert formatted(given) == (
        "应当 甲 (a) {\n"
        "  依据 法 第一条\n"
        '  要旨 "好" / "good"\n'
        "  每一 送审\n"
        "  任一 {\n    全部 { 有 公布; 有 备案 }\n    要求 x\n  }\n"
        "}\n"
    )


def test_a_block_that_does_not_fit_has_a_line_for_each_clause() -> None:
    part = "有 合法性审查(结论 属于 [合法, 修改后合法]) 先于 本 其间无 送审"
    assert clause(f"任一 {{ {part}; {part} }}") == f"任一 {{\n  {part}\n  {part}\n}}"


def test_the_width_is_110_columns_and_a_chinese_character_takes_two() -> None:
    head = '  要旨 "" / "good"'
    fits = "字" * ((110 - wcswidth(head)) // 2)
    assert clause(f'要旨 "{fits}" / "good"') == f'要旨 "{fits}" / "good"'
    assert wcswidth(f'  要旨 "{fits}" / "good"') in (109, 110)
    assert clause(f'要旨 "{fits}字" / "good"') == f'要旨 "{fits}字"\n  / "good"'


def test_examples_stand_on_one_line_with_two_blanks_between_records() -> None:
    given = (
        "合例 { 约束 县 事实 a = 是 , b = 否\n送审（x=1） 2024-03-01 09:30 次序 2 公布 2024-03-02 至 未止 }"
    )
    assert clause(given) == (
        "合例 { 约束 县  事实 a = 是, b = 否  送审(x = 1) 2024-03-01 09:30 次序 2  公布 2024-03-02 至 未止 }"
    )


def test_records_of_an_example_that_does_not_fit_share_lines() -> None:
    long = "公开征求意见(渠道 = [政府网站, 报纸], 收到意见数 = 12) 2024-03-01 至 2024-04-01"
    later = "送审 2024-04-02 公布 2024-04-03 备案 2024-05-01  # 迟\n归档 2024-05-02"
    given = f"案例 甲 {{ 事实 x = 是 {long} {later} 预期 乙 违反 }}"
    assert formatted(given) == (
        "案例 甲 {\n  事实 x = 是\n"
        f"  {long}  送审 2024-04-02\n"
        "  公布 2024-04-03  备案 2024-05-01  # 迟\n"
        "  归档 2024-05-02\n  预期 乙 违反\n}\n"
    )


def test_more_than_two_alternatives_stand_one_below_the_other() -> None:
    assert clause("任一 { 有 甲; 有 乙 }") == "任一 { 有 甲; 有 乙 }"
    assert clause("任一 { 有 甲; 有 乙; 有 丙 }") == "任一 {\n  有 甲\n  有 乙\n  有 丙\n}"


def test_a_long_condition_breaks_at_its_outermost_word() -> None:
    part = "(情况紧急的程度 且 依法不予公开的程度 且 涉及其他单位的职责)"
    assert clause(f"当 {part} 或 {part} 或 {part}") == f"当 {part}\n  或 {part}\n  或 {part}"


def test_fields_are_filled_and_the_values_of_one_are_indented_further() -> None:
    values = " | ".join(f"取值{n} (value_{n})" for n in range(7))
    given = f"程序 p {{ 步骤 s {{ 字段 形式 (form): {values}, 份数 (copies): 数, 编号 (number): 文本 }} }}"
    assert formatted(given) == (
        "程序 p {\n"
        "  步骤 s {\n"
        "    字段 形式 (form): 取值0 (value_0) | 取值1 (value_1) | 取值2 (value_2) | 取值3 (value_3) | 取值4 (value_4)\n"
        "        | 取值5 (value_5) | 取值6 (value_6),\n"
        "      份数 (copies): 数, 编号 (number): 文本\n"
        "  }\n"
        "}\n"
    )


def test_a_long_question_goes_below_its_fact() -> None:
    question = "这" * 36 + "?"
    given = f'事实 甲 (a): 是否 默认 否 "{question}" / "Is it so?"'
    assert formatted(given) == f'事实 甲 (a): 是否 默认 否\n  "{question}" / "Is it so?"\n'
    longer = f'事实 甲 (a): 是否 "{question}" / "{"so " * 20}"'
    assert formatted(longer) == f'事实 甲 (a): 是否\n  "{question}"\n  / "{"so " * 20}"\n'


def test_blank_lines_one_between_declarations_and_those_of_the_author_inside() -> None:
    given = "规则包 包 { }\n\n\n规范 甲 { }\n规范 乙 { }\n\n\n\n规范 丙 { }\n应当 丁 {\n\n有 a\n\n\n每一 b\n每年\n\n}"
    assert formatted(given) == (
        "规则包 包 { }\n\n规范 甲 { }\n规范 乙 { }\n\n规范 丙 { }\n\n应当 丁 {\n  有 a\n\n  每一 b\n  每年\n}\n"
    )


def test_values_in_lists_and_records_are_set_close() -> None:
    given = '合例 { 论证(专家=[ {姓名="甲" ,利害关系=否},{ 姓名 = "乙" } ] , 名单=[ ]) 2024-03-01 }'
    assert clause(given) == (
        '合例 { 论证(专家 = [{姓名 = "甲", 利害关系 = 否}, {姓名 = "乙"}], 名单 = []) 2024-03-01 }'
    )


def test_arithmetic_is_spaced_and_a_sign_before_a_number_is_not() -> None:
    assert clause("要求 甲＋乙×2-丙÷4≥－5") == "要求 甲 + 乙 * 2 - 丙 / 4 ≥ -5"


# --- comments ---------------------------------------------------------------------------------------------


def test_comments_keep_their_place() -> None:
    given = (
        "# 文首\n\n"
        "规则包 包 { } # 包\n"
        "应当 甲 {# 开\n"
        "# 一\n"
        "每一 送审# 二\n"
        "    当 a   # 三\n"
        "       # 四\n"
        "       且 b\n"
        "全部 { 有 公布 ; # 五\n"
        "# 六\n"
        "有 备案\n"
        "# 七\n"
        "} 合例 { } # 八\n"
        "# 九\n"
        "}\n\n"
        "# 文末"
    )
    assert formatted(given) == (
        "# 文首\n\n"
        "规则包 包 { }  # 包\n\n"
        "应当 甲 {  # 开\n"
        "  # 一\n"
        "  每一 送审  # 二\n"
        "  当 a  # 三\n"
        "    # 四\n"
        "    且 b\n"
        "  全部 {\n"
        "    有 公布  # 五\n"
        "    # 六\n"
        "    有 备案\n"
        "    # 七\n"
        "  }\n"
        "  合例 { }  # 八\n"
        "  # 九\n"
        "}\n\n"
        "# 文末\n"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_comment_inside_a_form_that_is_written_otherwise_is_kept(language: Lang) -> None:
    given = "应当 甲 {\n有 公布 后于 本 20 # 一\n个工作日 # 二\n内 # 三\n依据 法 art # 四\n3 # 五\n}"
    found = formatted(given, language)
    assert [found.index(f"# {n}") for n in "一二三四五"] == sorted(
        found.index(f"# {n}") for n in "一二三四五"
    )
    assert formatted(found, language) == found


# --- spelling ---------------------------------------------------------------------------------------------


def test_signs_and_quotation_marks_have_one_form() -> None:
    given = (
        "应当 甲（a）｛要旨 “他说‘好’”／「good」 当（x！＝3）合例｛送审（名单＝【“a”、＂b＂］）2024-03-01｝｝"
    )
    assert formatted(given) == (
        '应当 甲 (a) {\n  要旨 "他说‘好’" / "good"\n  当 (x ≠ 3)\n  合例 { 送审(名单 = ["a", "b"]) 2024-03-01 }\n}\n'
    )
    assert (
        clause('要旨 “他说"好"”') == '要旨 “他说"好"”'
    )  # the straight marks inside could not stand in straight ones


CHINESE = (
    "依据 法 第二十五条第二款第(三)项第2句, 法 第一千零一条",
    "每一 送审(金额 ≥ 5000万元 且 比例 < 12.5 且 费用 = 3元)",
    "期限 不少于30日 足日",
    "期限 不超过1个月",
    "期限 不超过 送审时间",
    "有 至少 2次 论证(至少 3个 专家 满足 (非 利害关系)) 先于 本",
    "有 公布 后于 本.起 20个工作日内 至少 2年",
    "有 公布 不论先后 至多 0日",
    "有 论证(至少 三分之二 专家 满足 (到场)) 不早于 当年 3月31日",
    "当 载明 a 且 (b ≠ 无 或 c ≤ 3) 且 d 属于 [1, 2]",
    "每隔 1个月 从 送审",
    "依据 法 第二十五条之一第二款, 第三条",
    "有 公布 后于 本 至多 事实.法定期限 同日亦可",
    "要求 求和(费用) ≤ 求和(明细.数额) 且 渠道 含全部 [网站, 报纸] 且 种数(专家.单位) ≥ 2",
    "记录 告知 作为 受理 满 60日",
    "有 公布 先于 最早(本, 2024-01-01)",
)
ENGLISH = (
    "basis 法 art 25 para 2 item 3 sentence 2, 法 art 1001",
    "each 送审(金额 >= 5000 ten_thousand_yuan and 比例 < 12.5 and 费用 = 3 yuan)",
    "lasts at_least 30 days full_days",
    "lasts at_most 1 month",
    "lasts at_most 送审时间",
    "has at_least 2 times 论证(at_least 3 of 专家 satisfies (not 利害关系)) before this",
    "has 公布 after this.start within 20 working_days at_least 2 years",
    "has 公布 any_time at_most 0 days",
    "has 论证(at_least 2/3 专家 satisfies (到场)) not_before this_year 03-31",
    "when stated a and (b != none or c <= 3) and d in [1, 2]",
    "at_intervals_of 1 month from 送审",
    "basis 法 art 25-1 para 2, art 3",
    "has 公布 after this at_most fact.法定期限 same_day_too",
    "ensure sum_of(费用) <= sum_of(明细.数额) and 渠道 contains_all [网站, 报纸] and distinct_in(专家.单位) >= 2",
    "record 告知 as 受理 upon 60 days",
    "has 公布 before earliest(this, 2024-01-01)",
)


@pytest.mark.parametrize(("chinese", "english"), list(zip(CHINESE, ENGLISH, strict=True)))
def test_each_form_has_one_text_in_either_language(chinese: str, english: str) -> None:
    kind = "视为" if chinese.startswith("记录") else "应当"
    assert clause(chinese, kind=kind) == chinese
    assert clause(chinese, "en", kind=kind) == english
    assert clause(english, "zh", kind=kind) == chinese


def test_other_spellings_become_the_usual_one() -> None:
    given = "应当 甲 { 依据 法 第25条 第 2 款 第三项 第二句 期限 至少 30天 有 不少于 2个 公布 先于 本 不超过 3 工作日 }"
    assert formatted(given) == rule(
        "依据 法 第二十五条第二款第(三)项第2句", "期限 不少于30日", "有 至少 2次 公布 先于 本 至多 3个工作日"
    )
    assert formatted("必须 甲 { 要求 a = true }") == rule("要求 a = 是")
    numerals = "应当 甲 { 有 公布 后于 本 三十日内 每隔 两年 从 送审 期限 不少于 十五个工作日 }"
    assert formatted(numerals) == rule("有 公布 后于 本 30日内", "每隔 2年 从 送审", "期限 不少于15个工作日")


def test_the_language_is_that_of_most_keywords() -> None:
    assert formatted("应当 甲 { each 送审 有 公布 }") == rule("每一 送审", "有 公布")
    assert formatted("must 甲 { each 送审 有 公布 }") == "must 甲 {\n  each 送审\n  has 公布\n}\n"


# --- names ------------------------------------------------------------------------------------------------

SUBMISSION = Name("送审", "submission", ("报审",))


def test_names_in_use_are_translated_and_declarations_keep_both() -> None:
    given = "应当 甲 (a) { 每一 报审 有 公布 后于 本 }\n程序 p { 步骤 送审 (submission, 报审) }"
    names = {"报审": SUBMISSION, "送审": SUBMISSION}
    english = formatted(given, "en", **names)
    assert "must 甲 (a) {\n  each submission\n" in english
    assert "step 送审 (submission, 报审)" in english
    assert "  每一 送审\n" in formatted(english, "zh", submission=SUBMISSION)
    assert "  每一 送审\n" in formatted(given, "zh", **names)  # a further name becomes the first one


def test_texts_and_comments_are_never_translated() -> None:
    given = '要旨 "送审" / "送审 每一"  # 送审 每一'
    assert clause(f"{given}\n", "en", 送审=SUBMISSION) == given.replace("要旨", "gist")


def test_a_name_that_would_be_read_as_a_keyword_stays() -> None:
    assert clause("每一 x 要求 紧急", "en", 紧急=Name("紧急", "not")) == "each x\nensure 紧急"
    assert clause("要求 急", "en", 急=Name("急", "each")) == "ensure each"  # no keyword may stand here


def test_a_name_in_backquotes_that_is_also_a_keyword_comes_back() -> None:
    fact = Name("事实", "findings")
    given = "要求 `事实` 且 理由"
    assert clause(given) == given
    assert clause_of(given, None, "应当", {"`事实`": fact}) == given
    english = clause_of(given, "en", "应当", {"`事实`": fact})
    assert english == "ensure findings and 理由"
    assert clause(english, "zh", findings=fact) == given


def test_a_value_that_is_spelled_like_a_keyword_stays_unless_the_keyword_is_its_name_too() -> None:
    nothing, none = Name("无", "nothing"), Name("无", "none")
    assert clause("要求 影响 = 无", "en", 无=nothing) == "ensure 影响 = 无"
    assert clause("要求 影响 = 无", "en", 无=none) == "ensure 影响 = none"


# --- what is refused --------------------------------------------------------------------------------------


def test_a_text_with_errors_is_not_formatted() -> None:
    with pytest.raises(Refused) as refused:
        formatted("应当 甲 { 每一 }\n应当 乙 { 有 }")
    assert [d.code for d in refused.value.diagnostics] == ["P001", "P001"]


def test_a_text_that_would_not_say_the_same_is_refused_at_its_place() -> None:
    given = "应当 甲 {\n  每一 送审\n  有 公布 先于 本\n}"
    table = dict(format_words._keywords())
    with mock.patch.object(format_words, "_keywords", lambda: {**table, "BEFORE": (["后于"], ["after"])}):
        with pytest.raises(Refused) as refused:
            formatted(given)
        (found,) = refused.value.diagnostics
        assert (found.code, found.span and found.span.line) == ("G008", 3)


def test_a_text_that_would_lose_a_comment_is_refused() -> None:
    with mock.patch("guiju.engine.syntax.format_layout._ending", lambda comment: ""):
        assert formatted("应当 甲 { 有 公布 }") == rule("有 公布")
        with pytest.raises(Refused) as refused:
            formatted("应当 甲 { 有 公布 } # 说明")
    assert [d.code for d in refused.value.diagnostics] == ["G008"]


def test_a_name_put_in_place_of_another_is_refused() -> None:
    wrong = mock.patch.object(format_words.Speller, "_name", lambda self, leaf, known: "备案")
    with wrong, pytest.raises(Refused):
        formatted("应当 甲 { 有 公布 }", 公布=Name("公布", "publication"))

"""The reader of law texts, on small laws made up for the purpose."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.norms.law_text import LawText, count_sentences, digest, read_law
from hypothesis import given
from hypothesis import strategies as st

HEAD = "# 灯塔管理办法\n\n2001年2月3日 灯塔令第1号公布\n\n<!-- INFO END -->\n\n"


def law(body: str, head: str = HEAD) -> tuple[LawText, list[Diagnostic]]:
    return read_law(Source("灯塔.md", head + body))


def shape(text: LawText) -> dict[str, list[int]]:
    return {f"{a.number}-{a.suffix}": [p.items for p in a.paragraphs] for a in text.articles}


def test_articles_paragraphs_and_items() -> None:
    text, problems = law(
        "## 第一章 总则\n\n第一条 灯要亮。\n\n第二条 看守人应当:\n\n(一)点灯;\n\n(二)擦灯。\n\n"
        "雾天另行规定。夜里照旧。\n\n### 第一节 杂项\n\n第三条 本办法明日起施行。\n"
    )
    assert problems == []
    assert text.title == "灯塔管理办法"
    assert shape(text) == {"1-0": [0], "2-0": [2, 0], "3-0": [0]}
    assert [p.sentences for p in text.articles[1].paragraphs] == [1, 2]


def test_full_width_and_odd_brackets_are_items_too() -> None:
    text, problems = law("第一条 应当：\n\n（一）甲；\n\n(二）乙；\n\n㈢丙。\n")
    assert problems == []
    assert shape(text) == {"1-0": [3]}


def test_inserted_articles_follow_their_article() -> None:
    text, problems = law("第一条 甲。\n\n第一条之一 乙。\n\n第一条之二 丙。\n\n第二条 丁。\n")
    assert problems == []
    assert list(shape(text)) == ["1-0", "1-1", "1-2", "2-0"]


def test_a_missing_article_is_reported_once_at_its_line() -> None:
    text, problems = law("第一条 甲。\n\n第四条 乙。\n\n第五条 丙。\n")
    (gap,) = problems
    assert (gap.code, gap.severity) == ("N003", "error")
    assert gap.span is not None and gap.span.line == 9
    assert gap.message.zh == "第一条之后就是第四条,中间有缺漏"
    assert gap.message.en == "art. 4 follows art. 1: what lies between is missing"
    assert list(shape(text)) == ["1-0", "4-0", "5-0"]


def test_articles_out_of_order_or_twice_are_reported() -> None:
    _, problems = law("第一条 甲。\n\n第二条 乙。\n\n第二条 又是乙。\n\n第一条 又是甲。\n")
    assert [(p.code, p.message.en) for p in problems] == [
        ("N003", "art. 2 stands after art. 2"),
        ("N003", "art. 1 stands after art. 2"),
    ]


def test_an_inserted_article_without_its_first_is_a_gap() -> None:
    _, problems = law("第一条 甲。\n\n第一条之二 乙。\n")
    assert [p.code for p in problems] == ["N003"]
    assert "第一条之二" in problems[0].message.zh and "art. 1-2" in problems[0].message.en


def test_a_part_that_begins_later_is_only_a_warning() -> None:
    text, problems = law("第五条 甲。\n\n第六条 乙。\n")
    assert [(p.code, p.severity) for p in problems] == [("N003", "warning")]
    assert list(shape(text)) == ["5-0", "6-0"]


def test_items_that_go_on_after_a_plain_block_keep_one_paragraph() -> None:
    text, problems = law(
        "第一条 应当:\n\n(一)甲;\n\n(二)乙。\n\n乙要每月报告。\n\n(三)丙。\n\n前款所列,每年公布。\n"
    )
    assert problems == []
    assert shape(text) == {"1-0": [3, 0]}
    assert text.articles[0].paragraphs[0].item_sentences == (1, 2, 1)


def test_points_belong_to_the_item_before_them() -> None:
    text, problems = law("第一条 应当:\n\n(一)甲:\n\n1.子;\n\n2.丑。\n\n(二)乙。\n")
    assert problems == []
    assert shape(text) == {"1-0": [2]}


def test_items_that_begin_anew_belong_to_the_new_paragraph() -> None:
    text, problems = law("第一条 应当:\n\n(一)甲;\n\n(二)乙。\n\n不得:\n\n(一)丙;\n\n(二)丁;\n\n(三)戊。\n")
    assert problems == []
    assert shape(text) == {"1-0": [2, 3]}


def test_a_missing_item_is_reported() -> None:
    _, problems = law("第一条 应当:\n\n(一)甲;\n\n(三)乙。\n")
    (gap,) = problems
    assert (gap.code, gap.span and gap.span.line) == ("N004", 11)
    assert "(二)" in gap.message.zh and "(二) was due" in gap.message.en


def test_a_reference_at_the_start_of_a_paragraph_is_no_article() -> None:
    text, problems = law(
        "第一条 甲。\n\n第一条第一款规定的灯除外。\n\n第一条规定的塔也除外。\n\n第二条 乙。\n"
    )
    assert problems == []
    assert shape(text) == {"1-0": [0, 0, 0], "2-0": [0]}


def test_article_without_blank_after_its_number_and_number_alone_on_a_line() -> None:
    text, problems = law("第一条甲。\n\n第2条\n\n乙。\n\n丙。\n\n第三条　丁。\n")
    assert problems == []
    assert shape(text) == {"1-0": [0], "2-0": [0, 0], "3-0": [0]}


def test_wrapped_lines_are_one_paragraph_and_ended_ones_are_not() -> None:
    text, problems = law("第一条 灯要\n亮。\n塔要高。\n(一)甲。\n")
    assert problems == []
    assert shape(text) == {"1-0": [0, 1]}


def test_windows_line_ends_and_byte_order_mark_change_nothing() -> None:
    body = HEAD + "第一条 应当:\n\n(一)甲;\n\n(二)乙。\n\n第二条 丙。\n"
    plain = read_law(decode(body.encode(), "a.md"))
    windows = read_law(decode(b"\xef\xbb\xbf" + body.replace("\n", "\r\n").encode(), "a.md"))
    assert plain == windows
    assert shape(plain[0]) == {"1-0": [2], "2-0": [0]}


def test_without_the_marker_all_before_the_first_article_is_metadata() -> None:
    text, problems = law("第一条 甲。\n", head="灯塔管理办法\n\n2001年公布\n\n")
    assert problems == []
    assert (text.title, shape(text)) == ("灯塔管理办法", {"1-0": [0]})


def test_invisible_characters_and_a_repeated_title_are_passed_over() -> None:
    text, problems = law("灯塔 管理办法\n\n\u200b\n\u200b第一条\u2002甲。\n")
    assert problems == []
    assert shape(text) == {"1-0": [0]}


def test_text_outside_every_article_is_a_warning() -> None:
    text, problems = law("前言。\n\n第一条 甲。\n\n## 附件\n\n一张表。\n")
    assert [(p.code, p.severity, p.span and p.span.line) for p in problems] == [
        ("N002", "warning", 7),
        ("N002", "warning", 13),
    ]
    assert shape(text) == {"1-0": [0]}


def test_no_article_at_all_an_empty_one_and_one_with_a_wrong_numeral() -> None:
    assert [p.code for p in law("灯。\n")[1]] == ["N001", "N002"]
    _, problems = law("第一条\n\n第十十条 乙。\n")
    assert [p.code for p in problems] == ["N006", "N005"]
    assert "十十" in problems[1].message.zh and "十十" in problems[1].message.en


def test_digest_ignores_width_blanks_and_number_but_no_word() -> None:
    one, _ = law("第一条 灯（大的），“要”亮：\n\n（一）甲；\n\n第二条 乙。\n")
    two, _ = law('第一条 灯(大的),"要" 亮:\n\n( 一 )甲;\n'.replace("( 一 )", "(一)") + "\n第二条 丙。\n")
    renumbered, _ = law("第一条 丁。\n\n第二条 灯(大的),“要”亮:\n\n(一)甲;\n")
    assert one.articles[0].digest == two.articles[0].digest == renumbered.articles[1].digest
    assert one.articles[1].digest != two.articles[1].digest
    assert len(one.articles[0].digest) == 16


def test_sentences_end_outside_brackets_and_quotations() -> None:
    assert count_sentences("甲。乙!丙?") == 3
    assert count_sentences("甲(乙。丙。)丁。") == 1
    assert count_sentences("写明“甲。”以后再说。") == 1
    assert count_sentences("应当:") == 1
    assert count_sentences("甲(乙。丙。") == 2
    assert count_sentences("甲;乙;丙。") == 1


@given(st.text(alphabet="第一二十条之款(（)）项。:;：1.# \n\u200b甲乙<!->", max_size=300))
def test_nothing_makes_the_reader_raise(body: str) -> None:
    text, problems = law(body)
    lines = (HEAD + body).count("\n") + 1
    assert all(p.span and 1 <= p.span.line <= lines and p.message.zh and p.message.en for p in problems)
    assert bool(text.articles) != any(p.code == "N001" for p in problems)


@given(st.text(alphabet="灯塔,。(一)a1", max_size=80), st.integers(0, 80), st.sampled_from(" \u3000\u200b\n"))
def test_a_blank_anywhere_leaves_the_digest_alone(words: str, at: int, blank: str) -> None:
    assert digest(words[:at] + blank + words[at:]) == digest(words)
    assert digest(words + "灯") != digest(words)

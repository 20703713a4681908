"""Citations in documents: sources, places, ranges, what stands before."""

from __future__ import annotations

import pytest
from guiju.engine.document.numbers import Ordinal, document_numbers, doubt_text
from hypothesis import given, settings
from hypothesis import strategies as st

from .document_reading import articles, cited, locations, only, read, text_at


@pytest.mark.parametrize(
    ("text", "title", "places"),
    [
        ("依据《甲条例》第十六条第二款第（三）项", "甲条例", ["a16 p2 i3"]),
        ("《甲条例》第16条第2款第3项", "甲条例", ["a16 p2 i3"]),
        ("《甲条例》第 １６ 条第 2 款第(3)项", "甲条例", ["a16 p2 i3"]),
        ("《甲条例》第三条第一款、第三款", "甲条例", ["a3 p1", "a3 p3"]),
        ("《甲条例》第五条、第七条和第九条第二项", "甲条例", ["a5", "a7", "a9 i2"]),
        ("《甲法》第一百零二条", "甲法", ["a102"]),
        ("《甲法》第一〇二条", "甲法", ["a102"]),
        ("《甲法》第102条", "甲法", ["a102"]),
        ("《甲法》第二十条但书", "甲法", ["a20 proviso"]),
        ("《甲法》第二十条第一款后半段", "甲法", ["a20 p1 second half"]),
        ("《甲法》第十二条之一", "甲法", ["a12-1"]),
        ("《甲法》第八至十条", "甲法", ["a8", "a9", "a10"]),
        ("《甲法》第三条第（一）、（三）项", "甲法", ["a3 i1", "a3 i3"]),
        ("《甲法》第三条第一款第（一）项至第（三）项", "甲法", ["a3 p1 i1", "a3 p1 i2", "a3 p1 i3"]),
        ("《甲法》的第三条", "甲法", ["a3"]),
        ("《甲法》第五十条至五十二条", "甲法", ["a50", "a51", "a52"]),
        ("《甲法》第二章第一节", "甲法", ["C2 S1"]),
        ("<<甲法>>第三条", "甲法", ["a3"]),
        ("依照《甲条例第四十条处200元罚款", "甲条例", ["a40"]),
    ],
)
def test_a_citation_of_another_text(text: str, title: str, places: list[str]) -> None:
    found = only(articles(text + "。"))
    assert (found.source.kind, found.source.title, locations(found)) == ("title", title, places)


def test_levels_taken_from_the_place_before_are_named() -> None:
    found = only(articles("《甲条例》第三条第一款、第三款。"))
    assert found.inherited == ("article",)
    assert only(articles("《甲条例》第三条、第四条。")).inherited == ()


def test_a_list_of_sources_is_open() -> None:
    found = cited(articles("根据《乙法》《丙法》和《丁条例》等有关规定，制定本办法。"))
    assert [(c.source.title, c.open, c.locations) for c in found] == [
        ("乙法", True, ()), ("丙法", True, ()), ("丁条例", True, ()),
    ]  # fmt: skip
    closed = cited(articles("根据《乙法》、《丙法》，制定本办法。"))
    assert [(c.source.title, c.open) for c in closed] == [("乙法", False), ("丙法", False)]


def test_a_grade_is_no_open_list() -> None:
    assert not only(articles("按《甲标准》等级评定。")).open


def test_a_number_behind_a_title() -> None:
    found = only(articles("根据《甲条例》（国务院令第七百一十一号）第二十六条。"))
    assert found.source.number is not None
    assert (found.source.number.serial, found.source.number.year, locations(found)) == (711, None, ["a26"])


def test_the_title_inside_that_of_a_notice() -> None:
    found = only(articles("《关于印发〈戊管理办法〉的通知》（某府规〔2021〕3号）第六条。"))
    assert (found.source.title, found.source.wrapper) == ("戊管理办法", "关于印发〈戊管理办法〉的通知")
    assert (str(found.source.number), locations(found)) == ("某府规〔2021〕3号", ["a6"])


def test_an_edition_behind_a_title() -> None:
    found = only(articles("根据《甲条例》（2019年修订）第二条。"))
    assert (found.source.edition, locations(found)) == ("2019年修订", ["a2"])


def test_a_number_without_a_title() -> None:
    found = only(articles("按照某府〔2019〕12号文件执行。"))
    assert (found.source.kind, str(found.source.number), found.text) == (
        "number",
        "某府〔2019〕12号",
        "某府〔2019〕12号",
    )


def test_a_short_name_given_before() -> None:
    first, second, third = cited(
        articles("根据《甲条例》（以下简称《条例》）。", "按照《条例》第四条。", "该条例第五条。")
    )
    assert first.source.kind == "title"
    assert (second.source.title, second.source.alias, locations(second)) == ("甲条例", "条例", ["a4"])
    assert (third.source.kind, third.source.title, locations(third)) == ("named before", "甲条例", ["a5"])


def test_a_short_name_without_title_marks() -> None:
    *_, last = cited(articles("根据《某市处罚法》（以下简称处罚法）。", "依照处罚法第十条。"))
    assert (last.source.title, locations(last)) == ("某市处罚法", ["a10"])


def test_a_title_without_title_marks() -> None:
    found = only(articles("对有争议的，依照立法法第五十三条办理。"))
    assert (found.source.kind, found.source.title, found.problems) == ("title", "立法法", ())


def test_a_second_item_in_the_sentence_is_of_the_same_article() -> None:
    document = articles("甲：\n（一）子；\n（二）丑。\n前款第一项情形由甲批准，第二项情形由乙批准。")
    assert [locations(c) for c in cited(document)] == [["a1 p1 i1"], ["a1 p1 i2"]]


def test_a_short_name_does_not_hold_before_it_is_given() -> None:
    first, *_ = cited(articles("按照《条例》第四条。", "根据《甲条例》（以下简称《条例》）。"))
    assert first.source.title == "条例"


def test_places_of_the_document_itself() -> None:
    document = articles("甲。", "乙。", "丙。", "丁。", "本办法第一条至第三条，第一至二条。")
    (found,) = cited(document)
    assert found.source.kind == "self"
    assert locations(found) == ["a1", "a2", "a3", "a1", "a2"]
    assert found.problems == ()


def test_a_range_has_the_articles_inserted_in_it() -> None:
    document = read(
        "某办法", "第一条 甲。", "第一条之一 乙。", "第二条 丙。", "第三条 本办法第一条至第二条。"
    )
    assert [location.article for location in only(document).locations] == [
        Ordinal(1),
        Ordinal(1, 1),
        Ordinal(2),
    ]
    assert Ordinal(12) < Ordinal(12, 1) < Ordinal(13)


def test_the_paragraph_before() -> None:
    document = articles("甲。", "乙。\n前款规定的费用。\n前两款。")
    before, both = cited(document)
    assert (locations(before), locations(both)) == (["a2 p1"], ["a2 p1", "a2 p2"])
    assert before.inherited and before.source.part == 0


def test_the_paragraph_before_the_first_is_an_error() -> None:
    found = only(articles("甲。", "前款规定的费用。"))
    assert (found.locations, [p.kind for p in found.problems]) == ((), ["nothing before"])
    assert found.problems[0].message.zh and "there is no such" in found.problems[0].message.en


def test_the_article_before() -> None:
    document = read("某办法", "第一条 甲。", "第一条之一 乙。", "第二条 违反前条规定的。")
    assert locations(only(document)) == ["a1-1"]


def test_this_article() -> None:
    document = articles("甲：\n（一）子；\n（二）丑；\n（三）寅。\n本条第一款第（一）项至第（三）项。")
    assert locations(only(document)) == ["a1 p1 i1", "a1 p1 i2", "a1 p1 i3"]


def test_the_item_before() -> None:
    document = articles("甲：\n（一）子；\n（二）符合前项的。")
    assert locations(only(document)) == ["a1 p1 i1"]


def test_a_place_that_is_not_there() -> None:
    assert [p.kind for p in only(articles("本办法第九条。")).problems] == ["no such provision"]
    assert [p.kind for p in only(articles("本办法第一条第三款。")).problems] == ["no such provision"]
    assert only(articles("本办法第一条第一款。")).problems == ()


def test_the_rules_speak_of_themselves_in_the_notice() -> None:
    document = read(
        "某镇人民政府关于印发《某办法》的通知", "各村：", "本办法第一条自下月执行。", "某镇人民政府", "2020年1月2日",
        "某办法", "第一条 甲。",
    )  # fmt: skip
    (found,) = cited(document)
    assert (found.part, found.source.part, found.problems) == (0, 1, ())


def test_articles_of_a_notice_are_its_numbers() -> None:
    document = read(
        "某通知",
        "各村：",
        "一、甲",
        "（一）子。",
        "二、乙",
        "（一）丑。",
        "三、按第二条第（一）项办理，本通知第九条除外。",
    )
    first, second = cited(document)
    assert (locations(first), first.problems) == (["a2 i1"], ())
    assert [p.kind for p in second.problems] == ["no such provision"]


def test_paragraphs_of_a_flattened_text_are_unknown() -> None:
    document = read(
        "某规定", "第一条 甲。第二条 乙。丙。第三条 前款规定的除外。第四条 依照本规定第二条第二款。"
    )
    first, second = cited(document)
    assert (locations(first), first.problems) == (["a3 p?"], ())
    assert (locations(second), second.problems) == (["a2 p2"], ())


def test_an_amendment_speaks_of_the_text_it_amends() -> None:
    document = read("某决定", "一、对《甲办法》作出修改：", "（一）删去第十二条。", "二、本决定第一条。")
    _, amended, own = cited(document)
    assert (amended.source.title, locations(amended)) == ("甲办法", ["a12"])
    assert own.source.kind == "self"


@pytest.mark.parametrize(
    "text",
    [
        "目前款项已到位",
        "本项目的资金",
        "本条款",
        "按照三条标准",
        "提前条件成熟",
        "本办法",
        "本程序",
        "第三项目部",
        "等等",
    ],
)
def test_what_only_looks_like_a_citation(text: str) -> None:
    assert cited(articles(text + "。")) == []


def test_the_place_of_a_citation_in_the_file() -> None:
    document = read("某办法", "第一条　依照《甲 条例》", "第七条", "第二款办理。")
    found = only(document)
    assert locations(found) == ["a7 p2"]
    assert text_at(document, found.places) == "《甲 条例》|第七条|第二款"


def test_a_range_without_end_is_not_written_out() -> None:
    found = only(articles("《甲法》第一条至第九千条。"))
    assert locations(found) == ["a1", "a9000"]
    assert [p.kind for p in found.problems] == ["long range"]


@pytest.mark.parametrize(
    ("text", "numbers", "doubts"),
    [
        ("某府办〔2019〕012号", ["某府办〔2019〕12号"], ["leading zero"]),
        ("某府[2019]12号", ["某府〔2019〕12号"], ["bracket"]),
        ("某府（2019）12号", ["某府〔2019〕12号"], ["bracket"]),
        ("某府【2019】12号", ["某府〔2019〕12号"], ["bracket"]),
        ("某府〔2017〕48", ["某府〔2017〕48号"], ["no final mark"]),
        ("某府〔2019〕第12号", ["某府〔2019〕12号"], ["extra mark"]),
        ("某府〔二〇一九〕十二号", ["某府〔2019〕12号"], ["numeral"]),
        ("某府〔2019〕12、13号", ["某府〔2019〕12号", "某府〔2019〕13号"], []),
        ("市人民政府令第52号", ["市人民政府令第52号"], []),
        ("令〔2019〕第3号", ["令〔2019〕第3号"], []),
        ("某政令〔2019〕3号", ["某政令〔2019〕3号"], []),
        ("第52次会议", [], []),
        ("某府规", [], []),
    ],
)
def test_numbers_of_documents(text: str, numbers: list[str], doubts: list[str]) -> None:
    found = document_numbers(text)
    assert [str(number) for number in found] == numbers
    assert [doubt for number in found[:1] for doubt in number.doubts] == doubts
    assert all(doubt_text(doubt).en for number in found for doubt in number.doubts)


PIECES = st.sampled_from(
    [
        *(
            "《",
            "》",
            "〈",
            "〉",
            "第",
            "条",
            "款",
            "项",
            "一",
            "十",
            "（",
            "）",
            "（一）",
            "第一条",
            "第二款",
            "第（三）项",
            "、",
            "和",
        ),
        *(
            "至",
            "等",
            "前款",
            "本条",
            "本办法",
            "甲条例",
            "该条例",
            "以下简称",
            "〔2019〕",
            "12号",
            "某府",
            "但书",
            "后半段",
            "号",
        ),
        *(
            "自",
            "起",
            "施行",
            "之日",
            "公布",
            "有效期",
            "五年",
            "2020年1月1日",
            "废止",
            "同时",
            "与本办法不一致的",
            "所称",
            "是指",
        ),
        *(
            "以",
            "为准",
            "。",
            "，",
            "：",
            "附件",
            "某镇人民政府",
            "通知",
            "目录",
            "第一章",
            "1.",
            "①",
            "年",
            "月",
            "日",
            "<",
            ">",
        ),
        *("[", "]", "\n", "　"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_row_of_signs_is_an_error(text: str) -> None:
    """Every text has its answer; each citation stands where it says."""
    from guiju.engine.document.statements import statements

    document = read(*("某办法\n第一条 " + text).split("\n"))
    for found in statements(document).citations:
        assert found.text == text_at(document, found.places).translate(dict.fromkeys(map(ord, "| \u3000")))


AMENDING = ("某县关于修改《养犬管理办法》的决定", "县政府决定对《养犬管理办法》作如下修改：")


def test_an_amending_decision_speaks_of_the_articles_of_the_other_text() -> None:
    points = (
        "一、第九条第三款修改为：“前款所称犬只，依照本办法第七条登记。”",
        "二、删除第六条第二项。",
        "三、本决定自公布之日起施行。",
    )
    found = cited(read(*AMENDING, *points))
    assert {each.source.title for each in found} == {"养犬管理办法"}
    assert [locations(each) for each in found[1:]] == [["a9 p3"], ["a7"], ["a6 i2"]]
    assert not any(each.problems for each in found)


def test_what_a_decision_says_of_itself_is_of_its_own() -> None:
    (own,) = [
        each
        for each in cited(read(*AMENDING, "一、删除第六条。", "二、按照本决定第一条执行。"))
        if each.source.kind == "self"
    ]
    assert own.source.part == 0 and not own.problems


@pytest.mark.parametrize("paper", ["处置准运证", "运输协议", "项目备案表", "行政处罚决定书"])
def test_papers_that_are_filled_in_are_no_norms(paper: str) -> None:
    assert cited(articles(f"应当办理《{paper}》。")) == []


def test_what_stands_before_a_fragment_is_not_said_to_be_missing() -> None:
    lines = (
        "某办法",
        "第十三条 甲。",
        "第十四条 违反本办法第五条、第十三条的，从重。",
        "第十五条 违反本办法第十九条的，从轻。",
    )
    found = cited(read(*lines))
    assert [[p.kind for p in each.problems] for each in found] == [[], ["no such provision"]]

"""Word files as text: numbers that Word generates, tables, changes, notes, what is hidden, what is left out."""

from __future__ import annotations

import pytest
from guiju.engine.document.model import Cell
from guiju.engine.document.read_docx import read_docx
from guiju.engine.document.read_docx_number_forms import written
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Found, Remark, Unreadable

from .making_documents import docx, level, numbered, numbering, p, r, table

USUAL = Limits()
IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def read(body: str, limits: Limits = USUAL, /, **parts: str) -> Found:
    return read_docx(docx(body, **parts), limits)


def style(key: str, name: str, more: str, kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def field(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in read(body, **parts).paragraphs]


def codes(found: Found) -> dict[str, tuple[str | int, ...]]:
    return {remark.code: remark.values for remark in found.remarks}


# --- numbers -----------------------------------------------------------------------------------------------


def test_articles_numbered_by_word_have_their_numbers() -> None:
    lists = numbering(level(0, "chineseCountingThousand", "第%1条"))
    body = "".join(numbered(f"正文{n}") for n in range(1, 12))
    assert texts(body, numbering=lists)[-3:] == ["第九条 正文9", "第十条 正文10", "第十一条 正文11"]


def test_the_levels_of_a_notice() -> None:
    lists = numbering(
        level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'),
        level(1, "chineseCounting", "(%2)", '<w:suff w:val="nothing"/>'),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>'),
    )
    order = (0, 1, 2, 2, 3, 1, 2, 0, 1)
    body = "".join(numbered("甲", at) for at in order)
    assert texts(body, numbering=lists) == [
        "一、甲", "(一)甲", "1. 甲", "2. 甲", "①甲", "(二)甲", "1. 甲", "二、甲", "(一)甲",
    ]  # fmt: skip


def test_articles_go_on_through_chapters_when_the_list_says_so() -> None:
    lists = numbering(
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>'),
    )
    body = "".join(numbered("甲", at) for at in (0, 1, 1, 0, 1))
    assert texts(body, numbering=lists) == ["第一章 甲", "第一条 甲", "第二条 甲", "第二章 甲", "第三条 甲"]


def test_a_level_may_begin_anew_only_under_one_of_those_above() -> None:
    again = '<w:lvlRestart w:val="1"/>'
    lists = numbering(
        level(0, "decimal", "%1"), level(1, "decimal", "%2"), level(2, "decimal", "(%3)", again)
    )
    body = "".join(numbered("甲", at) for at in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [x.split()[0] for x in texts(body, numbering=lists)] == [
        "1",
        "1",
        "(1)",
        "2",
        "(2)",
        "2",
        "1",
        "(1)",
    ]


def test_two_lists_of_one_pattern_count_on_unless_one_starts_anew() -> None:
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = "".join(numbered("甲", 0, which) for which in (1, 1, 2, 2))
    plain = numbering(level(0, "decimal", "%1."), lists=lists)
    assert texts(body, numbering=plain) == ["1. 甲", "2. 甲", "3. 甲", "4. 甲"]
    restarted = plain.removesuffix("</w:num>") + anew
    assert texts(body, numbering=restarted) == ["1. 甲", "2. 甲", "1. 甲", "2. 甲"]


def test_a_style_that_is_numbered_and_a_paragraph_that_takes_the_number_off() -> None:
    lists = numbering(
        level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="Z"/>'),
        level(1, "chineseCounting", "%1.%2", '<w:pStyle w:val="T"/><w:isLgl/>'),
    )
    styles = style("Z", "章", f"<w:pPr>{IN_LIST}</w:pPr>")
    styles += style("T", "条", f'<w:basedOn w:val="Z"/><w:pPr>{IN_LIST}</w:pPr>')
    chapter, article = '<w:pStyle w:val="Z"/>', '<w:pStyle w:val="T"/>'
    off = chapter + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("总则", properties=chapter) + p("甲", properties=article) + p("附则", properties=off)
    found = read(body, numbering=lists, styles=styles)
    seen = [(x.text, x.style) for x in found.paragraphs]
    assert seen == [("第一章 总则", "章"), ("1.1 甲", "条"), ("附则", "章")]


def test_the_style_of_a_list_and_a_form_given_twice() -> None:
    newer = '<mc:Choice><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="upperLetter"/></mc:Fallback>'
    pattern = f'<w:lvl w:ilvl="0"><mc:AlternateContent>{newer}</mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    lists = (
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{pattern}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert texts(numbered("甲") * 3, numbering=lists)[1:] == ["A. 甲", "B. 甲"]


def test_bullets_have_no_number_and_unknown_forms_are_said() -> None:
    lists = numbering(level(0, "bullet", "●"), level(1, "hebrew1", "%2)"))
    found = read(numbered("甲") + numbered("乙", 1), numbering=lists)
    assert [x.text for x in found.paragraphs] == ["甲", "1) 乙"]
    assert codes(found) == {"W033": ("hebrew1",)}


@pytest.mark.parametrize(
    "form, wanted",
    [
        (
            "chineseCounting",
            {1: "一", 10: "十", 12: "十二", 20: "二十", 101: "一百零一", 110: "一百一十", 2005: "二千零五"},
        ),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {10: "壹拾", 36: "叁拾陆"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("ideographZodiac", {12: "亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03"}),
        ("upperRoman", {4: "IV", 19: "XIX"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb"}),
        ("none", {3: ""}),
    ],
)
def test_forms_of_numbers(form: str, wanted: dict[int, str]) -> None:
    assert {n: written(n, form) for n in wanted} == wanted


# --- what is seen ------------------------------------------------------------------------------------------


def test_changes_are_read_as_accepted() -> None:
    inserted, deleted = run("<w:t>听证</w:t>"), run("<w:delText>不得</w:delText>")
    found = read(p("应当", f"<w:ins>{inserted}</w:ins>", f"<w:del>{deleted}</w:del>", "。"))
    assert [x.text for x in found.paragraphs] == ["应当听证。"]
    assert codes(found) == {"W022": (1, 1)}


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = p("前半", properties="<w:rPr><w:del/></w:rPr>")
    assert texts(first + p("后半") + p("下段")) == ["前半后半", "下段"]
    assert texts(first) == ["前半"]


def test_hidden_text_is_left_out_and_said_wherever_it_is_hidden() -> None:
    hides = "<w:rPr><w:vanish/></w:rPr>"
    styles = style("H", "藏", hides, "character") + style("P", "段", hides)
    body = p(
        "合法", r("不", "<w:vanish/>"), r("很", '<w:rStyle w:val="H"/>'), r("吗", '<w:vanish w:val="0"/>')
    )
    found = read(body + p("整段", properties='<w:pStyle w:val="P"/>'), styles=styles)
    assert [x.text for x in found.paragraphs] == ["合法吗"]
    assert codes(found) == {"W021": (3,)}


def test_fields_show_their_result_and_not_their_code() -> None:
    code = run("<w:instrText>DATE</w:instrText><w:t>代码</w:t>")
    whole = field("begin") + code + field("separate") + run("<w:t>2024年</w:t>") + field("end")
    assert texts(p("日期:", whole, "止")) == ["日期:2024年止"]


def test_breaks_tabs_links_and_controls() -> None:
    link = f"<w:hyperlink>{r('丙')}</w:hyperlink>"
    body = p("甲", run("<w:br/>"), "乙", run("<w:tab/>"), link)
    control = f"<w:sdt><w:sdtContent>{p('丁')}</w:sdtContent></w:sdt>"
    assert texts(body + control) == ["甲", "乙\t丙", "丁"]


def test_text_boxes_stand_behind_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    newer = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    older = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    both = run(f"<mc:AlternateContent>{newer}{older}</mc:AlternateContent>")
    found = read(p("前", both) + p("后"))
    assert [x.text for x in found.paragraphs] == ["前", "框内", "后"]
    assert codes(found) == {"W023": (1,)}


def test_footnotes_stand_at_the_end_in_the_order_they_are_named() -> None:
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(text)}</w:footnote>'
        for key, text in ((1, "注一"), (2, "注二"), (9, "无人引"))
    )
    first, second = (run(f'<w:footnoteReference w:id="{key}"/>') for key in (2, 1))
    found = read(p("甲", first, "丙") + p("乙", second), footnotes=notes)
    assert [x.text for x in found.paragraphs] == ["甲丙", "乙", "注二", "注一"]
    assert codes(found) == {"W024": (2,)}


def test_tables_in_order_with_the_places_of_their_cells() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("宽")}</w:tc>'
    inner = table([p("内")])
    body = p("前") + table([p("一"), p("二") + p("二下")], [p("三") + inner, p("四")]) + p("后")
    body += f"<w:tbl><w:tr>{wide}<w:tc>{p('右')}</w:tc></w:tr></w:tbl>"
    assert [(x.text, x.cell) for x in read(body).paragraphs] == [
        ("前", None),
        ("一", Cell(1, 1, 1)),
        ("二", Cell(1, 1, 2)),
        ("二下", Cell(1, 1, 2)),
        ("三", Cell(1, 2, 1)),
        ("内", Cell(2, 1, 1)),
        ("四", Cell(1, 2, 2)),
        ("后", None),
        ("宽", Cell(3, 1, 1)),
        ("右", Cell(3, 1, 3)),
    ]


def test_pictures_comments_headers_and_macros_are_said() -> None:
    body = p("甲", "<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    found = read(
        body, comments="<w:comment/><w:comment/>", header=p("某镇人民政府文件"), footer=p("第1页 共2页")
    )
    assert codes(found) == {"W025": (1,), "W032": (2,), "W028": ("某镇人民政府文件",)}
    assert codes(read(p("甲"), footer=p("- 3 -"))) == {}
    outside = read_docx(
        docx(p("甲"), {"attachedTemplate": "http://x.invalid/t", "hyperlink": "http://y.invalid"}), Limits()
    )
    assert codes(outside) == {"W036": (1,)}


def test_signs_nobody_sees_are_taken_out_and_said() -> None:
    found = read(p("合\u200b法\u202e性") + p("\u200b"))
    assert [x.text for x in found.paragraphs] == ["合法性"]
    assert codes(found) == {"W031": (3,)}


def test_the_limits_of_paragraphs_and_characters() -> None:
    body = p("甲") * 5
    assert len(read(body, Limits(paragraphs=5, chars=5)).paragraphs) == 5
    for limits, remark in (
        (Limits(paragraphs=4), Remark("W004", ("paragraphs", 4))),
        (Limits(chars=4), Remark("W004", ("chars", 4))),
        (Limits(elements=10), Remark("W004", ("elements", 10))),
    ):
        with pytest.raises(Unreadable) as caught:
            read(body, limits)
        assert caught.value.remark == remark

"""Documents copied with what stands around them on a web page, and signatures on two lines."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.document.model import Cell, Paragraph, RawDocument
from guiju.engine.document.structure import structure

from .document_reading import cited, read

TITLE = "云岭市人民政府关于禁止在东门市场周边批发蔬菜的通告"
BODY = ("为规范市场秩序，现通告如下：", "一、禁止在东门市场周边批发蔬菜。", "二、本通告自发布之日起施行。")
SIGNED = ("云岭市人民政府", "2015年12月31日")


def test_a_title_that_comes_again_below_the_labels_of_a_page_is_that_of_the_document() -> None:
    between = ("日期: 2016-01-05 00:00:00", "来源:本网", "文字:【 访问:-", "云府〔2015〕88号")
    document = read(TITLE, *between, TITLE[:20], TITLE[20:], *BODY, *SIGNED)
    assert str(document.head.number) == "云府〔2015〕88号" and not cited(document)
    assert document.core.title is not None and document.core.title.text == TITLE
    first = next(node.text.text for node in document.core.walk() if node.text is not None)
    assert first == BODY[0] and document.head.made is not None


@pytest.mark.parametrize("page", ["关于禁止在东门市场周边批发蔬菜的通告", TITLE])
def test_the_title_of_the_page_may_lack_the_organ(page: str) -> None:
    document = read("首页 政务公开", page, TITLE, "云府〔2015〕88号", *BODY, *SIGNED)
    assert document.core.title is not None and document.core.title.text == TITLE
    assert str(document.head.number) == "云府〔2015〕88号" and document.head.issuers == ("云岭市人民政府",)


def test_the_organ_of_the_page_stays_where_the_document_has_none() -> None:
    document = read(TITLE, "来源：本网", TITLE.removeprefix("云岭市人民政府"), *BODY, "2015年12月31日")
    assert document.core.title is not None and document.core.title.text == TITLE
    assert document.head.issuers == ("云岭市人民政府",)


def test_what_a_page_says_above_a_title_is_none_of_it() -> None:
    document = read("首页 政务公开", TITLE, "云府〔2015〕88号", *BODY, *SIGNED)
    assert document.core.title is not None and document.core.title.text == TITLE


@pytest.mark.parametrize(
    "lines",
    [
        ("云岭市人民政府", "关于禁止批发蔬菜的通告"),
        ("云岭市财政局文件", "云岭市财政局转发", "市财政厅关于蔬菜补贴的通知"),
        ("云岭市农业局 云岭市财政局", "云岭市人民政府关于蔬菜补贴的通知"),
    ],
)
def test_lines_of_a_title_stay_together(lines: tuple[str, ...]) -> None:
    document = read(*lines, *BODY, *SIGNED)
    wanted = "".join(line for line in lines if not line.endswith("文件")).replace(" ", "")
    assert document.core.title is not None and document.core.title.text == wanted


def test_an_issuer_whose_name_is_broken_is_read_as_one() -> None:
    document = read(
        "关于取缔城区非法载客车的通告",
        *BODY,
        "云岭市清理取缔城区非法载客",
        "电动(人力)车指挥部",
        "2015年7月29日",
    )
    assert document.head.issuers == ("云岭市清理取缔城区非法载客电动（人力）车指挥部",)
    assert not any("清理取缔" in n.text.text for n in document.core.walk() if n.text is not None)


@pytest.mark.parametrize("above", ["特此通告", "本市各单位要抓好落实", "（此件公开发布）"])
def test_what_stands_above_a_short_name_is_no_part_of_it(above: str) -> None:
    assert read(TITLE, *BODY, above, "环境保护局", "2015年7月29日").head.issuers == ("环境保护局",)


def test_the_path_to_a_page_is_no_title() -> None:
    document = read("首页 > 政务公开 > 文件", TITLE, "云府〔2015〕88号", *BODY, *SIGNED)
    assert document.core.title is not None and document.core.title.text == TITLE
    assert str(document.head.number) == "云府〔2015〕88号"


def test_labels_of_a_page_may_stand_behind_a_bullet() -> None:
    document = read(
        "- 索 引 号：SM04100", "- 备注/文号：云政规〔2025〕1号", "- 公文生成日期：2025-01-17", TITLE, *BODY
    )
    assert str(document.head.number) == "云政规〔2025〕1号" and document.core.title is not None
    assert document.head.made is not None and document.head.made.day == date(2025, 1, 17)


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("云岭县人民政府森林防火禁令", ("云岭县人民政府",)),
        ("云岭县人民政府办公室值班制度", ("云岭县人民政府办公室",)),
        ("人民政府工作规则", ()),
        ("关于云岭县人民政府工作规则的说明", ()),
    ],
)
def test_a_government_at_the_head_of_a_title_made_the_document(title: str, issuer: tuple[str, ...]) -> None:
    assert read(title, "一、甲。", "二、乙。").head.issuers == issuer


def test_a_table_of_labels_below_the_title_is_read_and_is_none_of_the_text() -> None:
    cells = ("索引号", "jssfj/2019", "发布机构", "区司法局", "文 号", "云政规〔2019〕1号")
    table = [Paragraph(text, at, cell=Cell(1, 1, at - 1)) for at, text in enumerate(cells, 2)]
    body = [Paragraph(text, at) for at, text in enumerate((*BODY, *SIGNED), 8)]
    document = structure(RawDocument("甲.html", "html", (Paragraph(TITLE, 1), *table, *body)))
    assert str(document.head.number) == "云政规〔2019〕1号" and document.head.issuers == ("云岭市人民政府",)
    first = next(node.text.text for node in document.core.walk() if node.text is not None)
    assert first == BODY[0]
    other = [
        Paragraph(text, at, cell=Cell(1, 1, at - 1)) for at, text in enumerate(("甲", "乙", "文号", "丁"), 2)
    ]
    kept = structure(RawDocument("甲.html", "html", (Paragraph(TITLE, 1), *other, *body)))
    assert any(node.level == "table" for node in kept.core.walk())


def test_an_order_may_have_its_title_before_its_number_alone() -> None:
    page = "2021-09-16 来源:云岭县政府办 字体大小: 默认"
    document = read(
        "首页 > 政务公开 > 文件",
        "森林防火禁火令〔2021〕第2号",
        page,
        *BODY,
        "云岭县人民政府",
        "2021年9月16日",
    )
    assert document.core.title is not None and document.core.title.text == "森林防火禁火令"
    first = next(node.text.text for node in document.core.walk() if node.text is not None)
    assert first == BODY[0] and str(document.head.number) == "森林防火禁火令〔2021〕第2号"


def test_what_a_page_says_below_a_document_hides_no_day() -> None:
    below = ("录入: 黄某 责任编辑: 黄某", "稿源: 云岭新闻网")
    document = read(TITLE, *BODY, "2011年4月1日", *below)
    assert document.head.made is not None and document.head.made.day == date(2011, 4, 1)

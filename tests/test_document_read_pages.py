"""Web pages, Markdown and plain text as paragraphs, and the encodings that they come in."""

from __future__ import annotations

import pytest
from guiju.engine.document.encoding import decode, plausible
from guiju.engine.document.model import Cell
from guiju.engine.document.read_html import read_html
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_markdown import read_markdown
from guiju.engine.document.read_remarks import Found, Remark, Unreadable
from guiju.engine.document.read_text import read_text

USUAL = Limits()
TEXT = "为了规范公共停车管理，根据有关法律、法规的规定，结合本镇实际，制定本办法。"


def html(body: str) -> Found:
    return read_html(f"<!doctype html><meta charset=utf-8><body>{body}".encode(), USUAL)


def markdown(text: str) -> Found:
    return read_markdown(text.encode(), USUAL)


def texts(found: Found) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def codes(found: Found) -> dict[str, tuple[str | int, ...]]:
    return {remark.code: remark.values for remark in found.remarks}


# --- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [TEXT + "\r\n第1段 ABC\r\n", "第2号\r\n"])
def test_each_encoding_of_an_office_is_recognised(name: str, text: str) -> None:
    assert decode(text.encode(name)) == text


def test_a_page_that_says_gb2312_may_hold_more_than_that() -> None:
    text = TEXT + "朱镕基"
    data = f"<meta charset=gb2312><p>{text}".encode("gbk")
    assert texts(read_html(data, USUAL)) == [text]


def test_a_page_that_says_gbk_and_is_utf8_is_read_as_what_it_is() -> None:
    assert texts(read_html(f"<meta charset=gbk><p>{TEXT}".encode(), USUAL)) == [TEXT]


@pytest.mark.parametrize(
    "data, line, byte",
    [
        (b"abc\nd\xff\xfe\x80e\n", 2, "0xFF"),
        (("好\n" * 3).encode() + "坏".encode("gbk") + b"\xff", 4, "0xBB"),
        ("繁體中文的內容與簡體不同，無法當作國標碼來讀。".encode("big5"), 1, "0xC1"),
        (b"a\nb\0c", 2, "0x00"),
        (b"\xff\xfe\x00\xd8\x41\x00", 1, "0x00"),
    ],
)
def test_what_is_no_text_in_any_of_them_is_refused_with_its_place(data: bytes, line: int, byte: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.remark == Remark("W010", (line, byte))


def test_text_of_one_encoding_read_as_another_is_not_plausible() -> None:
    assert plausible(TEXT)
    assert not plausible(TEXT.encode("utf-8").decode("gb18030", "replace"))
    assert plausible("龘靐齉")  # too short to tell


# --- plain text --------------------------------------------------------------------------------------------


def test_lines_end_as_any_system_ends_them() -> None:
    found = read_text("一\r\n二\r三\n\n　　四  \n\f五".encode(), USUAL)
    assert [(x.number, x.text) for x in found.paragraphs] == [
        (1, "一"),
        (2, "二"),
        (3, "三"),
        (4, "　　四"),
        (5, "五"),
    ]


# --- web pages ---------------------------------------------------------------------------------------------


def test_blocks_are_paragraphs_and_inline_markup_is_not() -> None:
    found = html(
        "<h1>标题</h1><div>甲<b>乙</b>\n  丙<br>丁</div>戊<p>己&amp;&#x5e9a;&nbsp;<p>　　庚<ul><li>辛<li>壬</ul>"
    )
    assert texts(found) == ["标题", "甲乙 丙", "丁", "戊", "己&庚", "　　庚", "辛", "壬"]
    assert found.paragraphs[0].style == "heading 1" and found.paragraphs[1].style is None


def test_tables_of_a_page_have_places() -> None:
    found = html("<table><tr><th>序号<th>事项<tr><td>1<td>甲<table><tr><td>内</table></table>后")
    assert [(x.text, x.cell) for x in found.paragraphs] == [
        ("序号", Cell(1, 1, 1)),
        ("事项", Cell(1, 1, 2)),
        ("1", Cell(1, 2, 1)),
        ("甲", Cell(1, 2, 2)),
        ("内", Cell(2, 1, 1)),
        ("后", None),
    ]


def test_what_is_not_seen_is_left_out_and_said() -> None:
    found = html(
        "<nav>首页</nav><script>a</script><style>b</style><template>c</template><p>正文"
        "<p hidden>藏一<p style='color:red; DISPLAY : none'>藏二<div style='visibility:hidden'></div>"
        "<img src=http://x.invalid/a><div role=navigation>菜单</div><footer>页脚</footer>"
    )
    assert texts(found) == ["正文"]
    assert codes(found) == {"W021": (2,), "W025": (1,), "W029": (3,), "W030": ("scripts",)}


def test_deep_and_unfinished_pages() -> None:
    assert texts(html("<div>" * 3_000 + "底" + "</div>" * 3_000 + "后")) == ["底", "后"]
    assert texts(html("<p>前<![x><p>后<![")) == ["前", "后"]
    assert texts(html("<p>前<!-- ")) == ["前"]
    with pytest.raises(Unreadable) as caught:
        read_html(b"<p>a" * 50, Limits(elements=100))
    assert caught.value.remark == Remark("W004", ("elements", 100))


# --- Markdown ----------------------------------------------------------------------------------------------


def test_markdown_in_paragraphs_with_the_numbers_of_its_lists() -> None:
    found = markdown("# 办法\n\n第一条 **甲**\n第二条 乙\n\n3. 丙\n4) 丁\n\n- 戊 `码`\n\n> 己\n\n    庚\n")
    assert texts(found) == ["办法", "第一条 甲", "第二条 乙", "3. 丙", "4) 丁", "戊 码", "己", "庚"]
    assert found.paragraphs[0].style == "heading 1"


def test_markdown_tables_pictures_settings_and_markup() -> None:
    found = markdown(
        "---\ntitle: x\n---\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n![图](a.png)戊<br>己&lt;\n\n"
        "<div><p>庚</p><p hidden>藏</p></div>\n"
    )
    assert [(x.text, x.cell) for x in found.paragraphs] == [
        ("甲", Cell(1, 1, 1)),
        ("乙", Cell(1, 1, 2)),
        ("丙", Cell(1, 2, 1)),
        ("丁", Cell(1, 2, 2)),
        ("戊", None),
        ("己<", None),
        ("庚", None),
    ]
    assert codes(found) == {"W021": (1,), "W025": (1,)}


def test_markdown_nested_too_deep_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        markdown("> " * 2_000 + "底")
    assert caught.value.remark == Remark("W004", ("depth", USUAL.depth))

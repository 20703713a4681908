"""PDF files as paragraphs: lines put together, margins left out, what is not drawn or only a picture said."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.document.read_document import read_document
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_pdf import read_pdf
from guiju.engine.document.read_remarks import Found, Remark, Unreadable

from .making_documents import PICTURE, At, pdf

USUAL = Limits()
LONG = "镇人民政府应当按照规定的程序公开征求意见期限不少于三十日"  # 28 characters: a full line from x = 72 at size 16


def read(data: bytes, limits: Limits = USUAL) -> Found:
    return read_pdf(data, limits)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs]


def codes(found: Found) -> dict[str, tuple[str | int, ...]]:
    return {remark.code: remark.values for remark in found.remarks}


def lines(*items: tuple[float, str], top: float = 700) -> list[At]:
    """Lines one below the other, each with its left edge."""
    return [At(x, top - 28 * n, text) for n, (x, text) in enumerate(items)]


def test_lines_of_an_indented_text_are_put_together() -> None:
    page = lines(
        (200, "停车管理办法"),
        (104, LONG[:26]),
        (72, LONG),
        (72, "短尾。"),
        (104, LONG[:25] + "。"),
        (104, "次段。"),
        (72, "顶格。"),
    )
    assert texts(pdf(page)) == [
        "停车管理办法",
        LONG[:26] + LONG + "短尾。",
        LONG[:25] + "。",
        "次段。",
        "顶格。",
    ]


def test_lines_set_ragged_go_on_where_paragraphs_are_indented() -> None:
    page = lines(
        (72, "某镇人民政府关于印发停车管理办法的通"),
        (72, "各村:"),
        (104, LONG[:26]),
        (72, LONG + "。"),
        (104, "本办法自二〇二四年一月一日起施行,有效期"),
        (72, "五年。"),
        (104, "短行不接"),
        (72, "下行。"),
        (104, LONG[:20] + "。"),
        (72, "顶格。"),
    )
    assert texts(pdf(page)) == [
        "某镇人民政府关于印发停车管理办法的通",
        "各村:",
        LONG[:26] + LONG + "。",
        "本办法自二〇二四年一月一日起施行,有效期五年。",
        "短行不接",
        "下行。",
        LONG[:20] + "。",
        "顶格。",
    ]


def test_without_indents_the_end_of_a_sentence_ends_a_paragraph() -> None:
    page = lines((72, LONG), (72, LONG[:27] + "。"), (72, LONG), (72, "止。"))
    assert texts(pdf(page)) == [LONG + LONG[:27] + "。", LONG + "止。"]


def test_a_paragraph_goes_on_to_the_next_page_and_begins_on_its_own() -> None:
    first = lines((104, LONG[:26]), (72, LONG), (104, LONG[:26]), (72, LONG))
    second = lines((72, "接上页。"), (104, "新段。"))
    found = read(pdf(first, second))
    assert [(x.text, x.page) for x in found.paragraphs] == [
        (LONG[:26] + LONG, 1),
        (LONG[:26] + LONG + "接上页。", 1),
        ("新段。", 2),
    ]


def test_pieces_side_by_side_are_one_line() -> None:
    assert texts(pdf([At(72, 700, "某府发"), At(300, 700, "签发人"), At(72, 660, "下行")])) == [
        "某府发 签发人",
        "下行",
    ]


def test_page_numbers_and_headers_that_come_again_are_left_out() -> None:
    pages = [[At(72, 800, "某镇文件汇编"), At(72, 500, f"正文{n}"), At(280, 40, f"- {n} -")] for n in "123"]
    found = read(pdf(*pages))
    assert [x.text for x in found.paragraphs] == ["正文1", "正文2", "正文3"]
    assert codes(found) == {"W028": ("某镇文件汇编",)}
    alone = read(pdf([At(72, 800, "某镇文件"), At(72, 500, "正文"), At(280, 40, "第1页 共2页")]))
    assert [x.text for x in alone.paragraphs] == ["某镇文件", "正文"]
    assert codes(alone) == {}


def test_text_that_is_not_drawn_is_left_out_and_said() -> None:
    found = read(pdf([At(72, 700, "合法", mode=3), At(72, 660, "不合法")]))
    assert [x.text for x in found.paragraphs] == ["不合法"]
    assert codes(found) == {"W021": (1,)}


def test_pages_that_are_pictures_and_pages_with_recognised_text() -> None:
    found = read(pdf([At(72, 700, "正文")], [PICTURE], [PICTURE, At(72, 700, "识别", mode=3)], [PICTURE]))
    assert [(x.text, x.page) for x in found.paragraphs] == [("正文", 1), ("识别", 3)]
    assert codes(found) == {"W026": ("2, 4", 2), "W027": ("3", 1)}


def test_a_page_whose_text_makes_no_sense_is_said() -> None:
    found = read(pdf([At(72, 700, "\ue000\ue001\ue002\ue003")], [At(72, 700, "正文")]))
    assert codes(found)["W037"] == ("1", 1)


def test_what_is_written_twice_is_read_twice_without_the_font_it_is_set_in(tmp_path: Path) -> None:
    """The process that reads may open no font; neither may the text depend on which are installed."""
    same = [At(72, 700 - 28 * n, "一一") for n in range(3)] + [
        At(72, 500, "人"),
        At(90, 500, "人"),
        At(108, 500, "人"),
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(same, same))
    assert [x.text for x in read_document(path).paragraphs] == ["一一", "一一", "一一", "人人人"] * 2
    assert texts(path.read_bytes()) == ["一一", "一一", "一一", "人人人"] * 2


def test_scripts_and_a_missing_end_are_said() -> None:
    plain = [At(72, 700, "正文")]
    acting = pdf(plain, catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    assert codes(read(acting)) == {"W030": ("actions",)}
    cut = pdf(plain).replace(b"%%EOF\n", b"")
    assert codes(read(cut)) == {"W035": ()}


def test_comments_and_form_fields_are_said() -> None:
    box = "/Rect [0 0 9 9]"
    annotations = (
        f"/Annots [<< /Subtype /Text {box} >> << /Subtype /Widget {box} >> << /Subtype /Link {box} >>]"
    )
    assert codes(read(pdf([At(72, 700, "正文")], more=annotations))) == {"W025": (1,), "W032": (1,)}


def test_limits_of_pages_and_characters() -> None:
    three = pdf(*[[At(72, 700, "正文")]] * 3)
    for limits, remark in (
        (Limits(pages=2), Remark("W004", ("pages", 2))),
        (Limits(chars=5), Remark("W004", ("chars", 5))),
    ):
        with pytest.raises(Unreadable) as caught:
            read(three, limits)
        assert caught.value.remark == remark

"""Whatever the document: every text record has its words where its span says and is of the day of looking; and the work
of making them grows with the text."""

from __future__ import annotations

import unicodedata
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.model import Span
from guiju.engine.document.line import read_line
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.textcase import Setting, text_case
from guiju.engine.textcase.sentences import sentences
from guiju.engine.textcase.values import ITSELF, STEPS
from hypothesis import given, settings
from hypothesis import strategies as st

from .known_norms import KNOWN
from .steps import steps
from .text_documents import EVERY

ON = date(2024, 6, 1)
PIECES = (
    "第一条 ", "第二条", "第三条 ", "（一）", "（二）", "一、", "二、", "1.", "本办法", "《集市法》",
    "第五条", "第二款", "前款", "经营者", "村民", "不得", "应当", "收取", "补贴", "500元", "罚款", "：", "。",
    "；", "，", "（", "）", "《", "》", "　", " ", "自2020年1月1日起施行", "有效期五年", "同时废止",
    "甲镇人民政府", "2021年9月14日", "甲镇办法", "甲府规〔2021〕8号", "附件1", "关于印发《甲镇办法》的通知",
    "由镇政府负责解释", "１２", "ab",
)  # fmt: skip
PARAGRAPH = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
PARAGRAPHS = st.lists(PARAGRAPH | st.text(max_size=12).filter(lambda t: "\n" not in t), max_size=12)
OF_THE_WHOLE = ("全文", "形式问题")
"""Their words are the title, or say what is wrong."""


def records(paragraphs: list[str]) -> tuple[RawDocument, tuple[Record, ...]]:
    raw = RawDocument("甲.txt", "txt", tuple(Paragraph(t, n) for n, t in enumerate(paragraphs, 1)))
    document = structure(raw)
    return raw, text_case(
        document, statements(document), Setting(ON, KNOWN, digests=lambda key: {})
    ).case.records


def standing_at(raw: RawDocument, span: Span) -> str:
    """The words of the file from the beginning of a span to its end, as they are written, without blanks."""
    texts = [paragraph.text for paragraph in raw.paragraphs]
    first, last = span.line - 1, span.end_line - 1
    assert 0 <= first <= last < len(texts)
    assert 0 < span.column <= len(texts[first]) and 1 < span.end_column <= len(texts[last]) + 1
    if first == last:
        parts = [texts[first][span.column - 1 : span.end_column - 1]]
    else:
        parts = [
            texts[first][span.column - 1 :],
            *texts[first + 1 : last],
            texts[last][: span.end_column - 1],
        ]
    return "".join(read_line(Paragraph(part, 1)).written for part in parts)


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_the_words_of_a_record_stand_where_its_span_says(paragraphs: list[str]) -> None:
    raw, found = records(paragraphs)
    for record in found:
        span, words = record.span, str(record.fields["文"])
        assert record.start == record.end == ON and span is not None
        assert record.step in STEPS and record.fields["位置"]
        if span.whole_file:
            assert record.step in OF_THE_WHOLE
            continue
        there = standing_at(raw, span)
        if record.step in OF_THE_WHOLE:
            continue
        for line in words.split("\n"):
            assert line in there
        if record.step != "条":
            assert words == there


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_sentences_are_all_of_the_text_of_their_articles(paragraphs: list[str]) -> None:
    _, found = records(paragraphs)
    articles = {r.fields["条号"]: r for r in found if r.step == "条"}
    for record in found:
        if record.step in ("句", "项") and record.fields["条号"] in articles:
            assert str(record.fields["同条文"])
        if record.step == "引用处" and record.fields["对象"] == ITSELF:
            assert "状态" not in record.fields


@given(st.text("。！？（）《》”甲乙，", max_size=40))
def test_sentences_cover_a_line_in_order_without_gaps(text: str) -> None:
    bounds = list(sentences(text))
    assert "".join(text[a:b] for a, b in bounds) == text
    assert all(a < b for a, b in bounds)


def test_every_sample_keeps_its_words() -> None:
    for paragraphs in EVERY.values():
        raw, found = records(list(paragraphs))
        for record in found:
            if record.step in ("句", "项", "引用处") and record.span is not None:
                assert record.fields["文"] == standing_at(raw, record.span)
                assert unicodedata.is_normalized("NFC", str(record.fields["文"]))


def test_one_long_article_is_work_in_proportion() -> None:
    """Twice as many sentences, citations and items in one article: no step goes over all of them for each."""

    def taken(n: int) -> int:
        text = "".join(f"经营者依照《甲{i}条例》第{i}条不得占道，缴纳{i}元。" for i in range(1, n))
        items = [f"（{i}）其他行为；" for i in range(1, n)]
        raw = RawDocument(
            "甲.txt", "txt", tuple(Paragraph(t, i) for i, t in enumerate(["第一条 " + text, *items], 1))
        )
        document = structure(raw)
        said = statements(document)
        return steps(lambda: text_case(document, said, Setting(ON, KNOWN, digests=lambda key: {})))

    taken(10)
    assert taken(600) < 4.2 * taken(150)


def test_many_annexes_are_work_in_proportion() -> None:
    """Four times as many texts in one document: naming one does not go over all of them."""

    def taken(n: int) -> int:
        raw = RawDocument("甲.txt", "txt", tuple(Paragraph("附件", i) for i in range(1, n + 1)))
        document = structure(raw)
        assert len(document.annexes) == n
        said = statements(document)
        return steps(lambda: text_case(document, said, Setting(ON, KNOWN, digests=lambda key: {})))

    taken(10)
    assert taken(400) < 4.2 * taken(100)

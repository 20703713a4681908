"""The page of GB/T 9704-2012: A4, 37 mm of head, 28 mm at the binding, a type area of 156 by 225 mm; page numbers — 1 —
below it, at the outer side, one character from the edge."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph
from guiju.engine.report.office.docx_xml import element
from guiju.engine.report.office.faces import PAGE_NUMBER_SIZE

_SHORT, _LONG = Mm(210), Mm(297)
_HEAD, _FOOT, _BINDING, _OUTER = Mm(37), Mm(35), Mm(28), Mm(26)
_WIDE_SIDE = Mm(20)
_HEADER = Mm(15)
_TO_NUMBER, _TO_WIDE_NUMBER = Mm(22), Mm(13)


def set_page(section: Section, *, wide: bool = False) -> None:
    """Upright, or with the sheet turned (`wide`): then its binding is at the head, and its sides are narrower."""
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _LONG, _SHORT
        section.top_margin, section.bottom_margin = _BINDING, _OUTER
        section.left_margin = section.right_margin = _WIDE_SIDE
        section.footer_distance = _TO_WIDE_NUMBER
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = _SHORT, _LONG
        section.top_margin, section.bottom_margin = _HEAD, _FOOT
        section.left_margin, section.right_margin = _BINDING, _OUTER
        section.footer_distance = _TO_NUMBER
    section.header_distance = _HEADER
    section.gutter = Mm(0)


def text_width(*, wide: bool) -> Length:
    return Length(_LONG - 2 * _WIDE_SIDE if wide else _SHORT - _BINDING - _OUTER)


def number_pages(document: Document) -> None:
    """Odd pages at the right, even ones at the left; later sections take it over."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    odd.alignment, odd.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(PAGE_NUMBER_SIZE)
    even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, Pt(PAGE_NUMBER_SIZE)
    for paragraph in (odd, even):
        _number(paragraph)


def _number(paragraph: Paragraph) -> None:
    paragraph.style = "Footer"
    paragraph.add_run("— ")
    text = element("t")
    text.text = "1"
    paragraph._p.append(element("fldSimple", element("r", text), instr=" PAGE "))
    paragraph.add_run(" —")

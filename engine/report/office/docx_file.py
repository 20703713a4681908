"""A paper as a Word file (.docx), in the layout of official papers (GB/T 9704-2012).

In: a `Paper`. Out: the bytes of the file, the same for the same paper wherever it is written. Texts are put in as text:
nothing in them is read as mark-up or as a field.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from guiju.engine.report.layout.columns import columns
from guiju.engine.report.office.archive import fixed_archive
from guiju.engine.report.office.clean import clean, one_line
from guiju.engine.report.office.docx_page import number_pages, set_page, text_width
from guiju.engine.report.office.docx_parts import changes, drop_unneeded
from guiju.engine.report.office.docx_styles import ANNEX, PLAIN, TINY, set_styles
from guiju.engine.report.office.docx_table import ALIGNED, add_table
from guiju.engine.report.office.faces import LOOKS, Look
from guiju.engine.report.office.paper import (
    Annex,
    Attached,
    Block,
    Heading,
    Line,
    Paper,
    Para,
    Signature,
    Table,
)

_CREATOR = "guiju"


def docx_bytes(paper: Paper) -> bytes:
    document, look = docx.Document(), LOOKS[paper.lang]
    drop_unneeded(document)
    set_styles(document, look)
    set_page(document.sections[0])
    number_pages(document)
    document.add_paragraph(clean(paper.title), "Title")
    for block in paper.blocks:
        _add(document, block, look, wide=False)
    for annex in paper.annexes:
        _add_annex(document, annex, look)
    _forget_sessions(document)
    _describe(document, paper)
    out = BytesIO()
    document.save(out)
    return fixed_archive(out.getvalue(), changes(paper.lang))


def _add_annex(document: Document, annex: Annex, look: Look) -> None:
    set_page(document.add_section(WD_SECTION.NEW_PAGE), wide=annex.wide)
    document.paragraphs[-1].style = TINY  # it holds the end of the section before
    _keep(document.add_paragraph(clean(annex.mark), ANNEX), with_next=True)
    _keep(document.add_paragraph(clean(annex.title), "Title"), with_next=True)
    for block in annex.blocks:
        _add(document, block, look, wide=annex.wide)
    if isinstance(annex.blocks[-1], Table):
        document.paragraphs[-1].style = TINY  # else it may take a page to itself


def _add(document: Document, block: Block, look: Look, *, wide: bool) -> None:
    match block:
        case Heading(level, text):
            document.add_paragraph(clean(text), f"Heading {level}")
        case Para(text, label):
            _add_para(document, clean(text), label)
        case Line(text, align):
            document.add_paragraph(clean(text), PLAIN).alignment = ALIGNED[align]
        case Table():
            add_table(document, block, text_width(wide=wide), wide=wide)
            document.add_paragraph(style=PLAIN)
        case Attached(lead, names):
            _add_attached(document, lead, names, look)
        case Signature(lines):
            _add_signature(document, lines, look)


def _add_para(document: Document, text: str, label: str) -> None:
    """A line end begins another paragraph: within one that is aligned on both sides it would draw its line apart."""
    first, *others = text.split("\n")
    paragraph = document.add_paragraph()
    if label:
        paragraph.add_run(one_line(label)).bold = True
    if text:
        paragraph.add_run(first)
    else:
        paragraph.paragraph_format.keep_with_next = True
    for line in others:
        document.add_paragraph(line)


def _add_attached(document: Document, lead: str, names: tuple[str, ...], look: Look) -> None:
    """An empty line before; two characters in, the names one below the other. They stay with the text before and with the
    signature, which must not stand on a page by itself."""
    _keep_last(document)
    document.add_paragraph(style=PLAIN).paragraph_format.keep_with_next = True
    width = columns(lead) / 2 * look.size
    for at, name in enumerate(names):
        paragraph = document.add_paragraph(clean(name if at else lead + name), PLAIN)
        paragraph.paragraph_format.left_indent = Pt(look.size * 2 + width)
        _keep(paragraph, with_next=True)
        if not at:
            paragraph.paragraph_format.first_line_indent = Pt(-width)


def _add_signature(document: Document, lines: tuple[str, ...], look: Look) -> None:
    _keep_last(document)
    document.add_paragraph(style=PLAIN).paragraph_format.keep_with_next = True
    for at, line in enumerate(lines, 1):
        paragraph = document.add_paragraph(clean(line), PLAIN)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(look.size * 4)
        _keep(paragraph, with_next=at < len(lines))


def _keep_last(document: Document) -> None:
    """The paragraph before stays on the page of what follows; it may itself be torn."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _keep(paragraph: Paragraph, *, with_next: bool) -> None:
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.keep_with_next = with_next


def _forget_sessions(document: Document) -> None:
    """The template tells in which sessions it was edited."""
    for element in document.element.iter():
        for name in [name for name in element.attrib if "}rsid" in name]:
            del element.attrib[name]
    for mark in list(document.styles.element.iter(qn("w:rsid"))):
        mark.getparent().remove(mark)


def _describe(document: Document, paper: Paper) -> None:
    properties, day = document.core_properties, datetime.combine(paper.on, time())
    properties.title = one_line(paper.title)[:255]
    properties.author = properties.last_modified_by = _CREATOR
    properties.comments = ""
    properties.language = "zh-CN" if paper.lang == "zh" else "en-US"
    properties.created = properties.modified = day
    properties.revision = 1

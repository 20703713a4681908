"""PDF files that hold text: paragraphs with their pages. Pictures of text are not recognised, and said to be there.

PDFium draws no page here and runs nothing; it opens no other file. Text that is not drawn is left out, but for pages
that are a picture with the recognised text behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2.raw as pdfium
from guiju.engine.document.encoding import plausible
from guiju.engine.document.read_collect import Collector
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_pdf_fonts import use_no_fonts_of_the_machine
from guiju.engine.document.read_pdf_lines import Line, PageText, page_text
from guiju.engine.document.read_pdf_margins import Page, without_margins
from guiju.engine.document.read_pdf_paragraphs import paragraphs
from guiju.engine.document.read_remarks import Counts, Found, Remark, Unreadable, over
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

_ACTIONS = re.compile(rb"/(?:JavaScript|Launch)\b")
_FORM_FIELDS = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
_NO_COMMENTS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, *_FORM_FIELDS)
_TAIL = 2_048
_DRAWN_DEEP = 4
_PAGES_NAMED = 10
_UNDECODED_SHARE = 0.2


def read_pdf(data: bytes, limits: Limits) -> Found:
    """Raises `Unreadable`."""
    use_no_fonts_of_the_machine()
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("W002") from None
        raise Unreadable("W003", "pdf") from None
    try:
        return _read(document, data, limits)
    finally:
        document.close()


def _read(document: PdfDocument, data: bytes, limits: Limits) -> Found:
    count = len(document)
    if count > limits.pages:
        raise over("pages", limits.pages)
    counts = Counts()
    reading = _Reading(counts, limits)
    for index in range(count):
        reading.page(document, index)
    if not reading.pages and reading.bad:
        raise Unreadable("W003", "pdf")
    inner = without_margins(reading.pages)
    collector = Collector(limits, counts)
    for paragraph in paragraphs(inner.pages):
        collector.add(paragraph.text, page=paragraph.page)
    counts.add("W025", max(pdfium.FPDFDoc_GetAttachmentCount(document.raw), 0))
    remarks = reading.remarks()
    if inner.sample is not None:
        remarks.append(Remark("W028", (inner.sample[:40],)))
    if _ACTIONS.search(data) or pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        remarks.append(Remark("W030", ("actions",)))
    if b"%%EOF" not in data[-_TAIL:]:
        remarks.append(Remark("W035"))
    return Found(tuple(collector.paragraphs), (*counts.remarks(), *remarks))


class _Reading:
    """The pages read so far, and those that could not be."""

    def __init__(self, counts: Counts, limits: Limits) -> None:
        self._counts, self._limits = counts, limits
        self._chars = 0
        self.pages: list[Page] = []
        self.bad: list[int] = []
        self._scanned: list[int] = []
        self._recognised: list[int] = []
        self._senseless: list[int] = []

    def page(self, document: PdfDocument, index: int) -> None:
        try:
            page = document[index]
            try:
                self._read(page, index + 1)
            finally:
                page.close()
        except PdfiumError:
            self.bad.append(index + 1)

    def _read(self, page: PdfPage, number: int) -> None:
        text = page_text(page)
        self._chars += text.chars
        if self._chars > self._limits.chars:
            raise over("chars", self._limits.chars)
        lines = self._lines(page, text, number)
        if _senseless(text, lines):
            self._senseless.append(number)
        _, bottom, _, top = page.get_mediabox()
        self.pages.append(Page(number, tuple(lines), min(bottom, top), max(bottom, top)))
        self._annotations(page)

    def _lines(self, page: PdfPage, text: PageText, number: int) -> Sequence[Line]:
        pictures = sum(1 for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DRAWN_DEEP))
        if text.seen:
            self._counts.add("W021", len(text.unseen))
            self._counts.add("W025", pictures)
            return text.seen
        if pictures and text.unseen:
            self._recognised.append(number)
            return text.unseen
        self._counts.add("W021", len(text.unseen))
        if pictures:
            self._scanned.append(number)
        return ()

    def _annotations(self, page: PdfPage) -> None:
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            if annotation:
                kind = pdfium.FPDFAnnot_GetSubtype(annotation)
                pdfium.FPDFPage_CloseAnnot(annotation)
                self._counts.add("W025", kind in _FORM_FIELDS)
                self._counts.add("W032", kind not in _NO_COMMENTS)

    def remarks(self) -> list[Remark]:
        found = (
            ("W026", self._scanned),
            ("W027", self._recognised),
            ("W034", self.bad),
            ("W037", self._senseless),
        )
        return [Remark(code, (_named(pages), len(pages))) for code, pages in found if pages]


def _senseless(text: PageText, lines: Sequence[Line]) -> bool:
    undecoded = text.undecoded > _UNDECODED_SHARE * text.chars
    return undecoded or not plausible("".join(line.text for line in lines))


def _named(pages: Sequence[int]) -> str:
    named = ", ".join(str(page) for page in pages[:_PAGES_NAMED])
    return named + (" …" if len(pages) > _PAGES_NAMED else "")

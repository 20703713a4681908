"""The clean-up report as a Word file."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang
from guiju.engine.portfolio.model import Review
from guiju.engine.report.office.docx_file import docx_bytes
from guiju.engine.report.review.paper import review_paper


def review_docx(review: Review, lang: Lang) -> bytes:
    """The same bytes for the same review."""
    return docx_bytes(review_paper(review, lang))

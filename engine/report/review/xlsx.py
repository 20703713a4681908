"""A clean-up review as an Excel file."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang
from guiju.engine.portfolio.model import Review
from guiju.engine.report.office.xlsx_file import xlsx_bytes
from guiju.engine.report.review.workbook import review_book


def review_xlsx(review: Review, lang: Lang) -> bytes:
    """The same bytes for the same review."""
    return xlsx_bytes(review_book(review, lang))

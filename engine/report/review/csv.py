"""A clean-up review as a table for a spreadsheet: one row for each document."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang
from guiju.engine.portfolio.model import Review
from guiju.engine.report.layout.csv_table import csv_table
from guiju.engine.report.review.sheet import COLUMNS, sheet_rows


def render_review_csv(review: Review, lang: Lang) -> str:
    return csv_table([column.name.in_lang(lang) for column in COLUMNS], sheet_rows(review, lang))

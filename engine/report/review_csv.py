"""A clean-up review as CSV for a spreadsheet: UTF-8 with the mark by which Excel knows it, every value in quotes, and
none that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import io

from guiju.engine.diagnostics.text import Lang
from guiju.engine.portfolio.model import Review
from guiju.engine.report.review_sheet import COLUMNS, Value, sheet_rows

MARK = "\ufeff"
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def render_review_csv(review: Review, lang: Lang) -> str:
    """A row of headings, then one for each document; days as 2021-03-01."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([column.name.in_lang(lang) for column in COLUMNS])
    writer.writerows([safe(value) for value in row] for row in sheet_rows(review, lang))
    return MARK + out.getvalue()


def safe(value: Value) -> str:
    """As text; what begins like a formula gets a ' before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text

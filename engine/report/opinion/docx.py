"""The opinion on legality as a Word file."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.office.docx_file import docx_bytes
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.outline import opinion_paper


def opinion_docx(opinion: Opinion, lang: Lang) -> bytes:
    """The same bytes for the same opinion."""
    return docx_bytes(opinion_paper(opinion, lang))

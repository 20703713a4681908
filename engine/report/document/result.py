"""What came of reading one document: the text, taken apart, or the reasons why it could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.report.verdict.result import UNREADABLE
from guiju.engine.textcase.text_case import TextCase
from msgspec import Struct


class DocumentRead(Struct, frozen=True):
    """`text` is None where the file was refused; `diagnostics` then say why, else what of it was left out."""

    file: str
    text: TextCase | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_exit_code(results: Iterable[DocumentRead]) -> int:
    """0 where all of them were read."""
    return UNREADABLE if any(r.text is None for r in results) else 0

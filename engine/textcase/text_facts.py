"""Facts about a document that its own words give. A case that states one itself is believed."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.case.model import Value
from guiju.engine.document.statements import Statements
from guiju.engine.document.tree import Document
from guiju.engine.textcase.time_records import own_days
from guiju.engine.textcase.whole_record import is_on_trial


def text_facts(document: Document, said: Statements) -> Mapping[str, Value]:
    """By name as `rules/documents/vocabulary.rule` declares them; only those that can be told."""
    days = own_days(document, said)
    found: dict[str, Value | None] = {
        "施行日期": days.first,
        "有效期至": days.last,
        "写明有效期": days.expiry is not None if days.last is None else None,
        "暂行或者试行": is_on_trial(document) if document.core.title is not None else None,
    }
    return {name: value for name, value in found.items() if value is not None}

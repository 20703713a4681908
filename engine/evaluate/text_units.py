"""Records of a text (engine/textcase) are called by their place in it: their day, that of looking, tells nothing."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.semantics.vocabulary import TEXT_PLACE, TEXT_WORDS

AROUND = frozenset({"同条文", "同条引用", "同条款项方向", "全部文字", "所在句"})
"""Fields of what stands around a unit. They are many times its own words, so reports leave them out."""

_NAME_CHARS = 200


def place_in_text(record: Record) -> str | None:
    """Where a unit of a text stands in it, fit to be shown; None for a record of anything else."""
    where = record.fields.get(TEXT_PLACE)
    if not isinstance(where, str) or TEXT_WORDS not in record.fields:
        return None
    return shown(where, _NAME_CHARS)


def own_fields(record: Record) -> Mapping[str, Value]:
    """The fields of a record, of a unit of a text without those of what stands around it."""
    if place_in_text(record) is None:
        return record.fields
    return {name: value for name, value in record.fields.items() if name not in AROUND}


def is_text(case: Case) -> bool:
    """Whether the case is the text of a document."""
    return bool(case.records) and place_in_text(case.records[0]) is not None

"""Values as the proof file writes them: plain JSON, each kind told apart without its type (docs/proof.md).

A day is {"day": "2024-05-01"}, a number {"number": "5/2"}, a length {"length": [n, unit]}, years in months. The rest
is JSON's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text


class NotInProof(Exception):
    """A rule uses a form that the proof file has no words for; `form` names it."""

    def __init__(self, form: Text) -> None:
        self.form = form
        super().__init__(form.en)


def plain(value: object) -> Any:
    """A value of a case or a rule as JSON. TypeError for what is no such value."""
    match value:
        case None | bool() | str():
            return value
        case date():
            return {"day": value.isoformat()}
        case Decimal() | Fraction() | int():
            return {"number": str(Fraction(value))}
        case Duration():
            n, unit = (12 * value.n, "month") if value.unit == "year" else (value.n, value.unit)
            return {"length": [n, unit]}
        case tuple() | list():
            return [plain(v) for v in value]
        case Mapping():
            return {name: plain(v) for name, v in value.items()}
    raise TypeError(f"no value: {value!r}")


def day(value: date | None) -> dict[str, str] | None:
    return None if value is None else {"day": value.isoformat()}


def named(record: Record | None, source: Record | None = None) -> str:
    """What a finding or a proof is about: `step#index`, of a period its days; nothing for the case."""
    if record is None:
        return ""
    if record.step:
        return f"{record.step}#{record.index}"
    after = f" after {source.step}#{source.index}" if source is not None else ""
    return f"{record.start}..{record.end or ''}{after}"

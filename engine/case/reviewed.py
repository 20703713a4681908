"""What a person found of a passage that a heuristic suspects (核对): is it so or not, who looked, when and why.

Here is what such an entry is; `semantics/bind_reviewed.py` reads it from a case file, `evaluate/suspected.py` lays it on
the findings.
"""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from msgspec import Struct


class ReviewedPassage(Struct, frozen=True):
    """`rule` is the id of a heuristic, `name` what it is called; `quote` the words that were looked at, `confirmed`
    whether what it suspects is so; `by` and `reason` are in the words of whoever looked, on the day `on`. `span` is its
    rule in the case file."""

    rule: str
    name: Text
    quote: str
    confirmed: bool
    by: str
    on: date
    reason: str
    span: Span | None = None

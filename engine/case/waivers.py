"""A waiver: somebody answerable has signed that one rule is left aside in one case, why, and until when.

It says nothing of lawfulness: what was violated is still violated (docs/waivers.md). Here is what a waiver is and how it
stands on a day; `semantics/bind_waivers.py` reads it from a case file, `evaluate/waived.py` lays it on a verdict.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Standing = Literal["live", "expired", "not_yet"]


class Waiver(Struct, frozen=True):
    """`rule` is the id of a rule, `name` what it is called; `reason` and `basis` are in the words of whoever signed.

    It is live from `approved_on` (None: from the beginning) to `until`, both days included. `span` is its rule in the
    case file.
    """

    rule: str
    name: Text
    approved_by: str
    reason: str
    basis: str
    until: date
    approved_on: date | None = None
    span: Span | None = None

    def standing(self, on: date) -> Standing:
        """How it stands at the end of the day `on`."""
        if on > self.until:
            return "expired"
        return "not_yet" if self.approved_on is not None and on < self.approved_on else "live"

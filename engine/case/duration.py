"""A length of time as the law states it: a number of days, working days, months or years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from guiju.engine.calendar.count import Unit
from msgspec import Struct

MONTHS: Mapping[str, int] = {"month": 1, "year": 12}
"""How many months a unit is, for those that are counted in months."""


class Duration(Struct, frozen=True):
    """`n` units. 日 and 工作日 are different units and are never converted (12 months are a year).

    `param` names the parameter it came from: a lower layer may give that another value. `of` is where a case states
    it, a fact or a field of the activating record; until that is looked up `n` and `unit` mean nothing.
    """

    n: int
    unit: Unit
    param: str | None = None
    of: tuple[Literal["fact", "this"], str] | None = None

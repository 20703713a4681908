"""A length of time as the law states it: a number of days, working days, months or years."""

from __future__ import annotations

from guiju.engine.calendar.count import Unit
from msgspec import Struct


class Duration(Struct, frozen=True):
    """`n` units. 日 and 工作日 are different units and are never converted (12 months are a year).

    `param` names the parameter it came from: a lower layer may give that another value.
    """

    n: int
    unit: Unit
    param: str | None = None

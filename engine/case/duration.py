"""A length of time as the law states it: a number of days, working days, months or years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from guiju.engine.calendar.count import Unit
from msgspec import Struct

MONTHS: Mapping[str, int] = {"month": 1, "year": 12}
"""How many months a unit is, for those that are counted in months."""


class Duration(Struct, frozen=True):
    """`n` units. 日 and 工作日 are different units and are never converted (12 months are a year).

    `param` names the parameter it came from: a lower layer may give that another value. `of` is where a case states
    it, a fact or a field of the activating record; until that is looked up `n` and `unit` mean nothing. 12 months equal
    a year: what is asked of the one is asked of the other.

    `shares` are the lengths that it is reckoned from: it is their sum (`of` is then the first of them that a case
    states), whole units of it, rounded `up` or down.
    """

    n: int
    unit: Unit
    param: str | None = None
    of: tuple[Literal["fact", "this"], str] | None = None
    shares: tuple[Share, ...] = ()
    up: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Duration) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)

    @property
    def counted(self) -> tuple[int, Unit]:
        """How many of which unit, years counted in months."""
        return (self.n * MONTHS[self.unit], "month") if self.unit in MONTHS else (self.n, self.unit)

    @property
    def _same(self) -> tuple[object, ...]:
        return self.counted, self.param, self.of, self.shares, self.up


class Share(Struct, frozen=True):
    """`n` parts out of `d` of a length: a third of it is 1 of 3, twice its length 2 of 1."""

    length: Duration
    n: int = 1
    d: int = 1


def reckoned(shares: Sequence[Share], *, up: bool) -> Duration | None:
    """The sum of shares of lengths that are known, with what it is reckoned from; None where units do not go together
    (months and years do, and half a year is six months). A part of a unit is left out, or with `up` makes one more."""
    units = {share.length.unit for share in shares}
    unit: Unit | None = units.copy().pop()
    if len(units) > 1:
        unit = "month" if units <= MONTHS.keys() else None
    if unit is None:
        return None
    whole = sum((_in(share, unit) for share in shares), Fraction(0))
    if unit == "year" and whole.denominator > 1:
        whole, unit = 12 * whole, "month"
    return Duration(ceil(whole) if up else floor(whole), unit, shares=tuple(shares), up=up)


def _in(share: Share, unit: Unit) -> Fraction:
    per = 1 if share.length.unit == unit else MONTHS[share.length.unit]
    return Fraction(share.length.n * share.n * per, share.d)

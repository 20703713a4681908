"""What is reckoned over the values of a list: how many different ones, how often the most frequent, their sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from guiju.engine.case.model import Value
from guiju.engine.evaluate.known import Known, Number, Open, key_of
from guiju.engine.semantics import core


def tally(kind: core.TallyKind, values: Sequence[Known]) -> Decimal | Fraction | None:
    """The number asked for (0 of an empty list); None where a value is not known, or to be added and no number."""
    if any(isinstance(v, Open) for v in values):
        return None
    if kind == "sum":
        numbers = [Fraction(v) for v in values if isinstance(v, Number)]
        return _exact(sum(numbers, Fraction(0))) if len(numbers) == len(values) else None
    counted = Counter(_alike(v) for v in values)
    return Decimal(len(counted) if kind == "distinct" else max(counted.values(), default=0))


def _exact(total: Fraction) -> Decimal | Fraction:
    return Decimal(total.numerator) if total.denominator == 1 else total


def _alike(value: Known | Mapping[str, Value]) -> Hashable:
    """What two values have in common that are the same: an element with fields is all of them."""
    if isinstance(value, Mapping):
        return tuple(sorted((name, str(key_of(v))) for name, v in value.items()))
    return key_of(value)

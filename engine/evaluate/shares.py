"""How many elements of a list meet a condition: every one, a number of them, or a share."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.evaluate.kleene import Truth3, known
from guiju.engine.semantics import core


def quantity_of(cond: core.Quant, truths: Sequence[Truth3]) -> Truth3:
    """Whether the quantity holds of a list, by the truth of each element; an open element may be either."""
    certain = sum(t.value is True for t in truths)
    possible = sum(t.value is not False for t in truths)
    verdicts = {_enough(cond, n, len(truths)) for n in range(certain, possible + 1)}
    if len(verdicts) == 1:
        return known(verdicts.pop())
    return Truth3(None, frozenset(a for t in truths if t.value is None for a in t.atoms))


def _enough(cond: core.Quant, n: int, of: int) -> bool:
    """Whether `n` elements out of `of` are the quantity asked for."""
    match cond.kind:
        case "every":
            return n == of
        case "at_least":
            return n >= cond.n
        case "at_most":
            return n <= cond.n
        case "exactly":
            return n == cond.n
        case "most":
            return n >= of // 2 + 1
        case "share":
            return cond.d * n >= cond.n * of
